"""What belongs to a goal: its sub-goals and their steps."""

from __future__ import annotations

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


def tops_of(plan: Plan, goal_id: int | None) -> list[int]:
    """The top-level steps of a goal and its sub-goals, in order (None: those of no goal)."""
    tops = _tops_by_goal(plan)
    if goal_id is None:
        return tops.get(None, [])
    goals = goals_of(plan, goal_id)
    if len(goals) == 1:
        return tops.get(goal_id, [])
    return [id for goal in outline(plan).goals if goal in goals for id in tops.get(goal, ())]


def _tops_by_goal(plan: Plan) -> dict[int | None, list[int]]:
    """The top-level steps of each goal, in order, kept beside the plan."""
    known: dict[int | None, list[int]] | None = plan.__dict__.get("tops_by_goal")
    if known is None:
        tree = outline(plan)
        known = plan.__dict__["tops_by_goal"] = {}
        for id in tree.children.get(None, ()):
            known.setdefault(tree.goal[id], []).append(id)
    return known
