"""The templates a new plan can begin from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from actionplan_tui.analysis.blanks import blanks
from actionplan_tui.analysis.engagement import reach, strategy_of, unreached
from actionplan_tui.analysis.kpis import kpis_of_goal
from actionplan_tui.analysis.occurrences import communication_occurrences
from actionplan_tui.model import cadence, rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.wbs import outline

ReadPlan = Callable[[dict[str, Any]], Plan]

TEMPLATES = {
    file.name.removesuffix(".json"): file
    for file in (files("actionplan_tui.data") / "templates").iterdir()
    if file.name.endswith(".json")
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_breaks_a_rule(name: str, read_plan: ReadPlan) -> None:
    plan = read_plan(json.loads(TEMPLATES[name].read_text(encoding="utf-8")))

    rules.check(plan, [(table, id, "") for table in TABLES for id in plan.table(table)])


def test_the_blank_table_is_one_goal_with_six_steps_and_both_review_clocks(
    read_plan: ReadPlan,
) -> None:
    plan = read_plan(json.loads(TEMPLATES["action-planning-table"].read_text(encoding="utf-8")))

    assert [goal.statement for goal in plan.goals.values()] == [""]
    assert [step.title for step in plan.steps.values()] == [""] * 6
    assert list(outline(plan).code.items()) == [(id, str(id)) for id in range(1, 7)]
    assert set(outline(plan).goal.values()) == {1}
    assert cadence.parse(plan.info.review_cadence) == cadence.Cadence("month")
    assert cadence.parse(plan.info.communication_review_cadence) == cadence.Cadence("month", 3)


@pytest.fixture
def roll_out(read_plan: ReadPlan) -> Plan:
    return read_plan(json.loads(TEMPLATES["digital-service-roll-out"].read_text(encoding="utf-8")))


def test_the_roll_out_answers_every_column_of_every_step_but_its_dates(roll_out: Plan) -> None:
    tree = outline(roll_out)
    lacking = blanks(roll_out).by_step
    for id in tree.rows:
        step = roll_out.steps[id]
        if step.kind == "step":
            assert step.done_when, step.title
            assert set(lacking.get(id, ())) <= {"due", "available", "communications", "kpis"}
    assert sum(step.kind == "milestone" for step in roll_out.steps.values()) == 6
    assert len(tree.rows) > 25


def test_the_roll_out_has_no_date_and_no_figure_measured(roll_out: Plan) -> None:
    info = roll_out.info
    assert (info.start, info.target_end, info.last_review, info.plan_id) == (None, None, None, "")
    assert not roll_out.measurements
    assert not roll_out.contacts
    dates = [
        value
        for table in TABLES
        for record in roll_out.table(table).values()
        for name in record.__struct_fields__
        if isinstance(value := getattr(record, name), dt.date)
    ]
    assert dates == []


def test_the_roll_out_reviews_itself_and_tells_everybody_on_a_rhythm(roll_out: Plan) -> None:
    today = dt.date(2026, 3, 2)
    assert cadence.parse(roll_out.info.review_cadence) == cadence.Cadence("month")
    assert cadence.parse(roll_out.info.communication_review_cadence) == cadence.Cadence("month", 3)
    begun = roll_out.amend("plan", 1, start=today, target_end=dt.date(2027, 3, 1))
    told = reach(begun, today)
    roles = begun.stakeholders
    silent = {roles[id].name for id in unreached(begun, told)}
    senders = {line.responsible for line in begun.communications.values()}
    assert {name for name in silent if _id(begun, name) not in senders} == set()
    for line in begun.communications.values():
        assert line.audience
        assert line.message
        assert line.responsible is not None
        if not line.cadence.startswith("at "):
            assert communication_occurrences(begun, line), line.cadence


def _id(plan: Plan, name: str) -> int:
    return next(id for id, person in plan.stakeholders.items() if person.name == name)


def test_every_role_of_the_roll_out_stands_on_the_matrix(roll_out: Plan) -> None:
    roles = roll_out.stakeholders.values()
    assert all(strategy_of(role) for role in roles)
    assert {strategy_of(role) for role in roles} == {
        "manage closely", "keep satisfied", "keep informed",
    }  # fmt: skip
    assert all(role.engagement and role.desired_engagement for role in roles)
    assert not any(role.contact for role in roles)


def test_every_goal_of_the_roll_out_is_measured_and_every_kpi_has_a_source(roll_out: Plan) -> None:
    for goal in roll_out.goals:
        assert kpis_of_goal(roll_out, goal)
        assert roll_out.goals[goal].success
    for kpi in roll_out.kpis.values():
        assert kpi.frequency
        assert kpi.source
        assert kpi.data_owner is not None
