"""What belongs to a goal: its sub-goals and their steps."""

from __future__ import annotations

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline


def goals_of(plan: Plan, goal_id: int) -> frozenset[int]:
    """A goal and all its sub-goals."""
    found = {goal_id}
    for id in outline(plan).goals:  # parents come before their children
        if plan.goals[id].parent in found:
            found.add(id)
    return frozenset(found)


def tops_of(plan: Plan, goal_id: int | None) -> list[int]:
    """The top-level steps of a goal and its sub-goals, in order (None: those of no goal)."""
    tree = outline(plan)
    goals = goals_of(plan, goal_id) if goal_id is not None else {None}
    return [id for id in tree.children.get(None, ()) if tree.goal[id] in goals]
