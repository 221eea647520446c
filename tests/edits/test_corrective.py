"""Corrective action is taken, and closed, in its owner's name alone."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.corrective import CloseCorrective, RaiseCorrective
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddRecord, SetFields
from actionplan_tui.model import rules
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def late() -> Plan:
    """A step eleven working days late, that Ana owns through its goal and Ioane leads."""
    build = PlanBuilder()
    ana, ioane = build.person("Ana"), build.person("Ioane")
    goal = build.goal("Water", owner=ana)
    build.step("Survey", goal=goal, lead=ioane, due=dt.date(2026, 11, 6))
    return build.plan


def made(plan: Plan, *edits: Edit) -> Plan:
    """The plan after edits that break no rule."""
    for edit in edits:
        after = edit.apply(plan)
        changes = diff(plan, after)
        rules.check(after, [(change.table, change.id, change.field) for change in changes])
        plan = after
    return plan


def test_it_begins_with_the_rule_and_the_owner(late: Plan) -> None:
    plan = made(late, RaiseCorrective("steps", 1, TODAY))

    [action] = plan.corrective_actions.values()
    assert (action.step, action.owner, action.detected) == (1, 1, TODAY)
    assert action.deviation == "OT2: 11 working days late, tolerance 10"
    with pytest.raises(Problem, match="a step, a goal, a KPI or the plan"):
        RaiseCorrective("stakeholders", 1, TODAY).apply(late)


def test_it_is_closed_only_when_all_is_said_and_by_its_owner(late: Plan) -> None:
    plan = made(late, RaiseCorrective("steps", 1, TODAY))
    [id] = plan.corrective_actions
    close = CloseCorrective(id, TODAY)
    said = {"cause": "Rain", "decision": "Hire a boat", "responsible": 2}

    with pytest.raises(Problem, match="cause: say why it went off track"):
        made(plan, close)
    with pytest.raises(Problem, match="due: say by when"):
        made(plan, SetFields("corrective_actions", id, said), close)
    plan = made(plan, SetFields("corrective_actions", id, {**said, "due": dt.date(2026, 12, 4)}))
    verified = {"status": "verified", "verified": TODAY}
    with pytest.raises(Problem, match="closed_by: Ana, the owner, closes"):
        made(plan, SetFields("corrective_actions", id, verified))
    with pytest.raises(Problem, match="closed_by: Ana, the owner, closes"):
        made(plan, SetFields("corrective_actions", id, {**verified, "closed_by": "Ioane"}))
    theirs = {**verified, "owner": "Ioane", "closed_by": "Ioane"}
    with pytest.raises(Problem, match="owner: Ana is accountable"):
        made(plan, SetFields("corrective_actions", id, theirs))

    done = made(plan, close)
    assert done.corrective_actions[id].closed_by == 1
    assert close.label(plan).endswith("for Ana")
    assert made(plan, SetFields("corrective_actions", id, {**verified, "closed_by": "Ana"}))


def test_calling_it_off_is_the_owners_too_and_none_begins_closed(late: Plan) -> None:
    plan = made(late, RaiseCorrective("steps", 1, TODAY, {"decision": "Not needed"}))
    [id] = plan.corrective_actions

    with pytest.raises(Problem, match="closed_by"):
        made(plan, SetFields("corrective_actions", id, {"status": "cancelled"}))
    made(plan, SetFields("corrective_actions", id, {"status": "cancelled", "closed_by": 1}))
    with pytest.raises(Problem, match="it begins open"):
        AddRecord("corrective_actions", {"step": 1, "status": "verified"}).apply(late)


def test_without_an_owner_nobody_closes_it(late: Plan) -> None:
    plan = made(late.amend("goals", 1, owner=None), RaiseCorrective("steps", 1, TODAY))
    [id] = plan.corrective_actions

    with pytest.raises(Problem, match="name the owner first"):
        CloseCorrective(id, TODAY).apply(plan)
