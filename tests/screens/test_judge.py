"""Readiness behind the desk: the latest plan alone, and after the keys."""

from __future__ import annotations

import asyncio
import datetime as dt

from plans import PlanBuilder

from actionplan_tui.analysis.readiness.figures import Figures, figures
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.model.plan import Plan
from screens.judge import Judge

TODAY = dt.date(2026, 11, 27)


def plan_of(*titles: str) -> Plan:
    build = PlanBuilder(title="Clean water")
    goal = build.goal("Every village drinks clean water")
    for title in titles:
        build.step(title, goal=goal)
    return build.plan


async def test_of_plans_in_a_row_the_latest_is_told_once_the_keys_have_been_answered() -> None:
    told: asyncio.Queue[Figures] = asyncio.Queue()
    judge = Judge(told.put_nowait)
    last = plan_of("Survey springs", "Buy pumps")

    judge.look(plan_of("Survey springs"), TODAY)
    judge._begin()  # the first is being judged when the second comes
    judge.look(last, TODAY)
    judge.key_came()
    judge._begin()

    assert await told.get() == figures(last, TODAY)
    assert told.empty()
    judge.stop()


def test_others_may_go_first_before_each_rule() -> None:
    asked: list[None] = []

    figures(plan_of("Survey springs"), TODAY, between=lambda: asked.append(None))

    assert len(asked) == len(RULES)
