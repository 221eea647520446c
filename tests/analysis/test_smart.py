"""What a goal still lacks to be specific, measurable, achievable, relevant and time-bound."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.smart import Around, around, smart_hints, smart_text

PLANNED = Around(target_date=dt.date(2027, 6, 30), kpis=1, steps=4, aligned=True, framework=True)


def test_a_goal_with_everything_around_it_lacks_nothing() -> None:
    assert smart_hints("Half of all adults use the portal", PLANNED) == ()
    assert smart_text("Half of all adults use the portal", PLANNED) == (
        "specific, measurable, achievable, relevant, time-bound"
    )


def test_a_word_alone_lacks_all_five() -> None:
    assert smart_hints("Health", Around(framework=True)) == (
        "specific? who does what",
        "measurable? name a number",
        "time-bound? By is blank",
        "achievable? no step yet",
        "relevant? aligned to nothing",
    )


@pytest.mark.parametrize(
    ("statement", "measurable"),
    [
        ("Clinics report fewer cases", False),
        ("Clinics report 40 fewer cases", True),
        ("Clinics report ٤٠ fewer cases", True),
        ("Counter visits are halved", True),
        ("Every village drinks clean water", True),
        ("Clinics report fewer cases in 2027", False),  # a year is no measure
    ],
)
def test_a_number_or_a_word_for_one_makes_it_measurable(statement, measurable) -> None:
    hints = smart_hints(statement, Around())
    assert ("measurable? name a number" in hints) is not measurable


@pytest.mark.parametrize("known", [Around(kpis=1), Around(success="fewer than 10 cases")])
def test_a_kpi_or_a_number_in_the_success_measures_it_too(known) -> None:
    assert "measurable? name a number" not in smart_hints("Clinics report fewer cases", known)


@pytest.mark.parametrize(
    ("statement", "bound"),
    [
        ("No child is ill", False),
        ("No child is ill by June", True),
        ("No child is ill by the end", False),
        ("No child is ill in 2027", True),
        ("No child is ill within two years", True),
    ],
)
def test_a_time_in_the_statement_binds_it(statement, bound) -> None:
    assert ("time-bound? By is blank" in smart_hints(statement, Around())) is not bound


def test_a_statement_without_spaces_between_words_can_be_specific() -> None:
    assert "specific? who does what" not in smart_hints("每个村庄都喝上干净的水", Around())


def test_what_stands_around_a_goal_is_read_from_the_plan() -> None:
    make = PlanBuilder()
    line = make.add("framework", text="Safe water")
    goal = make.goal("Wells", aligned_to=(line,), target_date=dt.date(2027, 1, 1), success="ten")
    make.add("kpis", goal=goal, name="wells tested")
    make.step("Survey", goal=goal)
    assert around(make.plan, goal) == Around(
        target_date=dt.date(2027, 1, 1), success="ten", kpis=1, steps=1, aligned=True,
        framework=True,
    )  # fmt: skip
