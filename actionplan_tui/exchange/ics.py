"""A plan as a calendar file (RFC 5545, names of RFC 7986) that calendars accept and update.

One VCALENDAR a plan, events only (or, when asked, tasks only). The same plan always gives
the same bytes: UIDs, stamps and sequence numbers come from the stored records and never from
the clock. Importing a file never deletes: what is removed or called off stays in every later
file as cancelled.

What leaves is what a calendar is for: titles, dates, people's names, the message, the
channel. Private notes, barriers and engagement never do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from icalendar import Calendar, Component, vText

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.analysis.clock_changes import is_clear_on
from actionplan_tui.analysis.entries import entries
from actionplan_tui.analysis.entry import Entry
from actionplan_tui.analysis.occurrences import shape_dates
from actionplan_tui.analysis.removed import removed
from actionplan_tui.exchange.ics_events import (
    entry_uid,
    event_of,
    moment_of,
    one_line,
    start_of,
    todo_of,
    todo_uid,
)
from actionplan_tui.exchange.ics_update import CHOICE, advice, carried
from actionplan_tui.exchange.ics_zone import UTC, is_utc, zone_component
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.workdays import short_date

LARGE = 1_000_000
"""Bytes beyond which web calendars refuse an import (Google: 1 MB)."""

TASKS = ("due", "milestone")
"""The kinds that a list of tasks holds."""

WHOLE = Choice()


class CalendarFile(NamedTuple):
    """A calendar as bytes, how many entries it has, what the user should know of it, and what
    has changed since the last, with advice on importing it."""

    data: bytes
    events: int
    warnings: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def calendar_file(
    plan: Plan,
    *,
    now_version: str,
    choice: Choice = WHOLE,
    alarms: bool = True,
    todos: bool = False,
    before: bytes = b"",
) -> CalendarFile:
    """The plan's dates as an iCalendar file, in UTF-8 with CRLF line ends.

    `now_version` is the program's version, for PRODID; `alarms` False leaves all reminders
    out; `todos` writes due dates as tasks instead of events. `before` is the file last
    exported to the same place: what it holds and the plan no longer does is cancelled.

    Raises: Problem when nothing chosen has a date.
    """
    everything = [*entries(plan)]
    everything += removed(plan, {entry.name for entry in everything})
    if todos:
        everything = [entry for entry in everything if entry.kind in TASKS]
    taken = [entry for entry in everything if choice.takes(plan, entry)]
    chosen = [part for part in map(choice.part_of, taken) if part is not None]
    made: list[Component] = [
        todo_of(plan, entry) if todos else event_of(plan.info, entry, alarms=alarms)
        for entry in chosen
    ]
    words = one_line(choice.words(plan))
    uid = partial(todo_uid if todos else entry_uid, plan.info)
    known = {uid(entry): entry for entry in everything}
    made += carried(
        before, made, info=plan.info, known=known, out=set(map(uid, taken)), mark=choice.mark
    )
    if not made:
        raise Problem(_nothing(words))
    calendar = _head(plan, now_version, words, choice.mark, whole=not words and not todos)
    zone = plan.info.time_zone
    timed = [] if todos else sorted(chain(*(_local_times(plan, entry) for entry in chosen)))
    if timed and not is_utc(zone):
        calendar.add_component(zone_component(zone, timed))
    for one in made:
        calendar.add_component(one)
    data = calendar.to_ical()
    warnings = tuple(_warnings(plan, chosen, data))
    return CalendarFile(data, len(made), warnings, advice(before, data))


def calendar_bytes(
    plan: Plan, *, now_version: str, choice: Choice = WHOLE, alarms: bool = True
) -> bytes:
    """The plan's dates as an iCalendar file; see `calendar_file`."""
    return calendar_file(plan, now_version=now_version, choice=choice, alarms=alarms).data


def _head(plan: Plan, now_version: str, words: str, mark: str, *, whole: bool) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//actionplan-tui//{one_line(now_version)}//EN")
    calendar.add("calscale", "GREGORIAN")
    name = one_line(plan.info.title) or "Action plan"
    if words:
        calendar.add("description", vText(words))
        calendar.add(CHOICE, vText(mark))
    if whole or words:
        called = name if whole else one_line(f"{name}: {words}")
        calendar.add("name", vText(called))
        calendar.add("x-wr-calname", vText(called))
    twice_a_day = timedelta(hours=12)
    calendar.add("refresh-interval", twice_a_day, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT12H"))
    return calendar


def _nothing(words: str) -> str:
    if words:
        return f"nothing to export: nothing with a date is {words}"
    return "nothing to export: give a step a due date or a communication a cadence first"


def _local_times(plan: Plan, entry: Entry) -> Iterator[datetime]:
    """The times of all timed days of an entry, of those that are written in the plan's zone."""
    zone = plan.info.time_zone
    start = start_of(entry, zone)
    if not isinstance(start, datetime) or (start.tzinfo is UTC and not is_utc(zone)):
        return
    if entry.series is None:
        yield start
        return
    for day in shape_dates(entry.series.shape, entry.day, entry.series.last):
        moment = moment_of(day, entry.time, zone)
        assert isinstance(moment, datetime)
        yield moment


def _warnings(plan: Plan, chosen: list[Entry], data: bytes) -> Iterator[str]:
    if len(data) > LARGE:
        yield (
            f"the file has {len(data) / 1e6:.1f} MB; Google Calendar takes 1 MB, "
            "so export fewer kinds at a time"
        )
    yield from dict.fromkeys(_clock_changes(plan, chosen))
    for id in sorted({entry.id for entry in chosen if entry.kind == "communication"}):
        line = plan.communications.get(id)
        if line is not None and ", skip short months" in line.cadence:
            yield (
                f"{ref('communications', id)} skips short months; "
                "Outlook shows it on their last day instead"
            )


def _clock_changes(plan: Plan, chosen: list[Entry]) -> Iterator[str]:
    """What is meant where the clocks skip or repeat an hour, by day."""
    zone = plan.info.time_zone
    for entry in sorted((one for one in chosen if one.time is not None), key=attrgetter("day")):
        at = plan.communications[entry.id].time
        if at is None or is_clear_on(entry.day, at, zone):
            continue
        said = f"{at:%H:%M} on {short_date(entry.day)} is"
        if entry.time != at:
            yield f"{said} skipped in {zone} when the clocks change: {entry.time:%H:%M} is meant"
        else:
            yield f"{said} there twice in {zone} when the clocks change: the second is meant"
