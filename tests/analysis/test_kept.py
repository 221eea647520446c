"""What is brought up to date after an edit is what is worked out from nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any

import msgspec
import pytest
from any_edits import any_edit, fields_of, set_any
from any_plans import plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sound_plan import TODAY, TRIPS, a_sound_plan

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.attention import late_and_off_track, led_steps
from actionplan_tui.analysis.blanks import blanks
from actionplan_tui.analysis.clocks import last_measured
from actionplan_tui.analysis.kpis import goal_result_percent, live_kpis, readings
from actionplan_tui.analysis.off_track import off_track
from actionplan_tui.analysis.readiness import asking
from actionplan_tui.analysis.readiness import readiness as readiness_module
from actionplan_tui.analysis.readiness.finding import HEADINGS, Rule
from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.analysis.readiness.readiness import Readiness, readiness
from actionplan_tui.analysis.reviews import both_clocks
from actionplan_tui.analysis.road_map import road_map
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import State, States, states
from actionplan_tui.analysis.step_texts import step_texts
from actionplan_tui.model.deck import SIX_QUESTIONS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.references import REFERENCES
from actionplan_tui.model.wbs import outline


def told_of(plan: Plan, today: dt.date, found: Readiness) -> dict[str, Any]:
    """Everything that is brought up to date."""
    known, done = states(plan, today), rollup(plan)
    tree = outline(plan)
    return {
        "findings": found.findings,
        "accepted": found.accepted,
        "bars": [found.headings[key] for key in HEADINGS],
        "ticks": [found.questions[key] for key in SIX_QUESTIONS],
        "off track": off_track(plan, today),
        "states": {id: (known.of(id), known.counts(id)) for id in tree.rows},
        "of goals": {id: (known.goal(id), known.goal_counts(id)) for id in (*tree.goals, None)},
        "counts": known.plan_counts(),
        "work": {id: done.percent(id) for id in tree.rows},
        "work of goals": {id: done.goal_percent(id) for id in (*tree.goals, None)},
        "work of all": done.plan_percent(),
        "blanks": (blanks(plan), list(blanks(plan).by_column)),
        "texts": step_texts(plan),
        "agenda": agenda(plan, today, today + dt.timedelta(days=20)),
        "road map": road_map(plan, today),
        "pressing": late_and_off_track(plan, today, 2),
        "led": led_steps(plan),
        "clocks": both_clocks(plan, today),
        "measured": {id: last_measured(plan, id) for id in plan.kpis},
        "KPIs": (live_kpis(plan), readings(plan, today)),
        "results": {id: goal_result_percent(plan, id, today) for id in tree.goals},
        "hanging": {
            (ref.table, ref.field, id): hanging(plan, ref.table, ref.field, id)
            for ref in REFERENCES
            if ref.table not in ("plan", "approvals")
            for id in (*plan.table(ref.target), 99, None)
        },
    }  # fmt: skip


def from_nothing(plan: Plan, today: dt.date) -> dict[str, Any]:
    bare = msgspec.structs.replace(plan)
    return told_of(bare, today, Readiness(bare, today))


def same(plan: Plan, today: dt.date, *, listed: bool = True) -> None:
    """Hold what is kept to what is worked out from nothing."""
    found = readiness(plan, today)
    if listed:
        kept, anew = told_of(plan, today, found), from_nothing(plan, today)
        for name, value in anew.items():
            assert kept[name] == value, name
    else:  # its findings are not asked for: they lag, and the figures must not
        anew_figures = Readiness(msgspec.structs.replace(plan), today, figures_only=True)
        assert found.headings == anew_figures.headings
        assert found.questions == anew_figures.questions
        assert found.accepted_count == anew_figures.accepted_count


def work(plan: Plan, random: Random, edits: int) -> None:
    """A day's work at a plan: edits, some taken back; once in a while it is the next day."""
    today = dt.date(2026, 3, 2) + dt.timedelta(days=random.randrange(600))
    past = [plan]
    same(plan, today)
    for _ in range(edits):
        if random.random() < 0.1:
            today += dt.timedelta(days=random.choice((1, 30)))
        plan = random.choice(past[-3:]) if random.random() < 0.15 else any_edit(random, plan)
        past.append(plan)
        same(plan, today, listed=random.random() < 0.7)


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edits_undos_and_days_leave_what_is_kept_as_it_is_from_nothing(
    plan: Plan, random: Random
) -> None:
    work(msgspec.structs.replace(plan), random, 12)


@pytest.mark.verify
@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_edits_undos_and_days_leave_what_is_kept_as_it_is_from_nothing(
    plan: Plan, random: Random
) -> None:
    work(msgspec.structs.replace(plan), random, 25)


def test_every_check_is_asked_again_when_it_comes_true_and_when_it_is_mended() -> None:
    sound = a_sound_plan().forget()
    for _, code, place, trip in TRIPS:
        same(sound, TODAY)
        make = a_sound_plan()
        make.plan = sound
        trip(make)
        found = readiness(make.plan, TODAY)
        assert found.findings == Readiness(msgspec.structs.replace(make.plan), TODAY).findings, (
            code, place,
        )  # fmt: skip


@pytest.mark.parametrize("families", [2, 60])
def test_an_edit_judges_the_steps_that_it_reached_however_many_there_are(
    families: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = a_sound_plan()
    for _ in range(families):
        top = make.step("Set up a counter", goal=1, owner=1)
        for number in range(4):
            make.step(f"Hire clerk {number}", parent=top, lead=2, due=dt.date(2026, 11, 20))
    plan = make.forget()
    readiness(plan, TODAY)
    judged: list[int] = []
    asked = Counter[str]()
    judge, ask = States._judge_leaf, asking.asked

    def judging(self: States, step: Step) -> State:
        judged.append(step.id)
        return judge(self, step)

    def asking_all(rule: Rule, ground: Ground, *rest: Any, **more: Any) -> asking.Answer:
        asked[rule.code] += ground.near is None
        return ask(rule, ground, *rest, **more)

    monkeypatch.setattr(States, "_judge_leaf", judging)
    for module in (asking, readiness_module):
        monkeypatch.setattr(module, "asked", asking_all)
    readiness(plan.amend("steps", 5, percent=10), TODAY)
    assert judged == [5]
    assert {code for code, count in asked.items() if count} == {"C-BOTH"}


@pytest.mark.verify
def test_no_field_of_any_record_is_passed_over() -> None:
    random = Random(8)
    for _, _code, _place, trip in TRIPS[::6]:
        make = a_sound_plan()
        trip(make)
        plan = make.forget()
        for table in TABLES:
            for id in list(plan.table(table))[:3]:
                for field in fields_of(table):
                    same(set_any(random, plan, table, id, field), TODAY)
