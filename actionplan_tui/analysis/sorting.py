"""The order of steps by any column of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from actionplan_tui.analysis.people import name_of, names_of, owner_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import KINDS, states
from actionplan_tui.analysis.step_texts import fold
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline

SortKey = Callable[[int], Any]
"""What a step is sorted by; None is a blank."""


def sorted_steps(
    plan: Plan, ids: Iterable[int], column: str, today: date, *, reverse: bool = False
) -> list[int]:
    """The steps in the order of a column, blanks last either way, equals in outline order.

    Raises: Problem when there is nothing to sort by in such a column.
    """
    key = sort_key(plan, column, today)
    place = {id: number for number, id in enumerate(outline(plan).rows)}
    keyed: list[tuple[Any, int]] = [
        (key(id), id) for id in sorted(ids, key=lambda id: place.get(id, 0))
    ]
    filled = [pair for pair in keyed if pair[0] is not None]
    filled.sort(key=lambda pair: pair[0], reverse=reverse)
    blank = [id for value, id in keyed if value is None]
    return [id for _, id in filled] + blank


def sort_key(plan: Plan, column: str, today: date) -> SortKey:
    """What a column sorts steps by: a field of the step, a key of the Action Planning Table
    (by how many records its cell lists), or `code`, `state`, `percent`, `goal`, `owner`.

    Raises: Problem when there is nothing to sort by in such a column.
    """
    steps = plan.steps
    if column in _BY_FIELD:
        read = _BY_FIELD[column]
        return lambda id: read(steps[id])
    if column in _COUNTED:
        return _counts(plan, column)
    if column == "code":
        place = {id: number for number, id in enumerate(outline(plan).rows)}
        return place.get
    if column == "state":
        known = states(plan, today)
        return lambda id: (KINDS.index(known.of(id).kind), -known.of(id).days)
    if column == "percent":
        return rollup(plan).percent
    if column == "goal":
        tree = outline(plan)
        order: dict[int | None, int] = {goal: n for n, goal in enumerate(tree.goals)}
        return lambda id: order.get(tree.goal[id])
    people: dict[str, Callable[[int], str]] = {
        "lead": lambda id: name_of(plan, steps[id].lead),
        "owner": lambda id: name_of(plan, owner_of(plan, id)[0]),
        "support": lambda id: names_of(plan, steps[id].support),
    }
    if column in people:
        named = people[column]
        return lambda id: fold(named(id)) or None
    raise Problem(f"steps cannot be sorted by {column!r}")


_BY_FIELD: dict[str, Callable[[Step], Any]] = {
    "title": lambda step: fold(step.title) or None,
    "kind": lambda step: step.kind,
    "start": lambda step: step.start,
    "due": lambda step: step.due,
    "forecast": lambda step: step.forecast,
    "finished": lambda step: step.finished,
    "priority": lambda step: step.priority,
    "tags": lambda step: fold(", ".join(step.tags)) or None,
    "done_when": lambda step: fold(step.done_when) or None,
    "notes": lambda step: fold(step.notes) or None,
}

_COUNTED = frozenset({"available", "needed", "barriers", "communications", "kpis"})


def _counts(plan: Plan, column: str) -> SortKey:
    """How many records of a column's table a step has; none at all is a blank."""
    from actionplan_tui.analysis.blanks import stands_available, stands_needed

    steps: list[int | None]
    counts: dict[int | None, int] = {}
    if column in ("available", "needed"):
        stands = stands_available if column == "available" else stands_needed
        steps = [r.step for r in plan.resources.values() if not r.archived and stands(r)]
    else:
        steps = [getattr(r, "step", None) for r in plan.table(column).values() if not r.archived]
    for step in steps:
        counts[step] = counts.get(step, 0) + 1
    return counts.get
