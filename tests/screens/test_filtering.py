"""What a filter and a sort leave after an edit is what they leave of the plan itself."""

from __future__ import annotations

import datetime as dt
from random import Random

import msgspec
import pytest
from any_edits import any_edit
from any_plans import plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sound_plan import CONSULT, TODAY, a_sound_plan

from actionplan_tui.model.plan import Plan
from screens.filtering import Filtering

TEXTS = ("", "late", "offtrack", "open", "-done", "blank", "blank:kpis", "week", "draft", "seance",
         "@Ana", "owner:ana", "percent>=50", "due<=today", "goal:G1", "goal:draft", "p1", "#law",
         "1.1", "usd", "due<")  # fmt: skip
SORTS = (None, "due", "lead", "percent", "state", "title", "needed", "barriers", "communications")


def work(plan: Plan, random: Random, edits: int) -> None:
    kept = Filtering()
    kept.text, today, past = random.choice(TEXTS), dt.date(2026, 9, 1), [plan]
    for _ in range(edits):
        if random.random() < 0.2:
            kept.text = random.choice(TEXTS)
        if random.random() < 0.3:
            column = random.choice(SORTS)
            kept.sort = (column, random.random() < 0.5) if column else None
        if random.random() < 0.1:
            today += dt.timedelta(days=40)
        plan = random.choice(past[-3:]) if random.random() < 0.2 else any_edit(random, plan)
        past.append(plan)
        anew = Filtering()
        anew.text, anew.sort = kept.text, kept.sort
        bare = msgspec.structs.replace(plan)
        assert kept.rows(plan, today, (), 1) == anew.rows(bare, today, (), 1), (
            kept.text, kept.sort,
        )  # fmt: skip


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edits_leave_what_is_shown_as_it_is_from_nothing(plan: Plan, random: Random) -> None:
    work(msgspec.structs.replace(plan), random, 12)


@pytest.mark.verify
@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_edits_leave_what_is_shown_as_it_is_from_nothing(plan: Plan, random: Random) -> None:
    work(msgspec.structs.replace(plan), random, 25)


def test_an_edit_that_moves_nothing_leaves_the_very_rows() -> None:
    plan = a_sound_plan().plan
    filtering = Filtering()
    filtering.text, filtering.sort = "open", ("due", False)
    before = filtering.rows(plan, TODAY, (), None)
    same = filtering.rows(plan.amend("steps", CONSULT, title="Hear the bar"), TODAY, (), None)
    assert same is before
    later = plan.amend("steps", CONSULT, due=dt.date(2026, 12, 24))
    assert filtering.rows(later, TODAY, (), None).rows == before.rows[::-1]
