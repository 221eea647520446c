"""What a typed date means: a small grammar of its own, which never flips day and month.

A date without a year is the next such date on or after today. A month, quarter, week or
year names its last day, since it is mostly asked by when a thing is done. `+2w` counts from
the cell's own date, `2w` from today.
"""

from __future__ import annotations

import re
from datetime import date

from actionplan_tui.capture.date_context import AmbiguousDate, DateContext, context_of
from actionplan_tui.capture.date_forms import DAY, DAYS, FORMS, UNIT, shift
from actionplan_tui.capture.days import LONG_DAYS, long_date, say_date, say_distance, short_date
from actionplan_tui.capture.digits import NOTHING, cited, one_line, plain_digits
from actionplan_tui.model.problem import Problem

__all__ = [
    "AmbiguousDate",
    "DateContext",
    "context_of",
    "long_date",
    "say_date",
    "say_distance",
    "short_date",
    "understand_date",
]

_LONGEST = 60
_SHIFTED = re.compile(rf"(.+?)\s*([+-])\s*(\d{{1,5}})\s*({UNIT})")
_WITH_WEEKDAY = re.compile(rf"({DAY}),? (?=.*\d)(.+)")


def understand_date(text: str, context: DateContext) -> date | None:
    """The date meant; None for "", "-" and "none".

    Raises: AmbiguousDate when day and month could be either way round and the plan has no
    date order; Problem when the text is no date.
    """
    words = one_line(plain_digits(text)).lower()
    if words in NOTHING:
        return None
    try:
        day = _read(words.rstrip(","), context) if len(words) <= _LONGEST else None
    except (OverflowError, ValueError):
        raise Problem(f"{cited(text)} is too far away to be a date of this plan") from None
    if day is None:
        raise Problem(f"{cited(text)} is no date: try 2026-12-31, 31 dec, fri, +2w, eom")
    return day


def _read(words: str, context: DateContext) -> date | None:
    for form in (*FORMS, _with_weekday, _shifted):
        day = form(words, context)
        if day is not None:
            return day
    return None


def _with_weekday(words: str, context: DateContext) -> date | None:
    """`Fri 27 Nov 2026`: the weekday must agree."""
    found = _WITH_WEEKDAY.fullmatch(words)
    day = _read(found[2], context) if found else None
    if not found or day is None:
        return None
    if day.weekday() != DAYS[found[1]]:
        named, is_a = LONG_DAYS[DAYS[found[1]]], LONG_DAYS[day.weekday()]
        raise Problem(f"{short_date(day)} is a {is_a.title()}, not a {named.title()}")
    return day


def _shifted(words: str, context: DateContext) -> date | None:
    """`eom - 3wd`, `15 dec + 2w`."""
    found = _SHIFTED.fullmatch(words)
    start = _read(found[1], context) if found else None
    if not found or start is None:
        return None
    return shift(start, int(found[2] + found[3]), found[4], context)
