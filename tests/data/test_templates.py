"""The templates a new plan can begin from."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

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
