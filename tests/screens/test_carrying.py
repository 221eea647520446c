"""w: what I carry, what my leads have said, and whose else it is."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_page import SetClock
from plans import PlanBuilder

from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.store import create_store, history, open_store
from screens.carrying import Carrying

Desk = Callable[..., Any]


async def test_w_tells_what_waits_and_updates_are_unread_until_seen(desk: Desk) -> None:
    build = PlanBuilder(title="Clean water")
    ana, ioane = build.person("Ana"), build.person("Ioane")
    goal = build.goal("Water", owner=ana)
    build.step("Survey wells", goal=goal, lead=ioane, due=dt.date(2026, 11, 2))

    async with desk(build.plan, size=(120, 40), me="Ioane") as d:
        await d.edit("1", "Percent", "40")
        await d.saved_all()
        path = d.app.path
        await d.press("escape", "w")
        assert "What Ioane carries" in d.screen_text
        assert "Leads (1)" in d.screen_text
        assert "Unread updates" not in d.screen_text
        await d.press("escape")
        await d.leave()
    async with desk(path, size=(120, 40), me="Ana", by="ana") as d:
        await d.sees("1 update: w")
        await d.press("w")
        told = d.screen_text
        assert "1 Survey wells: Percent 0 to 40, by ioane" in told
        off = "1 Survey wells: must act; OT2: 15 working days late"
        assert 0 < told.index("To correct (1)") < told.index(off) < told.index("Unread updates (1)")
        await d.press("x")
        await d.saved_all()
        await d.until(lambda: "1 update: w" not in d.screen_text, "the update to be seen")
        await d.press("w", "w")
        assert "Whose duties?" in d.screen_text
        await d.type("ioa")
        await d.press("enter")
        assert "What Ioane carries" in d.screen_text
        await d.press("enter")
        assert d.grid.cursor_key == ("steps", 1)


async def test_an_update_waits_though_it_stands_in_the_older_history_alone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = PlanBuilder(title="Clean water")
    ana, ioane = build.person("Ana"), build.person("Ioane")
    build.step("Survey wells", owner=ana, lead=ioane)
    path, clock = tmp_path / "long.json", SetClock()
    create_store(path, build.plan, now=clock, by="ana")
    work = Workspace(open_store(path, now=clock), by="ioane", session="gone")
    monkeypatch.setattr(history, "MOST_ROWS", 4)
    work.do(SetFields("steps", 1, {"percent": 40}))
    for number in range(6):
        work.do(SetFields("plan", 1, {"purpose": f"Water {number}"}))
    assert not any(row.label == "Percent of Survey wells" for row in work.history)
    assert history.overflow_path(path).exists()

    async with desk(path, size=(120, 40), me="Ana", by="ana") as d:
        await d.sees("1 update: w")
        await d.press("w")
        assert "1 Survey wells: Percent 0 to 40, by ioane" in d.screen_text
        await d.press("x")
        await d.saved_all()
        await d.until(lambda: "1 update: w" not in d.screen_text, "the update to be seen")

    may_go_on = threading.Event()
    read = history.overflow

    def slow_disk(path: Path, plan_id: str) -> list[HistoryRow]:
        may_go_on.wait()
        return read(path, plan_id)

    monkeypatch.setattr(history, "overflow", slow_disk)
    async with desk(path, size=(120, 40), by="ana") as d:  # a desk that is nobody's reads it now
        await d.press("w", "enter")
        assert d.dialog == "Reading the older history …"
        await d.press("escape")
        assert d.dialog == ""
        may_go_on.set()
        await d.press("w", "enter")
        await d.until(lambda: d.dialog == "What Ana carries", "the older history")
        await d.press("escape")


async def test_an_older_history_that_cannot_be_read_hides_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = PlanBuilder(title="Clean water")
    build.step("Survey wells", lead=build.person("Ana"))

    def gone(path: Path, plan_id: str) -> list[HistoryRow]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(history, "overflow", gone)
    monkeypatch.setattr(Carrying, "_history_begins", 9)
    async with desk(build.plan, size=(120, 40)) as d:
        await d.press("w", "enter")
        await d.until(lambda: d.dialog == "What Ana carries", "what is known")
        assert "Input/output error" in d.said
