"""The forms in which dates are written, each with what it means.

A reader of a form answers None when the text is not of that form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from actionplan_tui.capture.date_context import AmbiguousDate, DateContext
from actionplan_tui.capture.days import (
    DAY_NAMES,
    LONG_DAYS,
    LONG_MONTHS,
    MONTH_NAMES,
    add_months,
    month_end,
)
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder
from actionplan_tui.model.workdays import WEEKDAYS

_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
_MONTHS |= {name: number for number, name in enumerate(LONG_MONTHS, 1)} | {"sept": 9}
DAYS = {name.lower(): number for number, name in enumerate(DAY_NAMES)}
DAYS |= {name: number for number, name in enumerate(LONG_DAYS)}
DAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_UNITS = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("m", "mo", "month", "months"), "m"),
    **dict.fromkeys(("q", "quarter", "quarters"), "q"),
    **dict.fromkeys(("y", "yr", "year", "years"), "y"),
    **dict.fromkeys(("wd", "workday", "workdays", "working day", "working days"), "wd"),
}
_ONE_DAY = timedelta(days=1)
_ANY_YEAR = 4
"""A leap year before all that are typed: what it has no day of, no year has."""

UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_YEAR = r"'?(\d{4}|\d{2})"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[t ]00:00(?::00)?)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_MONTH_NUMBER = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_OFFSET = re.compile(rf"(in |[+-])?\s*(\d{{1,5}})\s*({UNIT})( ago| from now)?")
_WEEKDAY = re.compile(rf"(?:(next|this|last|on|coming) )?({DAY})")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of )?[ /-]?({_MONTH})\b[.,]?(?:[ /-]?{_YEAR})?"
)
_MONTH_DAY = re.compile(rf"({_MONTH})[. -]{{0,2}}(\d{{1,2}})(?:st|nd|rd|th)?(?:,? ?(\d{{4}}))?")
_MONTH_YEAR = re.compile(rf"({_MONTH})\.?(?:,? ?(?:of )?(\d{{4}}))?")
_QUARTER = re.compile(rf"q([1-4])(?:[ /-]?{_YEAR})?|(\d{{4}})[ /-]?q([1-4])")
_PERIOD = re.compile(r"(?:(?:the )?end of )?(?:(the|this|next) )?(week|month|quarter|year)")
_DAY_OF_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")


def _year_first(words: str, context: DateContext) -> date | None:
    found = _YEAR_FIRST.fullmatch(words)
    if not found or (not found[2] and len(found[3] + found[4]) != 4):
        return None
    return _date(int(found[1]), int(found[3]), int(found[4]), words)


def _relative_word(words: str, context: DateContext) -> date | None:
    days = {"today": 0, "tod": 0, "now": 0, "tomorrow": 1, "tom": 1, "yesterday": -1}.get(words)
    return None if days is None else context.today + timedelta(days=days)


def _weekday(words: str, context: DateContext) -> date | None:
    """`fri` is the next Friday after today, `next fri` the Friday of the next ISO week."""
    found = _WEEKDAY.fullmatch(words)
    if not found:
        return None
    which, today, weekday = found[1], context.today, DAYS[found[2]]
    monday = today - timedelta(days=today.weekday())
    if which in ("next", "this"):
        return monday + timedelta(days=weekday + (7 if which == "next" else 0))
    if which == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _period(words: str, context: DateContext) -> date | None:
    """`eom`, `end of next quarter`, `next month`: the last day of it."""
    short = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}.get(words)
    found = _PERIOD.fullmatch(f"end of {short}" if short else words)
    if not found or (found[1] in (None, "the") and not words.startswith(("e", "the end"))):
        return None
    today, on = context.today, int(found[1] == "next")
    if found[2] == "week":
        return _end_of_week(context) + timedelta(weeks=on)
    if found[2] == "month":
        return month_end(add_months(today, on))
    if found[2] == "quarter":
        return _quarter_end(today.year, (today.month + 2) // 3 + on)
    return date(today.year + on, 12, 31)


def _end_of_week(context: DateContext) -> date:
    """The last day of the work week that is on or holds today, a holiday left out."""
    worked = {WEEKDAYS.index(day) for day in context.work_week} or set(range(7))
    last = context.today
    for _ in range(7):
        if last.weekday() in worked and (last + _ONE_DAY).weekday() not in worked:
            break
        last += _ONE_DAY
    worked_day = context.calendar.on_or_before(last)
    return worked_day if worked_day >= context.today else last


def _quarter(words: str, context: DateContext) -> date | None:
    found = _QUARTER.fullmatch(words.removeprefix("end of ").removeprefix("the "))
    if not found:
        return None
    quarter, year = int(found[1] or found[4]), found[2] or found[3]
    if year:
        return _quarter_end(_full_year(year), quarter)
    end = _quarter_end(context.today.year, quarter)
    return end if end >= context.today else _quarter_end(end.year + 1, quarter)


def _offset(words: str, context: DateContext) -> date | None:
    found = _OFFSET.fullmatch(words)
    if not found or (found[1] and found[4] and found[1] != "in "):
        return None
    count = -int(found[2]) if found[1] == "-" or found[4] == " ago" else int(found[2])
    start = (context.base or context.today) if found[1] in ("+", "-") else context.today
    return shift(start, count, found[3], context)


def _day_and_month(words: str, context: DateContext) -> date | None:
    found = _DAY_MONTH.fullmatch(words)
    if found:
        return _in_year(found[3], _MONTHS[found[2]], int(found[1]), context, words)
    found = _MONTH_DAY.fullmatch(words)
    if found:
        return _in_year(found[3], _MONTHS[found[1]], int(found[2]), context, words)
    return None


def _month(words: str, context: DateContext) -> date | None:
    """`Dec 2026`, `dec`, `2026-12`: the last day of the month. `2027`: of the year."""
    words = words.removeprefix("the ").removeprefix("end of ")
    if len(words) == 4 and words.isdecimal():
        return date(_full_year(words), 12, 31)
    found = _MONTH_NUMBER.fullmatch(words)
    if found:
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        return month_end(_date(year, month, 1, words))
    found = _MONTH_YEAR.fullmatch(words)
    if not found:
        return None
    month = _MONTHS[found[1]]
    if found[2]:
        return month_end(date(_full_year(found[2]), month, 1))
    end = month_end(context.today.replace(month=month, day=1))
    return end if end >= context.today else month_end(end.replace(year=end.year + 1, day=1))


def _day_of_month(words: str, context: DateContext) -> date | None:
    """`15`: the next 15th, in the next month that has one."""
    found = _DAY_OF_MONTH.fullmatch(words)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    wanted, first = int(found[1]), context.today.replace(day=1)
    for month in range(4):
        start = add_months(first, month)
        if wanted <= month_end(start).day and start.replace(day=wanted) >= context.today:
            return start.replace(day=wanted)
    return None


def _numeric(words: str, context: DateContext) -> date | None:
    """`15/12`, `15.12.2026`, `15-12-26`, by the plan's date order."""
    found = _NUMERIC.fullmatch(words)
    if not found:
        return None
    first, second, last = int(found[1]), int(found[3]), found[4]
    if last:
        _full_year(last)
    if context.order:
        return _by_order(context.order, first, second, last, context, words)
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    readings: list[tuple[DateOrder, date]] = []
    for order in orders:
        try:
            readings.append((order, _by_order(order, first, second, last, context, words)))
        except Problem:
            continue
    if len({day for _, day in readings}) > 1:
        raise AmbiguousDate(words, tuple(readings))
    if not readings:
        raise Problem(f"{words!r} is no date, whichever of day and month comes first")
    return readings[0][1]


def _by_order(
    order: DateOrder, first: int, second: int, last: str | None, context: DateContext, words: str
) -> date:
    if order == "ymd" and last is not None:
        if len(last) == 2:
            return _date(2000 + first, second, int(last), f"{words} (ymd)")
        raise Problem(f"{words!r} does not begin with the year, as this plan's dates do (ymd)")
    day, month = (first, second) if order == "dmy" else (second, first)
    return _in_year(last, month, day, context, f"{words} ({order})")


def _date(year: int, month: int, day: int, said: str) -> date:
    if not 1 <= month <= 12:
        raise Problem(f"{said}: there is no month {month}")
    try:
        return date(year, month, day)
    except ValueError:
        name = MONTH_NAMES[month - 1] + (f" {year:04}" if year != _ANY_YEAR else "")
        raise Problem(f"{said}: {name} has no day {day}") from None


def _full_year(text: str) -> int:
    year = 2000 + int(text) if len(text) == 2 else int(text)
    if not 1900 <= year <= 2200:
        raise Problem(f"the year {text} is not one that a plan can reach")
    return year


def _in_year(year: str | None, month: int, day: int, context: DateContext, said: str) -> date:
    """The day in that year, or without one the next such day on or after today."""
    if year:
        return _date(_full_year(year), month, day, said)
    _date(_ANY_YEAR, month, day, said)  # a leap year: refuses only what no year has
    for ahead in range(9):
        try:
            found = date(context.today.year + ahead, month, day)
        except ValueError:
            continue
        if found >= context.today:
            return found
    raise Problem(f"{said}: no such day in the next years")


def shift(start: date, count: int, unit: str, context: DateContext) -> date:
    kind = _UNITS[unit]
    if kind == "wd":
        day = context.calendar.add(start, count)
        if day in (date.min, date.max):
            raise OverflowError("beyond the calendar")
        return day
    if kind in "dw":
        return start + timedelta(days=count * (7 if kind == "w" else 1))
    return add_months(start, count * {"m": 1, "q": 3, "y": 12}[kind])


def _quarter_end(year: int, quarter: int) -> date:
    over, rest = divmod(quarter - 1, 4)
    return month_end(date(year + over, rest * 3 + 3, 1))


# The forms that hold another as their part come after it.
FORMS: tuple[Callable[[str, DateContext], date | None], ...] = (
    _year_first,
    _relative_word,
    _weekday,
    _period,
    _quarter,
    _offset,
    _day_and_month,
    _month,
    _day_of_month,
    _numeric,
)
