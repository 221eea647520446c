"""The state of a step: which rule holds on which day, and how it is said."""

from datetime import date, timedelta
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.schedule import State, state, states

# November 2026: Mondays are 2, 9, 16, 23 and 30. The plan works Monday to Friday.


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


def state_of(today: date, fields: dict[str, Any]) -> State:
    make = PlanBuilder()
    id = make.step("Draft", **fields)
    return state(make.plan, id, today)


FOUR_WEEKS = {"start": nov(2), "due": nov(27)}  # 20 working days


@pytest.mark.parametrize(
    ("fields", "today", "text", "reason"),
    [
        # Done, cancelled and on hold come before anything that dates say.
        ({"due": nov(2), "finished": nov(20)}, dec(31), "done", "finished 20 Nov 2026"),
        ({"due": nov(2), "percent": 100}, dec(31), "done", "100 percent"),
        ({"finished": nov(20), "cancelled": True}, dec(31), "done", "finished 20 Nov 2026"),
        ({"due": nov(2), "cancelled": True, "on_hold": True}, dec(31), "cancelled", ""),
        ({"due": nov(2), "on_hold": True}, dec(31), "on hold", ""),
        # Late: the day it is due is not over yet; days off do not count as working days.
        ({"due": nov(13)}, nov(13), "not started", ""),
        ({"due": nov(13)}, nov(14), "LATE 0 wd", "0 working days late, tolerance 10"),
        ({"due": nov(13)}, nov(16), "LATE 1 wd", "1 working day late, tolerance 10"),
        ({"due": nov(13)}, nov(27), "LATE 10 wd", "10 working days late, tolerance 10"),
        ({"due": nov(13)}, nov(30), "OFF TRACK", "11 working days late, tolerance 10"),
        # A milestone is missed by any day.
        ({"due": nov(13), "kind": "milestone"}, nov(13), "not started", ""),
        (
            {"due": nov(13), "kind": "milestone"},
            nov(14),
            "OFF TRACK",
            "milestone of 13 Nov 2026 missed",
        ),
        # Forecast: act on it before the date is missed.
        ({"due": nov(27), "forecast": nov(27)}, nov(16), "not started", ""),
        ({"due": nov(27), "forecast": nov(30)}, nov(16), "AT RISK", "forecast 1 working day late"),
        (
            {"due": nov(27), "forecast": dec(11)},
            nov(16),
            "AT RISK",
            "forecast 10 working days late",
        ),
        (
            {"due": nov(27), "forecast": dec(14)},
            nov(16),
            "OFF TRACK",
            "forecast 11 working days late, tolerance 10",
        ),
        # Percent: on the 16th two of the four weeks are over, so 50 percent is planned.
        ({**FOUR_WEEKS, "percent": 60}, nov(16), "on track", "due 27 Nov 2026"),
        ({**FOUR_WEEKS, "percent": 41}, nov(16), "on track", "due 27 Nov 2026"),
        ({**FOUR_WEEKS, "percent": 40}, nov(16), "AT RISK", "10 points behind plan"),
        ({**FOUR_WEEKS, "percent": 26}, nov(16), "AT RISK", "24 points behind plan"),
        (
            {**FOUR_WEEKS, "percent": 25},
            nov(16),
            "OFF TRACK",
            "25 points behind plan, tolerance 25",
        ),
        # A day is held against a step when it is over, not in its morning.
        ({**FOUR_WEEKS, "percent": 0}, nov(1), "not started", "starts 2 Nov 2026"),
        ({**FOUR_WEEKS, "percent": 0}, nov(2), "not started", "starts 2 Nov 2026"),
        ({**FOUR_WEEKS, "percent": 0}, nov(3), "AT RISK", "should have started on 2 Nov 2026"),
        ({"start": nov(16), "due": nov(16)}, nov(16), "not started", "starts 16 Nov 2026"),
        ({"start": nov(16), "due": nov(17), "percent": 50}, nov(17), "on track", "due 17 Nov 2026"),
        # Late and behind: the worse rule holds.
        ({**FOUR_WEEKS, "percent": 76}, nov(30), "LATE 1 wd", "1 working day late, tolerance 10"),
        (
            {**FOUR_WEEKS, "percent": 75},
            nov(30),
            "OFF TRACK",
            "25 points behind plan, tolerance 25",
        ),
        # Without dates nothing can be late.
        ({}, dec(31), "not started", ""),
        ({"percent": 10}, dec(31), "on track", ""),
    ],
)
def test_the_first_rule_that_holds_gives_the_state(
    fields: dict[str, Any], today: date, text: str, reason: str
) -> None:
    found = state_of(today, fields)
    assert (found.text, found.reason) == (text, reason)


def test_the_plans_own_tolerances_decide() -> None:
    make = PlanBuilder(late_tolerance=0, amber_variance=-5, red_variance=-40)
    late = make.step("Late", due=nov(13))
    behind = make.step("Behind", **FOUR_WEEKS, percent=11)
    slightly = make.step("Slightly", **FOUR_WEEKS, percent=44)
    today = nov(16)
    assert state(make.plan, late, nov(14)).text == "LATE 0 wd"
    assert state(make.plan, late, today).reason == "1 working day late, tolerance 0"
    assert state(make.plan, late, today).kind == "OFF TRACK"
    assert state(make.plan, behind, today).kind == "AT RISK"  # 39 points
    assert state(make.plan, slightly, today).kind == "AT RISK"  # 6 points


def test_a_sunday_to_thursday_week_with_holidays() -> None:
    make = PlanBuilder(
        work_week=("sun", "mon", "tue", "wed", "thu"),
        holidays=(dec(2), dec(3)),
        late_tolerance=2,
    )
    step = make.step("Draft", due=dec(1))
    texts = [state(make.plan, step, dec(day)).text for day in range(1, 9)]
    assert texts == [
        "not started",
        *["LATE 0 wd"] * 4,  # two holidays, Friday, Saturday
        "LATE 1 wd",
        "LATE 2 wd",
        "OFF TRACK",
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("open", "OFF TRACK"),
        ("in progress", "OFF TRACK"),
        ("implemented", "OFF TRACK"),  # red until its effect is verified
        ("verified", "not started"),
        ("cancelled", "not started"),
    ],
)
def test_a_corrective_action_keeps_its_step_off_track_until_verified(
    status: str, kind: str
) -> None:
    make = PlanBuilder()
    step = make.step("Draft")
    make.add("corrective_actions", step=step, status=status)
    found = state(make.plan, step, nov(2))
    assert found.kind == kind
    if kind == "OFF TRACK":
        assert found.reason == "corrective action A1 is open"


def test_an_archived_corrective_action_no_longer_counts() -> None:
    make = PlanBuilder()
    step = make.step("Draft")
    make.add("corrective_actions", step=step, archived=True)
    assert state(make.plan, step, nov(2)).kind == "not started"


def test_steps_below_a_cancelled_or_waiting_deliverable_are_so_too() -> None:
    make = PlanBuilder()
    dropped = make.step("Dropped", cancelled=True)
    below = make.step("Below", parent=dropped, due=nov(2))
    done = make.step("Done before", parent=dropped, finished=nov(1))
    waiting = make.step("Waiting", on_hold=True)
    deep = make.step("Deep", parent=make.step("Middle", parent=waiting), due=nov(2))
    assert state(make.plan, below, dec(31)) == State("cancelled", 0, "cancelled with S1")
    assert state(make.plan, done, dec(31)).kind == "done"
    assert state(make.plan, deep, dec(31)) == State("on hold", 0, f"on hold with S{waiting}")
    assert state(make.plan, waiting, dec(31)).kind == "on hold"


class TestDeliverables:
    """A deliverable is the worst of what stands below it."""

    def test_the_worst_leaf_wins_and_the_counts_say_why(self) -> None:
        make = PlanBuilder()
        top = make.step("Portal", kind="deliverable")
        part = make.step("Sign-in", parent=top)
        make.step("Late", parent=part, due=nov(13))
        make.step("Later", parent=part, due=nov(12))
        make.step("Fine", parent=top, percent=10)
        make.step("Done", parent=top, finished=nov(1))
        found = state(make.plan, top, nov(16))
        assert found == State("LATE", 2, "2 LATE, 1 on track, 1 done")
        make.step("Missed", parent=top, kind="milestone", due=nov(13))
        found = state(make.plan, top, nov(16))
        assert found.kind == "OFF TRACK"
        assert found.reason == "1 OFF TRACK, 2 LATE, 1 on track, 1 done"

    @pytest.mark.parametrize(
        ("leaves", "kind"),
        [
            ([{}, {}], "not started"),
            ([{}, {"percent": 100}], "on track"),
            ([{}, {"percent": 5}], "on track"),
            ([{"percent": 100}, {"percent": 100}], "done"),
            ([{"percent": 100}, {"cancelled": True}], "done"),
            ([{"cancelled": True}, {"cancelled": True}], "cancelled"),
            ([{}, {"cancelled": True}], "not started"),
            ([{"on_hold": True}, {"percent": 100}], "on hold"),
            ([{"on_hold": True}, {}], "AT RISK"),  # part of the work stands still
        ],
    )
    def test_mixtures(self, leaves: list[dict[str, Any]], kind: str) -> None:
        make = PlanBuilder()
        top = make.step("Top", kind="deliverable")
        for fields in leaves:
            make.step("Leaf", parent=top, **fields)
        assert state(make.plan, top, nov(2)).kind == kind

    def test_its_own_date_counts_when_it_is_worse_than_all_below(self) -> None:
        make = PlanBuilder()
        top = make.step("Top", due=nov(13))
        leaf = make.step("Leaf", parent=top)
        known = states(make.plan, nov(16))
        assert known.of(top) == State("LATE", 1, "1 working day late, tolerance 10")
        assert known.counts(top)["LATE"] == 1
        assert known.counts(top)["not started"] == 1
        assert known.counted() == [top, leaf]

    def test_its_own_date_adds_nothing_when_what_is_below_is_as_late(self) -> None:
        make = PlanBuilder()
        top = make.step("Top", due=nov(13))
        leaf = make.step("Leaf", parent=top, due=nov(13))
        known = states(make.plan, nov(16))
        assert known.of(top).kind == "LATE"
        assert known.counted() == [leaf]
        assert known.plan_counts()["LATE"] == 1

    def test_its_own_date_is_no_matter_once_all_below_is_done(self) -> None:
        make = PlanBuilder()
        top = make.step("Top", due=nov(13))
        make.step("Leaf", parent=top, finished=nov(20))
        assert state(make.plan, top, dec(31)).kind == "done"

    def test_its_own_percent_is_not_compared_with_its_dates(self) -> None:
        make = PlanBuilder()
        top = make.step("Top", **FOUR_WEEKS, percent=0)
        make.step("Leaf", parent=top, percent=50)
        assert state(make.plan, top, nov(26)).kind == "on track"


def test_goals_count_the_steps_of_their_sub_goals() -> None:
    make = PlanBuilder()
    top = make.goal("Top")
    below = make.goal("Below", parent=top)
    other = make.goal("Other")
    make.step("Late", goal=below, due=nov(13))
    make.step("Fine", goal=top, percent=10)
    make.step("Loose", percent=100)
    known = states(make.plan, nov(16))
    assert known.goal(top).kind == "LATE"
    assert known.goal(below).kind == "LATE"
    assert known.goal(other).kind == "not started"
    assert known.goal(None).kind == "done"
    assert {k: n for k, n in known.goal_counts(top).items() if n} == {"LATE": 1, "on track": 1}
    assert sum(known.goal_counts(other).values()) == 0
    assert sum(known.plan_counts().values()) == 3


def test_states_are_kept_for_the_day_and_worked_out_anew_on_the_next() -> None:
    make = PlanBuilder()
    step = make.step("Draft", due=nov(13))
    first = states(make.plan, nov(13))
    assert states(make.plan, nov(13)) is first
    assert state(make.plan, step, nov(16)).kind == "LATE"
    assert state(make.plan, step, nov(13)).kind == "not started"


def test_states_follow_an_edit() -> None:
    make = PlanBuilder()
    top = make.step("Top")
    leaf = make.step("Leaf", parent=top, due=nov(13))
    assert state(make.plan, top, nov(16)).kind == "LATE"
    make.amend("steps", leaf, finished=nov(16))
    assert state(make.plan, top, nov(16)).kind == "done"


def test_a_step_never_gets_better_by_the_passing_of_days() -> None:
    order = ["not started", "AT RISK", "LATE", "OFF TRACK"]
    for fields in (FOUR_WEEKS, {"due": nov(13)}, {"due": nov(13), "kind": "milestone"}):
        make = PlanBuilder()
        step = make.step("Draft", **fields)
        days = [nov(1) + timedelta(days=count) for count in range(60)]
        kinds = [order.index(state(make.plan, step, day).kind) for day in days]
        assert kinds == sorted(kinds)
        assert kinds[0] == 0
        assert kinds[-1] == 3


def test_outlines_deeper_than_pythons_stack_are_no_trouble() -> None:
    make = PlanBuilder()
    parent = make.step("Top")
    top = parent
    for _ in range(1500):
        parent = make.add("steps", title="Below", parent=parent, position="a")
    make.amend("steps", parent, due=nov(13))
    assert state(make.plan, top, nov(16)).kind == "LATE"
