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
        names = None if headings.ours else TableNames(plan, people_cells(entries))
        fresh = written_names(plan, entries) if names is None else names.fresh
        reading = plan.put(
            "stakeholders",
            *(Stakeholder(id=-place, name=new) for place, new in enumerate(fresh, 10**9)),
        )
        if order.order or order.mixed:
            reading = reading.amend("plan", 1, date_order=order.order)
        context = context_of(reading, today)
        self._reader = CellReader(
            plan,
            reading,
            context,
            names,
            fractions=are_fractions(e.cells["percent"] for e in entries if e.cells.get("percent")),
        )
        self._goals = TableGoals(plan, reading, context, names)
        self._matching = Matching(plan, entries, under_goal)
        self._parents = {entry.above for entry in entries if entry.above is not None}
        self._places: dict[int, int] = {}  # of entries: their place among the rows of the edit
        self._rows: list[StepRow] = []
        self._lines: list[ImportLine] = []
        self._waits: dict[int, list[str]] = {}

    def result(self, name: str) -> Import:
        """What the table does to the plan."""
        for place, entry in enumerate(self._entries):
            if entry.kind == "step":
                self._take_step(place, entry)
            elif entry.kind == "goal":
                self._take_goal(entry)
            else:
                verb: Verb = "skip" if entry.kind == "skip" else "cannot read"
                why = entry.why if verb == "cannot read" else ""
                said = entry.why if verb == "skip" else ""
                self._lines.append(ImportLine(entry.rows[0], verb, entry.what, why, said))
        self._link()
        edit = Batch(f"import {name}", (AddTable(self._goals.rows, tuple(self._rows)),))
        after = edit.apply(self._plan)
        changes = diff(self._plan, after)
        rules.check(after, [(change.table, change.id, change.field) for change in changes])
        return Import(
            edit=edit if changes else None,
            lines=tuple(self._lines),
            notes=tuple(self._notes(after)),
        )

    # --- Goals ---

    def _take_goal(self, entry: Entry) -> None:
        taken = self._goals.take(entry)
        self._lines.append(
            ImportLine(entry.rows[0], taken.verb, entry.what, "; ".join(taken.troubles))
        )

    def _goal_of(self, entry: Entry) -> tuple[int | None, int | None]:
        """Where the goal of a step is: its place in the table, or its id in the plan."""
        if not entry.goal:
            return None, self._matching.under_goal
        known = self._goals.place(entry.goal)
        if known is None:
            known = self._goals.add(entry.goal)
            line = ImportLine(entry.rows[0], "goal", entry.goal)
            if self._goals.rows[known].id is None:
                self._lines.append(line)
        return known, None

    # --- Steps ---

    def _take_step(self, place: int, entry: Entry) -> None:
        goal, under = self._goal_of(entry)
        goal_id = self._goals.rows[goal].id if goal is not None else under
        new_goal = goal is not None and goal_id is None
        above = self._places.get(entry.above) if entry.above is not None else None
        parent = self._rows[above].id if above is not None else None
        match = self._matching.step(entry, goal_id, new_goal=new_goal, parent=parent)
        leaf = place not in self._parents
        if match.step is not None and leaf:
            leaf = outline(self._plan).is_leaf(match.step.id)
        read = self._reader.read(entry, Target(match.step, match.known, leaf))
        if match.said:
            read.said.insert(0, match.said)
        if match.step is None:
            row = _new_row(read, above, goal, under)
            verb: Verb = "add"
        else:
            row, verb = self._old_row(match.step, match.known, read, goal, goal_id)
        self._places[place] = len(self._rows)
        if read.after:
            self._waits[place] = read.after
        self._rows.append(row)
        self._lines.append(
            ImportLine(
                entry.rows[0], verb, entry.what, "; ".join(read.troubles), "; ".join(read.said)
            )
        )

    def _old_row(
        self, step: Step, known: bool, read: ReadRow, goal: int | None, goal_id: int | None
    ) -> tuple[StepRow, Verb]:
        fields = {
            name: value
            for name, value in read.fields.items()
            if not _is_same(getattr(step, name), value)
        }
        if not known:
            fields.pop("title", None)  # the same but for case and blanks
        marks = set(step.none_identified) | (read.none - {"support"} if step.support else read.none)
        if marks != set(step.none_identified):
            fields["none_identified"] = tuple(sorted(marks))
        cells = tuple(
            SetItems(step.id, column, items.items, items.removed, items.none)
            for column, items in read.items.items()
            if _changes(step, column, items) and self._is_sound(step, column, items, read)
        )
        moves = known and goal is not None and self._moves(step, goal_id, read)
        row = StepRow(fields=fields, id=step.id, goal=goal, cells=cells, moves=moves)
        return row, "update" if fields or cells or moves else "unchanged"

    def _moves(self, step: Step, goal_id: int | None, read: ReadRow) -> bool:
        tree = outline(self._plan)
        if tree.goal[step.id] == goal_id and goal_id is not None:
            return False
        if tree.parent[step.id] is None:
            return True
        read.troubles.append("Goal: is that of the step above it, so it stays")
        return False

    def _is_sound(self, step: Step, column: str, items: Items, read: ReadRow) -> bool:
        """Whether the records of a cell obey the rules of the plan once changed."""
        edit = SetItems(step.id, column, items.items, items.removed, items.none)
        touched = [(item.table, item.id, "") for item in items.items if item.id and item.fields]
        try:
            if touched:
                rules.check(edit.apply(self._plan), touched)
        except Problem as problem:
            text = "; ".join(item.text for item in items.items)
            read.troubles.append(f"{column}: {text} left as it was ({problem.message})")
            return False
        return True

    def _link(self) -> None:
        """Let the steps wait for those that their rows name."""
        for place, texts in self._waits.items():
            found = waits_for(self._plan, self._entries, place, texts)
            row = self._rows[self._places[place]]
            after = tuple(self._places[other] for other in found.places)
            self._rows[self._places[place]] = row
            if not self._circles(place, after):
                self._rows[self._places[place]] = _waiting(row, after, found.ids)
            if found.unknown:
                self._trouble(place, f"After: no step {', '.join(found.unknown)}")

    def _notes(self, after: Plan) -> list[str]:
        notes = [f"headings in row {self._headings.last + 1}"] if self._headings.last else []
        notes += [self._order.said] if self._order.said else []
        notes += [self._matching.said] if self._matching.said else []
        unknown = [column.heading for column in self._headings.columns if not column.key]
        if unknown:
            notes.append(f"kept in Notes: {', '.join(unknown)}")
        fresh = [p.name for id, p in after.stakeholders.items() if id not in self._plan.stakeholders]
        if fresh:
            shown = ", ".join(fresh[:6]) + (" …" if len(fresh) > 6 else "")
            notes.append(f"{len(fresh)} new in the register: {shown}")
        return notes
