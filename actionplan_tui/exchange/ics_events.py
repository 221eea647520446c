"""One VEVENT from one dated thing (RFC 5545 section 3.6.1), as the main calendars accept it.

No METHOD, ATTENDEE or ORGANIZER anywhere: importing a file must never mail anybody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from icalendar import STATUS, TRANSP, Alarm, Event
from icalendar.prop import vRecur

from actionplan_tui.exchange.ics_zone import UTC, zone_of
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import PlanInfo, Record

CalendarKind = Literal[
    "due", "milestone", "communication", "review", "kpi measurement", "corrective action"
]

LONGEST_SUMMARY = 200
MOST_MINUTES = 366 * 24 * 60
"""Longest event, and earliest reminder: a year."""
_NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)
_STATUS = {
    "confirmed": STATUS.CONFIRMED,
    "tentative": STATUS.TENTATIVE,
    "cancelled": STATUS.CANCELLED,
}


class Entry(NamedTuple):
    """What a calendar shows of a dated thing, whatever its dates.

    `uid` is unique in the file, made from stored ids alone. `stamped` are the records whose
    latest change is this entry's. `alarm` is counted from the start of the event (all-day:
    from midnight); None is no alarm. `minutes` long, when it has an hour of the day; `busy`
    shows the planner as taken.
    """

    uid: str
    summary: str
    description: str
    category: str
    stamped: tuple[Record, ...]
    sequence: int
    status: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    alarm: timedelta | None = None
    minutes: int = 0
    busy: bool = False


def uid_of(info: PlanInfo, kind: str, id: int, day: date | None = None) -> str:
    """The UID of a record (and of one of its days) for ever: stored ids, never content."""
    own = f"-{day.isoformat()}" if day else ""
    return f"{kind}-{id}{own}@{_plan_name(info)}.actionplan-tui"


def _plan_name(info: PlanInfo) -> str:
    if re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", info.plan_id):
        return info.plan_id
    # A file made by hand may have an odd id or none: any stable ASCII name will do.
    made = info.created_at.isoformat() if info.created_at else info.title
    seed = (info.plan_id or made).encode("utf-8", "replace")
    return hashlib.sha256(seed).hexdigest()[:20]


def event_of(
    entry: Entry,
    start: date | datetime,
    *,
    rule: vRecur | None = None,
    without: Sequence[date | datetime] = (),
) -> Event:
    """The VEVENT of an entry: all-day for a date, else timed in the zone of `start`.

    `rule` is its RRULE, `without` the instances it leaves out (EXDATE).
    """
    all_day = not isinstance(start, datetime)
    if start.year >= date.max.year:
        raise Problem(f"{entry.summary!r} is dated {start:%Y}, which no calendar can hold")
    cancelled = entry.status == "cancelled"
    end = start + (timedelta(days=1) if all_day else timedelta(minutes=entry.minutes))
    summary = one_line(f"Cancelled: {entry.summary}" if cancelled else entry.summary)
    changed = _latest(record.updated_at for record in entry.stamped)
    created = _utc(entry.stamped[0].created_at) if entry.stamped else None
    event = Event.new(
        uid=entry.uid,
        start=start,
        end=end,
        summary=summary,
        description=clean(entry.description) or None,
        categories=["Action plan", entry.category],
        stamp=changed or created or _NEVER_CHANGED,
        last_modified=changed or created,
        created=created,
        sequence=entry.sequence,
        status=_STATUS[entry.status],
        transparency=TRANSP.OPAQUE if entry.busy and not all_day else TRANSP.TRANSPARENT,
    )
    if rule is not None:
        event.add("rrule", rule)
    for moment in without:
        event.add("exdate", moment)
    if entry.alarm is not None and not cancelled:
        event.add_component(Alarm.new_display(description=summary, trigger=entry.alarm))
    return event


def moment_of(day: date, at: time | None, zone: str) -> date | datetime:
    """The day itself, or the day and hour in the plan's time zone."""
    if at is None:
        return day
    return datetime.combine(day, at.replace(tzinfo=None, second=0, microsecond=0), zone_of(zone))


def one_line(text: str) -> str:
    """Text fit for a SUMMARY: one line, shortened with … when longer than 200 characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST_SUMMARY else line[: LONGEST_SUMMARY - 1].rstrip() + "…"


def clean(text: str) -> str:
    """Text without control characters and lone surrogates, which calendars refuse."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    known = [moment for moment in map(_utc, moments) if moment is not None]
    return max(known, default=None)


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
