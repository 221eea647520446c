"""What of the table of steps is shown: its columns, and filters that have a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from actionplan_tui.model.problem import Problem
from screens.places import Place, save_filters
from screens.step_table import StepTable, dialogs
from screens.widgets.edit_line import Move

if TYPE_CHECKING:
    from screens.dialogs.of_steps import ViewChoice

MOST_FILTERS = 30


class StepViews(StepTable):
    """`v` chooses columns and filters; one in force can be kept under a name."""

    def __init__(self) -> None:
        super().__init__()
        self.saved_filters: dict[str, str] = {}
        """Filters of one's own by name: kept beside the place, never in the plan."""

    def why_not(self, action: str) -> str:
        """Why a key does nothing now: it is for steps, and the cursor is on a goal; or a filter
        or a sort has flattened the outline."""
        if action in ("fold", "fold_all") and self.filtering.on:
            return "Folding needs the outline: Esc brings it back"
        if action in ("finish", "cut", "duplicate", "clear") and self.row and not self.chosen:
            return "This is for steps: the cursor is on a goal"
        if action == "panel" and not (self.row or ("", 0))[1]:
            return self.nothing_here or "Only goals and steps have a record"
        if action == "mark" and self.row and self.row[0] != "steps":
            return "Only steps are marked"
        return super().why_not(action)

    def come_back(self, place: Place) -> None:
        """Go where somebody was, with the filters they kept."""
        super().come_back(place)
        self.saved_filters = dict(place.filters.get(self.NAME, ()))

    def action_view(self) -> None:
        """Choose columns and filters; keep the filter in force under a name."""

        def answered(choice: ViewChoice | None) -> None:
            if choice is None:
                return
            self.hidden = set(choice.hidden)
            if choice.saved != self.saved_filters:
                self._keep(choice.saved)
            problem = self._filter_problem(choice.filter or "")
            if problem:
                self.say(problem, severe=True)
            elif choice.filter is not None:
                self.filtering.text = choice.filter
            self.refilter()
            if choice.name:
                self._ask_name()

        dialog = dialogs().ViewsDialog(self.hidden, self.filtering.text, self.saved_filters)
        self.app.push_screen(dialog, answered)

    def _ask_name(self) -> None:
        text = self.filtering.text.strip()

        def read(typed: str) -> str:
            name = " ".join(typed.split())
            if name not in self.saved_filters and len(self.saved_filters) >= MOST_FILTERS:
                raise Problem(f"{MOST_FILTERS} filters are kept already: v and d d removes one")
            return name

        def said(typed: str) -> str:
            before = self.saved_filters.get(read(typed))
            return f"in the place of: {before}" if before else f"keeps: {text}"

        def commit(typed: str, move: Move) -> None:
            try:
                name = read(typed)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            if name:
                self._keep({**self.saved_filters, name: text})
                self.say(f"Kept as {name}: v shows it among the filters")

        self.ask_text("What is this filter called?", said, commit)

    def _keep(self, filters: Mapping[str, str]) -> None:
        self.saved_filters = dict(filters)
        save_filters(self.view.path, self.NAME, self.saved_filters.items())
