"""What puts a goal or the whole plan off track: its day, its work, a forecast, a stakeholder.

A step is judged by `schedule` and `triggers`, a KPI by `kpi_triggers`. Of several rules that hold
the first is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from actionplan_tui.analysis.bottom_up import bottom_up
from actionplan_tui.analysis.engagement import strategy_of
from actionplan_tui.analysis.goal_steps import goals_of
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.progress import actual_percent, is_done, planned_percent
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import work_calendar

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

Reason = tuple[str, str]
"""A rule's code, and what holds, in words."""


_Part = tuple[int, int, float, tuple[date, int] | None]
"""Steps added up: how many are dated, their weights, and weights x points ahead of plan, as in the
roll-up; the latest day for which one that is still open is forecast."""

_NONE: _Part = (0, 0, 0.0, None)


def whole_triggers(plan: Plan, today: date) -> WholeTriggers:
    """The triggers of a plan on a day, kept beside it; of the next plan what an edit reached is
    added up anew."""
    return kept(
        plan, "whole_triggers", today, lambda: WholeTriggers(plan, today), WholeTriggers.of_next
    )


class WholeTriggers:
    """OT2, OT3, OT4 and OT9 for the goals of a plan and the plan itself, on a day."""

    def __init__(self, plan: Plan, today: date) -> None:
        """Judge a plan."""
        self.plan = plan
        self.today = today
        self._yesterday = today - timedelta(days=1)
        self._tree = outline(plan)
        self._states = states(plan, today)
        self._rollup = rollup(plan)
        # Only where a step is off track can a whole be so far behind that it matters.
        self.weighs = bool(self._states.plan_counts()["OFF TRACK"])
        self._known: dict[int, _Part] = {}
        self._of_goals: dict[int | None, _Part] = {}

    def of_next(self, plan: Plan, change: Touched) -> WholeTriggers:
        """The triggers of another plan: what the change did not reach is known already."""
        after = WholeTriggers(plan, self.today)
        if after.weighs == self.weighs:
            after._known = without(self._known, change.above)
            if not change.any("places"):
                after._of_goals = without(self._of_goals, {None, *change.goals})
        return after

    def of_plan(self) -> Reason | None:
        """What puts the whole plan off track."""
        day = self.plan.info.target_end
        parts = [self._own(goal) for goal in self._tree.tops]
        whole = _added(parts)
        return (
            self._past(day, self._rollup.plan_percent())
            # A plan of one goal is judged by that alone.
            or self._behind(whole, sum(part[0] > 0 for part in parts))
            or self._forecast(day, whole)
            or self._fallen()
        )

    def of_goal(self, id: int) -> Reason | None:
        """What puts a goal, with its sub-goals, off track."""
        day = self.plan.goals[id].target_date
        whole = self._goals(goals_of(self.plan, id))
        return (
            self._past(day, self._rollup.goal_percent(id))
            # A goal of one step is judged by that alone.
            or self._behind(whole, whole[0])
            or self._forecast(day, whole)
        )

    def _goals(self, goals: Collection[int]) -> _Part:
        """The steps of several goals."""
        if len(goals) == 1:
            return self._own(next(iter(goals)))
        return _added([self._own(goal) for goal in self._tree.goals if goal in goals])

    def _own(self, goal: int | None) -> _Part:
        """The steps of a goal itself."""
        part = self._of_goals.get(goal)
        if part is None:
            if not self._known:
                self._add_all()
            known, tree = self._known, self._tree
            part = self._of_goals[goal] = _added(
                [
                    known[id] if id in known else bottom_up(tree, id, known, self._value)
                    for id in tree.of_goal(goal)
                ]
            )
        return part

    def _add_all(self) -> None:
        known, children, steps = self._known, self._tree.children, self.plan.steps
        for id in reversed(self._tree.rows):  # children before their parents
            step = steps[id]
            if id in children or step.forecast is not None:
                known[id] = self._value(id)
            else:  # as with nearly all
                known[id] = self._weighed(step) if self.weighs else _NONE

    def _value(self, id: int) -> _Part:
        """A step and all below it."""
        step, children = self.plan.steps[id], self._tree.children.get(id)
        if children:
            known = self._known
            found = _added([part for child in children if (part := known[child]) is not _NONE])
        else:
            found = self._weighed(step) if self.weighs else _NONE
        if step.forecast is None or is_done(step):
            return found
        if self._states.of(id).kind in ("done", "cancelled"):
            return found
        latest = max(found[3] or (date.min, 0), (step.forecast, id))
        return (*found[:3], latest)

    def _weighed(self, step: Step) -> _Part:
        """How far the work of a dated step is ahead of what was planned by the end of yesterday."""
        yesterday, start, due = self._yesterday, step.start, step.due
        if start is None or due is None or due < start or step.kind == "milestone":
            return _NONE
        if self._states.of(step.id).kind in ("cancelled", "on hold"):
            return _NONE
        points = float(actual_percent(step))
        if due <= yesterday:
            points -= 100.0
        elif start <= yesterday:
            points -= planned_percent(self.plan, step, yesterday) or 0.0
        weight = self._rollup.weight(step.id)
        return (1, weight, weight * points, None)

    def _past(self, day: date | None, work: int | None) -> Reason | None:
        """OT2: its day has passed by more than the tolerance, and work is left."""
        if day is None or day >= self.today or work is None or work == 100:
            return None
        late, tolerance = self._days(day, self.today), self.plan.info.late_tolerance
        return ("OT2", f"{late} working days late, {_at(tolerance)}") if late > tolerance else None

    def _behind(self, whole: _Part, parts: int) -> Reason | None:
        """OT3: its work, of several parts, is behind what was planned by the end of yesterday."""
        _, weight, ahead, _ = whole
        behind, tolerance = -ahead / weight if weight else 0.0, -self.plan.info.red_variance
        if parts < 2 or behind <= 0 or behind < tolerance:
            return None
        return "OT3", f"{behind:.0f} points behind plan, {_at(tolerance)}"

    def _forecast(self, day: date | None, whole: _Part) -> Reason | None:
        """OT4: a step of it is forecast to end after its day, beyond the tolerance."""
        latest = whole[3]
        if day is None or latest is None or latest[0] <= day:
            return None
        end, step = latest
        slipped, tolerance = self._days(day, end), self.plan.info.late_tolerance
        if slipped <= tolerance:
            return None
        return "OT4", f"{ref('steps', step)} is forecast {slipped} working days after its day, " \
                      f"{_at(tolerance)}"  # fmt: skip

    def _fallen(self) -> Reason | None:
        """OT9: a stakeholder to be managed closely has fallen to resistant."""
        for id, person in live(self.plan.stakeholders).items():
            before = person.engaged_before
            if person.engagement != "resistant" or before in (None, "resistant"):
                continue
            if strategy_of(person) == "manage closely":
                name = f"{ref('stakeholders', id)} {' '.join(person.name.split())}".strip()
                return "OT9", f"{name} fell from {before} to resistant"
        return None

    def _days(self, since: date, until: date) -> int:
        return work_calendar(self.plan.info).between(since, until)


def _added(parts: Iterable[_Part]) -> _Part:
    steps = weight = 0
    ahead, latest = 0.0, None
    for more, heavier, further, later in parts:
        steps += more
        weight += heavier
        ahead += further
        if later is not None and (latest is None or later > latest):
            latest = later
    return (steps, weight, ahead, latest) if steps or latest else _NONE


def _at(tolerance: int) -> str:
    return f"tolerance {tolerance}"
