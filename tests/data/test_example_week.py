"""The worked example: what is true of it on every day, Monday to Sunday, of its week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from actionplan_tui.analysis.clocks import next_review
from actionplan_tui.analysis.communications import next_occurrence
from actionplan_tui.analysis.kpis import reading
from actionplan_tui.analysis.people import owner_of
from actionplan_tui.analysis.schedule import StateKind, state, states
from actionplan_tui.exchange.relay import relaid
from actionplan_tui.model import cadence
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.workdays import work_calendar

BlankIn = Callable[..., list[str]]


def in_state(plan: Plan, leaves: list[Step], kind: StateKind, today: date) -> list[Step]:
    return [step for step in leaves if state(plan, step.id, today).kind == kind]


def test_the_action_steps_are_in_these_states(plan: Plan, leaves: list[Step], today: date) -> None:
    assert Counter(state(plan, step.id, today).kind for step in leaves) == {
        "done": 3,
        "LATE": 1,
        "OFF TRACK": 1,
        "AT RISK": 1,
        "on hold": 1,
        "on track": 6,
        "not started": 6,
    }


def test_one_step_is_late_but_within_the_tolerance(
    plan: Plan, leaves: list[Step], today: date
) -> None:
    [late] = in_state(plan, leaves, "LATE", today)

    assert late.title == "Consult the bar association"
    # Due on the Monday before: five working days late on Monday, nine from Friday on.
    assert state(plan, late.id, today).days == 5 + min(today.weekday(), 4)
    assert plan.info.late_tolerance == 10
    assert late.forecast is not None
    assert today < late.forecast


def test_one_step_is_off_track_by_its_forecast(plan: Plan, leaves: list[Step], today: date) -> None:
    [off] = in_state(plan, leaves, "OFF TRACK", today)

    assert off.title == "Connect sign-in to the identity register"
    assert off.due is not None
    assert off.forecast is not None
    assert today < off.due
    # Friday 11 December to Friday 29 January: seven weeks less four holidays.
    assert work_calendar(plan.info).between(off.due, off.forecast) == 7 * 5 - 4


def test_its_owner_not_its_lead_takes_corrective_action(
    plan: Plan, leaves: list[Step], today: date, blank_in: BlankIn
) -> None:
    [off] = in_state(plan, leaves, "OFF TRACK", today)
    [action] = [row for row in plan.corrective_actions.values() if row.step == off.id]

    assert blank_in(action, "deviation", "cause", "decision", "responsible") == []
    assert action.owner == owner_of(plan, off.id)[0]
    assert action.owner != off.lead
    assert action.status == "in progress"
    assert action.detected is not None
    assert action.due is not None
    assert action.detected < today < action.due


def test_one_step_is_at_risk_by_its_forecast(plan: Plan, leaves: list[Step], today: date) -> None:
    [risk] = in_state(plan, leaves, "AT RISK", today)

    assert risk.title == "Equip council houses with tablets and satellite links"
    assert state(plan, risk.id, today).reason == "forecast 6 working days late"


def test_two_steps_on_track_are_due_soon(plan: Plan, leaves: list[Step], today: date) -> None:
    soon = today + timedelta(days=plan.info.due_soon)
    running = in_state(plan, leaves, "on track", today)

    assert [step.title for step in running if step.due and today < step.due <= soon] == [
        "Translate the service pages into Maralauan",
        "Withdraw certified copies from six procedures",
    ]


def test_both_reviews_come_within_nine_days(plan: Plan, today: date) -> None:
    for kind in ("plan", "communication"):
        day = next_review(plan, kind)
        assert day is not None
        assert 1 <= (day - today).days <= 9, kind


def test_the_review_cadences_count_weeks_and_agree_with_the_day_set(
    plan: Plan, monday: date
) -> None:
    """So that moving every date by whole weeks moves the next reviews alike."""
    info = plan.info
    for text in (info.review_cadence, info.communication_review_cadence):
        assert cadence.parse(text).kind == "week"
    without = plan.drop("reviews", plan.reviews)
    for kind in ("plan", "communication"):
        [held] = [row for row in plan.reviews.values() if row.kind == kind]
        assert held.date is not None
        assert held.date < monday
        assert held.next == next_review(without, kind)


def test_something_is_to_be_said_within_the_week(plan: Plan, today: date) -> None:
    coming = [next_occurrence(plan, row, today) for row in plan.communications.values()]
    soon = [one for one in coming if one and one.day < today + timedelta(days=7)]

    assert len(soon) >= 5


def test_only_the_cost_of_a_request_is_stale(plan: Plan, today: date) -> None:
    assert [kpi.name for id, kpi in plan.kpis.items() if reading(plan, id, today).stale] == [
        "Cost of a request"
    ]


def test_no_open_corrective_action_is_overdue(plan: Plan, today: date) -> None:
    for action in plan.corrective_actions.values():
        assert action.due is not None
        assert action.status == "verified" or today < action.due


def test_it_holds_whenever_it_is_opened(plan: Plan, leaves: list[Step], monday: date) -> None:
    """Days of every weekday over four years; months of cadences and holidays fall elsewhere."""
    known = states(plan, monday)
    for days in range(0, 1500, 97):
        opened = monday + timedelta(days=days)
        laid = relaid(plan, monday, opened)
        for step in leaves:
            assert state(laid, step.id, opened).kind == known.of(step.id).kind, opened
        for kind in ("plan", "communication"):
            day = next_review(laid, kind)
            assert day is not None
            assert 1 <= (day - opened).days <= 9, opened
