"""Percent of work done, by the stated rule: working days weigh, milestones do not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.analysis.rollup import rollup, weight_of


def nov(day: int) -> date:
    return date(2026, 11, day)


def test_leaves_weigh_their_working_days() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    make.step("Week", parent=top, start=nov(2), due=nov(6), percent=100)  # 5 days
    make.step("Month", parent=top, start=nov(2), due=nov(20), percent=20)  # 15 days
    # (5 x 100 + 15 x 20) / 20
    assert rollup(make.plan).percent(top) == 40


def test_the_plans_holidays_change_the_weights() -> None:
    make = PlanBuilder(
        work_week=("sun", "mon", "tue", "wed", "thu"), holidays=(nov(2), nov(3), nov(4))
    )
    top = make.step("Top")
    make.step("Short", parent=top, start=nov(1), due=nov(7), percent=100)  # 1 and 5 November
    make.step("Long", parent=top, start=nov(8), due=nov(21), percent=0)  # 10 days
    # 2 x 100 / 12
    assert rollup(make.plan).percent(top) == 17


def test_a_leaf_without_dates_or_working_days_weighs_one_day() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    undated = make.step("Undated", parent=top, percent=100)
    weekend = make.step("Weekend", parent=top, start=nov(7), due=nov(8))
    make.step("Three days", parent=top, start=nov(2), due=nov(4))
    assert weight_of(make.plan, make.plan.steps[undated]) == 1
    assert weight_of(make.plan, make.plan.steps[weekend]) == 1
    # 1 x 100 / 5
    assert rollup(make.plan).percent(top) == 20


def test_milestones_weigh_nothing_beside_work() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    make.step("Work", parent=top, percent=30)
    make.milestone("Approved", parent=top, percent=100)
    assert rollup(make.plan).percent(top) == 30


def test_where_there_are_only_milestones_all_count_alike() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    make.milestone("Approved", parent=top, finished=nov(2))
    make.milestone("Opened", parent=top)
    make.milestone("Handed over", parent=top)
    assert rollup(make.plan).percent(top) == 33


def test_cancelled_steps_are_left_out_with_all_below_them() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    make.step("Kept", parent=top, percent=60)
    dropped = make.step("Dropped", parent=top, cancelled=True)
    make.step("Below", parent=dropped, percent=0)
    assert rollup(make.plan).percent(top) == 60
    assert rollup(make.plan).leaves(top) == 1
    assert rollup(make.plan).percent(dropped) is None


def test_a_leaf_shows_its_own_percent_and_a_finish_date_all_of_it() -> None:
    make = PlanBuilder()
    half, over = make.step("Half", percent=50), make.step("Over", percent=50, finished=nov(2))
    assert rollup(make.plan).percent(half) == 50
    assert rollup(make.plan).percent(over) == 100


def test_deliverables_add_up_leaves_not_the_percents_between() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    part = make.step("Part", parent=top, percent=77)  # a deliverable's own percent is no matter
    for _ in range(3):
        make.step("Leaf", parent=part, percent=0)
    make.step("Leaf", parent=top, percent=100)
    assert rollup(make.plan).percent(part) == 0
    assert rollup(make.plan).percent(top) == 25


def test_goals_include_their_sub_goals() -> None:
    make = PlanBuilder()
    top = make.goal("Top")
    below = make.goal("Below", parent=top)
    empty = make.goal("Empty")
    make.step("One", goal=top, percent=100)
    make.step("Two", goal=below, percent=50)
    make.step("Loose", percent=0)
    known = rollup(make.plan)
    assert known.goal_percent(top) == 75
    assert known.goal_percent(below) == 50
    assert known.goal_percent(empty) is None
    assert known.goal_percent(None) == 0
    assert known.plan_percent() == 50
    assert (known.goal_leaves(top), known.goal_leaves(empty)) == (2, 0)


def test_nothing_and_all_mean_exactly_that() -> None:
    make = PlanBuilder()
    nearly, begun = make.step("Nearly"), make.step("Begun")
    for number in range(300):
        make.step("Leaf", parent=nearly, percent=100 if number else 0)
        make.step("Leaf", parent=begun, percent=0 if number else 1)
    assert rollup(make.plan).percent(nearly) == 99
    assert rollup(make.plan).percent(begun) == 1


def test_an_empty_plan_has_no_percent() -> None:
    assert rollup(PlanBuilder().plan).plan_percent() is None


def test_the_rollup_is_kept_beside_the_plan_and_follows_an_edit() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    leaf = make.step("Leaf", parent=top)
    assert rollup(make.plan) is rollup(make.plan)
    assert rollup(make.plan).percent(top) == 0
    make.amend("steps", leaf, percent=40)
    assert rollup(make.plan).percent(top) == 40


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 30)), min_size=1, max_size=12))
def test_a_deliverable_lies_between_its_least_and_its_most_done_leaf(
    leaves: list[tuple[int, int]],
) -> None:
    make = PlanBuilder()
    top = make.step("Top")
    for percent, days in leaves:
        due = date.fromordinal(nov(2).toordinal() + days)
        make.step("Leaf", parent=top, start=nov(2), due=due, percent=percent)
    found = rollup(make.plan).percent(top)
    percents = [percent for percent, _ in leaves]
    assert found is not None
    assert min(percents) <= found <= max(percents)
    # Standing one level deeper changes nothing.
    over = make.step("Over")
    make.amend("steps", top, parent=over)
    assert rollup(make.plan).percent(over) == found
