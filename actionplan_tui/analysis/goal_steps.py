"""What belongs to a goal: its sub-goals and their steps."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline


def goals_of(plan: Plan, goal_id: int) -> frozenset[int]:
    """A goal and all its sub-goals, kept beside the plan."""
    known: dict[int, frozenset[int]] = plan.__dict__.setdefault("goals_of", {})
    if goal_id not in known:
        known[goal_id] = _goals_of(plan, goal_id)
    return known[goal_id]


def _goals_of(plan: Plan, goal_id: int) -> frozenset[int]:
    found = {goal_id}
    for id in outline(plan).goals:  # parents come before their children
        if plan.goals[id].parent in found:
            found.add(id)
    return frozenset(found)


def tops_of(plan: Plan, goal_id: int | None) -> Sequence[int]:
    """The top-level steps of a goal and its sub-goals, in order (None: those of no goal)."""
    tree = outline(plan)
    if goal_id is None:
        return tree.of_goal(None)
    goals = goals_of(plan, goal_id)
    if len(goals) == 1:
        return tree.of_goal(goal_id)
    return [id for goal in tree.goals if goal in goals for id in tree.of_goal(goal)]
