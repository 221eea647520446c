"""What a communication waits for: "at S12" the step, "at due" the end of its own scope."""

from __future__ import annotations

from datetime import date

from actionplan_tui.model.cadence import Cadence
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication, Goal, PlanInfo, Step


def awaited(plan: Plan, communication: Communication, cadence: Cadence) -> Step | Goal | PlanInfo:
    """The record whose due date "at S12" and "at due" wait for.

    "at due" is the communication's step, else its goal, else the plan.
    """
    step = cadence.step if cadence.kind == "step" else communication.step
    if step is not None and step in plan.steps:
        return plan.steps[step]
    if cadence.kind != "due":
        return Step()
    goal = plan.goals.get(communication.goal) if communication.goal is not None else None
    return goal if goal is not None else plan.info


def due_day(awaits: Step | Goal | PlanInfo) -> date | None:
    """The day that is waited for, if it has been set."""
    if isinstance(awaits, Step):
        return awaits.due
    return awaits.target_date if isinstance(awaits, Goal) else awaits.target_end


def is_called_off(plan: Plan, step_id: int) -> bool:
    """Whether a step, or one it stands under, is cancelled or archived."""
    seen: set[int] = set()
    id: int | None = step_id
    while id is not None and id in plan.steps and id not in seen:
        seen.add(id)
        step = plan.steps[id]
        if step.cancelled or step.archived:
            return True
        id = step.parent
    return False
