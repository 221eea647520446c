"""Who carries what: owners with inheritance, leads, supporters, senders.

The owner is accountable and takes corrective action, the lead carries the step out
(UN DESA deck, Ownership and Responsibility).
"""

from __future__ import annotations

from msgspec import Struct

from actionplan_tui.model.ownership import goal_owner_of, owner_of
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import goal_order, outline

__all__ = [
    "Duties", "duties", "find_person", "goal_owner_of", "name_of", "names_of", "owner_leads",
    "owner_of",
]  # fmt: skip


def owner_leads(plan: Plan, step_id: int) -> bool:
    """Whether one person both owns and leads the step: nobody is left to correct the course."""
    lead = plan.steps[step_id].lead
    return lead is not None and lead == owner_of(plan, step_id)[0]


def name_of(plan: Plan, stakeholder_id: int | None) -> str:
    """The stakeholder's name; "" for nobody, the id such as `P7` when the register lacks it."""
    if stakeholder_id is None:
        return ""
    person = plan.stakeholders.get(stakeholder_id)
    return (
        person.name if person is not None and person.name else ref("stakeholders", stakeholder_id)
    )


def names_of(plan: Plan, stakeholder_ids: tuple[int, ...]) -> str:
    """The names of several stakeholders in one line."""
    return ", ".join(name_of(plan, id) for id in stakeholder_ids)


def find_person(plan: Plan, text: str) -> int:
    """The stakeholder meant by a name, the start of a name, or an id such as `P7`.

    Raises: Problem when nobody or more than one is meant.
    """
    wanted = text.strip().casefold()
    people = live(plan.stakeholders)
    names = {id: person.name.casefold() for id, person in people.items()}
    exact = [id for id, name in names.items() if name == wanted]
    if not exact and wanted[:1] == "p" and wanted[1:].isdecimal() and int(wanted[1:]) in people:
        exact = [int(wanted[1:])]
    found = exact or [id for id, name in names.items() if wanted and name.startswith(wanted)]
    if not found:
        found = [id for id, name in names.items() if wanted and wanted in name.split()]
    if not found:
        raise Problem(f"nobody in the register is called {text.strip()!r}", table="stakeholders")
    if len(found) > 1:
        some = ", ".join(people[id].name for id in found[:3])
        raise Problem(f"{text.strip()!r} could be {some}: say more", table="stakeholders")
    return found[0]


class Duties(Struct, frozen=True, kw_only=True):
    """What one stakeholder answers for, as ids of live records, steps in outline order.

    `owns_steps` are owned by name, `inherits_steps` through the goal or the plan; `sends`
    are communications, `reports` KPIs whose figures they bring, `answers` barriers,
    `corrects` corrective actions not yet verified.
    """

    owns_plan: bool = False
    owns_goals: tuple[int, ...] = ()
    owns_steps: tuple[int, ...] = ()
    inherits_steps: tuple[int, ...] = ()
    leads: tuple[int, ...] = ()
    supports: tuple[int, ...] = ()
    sends: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    corrects: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        return any(getattr(self, name) for name in self.__struct_fields__)

    @property
    def steps(self) -> frozenset[int]:
        """Every step they own, lead or support."""
        return frozenset((*self.owns_steps, *self.inherits_steps, *self.leads, *self.supports))


def duties(plan: Plan, stakeholder_id: int) -> Duties:
    """What a stakeholder owns, leads, supports and must send (the deck's By Whom columns)."""
    me = stakeholder_id
    rows = outline(plan).rows
    steps = plan.steps
    owned = {id: owner_of(plan, id) for id in rows}
    return Duties(
        owns_plan=plan.info.owner == me,
        owns_goals=tuple(id for id in goal_order(plan) if goal_owner_of(plan, id)[0] == me),
        owns_steps=tuple(id for id in rows if owned[id] == (me, "")),
        inherits_steps=tuple(id for id in rows if owned[id][0] == me and owned[id][1]),
        leads=tuple(id for id in rows if steps[id].lead == me),
        supports=tuple(id for id in rows if me in steps[id].support),
        sends=tuple(id for id, c in live(plan.communications).items() if c.responsible == me),
        reports=tuple(id for id, kpi in live(plan.kpis).items() if kpi.data_owner == me),
        answers=tuple(id for id, b in live(plan.barriers).items() if b.owner == me),
        corrects=tuple(
            id
            for id, action in live(plan.corrective_actions).items()
            if me in (action.owner, action.responsible)
            and action.status not in ("verified", "cancelled")
        ),
    )
