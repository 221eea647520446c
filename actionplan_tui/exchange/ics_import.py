"""Dates moved in a calendar, brought back: what importing our own .ics into the plan would do.

Only entries that this plan wrote are read, and only their days and hours. Everything else in
the file, other people's events above all, is told and left alone; nothing is ever added or
removed. What the plan has changed since the file was written stays as the plan has it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from icalendar import Calendar, Component
from msgspec.structs import replace

from actionplan_tui.analysis.clock_changes import hour_on
from actionplan_tui.analysis.entries import entries_of
from actionplan_tui.analysis.occurrences import first_day
from actionplan_tui.edits.edit import Batch, Edit, title
from actionplan_tui.edits.records import SetFields
from actionplan_tui.exchange.ics_events import uid_of
from actionplan_tui.exchange.ics_zone import zone_of
from actionplan_tui.exchange.import_result import Import, ImportLine
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import CorrectiveAction, Step
from actionplan_tui.model.workdays import short_date

MAX_BYTES = 20_000_000
"""Larger than any calendar of a plan: ten thousand steps take 6 MB."""

_NAME = re.compile(
    r"(step|task|communication|plan-review|communication-review|kpi|corrective-action)"
    r"-([0-9]{1,9})(?:-([0-9]{4}-[0-9]{2}-[0-9]{2}))?"
)
_DUE = {"step": "steps", "task": "steps", "corrective-action": "corrective_actions"}
_TABLES = {**_DUE, "communication": "communications", "kpi": "kpis"}


class Moment(NamedTuple):
    """When an entry of the file is, in the plan's time zone: its last day, its hour if any."""

    day: dt.date
    time: dt.time | None


_WIDTH = 26
"""Characters of a title: its day before and after stand beside it in 80 columns."""


class Left(Exception):
    """Why an entry of this plan is left as the plan has it."""


def looks_like_calendar(data: bytes) -> bool:
    """Whether a file is, or set out to be, a calendar."""
    return _stripped(data)[:15].upper() == b"BEGIN:VCALENDAR"


def calendar_import(plan: Plan, data: bytes, *, name: str) -> Import:
    """What bringing back the dates of a calendar would do; nothing is changed.

    Raises: Problem in one line when the file cannot be trusted as a whole.
    """
    lines: list[ImportLine] = []
    edits: list[Edit] = []
    was = plan
    for row, event in enumerate(_entries(data, name), 1):
        line, edit = _read(was, plan, event, row, name)
        lines.append(line)
        if edit is not None:
            plan = edit.apply(plan)  # two days of one cadence build on each other
            edits.append(edit)
    mine = sum(line.said not in _FOREIGN for line in lines)
    left = sum(line.verb == "skip" for line in lines)
    note = f"{left} of {len(lines)} left alone: each line says why" if left else ""
    if not mine:
        note = f"{name}: nothing in it is of this plan"
    return Import(
        edit=Batch(f"dates from {name}", tuple(edits)) if edits else None,
        lines=tuple(lines),
        notes=(note,) if note else (),
    )


_ELSEWHERE, _OTHER_PLAN = "not of a plan, left alone", "of another plan, left alone"
_FOREIGN = (_ELSEWHERE, _OTHER_PLAN)


def _stripped(data: bytes) -> bytes:
    return data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()


def _entries(data: bytes, name: str) -> list[Component]:
    """The events and tasks of a file.

    Raises: Problem when it is none, or cut short, or in another encoding.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if len(data) > MAX_BYTES:
        raise Problem(f"{name} has more than {MAX_BYTES // 10**6} MB: no calendar of a plan has")
    if not looks_like_calendar(data):
        head = _stripped(data)[:200].lower()
        what = "a web page" if b"<html" in head or b"<!doctype" in head else "no calendar"
        raise Problem(f"{name} is {what}: export the calendar as .ics")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(f"{name} is not in UTF-8, as calendars are: export it anew") from None
    if not data.rstrip().upper().endswith(b"END:VCALENDAR"):
        raise Problem(f"{name} is cut short: its end is missing")
    if len(re.findall(rb"(?mi)^BEGIN:", data)) != len(re.findall(rb"(?mi)^END:", data)):
        raise Problem(f"{name} cannot be read as a calendar: a part of it is missing")
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        return [
            one for calendar in calendars for kind in ("VEVENT", "VTODO")
            for one in calendar.walk(kind)
        ]  # fmt: skip
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise Problem(f"{name} cannot be read as a calendar: export it anew") from None


def _read(
    was: Plan, plan: Plan, event: Component, row: int, name: str
) -> tuple[ImportLine, Edit | None]:
    """What one entry does to `plan`, which is `was` with the entries before it taken in."""
    own, _, rest = str(event.get("uid", "")).partition("@")
    summary = " ".join(str(event.get("summary", "")).split())
    found = _NAME.fullmatch(own) if rest.endswith(".actionplan-tui") else None
    if found is None or rest != uid_of(plan.info, "").lstrip("@"):
        said = _OTHER_PLAN if found is not None else _ELSEWHERE
        return ImportLine(row, "skip", summary or "(no title)", said=said), None
    what, id, key = found[1], int(found[2]), _day(found[3])
    table = _TABLES.get(what, "plan")
    shown = summary if plan.find(table, id) is None else title(plan, table, id, width=_WIDTH)
    known = f"{ref(table, id)} {shown}".strip() if table != "plan" else summary
    at = _moment(plan, event, f"{name}: {known}")
    _bounded(event, f"{name}: {known}")
    if "recurrence-id" not in event and _stands_there(was, what, id, key, at):
        return ImportLine(row, "unchanged", known), None
    try:
        fields, before, after = _moved(plan, event, what, id, key, at)
    except Left as why:
        return ImportLine(row, "skip", known, said=str(why)), None
    if not fields:
        return ImportLine(row, "unchanged", known), None
    edit = SetFields(*_target(plan, table, id, what, key), fields)
    said = "its hour is that of all its days" if "time" in fields and key else ""
    return ImportLine(row, "update", f"{known}: {before} → {after}", said=said), edit


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _target(plan: Plan, table: str, id: int, what: str, key: dt.date | None) -> tuple[str, int]:
    if table != "plan":
        return table, id
    kind = "plan" if what == "plan-review" else "communication"
    found = [one.id for one in plan.reviews.values() if (one.kind, one.next) == (kind, key)]
    return "reviews", max(found)


Moved = tuple[dict[str, object], str, str]


def _moved(
    plan: Plan, event: Component, what: str, id: int, key: dt.date | None, at: Moment
) -> Moved:
    """The fields that a moved entry sets, and its day before and after.

    Raises: Left when it is to stay.
    """
    if str(event.get("status", "")).upper() == "CANCELLED":
        raise Left("called off there; call it off in the plan if it is")
    if "recurrence-id" in event:
        raise Left("one day of a series, moved there; a plan's series keep their rule")
    if what in _DUE:
        return _due(plan, _DUE[what], id, at, event)
    if what == "communication":
        return _communication(plan, id, key, at, event)
    if what == "kpi":
        return _follows(plan.kpis.get(id) is not None, "its frequency")
    kind = "plan" if what == "plan-review" else "communication"
    agreed = [one for one in plan.reviews.values() if key and (one.kind, one.next) == (kind, key)]
    if not agreed:
        return _follows(True, "the review cadence")
    _newer(event, plan.info.sequence, _day_said(key))
    return {"next": at.day}, _day_said(key), short_date(at.day)


def _stands_there(plan: Plan, what: str, id: int, key: dt.date | None, at: Moment) -> bool:
    """Whether the plan has the entry where the file has it."""
    table = _TABLES.get(what, "plan")
    name = f"{what.replace('task', 'step')}-{id}" + (f"-{key}" if key else "")
    found = {entry.name: entry for entry in entries_of(plan, table, id)}.get(name)
    return found is not None and (found.day, found.time) == at


def _follows(there: bool, what: str) -> Moved:
    if not there:
        raise Left("no longer in the plan")
    raise Left(f"follows {what}, which the plan holds")


def _due(plan: Plan, table: str, id: int, at: Moment, event: Component) -> Moved:
    record = plan.find(table, id)
    if not isinstance(record, Step | CorrectiveAction):
        raise Left("no longer in the plan")
    if record.due == at.day:  # whatever it is shown as
        return {}, "", ""
    _newer(event, record.sequence, _day_said(record.due))
    if isinstance(record, Step) and record.start is not None and at.day < record.start:
        raise Left(f"{short_date(at.day)} is before its start, {short_date(record.start)}")
    return {"due": at.day}, _day_said(record.due), short_date(at.day)


def _communication(plan: Plan, id: int, key: dt.date | None, at: Moment, event: Component) -> Moved:
    record = plan.communications.get(id)
    if record is None:
        raise Left("no longer in the plan")
    try:
        cadence = parse(record.cadence)
    except Problem:
        raise Left("has no cadence in the plan") from None
    was = key or (first_day(plan, record) if cadence.kind == "once" else None)
    written = hour_on(was, record.time, plan.info.time_zone) if was else record.time
    fields: dict[str, object] = {} if at.time in (record.time, written) else {"time": at.time}
    if cadence.kind == "dates":
        if key not in cadence.dates:
            raise Left(f"{_day_said(key)} is no longer among its days")
        if at.day != key:
            days = {*cadence.dates} - {key} | {at.day}
            fields["cadence"] = str(replace(cadence, dates=tuple(sorted(days))))
    elif cadence.kind == "once" and at.day != was:
        fields["start"] = at.day
    if not fields:
        what = "what it waits for" if cadence.kind in ("step", "due") else "its cadence"
        _follows(True, what)
    _newer(event, record.sequence, _day_said(was))
    return fields, _said(was, record.time), _said(at.day, at.time)


def _day_said(day: dt.date | None) -> str:
    return short_date(day) if day is not None else "no date"


def _said(day: dt.date | None, time: dt.time | None) -> str:
    hour = f"{time:%H:%M}" if time else "" if day else "all day"
    return " ".join(filter(None, (short_date(day) if day else "", hour)))


def _newer(event: Component, sequence: int, now: str) -> None:
    """Leave what the plan has changed since the file was written."""
    try:
        past = int(event.get("sequence", 0))
    except (TypeError, ValueError):
        past = 0
    if past < sequence:
        raise Left(f"the plan has changed it since, to {now}")


def _moment(plan: Plan, event: Component, where: str) -> Moment:
    """When an entry is, in the plan's time zone.

    Raises: Problem when its date or zone cannot be read.
    """
    field = "due" if event.name == "VTODO" else "dtstart"
    value = _value(event, field)
    if not isinstance(value, dt.date):
        raise Problem(f"{where}: its date cannot be read; nothing was changed")
    if not isinstance(value, dt.datetime):
        end = _value(event, "dtend")
        if type(end) is dt.date and end > value:
            value = end - dt.timedelta(days=1)
        return Moment(value, None)
    zone = event[field].params.get("TZID")
    if zone and (value.tzinfo is None or value.utcoffset() is None):
        raise Problem(f"{where}: time zone {str(zone)[:60]!r} is unknown; nothing was changed")
    if value.tzinfo is not None:
        value = value.astimezone(zone_of(plan.info.time_zone))
    return Moment(value.date(), value.time().replace(second=0, microsecond=0, tzinfo=None))


def _value(event: Component, field: str) -> object:
    """A date of the entry, or None: one that is broken is none."""
    try:
        return getattr(event.get(field), "dt", None)
    except (ValueError, TypeError):
        return None


def _bounded(event: Component, where: str) -> None:
    """Refuse a series that never ends: none of a plan's does, so somebody else wrote it."""
    for rule in _rules(event):
        if not {"UNTIL", "COUNT"} & {str(part).upper() for part in rule}:
            raise Problem(
                f"{where}: repeats without end, which no plan's does; nothing was changed"
            )


def _rules(event: Component) -> Iterator[dict[str, object]]:
    rules = event.get("rrule")
    for rule in rules if isinstance(rules, list) else [rules]:
        if isinstance(rule, dict):
            yield rule
