"""How much of the work is done: percent of deliverables, goals and the plan.

The rule: each leaf step weighs its duration in working days; one without both dates, or
without a working day between them, weighs 1; milestones weigh 0; cancelled steps are left
out. Where every weight is 0 (only milestones) all count alike. Work done is never blended
with results achieved: those are in `kpis`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan_tui.analysis.bottom_up import bottom_up
from actionplan_tui.analysis.goal_steps import goals_of
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.progress import actual_percent, duration
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched


class _Sum(Struct, frozen=True, gc=False):
    """Leaves added up: weights in working days, weight x percent, leaves, percents."""

    weight: int = 0
    weighted: int = 0
    leaves: int = 0
    plain: int = 0


def rollup(plan: Plan) -> Rollup:
    """The roll-up of the plan, kept beside it; of the next plan what an edit reached is added up
    anew."""
    return kept(plan, "rollup", None, lambda: Rollup(plan), Rollup.of_next)


class Rollup:
    """Percent of work done, each step added up once and only when asked for.

    Percents are whole numbers, None where there is nothing to do. 0 and 100 mean exactly
    that: anything begun shows at least 1, anything unfinished at most 99.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._tree = outline(plan)
        self._known: dict[int, _Sum] = {}
        self._of_goals: dict[int | None, _Sum] = {}

    def of_next(self, plan: Plan, change: Touched) -> Rollup:
        """The roll-up of another plan: what the change did not reach is known already."""
        after = Rollup(plan)
        after._known = without(self._known, change.above)
        if not change.any("places"):
            after._of_goals = without(self._of_goals, {None, *change.goals})
        return after

    def percent(self, step_id: int) -> int | None:
        """Percent of a step: its own when a leaf, else that of the leaves below it."""
        if self._tree.is_leaf(step_id):
            return actual_percent(self._plan.steps[step_id])
        return _percent(self._of(step_id))

    def weight(self, step_id: int) -> int:
        """What the leaves at or below a step weigh, cancelled ones left out."""
        return self._of(step_id).weight

    def goal_percent(self, goal_id: int | None) -> int | None:
        """Percent of a goal with its sub-goals (None: of the steps without a goal)."""
        return _percent(self._goal(goal_id))

    def plan_percent(self) -> int | None:
        """Percent of the whole plan."""
        known, rows = self._known, self._tree.rows
        for id in reversed(rows) if len(known) < len(rows) else ():  # children before their parents
            if id not in known:
                known[id] = self._value(id)
        return _percent(_total(map(self._own, self._tree.tops)))

    def leaves(self, step_id: int) -> int:
        """How many leaves stand at or below a step, cancelled ones left out."""
        return self._of(step_id).leaves

    def goal_leaves(self, goal_id: int | None) -> int:
        """How many leaf steps a goal and its sub-goals have, cancelled ones left out."""
        return self._goal(goal_id).leaves

    def _goal(self, goal_id: int | None) -> _Sum:
        """The steps of a goal and its sub-goals."""
        if goal_id is None:
            return self._own(None)
        goals = goals_of(self._plan, goal_id)
        if len(goals) == 1:
            return self._own(goal_id)
        return _total(map(self._own, goals))

    def _own(self, goal_id: int | None) -> _Sum:
        """The steps of a goal itself."""
        known = self._of_goals.get(goal_id)
        if known is None:
            known = _total(map(self._of, self._tree.of_goal(goal_id)))
            self._of_goals[goal_id] = known
        return known

    def _of(self, id: int) -> _Sum:
        known = self._known.get(id)
        return known if known is not None else bottom_up(self._tree, id, self._known, self._value)

    def _value(self, id: int) -> _Sum:
        step = self._plan.steps[id]
        children = self._tree.children.get(id)
        if step.cancelled:
            return _Sum()
        if children:
            return _total(map(self._known.__getitem__, children))
        weight, percent = weight_of(self._plan, step), actual_percent(step)
        return _Sum(weight, weight * percent, 1, percent)


def weight_of(plan: Plan, step: Step) -> int:
    """What a leaf step weighs in a roll-up: working days, at least 1; a milestone 0."""
    if step.kind == "milestone":
        return 0
    return duration(plan, step) or 1


def _total(sums: Iterable[_Sum]) -> _Sum:
    weight = weighted = leaves = plain = 0
    for one in sums:
        weight += one.weight
        weighted += one.weighted
        leaves += one.leaves
        plain += one.plain
    return _Sum(weight, weighted, leaves, plain)


def _percent(total: _Sum) -> int | None:
    if not total.leaves:
        return None
    done, whole = (total.weighted, total.weight) if total.weight else (total.plain, total.leaves)
    if done in (0, whole * 100):
        return done // whole
    return min(99, max(1, round(done / whole)))
