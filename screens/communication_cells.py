"""What the cadence table, its agenda, its log and its coverage show."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.engagement import reach, strategy_of, unreached
from actionplan_tui.analysis.occurrences import communication_occurrences, next_occurrence
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.capture.days import long_date, say_distance, short_date
from actionplan_tui.capture.fields import show
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.records import Communication
from actionplan_tui.model.wbs import outline
from screens.widgets.cells import fit
from screens.widgets.grid import Cell, Column
from screens.widgets.text_lines import Line

AHEAD = 30
"""Days of the agenda."""

PARTS = ("agenda", "log", "coverage")
"""What stands under the table, one at a time."""

_WIDTHS = {
    "audience": 26, "message": 28, "responsible": 12, "channel": 16, "cadence": 24, "start": 11,
    "until": 11, "time": 6, "duration": 7, "remind_before": 13, "alarm": 8,
    "working_day_rule": 12, "status": 9,
}  # fmt: skip


def columns() -> tuple[Column, ...]:
    """The cadence table's columns; `next` and `scope` are worked out, the rest are fields."""
    fields = FIELDS["communications"]
    made = {
        name: Column(name, fields[name].label, width, prompt=fields[name].prompt,
                     flexible=name == "audience")
        for name, width in _WIDTHS.items()
    }  # fmt: skip
    names = ["audience", "cadence", "responsible", "message", "channel"]
    rest = [name for name in _WIDTHS if name not in names]
    following = Column("next", "Next", 11)
    scope = Column("scope", "Scope", 9)
    return (
        *(made[name] for name in names[:2]),
        following,
        *(made[name] for name in names[2:]),
        scope,
        *(made[name] for name in rest),
    )


def cell(plan: Plan, today: dt.date, id: int, column: str) -> Cell:
    """One cell of the cadence table."""
    line = plan.communications.get(id)
    if line is None:
        return Cell("")
    role = "dim" if line.status in ("paused", "ended") else ""
    if column == "next":
        following = next_occurrence(plan, line, today)
        return Cell(short_date(following.day) if following else "", role)
    if column == "scope":
        return Cell(scope(plan, line), "dim")
    text = show(plan, "communications", line, column)
    if column == "audience":
        text = names_of(plan, line.audience)
        return Cell(text or "Who should be informed?", role if text else "dim")
    if column == "remind_before" and not text and line.alarm:
        return Cell("09:00, day before"[:13], "dim")
    return Cell(text, role)


def scope(plan: Plan, line: Communication) -> str:
    """What a communication belongs to: a step's code, a goal, or the plan."""
    if line.step is not None:
        return outline(plan).code.get(line.step, f"S{line.step}")
    return f"G{line.goal}" if line.goal is not None else "plan"


def next_dates(plan: Plan, line: Communication, today: dt.date, count: int = 3) -> str:
    """The next dates of a communication, said in full."""
    days = [o.day for o in communication_occurrences(plan, line, since=today) if o.day >= today]
    return ", ".join(long_date(day) for day in days[:count]) or "never: no date to come"


def part_lines(plan: Plan, today: dt.date, part: str, width: int, height: int) -> list[Line]:
    """The part under the table: its heading, and as much as fits."""
    heads = {
        "agenda": f"What is to be said in {AHEAD} days",
        "log": "What was said",
        "coverage": "Who is told, and when",
    }
    makers = {"agenda": _agenda, "log": _log, "coverage": _coverage}
    found = makers[part](plan, today, width)
    others = ", ".join(name for name in PARTS if name != part)
    lines: list[Line] = [[(f" {heads[part]}", "accent"), (f"   Tab: {others}", "dim")]]
    room = max(1, height - 1)
    if len(found) > room:
        found = [*found[: room - 1], [(f" and {len(found) - room + 1} more", "dim")]]
    return [*lines, *found]


def _agenda(plan: Plan, today: dt.date, width: int) -> list[Line]:
    items = agenda(plan, today, today + dt.timedelta(days=AHEAD))
    said: list[Line] = []
    for item in items:
        if item.table != "communications":
            continue
        when = f"{item.time:%H:%M}" if item.time else ""
        text = f"{item.title}{f', by {item.who}' if item.who else ''}"
        role = "accent" if item.date == today else ""
        said.append(
            [
                (fit(f" {long_date(item.date)}", 18), role or "dim"),
                (fit(when, 7), "dim"),
                (fit(text, max(10, width - 25)), role),
            ]
        )
    return said or [[(" Nothing: a adds a communication", "dim")]]


def _log(plan: Plan, today: dt.date, width: int) -> list[Line]:
    rows = sorted(
        ((contact.date, id) for id, contact in live(plan.contacts).items() if contact.date),
        reverse=True,
    )
    said: list[Line] = []
    for day, id in rows:
        contact = plan.contacts[id]
        line = plan.communications.get(contact.communication)
        to = names_of(plan, line.audience) if line is not None else ""
        by = f", by {name_of(plan, contact.by)}" if contact.by is not None else ""
        outcome = f": {contact.outcome}" if contact.outcome else ""
        text = f"C{contact.communication} {to}{by}{outcome}"
        said.append([(fit(f" {long_date(day)}", 18), "dim"), (fit(text, max(10, width - 18)), "")])
    return said or [[(" Nothing yet: x logs the communication under the cursor as sent", "dim")]]


def _coverage(plan: Plan, today: dt.date, width: int) -> list[Line]:
    """The unreached first, by how much they matter; then who is told soonest."""
    reached = reach(plan, today)
    said: list[Line] = []
    for id in unreached(plan, reached):
        person = plan.stakeholders[id]
        strategy = strategy_of(person) or "not placed"
        said.append(
            [
                (fit(f" {person.name}", 26), "bad"),
                (fit(strategy, 17), "dim"),
                ("told by nobody: i proposes", "bad"),
            ]
        )
    soonest = sorted(
        (id for id in live(plan.stakeholders) if reached.get(id)),
        key=lambda id: (reached[id][0].next or dt.date.max, id),
    )
    for id in soonest:
        told = reached[id]
        first = told[0]
        when = (
            f"{short_date(first.next)} ({say_distance(first.next, today)})"
            if first.next
            else "no date yet"
        )
        names = ", ".join(f"C{one.communication}" for one in told[:6])
        strategy = strategy_of(plan.stakeholders[id]) or "not placed"
        said.append(
            [
                (fit(f" {plan.stakeholders[id].name}", 26), ""),
                (fit(strategy, 17), "dim"),
                (fit(f"next {when} by {names}", max(10, width - 43)), ""),
            ]
        )
    return said or [[(" No stakeholder yet: 3 adds them", "dim")]]


def logged_today(plan: Plan, id: int, today: dt.date) -> bool:
    """Whether a communication is logged as sent today."""
    return any(
        plan.contacts[contact].date == today
        for contact in hanging(plan, "contacts", "communication", id)
    )
