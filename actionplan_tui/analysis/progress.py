"""How one step's dates and percent stand against the calendar.

Days are working days of the plan's own work week and holidays; the rules are those of
schedule control: planned percent, variance, slip.
"""

from __future__ import annotations

from datetime import date

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.workdays import work_calendar


def is_done(step: Step) -> bool:
    """Whether the step is finished: it has a finish date, or stands at 100 percent."""
    return step.finished is not None or step.percent == 100


def actual_percent(step: Step) -> int:
    """How much of the step is done, 0 to 100; a finish date means all of it."""
    return 100 if step.finished is not None else step.percent


def duration(plan: Plan, step: Step) -> int | None:
    """Working days from start to due, both counted; None when a date is missing or they
    are the wrong way round. A milestone takes no time.
    """
    if step.kind == "milestone":
        return 0
    if step.start is None or step.due is None or step.due < step.start:
        return None
    return work_calendar(plan.info).count(step.start, step.due)


def is_late(step: Step, today: date) -> bool:
    """Whether the due date has passed and the step is neither done nor cancelled."""
    return step.due is not None and step.due < today and not step.cancelled and not is_done(step)


def workdays_late(plan: Plan, step: Step, today: date) -> int:
    """Working days after the due date up to today; 0 when the step is not late.

    A late step may be 0 working days late: due on Friday, seen on Saturday.
    """
    if step.due is None or not is_late(step, today):
        return 0
    return work_calendar(plan.info).between(step.due, today)


def slip(plan: Plan, step: Step) -> int:
    """Working days from the due date to the forecast: positive when it will come late.

    0 when there is no forecast or no due date.
    """
    if step.due is None or step.forecast is None:
        return 0
    return work_calendar(plan.info).between(step.due, step.forecast)


def planned_percent(plan: Plan, step: Step, today: date) -> float | None:
    """How much should be done by the end of `today`: the working days from start to then
    as a share of the duration, both ends counted. None when a date is missing.

    A milestone is planned 0 until its due date, then 100.
    """
    if step.due is None:
        return None
    if step.kind == "milestone":
        return 100.0 if step.due <= today else 0.0
    if step.start is None or step.due < step.start:
        return None
    if today >= step.due:
        return 100.0
    if today < step.start:
        return 0.0
    calendar = work_calendar(plan.info)
    whole = calendar.count(step.start, step.due)
    return 100.0 * calendar.count(step.start, today) / whole if whole else 0.0


def variance(plan: Plan, step: Step, today: date) -> float | None:
    """Percentage points ahead of (negative: behind) what is planned by the end of `today`."""
    planned = planned_percent(plan, step, today)
    return None if planned is None else actual_percent(step) - planned
