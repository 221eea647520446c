"""Records are built and changed through validation that names the field."""

from datetime import date, time
from typing import Any

import pytest

from actionplan_tui.model.plan import TABLES, Plan, live, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import (
    KPI,
    Barrier,
    Communication,
    PlanInfo,
    Record,
    Stakeholder,
    Step,
    amend,
    make,
)


def test_a_record_takes_values_of_the_right_kind() -> None:
    step = make(Step, title="Draft", due=date(2026, 11, 13), support=[1, 2], percent=40)
    assert step == Step(title="Draft", due=date(2026, 11, 13), support=(1, 2), percent=40)
    assert make(Step, due="2026-11-13").due == date(2026, 11, 13)
    assert make(Communication, time=time(9, 30)).time == time(9, 30)


@pytest.mark.parametrize(
    ("record", "field", "value", "message"),
    [
        (Step, "percent", 101, "percent: must be between 0 and 100"),
        (Step, "percent", -1, "percent: must not be below 0"),
        (Step, "priority", 4, "priority: must be between 1 and 3"),
        (Step, "due", "soon", "due: is not a date"),
        (Communication, "time", "noon", "time: is not a time"),
        (Stakeholder, "power", 0, "power: must be at least 1"),
        (Stakeholder, "interest", 6, "interest: must be between 1 and 5"),
        (Stakeholder, "attitude", 3, "attitude: must be between -2 and 2"),
        (Stakeholder, "attitude", -3, "attitude: must be between -2 and 2"),
        (Step, "title", 7, "title: "),
        (Step, "support", ["Tavita"], "support: "),
        (Step, "kind", "task", "kind: "),
        (Step, "none_identified", ["money"], "none_identified: "),
        (Barrier, "likelihood", 9, "likelihood: must be between 1 and 5"),
        (KPI, "target", "fifty", "target: "),
        (PlanInfo, "work_week", ["monday"], "work_week: "),
        (PlanInfo, "late_tolerance", -1, "late_tolerance: must not be below 0"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(
    record: type[Record], field: str, value: Any, message: str
) -> None:
    with pytest.raises(Problem, match=f"^{message}") as refused:
        make(record, **{field: value})
    assert refused.value.field == field
    with pytest.raises(Problem, match=f"^{message}"):
        amend(record(), **{field: value})


def test_amending_leaves_the_rest_and_the_original_alone() -> None:
    step = Step(id=3, title="Draft", percent=10)
    changed = amend(step, percent=20)
    assert changed == Step(id=3, title="Draft", percent=20)
    assert step.percent == 10


def test_a_field_there_is_not_cannot_be_amended() -> None:
    with pytest.raises(Problem, match="colour: there is no such field") as refused:
        amend(Step(), colour="red")
    assert refused.value.field == "colour"
    # What a file holds beyond what is known here is left to the file.
    assert make(Step, title="Draft", colour="red") == Step(title="Draft")


def test_a_plan_changes_by_making_the_next_one() -> None:
    plan = Plan(steps={1: Step(id=1, title="Draft")})
    after = plan.amend("steps", 1, title="Write")
    assert (plan.steps[1].title, after.steps[1].title) == ("Draft", "Write")
    assert after.goals is plan.goals
    assert plan.put("steps", Step(id=2)).steps.keys() == {1, 2}
    assert plan.drop("steps", [1]).steps == {}
    assert plan.amend("plan", 1, title="Portal").info.title == "Portal"


def test_a_problem_in_a_plan_names_table_record_and_field() -> None:
    with pytest.raises(Problem) as refused:
        Plan(steps={1: Step(id=1)}).amend("steps", 1, percent=101)
    problem = refused.value
    assert (problem.table, problem.id, problem.field) == ("steps", 1, "percent")
    with pytest.raises(Problem, match="there is no step S9"):
        Plan().amend("steps", 9, title="Draft")
    with pytest.raises(Problem, match="there is no KPI K2"):
        Plan().get("kpis", 2)


def test_records_are_named_by_letter_and_id() -> None:
    assert ref("steps", 12) == "S12"
    assert ref("corrective_actions", 3) == "A3"
    letters = [table.letter for table in TABLES.values() if table.letter]
    assert len(letters) == len(set(letters))


def test_live_records_are_those_not_archived() -> None:
    rows = {2: Step(id=2), 1: Step(id=1, archived=True), 3: Step(id=3)}
    assert list(live(rows)) == [2, 3]


def test_every_table_of_the_plan_has_its_own_field_and_type() -> None:
    assert [name for name in TABLES if name != "plan"] == list(Plan.__struct_fields__)[1:]
    for table in TABLES.values():
        assert table.type().id == 0
