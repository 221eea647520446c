"""A date that is moved: what was approved stays, what hangs on it is listed and moved too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from plans import PlanBuilder

from actionplan_tui.analysis.readiness.rules import RULES

Desk = Callable[..., Any]


def dec(day: int) -> dt.date:
    return dt.date(2026, 12, day)


def chain(**info: Any) -> PlanBuilder:
    """Survey to 4 December, then drilling 7 to 11, then a milestone."""
    build = PlanBuilder(title="Clean water", **info)
    ana = build.person("Ana")
    build.info(owner=ana)
    goal = build.goal("Every village drinks clean water", owner=ana)
    survey = build.step("Survey", goal=goal, due=dec(4))
    drill = build.step("Drill", goal=goal, start=dec(7), due=dec(11), depends_on=(survey,))
    build.milestone("Wells drilled", goal=goal, due=dec(11), depends_on=(drill,))
    return build


async def test_what_hangs_on_a_date_is_listed_and_moved_with_it(desk: Desk) -> None:
    async with desk(chain().plan) as d:
        await d.edit("1", "By When", "2026-12-09")
        assert "1 Survey: due 9 Dec 2026" in d.screen_text
        assert "2 Drill: 11 Dec 2026 to 16 Dec 2026" in d.screen_text
        assert "3 Wells drilled (milestone): 11 Dec 2026 to 16 Dec 2026" in d.screen_text
        await d.press("escape")
        assert d.plan.steps[1].due == dec(4)
        assert "the date stays as it was" in d.screen_text
        await d.press("enter")
        await d.press("down", "enter")
        await d.saved_all()
        assert [step.due for step in d.plan.steps.values()] == [dec(9), dec(16), dec(16)]
        assert d.plan.steps[2].start == dec(10)
        await d.press("escape", "u")
        await d.saved_all()
        assert [step.due for step in d.plan.steps.values()] == [dec(4), dec(11), dec(11)]


async def test_an_approved_date_stays_and_its_slip_stands_beside_it(desk: Desk) -> None:
    async with desk(chain(rules_off=tuple(RULES)).plan, size=(120, 40), me="Ana") as d:
        await d.press("P")
        assert "Who is to approve version 1.0?" in d.screen_text
        await d.press("enter")
        await d.saved_all()
        assert d.plan.approvals[1].by == 1

        await d.edit("1", "By When", "2026-12-08")
        assert "1 Survey: approved for 4 Dec 2026" in d.screen_text
        await d.press("enter")
        await d.saved_all()
        assert d.cell("1", "By When") == "4 Dec 26 +2"
        await d.press("escape")
        await d.go("1", "By When")
        # One question, however often the date is moved on while it is asked.
        await d.press("+", "+", "-")
        assert "Forecast 9 Dec 2026, +3 wd: the approved date stays" in d.screen_text
        await d.press("enter")
        await d.saved_all()
        assert d.cell("1", "By When") == "4 Dec 26 +3"
        assert d.labels[-2:] == ["By When of Survey", "By When of Survey"]

        await d.edit("1", "By When", "2026-12-09")
        await d.press("down", "down", "down", "enter")
        assert "Why is the approved date moved?" in d.screen_text
        await d.enter("Ferry cancelled")
        await d.saved_all()
        assert [step.due for step in d.plan.steps.values()] == [dec(9), dec(16), dec(16)]
        assert d.plan.approvals[2].reason == "Ferry cancelled"
        assert d.cell("1", "By When") == "9 Dec 2026"


async def test_a_plan_that_is_not_ready_says_what_blocks_it(desk: Desk) -> None:
    async with desk(chain().plan, size=(120, 40)) as d:
        await d.press("P")
        await d.sees("Not ready: ")
        assert not d.plan.approvals


async def test_dates_moved_together_are_asked_about_once(desk: Desk) -> None:
    build = chain(rules_off=tuple(RULES))
    build.step("Pumps", goal=1, start=dec(14), due=dec(18), depends_on=(2,))
    build.step("Apart", goal=1, due=dec(18))
    async with desk(build.plan, size=(120, 40), me="Ana") as d:
        await d.press("P", "enter")
        await d.saved_all()
        await d.go("2", "By When")
        await d.press("space")
        await d.go("5", "By When")
        await d.press("space", "+", "+", "+", "+")
        told = d.screen_text
        assert "2 due dates are moved, 2 of them approved" in told
        assert "Forecast these 2 dates: the approved dates stay" in told
        assert "Would move too: 1 step, 1 milestone" in told
        assert "3 Wells drilled (milestone): 11 Dec 2026 to 15 Dec 2026" in told
        assert "4 Pumps: 18 Dec 2026 to 22 Dec 2026" in told
        await d.press("j", "enter")
        await d.saved_all()
        assert [step.forecast for step in d.plan.steps.values()] == [
            None, dec(15), dec(15), dec(22), dec(22),
        ]  # fmt: skip
        assert [step.due for step in d.plan.steps.values()] == [
            dec(4), dec(11), dec(11), dec(18), dec(18),
        ]  # fmt: skip
        await d.press("escape", "escape", "u")
        await d.saved_all()
        assert not any(step.forecast for step in d.plan.steps.values())
