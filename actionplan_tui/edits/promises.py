"""Dates that were promised: after approval a changed due date is a forecast, or a re-baseline.

What was approved keeps its due dates and its baseline. Whoever types another due date, sets it
for many steps at once, by a command or an import, writes the forecast, beside which the slip
shows. Moving the date itself is a decision of its own, with a reason, and makes a new version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.edits.edit import Edit, new_id, resolve
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Approval, Step, make


def is_approved(plan: Plan) -> bool:
    """Whether the plan has ever been approved: its dates are promised from then on."""
    return any(not approval.archived for approval in plan.approvals.values())


def is_promised(plan: Plan, step: Step) -> bool:
    """Whether a step's due date was approved: it has a baseline, and may only slip."""
    return step.baseline_due is not None and step.due is not None and is_approved(plan)


def moved(before: Plan, after: Plan) -> dict[int, dt.date | None]:
    """The promised due dates that are otherwise in the second plan."""
    if before.steps is after.steps or not is_approved(before):
        return {}
    found: dict[int, dt.date | None] = {}
    for id, step in after.steps.items():
        was = before.steps.get(id)
        if was is not None and was is not step and was.due != step.due and is_promised(before, was):
            found[id] = step.due
    return found


def kept(before: Plan, after: Plan, ids: Iterable[int]) -> Plan:
    """The plan after an edit with promised due dates kept: their new dates are forecasts.

    Raises: Problem when a promised date would be cleared.
    """
    for id in ids:
        was, step = before.steps[id], after.steps[id]
        if step.due is None:
            promised = f"{day_text(was.due)} is approved"
            raise Problem(
                f"{ref('steps', id)}: {promised}: re-baseline with a reason to clear it",
                table="steps",
                id=id,
                field="due",
            )
        fields: dict[str, Any] = {"due": was.due}
        if step.forecast == was.forecast:
            fields["forecast"] = None if step.due == was.due else step.due
        if step.start is not None and was.due is not None and step.start > was.due:
            fields["start"] = was.start  # a start after the promise is part of the forecast
        after = after.amend("steps", id, **fields)
    return after


class Approve(Struct, frozen=True):
    """Approve a plan that is ready: a new version, and a baseline of every date.

    `by` is a stakeholder, by name or id. A step keeps the baseline it has.
    """

    settles_dates: ClassVar[bool] = True

    by: int | str
    on: dt.date
    reason: str = ""
    version: str = ""

    def apply(self, plan: Plan) -> Plan:
        """The plan approved.

        Raises: Problem when something still blocks it, and how much does.
        """
        # Every check is loaded only when a plan is to be approved.
        from actionplan_tui.analysis.readiness.readiness import readiness

        found = readiness(plan, self.on)
        if not found.ready:
            count, first = found.count("blocks"), found.findings[0].sentence
            things = f"{count} things block it" if count > 1 else "1 thing blocks it"
            raise Problem(f"the plan is not ready: {things}, first: {first}", table="plan", id=1)
        plan, version = _versioned(plan, self.by, self.on, self.reason, self._version(plan))
        plan = plan.amend("plan", 1, status="approved", version=version)
        return plan.put("steps", *map(_baselined, _without_baseline(plan)))

    def _version(self, plan: Plan) -> str:
        major = plan.info.version.partition(".")[0]
        return self.version or f"{int(major) + 1 if major.isdecimal() else 1}.0"

    def label(self, plan: Plan) -> str:
        """The version."""
        return f"approve version {self._version(plan)}"


def _without_baseline(plan: Plan) -> list[Step]:
    return [
        step
        for step in live(plan.steps).values()
        if step.due is not None and step.baseline_due is None and not step.cancelled
    ]


def _baselined(step: Step) -> Step:
    return msgspec.structs.replace(step, baseline_start=step.start, baseline_due=step.due)


class Rebaseline(Struct, frozen=True):
    """Make an edit that moves promised dates and re-baseline them, with the reason."""

    settles_dates: ClassVar[bool] = True

    edit: Edit
    reason: str
    on: dt.date
    by: int | str | None = None

    def apply(self, plan: Plan) -> Plan:
        """The plan after the edit, its moved dates the new baseline; a minor version more.

        Raises: Problem without a reason, or when the edit breaks a rule.
        """
        if not self.reason.strip():
            raise Problem("re-baseline: say why the date is moved", table="steps", field="due")
        after = self.edit.apply(plan)
        ids = moved(plan, after)
        for id in ids:
            step = after.steps[id]
            after = after.amend(
                "steps", id, baseline_start=step.start, baseline_due=step.due, forecast=None
            )
        if ids:
            after, version = _versioned(after, self.by, self.on, self.reason, _minor(plan))
            after = after.amend("plan", 1, version=version)
        return after

    def label(self, plan: Plan) -> str:
        """The edit, and that it moves the baseline."""
        return f"re-baseline: {self.edit.label(plan)}"


def _minor(plan: Plan) -> str:
    major, _, minor = plan.info.version.partition(".")
    return f"{major or 1}.{int(minor) + 1 if minor.isdecimal() else 1}"


def _versioned(
    plan: Plan, by: int | str | None, on: dt.date, reason: str, version: str
) -> tuple[Plan, str]:
    """The plan with an approval of a version."""
    plan, fields = resolve(plan, "approvals", {"by": by})
    id = new_id(plan, "approvals")
    reason = " ".join(reason.split())
    approval = make(Approval, id=id, version=version, date=on, reason=reason, **fields)
    return plan.put("approvals", approval), version
