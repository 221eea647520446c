"""What is to be said from a day on: communications with the days on which they come."""

from __future__ import annotations

from datetime import date, time, timedelta

from msgspec import Struct

from actionplan_tui.analysis.awaited import awaited, is_called_off
from actionplan_tui.analysis.clock_changes import hour_on
from actionplan_tui.analysis.occurrences import Occurrence, communication_occurrences
from actionplan_tui.analysis.people import names_of
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication, Step

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


class _Coming(Struct, frozen=True):
    """The days of communications from a day on, as far as they were asked for."""

    today: date
    found: dict[int, list[Occurrence]]


def coming(plan: Plan, communication: Communication, today: date) -> list[Occurrence]:
    """The occurrences of a communication in the month from today on; the next one in any case.

    Empty when it has none. Whether it is to happen at all is for `is_on` to say. They are
    kept beside the plan for that day: a status, an agenda and the checks ask for the same.
    """
    known: _Coming | None = plan.__dict__.get("coming")
    if known is None or known.today != today:
        known = plan.__dict__["coming"] = _Coming(today, {})
    id = communication.id
    own = communication is plan.communications.get(id)  # else one that is only being thought of
    days = known.found.get(id) if own else None
    if days is None:
        near = _after(today, _NEAR)
        days = communication_occurrences(plan, communication, since=today, through=near)
        days = days or communication_occurrences(plan, communication, since=today)[:1]
        if own:
            known.found[id] = days
    return days


def _after(day: date, span: timedelta) -> date:
    return day + span if date.max - day > span else date.max


def first_occurrence(plan: Plan, communication: Communication) -> Occurrence | None:
    """The first occurrence of a communication that has a start, in the 400 days from then."""
    assert communication.start is not None
    for span in (_NEAR, _FAR):
        through = _after(communication.start, span)
        for one in communication_occurrences(plan, communication, through=through):
            return one
    return None


def past_days(plan: Plan, communication: Communication, until: date, most: int) -> list[date]:
    """The last days, `most` at most, on which a communication was to come up to `until`; none
    before 100 days earlier is looked for."""
    days: list[date] = []
    for span in (_NEAR, LOOK_BACK):
        since = until - span
        found = communication_occurrences(plan, communication, since=since, through=until)
        days = [one.day for one in found[-most:]]
        if len(days) == most:
            break
    return days


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
    found: list[ToBeSaid] = []
    for line in plan.communications.values():
        if not is_on(plan, line) or not line.cadence:
            continue
        if until <= _after(today, _NEAR):
            days = coming(plan, line, today)
        else:
            days = communication_occurrences(plan, line, since=today, through=until)
        found += [
            ToBeSaid(one.day, hour_on(one.day, line.time, plan.info.time_zone), line)
            for one in days
            if one.day <= until
        ]
    return sorted(found, key=_place)


def _place(said: ToBeSaid) -> tuple[date, str, int]:
    return said.day, said.hour.strftime("%H:%M") if said.hour else "", said.line.id
