"""Plans moved in time: the example to today, last year's plan to a new start."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from actionplan_tui.exchange.relay import relaid, renewed, shifted
from actionplan_tui.model import rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import (
    KPI,
    Approval,
    Communication,
    Contact,
    CorrectiveAction,
    Goal,
    Measurement,
    PlanInfo,
    Review,
    Step,
    Tombstone,
    Waiver,
)

STAMP = datetime(2026, 2, 1, 8, tzinfo=UTC)

# 5 January 2026 is a Monday, 13 March a Friday.
PLAN = Plan(
    info=PlanInfo(
        id=1,
        plan_id="7f3a",
        title="Permits",
        status="closed",
        version="2.1",
        start=date(2026, 1, 5),
        target_end=date(2026, 12, 18),
        holidays=(date(2026, 1, 1), date(2026, 2, 28)),
        review_cadence="on 2026-03-02, 2026-06-01",
        last_review=date(2026, 6, 1),
        created_at=STAMP,
        sequence=4,
    ),
    goals={1: Goal(id=1, statement="Fast", position="a", target_date=date(2026, 12, 18))},
    steps={
        1: Step(id=1, title="Draft", goal=1, position="a", start=date(2026, 1, 5),
                due=date(2026, 3, 13), baseline_start=date(2026, 1, 5),
                baseline_due=date(2026, 3, 6), finished=date(2026, 3, 12), percent=100,
                confirmed=date(2026, 3, 1), notes="keep", created_at=STAMP),
        2: Step(id=2, title="Pass", goal=1, position="b", due=date(2026, 6, 6), on_hold=True,
                forecast=date(2026, 7, 1), cancelled=True, depends_on=(1,)),
    },
    communications={
        1: Communication(id=1, step=1, cadence="on 2026-02-02", start=date(2026, 2, 2)),
        2: Communication(id=2, step=1, cadence="weekly on tue"),
    },
    contacts={1: Contact(id=1, communication=1, date=date(2026, 2, 2))},
    kpis={
        1: KPI(id=1, goal=1, name="days", direction="decrease", baseline=30, target=10,
               baseline_date=date(2025, 12, 1), target_date=date(2026, 12, 18),
               interim_targets=("2026-03-31=25", "2026-06-30=15")),
        2: KPI(id=2, goal=1, name="letters", baseline=0, target=8, target_date=date(2026, 12, 1)),
        3: KPI(id=3, goal=1, name="visits", baseline=5, baseline_date=date(2025, 11, 3)),
    },
    measurements={
        1: Measurement(id=1, kpi=1, date=date(2026, 9, 1), value=18),
        2: Measurement(id=2, kpi=1, date=date(2026, 5, 1), value=24),
        3: Measurement(id=3, kpi=2, date=date(2026, 9, 1), value=9),
    },
    corrective_actions={1: CorrectiveAction(id=1, step=1)},
    reviews={1: Review(id=1, date=date(2026, 6, 1))},
    approvals={1: Approval(id=1, version="2.1")},
    waivers={1: Waiver(id=1, finding="x")},
    tombstones={1: Tombstone(id=1, kind="steps", of=9, date=date(2026, 1, 9))},
)  # fmt: skip


def test_every_date_moves_and_nothing_else() -> None:
    moved = shifted(PLAN, 7)

    assert moved.info.start == date(2026, 1, 12)
    assert moved.info.holidays == (date(2026, 1, 8), date(2026, 3, 7))
    assert moved.info.review_cadence == "on 2026-03-09, 2026-06-08"
    assert moved.info.created_at == STAMP
    assert moved.goals[1].target_date == date(2026, 12, 25)
    step = moved.steps[1]
    assert (step.start, step.due, step.finished, step.confirmed) == (
        date(2026, 1, 12), date(2026, 3, 20), date(2026, 3, 19), date(2026, 3, 8),
    )  # fmt: skip
    assert [told.cadence for told in moved.communications.values()] == [
        "on 2026-02-09", "weekly on tue",
    ]  # fmt: skip
    assert moved.kpis[1].interim_targets == ("2026-04-07=25", "2026-07-07=15")
    assert moved.measurements[1].date == date(2026, 9, 8)
    assert moved.tombstones[1].date == date(2026, 1, 16)
    assert shifted(moved, -7) == PLAN
    assert shifted(PLAN, 0) is PLAN


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 29), 0),  # the Sunday of the same week
        (date(2026, 11, 30), 7),
        (date(2027, 11, 24), 364),
        (date(2026, 11, 22), -7),
    ],
)
def test_the_example_moves_by_whole_weeks(today: date, days: int) -> None:
    moved = relaid(PLAN, date(2026, 11, 23), today)

    assert moved.info.start == date(2026, 1, 5) + timedelta(days=days)


def test_a_renewed_plan_starts_on_the_day_and_forgets_what_happened() -> None:
    new = renewed(PLAN, date(2027, 1, 4), date(2026, 11, 23))  # 364 days on: a Monday again

    info = new.info
    assert (info.plan_id, info.status, info.version, info.last_review) == ("", "draft", "0.1", None)
    assert (info.start, info.target_end) == (date(2027, 1, 4), date(2027, 12, 17))
    assert (info.created_at, info.sequence) == (None, 0)
    assert info.holidays == (date(2027, 1, 1), date(2027, 2, 28))  # the same days of the year
    step = new.steps[1]
    assert (step.start, step.due) == (date(2027, 1, 4), date(2027, 3, 12))
    assert (step.percent, step.finished, step.forecast) == (0, None, None)
    assert (step.baseline_start, step.baseline_due, step.confirmed) == (None, None, None)
    assert (step.notes, step.created_at) == ("keep", None)
    assert (new.steps[2].on_hold, new.steps[2].cancelled) == (False, True)
    assert new.steps[2].depends_on == (1,)
    for table in ("contacts", "measurements", "corrective_actions", "reviews", "approvals",
                  "waivers", "tombstones"):  # fmt: skip
        assert new.table(table) == {}
    rules.check(new, [(table, id, "") for table in TABLES for id in new.table(table)])


def test_kpis_of_a_renewed_plan_start_from_their_last_measurement() -> None:
    new = renewed(PLAN, date(2027, 1, 4), date(2026, 11, 23))

    days, letters, visits = new.kpis.values()
    assert (days.baseline, days.baseline_date) == (18, date(2026, 9, 1))
    assert (days.target, days.target_date) == (10, date(2027, 12, 17))
    assert days.interim_targets == ("2027-06-29=15",)  # 25 is passed
    assert (letters.baseline, letters.target) == (9, None)  # 8 is reached
    assert (visits.baseline, visits.baseline_date) == (5, date(2025, 11, 3))  # a fact stays


def test_steps_of_a_renewed_plan_stay_on_working_days() -> None:
    new = renewed(PLAN, date(2027, 1, 1), date(2026, 11, 23))  # 361 days on: a holiday, Friday

    # From Friday 1 January, a holiday, on to Monday 4; from Tuesday 9 March it is one already.
    assert (new.steps[1].start, new.steps[1].due) == (date(2027, 1, 4), date(2027, 3, 9))
    # 6 June 2026 was a Saturday: what never stood on a working day is only moved.
    assert new.steps[2].due == date(2027, 6, 2)
    assert new.info.start == date(2027, 1, 1)


def test_without_a_start_the_earliest_date_of_a_step_falls_on_the_day() -> None:
    plan = Plan(steps={
        1: Step(id=1, title="A", position="a", due=date(2026, 3, 2)),
        2: Step(id=2, title="B", position="b", start=date(2026, 2, 2), archived=True),
    })  # fmt: skip
    new = renewed(plan, date(2027, 3, 1), date(2026, 11, 23))

    assert new.steps[1].due == date(2027, 3, 1)
    assert new.info.start == date(2027, 3, 1)
    assert renewed(Plan(), date(2027, 3, 1), date(2026, 11, 23)).info.start == date(2027, 3, 1)
