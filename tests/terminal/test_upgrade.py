"""The program is upgraded, or taken away, under a desk that is open: everything is still saved."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from plans import PlanBuilder

from actionplan_tui.store import create_store

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

UPGRADED = """
import pathlib, sys, threading
from actionplan_tui.__main__ import main

GONE = ("actionplan_tui", "screens", "tinydb", "dateutil", "msgspec", "icalendar")

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in GONE:
            with open("missed", "a") as file:
                file.write(name + chr(10))
            raise ModuleNotFoundError(name)

def upgrade():
    from screens import beforehand
    beforehand.LOADED.wait()
    sys.meta_path.insert(0, Gone())
    pathlib.Path("upgraded").touch()

threading.Thread(target=upgrade, daemon=True).start()
sys.argv[0] = "actionplan"
raise SystemExit(main())
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with a cadence, in a time zone of its own."""
    build = PlanBuilder(title="Clean water", time_zone="Pacific/Auckland")
    ana = build.person("Ana")
    goal = build.goal("Every village drinks clean water", owner=ana)
    step = build.step("Survey wells", goal=goal, lead=ana, due=dt.date(2026, 12, 4))
    build.add(
        "communications", step=step, audience=(ana,), cadence="weekly on tue", start=NOW.date()
    )
    path = tmp_path / "water.json"
    create_store(path, build.plan, now=lambda: NOW, by="ana")
    return path


def test_every_kind_of_save_works_after_the_program_was_taken_away(
    raw, command, plan, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def steps() -> dict:
        return json.loads(plan.read_bytes())["steps"]

    def lead() -> object:
        return steps()["1"].get("lead")

    desk = raw(plan, code=UPGRADED, columns=120)
    desk.until("Survey wells")
    desk.until(lambda: (tmp_path / "upgraded").exists())
    desk.send("gjj")
    desk.send("e")
    desk.until("Enter keep")
    desk.send("Survey springs\r")
    desk.until(lambda: steps()["1"]["title"] == "Survey springs")
    desk.until(lambda: "Enter keep" not in desk.screen)
    desk.send("gjjll" + "e")
    desk.until("Enter keep")
    desk.send("Bo; Ana\r")
    desk.until(lambda: lead() != 1 or b"Bo" in plan.read_bytes())
    desk.send("u")
    desk.until(lambda: lead() == 1)
    desk.send("U")
    desk.until(lambda: lead() != 1)
    command("-f", plan, "set", "S1", "percent=40")
    desk.until("40 %")
    desk.send("a")
    desk.until("What needs to be done?")
    desk.send("Buy pumps\r")
    desk.until(lambda: len(steps()) == 2)
    desk.send("\x1b[27u")
    desk.send("c")
    desk.until("what @who due:when")
    desk.send("Train crews @Ana due:2w every:monthly\r")
    desk.send("\x1b[27u")
    desk.until(lambda: len(steps()) == 3)
    desk.send("\x11")

    assert desk.ended() == 0
    missed = tmp_path / "missed"
    assert not missed.exists(), missed.read_text()
