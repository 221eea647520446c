"""Stakeholder analysis: where people stand, what they resist, what reaches them.

The power/interest grid (Mendelow) gives each stakeholder a strategy; the engagement
assessment (unaware to leading) how far they are from where the plan needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, get_args

from msgspec import Struct

from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.records import Communication, Engagement, Stakeholder

Quadrant = Literal["manage closely", "keep satisfied", "keep informed", "monitor"]

BORDER = 3
"""The middle of the scale. It counts as high, so that people are heard too much rather than
too little, and is called borderline."""

LEVELS: tuple[Engagement, ...] = get_args(Engagement)
"""Levels of engagement, from unaware to leading."""

ATTITUDES = {
    -2: "strongly against",
    -1: "against",
    0: "neutral",
    1: "for",
    2: "strongly for",
}


def quadrant(power: int | None, interest: int | None) -> Quadrant | None:
    """The strategy for a position; None when it is not placed on both scales."""
    if power is None or interest is None:
        return None
    if power >= BORDER:
        return "manage closely" if interest >= BORDER else "keep satisfied"
    return "keep informed" if interest >= BORDER else "monitor"


def is_borderline(power: int | None, interest: int | None) -> bool:
    """Whether a position stands on the border of two strategies."""
    return power is not None and interest is not None and BORDER in (power, interest)


def strategy_of(person: Stakeholder) -> Quadrant | None:
    """The strategy for a stakeholder; None when not yet placed."""
    return quadrant(person.power, person.interest)


def engagement_gap(person: Stakeholder) -> int | None:
    """Levels from the engagement now to the desired one, negative when they are beyond it.

    A level up is not always a gain: who is resistant is at least no longer unaware.
    None when either is not known.
    """
    now, desired = person.engagement, person.desired_engagement
    if now is None or desired is None:
        return None
    return LEVELS.index(desired) - LEVELS.index(now)


# Who resists what


class Resistance(Struct, frozen=True):
    """A barrier that names somebody: against which step (None: the plan), and how."""

    barrier: int
    step: int | None
    how: str


def resistance(plan: Plan) -> dict[int, tuple[Resistance, ...]]:
    """What each stakeholder resists, as far as it is not settled, in the barriers' order."""
    found: dict[int, list[Resistance]] = {}
    for id, barrier in live(plan.barriers).items():
        step = plan.steps.get(barrier.step) if barrier.step is not None else None
        if barrier.status == "closed" or (step is not None and step.archived):
            continue
        for person in barrier.who:
            found.setdefault(person, []).append(Resistance(id, barrier.step, barrier.how))
    return {person: tuple(rows) for person, rows in found.items()}


# What reaches whom


class Told(Struct, frozen=True):
    """A communication that reaches somebody, and the next day on which it does.

    Without a day it waits for one: "at S12" while S12 has no date, or no cadence yet.
    """

    communication: int
    next: date | None


def reach(plan: Plan, today: date) -> dict[int, tuple[Told, ...]]:
    """What reaches each stakeholder from today on, the soonest first.

    A communication that is paused, ended, or has had its last day reaches nobody.
    """
    found: dict[int, list[Told]] = {}
    for communication in plan.communications.values():
        told = reaching(plan, communication, today)
        if told is not None:
            for person in communication.audience:
                found.setdefault(person, []).append(told)
    return {person: tuple(sorted(rows, key=_soonest)) for person, rows in found.items()}


def reaching(plan: Plan, communication: Communication, today: date) -> Told | None:
    """When a communication next reaches its audience; None where it reaches nobody."""
    if not communication.audience:
        return None
    # Here, because what expands cadences is slow to load, and a status without any has no need.
    from actionplan_tui.analysis.communications import coming, is_on

    if not is_on(plan, communication):
        return None
    one = next(iter(coming(plan, communication, today)), None)
    waits = not communication.cadence or communication.cadence.startswith("at ")
    if one is None and not waits:
        return None
    return Told(communication.id, one.day if one else None)


def _soonest(told: Told) -> tuple[date, int]:
    return (told.next or date.max, told.communication)


_FIRST_TO_REACH: tuple[Quadrant | None, ...] = (*get_args(Quadrant), None)


def unreached(plan: Plan, reached: dict[int, tuple[Told, ...]]) -> tuple[int, ...]:
    """The stakeholders whom nothing in `reach` reaches, those who matter most first."""
    nobody = [
        (_FIRST_TO_REACH.index(strategy_of(person)), id)
        for id, person in live(plan.stakeholders).items()
        if id not in reached
    ]
    return tuple(id for _, id in sorted(nobody))


class PullApart(Struct, frozen=True):
    """Key players for and against: their disagreement is a difficulty of its own."""

    supporters: tuple[int, ...]
    opponents: tuple[int, ...]


def pull_apart(plan: Plan) -> PullApart | None:
    """The key players (manage closely) on both sides; None while all pull one way."""
    players = [
        (person.attitude, id)
        for id, person in live(plan.stakeholders).items()
        if person.attitude and strategy_of(person) == "manage closely"
    ]
    supporters = tuple(id for attitude, id in sorted(players, reverse=True) if attitude > 0)
    opponents = tuple(id for attitude, id in sorted(players) if attitude < 0)
    return PullApart(supporters, opponents) if supporters and opponents else None


# How often to speak with whom

_LADDER = ("quarterly", "monthly", "every 2 weeks", "weekly")
_USUAL: dict[Quadrant | None, int] = {
    "manage closely": 2,
    "keep satisfied": 1,
    "keep informed": 1,
    "monitor": 0,
    None: 1,
}
WIDE_GAP = 2
"""Levels of engagement to be gained that call for speaking more often than usual."""


def proposed_cadence(person: Stakeholder) -> str:
    """How often to inform a stakeholder: by quadrant, one rung more often for a wide gap."""
    rung = _USUAL[strategy_of(person)] + ((engagement_gap(person) or 0) >= WIDE_GAP)
    return _LADDER[min(rung, len(_LADDER) - 1)]


# Where somebody stood


class Moved(Struct, frozen=True):
    """A change of one field of a stakeholder: the day, who made it, and both values."""

    date: date
    by: str
    field: str
    before: Any
    after: Any


class Position(Struct, frozen=True):
    """Where a stakeholder stood from a day on, and who put them there.

    The first position has no day when the history does not reach back to it.
    """

    date: date | None
    power: int | None
    interest: int | None
    by: str = ""

    @property
    def strategy(self) -> Quadrant | None:
        """The strategy for that position."""
        return quadrant(self.power, self.interest)


def position_history(person: Stakeholder, moves: Iterable[Moved]) -> list[Position]:
    """The positions of a stakeholder, oldest first; the last is where they stand now.

    Args:
        person: The stakeholder as they are now.
        moves: What changed in them, oldest first; other fields than power and interest
            are passed over. A day's moves by one hand count as one.
    """
    now = {"power": person.power, "interest": person.interest}
    found: list[Position] = []
    for moved in reversed([move for move in moves if move.field in now]):
        newest = found[-1] if found else None
        if newest is None or (newest.date, newest.by) != (moved.date, moved.by):
            found.append(Position(moved.date, now["power"], now["interest"], moved.by))
        now[moved.field] = moved.before
    found.append(Position(None, now["power"], now["interest"]))
    return found[::-1]


def was_before(positions: Sequence[Position]) -> tuple[Quadrant, date] | None:
    """The last other strategy for a stakeholder, and the day to which it held; None without."""
    for place in range(len(positions) - 1, 0, -1):
        before, after = positions[place - 1], positions[place]
        if before.strategy != after.strategy:
            until = after.date
            return (before.strategy, until) if before.strategy and until else None
    return None
