"""History: who changed what, the plan as it was on a day, and going back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_page import SetClock

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store, open_store

Desk = Callable[..., Any]


@pytest.fixture
def lived(tmp_path: Path, small: Plan) -> tuple[Path, Plan]:
    """The small plan, made in September, changed twice in October and thrice in November; and
    the plan as it was in between."""
    clock = SetClock(dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC))
    path = tmp_path / "lived.json"
    create_store(path, small, now=clock, by="ana")
    ana = Workspace(open_store(path, now=clock), by="ana", session="gone")
    clock.moment = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)
    ana.do(SetFields("steps", 2, {"due": dt.date(2026, 12, 11)}))
    ana.do(SetFields("steps", 4, {"percent": 30}))
    then = ana.plan
    clock.moment = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    ana.do(SetFields("steps", 2, {"due": dt.date(2026, 12, 18), "percent": 20}))
    ioane = Workspace(open_store(path, now=clock), by="ioane", session="gone too")
    ioane.do(AddStep({"title": "Hire drillers"}, after=2))
    ioane.do(SetFields("steps", 4, {"lead": "Ana"}))
    return path, then


async def test_every_change_is_told_and_found(desk: Desk, lived: tuple[Path, Plan]) -> None:
    async with desk(lived[0], size=(120, 40), first="history") as d:
        told = d.screen_text
        assert "20 Nov 09:00 ioane     2 Buy pumps" in told
        assert "By Whom          Priya              Ana" in told
        assert "11 Dec 2026        18 Dec 2026" in told
        assert "The plan was made on 1 Sep 2026" in told

        await d.press("/")
        await d.enter("by:ana of:1.1 since:1-nov")
        assert [key[0] for key in d.grid.rows] == ["commit", "change", "change"]
        await d.press("z")
        assert [key[0] for key in d.grid.rows] == ["commit"]
        await d.press("z", "j", "enter")
        assert d.at == ("1.1", "By When")


async def test_the_plan_as_it_was_is_shown_and_brought_back(
    desk: Desk, lived: tuple[Path, Plan]
) -> None:
    path, then = lived
    async with desk(path, size=(120, 40), first="history") as d:
        now = d.plan
        await d.press("t")
        await d.enter("2026-08-01")
        assert "the plan was made on 1 Sep 2026" in d.screen_text
        await d.press("escape", "t")
        await d.enter("2026-10-31")
        assert "as of 31 Oct 2026, read-only" in d.screen_text
        past = d.app.screen.query_one("#past")
        shown = {key: past._cell(key, "since").text for key in past.rows}
        assert {key: text for key, text in shown.items() if text} == {
            ("steps", 2): "By When, Percent",
            ("steps", 4): "By Whom",
            ("steps", 6): "added",
        }
        assert past._cell(("steps", 4), "lead").text == "Priya"
        await d.press("j", "j")
        await d.sees("By When: 11 Dec 2026 → 18 Dec 2026 (ana, 20 Nov 2026)")

        await d.press("X", "g")
        await d.saved_all()
        assert diff(d.plan, then) == ()
        await d.press("u")
        await d.saved_all()
        assert diff(d.plan, now) == ()


async def test_one_action_is_taken_back_and_what_came_after_it_stays(
    desk: Desk, lived: tuple[Path, Plan]
) -> None:
    async with desk(lived[0], first="history") as d:  # at 80 columns
        await d.press("/")
        await d.enter("until:31-oct percent")
        await d.press("b", "t")
        await d.saved_all()

        assert d.plan.steps[4].percent == 40
        assert d.plan.steps[2].percent == 20
        await d.press("escape")
        assert "ioane    undo: 2 Buy pumps" in d.screen_text


async def test_an_empty_history_says_what_will_stand_there(desk: Desk, empty: Plan) -> None:
    async with desk(empty, first="history") as d:
        assert "Nothing was changed yet." in d.screen_text
        await d.press("b", "X", "z", "enter")
        assert d.workspace.history == ()
