"""The two review clocks in words."""

from datetime import date
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.reviews import next_review, review_clock, review_text


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2026, 11, 9), "review in 6 days"),
        (date(2026, 11, 14), "review in 1 day"),
        (date(2026, 11, 15), "review today"),
        (date(2026, 11, 16), "review overdue 1 day"),
        (date(2026, 11, 18), "review overdue 3 days"),
        (date(2027, 2, 15), "review overdue 92 days"),  # counted from the one missed
    ],
)
def test_the_next_review_follows_the_last_by_the_cadence(today: date, text: str) -> None:
    plan = PlanBuilder(review_cadence="monthly on 15", last_review=date(2026, 10, 15)).plan
    assert review_text(plan, today) == text


def test_a_plan_without_a_cadence_has_no_review_set() -> None:
    plan = PlanBuilder().plan
    assert review_text(plan, date(2026, 11, 9)) == "no review set"
    assert next_review(plan, date(2026, 11, 9)) is None
    assert review_text(plan, date(2026, 11, 9), "communication") == "no communication review set"


def test_the_communication_plan_has_a_clock_of_its_own() -> None:
    plan = PlanBuilder(
        start=date(2026, 1, 1),
        review_cadence="weekly on mon",
        last_review=date(2026, 11, 2),
        communication_review_cadence="quarterly on 1",
        last_communication_review=date(2026, 10, 1),
    ).plan
    today = date(2026, 11, 9)
    assert review_text(plan, today) == "review today"
    assert next_review(plan, today, "communication") == date(2027, 1, 1)
    assert review_text(plan, today, "communication") == "communication review in 53 days"


def test_a_review_held_moves_the_clock_and_the_date_it_set_comes_first() -> None:
    make = PlanBuilder(review_cadence="monthly on 15", last_review=date(2026, 9, 15))
    make.add("reviews", date=date(2026, 10, 20))
    today = date(2026, 11, 9)
    clock = review_clock(make.plan, today)
    assert (clock.last, clock.next, clock.days) == (date(2026, 10, 20), date(2026, 11, 15), 6)
    make.add("reviews", date=date(2026, 10, 21), next=date(2026, 11, 5))
    assert review_clock(make.plan, today).next == date(2026, 11, 5)
    assert review_clock(make.plan, today).overdue


def test_a_cadence_that_cannot_be_read_is_no_clock() -> None:
    broken: dict[str, Any] = {"review_cadence": "now and then"}
    assert review_text(PlanBuilder(**broken).plan, date(2026, 11, 9)) == "no review set"
