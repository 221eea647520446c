"""A typed filter of the history: what it asks for, in the plan's own days."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from plans import PlanBuilder

from actionplan_tui.edits.history_filter import Narrow, parse_narrow, past_moment
from actionplan_tui.model.problem import Problem

TODAY = dt.date(2026, 11, 23)
APIA = ZoneInfo("Pacific/Apia")


def test_days_begin_and_end_where_the_plan_is() -> None:
    build = PlanBuilder(title="Clean water")
    step = build.step("Survey wells")
    found = parse_narrow(build.plan, "pump of:1 by:ioane since:1-nov until:fri well", TODAY, APIA)

    assert found == Narrow(
        record=("steps", step),
        by="ioane",
        since=dt.datetime(2026, 11, 1, tzinfo=APIA),
        until=dt.datetime(2026, 11, 20, 23, 59, 59, 999999, tzinfo=APIA),
        text="pump well",
    )
    assert parse_narrow(build.plan, "note: by:", TODAY, APIA) == Narrow(text="note: by:")


def test_a_day_is_over_at_its_last_moment() -> None:
    plan = PlanBuilder(title="Clean water").plan

    day, moment = past_moment(plan, "fri", TODAY, APIA)
    assert day == dt.date(2026, 11, 20)
    assert moment == dt.datetime(2026, 11, 20, 23, 59, 59, 999999, tzinfo=APIA)


def test_what_names_no_record_and_no_past_day_is_refused() -> None:
    plan = PlanBuilder(title="Clean water").plan
    for text, why in (("of:9.9", "no record"), ("since:2027-01-01", "yet to come")):
        with pytest.raises(Problem, match=why):
            parse_narrow(plan, text, TODAY, APIA)
