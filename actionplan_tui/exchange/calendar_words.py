"""What a calendar is to hold, as typed words: for the command line and the export dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from actionplan_tui.analysis.agenda import AgendaKind
from actionplan_tui.analysis.calendar_choice import KINDS, Choice
from actionplan_tui.analysis.people import find_person
from actionplan_tui.capture.dates import context_of, understand_date
from actionplan_tui.capture.mentions import find_record
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

KIND_WORDS: dict[str, AgendaKind] = {
    "due": "due",
    "milestones": "milestone",
    "communications": "communication",
    "reviews": "review",
    "communication-reviews": "communication review",
    "measurements": "kpi measurement",
    "corrective-actions": "corrective action",
}
"""The word of each kind of entry."""


def choice_of(
    plan: Plan,
    today: date,
    *,
    kinds: Iterable[str] = (),
    person: str = "",
    stakeholder: str = "",
    goal: str = "",
    since: str = "",
    until: str = "",
    named: Callable[[Plan, str], int] = find_person,
) -> Choice:
    """What the words choose; blank ones leave it open. `named` finds a stakeholder.

    Raises: Problem that says which word was not understood.
    """
    first, last = _day(plan, today, since), _day(plan, today, until)
    if first and last and last < first:
        raise Problem(f"the days end ({last}) before they begin ({first})")
    return Choice(
        kinds=kinds_of(kinds) or KINDS,
        person=named(plan, person) if person.strip() else None,
        stakeholder=named(plan, stakeholder) if stakeholder.strip() else None,
        goal=find_record(plan, "goals", goal, by_start=True) if goal.strip() else None,
        since=first,
        through=last,
    )


LINE_HINT = (
    "person NAME; told NAME; goal G1; due, reviews; from DATE; until DATE; tasks; no reminders"
)
"""What may stand in a line that says what a calendar holds."""

_PARTS = {
    "person": "person",
    "told": "stakeholder",
    "goal": "goal",
    "from": "since",
    "until": "until",
}


class Wanted(NamedTuple):
    """What a line asks of a calendar: what it holds, as tasks or not, reminders or not."""

    choice: Choice
    todos: bool = False
    alarms: bool = True


def wanted_of(plan: Plan, today: date, line: str) -> Wanted:
    """What a line such as `person Ana; due, milestones; until 31 dec` asks; blank: all of it.

    Raises: Problem that says which word was not understood.
    """
    words: dict[str, str] = {}
    kinds: list[str] = []
    todos, alarms = False, True
    for part in filter(None, (part.strip() for part in line.split(";"))):
        first, _, rest = part.partition(" ")
        if first.lower() in _PARTS and rest.strip():
            words[_PARTS[first.lower()]] = rest.strip()
        elif part.lower() == "tasks":
            todos = True
        elif part.lower() == "no reminders":
            alarms = False
        else:
            kinds.append(part)
    return Wanted(choice_of(plan, today, kinds=kinds, **words), todos, alarms)  # type: ignore[arg-type]


def kinds_of(words: Iterable[str]) -> tuple[AgendaKind, ...]:
    """The kinds that words such as `due,milestones` name, in their order.

    Raises: Problem when one names none.
    """
    wanted: set[AgendaKind] = set()
    for word in ",".join(words).split(","):
        plain = word.strip().lower().replace(" ", "-")
        if not plain:
            continue
        found = {name for name in KIND_WORDS if name == plain or name.rstrip("s") == plain}
        if not found:
            raise Problem(
                f"{word.strip()!r} is no kind of entry: there are {', '.join(KIND_WORDS)}"
            )
        wanted.update(KIND_WORDS[name] for name in found)
    return tuple(kind for kind in KINDS if kind in wanted)


def _day(plan: Plan, today: date, text: str) -> date | None:
    if not text.strip():
        return None
    found = understand_date(text, context_of(plan, today))
    if found is None:
        raise Problem(f"{text.strip()!r} is no day: try 2026-12-31, 31 dec, fri or today")
    return found
