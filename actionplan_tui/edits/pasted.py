"""Edits that put several new records in a row where somebody is: what a paste makes."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from actionplan_tui.edits.edit import Edit, new_id
from actionplan_tui.edits.records import AddGoal
from actionplan_tui.model import rank, wbs
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import Step, amend


class AddGoals(Struct, frozen=True):
    """Add goals (or lines of the framework) in their order, after one of them or last."""

    rows: tuple[dict[str, Any], ...]
    after: int | None = None
    table: str = "goals"

    def apply(self, plan: Plan) -> Plan:
        """The plan with the goals added."""
        after = self.after
        for fields in self.rows:
            id = new_id(plan, self.table)
            plan = AddGoal(fields, after=after, table=self.table).apply(plan)
            after = id
        return plan

    def label(self, plan: Plan) -> str:
        """How many are added."""
        return f"add {counted(len(self.rows), self.table)}"


class PlaceNew(Struct, frozen=True):
    """Make an edit, then put the new steps it left at the top of a goal where they belong.

    They keep their order: under `parent`, else after or before a step, else where they are.
    """

    edit: Edit
    name: str
    goal: int | None = None
    parent: int | None = None
    after: int | None = None
    before: int | None = None

    def apply(self, plan: Plan) -> Plan:
        """The plan with the new steps in their place."""
        made = self.edit.apply(plan)
        beside = self.after if self.after is not None else self.before
        if self.parent is None and beside is None:
            return made
        tree = wbs.outline(made)
        new = [id for id in tree.of_goal(self.goal) if id not in plan.steps]
        parent = self.parent if beside is None else tree.parent[beside]
        goal = self.goal if parent is None else None
        order = [id for id in wbs.siblings(made, parent, goal) if id not in new]
        place = len(order)
        if beside is not None:
            place = order.index(beside) + (self.after is not None)
        return _placed(made, new, order, place, parent, goal)

    def label(self, plan: Plan) -> str:
        """The edit's own name."""
        return self.name


def _placed(
    plan: Plan, new: list[int], order: list[int], place: int, parent: int | None, goal: int | None
) -> Plan:
    """The plan with the new steps before place `place` of the siblings `order`."""
    low = plan.steps[order[place - 1]].position if place else ""
    high = plan.steps[order[place]].position if place < len(order) else ""
    ranks = _ranks_between(low, high, len(new)) if high or place == len(order) else None
    if ranks is None:  # two added at once share a rank: all get new ones
        fresh = rank.spread(len(order) + len(new))
        ranks = fresh[place : place + len(new)]
        old = [*fresh[:place], *fresh[place + len(new) :]]
        plan = plan.put("steps", *map(_at, (plan.steps[id] for id in order), old))
    return plan.put(
        "steps",
        *(
            amend(plan.steps[id], parent=parent, goal=goal, position=position)
            for id, position in zip(new, ranks, strict=True)
        ),
    )


def _at(step: Step, position: str) -> Step:
    return amend(step, position=position)


def _ranks_between(low: str, high: str, count: int) -> list[str] | None:
    """That many ranks between two; None where there is no room."""
    try:
        return _ranks(low, high, count)
    except ValueError:
        return None


def _ranks(low: str, high: str, count: int) -> list[str]:
    """That many ranks between two: halved again and again, so that they stay short."""
    if not count:
        return []
    if not high:
        ranks = [rank.between(low, "")]
        while len(ranks) < count:
            ranks.append(rank.between(ranks[-1], ""))
        return ranks
    middle = rank.between(low, high)
    before = (count - 1) // 2
    return [*_ranks(low, middle, before), middle, *_ranks(middle, high, count - 1 - before)]


def counted(count: int, table: str) -> str:
    """A number of records in words: "1 step", "3 goals"."""
    return f"{count} {TABLES[table].noun}{'s' * (count != 1)}"
