"""Off track: each rule with a plan that trips it and one that does not; what the owner must do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.off_track import RULES, off_track, off_track_of, open_action
from actionplan_tui.model.plan import Plan

# November 2026: Mondays are 2, 9, 16, 23 and 30. The plan works Monday to Friday.
TODAY = dt.date(2026, 11, 23)


def nov(day: int) -> dt.date:
    return dt.date(2026, 11, day)


def found(plan: Plan, today: dt.date = TODAY) -> list[tuple[str, str, str]]:
    return [(one.ref, one.rule, one.reason) for one in off_track(plan, today)]


@pytest.mark.parametrize(
    ("fields", "rule", "reason"),
    [
        ({"kind": "milestone", "due": nov(20)}, "OT1", "milestone of 20 Nov 2026 missed"),
        ({"kind": "milestone", "due": nov(23)}, "", ""),
        # Friday 6 November: eleven working days late on Monday 23; Monday 9: ten.
        ({"due": nov(6)}, "OT2", "11 working days late, tolerance 10"),
        ({"due": nov(9)}, "", ""),
        # Twenty working days from 2 to 27 November, fifteen of them over by Friday 20: 75 percent.
        (
            {"start": nov(2), "due": nov(27), "percent": 50},
            "OT3",
            "25 points behind plan, tolerance 25",
        ),
        ({"start": nov(2), "due": nov(27), "percent": 51}, "", ""),
        # A day late, but forty points behind: the rule that holds is named, not the day.
        (
            {"start": nov(2), "due": nov(20), "percent": 60},
            "OT3",
            "40 points behind plan, tolerance 25",
        ),
        (
            {"due": nov(30), "forecast": dt.date(2026, 12, 15)},
            "OT4",
            "forecast 11 working days late, tolerance 10",
        ),
        ({"due": nov(30), "forecast": dt.date(2026, 12, 14)}, "", ""),
    ],
)
def test_a_steps_own_dates(fields: dict[str, Any], rule: str, reason: str) -> None:
    build = PlanBuilder()
    build.step("Draft", **fields)

    assert found(build.plan) == ([("S1", rule, reason)] if rule else [])


def test_the_tolerance_is_the_plans_own() -> None:
    build = PlanBuilder(late_tolerance=2)
    build.step("Draft", due=nov(18))

    assert found(build.plan) == [("S1", "OT2", "3 working days late, tolerance 2")]


def test_a_refused_resource() -> None:
    build = PlanBuilder()
    step = build.step("Draft")
    build.add("resources", step=step, description="two lawyers", status="requested")
    assert found(build.plan) == []

    build.amend("resources", 1, status="refused")
    assert found(build.plan) == [("S1", "OT6", "R1 two lawyers was refused")]
    build.amend("steps", step, finished=nov(20))
    assert found(build.plan) == []


def test_a_resource_that_is_missing_when_the_step_was_to_be_done() -> None:
    build = PlanBuilder()
    step = build.step("Draft", due=nov(23))
    build.add("resources", step=step, description="lawyers", needed=2, available=1)
    assert found(build.plan) == []

    # A day later it is one day late, well within the tolerance, and still lacks a lawyer.
    later = nov(24)
    assert found(build.plan, later) == [
        ("S1", "OT6", "R1 lawyers is missing, needed by 23 Nov 2026")
    ]
    for said in ({"source": "the Registry"}, {"status": "committed"}, {"available": 2}):
        build.amend("resources", 1, **said)
        assert found(build.plan, later) == [], said
        build.amend("resources", 1, source="", status="needed", available=1)
    build.add("resources", step=step, description="lent lawyers", available=1)
    assert found(build.plan, later) == []


def test_what_comes_before_leaves_no_time() -> None:
    build = PlanBuilder()
    first = build.step("Survey", due=nov(27))
    # Ten working days, 30 November to 11 December.
    build.step("Drill", start=nov(30), due=dt.date(2026, 12, 11), depends_on=(first,))
    # Beginning on the day after Friday 11 December it ends on the 25th: ten days late.
    build.amend("steps", first, forecast=dt.date(2026, 12, 11))
    assert [one for one in found(build.plan) if one[0] == "S2"] == []

    build.amend("steps", first, forecast=dt.date(2026, 12, 14))
    assert found(build.plan)[1] == (
        "S2",
        "OT7",
        "S1 leaves it no time: 11 working days late, tolerance 10",
    )
    build.amend("steps", first, finished=nov(20))
    assert found(build.plan) == []


def test_no_word_for_two_review_periods() -> None:
    build = PlanBuilder(review_cadence="every 2 weeks")
    # Two periods of two weeks before Monday 23 November: Monday 26 October.
    build.step("Draft", start=dt.date(2026, 9, 1), percent=50, confirmed=dt.date(2026, 10, 26))
    build.step("Later", start=dt.date(2026, 12, 1), confirmed=dt.date(2026, 1, 5))
    assert found(build.plan) == []

    build.amend("steps", 1, confirmed=dt.date(2026, 10, 25))
    assert found(build.plan) == [("S1", "OT8", "no word since 25 Oct 2026, two review periods")]


def kpi(build: PlanBuilder, *values: tuple[dt.date, float], **fields: Any) -> None:
    """From 0 on 1 January to 100 on 31 December 2026."""
    path = {"baseline": 0, "baseline_date": dt.date(2026, 1, 1), "target": 100,
            "target_date": dt.date(2026, 12, 31)}  # fmt: skip
    id = build.add("kpis", name="Accounts", **{**path, **fields})
    for day, value in values:
        build.add("measurements", kpi=id, date=day, value=value)


def test_a_kpi_off_its_path_twice_running() -> None:
    once, twice, late = PlanBuilder(), PlanBuilder(), PlanBuilder()
    # Half the way is expected on 2 July, three quarters on 1 October.
    kpi(once, (dt.date(2026, 7, 2), 50), (dt.date(2026, 10, 1), 30))
    kpi(twice, (dt.date(2026, 7, 2), 20), (dt.date(2026, 10, 1), 30))
    kpi(late, (dt.date(2026, 10, 1), 95), target_date=dt.date(2026, 10, 31))

    assert found(once.plan) == []
    tolerance = "tolerance 85 % of its path"
    assert found(twice.plan) == [
        ("K1", "OT5", f"off track on 2 Jul 2026 and 1 Oct 2026, {tolerance}")
    ]
    assert found(late.plan) == [("K1", "OT5", "95 where 100 was to be by 31 Oct 2026")]
    late.amend("kpis", 1, target=None)  # a day, and nothing to be reached by it
    assert found(late.forget()) == []
    once.amend("kpis", 1, key=True)
    assert found(once.forget()) == [
        ("K1", "OT5", f"off track on 1 Oct 2026, a key KPI, {tolerance}")
    ]
    once.info(kpi_amber=0.4)
    assert found(once.forget()) == []


def test_a_kpi_without_a_figure_for_two_of_its_periods() -> None:
    build = PlanBuilder()
    # Sixty days after Thursday 24 September is Monday 23 November.
    kpi(build, (dt.date(2026, 9, 24), 75), frequency="monthly")
    assert found(build.plan) == []

    late = nov(24)
    assert found(build.plan, late) == [
        ("K1", "OT8", "no figure since 24 Sep 2026, two monthly periods")
    ]
    build.amend("kpis", 1, frequency="quarterly")
    assert found(build.forget(), late) == []
    build.amend("kpis", 1, frequency="monthly")
    build.amend("measurements", 1, value=100)  # it is achieved: nothing is left to measure
    assert found(build.forget(), late) == []
    build.amend("measurements", 1, archived=True)
    assert found(build.forget(), late) == [
        ("K1", "OT8", "no figure since 1 Jan 2026, two monthly periods")
    ]
    build.amend("kpis", 1, step=build.step("Later", start=dt.date(2026, 12, 1)))
    assert found(build.forget(), late) == []


def test_a_key_stakeholder_who_falls_to_resistant() -> None:
    build = PlanBuilder()
    bar = build.person("Bar association", power=4, interest=5, engagement="resistant")
    assert found(build.plan) == []  # resistant from the first: nobody has fallen

    build.amend("stakeholders", bar, engaged_before="neutral")
    said = "P1 Bar association fell from neutral to resistant"
    assert found(build.forget()) == [("plan", "OT9", said)]
    for other in ({"engagement": "neutral"}, {"power": 2}, {"archived": True}):
        build.amend("stakeholders", bar, **other)
        assert found(build.forget()) == [], other
        build.amend("stakeholders", bar, engagement="resistant", power=4, archived=False)


def test_a_goal_and_the_plan_past_their_day() -> None:
    build = PlanBuilder(target_end=nov(6))
    goal = build.goal("Water", target_date=nov(6))
    build.goal("Nothing to do yet", target_date=nov(6))
    build.step("Draft", goal=goal)
    assert found(build.plan) == [
        ("plan", "OT2", "11 working days late, tolerance 10"),
        ("G1", "OT2", "11 working days late, tolerance 10"),
    ]

    build.amend("steps", 1, finished=nov(20))
    assert found(build.plan) == []


def test_a_goal_and_the_plan_behind_what_was_planned() -> None:
    build = PlanBuilder()
    goal, other = build.goal("Water"), build.goal("Health")
    # Of each step fifteen of twenty working days are over by Friday 20: 75 percent.
    dates = {"start": nov(2), "due": nov(27)}
    build.step("Survey", goal=goal, percent=50, **dates)
    assert [one[0] for one in found(build.plan)] == ["S1"]  # a goal of one step is that step

    second = build.step("Drill", goal=goal, percent=49, **dates)
    said = "26 points behind plan, tolerance 25"  # (25 + 26) / 2, rounded to the even
    assert found(build.plan)[0] == ("G1", "OT3", said)
    build.amend("steps", second, percent=51)
    assert [one[0] for one in found(build.forget())] == ["S1"]
    build.amend("steps", second, percent=0)
    build.step("Train", goal=other, percent=70, **dates)
    # (25 + 75 + 5) / 3 points behind.
    assert found(build.forget())[0] == ("plan", "OT3", "35 points behind plan, tolerance 25")
    build.amend("steps", second, on_hold=True)
    assert [one[0] for one in found(build.forget())] == ["S1"]


def test_a_goal_and_the_plan_forecast_to_end_after_their_day() -> None:
    build = PlanBuilder(target_end=dt.date(2026, 12, 11))
    goal = build.goal("Water", target_date=nov(30))
    part = build.goal("Wells", parent=goal)
    # Eleven working days after Monday 30 November; two after Friday 11 December.
    build.step("Drill", goal=part, due=dt.date(2026, 12, 14), forecast=dt.date(2026, 12, 15))
    said = "S1 is forecast 11 working days after its day, tolerance 10"
    assert found(build.plan) == [("G1", "OT4", said)]

    build.info(late_tolerance=1)
    said = "S1 is forecast {} working days after its day, tolerance 1"
    assert found(build.forget()) == [
        ("plan", "OT4", said.format(2)),
        ("G1", "OT4", said.format(11)),
    ]
    build.amend("steps", 1, finished=nov(20))
    assert found(build.forget()) == []


def test_every_trigger_is_tried_here() -> None:
    here = Path(__file__).read_text("utf-8")
    assert list(RULES) == [f"OT{number}" for number in range(1, 11)]
    assert [code for code in RULES if f'"{code}"' not in here] == []


def test_it_stays_red_until_the_owner_has_said_all_and_verified() -> None:
    build = PlanBuilder()
    ana, ioane = build.person("Ana"), build.person("Ioane")
    step = build.step("Draft", owner=ana, lead=ioane, finished=nov(20))

    def told() -> tuple[str, str]:
        [one] = off_track(build.plan, TODAY)
        assert (one.owner, one.rule, one.action) == (ana, "OT10", 1)
        return one.stage, one.says

    build.add("corrective_actions", step=step, detected=nov(10), owner=ana)
    assert told() == ("must say", "must say why")
    build.amend("corrective_actions", 1, cause="Few applied", decision="Ask again")
    assert told() == ("must say", "must say who does it")
    build.amend("corrective_actions", 1, responsible=ioane, due=nov(27))
    assert told() == ("under way", "A1 is under way, due 27 Nov 2026")
    build.amend("corrective_actions", 1, due=nov(20))
    assert told() == ("overdue", "A1 was due 20 Nov 2026")
    build.amend("corrective_actions", 1, status="implemented")
    assert told() == ("to verify", "must verify that A1 worked")
    assert open_action(build.plan, "steps", step) == 1
    build.amend("corrective_actions", 1, status="verified", verified=nov(23), closed_by=ana)
    assert off_track(build.plan, TODAY) == ()


def test_an_owner_sees_what_is_overdue_first() -> None:
    build = PlanBuilder()
    ana = build.person("Ana")
    build.info(owner=ana)
    for title in ("One", "Two", "Three"):
        build.step(title, due=nov(2))
    said = {"cause": "c", "decision": "d", "owner": ana, "responsible": ana}
    build.add("corrective_actions", step=1, due=nov(27), **said)
    build.add("corrective_actions", step=3, due=nov(20), **said)

    assert [(one.ref, one.stage) for one in off_track_of(build.plan, TODAY, ana)] == [
        ("S3", "overdue"),
        ("S2", "must act"),
        ("S1", "under way"),
    ]
    assert off_track_of(build.plan, TODAY, build.person("Ioane")) == ()
