"""What puts a goal or the whole plan off track: its day, its work, a forecast, a stakeholder.

A step is judged by `schedule` and `triggers`, a KPI by `kpi_triggers`. Of several rules that hold
the first is named.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from actionplan_tui.analysis.engagement import strategy_of
from actionplan_tui.analysis.goal_steps import goals_of
from actionplan_tui.analysis.progress import is_done, variance
from actionplan_tui.analysis.rollup import rollup, weight_of
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import work_calendar

Reason = tuple[str, str]
"""A rule's code, and what holds, in words."""

_Points = dict[int | None, tuple[int, int, float]]
"""By goal (None: of none): dated steps, their weights, and weights x points ahead of plan."""


class WholeTriggers:
    """OT2, OT3, OT4 and OT9 for the goals of a plan and the plan itself, on a day."""

    def __init__(self, plan: Plan, today: date) -> None:
        """Judge a plan."""
        self.plan = plan
        self.today = today
        self._forecasts = self._latest_forecasts()
        self._points = self._points_ahead()

    def of_plan(self) -> Reason | None:
        """What puts the whole plan off track."""
        day, goals = self.plan.info.target_end, {None, *self.plan.goals}
        return (
            self._past(day, rollup(self.plan).plan_percent())
            or self._behind(goals)
            or self._forecast(day, goals)
            or self._fallen()
        )

    def of_goal(self, id: int) -> Reason | None:
        """What puts a goal, with its sub-goals, off track."""
        day, goals = self.plan.goals[id].target_date, goals_of(self.plan, id)
        return (
            self._past(day, rollup(self.plan).goal_percent(id))
            or self._behind(goals)
            or self._forecast(day, goals)
        )

    def _past(self, day: date | None, work: int | None) -> Reason | None:
        """OT2: its day has passed by more than the tolerance, and work is left."""
        if day is None or day >= self.today or work is None or work == 100:
            return None
        late, tolerance = self._days(day, self.today), self.plan.info.late_tolerance
        return ("OT2", f"{late} working days late, {_at(tolerance)}") if late > tolerance else None

    def _behind(self, goals: Collection[int | None]) -> Reason | None:
        """OT3: its work is behind what was planned by the end of yesterday.

        A goal of one step, and a plan of one goal, are judged by that alone.
        """
        found = [points for goal, points in self._points.items() if goal in goals]
        steps, weight, ahead = (sum(each) for each in zip(*found, strict=True)) if found else _NONE
        parts = len(found) if None in goals else steps
        behind, tolerance = -ahead / weight if weight else 0.0, -self.plan.info.red_variance
        if parts < 2 or behind <= 0 or behind < tolerance:
            return None
        return "OT3", f"{behind:.0f} points behind plan, {_at(tolerance)}"

    def _points_ahead(self) -> _Points:
        """How far the work of dated steps is ahead of plan, weighed as in the roll-up.

        Only where a step is off track can a whole be so far behind that it matters.
        """
        known, tree, found = states(self.plan, self.today), outline(self.plan), _Points()
        if not known.plan_counts()["OFF TRACK"]:
            return found
        yesterday = self.today - timedelta(days=1)
        for id in tree.rows:
            step = self.plan.steps[id]
            if id in tree.children or step.kind == "milestone" or step.start is None:
                continue
            begun = step.start <= yesterday or step.due is None or step.due <= yesterday
            points = variance(self.plan, step, yesterday) if begun else float(step.percent)
            if points is None or known.of(id).kind in ("cancelled", "on hold"):
                continue
            weight, goal = weight_of(self.plan, step), tree.goal[id]
            steps, before, ahead = found.get(goal, _NONE)
            found[goal] = steps + 1, before + weight, ahead + weight * points
        return found

    def _forecast(self, day: date | None, goals: Collection[int | None]) -> Reason | None:
        """OT4: a step of it is forecast to end after its day, beyond the tolerance."""
        late = [latest for goal, latest in self._forecasts.items() if goal in goals]
        if day is None or not late or max(late)[0] <= day:
            return None
        end, step = max(late)
        slipped, tolerance = self._days(day, end), self.plan.info.late_tolerance
        if slipped <= tolerance:
            return None
        return "OT4", f"{ref('steps', step)} is forecast {slipped} working days after its day, " \
                      f"{_at(tolerance)}"  # fmt: skip

    def _latest_forecasts(self) -> dict[int | None, tuple[date, int]]:
        """The latest day for which a step that is still open is forecast, by its goal."""
        found: dict[int | None, tuple[date, int]] = {}
        known, goal_of = states(self.plan, self.today), outline(self.plan).goal
        for id, goal in goal_of.items():
            step = self.plan.steps[id]
            if step.forecast is None or is_done(step):
                continue
            if known.of(id).kind not in ("done", "cancelled"):
                found[goal] = max(found.get(goal, (date.min, 0)), (step.forecast, id))
        return found

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


_NONE = (0, 0, 0.0)


def _at(tolerance: int) -> str:
    return f"tolerance {tolerance}"
