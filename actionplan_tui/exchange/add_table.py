"""The edit that takes a whole table into a plan: new goals and steps, and changes to old ones."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from actionplan_tui.capture.items import Item
from actionplan_tui.edits.edit import new_id, resolve
from actionplan_tui.edits.records import AddGoal, AddRecord, SetFields
from actionplan_tui.edits.steps import PlaceSteps, SetItems
from actionplan_tui.model import rank, wbs
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import Record, make


class GoalRow(Struct, frozen=True, kw_only=True):
    """A goal of a table: `id` is that of the plan's goal it is, None for a new one."""

    fields: dict[str, Any]
    id: int | None = None
    items: tuple[Item, ...] = ()


class StepRow(Struct, frozen=True, kw_only=True):
    """A step of a table: `id` is that of the plan's step it is, None for a new one.

    `above` is the place, among the rows, of the step it stands under. `goal` is a place among
    the goals of the table, `under` a goal of the plan. `after` are the steps it waits for:
    places among the rows, or for steps that no row is, their ids negated less one.
    """

    fields: dict[str, Any]
    id: int | None = None
    above: int | None = None
    goal: int | None = None
    under: int | None = None
    items: tuple[Item, ...] = ()
    cells: tuple[SetItems, ...] = ()
    after: tuple[int, ...] | None = None
    moves: bool = False


class AddTable(Struct, frozen=True):
    """Take in the goals and steps of a table, in order; what they name is known as it goes."""

    goals: tuple[GoalRow, ...]
    rows: tuple[StepRow, ...]

    def apply(self, plan: Plan) -> Plan:
        """The plan with the table in it."""
        plan, goals = self._with_goals(plan)
        plan, steps = _Adding(plan, goals).add(self.rows)
        for row, id in zip(self.rows, steps, strict=True):
            if row.fields and row.id is not None:
                plan = SetFields("steps", id, row.fields).apply(plan)
            for cell in row.cells:
                plan = cell.apply(plan)
            if row.moves:
                plan = PlaceSteps((id,), goal=_goal_of(row, goals)).apply(plan)
            if row.after is not None:
                waits = tuple(steps[n] if n >= 0 else -n - 1 for n in row.after)
                plan = SetFields("steps", id, {"depends_on": waits}).apply(plan)
        return plan

    def label(self, plan: Plan) -> str:
        """What is taken in."""
        return "import a table"

    def _with_goals(self, plan: Plan) -> tuple[Plan, list[int]]:
        ids: list[int] = []
        for row in self.goals:
            if row.id is None:
                ids.append(new_id(plan, "goals"))
                plan = AddGoal(row.fields).apply(plan)
            else:
                ids.append(row.id)
                if row.fields:
                    plan = SetFields("goals", row.id, row.fields).apply(plan)
            for item in row.items:
                plan = AddRecord(item.table, {**item.fields, "goal": ids[-1]}).apply(plan)
        return plan, ids


def _goal_of(row: StepRow, goals: list[int]) -> int | None:
    return row.under if row.goal is None else goals[row.goal]


class _Adding:
    """New steps on their way into a plan, put there together.

    One by one, each would copy the table and number the outline anew: a table of thousands
    would take minutes.
    """

    def __init__(self, plan: Plan, goals: list[int]) -> None:
        self._plan = plan
        self._goals = goals
        self._new: dict[str, list[Record]] = {}
        self._next: dict[str, int] = {}
        self._tree = wbs.outline(plan)
        self._order: dict[tuple[int | None, int | None], list[int]] = {}
        self._position = {id: step.position for id, step in plan.steps.items()}
        self._latest: dict[tuple[int | None, int | None], int] = {}

    def add(self, rows: tuple[StepRow, ...]) -> tuple[Plan, list[int]]:
        """The plan with the new steps, and the id of every row."""
        ids: list[int] = []
        for row in rows:
            if row.id is None:
                group = self._group(row, ids)
                ids.append(self._add_step(row, *group))
            else:
                ids.append(row.id)
                group = self._tree.parent[row.id], self._tree.goal[row.id]
            parent, goal = group
            self._latest[(parent, None if parent is not None else goal)] = ids[-1]
        plan = self._plan
        for table, records in self._new.items():
            plan = plan.put(table, *records)
        return plan, ids

    def _group(self, row: StepRow, ids: list[int]) -> tuple[int | None, int | None]:
        parent = ids[row.above] if row.above is not None else None
        return parent, None if parent is not None else _goal_of(row, self._goals)

    def _add_step(self, row: StepRow, parent: int | None, goal: int | None) -> int:
        id = self._id("steps")
        position = self._rank(id, parent, goal)
        self._put("steps", row.fields, id=id, parent=parent, goal=goal, position=position)
        for item in row.items:
            self._put(item.table, item.fields, id=self._id(item.table), step=id)
        return id

    def _put(self, table: str, fields: dict[str, Any], **own: Any) -> None:
        self._plan, values = resolve(self._plan, table, fields)
        record = make(TABLES[table].type, **(values | own))
        self._new.setdefault(table, []).append(record)

    def _id(self, table: str) -> int:
        id = self._next.get(table) or new_id(self._plan, table)
        self._next[table] = id - 1
        return id

    def _rank(self, id: int, parent: int | None, goal: int | None) -> str:
        """The rank after the latest row of the same group, else after all of the group."""
        group = (parent, goal)
        if group not in self._order:
            known = self._tree.children.get(parent, ()) if parent is not None else ()
            self._order[group] = list(known if parent is not None else self._tree.of_goal(goal))
        order = self._order[group]
        latest = self._latest.get(group)
        place = order.index(latest) + 1 if latest in order else len(order)
        low = self._position[order[place - 1]] if place else ""
        high = self._position[order[place]] if place < len(order) else ""
        try:
            found = rank.between(low, high)
        except ValueError:  # two added at once share a rank: no room between them
            place = len(order)
            found = rank.between(rank.last(self._position[one] for one in order), "")
        order.insert(place, id)
        self._position[id] = found
        return found
