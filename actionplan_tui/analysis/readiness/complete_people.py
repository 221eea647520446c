"""Is the plan complete: its stakeholders, and who is told what how often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from actionplan_tui.analysis.engagement import Quadrant, engagement_gap, strategy_of
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.analysis.readiness.finding import Found, Gap, Rule, Severity, reads
from actionplan_tui.analysis.readiness.ground import Ground, quoted, words
from actionplan_tui.model.plan import ref
from actionplan_tui.model.records import Barrier, Communication, Stakeholder

_Person = tuple[int, Stakeholder]

_QUADRANTS: tuple[Quadrant, ...] = get_args(Quadrant)


def _analysis(ground: Ground) -> tuple[str, str]:
    return ("quadrants", "sponsor")


def _thin(ground: Ground, parts: Iterable[str]) -> Found[str]:
    for part in parts:
        if part == "sponsor":
            if ground.plan.info.sponsor is None:
                yield part, Gap("Who backs the plan? No sponsor is named", "plan", 1, "sponsor")
            continue
        held = {strategy_of(person) for person in ground.people.values()}
        empty = [quadrant for quadrant in _QUADRANTS if quadrant not in held]
        thin = "Stakeholder analysis looks thin: nobody"
        if len(empty) == len(_QUADRANTS):
            unplaced = min(ground.people, default=0)
            said, field = f"{thin} is placed by power and interest", "power" if unplaced else "name"
            yield part, Gap(said, "stakeholders", unplaced, field, about="plan")
        elif empty:
            yield part, Gap(f"{thin} to {' or '.join(empty)}", "stakeholders", 0, "name")


def _audiences(ground: Ground) -> list[_Person]:
    """Who should be told something: those placed on the matrix, and those who carry nothing.

    The plan's owner knows the plan; who only carries a part of it hears of it by working.
    """
    owner, carriers = ground.plan.info.owner, ground.carriers
    return [
        (id, person)
        for id, person in ground.people.items()
        if id != owner and (strategy_of(person) is not None or id not in carriers)
    ]


def _informed(ground: Ground, people: Iterable[_Person]) -> Found[_Person]:
    for who in people:
        id, person = who
        if id not in ground.reached:
            severity: Severity | None = None if strategy_of(person) == "manage closely" else "warns"
            name = name_of(ground.plan, id)
            yield who, Gap(f"{name} is never informed", "stakeholders", id, "told", severity)


def _communications(ground: Ground) -> list[Communication]:
    return ground.communications


_ASKED = (
    ("audience", "who is told?"), ("responsible", "who tells them?"), ("cadence", "how often?"),
)  # fmt: skip


def _whole(ground: Ground, lines: Iterable[Communication]) -> Found[Communication]:
    for line in lines:
        name = quoted(line.message, names_of(ground.plan, line.audience) or "A communication")
        for field, question in _ASKED:
            if not getattr(line, field):
                yield line, Gap(f"{name}: {question}", "communications", line.id, field)


def _resisters(ground: Ground) -> list[Barrier]:
    return [b for b in ground.barriers if b.who or b.kind == "resistance"]


def _known_resister(ground: Ground, barriers: Iterable[Barrier]) -> Found[Barrier]:
    for barrier in barriers:
        if not barrier.who:
            how = words(barrier.how) or ref("barriers", barrier.id)
            yield barrier, Gap(f"Who resists? {how}", "barriers", barrier.id, "who")
        for id in barrier.who:
            person = ground.people.get(id)
            if person is None or strategy_of(person) is None:
                said = f"{name_of(ground.plan, id)} resists but is not placed by power and interest"
                field = "interest" if person is not None and person.power else "power"
                yield barrier, Gap(said, "stakeholders", id, field)


def _short_of(ground: Ground) -> list[_Person]:
    people = ground.people.items()
    return [(id, person) for id, person in people if (engagement_gap(person) or 0) > 0]


def _worked_on(ground: Ground, people: Iterable[_Person]) -> Found[_Person]:
    for who in people:
        id, person = who
        if id not in ground.reached and id not in ground.carriers:
            change = f"{person.engagement} to {person.desired_engagement}"
            said = f"{name_of(ground.plan, id)}: {change}, and nothing is done for it"
            yield who, Gap(said, "stakeholders", id, "told")


_TOLD = reads(
    *("stakeholders", "communications", "goals", "places", "steps.cancelled", "steps.due"),
    *("steps.lead", "steps.owner", "steps.support", "steps.archived", "steps.parent"),
    *("kpis.data_owner", "kpis.archived", "barriers.owner", "barriers.archived"),
)
"""What says who carries the plan, and what reaches whom: it may wait for a step or a goal."""

RULES: tuple[Rule, ...] = (
    Rule("C-STK", "warns", "complete", "communication",
         "Stakeholders are considered in every quadrant of power and interest; a sponsor is named.",
         _analysis, _thin, reads=reads("stakeholders", "plan.sponsor")),
    Rule("C-COM", "blocks", "complete", "communication",
         "Every stakeholder to manage closely is informed; so are the others (warns).",
         _audiences, _informed, reads=_TOLD),
    Rule("C-AUD", "blocks", "complete", "communication",
         "Every communication has an audience, somebody responsible and a cadence.",
         _communications, _whole, near=True),
    Rule("C-RESI", "warns", "complete", "communication",
         "Everybody who might resist is known and placed by power and interest.",
         _resisters, _known_resister, near=True, reads=reads("stakeholders")),
    Rule("C-ENG", "warns", "complete", "communication",
         "For everybody who is to be more engaged, something is said or done.",
         _short_of, _worked_on, reads=_TOLD),
)  # fmt: skip
