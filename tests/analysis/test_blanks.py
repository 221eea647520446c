"""The true count of blank answers."""

from datetime import date
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.blanks import COLUMNS, blanks, stands_available, stands_needed
from actionplan_tui.model.records import Resource

ANSWERED: dict[str, Any] = {"purpose": "Why", "owner": 1, "target_end": date(2027, 6, 30)}


def a_complete_plan() -> PlanBuilder:
    make = PlanBuilder(**ANSWERED)
    make.person("Tavita")
    return make


def test_a_plan_without_anything_lacks_its_purpose_owner_and_end() -> None:
    found = blanks(PlanBuilder().plan)
    assert found.total == 3
    assert {key for key, count in found.by_column.items() if count} == {
        "plan.purpose",
        "plan.owner",
        "plan.target_end",
    }


def test_a_bare_step_lacks_every_column_but_its_title() -> None:
    make = a_complete_plan()
    step = make.step("Draft")
    found = blanks(make.plan)
    assert found.total == 7
    assert found.by_step[step] == COLUMNS[1:]


def test_every_column_is_answered_by_its_own_record() -> None:
    make = a_complete_plan()
    step = make.step("Draft", lead=1, due=date(2026, 11, 13))
    make.add("resources", step=step, description="a lawyer", available=1)
    make.add("resources", step=step, description="two lawyers", needed=2)
    make.add("barriers", step=step, how="fears fees")
    make.add("communications", step=step, audience=(1,))
    assert blanks(make.plan).by_step[step] == ("kpis",)
    kpi = make.add("kpis", step=step, name="Letters received")
    assert blanks(make.plan).total == 0
    make.amend("kpis", kpi, archived=True)
    assert blanks(make.plan).by_step[step] == ("kpis",)


def test_none_identified_is_an_answer() -> None:
    make = a_complete_plan()
    none = ("available", "needed", "barriers", "communications", "kpis")
    make.step("Draft", lead=1, due=date(2026, 11, 13), none_identified=none)
    assert blanks(make.plan).total == 0


def test_only_leaves_at_work_are_asked() -> None:
    make = a_complete_plan()
    top = make.step("Deliverable")
    make.step("Leaf", parent=top)
    dropped = make.step("Dropped", cancelled=True)
    make.step("Below", parent=dropped)
    make.step("Archived", archived=True)
    assert list(blanks(make.plan).by_step) == [2]


def test_goals_are_asked_for_statement_date_and_success() -> None:
    make = a_complete_plan()
    make.goal("Reach")
    make.goal("  ", success="Half of all adults", target_date=date(2027, 6, 30))
    make.goal("Archived", archived=True)
    found = blanks(make.plan)
    assert found.total == 3
    assert found.by_column["goals.statement"] == 1
    assert found.by_column["goals.target_date"] == 1
    assert found.by_column["goals.success"] == 1


@pytest.mark.parametrize(
    ("fields", "available", "needed"),
    [
        ({"available": 1}, True, False),
        ({"needed": 2}, False, True),
        ({"available": 1, "needed": 2}, True, True),
        ({"status": "available"}, True, False),
        ({"status": "committed"}, True, False),
        ({"status": "needed"}, False, True),
        ({"status": "requested"}, False, True),
        ({"status": "refused"}, False, True),
        ({"status": "available", "needed": 2}, False, True),
    ],
)
def test_where_a_resource_stands(fields: dict[str, Any], available: bool, needed: bool) -> None:
    resource = Resource(**fields)
    assert stands_available(resource) is available
    assert stands_needed(resource) is needed


def test_blanks_are_kept_beside_the_plan_and_follow_an_edit() -> None:
    make = a_complete_plan()
    step = make.step("Draft")
    assert blanks(make.plan) is blanks(make.plan)
    make.amend("steps", step, lead=1)
    assert blanks(make.plan).total == 6
