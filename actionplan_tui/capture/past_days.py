"""The day that a typed date means of something that has happened."""

from __future__ import annotations

from datetime import date, timedelta

from actionplan_tui.capture.dates import context_of, understand_date
from actionplan_tui.capture.days import long_date
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

__all__ = ["some_day", "understand_past_day"]


def understand_past_day(plan: Plan, text: str, today: date) -> date:
    """The last day that a text can mean: "20 nov" and "fri" are the last such days, where a
    plan's dates are mostly the next.

    Raises: Problem when it names none, or one that is yet to come.
    """
    found = some_day(plan, text, today)
    if found <= today:
        return found
    if some_day(plan, text, today + timedelta(1)) == found:  # does not count from today
        # A weekday is of the week before, a day of a month without its year of the year before.
        for back in (7, 364) if any(map(str.isdigit, text)) else (7,):
            earlier = some_day(plan, text, today - timedelta(back))
            if earlier <= today:
                return earlier
    raise Problem(f"{long_date(found)} is yet to come: name a day up to today")


def some_day(plan: Plan, text: str, today: date) -> date:
    """The day that a text means.

    Raises: Problem when it names none.
    """
    found = understand_date(text, context_of(plan, today))
    if found is None:
        raise Problem("which day? Try 2026-12-31, 31 dec, fri or today")
    return found
