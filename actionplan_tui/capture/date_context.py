"""What the meaning of a typed date hangs on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from actionplan_tui.capture.days import short_date
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder
from actionplan_tui.model.workdays import WEEKDAYS, WorkCalendar, work_calendar

_WEEKDAYS_ONLY = WorkCalendar(WEEKDAYS[:5])


class DateContext(NamedTuple):
    """What the meaning of a date hangs on: today, the plan's date order and working days, and
    the date the cell holds already (`base`)."""

    today: date
    order: DateOrder = ""
    calendar: WorkCalendar = _WEEKDAYS_ONLY
    base: date | None = None
    work_week: tuple[str, ...] = WEEKDAYS[:5]


class AmbiguousDate(Problem):
    """A date such as 3/4 in a plan that has no date order yet: asked once, never guessed.

    `readings` holds each order with the date it gives.
    """

    def __init__(self, text: str, readings: tuple[tuple[DateOrder, date], ...]) -> None:
        either = " or ".join(f"{short_date(day)} ({order})" for order, day in readings)
        super().__init__(f"{text!r} may be {either}: set the plan's date order, or name the month")
        self.text = text
        self.readings = readings


def context_of(plan: Plan, today: date, base: date | None = None) -> DateContext:
    """The context in which dates typed into this plan are read."""
    info = plan.info
    return DateContext(today, info.date_order, work_calendar(info), base, info.work_week)
