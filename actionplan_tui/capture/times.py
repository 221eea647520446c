"""Times of day and lengths of time as people type them."""

from __future__ import annotations

import re
from datetime import time

from actionplan_tui.capture.digits import NOTHING, cited, one_line, plain_digits
from actionplan_tui.model.problem import Problem

_TIME = re.compile(
    r"(\d{1,2})(?:[:.h ]?(\d{2})(?::?(\d{2})(?:\.(\d{1,6}))?)?|h)?\s*(am|pm|a\.m\.|p\.m\.)?"
)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_PART = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?)\s*(working days?|workdays?|[a-z]+)?\s*")
_MINUTES = {"": 1, "m": 1, "min": 1, "h": 60, "d": 1440, "w": 10080}
_WORKING_DAYS = ("", "d", "wd", "day", "days", "workday", "workdays", "working day", "working days")


def understand_time(text: str) -> time | None:
    """The time of day meant: "9", "9:30", "14.30", "2pm", "noon"; None for "" and "-".

    Raises: Problem when it is no time.
    """
    plain = one_line(plain_digits(text)).lower()
    if plain in NOTHING:
        return None
    if plain in _NAMED:
        return _NAMED[plain]
    found = _TIME.fullmatch(plain)
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[5] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[5].startswith("p") else 0)
        elif found[5]:
            hour = 99
        if hour < 24 and minute < 60 and int(found[3] or 0) < 60:
            return time(hour, minute, int(found[3] or 0), int((found[4] or "").ljust(6, "0")))
    raise Problem(f"{cited(text)} is no time of day: try 9:30, 14:00 or 2pm")


def show_time(at: time) -> str:
    """The time as people read it: "09:30"."""
    return at.isoformat("minutes" if not (at.second or at.microsecond) else "auto")


def understand_minutes(text: str) -> int:
    """A length of time in minutes: "90", "1h30", "1 h 30 min", "2 days".

    Raises: Problem when it is none.
    """
    plain = one_line(plain_digits(text)).lower()
    total, place = 0.0, 0
    while place < len(plain):
        found = _PART.match(plain, place)
        unit = (found[2] or "") if found else "?"
        short = unit if unit in _MINUTES else unit[:1] if unit[:3] != "mon" else "?"
        if unit in ("mins", "minute", "minutes"):
            short = "min"
        if not found or short not in _MINUTES:
            raise Problem(f"{cited(text)} is no length of time: try 45, 1h30 or 2 days")
        total += float(found[1].replace(",", ".")) * _MINUTES[short]
        place = found.end()
    if not plain:
        raise Problem("how many minutes? Try 45, 1h30 or 2 days")
    return round(total)


def understand_duration(text: str, days_a_week: int = 5) -> int:
    """A duration in working days: "10", "10wd", "2 weeks" (of so many working days).

    Raises: Problem when it is none.
    """
    plain = one_line(plain_digits(text)).lower()
    found = re.fullmatch(r"(\d{1,4})\s*([a-z ]*)", plain)
    if found and found[2] in _WORKING_DAYS:
        days = int(found[1])
    elif found and found[2] in ("w", "wk", "wks", "week", "weeks"):
        days = int(found[1]) * days_a_week
    else:
        raise Problem(f"{cited(text)} is no duration: try 10wd or 3w")
    if not days:
        raise Problem("a step takes at least one working day: try 1wd")
    return days
