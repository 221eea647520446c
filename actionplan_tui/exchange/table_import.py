"""One table on its way into one plan: every row becomes a goal, a step, or a word about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec import structs

from actionplan_tui.capture.date_context import context_of
from actionplan_tui.capture.items import Items
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.steps import SetItems
from actionplan_tui.exchange.add_table import AddTable, StepRow
from actionplan_tui.exchange.headings import Headings
from actionplan_tui.exchange.import_result import Import, ImportLine, Verb
from actionplan_tui.exchange.progress_words import are_fractions
from actionplan_tui.exchange.read_row import ITEMS, PEOPLE, ReadRow
from actionplan_tui.exchange.table_cells import CellReader, Target
from actionplan_tui.exchange.table_dates import Order
from actionplan_tui.exchange.table_goals import TableGoals
from actionplan_tui.exchange.table_items import joined_sides
from actionplan_tui.exchange.table_matching import Links, Match, Matching, Place
from actionplan_tui.exchange.table_names import TableNames, with_names, written_names
from actionplan_tui.exchange.table_rows import Entry
from actionplan_tui.model import rules
from actionplan_tui.model.fields import DECK_COLUMNS, field
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline


class Table(NamedTuple):
    """What is known of a table before its cells are read; `learnt` are names found in it."""

    headings: Headings
    entries: list[Entry]
    order: Order
    learnt: tuple[str, ...]


class _Taken(NamedTuple):
    """One entry taken in. `row` is its place among the rows of the edit, for a step."""

    entry: Entry
    verb: Verb
    troubles: Sequence[str] = ()
    said: Sequence[str] = ()
    row: int | None = None


class TableImport:
    """One table on its way into one plan."""

    def __init__(
        self,
        plan: Plan,
        table: Table,
        today: date,
        under_goal: int | None,
    ) -> None:
        self._plan = plan
        self._headings, self._entries, self._order, _ = table
        entries, order = table.entries, table.order
        self._under = under_goal
        self._anywhere = under_goal is None and not any(entry.goal for entry in entries)
        names, reading = _names(plan, table)
        self._seeded = {person.name for person in reading.stakeholders.values()}
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
        self._taken: list[_Taken] = []

    def result(self, name: str) -> tuple[Import, set[str]]:
        """What the table does to the plan, and the names that only its items name."""
        for place, entry in enumerate(self._entries):
            if entry.kind == "step":
                self._take_step(place, entry)
            elif entry.kind == "goal":
                taken = self._goals.take(entry)
                verb: Verb = "goal" if taken.new else "update" if taken.changed else "unchanged"
                self._taken.append(_Taken(entry, verb, taken.troubles))
            elif entry.kind == "skip":
                self._taken.append(_Taken(entry, "skip", said=[entry.why]))
            else:
                self._taken.append(_Taken(entry, "cannot read", [entry.why]))
        if any(read.after for read in self._reads):
            self._link()
        edit = Batch(f"import {name}", (AddTable(tuple(self._goals.rows), tuple(self._rows)),))
        after = edit.apply(self._plan)
        changes = diff(self._plan, after)
        rules.check(after, [(change.table, change.id, change.field) for change in changes])
        people = after.stakeholders.values()
        fresh = {person.name for person in people if person.id not in self._plan.stakeholders}
        found = Import(
            edit=edit if changes else None,
            lines=tuple(map(self._line, self._taken)),
            notes=tuple(self._notes(after)),
        )
        return found, fresh - self._seeded

    def _line(self, taken: _Taken) -> ImportLine:
        entry, verb = taken.entry, taken.verb
        row = self._rows[taken.row] if taken.row is not None else None
        if row is not None and row.id is not None:
            changed = row.fields or row.cells or row.moves or row.after is not None
            verb = "update" if changed else "unchanged"
        said = [*taken.said, *_changes(row)] if row is not None and verb == "update" else taken.said
        return ImportLine(
            entry.rows[0], verb, entry.what, "; ".join(taken.troubles), "; ".join(said)
        )

    def _take_step(self, place: int, entry: Entry) -> None:
        goal = self._goal_of(entry)
        above = self._places.get(entry.above) if entry.above is not None else None
        parent = self._rows[above].id if above is not None else None
        goal_id = self._goals.rows[goal].id if goal is not None else self._under
        if parent is not None:
            goal_id = outline(self._plan).goal[parent]
        where = Place(
            goal_id,
            parent,
            new_goal=goal is not None and goal_id is None and parent is None,
            new_parent=above is not None and parent is None,
            anywhere=self._anywhere,
        )
        match = self._matching.step(entry, where)
        step = match.step
        if step is None and not entry.cells.get("title") and not self._headings.ours:
            why = f"has no action step, and {match.said}" if match.said else "has no action step"
            self._taken.append(_Taken(entry, "cannot read", [why]))
            return
        leaf = place not in self._parents
        leaf = leaf and (step is None or outline(self._plan).is_leaf(step.id))
        read = self._reader.read(entry, Target(step, match.known, leaf))
        if match.said:
            read.said.insert(0, match.said)
        self._places[place] = len(self._rows)
        self._taken.append(_Taken(entry, "add", read.troubles, read.said, len(self._rows)))
        self._reads.append(read)
        self._rows.append(
            _new_row(read, above, goal, self._under)
            if step is None
            else self._old_row(step, match, read, goal)
        )

    def _goal_of(self, entry: Entry) -> int | None:
        """The place, among the goals of the table, of the goal a step names."""
        if not entry.goal:
            return None
        known = len(self._goals.rows)
        place = self._goals.place(entry.goal)
        if place == known and self._goals.rows[place].id is None:
            self._taken.append(_Taken(entry._replace(what=entry.goal), "goal"))
        return place

    def _old_row(self, step: Step, match: Match, read: ReadRow, goal: int | None) -> StepRow:
        fields = {
            name: value
            for name, value in read.fields.items()
            if not _is_same(getattr(step, name), value)
        }
        if not match.known:
            fields.pop("title", None)  # the same but for case and blanks
        if not read.none <= set(step.none_identified):
            fields["none_identified"] = tuple(sorted(read.none | set(step.none_identified)))
        edits = (self._cell_edit(step, *cell, read) for cell in read.items.items())
        cells = tuple(edit for edit in edits if edit is not None)
        tree = outline(self._plan)
        moves = match.known and goal is not None
        moves = moves and self._goals.rows[goal or 0].id != tree.goal[step.id]
        if moves and tree.parent[step.id] is not None:
            read.troubles.append("Goal: is that of the step above it, so it stays")
            moves = False
        return StepRow(fields=fields, id=step.id, goal=goal, cells=cells, moves=moves)

    def _cell_edit(self, step: Step, column: str, items: Items, read: ReadRow) -> SetItems | None:
        """The edit that makes the cell hold the items; None when it does, or must not."""
        changed = [item for item in items.items if item.fields or not item.id]
        marked = column in step.none_identified
        if not changed and not items.removed and items.none == marked:
            return None
        edit = SetItems(step.id, column, items.items, items.removed, items.none)
        touched = [(item.table, item.id, "") for item in changed if item.id]
        try:
            if touched:
                rules.check(edit.apply(self._plan), touched)
        except Problem as problem:
            text = "; ".join(item.text for item in changed)
            read.troubles.append(f"{column}: {text} left as it was ({problem.message})")
            return None
        return edit

    def _link(self) -> None:
        """Let the steps wait for those that their rows name."""
        entries = {row: self._entries[place] for place, row in self._places.items()}
        links = Links(self._plan, entries, self._rows)
        for place, read in enumerate(self._reads):
            if not read.after:
                continue
            found = links.find(place, read.after)
            known = self._rows[place].id is not None
            if found.changed and found.steps and not (known and found.unknown):
                self._rows[place] = structs.replace(self._rows[place], after=found.steps)
            if found.unknown:
                read.troubles.append(
                    f"After: {', '.join(found.unknown)} is no step it can wait for"
                )

    def _notes(self, after: Plan) -> list[str]:
        last = self._headings.last + 1
        notes = [f"headings in row {last}"] if last > 1 else []
        notes += [said for said in (self._order.said, self._matching.said) if said]
        if self._headings.doers:
            notes.append(f"{self._headings.doers} is read as By Whom: no column says who does it")
        unknown = [column.heading for column in self._headings.columns if not column.key]
        if unknown:
            notes.append(f"kept in Notes: {', '.join(unknown)}")
        known = self._plan.stakeholders
        fresh = [person.name for id, person in after.stakeholders.items() if id not in known]
        if fresh:
            shown = ", ".join(fresh[:6]) + (" …" if len(fresh) > 6 else "")
            notes.append(f"{len(fresh)} new in the register: {shown}")
        return notes


def _names(plan: Plan, table: Table) -> tuple[TableNames | None, Plan]:
    """The reader of names, None for a table of our own, and the plan with the names known."""
    if table.headings.ours:
        leads = [entry.cells.get("lead", "") for entry in table.entries]
        owners = [entry.cells.get("owner", "") for entry in table.entries]
        fresh = written_names(plan, leads, owners)
        return None, with_names(plan, dict.fromkeys((*fresh, *table.learnt)))
    texts = (entry.cells.get(key, "") for entry in table.entries for key in PEOPLE)
    names = TableNames(plan, [text for text in texts if text], table.learnt)
    return names, with_names(plan, names.fresh)


def _new_row(read: ReadRow, above: int | None, goal: int | None, under: int | None) -> StepRow:
    fields = {name: value for name, value in read.fields.items() if value not in (None, (), "")}
    if read.none:
        fields["none_identified"] = tuple(sorted(read.none))
    cells = {column: read.items[column].items for column in ITEMS if column in read.items}
    resources = joined_sides(cells.pop("available", ()), cells.pop("needed", ()))
    items = (*resources, *(item for found in cells.values() for item in found))
    return StepRow(fields=fields, above=above, goal=goal, under=under, items=items)


def _changes(row: StepRow) -> list[str]:
    """What of a step changes, in the words of its columns: "changes By When, Needed"."""
    fields = [known.label for name in row.fields if (known := field("steps", name)) is not None]
    cells = [_SHORT[cell.column] for cell in row.cells]
    more = ["After"] if row.after is not None else []
    changed = dict.fromkeys([*fields, *cells, *more, *(["Goal"] if row.moves else [])])
    return [f"changes {', '.join(changed)}"] if changed else []


_SHORT = {column.key: column.short for column in DECK_COLUMNS}


def _is_same(value: Any, other: Any) -> bool:
    """Whether two values of a field say the same; names stand in no order."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return len(value) == len(other) and set(value) == set(other)
    return bool(value == other)
