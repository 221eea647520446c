"""Filters kept under a name on the screens over lists, as `v` does on the table of steps."""

from __future__ import annotations

from screens.places import Place, save_filters
from screens.plan_screen import PlanScreen
from screens.widgets.edit_line import Move


class SavedFilters(PlanScreen):
    """`v` takes a filter by its name, keeps the one in force under a name, or forgets it."""

    def __init__(self) -> None:
        super().__init__()
        self.saved_filters: dict[str, str] = {}
        """Filters of one's own by name: kept beside the place, never in the plan."""

    @property
    def filter_text(self) -> str:
        """The filter in force."""
        raise NotImplementedError

    def refilter(self, text: str) -> None:
        """Show what a filter leaves."""
        raise NotImplementedError

    def come_back(self, place: Place) -> None:
        """Go where somebody was, with the filters they kept."""
        super().come_back(place)
        self.saved_filters = dict(place.filters.get(self.NAME, ()))

    def action_filters(self) -> None:
        """Choose a saved filter, keep the one in force under a name, or forget it."""
        # Dialogs are loaded with the first that opens.
        from screens.dialogs.choose import Choose, Option

        text = self.filter_text.strip()
        kept = {known: name for name, known in self.saved_filters.items()}
        options = [Option("all", "All, without a filter")]
        options += [
            Option(f"take:{name}", f"{name}: {known}") for name, known in self.saved_filters.items()
        ]
        if text in kept:
            options.append(Option(f"forget:{kept[text]}", f"Forget {kept[text]}"))
        elif text:
            options.append(Option("keep", f"Keep the filter under a name: {text}"))

        def answered(chosen: str | None) -> None:
            verb, _, name = (chosen or "").partition(":")
            if verb == "keep":
                self._ask_name(text)
            elif verb == "forget":
                self._keep({one: known for one, known in self.saved_filters.items() if one != name})
                self.say(f"Forgot {name}; the filter stays until Esc")
            elif verb:
                self.refilter(self.saved_filters.get(name, ""))

        self.app.push_screen(Choose("Which filter?", options), answered)

    def _ask_name(self, text: str) -> None:
        def commit(typed: str, move: Move) -> None:
            self.asked()
            name = " ".join(typed.split())
            if name:
                self._keep({**self.saved_filters, name: text})
                self.say(f"Kept as {name}: v shows it")

        def said(typed: str) -> str:
            before = self.saved_filters.get(" ".join(typed.split()))
            return f"in the place of: {before}" if before else f"keeps: {text}"

        self.ask_text("What is this filter called?", said, commit)

    def _keep(self, filters: dict[str, str]) -> None:
        self.saved_filters = filters
        save_filters(self.view.path, self.NAME, filters.items())
