"""What is needed and not there: gaps and totals by unit."""

from plans import PlanBuilder

from actionplan_tui.analysis.resources import (
    Total,
    gap,
    goal_totals,
    plan_totals,
    resources_of,
    step_totals,
    unit_of,
)
from actionplan_tui.model.records import Resource


def test_the_gap_of_one_resource() -> None:
    assert gap(Resource(needed=4, available=1)) == 3
    assert gap(Resource(needed=4)) == 4
    assert gap(Resource(needed=4, available=5)) == 0
    assert gap(Resource(available=5)) is None
    assert gap(Resource(needed=4, available=4, status="refused")) == 4


def test_available_and_needed_of_one_unit_meet_within_a_step() -> None:
    make = PlanBuilder()
    step = make.step("Build")
    make.add("resources", step=step, available=50_000, unit="USD")
    make.add("resources", step=step, needed=120_000, available=30_000, unit="USD")
    make.add("resources", step=step, needed=3, available=1, unit="analysts")
    totals = step_totals(make.plan, step)
    assert totals["USD"] == Total(unit="USD", needed=120_000, available=80_000, gap=40_000)
    assert totals["analysts"].gap == 2
    assert list(totals) == ["USD", "analysts"]


def test_a_surplus_of_one_step_does_not_fund_another() -> None:
    make = PlanBuilder()
    goal = make.goal("Reach")
    rich, poor = make.step("Rich", goal=goal), make.step("Poor", goal=goal)
    make.add("resources", step=rich, needed=10, available=100, unit="USD")
    make.add("resources", step=poor, needed=10, unit="USD")
    assert goal_totals(make.plan, goal)["USD"].gap == 10
    assert plan_totals(make.plan)["USD"].available == 100


def test_totals_take_in_the_steps_below_and_leave_out_cancelled_ones() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    leaf = make.step("Leaf", parent=top)
    gone = make.step("Gone", parent=top, cancelled=True)
    below = make.step("Below", parent=gone)
    for step in (top, leaf, gone, below):
        make.add("resources", step=step, needed=1, unit="day")
    make.add("resources", step=leaf, needed=5, unit="day", archived=True)
    assert step_totals(make.plan, top)["day"].needed == 2
    assert plan_totals(make.plan)["day"].needed == 2
    assert resources_of(make.plan, leaf) == (2,)


def test_refused_resources_are_not_there() -> None:
    make = PlanBuilder()
    step = make.step("Build")
    make.add("resources", step=step, needed=10, available=10, unit="USD", status="refused")
    assert step_totals(make.plan, step)["USD"].gap == 10


def test_money_without_a_unit_is_in_the_plans_currency() -> None:
    make = PlanBuilder(currency="WST")
    money = Resource(category="financial", needed=5)
    assert unit_of(make.plan, money) == "WST"
    assert unit_of(make.plan, Resource(category="human", needed=5)) == ""
    assert unit_of(make.plan, Resource(category="financial", unit=" EUR ")) == "EUR"
