"""Approval keeps the dates; afterwards a changed date is a forecast, or a re-baseline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.past import GoBackTo
from actionplan_tui.edits.promises import Approve, Rebaseline, is_approved, moved
from actionplan_tui.edits.records import AddRecord, SetFields
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Stakeholder, make
from actionplan_tui.store import create_store, open_store

TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def dec(day: int) -> dt.date:
    return dt.date(2026, 12, day)


def due(id: int, day: dt.date | None, **more: Any) -> SetFields:
    return SetFields("steps", id, {"due": day, **more})


@pytest.fixture
def plan() -> Plan:
    """Nothing asked of it but that it be approved: two dated steps, one without a date."""
    from actionplan_tui.analysis.readiness.rules import RULES

    build = PlanBuilder(title="Clean water", rules_off=tuple(RULES))
    ana = build.person("Ana")
    build.info(owner=ana)
    build.step("Survey", start=dt.date(2026, 11, 30), due=dec(4))
    build.step("Drill", start=dec(7), due=dec(18))
    build.step("Some day")
    return build.plan


@pytest.fixture
def work(plan: Plan, tmp_path: Path) -> Workspace:
    """The approved plan in a file."""
    path = tmp_path / "plan.json"
    create_store(path, plan, now=lambda: NOON, by="ana")
    work = Workspace(open_store(path, now=lambda: NOON), by="ana", session="one")
    work.do(Approve("Ana", TODAY, "for the board"))
    return work


def test_approval_gives_a_version_and_keeps_every_date(plan: Plan, work: Workspace) -> None:
    info, steps = work.plan.info, work.plan.steps

    assert (info.version, info.status) == ("1.0", "approved")
    [approval] = work.plan.approvals.values()
    assert (approval.version, approval.date, approval.by) == ("1.0", TODAY, 1)
    assert approval.reason == "for the board"
    assert (steps[1].baseline_start, steps[1].baseline_due) == (dt.date(2026, 11, 30), dec(4))
    assert steps[3].baseline_due is None
    assert is_approved(work.plan)
    work.undo()
    assert diff(work.plan, plan.amend("plan", 1, plan_id=work.plan.info.plan_id)) == ()


def test_a_plan_that_is_not_ready_is_not_approved(plan: Plan) -> None:
    with pytest.raises(Problem, match=r"not ready: .* first: No goal yet"):
        Approve("Ana", TODAY).apply(plan.amend("plan", 1, rules_off=()))


def test_a_changed_date_is_the_forecast(work: Workspace) -> None:
    settled = work.do(due(1, dec(11)))

    step = work.plan.steps[1]
    assert (step.due, step.forecast) == (dec(4), dec(11))
    assert settled.promised == (1,)
    work.do(due(3, dec(11)))  # it was not approved: it has no date to keep
    assert (work.plan.steps[3].due, work.plan.steps[3].forecast) == (dec(11), None)


def test_in_bulk_too_and_a_start_after_the_promise_stays(work: Workspace) -> None:
    both = (due(1, dec(11)), due(2, dt.date(2027, 1, 15), start=dt.date(2027, 1, 4)))
    settled = work.do(Batch("shift", both))

    assert settled.promised == (1, 2)
    two = work.plan.steps[2]
    assert (two.start, two.due, two.forecast) == (dec(7), dec(18), dt.date(2027, 1, 15))
    with pytest.raises(Problem, match="is approved: re-baseline with a reason to clear it"):
        work.do(due(1, None))


def test_a_rebaseline_moves_the_date_with_its_reason(work: Workspace) -> None:
    work.do(due(1, dec(9)))
    with pytest.raises(Problem, match="say why"):
        work.do(Rebaseline(due(1, dec(11)), " ", TODAY))
    work.do(Rebaseline(due(1, dec(11)), "Ferry cancelled", TODAY, "Ana"))

    step = work.plan.steps[1]
    assert (step.due, step.baseline_due, step.forecast) == (dec(11), dec(11), None)
    assert work.plan.info.version == "1.1"
    assert [(a.version, a.reason) for a in work.plan.approvals.values()][1] == (
        "1.1",
        "Ferry cancelled",
    )
    work.undo()
    assert (work.plan.steps[1].due, work.plan.steps[1].forecast) == (dec(4), dec(9))
    assert len(work.plan.approvals) == 1


def test_going_back_brings_back_the_dates_of_then(work: Workspace) -> None:
    work.do(Rebaseline(due(1, dec(11)), "Ferry cancelled", TODAY))
    work.do(GoBackTo(tuple(work.history[-1:]), "back"))

    assert (work.plan.steps[1].due, work.plan.steps[1].forecast) == (dec(4), None)


def test_what_an_edit_would_move_is_known_before(work: Workspace, plan: Plan) -> None:
    def moves(plan: Plan, id: int) -> dict[int, dt.date | None]:
        return moved(plan, due(id, dec(11)).apply(plan))

    assert moves(work.plan, 1) == {1: dec(11)}
    assert moves(work.plan, 3) == {}
    assert moves(plan, 1) == {}


def test_what_is_decided_by_name_is_not_written_like_any_other_field(plan: Plan) -> None:
    plan = plan.put("stakeholders", make(Stakeholder, id=2, name="Ioane"))
    waived = {"finding": "C-GOAL goals statement", "reason": "a draft"}
    for fields in (waived, {**waived, "by": 2}, {**waived, "by": "Ioane"}):
        with pytest.raises(Problem, match="by: Ana, the owner of the plan, accepts it"):
            AddRecord("waivers", fields).apply(plan)
    with pytest.raises(Problem, match="reason: say why"):
        AddRecord("waivers", {**waived, "by": 1, "reason": " "}).apply(plan)
    accepted = AddRecord("waivers", {**waived, "by": "Ana"}).apply(plan)
    [id] = accepted.waivers
    with pytest.raises(Problem, match="by: Ana"):
        SetFields("waivers", id, {"by": 2}).apply(accepted)
    assert SetFields("waivers", id, {"reason": "in May"}).apply(accepted).waivers[id].by == 1
    with pytest.raises(Problem, match="by: the plan has no owner"):
        AddRecord("waivers", {**waived, "by": 1}).apply(plan.amend("plan", 1, owner=None))

    with pytest.raises(Problem, match="approved as a whole"):
        AddRecord("approvals", {"version": "1.0", "by": 1}).apply(plan)
    with pytest.raises(Problem, match="status: a plan is approved as a whole"):
        SetFields("plan", 1, {"status": "approved"}).apply(plan)
    approved = Approve("Ana", TODAY).apply(plan)
    [id] = approved.approvals
    with pytest.raises(Problem, match="approved as a whole"):
        SetFields("approvals", id, {"by": 2}).apply(approved)
    assert SetFields("plan", 1, {"status": "active"}).apply(approved).info.status == "active"
