"""Jumps between linked things: what a record is linked with, and where a record is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from actionplan_tui.analysis.alignment import alignment, line_of_sight
from actionplan_tui.analysis.blanks import stands_needed
from actionplan_tui.analysis.people import goal_owner_of, owner_of
from actionplan_tui.edits.edit import title
from actionplan_tui.model.fields import field as declared
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.records import Resource
from actionplan_tui.model.references import REFERENCES, Reference
from actionplan_tui.model.wbs import outline


class Link(NamedTuple):
    """Something that a record is linked with."""

    text: str
    """What it is to the record, and what it is called: "By Whom: Tavita"."""
    table: str
    id: int


class Spot(NamedTuple):
    """Where a record is shown: on a screen, in the row of a record, in one of its columns."""

    screen: str
    table: str
    id: int
    field: str = ""


SCREEN_OF: dict[str, str] = {
    "plan": "goals",
    "framework": "goals",
    "goals": "goals",
    "steps": "actions",
    "stakeholders": "stakeholders",
    "ideas": "ideas",
    "kpis": "dashboard",
    "communications": "communications",
}
"""The screen that shows the records of a table in rows of their own."""


def spot_of(plan: Plan, table: str, id: int, field: str = "") -> Spot | None:
    """Where a record is shown; None when it is gone, or shown nowhere."""
    if table == "goals" and field in ("steps", "milestones"):
        return Spot("actions", "goals", id)
    if not id and table in SCREEN_OF:  # a record still to be added
        return Spot(SCREEN_OF[table], table, 0)
    record = plan.find(table, id)
    if record is None:
        return None
    if table in SCREEN_OF:
        return Spot(SCREEN_OF[table], table, id, field)
    if isinstance(record, Resource):
        field = "needed" if stands_needed(record) else "available"
    elif table == "barriers":
        field = "barriers"
    for name, holder in _HOLDERS:
        held = getattr(record, name, None)
        if held is not None and plan.find(holder, held) is not None:
            return Spot(SCREEN_OF[holder], holder, held, field if holder == "steps" else "")
    if table == "barriers":
        who = getattr(record, "who", ())
        return Spot("stakeholders", "stakeholders", who[0]) if who else None
    return Spot("goals", "plan", 1) if table == "corrective_actions" else None


_HOLDERS = (
    ("kpi", "kpis"),
    ("communication", "communications"),
    ("step", "steps"),
    ("goal", "goals"),
)
"""Fields that name the record under which another is shown."""


def links_of(
    plan: Plan, table: str, id: int, only: Collection[tuple[str, str]] | None = None
) -> list[Link]:
    """What a record names, then what names it; with `only`, through these fields alone."""
    found: dict[tuple[str, int], Link] = {}
    for reference in REFERENCES:
        if only is not None and (reference.table, reference.field) not in only:
            continue
        for link in (*_named(plan, reference, table, id), *_naming(plan, reference, table, id)):
            spot = spot_of(plan, link.table, link.id)
            if spot is not None and (spot.table, spot.id) != (table, id):
                found.setdefault((link.table, link.id), link)
    return list(found.values())


def _named(plan: Plan, reference: Reference, table: str, id: int) -> Iterator[Link]:
    record = plan.find(table, id)
    if reference.table != table or record is None:
        return
    value = getattr(record, reference.field)
    known = declared(reference.table, reference.field)
    label = known.label if known is not None else reference.field
    for each in value if isinstance(value, tuple) else (value,):
        if each is not None:
            yield _link(plan, label, reference.target, each)


def _naming(plan: Plan, reference: Reference, table: str, id: int) -> Iterator[Link]:
    if reference.target != table:
        return
    for each, record in plan.table(reference.table).items():
        value = getattr(record, reference.field)
        if not record.archived and (id in value if isinstance(value, tuple) else value == id):
            noun = TABLES[reference.table].noun
            label = _BACKWARDS.get((reference.table, reference.field), noun)
            yield _link(plan, label[0].upper() + label[1:], reference.table, each)


_BACKWARDS = {
    ("steps", "depends_on"): "comes before",
    ("steps", "parent"): "has under it",
    ("goals", "parent"): "has under it",
    ("framework", "parent"): "has under it",
    ("goals", "aligned_to"): "served by",
    ("steps", "lead"): "leads",
    ("steps", "support"): "supports",
    ("steps", "owner"): "owns",
    ("goals", "owner"): "owns",
    ("communications", "audience"): "is told",
    ("communications", "responsible"): "sends",
    ("barriers", "who"): "might resist",
}
"""What a record is to one that names it, where the other's kind does not say it."""


def _link(plan: Plan, label: str, table: str, id: int) -> Link:
    code = outline(plan).code.get(id, "") if table == "steps" else ""
    return Link(f"{label}: {f'{code} {title(plan, table, id)}'.strip()}", table, id)


# What the cells of steps and goals lead to


def step_links(plan: Plan, id: int, field: str) -> list[Link]:
    """What a cell of a step, or a field in its panel, is linked with."""
    if field in _STEP_FIELDS:
        return links_of(plan, "steps", id, _STEP_FIELDS[field])
    if field in _STEP_WAYS:
        return _STEP_WAYS[field](plan, id)
    every = [*_served(plan, id)[:1], *_resisting(plan, id), *links_of(plan, "steps", id)]
    return list({(link.table, link.id): link for link in reversed(every)}.values())[::-1]


_STEP_FIELDS: dict[str, Collection[tuple[str, str]]] = {
    "lead": {("steps", "lead"), ("steps", "support")},
    "support": {("steps", "support")},
    "depends_on": {("steps", "depends_on")},
    "communications": {("communications", "step")},
    "kpis": {("kpis", "step")},
}


def _owner(plan: Plan, id: int) -> list[Link]:
    owner, _ = owner_of(plan, id)
    return [] if owner is None else [_link(plan, "Owner", "stakeholders", owner)]


def _resisting(plan: Plan, id: int) -> list[Link]:
    who = [each for barrier in hanging(plan, "barriers", "step", id)
           for each in plan.barriers[barrier].who]  # fmt: skip
    return [_link(plan, "Might resist", "stakeholders", each) for each in dict.fromkeys(who)]


def _served(plan: Plan, id: int) -> list[Link]:
    goal = outline(plan).goal.get(id)
    if goal is None:
        return []
    lines = line_of_sight(plan, goal)
    return [
        _link(plan, "Goal", "goals", goal),
        *(_link(plan, "Serves", "framework", line) for line in lines),
    ]


_STEP_WAYS: dict[str, Callable[[Plan, int], list[Link]]] = {
    "owner": _owner,
    "barriers": _resisting,
    "serves": _served,
    "goal_strategy": lambda plan, id: _served(plan, id)[:1],
}


def goal_links(plan: Plan, table: str, id: int, field: str) -> Sequence[Link]:
    """What a cell of a goal, of a line of the framework, or of the plan is linked with."""
    if table == "framework" and field in ("by", "served"):
        goals = alignment(plan).served_by.get(id, ())
        return [_link(plan, "Served by", "goals", goal) for goal in goals]
    if table == "goals" and field in ("owner", "lead"):
        owner, _ = goal_owner_of(plan, id)
        return [] if owner is None else [_link(plan, "Owner", "stakeholders", owner)]
    return links_of(plan, table, id, _GOAL_FIELDS.get((table, field)))


_GOAL_FIELDS: dict[tuple[str, str], Collection[tuple[str, str]]] = {
    ("goals", "aligned"): {("goals", "aligned_to")},
    ("goals", "aligned_to"): {("goals", "aligned_to")},
    ("goals", "steps"): {("steps", "goal")},
    ("goals", "work"): {("steps", "goal")},
    ("goals", "kpis"): {("kpis", "goal")},
    ("goals", "result"): {("kpis", "goal")},
    ("plan", "owner"): {("plan", "owner")},
    ("plan", "sponsor"): {("plan", "sponsor")},
}


def no_link(table: str, id: int) -> str:
    """What is said where nothing is linked."""
    return f"{ref(table, id)}: nothing is linked here" if id else "Nothing is linked here"
