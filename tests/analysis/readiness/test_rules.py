"""Every readiness check: a plan that trips it, and one that does not."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
from plans import PlanBuilder
from sound_plan import (
    CONSULT,
    GOAL,
    LEAD,
    OWNER,
    TODAY,
    TRIPS,
    WEEKLY,
    Trip,
    a_sound_plan,
    far_too_late,
)

from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.records import STAMPS


def found(make: PlanBuilder) -> set[tuple[str, str, str]]:
    """What the checks find: severity, code, and the place that mends it."""
    plan = make.forget()
    known = readiness(plan, TODAY)
    for each in known.findings:
        assert each.id == 0 or plan.find(each.table, each.id), each
        names = TABLES[each.table].type.__struct_fields__
        assert each.field in names or each.field in SHOWN, each
        assert each.field not in STAMPS
        assert each.sentence == each.sentence.strip()
        assert "None" not in each.sentence
    return {
        (each.severity, each.code, f"{each.ref or each.table}.{each.field}")
        for each in known.findings
    }


SHOWN = {
    "kpis",
    "children",
    "steps",
    "milestones",
    "needed",
    "barriers",
    "communications",
    "told",
    "latest",
    "next",
    "corrective",
}
"""Columns that are no field of their record."""


def test_a_sound_plan_has_nothing_that_blocks_warns_or_hints() -> None:
    assert found(a_sound_plan()) == set()


def test_every_check_has_something_to_look_at_in_the_sound_plan() -> None:
    ground = Ground(a_sound_plan().plan, TODAY)
    assert [code for code, rule in RULES.items() if not list(rule.subjects(ground))] == []


@pytest.mark.parametrize(("severity", "code", "place", "trip"), TRIPS, ids=[
    f"{code} {place}" for _, code, place, _ in TRIPS])  # fmt: skip
def test_a_plan_that_trips_the_check(severity: str, code: str, place: str, trip: Trip) -> None:
    make = a_sound_plan()
    trip(make)
    assert (severity, code, place) in found(make)


def test_every_check_is_tripped_here_by_a_plan() -> None:
    assert {code for _, code, _, _ in TRIPS} == set(RULES)


def test_only_the_step_that_was_blanked_is_asked_about() -> None:
    make = a_sound_plan()
    make.amend("steps", CONSULT, lead=None)
    assert found(make) == {("blocks", "C-LEAD", "S1.lead")}


def test_finished_and_cancelled_steps_are_asked_nothing() -> None:
    for over in ({"finished": date(2026, 11, 20)}, {"percent": 100}, {"cancelled": True}):
        make = a_sound_plan()
        make.step("Draft the bill", goal=GOAL, **over)
        assert found(make) == set(), over


def test_a_corrective_action_that_says_everything_answers_for_a_step_off_track() -> None:
    make = a_sound_plan()
    far_too_late(owner=OWNER, cause="ill", decision="ask again", responsible=LEAD,
                 due=date(2026, 12, 1))(make)  # fmt: skip
    assert {code for _, code, _ in found(make)} == set()


def test_what_is_logged_a_day_early_counts_and_what_is_logged_for_the_week_before_does_not() -> (
    None
):
    make = a_sound_plan()
    make.amend("contacts", 1, date=date(2026, 11, 16))
    assert found(make) == set()
    make.amend("contacts", 1, date=date(2026, 11, 12))
    assert {code for _, code, _ in found(make)} == {"L-COMS"}


def test_a_communication_written_down_after_its_day_is_not_asked_for_that_day() -> None:
    make = a_sound_plan()
    make.plan = make.plan.drop("contacts", [1])
    made = dt.datetime(2026, 11, 18, tzinfo=dt.UTC)
    make.plan = make.plan.put(
        "communications",
        make.plan.communications[WEEKLY].__class__(**{
            name: getattr(make.plan.communications[WEEKLY], name)
            for name in make.plan.communications[WEEKLY].__struct_fields__
        } | {"created_at": made}),
    )  # fmt: skip
    assert found(make) == set()
