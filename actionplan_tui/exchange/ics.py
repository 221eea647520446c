"""A plan as a calendar file (RFC 5545, names of RFC 7986) that calendars accept and update.

One VCALENDAR a plan, events only. The same plan always gives the same bytes: UIDs, stamps
and sequence numbers come from the stored records and never from the clock. Importing a
file never deletes: what is removed or called off is exported as cancelled.

What leaves is what a calendar is for: titles, dates, people's names, the message, the
channel. Private notes, barriers and engagement never do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event, vText

from actionplan_tui.exchange.ics_events import CalendarKind, one_line
from actionplan_tui.exchange.ics_records import (
    corrective_events,
    measurement_events,
    removed_events,
    review_events,
    step_events,
)
from actionplan_tui.exchange.ics_series import communication_events, local_times
from actionplan_tui.exchange.ics_zone import is_clear, is_utc, zone_component
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem

DEFAULT_KINDS: tuple[CalendarKind, ...] = ("due", "milestone", "communication", "review")
LARGE = 1_000_000
"""Bytes beyond which web calendars refuse an import (Google: 1 MB)."""


class CalendarFile(NamedTuple):
    """A calendar as bytes, how many events it has, and what the user should know of it."""

    data: bytes
    events: int
    warnings: tuple[str, ...] = ()


def calendar_bytes(
    plan: Plan,
    *,
    now_version: str,
    kinds: Collection[CalendarKind] = DEFAULT_KINDS,
    alarms: bool = True,
) -> bytes:
    """The plan's dates as an iCalendar file; see `calendar_file`."""
    return calendar_file(plan, now_version=now_version, kinds=kinds, alarms=alarms).data


def calendar_file(
    plan: Plan,
    *,
    now_version: str,
    kinds: Collection[CalendarKind] = DEFAULT_KINDS,
    alarms: bool = True,
) -> CalendarFile:
    """The plan's dates as an iCalendar file, in UTF-8 with CRLF line ends.

    `now_version` is the program's version, for PRODID; `kinds` what to write; `alarms` False
    leaves all reminders out.

    Raises: Problem when nothing of these kinds has a date.
    """
    events = list(_events(plan, kinds, alarms))
    if not events:
        raise Problem(
            "nothing to export: give a step a due date or a communication a cadence first"
        )
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//actionplan-tui//{one_line(now_version)}//EN")
    calendar.add("calscale", "GREGORIAN")
    name = one_line(plan.info.title) or "Action plan"
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    twice_a_day = timedelta(hours=12)
    calendar.add("refresh-interval", twice_a_day, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT12H"))
    zone = plan.info.time_zone
    timed = sorted(set(_moments(events)))
    if timed and not is_utc(zone):
        calendar.add_component(zone_component(zone, [*timed, *local_times(plan)]))
    for event in events:
        calendar.add_component(event)
    data = calendar.to_ical()
    return CalendarFile(data, len(events), tuple(_warnings(plan, kinds, data)))


def _events(plan: Plan, kinds: Collection[CalendarKind], alarms: bool) -> Iterator[Event]:
    yield from step_events(plan, kinds, alarms)
    if "communication" in kinds:
        for id in sorted(plan.communications):
            yield from communication_events(plan, plan.communications[id], alarms)
    if "review" in kinds:
        yield from review_events(plan)
    if "kpi measurement" in kinds:
        yield from measurement_events(plan)
    if "corrective action" in kinds:
        yield from corrective_events(plan)
    yield from removed_events(plan, kinds)


def _moments(events: list[Event]) -> Iterator[datetime]:
    for event in events:
        if isinstance(event.start, datetime):
            yield event.start


def _warnings(plan: Plan, kinds: Collection[CalendarKind], data: bytes) -> Iterator[str]:
    if len(data) > LARGE:
        yield (
            f"the file has {len(data) / 1e6:.1f} MB; Google Calendar takes 1 MB, "
            "so export fewer kinds at a time"
        )
    if "communication" not in kinds:
        return
    zone = plan.info.time_zone
    if not is_utc(zone):
        for moment in sorted(set(local_times(plan))):
            if not is_clear(moment, moment.tzinfo):  # type: ignore[arg-type]
                yield (
                    f"{moment:%H:%M} on {moment:%Y-%m-%d} is skipped or repeated in {zone} "
                    "when the clocks change; calendars will disagree"
                )
    for id in sorted(plan.communications):
        if ", skip short months" in plan.communications[id].cadence:
            yield (
                f"{ref('communications', id)} skips short months; "
                "Outlook shows it on their last day instead"
            )
