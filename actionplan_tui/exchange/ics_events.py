"""One VEVENT from one dated thing (RFC 5545 section 3.6.1), as the main calendars accept it.

No METHOD, ATTENDEE or ORGANIZER anywhere: importing a file must never mail anybody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from icalendar import STATUS, TRANSP, Alarm, Event, Todo, vText
from icalendar.prop import vRecur

from actionplan_tui.analysis.agenda import AgendaKind
from actionplan_tui.analysis.clock_changes import is_clear_on
from actionplan_tui.analysis.entry import Entry, Series
from actionplan_tui.exchange.ics_zone import UTC, zone_of
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import PlanInfo, Record

LONGEST_SUMMARY = 200
_NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CATEGORIES: dict[AgendaKind, str] = {
    "due": "Due",
    "milestone": "Milestone",
    "communication": "Communication",
    "review": "Review",
    "communication review": "Review",
    "kpi measurement": "KPI",
    "corrective action": "Corrective action",
}
_SHARED = (
    "summary",
    "description",
    "categories",
    "dtstamp",
    "last-modified",
    "created",
    "sequence",
)
_PRIORITIES = {1: 1, 2: 5, 3: 9}
_STATUS = {
    "confirmed": STATUS.CONFIRMED,
    "tentative": STATUS.TENTATIVE,
    "cancelled": STATUS.CANCELLED,
}


def uid_of(info: PlanInfo, name: str) -> str:
    """The UID of a name within the plan, for ever: stored ids, never content."""
    return f"{name}@{plan_name(info)}.actionplan-tui"


def entry_uid(info: PlanInfo, entry: Entry) -> str:
    """The UID of an entry as an event."""
    return uid_of(info, entry.name)


def todo_uid(info: PlanInfo, entry: Entry) -> str:
    """The UID of an entry as a task: an account may hold both (iCloud takes a UID once)."""
    return uid_of(info, f"task-{entry.id}")


def plan_name(info: PlanInfo) -> str:
    """What names the plan in UIDs."""
    if re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", info.plan_id):
        return info.plan_id
    # A file made by hand may have an odd id or none: any stable ASCII name will do.
    made = info.created_at.isoformat() if info.created_at else info.title
    seed = (info.plan_id or made).encode("utf-8", "replace")
    return hashlib.sha256(seed).hexdigest()[:20]


def event_of(info: PlanInfo, entry: Entry, *, alarms: bool = True) -> Event:
    """The VEVENT of an entry: all-day, or timed in the plan's time zone.

    `alarms` False leaves its reminder out. Raises: Problem when no calendar can hold its date.
    """
    start = start_of(entry, info.time_zone)
    if start.year >= date.max.year:
        raise Problem(f"{entry.summary!r} is dated {start:%Y}, which no calendar can hold")
    all_day = not isinstance(start, datetime)
    cancelled = entry.status == "cancelled"
    end = start + (timedelta(days=1) if all_day else timedelta(minutes=entry.minutes))
    summary = one_line(f"Cancelled: {entry.summary}" if cancelled else entry.summary)
    changed = _latest(map(_last_shown_otherwise, entry.stamped))
    created = _utc(entry.stamped[0].created_at) if entry.stamped else None
    event = Event.new(
        uid=entry_uid(info, entry),
        start=start,
        end=end,
        summary=summary,
        description=clean(entry.description) or None,
        categories=["Action plan", _CATEGORIES[entry.kind]],
        stamp=changed or created or _NEVER_CHANGED,
        last_modified=changed or created,
        created=created,
        sequence=entry.sequence,
        status=_STATUS[entry.status],
        transparency=TRANSP.OPAQUE if entry.busy and not all_day else TRANSP.TRANSPARENT,
    )
    if entry.series is not None:
        event.add("rrule", rule_of(entry.series, entry.time, info.time_zone))
        for day in entry.series.without:
            event.add("exdate", moment_of(day, entry.time, info.time_zone))
    if alarms and entry.alarm is not None and not cancelled:
        event.add_component(Alarm.new_display(description=summary, trigger=entry.alarm))
    return event


def todo_of(plan: Plan, entry: Entry) -> Todo:
    """The VTODO of a due date, for lists of tasks: a name of its own, no reminder."""
    step = plan.steps.get(entry.id)
    event = event_of(plan.info, entry._replace(summary=entry.title), alarms=False)
    todo = Todo()
    for name in _SHARED:
        if name in event:
            todo[name] = event[name]
    todo["uid"] = vText(todo_uid(plan.info, entry))
    todo.add("due", entry.day)
    status = "CANCELLED" if entry.status == "cancelled" else "NEEDS-ACTION"
    if step is not None and entry.status != "cancelled":
        percent = 100 if entry.done else step.percent
        status = "COMPLETED" if entry.done else ("IN-PROCESS" if percent else status)
        todo.add("percent-complete", percent)
        if entry.done and step.finished is not None:
            todo.add("completed", datetime.combine(step.finished, time(12), UTC))
        if step.priority is not None:
            todo.add("priority", _PRIORITIES[step.priority])
    todo["status"] = vText(status)
    return todo


def rule_of(series: Series, at: time | None, zone: str) -> vRecur:
    """The RRULE of a series."""
    shape = series.shape
    until: date | datetime = series.last
    if at is not None:
        # Of the type of DTSTART (RFC 5545 3.3.10): UTC, and late enough in the last day.
        end_of_day = moment_of(series.last, time(23, 59), zone)
        assert isinstance(end_of_day, datetime)
        until = end_of_day.astimezone(UTC)
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


def start_of(entry: Entry, zone: str) -> date | datetime:
    """When an entry starts: its day, its hour in the plan's time zone, or in UTC where the
    clocks are put back and show that hour twice (the second is meant)."""
    start = moment_of(entry.day, entry.time, zone)
    if isinstance(start, datetime) and not is_clear_on(entry.day, entry.time, zone):
        return start.replace(fold=1).astimezone(UTC)
    return start


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


def _last_shown_otherwise(record: Record) -> datetime | None:
    """When what calendars show of a record last changed: a note on a step is no such change,
    a new name of its lead is. Files of before that was kept tell when it was last edited."""
    if record.sequenced_at is not None:
        return record.sequenced_at
    edited = record.sequence > 0 or record.created_at is None
    return record.updated_at if edited else record.created_at


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
