"""What stands under the cadence table: the agenda it makes, the log, the coverage."""

from __future__ import annotations

import datetime as dt
from functools import partial

from actionplan_tui.analysis.communications import ToBeSaid, to_be_said
from actionplan_tui.analysis.engagement import Told, reach, strategy_of, unreached
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.capture.days import DAY_NAMES, say_distance, short_date
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan, live
from screens.dashboard_lists import said_text
from screens.widgets.cells import ellipsis, fit
from screens.widgets.line_list import Entry, InSight
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

AHEAD = 30
"""Days of the agenda."""

PARTS = ("agenda", "log", "coverage")
"""What stands under the table, one at a time, in the order of Tab."""

_DAY = 12
_STRATEGY = 17
_TOLD = 30
"""Cells kept for when somebody is told; the name takes the rest, as far as names go."""


def part_entries(
    plan: Plan, today: dt.date, part: str, width: int, *, ascii_only: bool = False
) -> list[Entry]:
    """A part: its heading, then its entries, each with what Enter on it leads to."""
    makers = {"agenda": _agenda, "log": _log, "coverage": _coverage}
    following = {"agenda": "log", "log": "coverage", "coverage": "the table"}[part]
    heading, entries = makers[part](plan, today, width, ascii_only)
    return [Entry([[(heading, "accent"), (f"   Tab: {following}", "dim")]]), *entries]


def _day(day: dt.date, today: dt.date | None = None) -> str:
    """The weekday and date; without `today`, of a day near enough that its year is plain."""
    return f"{DAY_NAMES[day.weekday()]} {short_date(day, today or day)}"


def _agenda(plan: Plan, today: dt.date, width: int, ascii_only: bool) -> tuple[str, list[Entry]]:
    heading = f"What is to be said in {AHEAD} days"
    entries = [
        Entry(
            InSight(partial(_said, plan, said, today, width, ascii_only)),
            ("communications", said.line.id, said.day),
        )
        for said in to_be_said(plan, today, today + dt.timedelta(days=AHEAD))
    ]
    if not entries:
        to_do = "a adds a communication" if not live(plan.communications) else "no date falls there"
        entries = [Entry([[(f"Nothing: {to_do}", "dim")]])]
    return heading, entries


def _said(plan: Plan, said: ToBeSaid, today: dt.date, width: int, ascii_only: bool) -> Line:
    """One occurrence of the agenda."""
    now = said.day == today
    sent = now and bool(sent_on(plan, said.line.id, today))
    when = f"{said.hour:%H:%M}" if said.hour else ""
    text = ("sent: " if sent else "") + said_text(plan, said.line)
    role = "good" if sent else "accent" if now else ""
    day = "today" if now else _day(said.day)
    words = wrap(text, width - _DAY - 7, 1, ascii_only=ascii_only)[0]
    return [(fit(day, _DAY), role or "dim"), (fit(when, 7), "dim"), (words, role)]


def _log(plan: Plan, today: dt.date, width: int, ascii_only: bool) -> tuple[str, list[Entry]]:
    rows = sorted(
        ((contact.date, id) for id, contact in live(plan.contacts).items() if contact.date),
        reverse=True,
    )
    entries = [
        Entry(InSight(partial(_contact, plan, id, day, today, width, ascii_only)), ("contacts", id))
        for day, id in rows
    ]
    if not entries:
        entries = [Entry([[("Nothing yet: x logs the communication under the cursor", "dim")]])]
    return "What was said", entries


def _contact(
    plan: Plan, id: int, day: dt.date, today: dt.date, width: int, ascii_only: bool
) -> Line:
    """One entry of the log."""
    contact = plan.contacts[id]
    line = plan.communications.get(contact.communication)
    to = names_of(plan, line.audience) if line is not None else ""
    by = f" by {name_of(plan, contact.by)}" if contact.by is not None else ""
    text = f"To {to or 'nobody named'}{by}: {contact.outcome or 'no outcome noted'}"
    year = "" if day.year == today.year else f" {day.year}"
    shown = f"{DAY_NAMES[day.weekday()]} {short_date(day, day)}{year}"
    room = width - max(_DAY, len(shown) + 1)
    said = wrap(text, room, 1, ascii_only=ascii_only)[0]
    return [(fit(shown, width - room), "dim"), (said, "")]


def _coverage(plan: Plan, today: dt.date, width: int, ascii_only: bool) -> tuple[str, list[Entry]]:
    """The unreached first, those who matter most before others; then who is told soonest."""
    reached = reach(plan, today)
    people = live(plan.stakeholders)
    nobody = unreached(plan, reached)

    def covered(id: int, told: str, role: str) -> Entry:
        line = partial(_covered, plan, id, told, role, width, ascii_only)
        return Entry(InSight(line), ("stakeholders", id))

    entries = [covered(id, "told by nobody: i proposes", "bad") for id in nobody]
    soonest = sorted(
        (id for id in people if reached.get(id)),
        key=lambda id: (reached[id][0].next or dt.date.max, id),
    )
    entries += [covered(id, _told(plan, reached[id], today), "") for id in soonest]
    heading = f"Who is told, and when: {len(people) - len(nobody)} of {len(people)}"
    return heading, entries or [Entry([[("No stakeholder yet: 3 adds them", "dim")]])]


def _told(plan: Plan, told: tuple[Told, ...], today: dt.date) -> str:
    """The next day on which somebody is told something, by whom, and how much else there is."""
    first = told[0]
    line = plan.communications[first.communication]
    who = name_of(plan, line.responsible)
    by = f" by {who}" if who else ""
    when = "no date yet"
    if first.next is not None:
        near = (first.next - today).days < 2
        when = say_distance(first.next, today) if near else _day(first.next, today)
    more = len(told) - 1
    return f"{when}{by}" + (f", {more} more" if more else "")


def _covered(plan: Plan, id: int, told: str, role: str, width: int, ascii_only: bool) -> Line:
    person = plan.stakeholders[id]
    strategy = strategy_of(person) or "not placed"
    name = max(20, min(40, width - _STRATEGY - _TOLD - 1))
    dots = ellipsis(ascii_only)
    return [
        (fit(person.name, name, ellipsis=dots) + " ", role),
        (fit(strategy, _STRATEGY), "dim"),
        (fit(told, max(10, width - name - _STRATEGY - 1), ellipsis=dots), role),
    ]


def sent_on(plan: Plan, id: int, day: dt.date) -> tuple[int, ...]:
    """The entries of the log that say a communication was sent on a day."""
    return tuple(
        contact
        for contact in hanging(plan, "contacts", "communication", id)
        if plan.contacts[contact].date == day
    )
