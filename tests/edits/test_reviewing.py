"""A review: what it walks through, what is noted as made in it, and its minutes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.review_walk import review_walk
from actionplan_tui.analysis.reviews import both_clocks, review_clock
from actionplan_tui.edits.records import AddRecord, SetFields
from actionplan_tui.edits.reviewing import (
    BeginReview,
    Confirm,
    EndReview,
    confirmed_in,
    open_review,
    review_changes,
)
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.exchange.minutes import minutes_text
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step, make
from actionplan_tui.model.zone import touched_on
from actionplan_tui.store import create_store, open_store

TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def nov(day: int) -> dt.date:
    return dt.date(2026, 11, day)


@pytest.fixture
def plan() -> Plan:
    """One step off track, one late, one at risk, one that changed, one confirmed, one not; a
    stale KPI. The last review was on 2 November."""
    build = PlanBuilder(title="Clean *water*", review_cadence="every 4 weeks on mon")
    build.info(last_review=nov(2), start=dt.date(2026, 1, 5))
    ana = build.person("Ana", private_notes="slow")
    goal = build.goal("Water", owner=ana, confirmed=nov(3))
    build.step("Off", goal=goal, due=nov(2), confirmed=nov(3))
    build.step("Late", goal=goal, due=nov(20), confirmed=nov(3))
    build.step("Risk", goal=goal, due=nov(27), forecast=nov(30), confirmed=nov(3))
    build.step("Changed", goal=goal, confirmed=nov(3))
    build.step("Confirmed", goal=goal, confirmed=nov(3))
    build.step("Not looked at", goal=goal, confirmed=nov(2))
    build.step("Done", goal=goal, finished=nov(1))
    build.add("kpis", name="Wells", goal=goal, frequency="monthly", baseline_date=nov(1),
              target=9.0)  # fmt: skip
    build.add("measurements", kpi=1, date=dt.date(2026, 10, 5), value=1)
    return build.plan


@pytest.fixture
def work(plan: Plan, tmp_path: Path) -> Workspace:
    path = tmp_path / "plan.json"
    create_store(path, plan, now=lambda: NOON, by="ana")
    return Workspace(open_store(path, now=lambda: NOON), by="ana", session="one")


def test_it_walks_what_matters_most_first_and_each_once(plan: Plan) -> None:
    walk = review_walk(plan, TODAY, "plan", {("steps", 4), ("steps", 2), ("stakeholders", 1)})

    assert [(row.table, row.id, row.why) for row in walk] == [
        ("steps", 1, "off track"),
        ("steps", 2, "late"),
        ("steps", 3, "at risk"),
        ("steps", 4, "changed"),
        ("kpis", 1, "stale"),
        ("steps", 6, "unconfirmed"),
    ]
    assert walk[0].said == ("OT2: 15 working days late, tolerance 10", "must act")
    assert walk[1].said == ("1 working day late, tolerance 10", "changed")
    assert walk[4].said == ("last figure 5 Oct 2026",)


def test_the_communication_plan_has_a_walk_of_its_own(plan: Plan) -> None:
    told = AddRecord("communications", {"audience": ("Registry",), "message": "news"}).apply(plan)

    walk = review_walk(told, TODAY, "communication")

    assert [(row.table, row.why, row.said) for row in walk] == [
        ("communications", "at risk", ("no who yet",)),
        ("stakeholders", "told nothing", ("told by nobody",)),
    ]


def test_what_is_changed_in_a_review_is_noted_and_nothing_else(work: Workspace, plan: Plan) -> None:
    colleague = Workspace(open_store(work.store.path, now=lambda: NOON), by="io", session="two")  # type: ignore[attr-defined]
    work.do(SetFields("steps", 5, {"percent": 10}))
    work.review = work.do(BeginReview("plan", TODAY, 1)).added("reviews")[0]
    work.do(SetFields("steps", 2, {"forecast": nov(30)}))
    work.do(SetFields("steps", 3, {"percent": 50}))
    work.do(SetFields("steps", 3, {"percent": 0}))  # and set back
    colleague.do(SetFields("steps", 6, {"notes": "meanwhile"}))
    work.do(SetFields("stakeholders", 1, {"private_notes": "very slow"}))
    work.do(Confirm((("steps", 5), ("steps", 2)), TODAY))
    decided = {
        "decisions": "- Hire a boat\nAsk *Treasury*",
        "environment": "Two storms",
        "next": dt.date(2026, 12, 21),
    }
    work.do(SetFields("reviews", work.review, decided))

    made = review_changes(work.history, 1)
    assert [(c.table, c.id, c.field) for c in made] == [
        ("steps", 2, "forecast"),
        ("stakeholders", 1, "private_notes"),
    ]
    assert confirmed_in(work.history, 1) == (("steps", 5),)

    work.do(EndReview(1, TODAY))
    text = minutes_text(work.plan, 1, work.history, TODAY)
    assert "- Plan: Clean \\*water\\*, v0.1\n" in text
    assert "## Decisions\n\n- Hire a boat\n- Ask \\*Treasury\\*\n" in text
    assert (
        "## Changes made in this review (2)\n\n"
        "- 2 Late\n"
        "  - Forecast: blank → 30 Nov 2026\n"
        "- P1 Ana: Private notes changed\n"
        "\n## Looked at, no change (1)\n\n- 5 Confirmed\n"
    ) in text
    assert "very slow" not in text
    assert "meanwhile" not in text
    assert "- 1 Off: 15 working days late, tolerance 10 (OT2). Owner Ana: must act\n" in text


def test_ending_it_starts_its_clock_anew_and_is_one_step_to_undo(work: Workspace) -> None:
    before = review_clock(work.plan, TODAY)
    work.review = work.do(BeginReview("plan", TODAY)).added("reviews")[0]
    assert (open_review(work.plan), open_review(work.plan, "communication")) == (1, None)
    with pytest.raises(Problem, match="V1 is going on"):
        work.do(BeginReview("plan", TODAY))
    work.do(EndReview(1, TODAY))

    clock = review_clock(work.plan, TODAY)
    # Every four weeks on a Monday from Monday 5 January: 9 November, then 7 December.
    assert (before.next, clock.last, clock.next) == (nov(9), TODAY, dt.date(2026, 12, 7))
    text = minutes_text(work.plan, 1, work.history, TODAY)
    assert "- Recorded by: ana\n- Next review: Mon 7 Dec 2026\n" in text
    assert work.reviewing == 0
    work.do(SetFields("steps", 5, {"percent": 20}))
    assert [row.review for row in work.history] == [0, 1, 0]
    work.undo()
    work.undo()
    assert (open_review(work.plan), review_clock(work.plan, TODAY)) == (1, before)


@pytest.mark.parametrize(
    ("info", "long", "short", "overdue"),
    [
        ({}, "no review set", "no review", False),
        (
            {"last_review": nov(2), "last_communication_review": nov(20)},
            "review overdue 14 days, communications in 4 days",
            "reviews late 14 d, 4 d",
            True,
        ),
    ],
)
def test_both_clocks_in_a_line(info: dict[str, Any], long: str, short: str, overdue: bool) -> None:
    weekly = {"review_cadence": "weekly", "communication_review_cadence": "weekly"}
    build = PlanBuilder(**(weekly | info if info else {}))

    assert both_clocks(build.plan, TODAY) == (long, short, overdue)


def test_a_day_is_the_plans_own_wherever_the_clock_stands() -> None:
    # In Apia, 13 hours ahead, 27 November 15:00 UTC is the 28th, the day of the review.
    at = dt.datetime(2026, 11, 27, 15, tzinfo=dt.UTC)
    today = dt.date(2026, 11, 28)
    step = make(Step, id=1, title="Drill", percent=10, updated_at=at)
    build = PlanBuilder(time_zone="Pacific/Apia", review_cadence="monthly", last_review=today)
    plan = build.plan.put("steps", step)
    assert touched_on(plan, step) == today
    assert not [one for one in readiness(plan, today).findings if one.code == "L-STEP"]
    in_utc = plan.amend("plan", 1, time_zone="UTC")
    assert [one.sentence for one in readiness(in_utc, today).findings if one.code == "L-STEP"]
