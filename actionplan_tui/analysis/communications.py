"""What is to be said from a day on: communications with the days on which they come."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan_tui.analysis.awaited import awaited, is_called_off
from actionplan_tui.analysis.clock_changes import hour_on
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.occurrences import (
    Occurrence,
    communication_occurrences,
    falls_on,
    shape_of,
)
from actionplan_tui.analysis.people import names_of
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication, Step
from actionplan_tui.model.workdays import WorkCalendar, work_calendar

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

_NEAR, _FAR = timedelta(days=31), timedelta(days=400)
"""How far ahead the days of a communication are worked out at once: most come within a month.
The first of any that recurs comes within the other."""


LOOK_BACK = timedelta(days=100)
"""How far back the days of a communication are looked for."""


def communication_title(plan: Plan, communication: Communication) -> str:
    """One line that says whom to tell and what."""
    audience = names_of(plan, communication.audience)
    message = " ".join(communication.message.split())
    if audience and message:
        return f"Tell {audience}: {message}"
    return message or (f"Tell {audience}" if audience else "Communication")


def is_on(plan: Plan, communication: Communication) -> bool:
    """Whether a communication is to happen: planned or active, not archived, and what it
    waits for ("at S12", "at due") not called off."""
    if communication.status not in ("planned", "active") or communication.archived:
        return False
    if not communication.cadence.startswith("at "):
        return True
    try:
        step = awaited(plan, communication, parse(communication.cadence))
    except Problem:
        return False
    return not (isinstance(step, Step) and is_called_off(plan, step.id))


class _Around(Struct):
    """The days of a communication around a day; `next` is the one after them, once asked for."""

    days: list[Occurrence]
    next: list[Occurrence] | None = None


def _around(plan: Plan, communication: Communication, today: date) -> _Around:
    """The occurrences of a communication from 100 days before today to a month after it.

    A status, an agenda and the checks of the past and the days to come ask for the same. It is
    kept beside the plan, and for the next one where an edit did not reach it.
    """
    known = kept(plan, "around", today, dict[int, _Around], _unreached)
    id = communication.id
    own = communication is plan.communications.get(id)  # else one that is only being thought of
    around = known.get(id) if own else None
    if around is None:
        since, near = _shifted(today, -LOOK_BACK), _shifted(today, _NEAR)
        days = communication_occurrences(plan, communication, since=since, through=near)
        around = _Around(days)
        if own:
            known[id] = around
    return around


def _unreached(known: dict[int, _Around], plan: Plan, change: Touched) -> dict[int, _Around]:
    return without(known, change.communications)


def coming(plan: Plan, communication: Communication, today: date) -> list[Occurrence]:
    """The occurrences of a communication in the month from today on; the next one in any case.

    Empty when it has none. Whether it is to happen at all is for `is_on` to say.
    """
    around = _around(plan, communication, today)
    near = [one for one in around.days if one.day >= today]
    if near:
        return near
    if around.next is None:
        around.next = _after(plan, communication, today)
    return around.next


def _after(plan: Plan, communication: Communication, today: date) -> list[Occurrence]:
    """The first occurrence of a communication from today on, as a list; empty without one."""
    if communication.start is not None and communication.start > today:
        first = first_occurrence(plan, communication)
        if first is not None and first.day >= today:
            return [first]
    within = _shifted(today, _FAR)
    return (
        communication_occurrences(plan, communication, since=today, through=within)
        or communication_occurrences(plan, communication, since=today)
    )[:1]


def past_days(plan: Plan, communication: Communication, today: date) -> list[date]:
    """The days on which a communication was to come in the 100 days before today."""
    return [one.day for one in _around(plan, communication, today).days if one.day < today]


def first_occurrence(plan: Plan, communication: Communication) -> Occurrence | None:
    """The first occurrence of a communication that has a start, in the 400 days from then."""
    start, calendar = communication.start, work_calendar(plan.info)
    assert start is not None
    if calendar.is_workday(start) and _plainly_begins(plan, communication, calendar):
        return Occurrence(start, start)
    for span in (_NEAR, _FAR):
        through = _shifted(start, span)
        for one in communication_occurrences(plan, communication, through=through):
            return one
    return None


def _plainly_begins(plan: Plan, communication: Communication, calendar: WorkCalendar) -> bool:
    """Whether a communication's start, a working day, is so plainly a day of its cadence, and
    within its end, that nothing need be expanded."""
    start = communication.start
    try:
        cadence = parse(communication.cadence)
    except Problem:
        return False
    shape = None if start is None or cadence.working else shape_of(cadence, start, calendar)
    ends = (communication.until, plan.info.target_end)
    return (
        start is not None
        and shape is not None
        and falls_on(shape, start)
        and all(end is None or start <= end for end in ends)
    )


def _shifted(day: date, span: timedelta) -> date:
    """A day that much later or earlier, as far as the calendar goes."""
    if span > date.max - day:
        return date.max
    return day + span if day - date.min > -span else date.min


def next_occurrence(plan: Plan, communication: Communication, today: date) -> Occurrence | None:
    """The next occurrence on or after today; None when there is none or it is not on."""
    if not is_on(plan, communication):
        return None
    return next(iter(coming(plan, communication, today)), None)


class ToBeSaid(Struct, frozen=True):
    """A communication on one of its days; `hour` as a clock in the plan's time zone shows it
    then, None for what takes no hour of the day."""

    day: date
    hour: time | None
    line: Communication


def to_be_said(plan: Plan, today: date, until: date) -> list[ToBeSaid]:
    """What is to be said from today to `until`, both counted, in order of day and hour; what
    takes no hour stands first."""
    known = kept(plan, "to_be_said", today, dict[tuple[int, date], list[ToBeSaid]], _still_said)
    found: list[ToBeSaid] = []
    for id, line in plan.communications.items():
        said = known.get((id, until))
        if said is None:
            said = known[id, until] = _said(plan, line, today, until)
        found += said
    return sorted(found, key=_place)


_Said = dict[tuple[int, date], "list[ToBeSaid]"]


def _still_said(known: _Said, plan: Plan, change: Touched) -> _Said:
    return {key: said for key, said in dict(known).items() if key[0] not in change.communications}


def _said(plan: Plan, line: Communication, today: date, until: date) -> list[ToBeSaid]:
    """The days on which one communication comes."""
    if not is_on(plan, line) or not line.cadence:
        return []
    if until <= _shifted(today, _NEAR):
        days = coming(plan, line, today)
    else:
        days = communication_occurrences(plan, line, since=today, through=until)
    zone = plan.info.time_zone
    return [
        ToBeSaid(one.day, hour_on(one.day, line.time, zone), line)
        for one in days
        if one.day <= until
    ]


def _place(said: ToBeSaid) -> tuple[date, str, int]:
    return said.day, said.hour.strftime("%H:%M") if said.hour else "", said.line.id
