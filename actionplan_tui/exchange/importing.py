"""Taking a table into a plan: pure, so that what would happen can be shown before it does.

A blank cell leaves what the plan has; a dash clears it, in a row with an Id of this plan.
Rows are matched to steps by Id, else by title under the same goal, so that the same table
imported twice adds nothing. Steps of the plan are never moved within the outline, but to
another goal, and never removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from actionplan_tui.capture.date_context import context_of
from actionplan_tui.capture.items import Items
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.steps import SetItems
from actionplan_tui.exchange.add_table import AddTable, StepRow
from actionplan_tui.exchange.headings import Headings, find_headings
from actionplan_tui.exchange.progress_words import are_fractions
from actionplan_tui.exchange.table_cells import (
    CellReader,
    ReadRow,
    Target,
    date_cells,
    people_cells,
)
from actionplan_tui.exchange.table_dates import DateCell, Order, settle
from actionplan_tui.exchange.table_goals import TableGoals
from actionplan_tui.exchange.table_items import joined_sides
from actionplan_tui.exchange.table_matching import Matching, waits_for
from actionplan_tui.exchange.table_names import TableNames, written_names
from actionplan_tui.exchange.table_rows import Entry, read_entries
from actionplan_tui.model import rules
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder, Step, Stakeholder
from actionplan_tui.model.wbs import outline

Verb = Literal["add", "update", "unchanged", "goal", "skip", "cannot read"]


class ImportLine(NamedTuple):
    """What one row of the table does: its number from 1, the verb, and of what.

    `trouble` names what could not be read, `said` what was read in a way worth a look.
    """

    row: int
    verb: Verb
    what: str
    trouble: str = ""
    said: str = ""


class Import(Struct, frozen=True, kw_only=True):
    """What importing a table would do.

    `edit` is None when it would do nothing, or when `ambiguous_dates` must be settled first:
    then nothing is imported. `notes` are what is to be said of the table as a whole.
    """

    edit: Batch | None = None
    lines: tuple[ImportLine, ...] = ()
    ambiguous_dates: tuple[DateCell, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Verb, int]:
        """How many rows do what."""
        found = Counter(line.verb for line in self.lines)
        verbs: tuple[Verb, ...] = ("add", "update", "unchanged", "goal", "skip", "cannot read")
        return {verb: found[verb] for verb in verbs}

    @property
    def message(self) -> str:
        """The import in one line: "12 new, 3 changed, trouble in rows 7 and 9"."""
        if self.ambiguous_dates:
            return _asked(self.ambiguous_dates)
        words = {"add": "new", "update": "changed", "unchanged": "unchanged"}
        parts = [f"{count} {words[verb]}" for verb, count in self.counts.items() if verb in words]
        if goals := self.counts["goal"]:
            parts.append(f"{goals} goal{'s' if goals > 1 else ''}")
        rows = [str(line.row) for line in self.lines if line.trouble]
        if rows:
            shown = ", ".join(rows[:8]) + (" …" if len(rows) > 8 else "")
            parts.append(f"trouble in row{'s' if len(rows) > 1 else ''} {shown}")
        return ", ".join(parts)


def _asked(dates: Sequence[DateCell]) -> str:
    first = dates[0]
    count = f"{len(dates)} dates" if len(dates) > 1 else "a date"
    return (
        f"{count} may be day/month or month/day, such as {first.text} in row {first.row} "
        f"({first.heading}): say which with --dates dmy or --dates mdy"
    )


def plan_import(
    plan: Plan,
    rows: Sequence[Sequence[str]],
    *,
    today: date,
    dates: DateOrder = "",
    under_goal: int | None = None,
    name: str = "table",
) -> Import:
    """What importing the rows of a table into the plan would do; nothing is changed.

    `dates` is the order of day and month where the table does not settle it. Rows that name
    no goal go under `under_goal`. Raises: Problem when it is no action planning table.
    """
    if under_goal is not None:
        plan.get("goals", under_goal)
    headings = find_headings(rows)
    entries = read_entries(rows, headings)
    if not any(entry.kind in ("step", "goal") for entry in entries):
        raise Problem(f"{name}: no action step stands below the headings in row {headings.last + 1}")
    cells = [DateCell(*cell) for cell in date_cells(entries)]
    order = settle(cells, given=dates, heading=headings.order, plan=plan.info.date_order)
    if order.ambiguous and not order.mixed:
        return Import(ambiguous_dates=order.ambiguous)
    return _Importing(plan, headings, entries, order, today, under_goal).result(name)


class _Importing:
    """One table on its way into one plan."""

    def __init__(
        self,
        plan: Plan,
        headings: Headings,
        entries: list[Entry],
        order: Order,
        today: date,
        under_goal: int | None,
    ) -> None:
        self._plan = plan
        self._headings = headings
        self._entries = entries
        self._order = order
        self._under = under_goal
        self._anywhere = under_goal is None and not any(entry.goal for entry in entries)
        names, reading = _names(plan, headings, entries)
        if order.order or order.mixed:
            reading = reading.amend("plan", 1, date_order=order.order)
        context = context_of(reading, today)
        fractions = are_fractions(entry.cells.get("percent", "") for entry in entries)
        self._reader = CellReader(plan, reading, context, names, fractions=fractions)
        self._goals = TableGoals(plan, reading, context, names)
        self._matching = Matching(plan, entries)
        self._parents = {entry.above for entry in entries}
        self._places: dict[int, int] = {}  # of entries: their places among the rows
        self._rows: list[StepRow] = []
        self._reads: list[ReadRow] = []

    def result(self, name: str) -> Import:
        """What the table does to the plan."""
        lines = [line for place, _ in enumerate(self._entries) for line in self._taken(place)]
        if self._link():
            lines = [self._linked(line) for line in lines]
        edit = Batch(f"import {name}", (AddTable(tuple(self._goals.rows), tuple(self._rows)),))
        after = edit.apply(self._plan)
        changes = diff(self._plan, after)
        rules.check(after, [(change.table, change.id, change.field) for change in changes])
        return Import(
            edit=edit if changes else None, lines=tuple(lines), notes=tuple(self._notes(after))
        )

