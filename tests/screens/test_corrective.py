"""Off track on the desk: the rule named, the owner's duty said, closed only by the owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from plans import PlanBuilder
from textual.widgets import Input

from screens.widgets.panel import RecordPanel

Desk = Callable[..., Any]


async def test_a_step_off_track_is_corrected_and_closed_for_its_owner(desk: Desk) -> None:
    build = PlanBuilder(title="Clean water")
    ana, ioane = build.person("Ana"), build.person("Ioane")
    goal = build.goal("Every village drinks clean water", owner=ana)
    build.step("Survey wells", goal=goal, lead=ioane, due=dt.date(2026, 11, 6))

    async def fill(d: Any, field: str, text: str) -> None:
        panel = d.app.screen.query_one(RecordPanel)
        await d.press("g")
        while panel.cursor_field != field:
            await d.press("j")
        await d.press("enter")
        await d.enter(text)

    async with desk(build.plan, size=(120, 40), me="Ioane") as d:
        await d.go("1")
        await d.sees("Ana must act")
        assert "OT2: 11 wd late, tolerance 10" in d.screen_text
        await d.press("!")
        assert "OT2: 11 working days late" in d.screen_text
        await fill(d, "cause", "Rain")
        await fill(d, "decision", "Hire a boat")
        await d.press("escape")
        await d.saved_all()
        await d.sees("Ana must say who does it")

        await d.press("!")
        assert "It worked: verified today, for Ana" in d.screen_text
        await d.press("down", "enter")
        await d.sees("esponsible: say who did it before A1 is closed")
        assert d.plan.corrective_actions[1].status == "open"
        await d.press("!", "enter")
        await fill(d, "responsible", "Ioane")
        await fill(d, "due", "2026-12-04")
        await d.press("escape")
        await d.saved_all()
        await d.sees("A1 is under way, due 4 Dec 2026")

        await d.press("!")
        assert isinstance(d.app.focused, Input)
        await d.press("down", "enter")
        await d.saved_all()
        action = d.plan.corrective_actions[1]
        assert (action.status, action.closed_by) == ("verified", ana)
        assert d.workspace.history[-1].label == "close A1 for Ana"
        await d.press("u")
        await d.saved_all()
        assert d.plan.corrective_actions[1].status == "open"
