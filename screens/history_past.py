"""The plan as it was on a day: its steps, with what has moved since."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.capture.days import short_date
from actionplan_tui.edits.change_words import change_words, record_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.history_filter import Narrow, narrowed
from actionplan_tui.edits.past import Past, net
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.zone import plan_zone
from screens.outline_rows import Row, outline_rows
from screens.step_cells import ASCII_MARKS, Marks, StepCells, columns
from screens.widgets.grid import Cell, Column
from screens.widgets.line_list import Entry
from screens.wrapping import wrap

ADDED: Row = ("added", 0)
"""The heading over what was added since."""

_SINCE = Column("since", "Since then", 30)


def past_columns() -> tuple[Column, ...]:
    """The deck's columns as they were, after what has moved since."""
    title, *rest = columns()
    return (title, _SINCE, *rest)


class PastRows:
    """The outline of a past plan beside the plan of now."""

    def __init__(self, now: Plan, past: Past, day: dt.date, *, ascii_only: bool = False) -> None:
        """Prepare the rows.

        Args:
            now: The plan of now.
            past: The plan as it was, and what has happened since.
            day: The day as which it is shown: what was late then is late here.
            ascii_only: Draw with ASCII alone?
        """
        self.now, self.past = now, past
        self._changes = net(past.since)
        self._about = self._by_row(self._changes)
        self._cells = StepCells(past.plan, day, marks=ASCII_MARKS if ascii_only else Marks())
        new = [("steps", id) for id in outline(now).rows if id not in past.plan.steps]
        new = [("goals", id) for id in now.goals if id not in past.plan.goals] + new
        self._new = frozenset(new)
        self.rows: list[Row] = [*outline_rows(past.plan, ()).rows, *([ADDED, *new] if new else [])]

    def _by_row(self, changes: tuple[Change, ...]) -> dict[Row, list[Change]]:
        """The changes that a goal or a step is to tell of: its own, and of what hangs from it."""
        found: dict[Row, list[Change]] = {}
        for change in changes:
            if change.table in ("goals", "steps"):
                found.setdefault((change.table, change.id), []).append(change)
                continue
            record = self.past.plan.find(change.table, change.id) or self.now.find(
                change.table, change.id
            )
            for field, table in (("step", "steps"), ("goal", "goals")):
                held = getattr(record, field, None)
                if held:
                    found.setdefault((table, held), []).append(change)
                    break
        return found

    @property
    def moved(self) -> int:
        """How many goals and steps are otherwise than they were."""
        return len(self._about)

    def role(self, row: object) -> str:
        """How a row is drawn."""
        return "group" if row == ADDED or (isinstance(row, tuple) and row[0] == "goals") else ""

    def cell(self, row: object, column: str) -> Cell:
        """What a cell showed then; in its own column, what has moved since."""
        assert isinstance(row, tuple)
        if row == ADDED:
            return Cell("Added since then" if column == "title" else "")
        if row in self._new:
            if column == "title":
                named = Change(row[0], row[1], after={})
                return Cell(f"  {record_words(self.now, named)}")
            return Cell("added", "warn") if column == "since" else Cell("")
        if column == "since":
            said = self._since(row)
            return Cell(said, "bad" if said == "removed" else "warn" if said else "")
        return self._cells.cell(row, column)

    def _since(self, row: Row) -> str:
        words: list[str] = []
        for change in self._about.get(row, ()):
            own = change.table == row[0] and change.id == row[1]
            if own and change.removes:
                return "removed"
            field = change_words(self.now, change)[0]
            words.append(field if own else TABLES[change.table].noun)
        return ", ".join(dict.fromkeys(words))

    def detail(self, row: Row | None, width: int, *, ascii_only: bool = False) -> list[Entry]:
        """What has moved since in a row: before and now, and who did it last."""
        changes = self._about.get(row, ()) if row is not None else ()
        if not changes:
            said = "Nothing has moved here since then" if row is not None else ""
            return [Entry([[(said, "dim")]])]
        arrow = "->" if ascii_only else "→"
        entries: list[Entry] = []
        for place, change in enumerate(changes):
            field, before, after = change_words(self.now, change)
            own = (change.table, change.id) == row
            what = field if own else f"{record_words(self.now, change)}, {field}"
            values = f": {before} {arrow} {after}" if before or after else ""
            text = f"{what}{values}{self._by(change)}"
            lines = [[(line, "")] for line in wrap(text, width, 2, ascii_only=ascii_only)]
            entries.append(Entry(lines, ("moved", place)))
        return entries

    def _by(self, change: Change) -> str:
        """Who made a change last, and when."""
        wanted = Narrow(record=(change.table, change.id))
        for row in reversed(narrowed(self.now, self.past.since, wanted)):
            if any((c.table, c.id, c.field) == (change.table, change.id, change.field)
                   for c in row.changes):  # fmt: skip
                day = row.at.astimezone(plan_zone(self.now)).date()
                return f" ({row.by}, {short_date(day)})"
        return ""
