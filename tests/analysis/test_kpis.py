"""KPI health: what is measured against what should be true by now."""

from datetime import date
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.kpis import (
    Reading,
    achievement,
    expected_value,
    goal_result_percent,
    history,
    kpis_of_goal,
    path_of,
    reading,
    readings,
)
from actionplan_tui.model.records import KPI

JAN_1 = date(2026, 1, 1)
APR_1 = date(2026, 4, 1)  # 90 days later
DEC_27 = date(2026, 12, 27)  # 360 days later

ADULTS = {
    "name": "Adults with an account, %",
    "baseline": 10.0,
    "baseline_date": JAN_1,
    "target": 50.0,
    "target_date": DEC_27,
}
"""From 10 to 50 in 360 days: 20 is expected on 1 April."""

WAITING = {**ADULTS, "name": "Days to a licence", "direction": "decrease", "target": 2.0}
"""From 10 down to 2 in 360 days: 8 is expected on 1 April."""


def measured(kpi: dict[str, Any], *values: float, today: date = APR_1, **info: Any) -> Reading:
    """The reading of a KPI measured at last on 1 April, and a month apart before that."""
    make = PlanBuilder(**info)
    id = make.add("kpis", **kpi)
    for months, value in enumerate(reversed(values)):
        make.add("measurements", kpi=id, value=value, date=date(2026, 4 - months, 1))
    return reading(make.plan, id, today)


def test_the_latest_value_is_compared_with_the_path_on_its_own_day() -> None:
    found = measured(ADULTS, 12, 18, today=date(2026, 6, 1))
    assert found.latest == 18
    assert found.latest_date == APR_1
    assert found.previous == 12
    assert found.expected == pytest.approx(20)
    assert found.achievement == pytest.approx(0.2)  # 8 of 40
    assert found.expected_achievement == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("value", "health"),
    [
        (50, "achieved"),
        (60, "achieved"),
        (20, "on track"),
        (19.5, "on track"),  # 9.5 of the 10 expected
        (19.4, "at risk"),
        (18.5, "at risk"),  # 8.5 of 10
        (18.4, "off track"),
        (10, "off track"),
        (5, "off track"),
    ],
)
def test_health_of_what_is_to_increase(value: float, health: str) -> None:
    assert measured(ADULTS, value).health == health


@pytest.mark.parametrize(
    ("value", "health"),
    [
        (2, "achieved"),
        (1, "achieved"),
        (8, "on track"),
        (8.1, "on track"),  # 1.9 of the 2 expected
        (8.3, "at risk"),  # 1.7 of 2
        (8.4, "off track"),
        (11, "off track"),
    ],
)
def test_health_of_what_is_to_decrease(value: float, health: str) -> None:
    assert measured(WAITING, value).health == health


@pytest.mark.parametrize(
    ("value", "health"),
    [(99.5, "on track"), (99, "on track"), (98.01, "at risk"), (98, "off track")],
)
def test_what_is_to_be_maintained_stays_on_the_good_side_of_its_target(
    value: float, health: str
) -> None:
    uptime = {"direction": "maintain", "baseline": 99.7, "target": 99.0}
    assert measured(uptime, value).health == health


def test_the_good_side_is_the_one_where_the_baseline_stands() -> None:
    waiting = {"direction": "maintain", "baseline": 8.0, "target": 10.0}
    assert measured(waiting, 9).health == "on track"
    assert measured(waiting, 10).health == "on track"
    assert measured(waiting, 10.1).health == "at risk"
    assert measured(waiting, 11).health == "off track"
    assert measured(waiting, 11).achievement == pytest.approx(0.9)


def test_maintaining_needs_neither_baseline_nor_dates_and_stands_a_target_of_nothing() -> None:
    none_lost = {"direction": "maintain", "baseline": 0.0, "target": 0.0}
    assert measured({"direction": "maintain", "target": 5.0}, 5).health == "on track"
    assert measured(none_lost, 0).health == "on track"
    assert measured(none_lost, -1).achievement == 0.0
    assert measured(none_lost, -1).health == "off track"


def test_too_early_to_judge_is_not_started_unless_it_moved_backwards() -> None:
    make = PlanBuilder()
    kpi = make.add("kpis", **ADULTS)
    early = date(2026, 1, 15)  # 14 of 360 days: below one part in twenty
    for value, health in ((10, "not started"), (11, "on track"), (9, "off track")):
        make.add("measurements", kpi=kpi, value=value, date=early)
        assert reading(make.plan, kpi, early).health == health


def test_without_figures_there_is_no_health() -> None:
    assert measured(ADULTS).health == "no data"
    assert measured({**ADULTS, "baseline": None}, 20).health == "no data"
    assert measured({**ADULTS, "target": None}, 20).health == "no data"
    assert measured({**ADULTS, "target_date": None}, 20).health == "no data"
    assert measured(ADULTS).expected == pytest.approx(20)  # of today


def test_a_baseline_at_the_target_is_no_division_by_zero() -> None:
    same = {**ADULTS, "baseline": 50.0}
    assert measured(same, 50).health == "achieved"
    assert measured(same, 40).achievement == 0.0
    assert measured(same, 40).health == "off track"


def test_the_plans_tolerances_decide() -> None:
    assert measured(ADULTS, 18, kpi_green=0.8).health == "on track"
    assert measured(ADULTS, 16, kpi_amber=0.6).health == "at risk"


class TestPath:
    def expected(self, day: date, **fields: Any) -> float | None:
        plan = PlanBuilder(start=JAN_1, target_end=DEC_27).plan
        return expected_value(plan, KPI(**{**ADULTS, **fields}), day)

    def test_in_a_line(self) -> None:
        assert self.expected(date(2025, 6, 1)) == 10
        assert self.expected(JAN_1) == 10
        assert self.expected(APR_1) == pytest.approx(20)
        assert self.expected(DEC_27) == 50
        assert self.expected(date(2027, 6, 1)) == 50

    def test_in_a_line_through_interim_targets(self) -> None:
        interim = ("2026-10-01=40", "2026-04-01=12")  # in any order
        assert self.expected(APR_1, interim_targets=interim) == 12
        # 1 July is 91 of the 183 days from 1 April to 1 October.
        expected = 12 + 28 * 91 / 183
        assert self.expected(date(2026, 7, 1), interim_targets=interim) == pytest.approx(expected)

    def test_in_steps_the_value_waits_for_the_next_date(self) -> None:
        interim = ("2026-04-01=12", "2026-10-01=40")
        for day, value in (
            (date(2026, 3, 31), 10),
            (APR_1, 12),
            (date(2026, 9, 30), 12),
            (date(2026, 10, 1), 40),
            (date(2026, 12, 26), 40),
            (DEC_27, 50),
        ):
            assert self.expected(day, interim_targets=interim, path="stepped") == value

    def test_dates_left_out_come_from_the_plan(self) -> None:
        assert self.expected(APR_1, baseline_date=None, target_date=None) == pytest.approx(20)

    def test_dates_left_out_come_from_the_step_or_goal_first(self) -> None:
        make = PlanBuilder(start=JAN_1, target_end=date(2030, 1, 1))
        goal = make.goal("Reach", target_date=DEC_27)
        step = make.step("Enrol", due=APR_1)
        of_goal = KPI(**{**ADULTS, "target_date": None, "goal": goal})
        of_step = KPI(**{**ADULTS, "target_date": None, "step": step, "goal": goal})
        assert path_of(make.plan, of_goal)[-1] == (DEC_27, 50.0)
        assert path_of(make.plan, of_step)[-1] == (APR_1, 50.0)

    def test_unreadable_and_outlying_interim_targets_are_passed_over(self) -> None:
        interim = ("soon=12", "2026-04-01", "2025-01-01=99", "2028-01-01=99")
        assert self.expected(APR_1, interim_targets=interim) == pytest.approx(20)

    def test_a_path_that_ends_before_it_begins_is_none(self) -> None:
        assert self.expected(APR_1, target_date=date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("frequency", "fresh", "stale"),
    [
        ("weekly", date(2026, 4, 11), date(2026, 4, 12)),  # more than 10.5 days
        ("monthly", date(2026, 5, 16), date(2026, 5, 17)),  # 45 days
        ("quarterly", date(2026, 8, 15), date(2026, 8, 16)),  # 136.5 days
        ("half-yearly", date(2026, 12, 30), date(2026, 12, 31)),  # 273 days
        ("yearly", date(2027, 9, 30), date(2027, 10, 1)),  # 547.5 days
    ],
)
def test_a_figure_is_stale_after_one_and_a_half_periods(
    frequency: str, fresh: date, stale: date
) -> None:
    kpi = {**ADULTS, "frequency": frequency}
    assert not measured(kpi, 20, today=fresh).stale
    assert measured(kpi, 20, today=stale).stale


def test_a_kpi_never_measured_is_stale_by_its_baseline_and_one_without_rhythm_never() -> None:
    assert measured({**ADULTS, "frequency": "monthly"}, today=date(2026, 2, 16)).stale
    assert not measured({**ADULTS, "frequency": "monthly"}, today=date(2026, 2, 15)).stale
    assert not measured(ADULTS, 20, today=date(2030, 1, 1)).stale


@pytest.mark.parametrize(
    ("kpi", "values", "trend", "verdict"),
    [
        (ADULTS, (12, 18), "rising", "good"),
        (ADULTS, (18, 12), "falling", "bad"),
        (WAITING, (9, 8), "falling", "good"),
        (WAITING, (8, 9), "rising", "bad"),
        (ADULTS, (12, 12), "steady", ""),
        (ADULTS, (12,), "", ""),
        (ADULTS, (), "", ""),
    ],
)
def test_trend_is_an_arrow_in_words_and_whether_it_is_good(
    kpi: dict[str, Any], values: tuple[float, ...], trend: str, verdict: str
) -> None:
    found = measured(kpi, *values)
    assert (found.trend, found.verdict) == (trend, verdict)


def test_what_is_maintained_may_move_as_long_as_it_holds() -> None:
    uptime = {"direction": "maintain", "baseline": 99.7, "target": 99.0}
    assert measured(uptime, 99.9, 99.2).verdict == "good"
    assert measured(uptime, 99.2, 98).verdict == "bad"
    assert measured(uptime, 97, 98).verdict == "good"


def test_history_is_in_order_of_date_and_knows_no_archived_or_undated_figures() -> None:
    make = PlanBuilder()
    kpi = make.add("kpis", **ADULTS)
    make.add("measurements", kpi=kpi, value=30, date=APR_1)
    make.add("measurements", kpi=kpi, value=10, date=JAN_1)
    make.add("measurements", kpi=kpi, value=31, date=APR_1)  # corrected the same day
    make.add("measurements", kpi=kpi, value=99)
    make.add("measurements", kpi=kpi, value=99, date=APR_1, archived=True)
    assert history(make.plan, kpi) == ((JAN_1, 10), (APR_1, 30), (APR_1, 31))
    assert reading(make.plan, kpi, APR_1).latest == 31
    assert reading(make.plan, kpi, date(2026, 3, 31)).latest == 10  # no looking ahead


def test_the_result_of_a_goal_is_the_mean_of_its_kpis_within_0_and_100() -> None:
    make = PlanBuilder()
    goal = make.goal("Reach")
    for value in (60, 20, 0):  # 125 %, 25 % and -25 % of the way
        kpi = make.add("kpis", **ADULTS, goal=goal)
        make.add("measurements", kpi=kpi, value=value, date=APR_1)
    make.add("kpis", **ADULTS, goal=goal)  # not measured yet
    # (100 + 25 + 0) / 3
    assert goal_result_percent(make.plan, goal, APR_1) == 42
    assert goal_result_percent(make.plan, goal, JAN_1) is None
    assert goal_result_percent(make.plan, make.goal("Other"), APR_1) is None


def test_a_goal_is_judged_by_its_own_and_its_sub_goals_kpis_before_those_of_its_steps() -> None:
    make = PlanBuilder()
    top = make.goal("Top")
    below = make.goal("Below", parent=top)
    step = make.step("Enrol", goal=below)
    gone = make.step("Gone", goal=below, cancelled=True)
    of_step = make.add("kpis", **ADULTS, step=step)
    make.add("kpis", **ADULTS, step=gone)
    assert kpis_of_goal(make.plan, top) == [of_step]
    of_goal = make.add("kpis", **ADULTS, goal=below)
    assert kpis_of_goal(make.plan, top) == [of_goal]
    assert list(readings(make.plan, APR_1)) == [of_step, of_goal]


def test_achievement_is_the_share_of_the_way() -> None:
    assert achievement(KPI(**ADULTS), 30) == pytest.approx(0.5)
    assert achievement(KPI(**WAITING), 4) == pytest.approx(0.75)
    assert achievement(KPI(**ADULTS), 0) == pytest.approx(-0.25)
    assert achievement(KPI(target=5), 3) is None
    assert achievement(KPI(baseline=5), 3) is None
