"""Who is accountable: owners, with their inheritance from goal and plan.

The owner is accountable and takes corrective action (UN DESA deck, Ownership).
"""

from __future__ import annotations

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline

Owner = tuple[int | None, str]
"""A stakeholder (None: nobody) and where the ownership comes from: "" when named on the
record itself, else "goal" or "plan"."""


def owner_of(plan: Plan, step_id: int) -> Owner:
    """Who is accountable for a step: its own owner, else its goal's, else the plan's."""
    own = plan.steps[step_id].owner
    if own is not None:
        return own, ""
    goal = outline(plan).goal.get(step_id)
    if goal is None:
        return plan_owner(plan)
    owner, source = goal_owner_of(plan, goal)
    return owner, source or ("goal" if owner is not None else "")


def goal_owner_of(plan: Plan, goal_id: int) -> Owner:
    """Who is accountable for a goal: its own owner, else its parent goal's, else the plan's."""
    known: dict[int, Owner] = plan.__dict__.setdefault("goal_owners", {})
    found = known.get(goal_id)
    if found is None:
        found = known[goal_id] = _goal_owner(plan, goal_id)
    return found


def _goal_owner(plan: Plan, goal_id: int) -> Owner:
    seen: set[int] = set()
    id: int | None = goal_id
    while id is not None and id in plan.goals and id not in seen:
        seen.add(id)
        goal = plan.goals[id]
        if goal.owner is not None:
            return goal.owner, "" if id == goal_id else "goal"
        id = goal.parent
    return plan_owner(plan)


def plan_owner(plan: Plan) -> Owner:
    """Who is accountable for the whole plan."""
    owner = plan.info.owner
    return owner, "plan" if owner is not None else ""


def accountable(plan: Plan, table: str, id: int) -> int | None:
    """Who must correct the course of a step, a goal, a KPI (of its step, else its goal) or the
    plan; None: nobody is named."""
    if table == "kpis" and id in plan.kpis:
        kpi = plan.kpis[id]
        table, id = ("steps", kpi.step) if kpi.step is not None else ("goals", kpi.goal or 0)
    if table == "steps" and id in plan.steps:
        return owner_of(plan, id)[0]
    if table == "goals" and id in plan.goals:
        return goal_owner_of(plan, id)[0]
    return plan.info.owner
