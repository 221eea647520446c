"""What a record of a plan is about, in the words of documents."""

from __future__ import annotations

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline


def subject_of(plan: Plan, step: int | None, goal: int | None) -> str:
    """What a record is about: `1.2 Draft the bill`, the goal, or the plan."""
    tree = outline(plan)
    if step is not None and step in tree.code:
        return f"{tree.code[step]} {plan.steps[step].title}".strip()
    if goal is not None and goal in plan.goals:
        return plan.goals[goal].statement
    return "the plan"
