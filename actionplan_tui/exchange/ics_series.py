"""The events of one communication: a recurring event, and single ones where no rule fits.

A series keeps one UID for ever: the days that the working-day rule moves are taken out of
it (EXDATE) and written as events of their own, named by the day they come from, so that a
new holiday changes a series and never doubles it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from icalendar import Event
from icalendar.prop import vRecur

from actionplan_tui.analysis.agenda import communication_title
from actionplan_tui.analysis.awaited import awaited
from actionplan_tui.analysis.occurrences import (
    Occurrence,
    Shape,
    communication_occurrences,
    first_day,
    is_on,
    shape_dates,
    shape_of,
)
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.exchange.ics_events import MOST_MINUTES, Entry, event_of, moment_of, uid_of
from actionplan_tui.exchange.ics_zone import UTC
from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication, Record
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import WEEKDAYS, work_calendar

MOST_EXDATES = 60
"""Beyond this the days are written one by one: Google refuses around 70 in one event."""

_DAY_BEFORE_AT_9 = timedelta(hours=-15)  # counted from midnight
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def communication_events(plan: Plan, communication: Communication, alarms: bool) -> list[Event]:
    """All the events of a communication, cancelled when it is paused, ended or archived."""
    found = communication_occurrences(plan, communication)
    if not found:
        return []
    cadence = parse(communication.cadence)
    entry = _entry(plan, communication, cadence, alarms)
    if cadence.kind in ("once", "step", "due"):  # one event, which moves with its day
        return [_single(plan, communication, entry, found[0])]
    # What counts from no day at all names its days outright, and has no shape.
    start = first_day(plan, communication) or found[0].original
    shape = shape_of(cadence, start, work_calendar(plan.info))
    events: list[Event] = []
    if shape is not None and not shape.setpos and not cadence.working:
        series = _series(plan, communication, entry, shape, found)
        if series is not None:
            events.append(series)
            found = [one for one in found if one.day != one.original]
    for one in found:
        # A "first working day" is known by its month: holidays may move it.
        day = one.original.replace(day=1) if cadence.working else one.original
        uid = uid_of(plan.info, "communication", communication.id, day)
        events.append(_single(plan, communication, entry._replace(uid=uid), one))
    return events


def local_times(plan: Plan) -> Iterator[datetime]:
    """The local times of all timed occurrences of the plan's communications."""
    for communication in plan.communications.values():
        if communication.time is not None and communication.cadence:
            for one in communication_occurrences(plan, communication):
                moment = moment_of(one.day, communication.time, plan.info.time_zone)
                assert isinstance(moment, datetime)
                yield moment


def _series(
    plan: Plan, c: Communication, entry: Entry, shape: Shape, found: list[Occurrence]
) -> Event | None:
    """The recurring event of the days that stay where the rule puts them."""
    kept = [one.original for one in found if one.day == one.original]
    if not kept:
        return None
    first, last = kept[0], kept[-1]
    staying = set(kept)
    left_out = [day for day in shape_dates(shape, first, last) if day not in staying]
    if len(left_out) > MOST_EXDATES:
        return None
    zone = plan.info.time_zone
    until: date | datetime = last
    if c.time is not None:
        # Of the type of DTSTART (RFC 5545 3.3.10): UTC, and late enough in the last day.
        end_of_day = moment_of(last, time(23, 59), zone)
        assert isinstance(end_of_day, datetime)
        until = end_of_day.astimezone(UTC)
    return event_of(
        entry,
        moment_of(first, c.time, zone),
        rule=_rrule(shape, until) if len(kept) > 1 else None,
        without=[moment_of(day, c.time, zone) for day in left_out],
    )


def _rrule(shape: Shape, until: date | datetime) -> vRecur:
    parts: dict[str, Any] = {"freq": shape.freq, "until": until}
    if shape.interval > 1:
        parts["interval"] = shape.interval
    if shape.weekdays:
        nth = str(shape.nth) if shape.nth else ""
        parts["byday"] = [f"{nth}{_WEEKDAYS[day]}" for day in shape.weekdays]
    if shape.month:
        parts["bymonth"] = shape.month
    if shape.monthdays:
        parts["bymonthday"] = list(shape.monthdays)
    return vRecur(**parts)


def _single(plan: Plan, c: Communication, entry: Entry, one: Occurrence) -> Event:
    if one.day != one.original:
        moved = f"Moved from {WEEKDAYS[one.original.weekday()].title()} {one.original}, a day off"
        entry = entry._replace(description=f"{entry.description}\n{moved}")
    return event_of(entry, moment_of(one.day, c.time, plan.info.time_zone))


def _entry(plan: Plan, c: Communication, cadence: Cadence, alarms: bool) -> Entry:
    stamped: list[Record] = [c]
    if cadence.kind in ("step", "due"):
        stamped.append(awaited(plan, c, cadence))  # it moves with what it waits for
    status = "tentative" if c.status == "planned" else "confirmed"
    return Entry(
        uid=uid_of(plan.info, "communication", c.id),
        summary=communication_title(plan, c),
        description=_description(plan, c),
        category="Communication",
        stamped=tuple(stamped),
        sequence=sum(record.sequence for record in stamped),
        status=status if is_on(plan, c) else "cancelled",  # type: ignore[arg-type]
        alarm=_alarm(c) if alarms and c.alarm else None,
        minutes=min(max(30 if c.duration is None else c.duration, 15), MOST_MINUTES),
        busy=bool(c.duration),
    )


def _alarm(c: Communication) -> timedelta:
    """When to remind: so many minutes before, else at 09:00 the day before."""
    if c.remind_before is not None:
        return -timedelta(minutes=min(c.remind_before, MOST_MINUTES))
    if c.time is None:
        return _DAY_BEFORE_AT_9
    return _DAY_BEFORE_AT_9 - timedelta(hours=c.time.hour, minutes=c.time.minute)


def _description(plan: Plan, c: Communication) -> str:
    about = ""
    step = plan.steps.get(c.step) if c.step is not None else None
    goal = plan.goals.get(c.goal) if c.goal is not None else None
    if step is not None:
        about = f"{outline(plan).code.get(step.id, '')} {step.title}".strip()
    elif goal is not None:
        about = goal.statement
    lines = (
        ("", c.message.strip()),
        ("Channel", c.channel),
        ("By", name_of(plan, c.responsible)),
        ("To", names_of(plan, c.audience)),
        ("About", about),
        ("Plan", plan.info.title),
    )
    return "\n".join(f"{label}: {text}" if label else text for label, text in lines if text)
