"""What is needed and not there: the gap of each resource, and totals by unit.

Amounts are never added across units (currencies, people, days). The rule: within a step
what is available in a unit answers what is needed in it, wherever in the table the two
stand; a surplus of one step does not fund another. Refused resources count as not
available, cancelled steps are left out. Resources without amounts are in no total.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from actionplan_tui.analysis.goal_steps import tops_of
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Resource
from actionplan_tui.model.wbs import outline


class Total(Struct, frozen=True, kw_only=True):
    """Amounts in one unit: needed, available, and the gap between them (never below 0)."""

    unit: str
    needed: float = 0.0
    available: float = 0.0
    gap: float = 0.0


Totals = dict[str, Total]
"""By unit; amounts of money without a unit are in the plan's currency."""


def gap(resource: Resource) -> float | None:
    """How much of one resource is missing; None when it is not said how much is needed."""
    if resource.needed is None:
        return None
    return max(0.0, resource.needed - _available(resource))


def is_missing(plan: Plan, resource: Resource) -> bool:
    """Whether some of a resource is missing and nobody has said where it is to come from."""
    if resource.source.strip() or resource.status in ("committed", "available"):
        return False
    if not gap(resource):
        return False
    totals = _own_totals(plan, resource.step)  # another line of the step may answer it
    return bool(totals[unit_of(plan, resource)].gap)


def resources_of(plan: Plan, step_id: int) -> tuple[int, ...]:
    """The live resources of a step, in the table's order."""
    return hanging(plan, "resources", "step", step_id)


def step_totals(plan: Plan, step_id: int) -> Totals:
    """The totals of a step and all below it."""
    return _sum(_own_totals(plan, id) for id in _at_work(plan, [step_id]))


def goal_totals(plan: Plan, goal_id: int | None) -> Totals:
    """The totals of a goal with its sub-goals (None: of the steps without a goal)."""
    return _sum(_own_totals(plan, id) for id in _at_work(plan, tops_of(plan, goal_id)))


def plan_totals(plan: Plan) -> Totals:
    """The totals of the whole plan."""
    tops = outline(plan).children.get(None, ())
    return _sum(_own_totals(plan, id) for id in _at_work(plan, tops))


def _at_work(plan: Plan, ids: Iterable[int]) -> Iterable[int]:
    """The steps and all below them, without those that are cancelled."""
    children = outline(plan).children
    stack = list(ids)
    while stack:
        id = stack.pop()
        if not plan.steps[id].cancelled:
            yield id
            stack.extend(children.get(id, ()))


def _own_totals(plan: Plan, step_id: int) -> Totals:
    needed: dict[str, float] = {}
    available: dict[str, float] = {}
    for id in resources_of(plan, step_id):
        resource = plan.resources[id]
        unit = unit_of(plan, resource)
        if resource.needed is not None:
            needed[unit] = needed.get(unit, 0.0) + resource.needed
        if resource.available is not None:
            available[unit] = available.get(unit, 0.0) + _available(resource)
    return {
        unit: Total(
            unit=unit,
            needed=needed.get(unit, 0.0),
            available=available.get(unit, 0.0),
            gap=max(0.0, needed.get(unit, 0.0) - available.get(unit, 0.0)),
        )
        for unit in {**needed, **available}
    }


def unit_of(plan: Plan, resource: Resource) -> str:
    """The unit of its amounts: its own, else for money the plan's currency."""
    unit = resource.unit.strip()
    return unit or (plan.info.currency if resource.category == "financial" else "")


def _available(resource: Resource) -> float:
    return 0.0 if resource.status == "refused" else resource.available or 0.0


def _sum(parts: Iterable[Totals]) -> Totals:
    totals: Totals = {}
    for part in parts:
        for unit, more in part.items():
            old = totals.get(unit) or Total(unit=unit)
            totals[unit] = Total(
                unit=unit,
                needed=old.needed + more.needed,
                available=old.available + more.available,
                gap=old.gap + more.gap,
            )
    return dict(sorted(totals.items()))
