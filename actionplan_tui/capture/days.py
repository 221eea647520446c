"""Days: moving by months, and how a day is said."""

from __future__ import annotations

from datetime import date, timedelta

from actionplan_tui.model.workdays import MONTH_NAMES, WEEKDAYS, short_date

__all__ = [
    "DAY_NAMES",
    "LONG_DAYS",
    "LONG_MONTHS",
    "MONTH_NAMES",
    "add_months",
    "days_on",
    "long_date",
    "month_end",
    "say_date",
    "say_distance",
    "short_date",
]

DAY_NAMES = tuple(day.title() for day in WEEKDAYS)
LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def add_months(day: date, months: int) -> date:
    """The same day that many months on, or the last of that month when it is shorter.

    Raises: OverflowError beyond the years that a date can have.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("beyond the calendar")
    last = month_end(date(year, month + 1, 1)).day
    return date(year, month + 1, min(day.day, last))


def days_on(day: date, days: int) -> date:
    """The day so many days on (back, if negative); at most the last of all days, or the first."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_end(day: date) -> date:
    """The last day of the month."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)


def say_date(day: date, today: date) -> str:
    """The date as it was understood: "Fri 27 Nov 2026, in 4 days"."""
    return f"{long_date(day)}, {say_distance(day, today)}"


def long_date(day: date) -> str:
    """The date with its weekday: "Fri 27 Nov 2026"."""
    return f"{DAY_NAMES[day.weekday()]} {short_date(day)}"


def say_distance(day: date, today: date) -> str:
    """How far off the date is: "in 4 days", "today", "3 weeks ago"."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if near:
        return near
    far = abs(days)
    if far < 31:
        count, unit = far, "day"
    elif far < 92:
        count, unit = round(far / 7), "week"
    elif far < 731:
        count, unit = round(far / 30.44), "month"
    else:
        count, unit = round(far / 365.25), "year"
    said = f"{count} {unit}{'s' if count > 1 else ''}"
    return f"in {said}" if days > 0 else f"{said} ago"
