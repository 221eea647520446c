"""When the plan is next to be reviewed, and its KPIs measured."""

from datetime import UTC, date, datetime

import pytest

from actionplan_tui.analysis.clocks import (
    last_review,
    measurement_dates,
    next_measurement,
    next_review,
    review_dates,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI, Measurement, PlanInfo, Review

START = date(2026, 11, 23)  # a Monday


def reviewed(cadence: str, last: date | None = None, *reviews: Review, **info: object) -> Plan:
    fields = {"start": START, "review_cadence": cadence, "last_review": last, **info}
    return Plan(
        info=PlanInfo(id=1, **fields),  # type: ignore[arg-type]
        reviews={review.id: review for review in reviews},
    )


@pytest.mark.parametrize(
    ("cadence", "last", "expected"),
    [
        # Without a day it counts from the last review, else from the plan's start.
        ("quarterly", None, date(2027, 2, 23)),
        ("quarterly", date(2027, 1, 10), date(2027, 4, 10)),
        ("every 2 weeks", date(2027, 1, 10), date(2027, 1, 24)),
        ("daily", date(2026, 12, 31), date(2027, 1, 1)),
        # With a day it keeps to it, however late the last review was.
        ("quarterly on 1", None, date(2026, 12, 1)),
        ("quarterly on 1", date(2026, 12, 10), date(2027, 3, 1)),
        ("monthly on last fri", date(2026, 12, 25), date(2027, 1, 29)),
        ("monthly on 23", None, START),
        ("yearly on 1 mar", date(2027, 3, 1), date(2028, 3, 1)),
        ("once", None, START),
        ("once", START, None),
        ("on 2027-01-15, 2027-02-15", date(2027, 1, 15), date(2027, 2, 15)),
        ("at due", None, date(2027, 6, 30)),
        ("", date(2027, 1, 10), None),
        ("whenever", date(2027, 1, 10), None),
    ],
)
def test_the_next_review(cadence: str, last: date | None, expected: date | None) -> None:
    assert next_review(reviewed(cadence, last, target_end=date(2027, 6, 30)), "plan") == expected


def test_a_review_far_beyond_the_plan_s_end_is_still_due() -> None:
    plan = reviewed("quarterly on 1", date(2031, 5, 2), target_end=date(2027, 6, 30))
    assert next_review(plan, "plan") == date(2031, 6, 1)


def test_the_latest_record_of_a_review_counts() -> None:
    plan = reviewed(
        "monthly",
        date(2026, 12, 1),
        Review(id=1, kind="plan", date=date(2027, 1, 5)),
        Review(id=2, kind="communication", date=date(2027, 2, 5)),
        Review(id=3, kind="plan", date=date(2027, 3, 5), archived=True),
    )
    assert last_review(plan, "plan") == date(2027, 1, 5)
    assert next_review(plan, "plan") == date(2027, 2, 5)


def test_a_day_agreed_at_the_last_review_comes_first_and_the_cadence_after_it() -> None:
    agreed = Review(id=1, kind="plan", date=date(2027, 1, 5), next=date(2027, 1, 20))
    plan = reviewed("monthly", None, agreed)
    assert review_dates(plan, "plan", date(2027, 3, 31)) == [
        date(2027, 1, 20),
        date(2027, 2, 20),
        date(2027, 3, 20),
    ]
    no_cadence = reviewed("", None, agreed)
    assert review_dates(no_cadence, "plan", date(2027, 3, 31)) == [date(2027, 1, 20)]
    assert next_review(no_cadence, "plan") == date(2027, 1, 20)


def test_the_communication_plan_has_a_clock_of_its_own() -> None:
    info = PlanInfo(
        id=1,
        start=START,
        communication_review_cadence="monthly on 1",
        last_communication_review=date(2027, 1, 2),
    )
    assert next_review(Plan(info=info), "communication") == date(2027, 2, 1)
    assert next_review(Plan(info=info), "plan") is None


def test_a_plan_without_a_start_counts_from_the_day_it_was_written() -> None:
    created = datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert next_review(reviewed("monthly", start=None, created_at=created), "plan") == date(
        2026, 12, 2
    )
    assert next_review(reviewed("monthly", start=None), "plan") is None


def test_a_kpi_is_measured_by_its_frequency_from_its_baseline_to_its_target() -> None:
    kpi = KPI(
        id=1, frequency="monthly", baseline_date=date(2027, 1, 31), target_date=date(2027, 4, 30)
    )
    plan = Plan(kpis={1: kpi})
    expected = [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert measurement_dates(plan, kpi, date(2027, 12, 31)) == expected
    assert measurement_dates(plan, kpi, date(2027, 3, 31)) == expected[:2]
    assert next_measurement(plan, kpi) == date(2027, 2, 28)


def test_the_next_measurement_counts_from_the_last() -> None:
    kpi = KPI(id=1, frequency="quarterly", baseline_date=date(2027, 1, 31))
    plan = Plan(
        kpis={1: kpi},
        measurements={
            1: Measurement(id=1, kpi=1, date=date(2027, 5, 10), value=3.0),
            2: Measurement(id=2, kpi=1, date=date(2027, 3, 10), value=2.0),
            3: Measurement(id=3, kpi=2, date=date(2027, 9, 10), value=2.0),
        },
    )
    assert next_measurement(plan, kpi) == date(2027, 8, 10)


def test_a_kpi_without_frequency_or_anything_to_count_from_has_no_clock() -> None:
    assert next_measurement(Plan(), KPI(id=1)) is None
    assert next_measurement(Plan(), KPI(id=1, frequency="monthly")) is None
