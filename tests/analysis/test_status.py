"""What `actionplan status` tells, as data and in words."""

import subprocess
import sys
from datetime import date

import msgspec
import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.columns import cells, fit, number_text, table
from actionplan_tui.analysis.status import needs_attention, status
from actionplan_tui.analysis.status_lines import Status
from actionplan_tui.analysis.status_text import status_line, status_text

TODAY = date(2026, 11, 16)  # a Monday


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.fixture
def portal() -> PlanBuilder:
    """Two goals; one step off track, one late, one due soon, one done, one far ahead."""
    make = PlanBuilder(
        title="Portal plan",
        purpose="Citizens travel for days",
        owner=1,
        start=date(2026, 1, 5),
        target_end=date(2027, 6, 30),
        review_cadence="monthly on 22",
        last_review=date(2026, 10, 22),
    )
    tavita, ioane, fetu = make.person("Tavita"), make.person("Ioane"), make.person("Fetu")
    half = make.goal("Half of all adults use it", owner=fetu, target_date=date(2027, 6, 30))
    make.goal("Counter visits halved")
    law = make.step("Legal basis", goal=half, kind="deliverable")
    make.step("Draft the bill", parent=law, lead=tavita, finished=nov(2))
    make.step("Consult the bar", parent=law, lead=ioane, due=nov(12))
    make.milestone("Cabinet approval", parent=law, lead=tavita, due=nov(13))
    portal = make.step("Portal", goal=half, kind="deliverable")
    make.step("Sign-in", parent=portal, lead=fetu, support=(ioane,), due=nov(20))
    make.step("Ten services", parent=portal, due=date(2027, 3, 31))
    make.add(
        "communications",
        audience=(3,),
        message="Where we are",
        responsible=ioane,
        cadence="weekly on tue",
        start=date(2026, 1, 6),
    )
    kpi = make.add(
        "kpis",
        name="Adults with an account",
        unit="%",
        goal=half,
        baseline=10.0,
        baseline_date=date(2026, 1, 1),
        target=50.0,
        target_date=date(2026, 12, 27),
        data_owner=fetu,
    )
    make.add("measurements", kpi=kpi, value=20, date=date(2026, 4, 1))
    return make


def test_steps_are_counted_by_state_and_listed_where_they_need_someone(
    portal: PlanBuilder,
) -> None:
    found = status(portal.plan, TODAY)
    assert found.steps.total == 5
    assert (found.steps.off_track, found.steps.late, found.steps.done) == (1, 1, 1)
    assert found.steps.not_started == 2
    (missed,) = found.off_track
    assert (missed.ref, missed.code, missed.title) == ("S4", "1.3", "Cabinet approval")
    assert (missed.lead, missed.owner, missed.workdays_late) == ("Tavita", "Fetu", 1)
    assert missed.reason == "milestone of 13 Nov 2026 missed"
    (late,) = found.late
    assert (late.ref, late.lead, late.due, late.workdays_late) == ("S3", "Ioane", nov(12), 2)
    assert [line.ref for line in found.due_soon] == ["S6"]


def test_due_soon_reaches_as_far_as_asked_and_is_in_order_of_date(portal: PlanBuilder) -> None:
    portal.step("Test sign-in", due=nov(18))
    portal.step("On the day", due=TODAY)
    assert [line.ref for line in status(portal.plan, TODAY, due_days=3).due_soon] == ["S9", "S8"]
    soon = status(portal.plan, TODAY, due_days=200).due_soon
    assert [line.ref for line in soon] == ["S9", "S8", "S6", "S7"]
    assert status(portal.plan, TODAY).due_days == 14


def test_goals_show_work_beside_result(portal: PlanBuilder) -> None:
    half, visits = status(portal.plan, TODAY).goals
    assert (half.ref, half.owner, half.state) == ("G1", "Fetu", "OFF TRACK")
    assert half.work == 25  # one of four leaves that are work; the milestone weighs nothing
    assert half.result == 25  # 10 of the 40 points from 10 to 50
    assert (half.steps, half.kpis) == (5, 1)
    assert half.counts.off_track == 1
    assert (visits.owner, visits.work, visits.result, visits.steps) == ("Tavita", None, None, 0)


def test_steps_of_no_goal_have_a_line_of_their_own(portal: PlanBuilder) -> None:
    portal.step("Loose", percent=40)
    last = status(portal.plan, TODAY).goals[-1]
    assert (last.ref, last.statement, last.work, last.steps) == ("", "No goal", 40, 1)


def test_communications_kpis_reviews_and_blanks(portal: PlanBuilder) -> None:
    found = status(portal.plan, TODAY)
    assert [(line.date, line.responsible) for line in found.communications] == [
        (nov(17), "Ioane"),
        (nov(24), "Ioane"),
    ]
    (kpi,) = found.kpis
    assert (kpi.ref, kpi.latest, kpi.expected, kpi.target) == ("K1", 20, pytest.approx(20), 50)
    assert (kpi.health, kpi.stale) == ("on track", False)
    assert (found.review.next, found.review.days) == (nov(22), 6)
    assert found.review.text == "review in 6 days"
    assert found.communication_review.text == "no communication review set"
    # Five leaves lack resources (2), barriers, communications and KPIs; Ten services a
    # lead, the bill a due date. Of the goals one lacks a date, both what success looks like.
    assert found.blanks == 5 * 5 + 1 + 1 + 1 + 2


def test_the_status_of_one_person(portal: PlanBuilder) -> None:
    found = status(portal.plan, TODAY, owner=2)  # Ioane leads one step, supports another
    assert found.of == "Ioane"
    assert found.steps.total == 2
    assert not found.off_track
    assert [line.ref for line in found.late] == ["S3"]
    assert [line.ref for line in found.due_soon] == ["S6"]
    assert [goal.ref for goal in found.goals] == ["G1"]
    assert found.goals[0].steps == 5  # the goal is whole
    assert len(found.communications) == 2
    assert not found.kpis
    assert found.blanks == 10
    fetu = status(portal.plan, TODAY, owner=3)
    assert fetu.steps.total == 5  # owns the goal, and all its steps with it
    assert not fetu.communications
    assert [kpi.ref for kpi in fetu.kpis] == ["K1"]


def test_a_day_earlier_less_was_late(portal: PlanBuilder) -> None:
    thursday = status(portal.plan, nov(12))
    assert not needs_attention(thursday)
    assert [line.ref for line in thursday.due_soon] == ["S3", "S4", "S6"]
    friday = status(portal.plan, nov(13))
    assert [line.ref for line in friday.late] == ["S3"]
    assert not friday.off_track
    assert needs_attention(friday)


def test_a_step_on_hold_or_cancelled_calls_for_nobody() -> None:
    make = PlanBuilder()
    make.step("Waits", due=nov(2), on_hold=True)
    make.step("Dropped", due=nov(2), cancelled=True)
    make.step("Waits, due soon", due=nov(20), on_hold=True)
    found = status(make.plan, TODAY)
    assert not needs_attention(found)
    assert [line.ref for line in found.due_soon] == ["S3"]
    assert (found.steps.total, found.steps.on_hold, found.steps.cancelled) == (2, 2, 1)


def test_the_keys_of_the_json_are_stable(portal: PlanBuilder) -> None:
    """These keys are promised to scripts: add to them, never rename one."""
    data = msgspec.json.decode(msgspec.json.encode(status(portal.plan, TODAY)))
    assert list(data) == [
        "title", "date", "owner", "of", "due_days", "work", "steps", "goals", "off_track", "late",
        "due_soon", "communications", "kpis", "blanks", "readiness", "review",
        "communication_review", "duties",
    ]  # fmt: skip
    assert list(data["steps"]) == [
        "total", "off_track", "late", "at_risk", "on_hold", "on_track", "not_started", "done",
        "cancelled",
    ]  # fmt: skip
    assert list(data["goals"][0]) == [
        "ref", "statement", "owner", "target_date", "work", "result", "steps", "kpis", "state",
        "counts",
    ]  # fmt: skip
    assert list(data["late"][0]) == [
        "ref", "code", "title", "lead", "owner", "due", "state", "workdays_late", "reason",
    ]  # fmt: skip
    assert list(data["communications"][0]) == ["ref", "date", "time", "title", "responsible"]
    assert list(data["kpis"][0]) == [
        "ref", "name", "unit", "latest", "latest_date", "target", "expected", "health", "stale",
        "trend", "verdict",
    ]  # fmt: skip
    assert list(data["readiness"]) == [
        "ready", "text", "blocks", "warns", "hints", "accepted", "switched_off", "complete",
        "clear", "current", "questions",
    ]  # fmt: skip
    for heading in ("complete", "clear", "current"):
        assert list(data["readiness"][heading]) == ["percent", "blocks", "warns", "hints"]
    assert [one["key"] for one in data["readiness"]["questions"]] == [
        "actions", "who", "when", "resources", "communication", "success",
    ]  # fmt: skip
    assert list(data["review"]) == ["last", "next", "days", "text"]
    assert data["date"] == "2026-11-16"
    assert data["late"][0]["due"] == "2026-11-12"
    assert msgspec.convert(data, Status) == status(portal.plan, TODAY)


def test_in_words(portal: PlanBuilder) -> None:
    assert status_text(status(portal.plan, TODAY)) == PAGE


PAGE = """\
Portal plan                                                                          Mon 16 Nov 2026
Owner Tavita · 25 % of the work done
5 steps: 1 OFF TRACK, 1 LATE, 2 not started, 1 done
review in 6 days · no communication review set
complete 45 % · clear 100 % · current 81 % · 6 block, 35 warn
[ ] actions  [ ] who  [ ] when  [ ] resources  [ ] communication  [ ] success

Goals                            Owner   By           State      Work  Result  Steps  KPIs
  G1  Half of all adults use it  Fetu    30 Jun 2027  OFF TRACK  25 %    25 %      5     1
  G2  Counter visits halved      Tavita               no steps      -       -      0     0

Off track                Owner  By
  1.3  Cabinet approval  Fetu   13 Nov 2026  milestone of 13 Nov 2026 missed

Late                     Lead   By
  1.2  Consult the bar   Ioane  12 Nov 2026  2 working days late, tolerance 10

Due in 14 days           Lead   By
  2.1  Sign-in           Fetu   20 Nov 2026  not started

To be said in 14 days
  17 Nov 2026  Tell Fetu: Where we are  by Ioane
  24 Nov 2026  Tell Fetu: Where we are  by Ioane

KPIs                             Now  Expected  Target
  K1  Adults with an account, %   20        20      50  on track
"""


def test_in_one_line(portal: PlanBuilder) -> None:
    assert status_line(status(portal.plan, TODAY)) == (
        "Portal plan: 1 off track, 1 late, 1 due in 14 days, 6 block, review in 6 days"
    )
    assert status_line(status(portal.plan, TODAY, owner=2, due_days=1)) == (
        "Portal plan (Ioane): 1 late, 0 due in 1 day, 6 block, review in 6 days"
    )
    assert status_line(status(PlanBuilder().plan, TODAY)) == (
        "Untitled plan: nothing late, 0 due in 14 days, 4 block, no review set"
    )


def test_a_kpi_off_track_calls_for_somebody_though_no_step_is_late() -> None:
    make = PlanBuilder(title="Portal")
    kpi = make.add("kpis", goal=make.goal("Half of all adults"), name="Adults", baseline=0,
                   baseline_date=nov(1), target=30, target_date=nov(30))  # fmt: skip
    make.add("measurements", kpi=kpi, date=nov(10), value=9)  # of 9.3 expected
    found = status(make.plan, TODAY)
    assert not needs_attention(found)
    assert status_line(found).startswith("Portal: nothing late, 0 due")

    make.add("measurements", kpi=kpi, date=nov(15), value=4)  # of 14.5 expected
    found = status(make.plan, TODAY)
    assert needs_attention(found)
    assert status_line(found).startswith("Portal: nothing late, 1 KPI off track, 0 due")


def test_an_empty_plan_says_so_in_few_lines() -> None:
    assert status_text(status(PlanBuilder().plan, TODAY)) == (
        f"{'Untitled plan':<85}Mon 16 Nov 2026\n"
        "No owner\n"
        "0 steps\n"
        "no review set · no communication review set\n"
        "complete 0 % · clear 100 % · current 100 % · 4 block, 4 warn\n"
        "[ ] actions  [ ] who  [ ] when  [ ] resources  [ ] communication  [ ] success\n"
    )


def test_no_line_is_wider_than_100_columns_whatever_the_plan_says() -> None:
    long, wide = "Long words " * 30, "国民の半分がポータルを使う" * 8
    make = PlanBuilder(title=wide, owner=1)
    make.person(long)
    goal = make.goal(wide, owner=1)
    for title in (long, wide, "Escape \x1b[31m\nnext line"):
        step = make.step(title, goal=goal, lead=1, due=nov(12))
        make.step(title, goal=goal, lead=1, due=nov(20))
        make.milestone(title, goal=goal, due=nov(12))
        make.add("kpis", name=title, unit=long, goal=goal, step=step, target=1e12, baseline=0.0)
    make.add("communications", audience=(1,), message=wide, cadence="daily", start=nov(1))
    text = status_text(status(make.plan, TODAY))
    assert max(cells(line) for line in text.splitlines()) <= 100
    assert "\x1b" not in text
    assert "Escape ?[31m next line" in text


def test_columns_shrink_to_what_they_hold_and_drop_when_empty() -> None:
    rows = [("a", "", "10", "long words"), ("bcd", "", "9", "more")]
    assert table(rows, (9, 9, -9, 0), 14) == ["a    10  long…", "bcd   9  more"]


def test_texts_are_fitted_by_terminal_cells() -> None:
    assert fit("plan", 6) == "plan  "
    assert fit("planning", 5) == "plan…"
    assert fit("国民の半分", 6) == "国民… "
    assert cells("国民") == 4
    assert cells("e\u0301") == 1
    assert [number_text(n) for n in (None, 4000.0, 2.5, 0.0, -3.0, 1 / 3)] == [
        "-", "4,000", "2.5", "0", "-3", "0.33",
    ]  # fmt: skip


def test_importing_the_status_pulls_in_nothing_slow() -> None:
    code = (
        "import sys, actionplan_tui.analysis.status, actionplan_tui.analysis.status_text;"
        "print([m for m in ('dateutil', 'icalendar', 'tinydb', 'textual', 'rich', 'calendar')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
