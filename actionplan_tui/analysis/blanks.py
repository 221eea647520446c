"""How many answers the plan still lacks: blank cells, counted one by one.

"None identified" is an answer. Counted are:

- for every leaf step that is not cancelled, nor stands under a cancelled one, each column
  of the Action Planning Table without an answer of its own (a communication or KPI of the
  goal fills no cell of its steps);
- for every live goal its statement, target date and success;
- for the plan its purpose, owner and target end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.model.deck import DECK_COLUMNS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI, Barrier, Communication, Resource, Step
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

GOAL_FIELDS = ("statement", "target_date", "success")
PLAN_FIELDS = ("purpose", "owner", "target_end")
COLUMNS = tuple(column.key for column in DECK_COLUMNS)


class Blanks(Struct, frozen=True, kw_only=True):
    """Blank answers: all of them, where they are, and which steps have any.

    `by_column` has the key of every column of the table, then the fields of goals and plan
    as `goals.success` or `plan.owner`. `by_step` has the columns each step lacks.
    """

    total: int
    by_column: dict[str, int]
    by_step: dict[int, tuple[str, ...]]


def blanks(plan: Plan) -> Blanks:
    """The blank answers of the plan, counted once and kept beside it; for the next one the steps
    that an edit reached are looked at again."""
    return kept(plan, "blanks", None, lambda: _blanks(plan), _blanks_next)


def stands_available(resource: Resource) -> bool:
    """Whether a resource stands in the Available column."""
    if resource.available is None and resource.needed is None:
        return resource.status in ("available", "committed")
    return resource.available is not None


def stands_needed(resource: Resource) -> bool:
    """Whether a resource stands in the Needed column."""
    if resource.available is None and resource.needed is None:
        return not stands_available(resource)
    return resource.needed is not None


def _blanks(plan: Plan) -> Blanks:
    by_step: dict[int, tuple[str, ...]] = {}
    answered = _answered_by_records(plan)
    columns = tuple((key, answered.get(key)) for key in COLUMNS)
    for id in _leaves_at_work(plan):
        missing = _missing(plan.steps[id], columns)
        if missing:
            by_step[id] = missing
    counts = dict.fromkeys(COLUMNS, 0)
    for missing in by_step.values():
        for key in missing:
            counts[key] += 1
    return _counted(plan, counts, by_step)


def _blanks_next(known: Blanks, plan: Plan, change: Touched) -> Blanks:
    """Those of another plan from those known of one, and what the two differ in."""
    by_step = without(known.by_step, change.above)
    counts = {key: known.by_column[key] for key in COLUMNS}
    for id in change.above:
        for key in known.by_step.get(id, ()):
            counts[key] -= 1
        missing = _missing_now(plan, id)
        if missing:
            by_step[id] = missing
        for key in missing:
            counts[key] += 1
    return _counted(plan, counts, by_step)


def _counted(plan: Plan, counts: dict[str, int], by_step: dict[int, tuple[str, ...]]) -> Blanks:
    """The blanks of steps, with those of goals and the plan."""
    goals = [goal for goal in plan.goals.values() if not goal.archived]
    for name in GOAL_FIELDS:
        counts[f"goals.{name}"] = sum(_is_blank(getattr(goal, name)) for goal in goals)
    for name in PLAN_FIELDS:
        counts[f"plan.{name}"] = int(_is_blank(getattr(plan.info, name)))
    return Blanks(total=sum(counts.values()), by_column=counts, by_step=by_step)


def _missing_now(plan: Plan, id: int) -> tuple[str, ...]:
    """The columns that one step has not answered: none unless it is a leaf at work."""
    tree = outline(plan)
    above: int | None = id
    while above is not None:
        if above not in tree.depth or plan.steps[above].cancelled:
            return ()
        above = tree.parent[above]
    if not tree.is_leaf(id):
        return ()
    resources = [plan.resources[one] for one in hanging(plan, "resources", "step", id)]
    has = {
        "available": any(map(stands_available, resources)),
        "needed": any(map(stands_needed, resources)),
    }
    has |= {name: bool(hanging(plan, name, "step", id))
            for name in ("barriers", "communications", "kpis")}  # fmt: skip
    mine = frozenset((id,))
    columns = tuple((key, (mine if has[key] else frozenset[int]()) if key in has else None)
                    for key in COLUMNS)  # fmt: skip
    return _missing(plan.steps[id], columns)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def _missing(step: Step, columns: tuple[tuple[str, frozenset[int] | None], ...]) -> tuple[str, ...]:
    """The columns a step has not answered, in the table's order.

    `columns` has with each the steps that have a record in it; None for a field of the step.
    """
    id, none = step.id, step.none_identified
    found = [
        key
        for key, has in columns
        if (id not in has if has is not None else _is_blank(getattr(step, key)))
    ]
    return tuple([key for key in found if key not in none]) if none else tuple(found)


def _answered_by_records(plan: Plan) -> dict[str, frozenset[int]]:
    """For each column over a table of its own, the steps with a live record in it."""
    resources = [r for r in plan.resources.values() if not r.archived]
    return {
        "available": frozenset(r.step for r in resources if stands_available(r)),
        "needed": frozenset(r.step for r in resources if stands_needed(r)),
        "barriers": _steps_of(plan.barriers.values()),
        "communications": _steps_of(plan.communications.values()),
        "kpis": _steps_of(plan.kpis.values()),
    }


def _steps_of(records: Iterable[Barrier | Communication | KPI]) -> frozenset[int]:
    return frozenset(r.step for r in records if r.step is not None and not r.archived)


def _leaves_at_work(plan: Plan) -> list[int]:
    tree = outline(plan)
    gone: set[int | None] = set()
    found: list[int] = []
    for id in tree.rows:  # parents come before their children
        if plan.steps[id].cancelled or tree.parent[id] in gone:
            gone.add(id)
        elif tree.is_leaf(id):
            found.append(id)
    return found
