"""How often something is said or done: the canonical text of a cadence, and its parts.

The text stands in plan files and is shown to people; what people type is read by
`capture.cadences`, and dates come from `analysis.occurrences`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from actionplan_tui.model.problem import Problem
from actionplan_tui.model.workdays import MONTH_NAMES, WEEKDAYS

Kind = Literal["once", "day", "working day", "week", "month", "year", "dates", "step", "due"]
ShortMonths = Literal["", "skip", "last"]

MONTHS = tuple(name.lower() for name in MONTH_NAMES)
EXAMPLES = (
    "weekly on tue, every 2 weeks on wed, monthly on 15, monthly on last fri, "
    "quarterly, at S12, once"
)
MOST = 999
"""Longest interval and largest count: Outlook takes three digits."""

_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", -1: "last"}
_BASES: dict[tuple[str, int], str] = {
    ("day", 1): "daily",
    ("week", 1): "weekly",
    ("month", 1): "monthly",
    ("month", 3): "quarterly",
    ("month", 6): "half-yearly",
    ("year", 1): "yearly",
}
_BASE_UNITS = {text: unit for unit, text in _BASES.items()}
_SHORT: dict[ShortMonths, str] = {"": "", "skip": ", skip short months", "last": ", else last day"}


class Cadence(Struct, frozen=True):
    """A cadence taken apart; `str` gives the canonical text.

    `every` counts units of `kind` (day, week, month, year). `weekdays` are 0 (Monday) to 6:
    the days of a week, or the one weekday of which `nth` (1 to 4, -1 the last) is meant.
    `working` with `nth` 1 or -1 is the first or last working day of the month. `day` is a
    day of the month, -1 the last; `short` says what becomes of day 29 or 30 in months
    without it. `month` is 1 to 12, yearly only. `dates` are ad hoc days, `step` the step
    at whose due date it happens. `times` 0 means no limit.
    Weekly, monthly and yearly without a day take it from the start date.
    """

    kind: Kind
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    working: bool = False
    day: int = 0
    short: ShortMonths = ""
    month: int = 0
    dates: tuple[date, ...] = ()
    step: int = 0
    times: int = 0

    def __str__(self) -> str:
        """The canonical text: `parse(str(cadence)) == cadence`."""
        text = _KINDS[self.kind](self) if self.kind in _KINDS else _repeating(self)
        if self.times:
            text += f", {self.times} time{'s' if self.times > 1 else ''}"
        return text


_KINDS: dict[Kind, Callable[[Cadence], str]] = {
    "once": lambda c: "once",
    "working day": lambda c: "every working day",
    "dates": lambda c: "on " + ", ".join(day.isoformat() for day in c.dates),
    "step": lambda c: f"at S{c.step}",
    "due": lambda c: "at due",
}


def _repeating(c: Cadence) -> str:
    base = _BASES.get((c.kind, c.every)) or f"every {c.every} {c.kind}s"
    if c.working:
        on = f"{'first' if c.nth == 1 else 'last'} working day"
    elif c.nth:
        on = f"{_ORDINALS[c.nth]} {WEEKDAYS[c.weekdays[0]]}"
    elif c.weekdays:
        on = ", ".join(WEEKDAYS[day] for day in c.weekdays)
    elif c.month:
        day = f"{c.day}" if c.day > 0 else "last day of"
        on = f"{day} {MONTHS[c.month - 1]}"
    elif c.day:
        on = (f"{c.day}" if c.day > 0 else "last day") + _SHORT[c.short]
    else:
        return base
    return f"{base} on {on}"


@lru_cache(maxsize=256)
def parse(text: str) -> Cadence:
    """The cadence of a canonical text, exactly as stored.

    Raises: Problem when the text is not canonical or names an impossible day.
    """
    rest, times = text, 0
    # A pattern is tried where it may fit: making each ready takes longer than all the rest.
    if " time" in text and (tail := re.fullmatch(r"(.+), ([1-9][0-9]{0,2}) times?", text)):
        rest, times = tail[1], int(tail[2])
    cadence = _single(rest) or _repeated(rest)
    if cadence is not None:
        cadence = replace(cadence, times=times)
    if cadence is None or str(cadence) != text or (times and cadence.kind in _KEEP_NO_COUNT):
        shown = text if len(text) <= 40 else text[:39] + "…"
        raise Problem(f"{shown!r} is not a cadence; try {EXAMPLES}")
    check(cadence)
    return cadence


def step_to_come(text: str) -> int | None:
    """The provisional id of the step that a cadence waits for, "at S-3"; None for any other text.

    It stands in an edit under way alone: `parse` does not know it, and no file holds it.
    """
    step = text.removeprefix("at S-")
    return -int(step) if step != text and _is_number(step) else None


_KEEP_NO_COUNT = ("once", "dates", "step", "due")


def check(cadence: Cadence) -> None:
    """Refuse a cadence that could never fall on a day, or leaves short months open.

    Raises: Problem that says which day.
    """
    c = cadence
    if c.every > MOST or c.times > MOST:
        raise Problem(f"{max(c.every, c.times)} is too many, {MOST} at most")
    if c.kind == "year" and c.day > 0 and c.month:
        name = MONTHS[c.month - 1]
        if (c.day, c.month) == (29, 2):
            raise Problem("most years have no 29 Feb; say yearly on last day of feb")
        if c.day > monthrange(2027, c.month)[1]:
            raise Problem(f"there is no {c.day} {name.title()}")
    if c.kind == "month" and c.day > 31:
        raise Problem(f"no month has a day {c.day}")
    if c.kind == "month" and c.day == 31:
        raise Problem("not every month has a 31st; say monthly on last day")
    if c.kind == "month" and c.day > 28 and not c.short:
        on = f"monthly on {c.day}"
        raise Problem(
            f"February has no {c.day}th; say {on}, else last day or {on}, skip short months"
        )


def _single(text: str) -> Cadence | None:
    """The cadences that do not repeat by a unit, and every working day."""
    if text == "once":
        return Cadence("once")
    if text == "every working day":
        return Cadence("working day")
    if text == "at due":
        return Cadence("due")
    if text.startswith("at S") and _is_number(step := text[4:]):
        return Cadence("step", step=int(step))
    if text.startswith("on ") and re.fullmatch(
        r"on [0-9]{4}-[0-9]{2}-[0-9]{2}(, [0-9]{4}-[0-9]{2}-[0-9]{2})*", text
    ):
        try:
            days = {date.fromisoformat(day) for day in text[3:].split(", ")}
        except ValueError:
            return None
        return Cadence("dates", dates=tuple(sorted(days)))
    return None


def _repeated(text: str) -> Cadence | None:
    base, _, on = text.partition(" on ")
    unit = _BASE_UNITS.get(base) or _every(base)
    if unit is None:
        return None
    cadence = Cadence(unit[0], unit[1])  # type: ignore[arg-type]
    if not on:
        return cadence
    readers = {"week": _on_weekdays, "month": _on_month_day, "year": _on_year_day}
    reader = readers.get(cadence.kind)
    return reader(cadence, on) if reader else None


def _every(base: str) -> tuple[str, int] | None:
    """The unit and count of "every 3 weeks"."""
    said, _, rest = base.partition(" ")
    count, _, units = rest.partition(" ")
    if said != "every" or units not in ("days", "weeks", "months", "years"):
        return None
    return (units[:-1], int(count)) if _is_number(count) else None


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and text[0] != "0" and len(text) <= 9


def _on_weekdays(cadence: Cadence, on: str) -> Cadence | None:
    days = on.split(", ")
    if not all(day in WEEKDAYS for day in days):
        return None
    return replace(cadence, weekdays=tuple(sorted({WEEKDAYS.index(day) for day in days})))


def _on_month_day(cadence: Cadence, on: str) -> Cadence | None:
    if on in ("first working day", "last working day"):
        return replace(cadence, working=True, nth=1 if on.startswith("first") else -1)
    if on == "last day":
        return replace(cadence, day=-1)
    first, _, second = on.partition(" ")
    if second in WEEKDAYS and first in _ORDINALS.values():
        nth = next(nth for nth, name in _ORDINALS.items() if name == first)
        return replace(cadence, nth=nth, weekdays=(WEEKDAYS.index(second),))
    day = on.partition(",")[0]
    short = next((key for key, text in _SHORT.items() if text == on[len(day) :]), None)
    if short is None or len(day) > 2 or not _is_number(day):
        return None
    if short and int(day) not in (29, 30):
        return None
    return replace(cadence, day=int(day), short=short)


def _on_year_day(cadence: Cadence, on: str) -> Cadence | None:
    first, _, month = on.rpartition(" ")
    if month not in MONTHS:
        return None
    cadence = replace(cadence, month=MONTHS.index(month) + 1)
    if first == "last day of":
        return replace(cadence, day=-1)
    if len(first) <= 2 and _is_number(first):
        return replace(cadence, day=int(first))
    return None
