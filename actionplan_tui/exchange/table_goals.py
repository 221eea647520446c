"""The goals of a table: those the plan has, found by what they say, and new ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.items import Item, parse_items
from actionplan_tui.capture.names import name_key, name_value
from actionplan_tui.exchange.add_table import GoalRow
from actionplan_tui.exchange.row_forms import goal_statement
from actionplan_tui.exchange.table_dates import read_date
from actionplan_tui.exchange.table_items import item_lines
from actionplan_tui.exchange.table_names import TableNames
from actionplan_tui.exchange.table_rows import Entry
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem

_REF = re.compile(r"[Gg]([1-9]\d{0,8})")


class TakenGoal(NamedTuple):
    """A goal row taken in: new to the plan or not, changed or not, and what was not read."""

    new: bool
    changed: bool
    troubles: tuple[str, ...]


class TableGoals:
    """The goals named in a table, each once, in order."""

    def __init__(
        self, plan: Plan, reading: Plan, context: DateContext, names: TableNames | None
    ) -> None:
        self._plan = plan
        self._reading = reading
        self._context = context
        self._names = names
        self._places: dict[str, int] = {}
        self._known: dict[str, int] = {}
        statements = [(id, goal.statement) for id, goal in live(plan.goals).items()]
        for id, text in (*statements, *((id, goal_statement(text)) for id, text in statements)):
            if text:
                self._known.setdefault(_key(text), id)
        self._told: dict[int, set[str]] = {}
        self.rows: list[GoalRow] = []

    def place(self, statement: str) -> int:
        """The place of the goal among those of the table; a goal not named before is added."""
        key = _key(statement)
        if key not in self._places:
            self._places[key] = len(self.rows)
            ref = _REF.fullmatch(statement.strip())
            id = int(ref[1]) if ref and int(ref[1]) in self._plan.goals else self._known.get(key)
            fields = {} if id is not None else {"statement": one_line(statement)}
            self.rows.append(GoalRow(fields=fields, id=id))
        return self._places[key]

    def take(self, entry: Entry) -> TakenGoal:
        """Take in a row that names a goal, with what its other cells say of it."""
        named = len(self.rows)
        place = self.place(entry.goal)
        row = self.rows[place]
        troubles: list[str] = []
        fields = self._fields(entry.cells, troubles)
        troubles += [f"{text} not taken in" for text in entry.extra]
        told = self._told.setdefault(place, set())  # a goal that stands twice: the first holds
        fields = {name: value for name, value in fields.items() if name not in told}
        told.update(fields)
        if row.id is not None:
            goal = self._plan.goals[row.id]
            fields = {name: value for name, value in fields.items() if getattr(goal, name) != value}
        items = self._kpis(entry.cells.get("kpis", ""), row.id, troubles)
        self.rows[place] = GoalRow(
            fields=row.fields | fields, id=row.id, items=(*row.items, *items)
        )
        new = row.id is None and place == named
        return TakenGoal(new, bool(fields or items), tuple(troubles))

    def _fields(self, cells: Mapping[str, str], troubles: list[str]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        read = read_date(cells.get("due", ""), self._context)
        if read.trouble:
            troubles.append(f"By When: {one_line(cells['due'])} {read.trouble}, not taken in")
        elif read.day is not None:
            fields["target_date"] = read.day
        who = cells.get("owner") or cells.get("lead") or ""
        if who and self._names is not None:
            named = self._names.read(who)
            if named.lead is not None:
                fields["owner"] = named.lead
            if named.support or named.trouble:
                troubles.append(f"Owner: {one_line(who)} {named.trouble or 'names several'}")
        elif who:
            fields["owner"] = name_value(self._plan, who)
        if cells.get("done_when"):
            fields["success"] = cells["done_when"]
        return fields

    def _kpis(self, text: str, goal: int | None, troubles: list[str]) -> tuple[Item, ...]:
        """The KPIs of a goal row that the goal does not have yet."""
        if not text:
            return ()
        ids = hanging(self._plan, "kpis", "goal", goal) if goal is not None else ()
        known = {name_key(self._plan.kpis[id].name) for id in ids}
        try:
            read = parse_items(
                self._reading, 0, "kpis", item_lines(text), today=self._context.today
            )
        except Problem as problem:
            troubles.append(f"KPIs: {one_line(text)} not taken in ({problem.message})")
            return ()
        return tuple(item for item in read.items if name_key(item.fields["name"]) not in known)


def _key(statement: str) -> str:
    return name_key(statement).rstrip(" .:;")
