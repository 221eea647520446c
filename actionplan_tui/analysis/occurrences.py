"""The dates on which a cadence falls. Every expansion is done by dateutil.rrule (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from actionplan_tui.analysis.awaited import awaited, due_day
from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication, WorkingDayRule
from actionplan_tui.model.workdays import WorkCalendar, work_calendar

MOST = 4000
"""Occurrences listed at most, so that an end date centuries away cannot stop the program: a
cadence ends where it could have had so many, whatever part of it is asked for."""

_SPACING = {"week": 7, "month": 28, "year": 365}

_AWAITING = ("step", "due")


class Occurrence(Struct, frozen=True):
    """One occurrence: the day the cadence gives, and the day after the working-day rule."""

    original: date
    day: date


class Shape(Struct, frozen=True):
    """The regular part of a cadence in the terms of an RFC 5545 recurrence rule.

    `weekdays` are 0 (Monday) to 6, `nth` the one of them meant in a month; `setpos` picks
    one of the days of a month that fit.
    """

    freq: Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    monthdays: tuple[int, ...] = ()
    month: int = 0
    setpos: int = 0


def shape_of(cadence: Cadence, start: date, calendar: WorkCalendar) -> Shape | None:
    """The recurrence rule of a cadence; None for one that names its days outright.

    Days that the cadence leaves open come from the start date: one on day 29 or 30 falls on
    the last day of shorter months. "Every working day" recurs on the plan's work week.
    """
    c = cadence
    if c.kind == "day":
        return Shape("DAILY", c.every)
    if c.kind == "week":
        return Shape("WEEKLY", c.every, c.weekdays or (start.weekday(),))
    if c.kind == "working day":
        return Shape("WEEKLY", 1, calendar.weekdays)
    if c.kind == "year":
        if not c.month:
            c = replace(c, month=start.month, day=start.day)
        leap_day = (c.month, c.day) == (2, 29)
        return Shape("YEARLY", c.every, monthdays=(-1 if leap_day else c.day,), month=c.month)
    if c.kind != "month":
        return None
    if c.working:
        return Shape("MONTHLY", c.every, monthdays=(c.nth,))
    if c.nth:
        return Shape("MONTHLY", c.every, c.weekdays, c.nth)
    day = c.day or start.day
    if day > 28 and not c.day:
        c = replace(c, short="last")
    if day == 31:
        return Shape("MONTHLY", c.every, monthdays=(-1,))
    if c.short == "last":
        return Shape("MONTHLY", c.every, monthdays=tuple(range(28, day + 1)), setpos=-1)
    return Shape("MONTHLY", c.every, monthdays=(day,))


def shape_dates(shape: Shape, first: date, last: date) -> Iterator[date]:
    """The days of a recurrence rule whose DTSTART is `first`, up to `last`, in order."""
    # Here, because a script that only asks for the status should not pay for the import.
    import dateutil.rrule as rrule

    days = [rrule.weekday(day, shape.nth or None) for day in shape.weekdays]
    rule = rrule.rrule(
        getattr(rrule, shape.freq),
        dtstart=datetime(first.year, first.month, first.day),
        until=datetime(last.year, last.month, last.day),
        interval=shape.interval,
        byweekday=days or None,
        bymonthday=shape.monthdays or None,
        bymonth=shape.month or None,
        bysetpos=shape.setpos or None,
    )
    return (moment.date() for moment in rule)


def occurrences(
    cadence: Cadence,
    start: date,
    until: date | None = None,
    *,
    plan_end: date | None,
    calendar: WorkCalendar,
    rule: WorkingDayRule = "leave",
    at: date | None = None,
    since: date | None = None,
    through: date | None = None,
) -> list[Occurrence]:
    """The occurrences of a cadence in order, those dropped by the working-day rule left out.

    The first is the first day on or after `start` that fits; later ones count from it.
    They end with `until`, the plan's end or the cadence's own count, whichever comes first;
    with neither end, 24 months after the start. Two that the rule moves to one day are one.
    Days named outright (once, ad hoc dates, at a step) end with `until` alone. `at` is the
    day of the step that "at S12" and "at due" wait for; without it they never fall.
    `since` leaves out what falls before it, `through` what falls after it, and each saves
    expanding that.
    """
    shape = shape_of(cadence, start, calendar)
    found: Sequence[Occurrence]
    if shape is None:
        named = {"once": (start,), "dates": cadence.dates}
        days = named.get(cadence.kind, (at,) if at else ())
        originals = (day for day in days if until is None or day <= until)
        found = _by_rule(originals, calendar, rule, MOST)
    else:
        ends = [end for end in (until, plan_end) if end is not None]
        last = min(*ends, _furthest(cadence, start)) if ends else two_years_after(start)
        moves = rule in ("previous", "next") or cadence.working
        margin = calendar.furthest if moves else timedelta()
        if through is not None and date.max - through > margin:
            last = min(last, through + margin)
        near = _nearer(cadence, shape, start, since, margin)
        found = _expanded(cadence, shape, near, last, calendar, rule) if near <= last else ()
    return [
        one
        for one in found
        if (since is None or one.day >= since) and (through is None or one.day <= through)
    ]


@lru_cache(maxsize=512)
def _expanded(
    cadence: Cadence,
    shape: Shape,
    start: date,
    last: date,
    calendar: WorkCalendar,
    rule: WorkingDayRule,
) -> tuple[Occurrence, ...]:
    """The occurrences from a start on: worked out once for all communications of a rhythm."""
    if cadence.kind == "working day":
        rule = "drop"  # a holiday is no working day; the next one has its own occurrence
    originals = _regular(cadence, shape, start, last, calendar)
    return tuple(_by_rule(originals, calendar, rule, cadence.times or MOST))


def _regular(
    cadence: Cadence, shape: Shape, start: date, last: date, calendar: WorkCalendar
) -> Iterator[date]:
    """The cadence's own days from the first real one on or after `start`, up to `last`."""
    if cadence.working:
        # The rule gives the month's edge, the calendar the working day nearest to it.
        snap = calendar.on_or_after if cadence.nth == 1 else calendar.on_or_before
        month = start.replace(day=1)
        edges = shape_dates(replace(shape, interval=1), month, _month_end(start, last))
        first = next((edge for edge in edges if snap(edge) >= start), None)
        if first is not None:
            for edge in shape_dates(shape, first, _month_end(last, last)):
                if snap(edge) <= last:
                    yield snap(edge)
        return
    if shape.interval == 1:  # there is no rhythm to count from the first
        yield from shape_dates(shape, start, last)
        return
    if falls_on(shape, start):
        yield from shape_dates(shape, start, last)
        return
    for first in shape_dates(replace(shape, interval=1), start, last):
        yield from shape_dates(shape, first, last)
        return


def falls_on(shape: Shape, day: date) -> bool:
    """Whether a recurrence rule that begins on a day plainly has it; False where only expanding
    it would tell."""
    if shape.freq == "WEEKLY":
        return day.weekday() in shape.weekdays
    if shape.freq == "MONTHLY":
        return not shape.setpos and day.day in shape.monthdays
    return shape.freq == "DAILY"


def _by_rule(
    originals: Iterator[date], calendar: WorkCalendar, rule: WorkingDayRule, most: int
) -> list[Occurrence]:
    kept: dict[date, Occurrence] = {}
    for original in originals:
        if rule == "leave" or calendar.is_workday(original):
            day = original
        elif rule == "drop":
            continue
        elif rule == "next":
            day = calendar.on_or_after(original)
        else:
            day = calendar.on_or_before(original)
        if day == original or day not in kept:  # its own day before one moved there
            kept[day] = Occurrence(original, day)
        if len(kept) == most:
            break
    return [kept[day] for day in sorted(kept)]


def _nearer(
    cadence: Cadence, shape: Shape, start: date, since: date | None, margin: timedelta
) -> date:
    """A start at least `margin` before `since` that keeps the rhythm, where that is easy."""
    if since is None or cadence.times or since - start <= margin:
        return start
    if shape.interval == 1:  # every day that fits: wherever it starts
        return since - margin
    if cadence.kind == "month" and start.day <= 28 and falls_on(shape, start):
        to = since - margin  # the rhythm counts from the month of the start
        months = max(0, (to.year - start.year) * 12 + to.month - 1 - start.month)
        years, month = divmod(start.month - 1 + months // cadence.every * cadence.every, 12)
        return start.replace(year=start.year + years, month=month + 1)
    period = {"day": 1, "week": 7}.get(cadence.kind)
    if period is None:
        return start
    if cadence.kind == "week" and cadence.weekdays and cadence.every > 1:
        # The rhythm counts from the week of the first real occurrence.
        start += timedelta(days=min((day - start.weekday()) % 7 for day in cadence.weekdays))
    period *= cadence.every
    return start + timedelta(days=max(0, (since - start - margin).days // period * period))


def _furthest(cadence: Cadence, start: date) -> date:
    """The day by which a cadence may have had `MOST` occurrences; it ends there."""
    days = _SPACING.get(cadence.kind, 1) // max(len(cadence.weekdays), 1) or 1
    try:
        return start + timedelta(days=(MOST - 1) * days * cadence.every)
    except OverflowError:
        return date.max


def _month_end(day: date, last: date) -> date:
    """A day late enough to reach the edge of the month after `day` or of the month of `last`."""
    try:
        return max(day, last) + timedelta(days=40)
    except OverflowError:
        return date.max


def two_years_after(day: date) -> date:
    """The last day shown of what has no end: 24 months on."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:  # 29 February, or the end of the calendar
        return date.max if day.year + 2 > date.max.year else date(day.year + 2, 2, 28)


def first_day(plan: Plan, communication: Communication) -> date | None:
    """The day from which a communication counts: its own, else the plan's start, else the
    day it was written down."""
    if communication.start or plan.info.start:
        return communication.start or plan.info.start
    return communication.created_at.date() if communication.created_at else None


def communication_occurrences(
    plan: Plan,
    communication: Communication,
    *,
    since: date | None = None,
    through: date | None = None,
) -> list[Occurrence]:
    """The occurrences of a communication, whatever its status or that of its step.

    Empty when it has no cadence, no start to count from, or a cadence that cannot be read
    (a file edited by hand).
    """
    start = first_day(plan, communication)
    try:
        cadence = parse(communication.cadence)
    except Problem:
        return []
    if start is None:
        if cadence.kind not in ("dates", "step", "due"):
            return []
        start = date.min  # days named outright need none
    return occurrences(
        cadence,
        start,
        communication.until,
        plan_end=plan.info.target_end,
        calendar=work_calendar(plan.info),
        rule=communication.working_day_rule,
        at=due_day(awaited(plan, communication, cadence)) if cadence.kind in _AWAITING else None,
        since=since,
        through=through,
    )
