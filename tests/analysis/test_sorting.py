"""Steps in the order of any column."""

from datetime import date

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.sorting import sorted_steps
from actionplan_tui.model.fields import DECK_COLUMNS
from actionplan_tui.model.problem import Problem

TODAY = date(2026, 11, 16)


@pytest.fixture
def plan() -> PlanBuilder:
    make = PlanBuilder()
    make.person("Tavita")
    make.person("ioane")
    make.goal("First", owner=1)
    make.goal("Second")
    make.step("beta", goal=2, lead=1, due=date(2026, 11, 12), priority=2)
    make.step("Éclair", goal=2, lead=2, due=date(2026, 11, 20), percent=100)
    make.step("alpha", goal=1, percent=30, due=date(2026, 11, 10))
    make.step("", goal=1, lead=2)
    make.add("resources", step=2, needed=1)
    make.add("resources", step=2, needed=2)
    make.add("resources", step=1, needed=2, source="the Treasury")
    make.add("kpis", step=3, name="Letters")
    return make  # in outline order: 3, 4, 1, 2


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("code", [3, 4, 1, 2]),
        ("title", [3, 1, 2, 4]),  # without case and accents, blanks last
        ("lead", [4, 2, 1, 3]),
        ("owner", [3, 4, 1, 2]),
        ("due", [3, 1, 2, 4]),
        ("state", [3, 1, 4, 2]),  # late by 4 days, late by 2, not started, done
        ("percent", [4, 1, 3, 2]),
        ("goal", [3, 4, 1, 2]),
        ("priority", [1, 3, 4, 2]),
        ("needed", [1, 2, 3, 4]),
        ("kpis", [3, 4, 1, 2]),
    ],
)
def test_ascending(plan: PlanBuilder, column: str, order: list[int]) -> None:
    assert sorted_steps(plan.plan, [1, 2, 3, 4], column, TODAY) == order


def test_descending_keeps_blanks_last(plan: PlanBuilder) -> None:
    assert sorted_steps(plan.plan, [1, 2, 3, 4], "due", TODAY, reverse=True) == [2, 1, 3, 4]
    assert sorted_steps(plan.plan, [1, 2, 3, 4], "lead", TODAY, reverse=True) == [1, 4, 2, 3]


def test_every_column_of_the_table_sorts(plan: PlanBuilder) -> None:
    for column in DECK_COLUMNS:
        assert sorted(sorted_steps(plan.plan, [1, 2, 3, 4], column.key, TODAY)) == [1, 2, 3, 4]


def test_a_column_there_is_not_is_refused(plan: PlanBuilder) -> None:
    with pytest.raises(Problem, match="cannot be sorted by 'colour'"):
        sorted_steps(plan.plan, [1], "colour", TODAY)
