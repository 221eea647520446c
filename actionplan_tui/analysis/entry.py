"""One line of a calendar: what it shows, whatever format it leaves in."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Literal, NamedTuple

from actionplan_tui.analysis.agenda import AgendaKind
from actionplan_tui.analysis.occurrences import Shape
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Record
from actionplan_tui.model.wbs import outline

_WORDS: dict[AgendaKind, str] = {
    "due": "step",
    "milestone": "step",
    "communication": "communication",
    "review": "plan-review",
    "communication review": "communication-review",
    "kpi measurement": "kpi",
    "corrective action": "corrective-action",
}
"""By kind: the word in an entry's name, the same for ever."""


class Series(NamedTuple):
    """How an entry repeats: a recurrence rule, its last day, and the days it leaves out."""

    shape: Shape
    last: date
    without: tuple[date, ...] = ()


class Entry(NamedTuple):
    """One line of a calendar.

    `table` and `id` name the record it is of, `key` the day of it when the record has
    several entries. `day` is the first (or only) day, `time` its hour in the plan's time
    zone, None when it takes no hour; then `minutes` is how long and `busy` whether it shows
    the planner as taken. `title` is the bare text, `summary` says what it is of it. `alarm`
    counts from the start (all-day: from midnight); None is no reminder. `people` see to it,
    `audience` hear of it, `goal` is what it serves. `stamped` are the records whose latest
    change is this entry's, `sequence` counts the changes.
    """

    kind: AgendaKind
    table: str
    id: int
    day: date
    title: str
    summary: str
    description: str
    stamped: tuple[Record, ...]
    sequence: int
    key: date | None = None
    time: time | None = None
    minutes: int = 0
    busy: bool = False
    series: Series | None = None
    status: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    done: bool = False
    alarm: timedelta | None = None
    people: tuple[int, ...] = ()
    audience: tuple[int, ...] = ()
    goal: int | None = None

    @property
    def name(self) -> str:
        """What names the entry within its plan, from stored ids alone: `step-12`."""
        return entry_name(self.kind, self.id, self.key)

    @property
    def shown(self) -> Entry:
        """What a reader of the calendar sees of it: equal entries need no update."""
        return self._replace(stamped=(), sequence=0)


def entry_name(kind: AgendaKind, id: int, key: date | None = None) -> str:
    """The name of a record's entry: it survives every edit, and is never another's."""
    return f"{_WORDS[kind]}-{id}" + (f"-{key.isoformat()}" if key else "")


def described(*lines: tuple[str, str]) -> str:
    """Labelled lines of a description; those without a text are left out."""
    return "\n".join(f"{label}: {text}" if label else text for label, text in lines if text)


def goal_of(plan: Plan, goal: int | None, step: int | None) -> int | None:
    """The goal that something serves which hangs from a step, else from a goal."""
    if step is not None and step in plan.steps:
        return outline(plan).goal.get(step, plan.steps[step].goal)
    return goal


def some_of(*ids: int | None) -> tuple[int, ...]:
    """The ids among these, each once."""
    return tuple(dict.fromkeys(id for id in ids if id is not None))
