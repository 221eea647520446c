"""A calendar exported again to the same place: what it holds, cancels, counts and advises."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar, Component
from plans import PlanBuilder

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.exchange.calendar_words import wanted_of
from actionplan_tui.exchange.ics import CalendarFile, calendar_file
from actionplan_tui.exchange.ics_update import Counts, counts, is_calendar_of
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

NEXT = "import it into the same calendar again"


@pytest.fixture
def plan() -> Plan:
    """Ana owns all and leads S1; Ben leads S2 and S3, and tells the Board weekly."""
    build = PlanBuilder(
        title="Clean water", plan_id="p", owner=1, start=dt.date(2026, 12, 1),
        target_end=dt.date(2026, 12, 31), time_zone="Europe/Berlin",
    )  # fmt: skip
    ana, ben, board = build.person("Ana"), build.person("Ben"), build.person("Board")
    whole = build.goal("Water for all", owner=ben)
    part = build.goal("Pumps work", parent=whole)
    build.step("Survey", lead=ana, due=dt.date(2026, 12, 4), goal=whole)
    build.step("Dig", lead=ben, due=dt.date(2026, 12, 11), goal=part)
    build.milestone("Opened", lead=ben, due=dt.date(2026, 12, 18))
    build.add("communications", audience=(board,), responsible=ben, message="News",
              cadence="weekly on fri", time=dt.time(9), step=2)  # fmt: skip
    build.add("kpis", name="Pumps", goal=part, frequency="weekly", data_owner=ana)
    build.add("corrective_actions", kpi=1, decision="Hire", owner=ana, due=dt.date(2026, 12, 9))
    return build.plan


def made(plan: Plan, before: bytes = b"", **choice: object) -> CalendarFile:
    todos = bool(choice.pop("todos", False))
    return calendar_file(
        plan,
        now_version="1",
        choice=Choice(**choice),
        before=before,
        todos=todos,  # type: ignore[arg-type]
    )


def shown(file: CalendarFile, kind: str = "VEVENT") -> dict[str, Component]:
    """The entries of a file by the first part of their UIDs."""
    return {str(one["uid"]).split("@")[0]: one for one in Calendar.from_ical(file.data).walk(kind)}


def test_whose_and_what_and_when_is_chosen(plan: Plan) -> None:
    assert set(shown(made(plan))) == {
        "step-1", "step-2", "step-3", "communication-1", "kpi-1", "corrective-action-1",
    }  # fmt: skip
    # Ana leads S1, owns S3 (through the plan), brings the figures and has to hire.
    assert set(shown(made(plan, person=1))) == {
        "step-1", "step-3", "kpi-1", "corrective-action-1",
    }  # fmt: skip
    assert set(shown(made(plan, person=2))) == {"step-1", "step-2", "step-3", "communication-1"}
    assert set(shown(made(plan, stakeholder=3))) == {"communication-1"}
    # G2 stands under G1, and what corrects its KPI serves it too.
    assert set(shown(made(plan, goal=2))) == {
        "step-2", "communication-1", "kpi-1", "corrective-action-1",
    }  # fmt: skip
    assert set(shown(made(plan, goal=1))) - set(shown(made(plan, goal=2))) == {"step-1"}
    assert set(shown(made(plan, kinds=("milestone", "corrective action")))) == {
        "step-3", "corrective-action-1",
    }  # fmt: skip


def test_a_series_is_cut_to_the_days_chosen(plan: Plan) -> None:
    window = {"since": dt.date(2026, 12, 10), "through": dt.date(2026, 12, 20)}
    found = shown(made(plan, **window))
    assert set(found) == {"step-2", "step-3", "communication-1", "kpi-1"}
    series = found["communication-1"]
    assert series["dtstart"].to_ical() == b"20261211T090000"
    assert series["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261218T225900Z;BYDAY=FR"
    assert "rrule" not in found["kpi-1"]  # Tuesday 15 December alone
    assert str(found["kpi-1"].start) == "2026-12-15"


def test_a_series_cut_to_other_days_comes_after_the_one_before(plan: Plan) -> None:
    last = b""
    for day, sequence in ((1, 0), (8, 1), (15, 2), (15, 2)):  # to the same place, week by week
        last = made(plan, last, since=dt.date(2026, 12, day)).data
        found = shown(CalendarFile(last, 0))
        assert found["communication-1"]["sequence"] == sequence
        assert found["step-3"]["sequence"] == 0  # the milestone is what it was


def test_a_part_says_what_it_is_part_of(plan: Plan) -> None:
    text = made(plan, person=1).data.decode().replace("\r\n ", "")
    assert "X-WR-CALNAME:Clean water: what Ana leads\\, owns or must send\r\n" in text
    with pytest.raises(Problem, match="nothing with a date is what Ana will hear"):
        made(plan, stakeholder=1)


def test_due_dates_can_leave_as_tasks_alone(plan: Plan) -> None:
    plan = plan.amend("steps", 1, percent=40, priority=1).amend("steps", 2, cancelled=True)
    file = made(plan.amend("steps", 3, finished=dt.date(2026, 12, 2)), todos=True)
    assert b"BEGIN:VEVENT" not in file.data
    found = shown(file, "VTODO")
    said = [
        (str(one["summary"]), one["status"], one.get("percent-complete"), one.get("priority"))
        for one in found.values()
    ]
    assert said == [
        ("Survey", "IN-PROCESS", 40, 1),
        ("Cancelled: Dig", "CANCELLED", None, None),
        ("Opened", "COMPLETED", 100, None),
    ]
    assert found["task-1"]["due"].to_ical() == b"20261204"
    assert not set(found) & set(shown(made(plan)))  # an account may hold both files


def test_the_first_file_advises_and_a_second_counts(plan: Plan) -> None:
    first = made(plan)
    assert first.advice[0] == "6 new: nothing was exported here before"
    assert "a calendar of its own" in first.advice[1]
    again = made(plan, first.data)
    assert again.data == first.data
    assert again.advice == (
        "0 new, 0 changed, 0 cancelled, 6 unchanged since the last export here",
        "nothing needs to be imported again",
    )
    edited = plan.amend("steps", 1, due=dt.date(2026, 12, 7), sequence=1).drop("steps", [2])
    build = PlanBuilder()
    build.plan = edited
    build.step("New", due=dt.date(2026, 12, 8))
    second = made(build.plan, first.data)
    # Of what is left, the communication was about the step that is gone.
    assert counts(first.data, second.data) == Counts(1, 2, 1, 3)
    assert second.advice[1].startswith(NEXT)


def test_what_the_last_file_held_and_the_plan_forgot_stays_cancelled(plan: Plan) -> None:
    first = made(plan)
    gone = plan.drop("communications", [1]).drop("steps", [1])
    second = made(gone, first.data)
    series = shown(second)["communication-1"]
    assert (series["status"], series["sequence"]) == ("CANCELLED", 1)
    assert str(series["summary"]) == "Cancelled: Tell Board: News"
    assert series["dtstart"].to_ical() == b"20261204"  # once, and in no zone
    assert "rrule" not in series
    assert not series.subcomponents
    assert b"VTIMEZONE" not in second.data
    assert made(gone, second.data).data == second.data
    # It comes back with a sequence beyond that of its cancellation.
    back = made(plan, second.data)
    assert (shown(back)["step-1"]["sequence"], shown(back)["step-1"]["status"]) == (2, "CONFIRMED")


def test_what_passes_to_another_is_cancelled_in_the_file_of_the_first(plan: Plan) -> None:
    first = made(plan, person=1)
    passed = plan.amend("steps", 1, lead=2, sequence=1)
    second = made(passed, first.data, person=1)
    step = shown(second)["step-1"]
    assert (step["status"], step["sequence"]) == ("CANCELLED", 1)
    assert counts(first.data, second.data) == Counts(0, 0, 1, 3)


def test_another_choice_or_window_for_the_same_place_cancels_nothing(plan: Plan) -> None:
    first = made(plan)
    assert set(shown(made(plan, first.data, kinds=("due",)))) == {"step-1", "step-2"}
    later = made(plan, first.data, since=dt.date(2026, 12, 10))
    assert set(shown(later)) == {"step-2", "step-3", "communication-1", "kpi-1"}
    assert b"CANCELLED" not in later.data


@pytest.mark.parametrize("before", [b"", b"<html>", b"BEGIN:VCALENDAR\r\nBEGIN:", b"\xff\xfe"])
def test_what_stood_there_and_is_no_calendar_counts_for_nothing(plan: Plan, before: bytes) -> None:
    file = made(plan, before)
    assert file.data == made(plan).data
    assert "a calendar of its own" in file.advice[1]
    assert not is_calendar_of(plan.info, before)


def test_another_plan_s_calendar_is_not_carried_on(plan: Plan) -> None:
    other = made(plan.amend("plan", 1, plan_id="q")).data
    assert made(plan, other).data == made(plan).data
    assert not is_calendar_of(plan.info, other)
    assert is_calendar_of(plan.info, made(plan).data)


def test_a_typed_line_says_what_a_calendar_is_to_hold(plan: Plan) -> None:
    today = dt.date(2026, 12, 1)
    line = "person Ana; told Board; goal Pumps; due, milestone; until 31 dec; tasks; no reminders"
    wanted = wanted_of(plan, today, line)
    assert wanted.choice == Choice(
        kinds=("due", "milestone"), person=1, stakeholder=3, goal=2, through=dt.date(2026, 12, 31)
    )
    assert (wanted.todos, wanted.alarms) == (True, False)
    assert wanted_of(plan, today, " ; ").choice == Choice()
    for wrong in ("person", "person Zed", "from someday", "from 2027-01-01; until 2026-01-01"):
        with pytest.raises(Problem):
            wanted_of(plan, today, wrong)


def test_an_entry_that_a_spoilt_file_holds_and_nobody_could_write_counts_for_nothing(
    plan: Plan,
) -> None:
    good = made(plan)
    rule = next(line for line in good.data.split(b"\r\n") if line.startswith(b"RRULE:"))
    spoilt = good.data.replace(rule, b"RRULE:FREQ=WEEKLY;UNTIL=202811;Y=TU")

    again = made(plan, before=spoilt)
    assert len(shown(again)) == len(shown(good))
