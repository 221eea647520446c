"""The calendar entries of what has one date of its own: steps, milestones, corrective actions."""

from __future__ import annotations

from datetime import timedelta

from actionplan_tui.analysis.agenda import corrective_title
from actionplan_tui.analysis.awaited import is_called_off
from actionplan_tui.analysis.entry import Entry, described, goal_of, some_of
from actionplan_tui.analysis.people import name_of, owner_of
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline


def of_step(plan: Plan, step: Step) -> tuple[Entry, ...]:
    """The due date of an action step (one with no steps below) or of a milestone.

    A finished step keeps its day, as "Done: ", without a reminder; one that is cancelled or
    archived unfinished, or stands under one that is, is called off.
    """
    tree = outline(plan)
    leaf = tree.is_leaf(step.id) if not step.archived else step.id not in _parents(plan)
    milestone = step.kind == "milestone"
    if step.due is None or not (milestone or leaf):
        return ()
    done = is_done(step)
    word = "Done" if done else ("Milestone" if milestone else "Due")
    goal = tree.goal.get(step.id, step.goal)
    owner, source = owner_of(plan, step.id)
    before = plan.info.remind_due
    entry = Entry(
        kind="milestone" if milestone else "due",
        table="steps",
        id=step.id,
        day=step.due,
        title=step.title,
        summary=f"{word}: {step.title}",
        description=described(
            ("Goal", plan.goals[goal].statement if goal is not None and goal in plan.goals else ""),
            ("Lead", name_of(plan, step.lead)),
            ("Owner", name_of(plan, owner) + (f" (from the {source})" if source else "")),
            ("State", "on hold" if step.on_hold and not done else ""),
            ("Step", ref("steps", step.id)),
            ("Plan", plan.info.title),
        ),
        stamped=(step,),
        sequence=step.sequence,
        status="cancelled" if not done and is_called_off(plan, step.id) else "confirmed",
        done=done,
        alarm=None if before is None or done else _at_nine(before),
        people=some_of(step.lead, owner),
        goal=goal,
    )
    return (entry,)


def of_corrective_action(plan: Plan, id: int) -> tuple[Entry, ...]:
    """The due date of a corrective action."""
    action = plan.corrective_actions[id]
    if action.due is None:
        return ()
    done = action.status in ("implemented", "verified")
    called_off = action.status == "cancelled" or (action.archived and not done)
    who = action.responsible if action.responsible is not None else action.owner
    what = corrective_title(action)
    kpi = plan.kpis.get(action.kpi) if action.kpi is not None else None
    step = action.step if action.step is not None or kpi is None else kpi.step
    goal = action.goal if action.goal is not None or kpi is None else kpi.goal
    entry = Entry(
        kind="corrective action",
        table="corrective_actions",
        id=id,
        day=action.due,
        title=what,
        summary=f"{'Done' if done else 'Corrective action'}: {what}",
        description=described(
            ("By", name_of(plan, who)),
            ("Corrective action", ref("corrective_actions", id)),
            ("Plan", plan.info.title),
        ),
        stamped=(action,),
        sequence=action.sequence,
        status="cancelled" if called_off else "confirmed",
        done=done,
        people=some_of(action.responsible, action.owner),
        goal=goal_of(plan, goal, step),
    )
    return (entry,)


def _at_nine(days_before: int) -> timedelta:
    """09:00, so many days before an all-day event, counted from its midnight."""
    return timedelta(hours=9) - timedelta(days=min(days_before, 366))


def _parents(plan: Plan) -> frozenset[int | None]:
    """The steps that something stands under, archived or not, kept beside the plan."""
    known: frozenset[int | None] | None = plan.__dict__.get("parents")
    if known is None:
        known = frozenset(step.parent for step in plan.steps.values())
        plan.__dict__["parents"] = known
    return known
