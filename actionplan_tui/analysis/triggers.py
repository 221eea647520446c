"""What puts a step off track beside its own dates: a refusal, what comes before it, silence."""

from __future__ import annotations

from datetime import date, timedelta

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.progress import duration, is_done, is_late, workdays_late
from actionplan_tui.analysis.resources import is_missing
from actionplan_tui.analysis.step_state import State
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.workdays import work_calendar
from actionplan_tui.model.zone import touched_on

SILENT_PERIODS = 2
"""Review periods without a word after which nobody knows how a step stands."""

_DAYS = {"working day": 1.4, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


class OtherTriggers:
    """OT6, OT7 and OT8 for the steps of a plan on a day; each asked of an open leaf step."""

    def __init__(self, plan: Plan, today: date, last: OtherTriggers | None = None) -> None:
        """Judge a plan; `last` is the judge of another one, which may have the same resources."""
        self.plan = plan
        self.today = today
        self._silent_before: date | bool | None = False
        self._refused_for: frozenset[int] = (
            last._refused_for
            if last is not None and last.plan.resources is plan.resources
            else frozenset(one.step for one in plan.resources.values() if one.status == "refused")
        )

    def was_refused(self, step_id: int) -> bool:
        """Whether something that a step needs was refused."""
        return step_id in self._refused_for

    def judge(self, step: Step) -> State | None:
        """The state that one of them puts a step in; None when none holds."""
        return self._refused(step) or self._squeezed(step) or self._silent(step)

    def _refused(self, step: Step) -> State | None:
        """OT6: something that the step needs was refused; or the step's day has passed, and
        something is missing of which nobody has said where it comes from."""
        if step.id not in self._refused_for and (step.due is None or step.due >= self.today):
            return None
        late = is_late(step, self.today)
        for id in hanging(self.plan, "resources", "step", step.id):
            resource = self.plan.resources[id]
            name = f"{ref('resources', id)} {' '.join(resource.description.split())}".strip()
            if resource.status == "refused":
                return State("OFF TRACK", 0, f"{name} was refused", "OT6")
            if late and is_missing(self.plan, resource):
                days = workdays_late(self.plan, step, self.today)
                reason = f"{name} is missing, needed by {day_text(step.due)}"
                return State("OFF TRACK", days, reason, "OT6")
        return None

    def _squeezed(self, step: Step) -> State | None:
        """OT7: the forecast of a step before it leaves it no time: even when it begins on the
        working day after, it will end late beyond the tolerance."""
        if not step.depends_on or step.due is None or step.percent:
            return None
        before: tuple[date, int] | None = None
        for id in step.depends_on:
            other = self.plan.steps.get(id)
            if other is None or other.forecast is None or is_done(other) or other.cancelled:
                continue
            if before is None or other.forecast > before[0]:
                before = other.forecast, id
        if before is None or before[0] <= (step.start or step.due):
            return None
        calendar = work_calendar(self.plan.info)
        days = duration(self.plan, step) or 0
        ends = calendar.add(before[0], max(days, 1))
        slipped, tolerance = calendar.between(step.due, ends), self.plan.info.late_tolerance
        if slipped <= tolerance:
            return None
        reason = f"{ref('steps', before[1])} leaves it no time: {_days(slipped)} late"
        return State("OFF TRACK", 0, f"{reason}, tolerance {tolerance}", "OT7")

    def _silent(self, step: Step) -> State | None:
        """OT8: nobody has touched or confirmed a step under way for two review periods."""
        begins = step.start or step.due
        if not step.percent and (begins is None or begins > self.today):
            return None
        if self._silent_before is False:
            self._silent_before = self._threshold()
        if not isinstance(self._silent_before, date):
            return None
        last = touched_on(self.plan, step)
        if last is None or last >= self._silent_before:
            return None
        return State("OFF TRACK", 0, f"no word since {day_text(last)}, two review periods", "OT8")

    def _threshold(self) -> date | None:
        """The day before which a last word is too old; None where reviews have no period."""
        text = self.plan.info.review_cadence
        if not text:
            return None
        # Here, because a plan without a cadence need not pay for reading one.
        from actionplan_tui.model.cadence import parse

        try:
            cadence = parse(text)
        except Problem:  # a file edited by hand
            return None
        days = _DAYS.get(cadence.kind)
        if days is None:
            return None
        return self.today - timedelta(days=round(SILENT_PERIODS * days * cadence.every))


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
