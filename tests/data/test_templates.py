"""The templates a new plan can begin from."""

from __future__ import annotations

import json
from importlib.resources import files

from actionplan_tui.model import cadence, codec, rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.wbs import outline

TEMPLATES = files("actionplan_tui.data") / "templates"


def read(name: str) -> Plan:
    rows = json.loads((TEMPLATES / f"{name}.json").read_text(encoding="utf-8"))
    tables = {
        table: {int(id): codec.decode(table, int(id), row) for id, row in records.items()}
        for table, records in rows.items()
    }
    info = tables.pop("plan")[1]
    return Plan(info=info, **tables)  # type: ignore[arg-type]


def test_the_blank_table_is_one_goal_with_six_steps_and_both_review_clocks() -> None:
    plan = read("action-planning-table")
    rules.check(plan, [(table, id, "") for table in TABLES for id in plan.table(table)])

    assert [goal.statement for goal in plan.goals.values()] == [""]
    assert [step.title for step in plan.steps.values()] == [""] * 6
    assert list(outline(plan).code.items()) == [(id, str(id)) for id in range(1, 7)]
    assert set(outline(plan).goal.values()) == {1}
    assert cadence.parse(plan.info.review_cadence).kind == "month"
    assert plan.info.communication_review_cadence == "quarterly"
