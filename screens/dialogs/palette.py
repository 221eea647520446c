"""The palette: any verb, any record by its letter and id, its code, or any text in it."""

from __future__ import annotations

from textual.screen import Screen

from actionplan_tui.capture.fields import show
from actionplan_tui.model.fields import TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.wbs import outline
from screens.dialogs.choose import Choose, Option
from screens.dialogs.help import moves_about
from screens.keys import VERBS, working_keys

_MOST = 40
"""How many records are listed at once."""

_EXTRA = (
    ("take_theirs", "Take theirs: the colleague's value of the last conflict"),
    ("drafts", "Open drafts: edits that could not be saved"),
)
"""Verbs without a key of their own: the app's action, and what it does."""


class PaletteDialog(Choose):
    """Verbs first, then records; what is chosen is returned as `verb:ID`, `do:ACTION` or
    `go:TABLE:ID`."""

    def __init__(self, screen: Screen[object], plan: Plan) -> None:
        """Read verbs and plan.

        Args:
            screen: The screen asked from.
            plan: The plan to find records in.
        """
        super().__init__(
            "Find and go, or do: Enter takes the one lit",
            _verbs(screen),
            placeholder="a verb, S12, 1.2, or any text",
            aside_width=14,
        )
        self._plan = plan
        self._texts: dict[tuple[str, int], str] | None = None

    def found(self, text: str) -> list[Option]:
        """Verbs that fit, then the record named, then records that hold the text."""
        wanted = text.strip()
        options = super().found(wanted)
        if not wanted:
            return options
        records = [*self._named(wanted), *self._holding(wanted)]
        unique = dict.fromkeys(records)
        return [*list(unique)[:_MOST], *options] if self._named(wanted) else [
            *options, *list(unique)[:_MOST]
        ]  # fmt: skip

    def _named(self, wanted: str) -> list[Option]:
        tree = outline(self._plan)
        folded = wanted.casefold()
        found = [("steps", id) for id, code in tree.code.items() if code == wanted]
        for table in TABLES.values():
            letter = table.letter.casefold()
            if letter and folded.startswith(letter) and folded[len(letter) :].isdigit():
                id = int(folded[len(letter) :])
                if self._plan.find(table.name, id) is not None:
                    found.append((table.name, id))
        return [self._option(*place) for place in found]

    def _holding(self, wanted: str) -> list[Option]:
        words = wanted.casefold().split()
        if self._texts is None:
            self._texts = {
                (name, id): _text(self._plan, name, id)
                for name, table in TABLES.items()
                if table.letter
                for id in self._plan.table(name)
            }
        found: list[Option] = []
        for place, text in self._texts.items():
            if all(word in text for word in words):
                found.append(self._option(*place))
                if len(found) == _MOST:
                    break
        return found

    def _option(self, table: str, id: int) -> Option:
        record = self._plan.get(table, id)
        text = " ".join(str(getattr(record, TITLE_FIELDS[table])).split()) or "(blank)"
        code = outline(self._plan).code.get(id, "") if table == "steps" else ""
        return Option(f"go:{table}:{id}", f"{code} {text}".strip(), ref(table, id))


def _text(plan: Plan, table: str, id: int) -> str:
    """All the text of a record, folded for finding; private notes are left out."""
    from actionplan_tui.model.fields import FIELDS

    record = plan.get(table, id)
    parts = [
        show(plan, table, record, field.name)
        for field in FIELDS[table].values()
        if field.kind in ("text", "long", "words", "reference", "references") and not field.private
    ]
    return " ".join((ref(table, id), *parts)).casefold()


def _verbs(screen: Screen[object]) -> list[Option]:
    options: list[Option] = []
    seen: set[str] = set()
    keys = working_keys(screen.active_bindings)
    for active in screen.active_bindings.values():
        verb = VERBS.get(active.binding.id or "")
        if verb is None or moves_about(verb.id):
            continue
        if active.enabled and verb.id not in seen:
            seen.add(verb.id)
            options.append(Option(f"verb:{verb.id}", verb.help, keys[verb.id]))
    options += [Option(f"do:{action}", text) for action, text in _EXTRA]
    return options
