"""Midnight in a session left open for days: today moves, nothing else does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from desk_page import NOON
from plans import PlanBuilder

from actionplan_tui.store import create_store

CLOCK = """
import datetime as dt, pathlib, sys
from actionplan_tui.cli import clock

def now():
    return dt.datetime.fromisoformat(pathlib.Path("clock").read_text())

clock.now = now
import screens.watching
screens.watching.ASLEEP_SECONDS = 1  # a minute is too long for a test
from actionplan_tui.__main__ import main
sys.argv[0] = "actionplan"
raise SystemExit(main())
"""


def test_today_moves_and_nothing_else(raw, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    build = PlanBuilder(title="Clean water")
    goal = build.goal("Every village drinks clean water")
    for number in range(1, 61):
        build.step(f"Step {number}", goal=goal)
    build.amend("steps", 40, due=dt.date(2026, 12, 4))
    path = tmp_path / "water.json"
    create_store(path, build.plan, now=lambda: NOON, by="ana")
    clock = tmp_path / "clock"

    def at(moment: str) -> None:
        (tmp_path / "next").write_text(moment)
        (tmp_path / "next").replace(clock)

    at("2026-12-04T23:59:58+00:00")
    desk = raw(path, code=CLOCK)
    desk.until("Step 1")
    desk.until("block")
    desk.send("j" * 45)
    desk.until("Step 44")
    desk.until("45 Step 45   S45")
    desk.send("l" * 2)
    desk.send("e")
    desk.until("Enter keep")
    desk.send("half-typed")
    desk.until(lambda: desk.screen.count("half-typed") >= 3)  # cell, line, and what it means
    files = {entry.name: entry.read_bytes() for entry in tmp_path.glob("*water.json*")}
    before = desk.screen.splitlines()
    sent = len(desk.sent)

    at("2026-12-06T10:00:00+00:00")  # over two midnights
    desk.until("LATE")
    after = desk.screen.splitlines()

    differing = [(b, a) for b, a in zip(before, after, strict=True) if a != b]
    assert [pair for pair in differing if "Step 40" not in pair[1]] == []
    assert "half-typed" in desk.screen
    assert len(desk.sent) - sent < 1_000
    assert {entry.name: entry.read_bytes() for entry in tmp_path.glob("*water.json*")} == files
    desk.send("\x1b[27u\x11")
    assert desk.ended() == 0
