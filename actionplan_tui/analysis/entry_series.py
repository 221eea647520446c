"""The calendar entries of what repeats: communications, reviews, KPI measurements.

A series keeps one name for ever. The days that the working-day rule moves are taken out of
it and are entries of their own, named by the day they come from, so that a new holiday
changes a series and never doubles it. Where no rule fits that all calendars read alike,
each day is an entry; so it is where the clocks skip or repeat the hour of one, which calendars
work out each in their own way. See docs/decisions/0005-calendars-that-update.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from actionplan_tui.analysis.agenda import REVIEWS
from actionplan_tui.analysis.clock_changes import hour_on, unclear_days
from actionplan_tui.analysis.clocks import measurements, reviews
from actionplan_tui.analysis.communications import communication_title, is_on
from actionplan_tui.analysis.entry import Entry, Series, described, goal_of
from actionplan_tui.analysis.occurrences import (
    Occurrence,
    Shape,
    communication_occurrences,
    first_day,
    shape_dates,
    shape_of,
)
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import KPI, Communication
from actionplan_tui.model.workdays import WEEKDAYS, WorkCalendar, work_calendar

MOST_EXCEPTIONS = 60
"""Days left out of a series at most, else each day stands alone: Google refuses around 70."""

MOST_MINUTES = 366 * 24 * 60
"""Longest entry, and earliest reminder: a year."""

_DAY_BEFORE_AT_9 = timedelta(hours=-15)  # counted from midnight


class Slot(NamedTuple):
    """Where one entry of several stands: its key, the day its rule gives, its day."""

    key: date | None
    original: date
    day: date
    series: Series | None = None


def of_communication(plan: Plan, communication: Communication) -> tuple[Entry, ...]:
    """All the entries of a communication, called off when it is paused, ended or archived."""
    found = communication_occurrences(plan, communication)
    if not found:
        return ()
    cadence = parse(communication.cadence)
    base = _communication_entry(plan, communication, found[0].day)
    # What counts from no day at all names its days outright, and has no shape.
    start = first_day(plan, communication) or found[0].original
    shape = _shape(communication, cadence, start, work_calendar(plan.info))
    at, zone = communication.time, plan.info.time_zone
    if shape is not None and at is not None:
        first, last = found[0].original, found[-1].original
        unclear = unclear_days(first, last, at, zone)
        if unclear and not unclear.isdisjoint(shape_dates(shape, first, last)):
            shape = None
    slots = _slots(found, shape, cadence)
    return tuple(_at(base, slot)._replace(time=hour_on(slot.day, at, zone)) for slot in slots)


def _shape(
    communication: Communication, cadence: Cadence, start: date, calendar: WorkCalendar
) -> Shape | None:
    if cadence.kind == "day" and cadence.every == 1 and communication.working_day_rule == "drop":
        return shape_of(Cadence("working day"), start, calendar)  # the same days, no exceptions
    return shape_of(cadence, start, calendar)


def of_kpi(plan: Plan, kpi: KPI) -> tuple[Entry, ...]:
    """The days on which a KPI is yet to be measured, as one series."""
    rhythm = measurements(plan, kpi)
    if not rhythm.found:
        return ()
    held = (one for one in plan.measurements.values() if one.kpi == kpi.id)
    base = Entry(
        kind="kpi measurement",
        table="kpis",
        id=kpi.id,
        day=rhythm.found[0].day,
        title=kpi.name,
        summary=f"Measure {kpi.name}",
        description=described(
            ("By", name_of(plan, kpi.data_owner)),
            ("KPI", ref("kpis", kpi.id)),
            ("Plan", plan.info.title),
        ),
        stamped=(kpi, *held),
        sequence=kpi.sequence,
        people=(kpi.data_owner,) if kpi.data_owner is not None else (),
        goal=goal_of(plan, kpi.goal, kpi.step),
    )
    return tuple(_at(base, slot) for slot in _slots(rhythm.found, rhythm.shape, rhythm.cadence))


def of_reviews(plan: Plan) -> tuple[Entry, ...]:
    """The reviews to come of the plan and of its communication plan.

    A day that the last review agreed on is an entry of its own beside the series.
    """
    found: list[Entry] = []
    for review, kind, title in REVIEWS:
        rhythm = reviews(plan, review)
        slots = _slots(rhythm.found, rhythm.shape, rhythm.cadence)
        if rhythm.agreed is not None:
            slots.append(Slot(rhythm.agreed, rhythm.agreed, rhythm.agreed))
        held = tuple(one for one in plan.reviews.values() if one.kind == review)
        base = Entry(
            kind=kind,
            table="plan",
            id=1,
            day=date.min,
            title=title,
            summary=title,
            description=described(
                ("By", name_of(plan, plan.info.owner)), ("Plan", plan.info.title)
            ),
            stamped=(plan.info, *held),
            sequence=plan.info.sequence,
            people=(plan.info.owner,) if plan.info.owner is not None else (),
        )
        found.extend(_at(base, slot) for slot in slots)
    return tuple(found)


def _at(base: Entry, slot: Slot) -> Entry:
    entry = base._replace(day=slot.day, key=slot.key, series=slot.series)
    if slot.day == slot.original:
        return entry
    moved = f"Moved from {WEEKDAYS[slot.original.weekday()].title()} {slot.original}, a day off"
    return entry._replace(description=f"{entry.description}\n{moved}")


def _slots(found: Sequence[Occurrence], shape: Shape | None, cadence: Cadence | None) -> list[Slot]:
    """Occurrences as one series where a rule fits, and the days that stand alone."""
    if cadence is not None and cadence.kind in ("once", "step", "due"):
        return [
            Slot(None, one.original, one.day) for one in found
        ]  # one entry, which moves with its day
    working = cadence is not None and cadence.working
    slots: list[Slot] = []
    if shape is not None and not shape.setpos and not working:
        slots = _series(found, shape)
        if slots:
            found = [one for one in found if one.day != one.original]
    # A "first working day" is known by its month: holidays may move it.
    slots.extend(
        Slot(one.original.replace(day=1) if working else one.original, one.original, one.day)
        for one in found
    )
    return slots


def _series(found: Sequence[Occurrence], shape: Shape) -> list[Slot]:
    """The series of the days that stay where the rule puts them, if there is one."""
    kept = [one.original for one in found if one.day == one.original]
    if not kept:
        return []
    first, last = kept[0], kept[-1]
    staying = set(kept)
    left_out = tuple(day for day in shape_dates(shape, first, last) if day not in staying)
    if len(left_out) > MOST_EXCEPTIONS:
        return []
    series = Series(shape, last, left_out) if len(kept) > 1 else None
    return [Slot(None, first, first, series)]


def _communication_entry(plan: Plan, c: Communication, day: date) -> Entry:
    about = ""
    if c.step is not None and c.step in plan.steps:
        about = f"{ref('steps', c.step)} {plan.steps[c.step].title}"
    elif c.goal is not None and c.goal in plan.goals:
        about = plan.goals[c.goal].statement
    title = communication_title(plan, c)
    return Entry(
        kind="communication",
        table="communications",
        id=c.id,
        day=day,
        time=c.time,
        title=title,
        summary=title,
        description=described(
            ("", c.message.strip()),
            ("Channel", c.channel),
            ("By", name_of(plan, c.responsible)),
            ("To", names_of(plan, c.audience)),
            ("About", about),
            ("Communication", ref("communications", c.id)),
            ("Plan", plan.info.title),
        ),
        stamped=(c,),
        sequence=c.sequence,
        status=("tentative" if c.status == "planned" else "confirmed")
        if is_on(plan, c)
        else "cancelled",
        alarm=_alarm(c) if c.alarm else None,
        minutes=min(max(30 if c.duration is None else c.duration, 15), MOST_MINUTES),
        busy=bool(c.duration),
        people=(c.responsible,) if c.responsible is not None else (),
        audience=c.audience,
        goal=goal_of(plan, c.goal, c.step),
    )


def _alarm(c: Communication) -> timedelta:
    """When to remind: so many minutes before, else at 09:00 the day before."""
    if c.remind_before is not None:
        return -timedelta(minutes=min(c.remind_before, MOST_MINUTES))
    at = c.time or time()
    return _DAY_BEFORE_AT_9 - timedelta(hours=at.hour, minutes=at.minute)
