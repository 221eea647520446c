"""Duplicates: a record, or a goal with all that is under it, once more beside itself."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from actionplan_tui.edits.edit import new_id, some
from actionplan_tui.edits.records import AddGoal
from actionplan_tui.edits.steps import CopySteps
from actionplan_tui.model import wbs
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.records import UNSTAMPED

_FRESH: dict[str, Any] = {**UNSTAMPED, "archived": False}
_HANGS_FROM_GOAL = ("kpis", "communications")


class Duplicate(Struct, frozen=True):
    """Duplicate records; a goal or framework line with what is under it, right after itself.

    What was measured or logged as sent stays with the original: it did not happen twice.
    """

    table: str
    ids: tuple[int, ...]

    def apply(self, plan: Plan) -> Plan:
        """The plan with the duplicates added."""
        for id in self.ids:
            plan.get(self.table, id)
        for id in _topmost(plan, self.table, self.ids):
            if self.table in ("goals", "framework"):
                parent = getattr(plan.get(self.table, id), "parent", None)
                plan = _copy_branch(plan, self.table, id, parent, id)
            else:
                plan = _copy(plan, self.table, id)
        return plan

    def label(self, plan: Plan) -> str:
        """What is duplicated."""
        return f"duplicate {some(plan, self.table, self.ids)}"


def _copy(plan: Plan, table: str, id: int, **fields: Any) -> Plan:
    fresh = {"id": new_id(plan, table), **_FRESH, **fields}
    return plan.put(table, msgspec.structs.replace(plan.get(table, id), **fresh))


def _copy_branch(plan: Plan, table: str, id: int, parent: int | None, after: int | None) -> Plan:
    """The plan with a goal or line, and those under it, copied under a parent."""
    old = plan.get(table, id)
    values = {name: getattr(old, name) for name in FIELDS[table]}
    copy = new_id(plan, table)
    plan = AddGoal({**values, "parent": parent}, after=after, table=table).apply(plan)
    if table == "goals":
        plan = _copy_hanging(plan, id, copy)
    order = wbs.goal_order(plan) if table == "goals" else wbs.framework_order(plan)
    below = [one for one in order if getattr(plan.table(table)[one], "parent", None) == id]
    for one in below:
        plan = _copy_branch(plan, table, one, copy, None)
    return plan


def _copy_hanging(plan: Plan, goal: int, copy: int) -> Plan:
    """The plan with the steps, KPIs and communications of a goal copied to its copy."""
    for table in _HANGS_FROM_GOAL:
        for row in live(plan.table(table)).values():
            if getattr(row, "goal", None) == goal:
                plan = _copy(plan, table, row.id, goal=copy)
    tops = wbs.outline(plan).of_goal(goal)
    return CopySteps(tops, goal=copy).apply(plan) if tops else plan


def _topmost(plan: Plan, table: str, ids: tuple[int, ...]) -> list[int]:
    """Those of the records that are under none of the others."""
    found: list[int] = []
    for id in ids:
        above = getattr(plan.get(table, id), "parent", None)
        while above is not None and above not in ids:
            above = getattr(plan.get(table, above), "parent", None)
        if above is None:
            found.append(id)
    return found
