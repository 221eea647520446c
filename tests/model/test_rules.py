"""What is impossible in a plan is refused, with the field that breaks the rule."""

from datetime import date
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.model.problem import Problem
from actionplan_tui.model.rules import MAX_TEXT, check, interim_target


def refused(make: PlanBuilder, table: str, id: int, field: str = "") -> Problem:
    with pytest.raises(Problem) as found:
        check(make.plan, [(table, id, field)])
    return found.value


def test_an_ordinary_plan_breaks_no_rule() -> None:
    make = PlanBuilder(title="Portal", owner=1, start=date(2026, 1, 5), review_cadence="quarterly")
    make.person("Tavita")
    make.goal("Reach", owner=1)
    make.step("Draft", goal=1, lead=1, start=date(2026, 1, 5), due=date(2026, 1, 5))
    make.step("Consult", goal=1, depends_on=(1,), notes="first line\n\tsecond line")
    make.add("kpis", name="Adults", step=1, baseline=10.0, target=50.0)
    make.add("communications", audience=(1,), cadence="weekly on tue")
    touched = [
        (table, id, "")
        for table in ("plan", "stakeholders", "goals", "steps", "kpis", "communications")
        for id in make.plan.table(table)
    ]
    check(make.plan, touched)


def test_what_is_no_longer_there_is_not_checked() -> None:
    check(PlanBuilder().plan, [("steps", 5, "due"), ("goals", 1, "")])


@pytest.mark.parametrize(
    ("table", "fields", "field", "message"),
    [
        (
            "steps",
            {"start": date(2026, 5, 2), "due": date(2026, 5, 1)},
            "due",
            "due 1 May 2026 is before the start 2 May 2026",
        ),
        (
            "communications",
            {"start": date(2026, 5, 2), "until": date(2026, 5, 1)},
            "until",
            "before the start",
        ),
        (
            "kpis",
            {"baseline_date": date(2026, 5, 2), "target_date": date(2026, 5, 1)},
            "target_date",
            "before the baseline's",
        ),
        (
            "corrective_actions",
            {"detected": date(2026, 5, 2), "due": date(2026, 5, 1)},
            "due",
            "before it was seen",
        ),
        ("kpis", {"baseline": 10.0, "target": 10.0}, "target", "does not increase from 10"),
        (
            "kpis",
            {"baseline": 10.0, "target": 12.0, "direction": "decrease"},
            "target",
            "target 12 does not decrease from 10",
        ),
        ("kpis", {"interim_targets": ("2026-06-30",)}, "interim_targets", "not of the form"),
        ("kpis", {"interim_targets": ("soon=4",)}, "interim_targets", "not of the form"),
        ("communications", {"cadence": "now and then"}, "cadence", "is not a cadence"),
        ("steps", {"lead": 9}, "lead", "there is no stakeholder P9"),
        ("steps", {"support": (9,)}, "support", "there is no stakeholder P9"),
        ("steps", {"goal": 9}, "goal", "there is no goal G9"),
        ("steps", {"depends_on": (9,)}, "depends_on", "there is no step S9"),
        ("measurements", {"kpi": 9}, "kpi", "there is no KPI K9"),
        ("resources", {"step": 9}, "step", "there is no step S9"),
        ("steps", {"title": "a\x1b[31m"}, "title", r"control character U\+001B"),
        ("steps", {"tags": ("fine", "b\x00d")}, "tags", r"control character U\+0000"),
        ("steps", {"notes": "x" * (MAX_TEXT + 1)}, "notes", "100,001 characters are too many"),
        ("steps", {"parent": 1}, "parent", "cannot stand under itself"),
        ("steps", {"depends_on": (1,)}, "depends_on", "cannot wait for itself"),
        ("goals", {"parent": 1}, "parent", "cannot stand under itself"),
        ("framework", {"parent": 1}, "parent", "cannot stand under itself"),
        ("ideas", {"merged_into": 1}, "merged_into", "cannot join itself"),
    ],
)
def test_a_record_that_cannot_be(
    table: str, fields: dict[str, Any], field: str, message: str
) -> None:
    make = PlanBuilder()
    id = make.add(table, **fields)
    problem = refused(make, table, id)
    assert (problem.table, problem.id, problem.field) == (table, id, field)
    with pytest.raises(Problem, match=message):
        check(make.plan, [(table, id, field)])


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        (
            {"start": date(2026, 5, 2), "target_end": date(2026, 5, 1)},
            "target_end",
            "target end 1 May 2026 is before the start 2 May 2026",
        ),
        ({"time_zone": "Middle Earth"}, "time_zone", "is no time zone"),
        ({"time_zone": ""}, "time_zone", "is no time zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone", "is no time zone"),
        ({"work_week": ()}, "work_week", "at least one day"),
        ({"review_cadence": "often"}, "review_cadence", "is not a cadence"),
        (
            {"communication_review_cadence": "often"},
            "communication_review_cadence",
            "is not a cadence",
        ),
        ({"owner": 7}, "owner", "there is no stakeholder P7"),
    ],
)
def test_a_plan_that_cannot_be(fields: dict[str, Any], field: str, message: str) -> None:
    make = PlanBuilder(**fields)
    assert refused(make, "plan", 1, field).field == field
    with pytest.raises(Problem, match=message):
        check(make.plan, [("plan", 1, field)])


def test_circles_through_others_are_found() -> None:
    make = PlanBuilder()
    make.step("one", parent=2, depends_on=(2,))
    make.step("two", parent=3, depends_on=(3,))
    make.step("three", parent=1, depends_on=(1,))
    make.step("outside", parent=3, depends_on=(3,))
    assert refused(make, "steps", 2, "parent").field == "parent"
    assert refused(make, "steps", 3, "depends_on").field == "depends_on"
    check(make.plan, [("steps", 4, "parent"), ("steps", 4, "depends_on")])


def test_only_what_was_touched_is_refused() -> None:
    make = PlanBuilder()
    make.step("Draft", lead=9)
    check(make.plan, [("steps", 1, "title")])
    assert refused(make, "steps", 1, "lead")


def test_what_a_file_edited_by_hand_holds_refuses_no_other_edit() -> None:
    make = PlanBuilder(start=date(2027, 1, 1), target_end=date(2026, 1, 1), review_cadence="often")
    make.step("Draft", start=date(2026, 5, 2), due=date(2026, 5, 1))
    make.add("kpis", name="Adults", step=1, baseline=5.0, target=2.0)

    untouched = [("plan", 1, "title"), ("steps", 1, "title"), ("kpis", 1, "name")]
    check(make.plan, untouched)
    assert refused(make, "steps", 1, "start").field == "due"
    assert refused(make, "kpis", 1, "direction").field == "target"
    assert refused(make, "plan", 1, "review_cadence").field == "review_cadence"


def test_a_kpi_to_be_maintained_may_have_its_target_anywhere() -> None:
    make = PlanBuilder()
    for baseline in (8.0, 10.0, 12.0):
        make.add("kpis", direction="maintain", baseline=baseline, target=10.0)
    check(make.plan, [("kpis", id, "") for id in make.plan.kpis])


def test_texts_may_hold_line_breaks_tabs_and_any_script() -> None:
    make = PlanBuilder()
    make.step("خطة العمل 国民 é 👍🏽", notes="one\n\ttwo")
    check(make.plan, [("steps", 1, "")])


def test_an_interim_target_is_a_day_and_a_value() -> None:
    assert interim_target("2026-06-30=40") == (date(2026, 6, 30), 40.0)
    assert interim_target("2026-06-30 = 4.5") == (date(2026, 6, 30), 4.5)
    for text in ("40", "2026-06-30", "2026-06-31=4", "2026-06-30=nan", "2026-06-30=inf"):
        with pytest.raises(Problem, match="not of the form"):
            interim_target(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_must_be_one(value: float) -> None:
    make = PlanBuilder()
    kpi = make.add("kpis", name="Adults", target=value)
    assert refused(make, "kpis", kpi, "target").field == "target"
