"""Dates and percent of one step against the plan's own working days."""

from datetime import date

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.progress import (
    actual_percent,
    duration,
    is_done,
    is_late,
    planned_percent,
    slip,
    variance,
    workdays_late,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step

# November 2026 begins on a Sunday: Mondays are 2, 9, 16, 23 and 30.
MONDAY_TO_FRIDAY = PlanBuilder().plan
# Wednesday 2 and Thursday 3 December are holidays, Friday and Saturday the weekend.
SUNDAY_TO_THURSDAY = PlanBuilder(
    work_week=("sun", "mon", "tue", "wed", "thu"),
    holidays=(date(2026, 12, 2), date(2026, 12, 3)),
).plan


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


@pytest.mark.parametrize(
    ("plan", "start", "due", "days"),
    [
        (MONDAY_TO_FRIDAY, nov(2), nov(2), 1),
        (MONDAY_TO_FRIDAY, nov(2), nov(6), 5),
        (MONDAY_TO_FRIDAY, nov(6), nov(9), 2),
        (MONDAY_TO_FRIDAY, nov(2), nov(27), 20),
        (MONDAY_TO_FRIDAY, nov(7), nov(8), 0),
        (SUNDAY_TO_THURSDAY, nov(29), dec(8), 6),  # 29, 30, 1, 6, 7, 8
        (SUNDAY_TO_THURSDAY, dec(2), dec(5), 0),
    ],
)
def test_duration_counts_working_days_with_both_ends(
    plan: Plan, start: date, due: date, days: int
) -> None:
    assert duration(plan, Step(start=start, due=due)) == days


def test_duration_is_unknown_without_both_dates_in_order() -> None:
    assert duration(MONDAY_TO_FRIDAY, Step(due=nov(2))) is None
    assert duration(MONDAY_TO_FRIDAY, Step(start=nov(2))) is None
    assert duration(MONDAY_TO_FRIDAY, Step(start=nov(3), due=nov(2))) is None


def test_a_milestone_takes_no_time() -> None:
    assert duration(MONDAY_TO_FRIDAY, Step(kind="milestone", due=nov(2))) == 0


def test_done_is_a_finish_date_or_all_of_the_percent() -> None:
    assert is_done(Step(finished=nov(2)))
    assert is_done(Step(percent=100))
    assert not is_done(Step(percent=99))
    assert actual_percent(Step(finished=nov(2), percent=60)) == 100
    assert actual_percent(Step(percent=60)) == 60


@pytest.mark.parametrize(
    ("plan", "due", "today", "days"),
    [
        (MONDAY_TO_FRIDAY, nov(13), nov(16), 1),
        (MONDAY_TO_FRIDAY, nov(13), nov(27), 10),
        (MONDAY_TO_FRIDAY, nov(14), nov(16), 1),  # due on a Saturday
        (SUNDAY_TO_THURSDAY, dec(1), dec(6), 1),  # two holidays and a weekend between
        (SUNDAY_TO_THURSDAY, dec(1), dec(8), 3),
    ],
)
def test_working_days_late_are_those_after_the_due_date_up_to_today(
    plan: Plan, due: date, today: date, days: int
) -> None:
    assert is_late(Step(due=due), today)
    assert workdays_late(plan, Step(due=due), today) == days


def test_a_step_is_late_by_no_working_day_when_only_days_off_have_passed() -> None:
    step = Step(due=nov(13))  # a Friday
    assert is_late(step, nov(14))
    assert workdays_late(MONDAY_TO_FRIDAY, step, nov(14)) == 0
    assert is_late(Step(due=dec(1)), dec(5))
    assert workdays_late(SUNDAY_TO_THURSDAY, Step(due=dec(1)), dec(5)) == 0


def test_neither_what_is_due_today_nor_done_nor_cancelled_is_late() -> None:
    assert not is_late(Step(due=nov(13)), nov(13))
    assert not is_late(Step(due=nov(13), finished=nov(20)), nov(27))
    assert not is_late(Step(due=nov(13), cancelled=True), nov(27))
    assert not is_late(Step(), nov(27))
    assert workdays_late(MONDAY_TO_FRIDAY, Step(due=nov(13), percent=100), nov(27)) == 0


def test_slip_is_the_way_from_due_to_forecast() -> None:
    assert slip(MONDAY_TO_FRIDAY, Step(due=nov(27), forecast=nov(30))) == 1
    assert slip(MONDAY_TO_FRIDAY, Step(due=nov(27), forecast=dec(11))) == 10
    assert slip(MONDAY_TO_FRIDAY, Step(due=nov(27), forecast=nov(25))) == -2
    assert slip(SUNDAY_TO_THURSDAY, Step(due=dec(1), forecast=dec(7))) == 2
    assert slip(MONDAY_TO_FRIDAY, Step(due=nov(27))) == 0
    assert slip(MONDAY_TO_FRIDAY, Step(forecast=nov(27))) == 0


@pytest.mark.parametrize(
    ("today", "percent"),
    [
        (nov(1), 0),
        (nov(2), 5),  # 1 of 20 days
        (nov(13), 50),
        (nov(15), 50),  # a Sunday adds nothing
        (nov(16), 55),
        (nov(26), 95),
        (nov(27), 100),
        (dec(31), 100),
    ],
)
def test_planned_percent_is_the_share_of_working_days_gone(today: date, percent: float) -> None:
    step = Step(start=nov(2), due=nov(27))
    assert planned_percent(MONDAY_TO_FRIDAY, step, today) == pytest.approx(percent)


def test_planned_percent_knows_the_plans_own_week_and_holidays() -> None:
    step = Step(start=nov(29), due=dec(8))  # 6 working days
    assert planned_percent(SUNDAY_TO_THURSDAY, step, dec(1)) == pytest.approx(50)
    assert planned_percent(SUNDAY_TO_THURSDAY, step, dec(5)) == pytest.approx(50)
    assert planned_percent(SUNDAY_TO_THURSDAY, step, dec(7)) == pytest.approx(500 / 6)


def test_planned_percent_of_a_milestone_is_nothing_or_all() -> None:
    milestone = Step(kind="milestone", due=nov(13))
    assert planned_percent(MONDAY_TO_FRIDAY, milestone, nov(12)) == 0
    assert planned_percent(MONDAY_TO_FRIDAY, milestone, nov(13)) == 100


def test_planned_percent_is_unknown_without_dates() -> None:
    assert planned_percent(MONDAY_TO_FRIDAY, Step(due=nov(13)), nov(20)) is None
    assert planned_percent(MONDAY_TO_FRIDAY, Step(start=nov(13)), nov(20)) is None
    assert variance(MONDAY_TO_FRIDAY, Step(due=nov(13)), nov(20)) is None


def test_a_step_that_spans_days_off_only_is_planned_when_they_are_over() -> None:
    step = Step(start=nov(7), due=nov(8))
    assert planned_percent(MONDAY_TO_FRIDAY, step, nov(7)) == 0
    assert planned_percent(MONDAY_TO_FRIDAY, step, nov(8)) == 100


def test_variance_is_points_ahead_of_plan() -> None:
    step = Step(start=nov(2), due=nov(27), percent=30)
    assert variance(MONDAY_TO_FRIDAY, step, nov(13)) == pytest.approx(-20)
    assert variance(MONDAY_TO_FRIDAY, step, nov(3)) == pytest.approx(20)
    done = Step(start=nov(2), due=nov(27), finished=nov(12))
    assert variance(MONDAY_TO_FRIDAY, done, nov(13)) == pytest.approx(50)
