"""Reporting up: a lead's update is unread for the owner until seen; the plan's owner sees all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from plans import PlanBuilder

from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.reports import MarkSeen, Report, unread
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.store import create_store, open_store

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def test_an_update_is_unread_for_the_steps_owner_until_seen(tmp_path: Path) -> None:
    build = PlanBuilder()
    chief, ana, ioane = build.person("Chief"), build.person("Ana"), build.person("Ioane")
    build.info(owner=chief)
    goal = build.goal("Water", owner=ana)
    build.step("Survey", goal=goal, lead=ioane)
    build.step("Her own", goal=goal, lead=ana)
    path = tmp_path / "plan.json"
    create_store(path, build.plan, now=lambda: NOON, by="chief")
    lead = Workspace(open_store(path, now=lambda: NOON), by="ioane", session="one")
    owner = Workspace(open_store(path, now=lambda: NOON), by="ana", session="two")

    def told(person: int, login: str = "") -> list[tuple[int, int, str, str]]:
        found: tuple[Report, ...] = unread(lead.plan, lead.history, person, login=login)
        return [(one.step, one.owner, one.by, one.text) for one in found]

    lead.do(SetFields("steps", 1, {"percent": 20, "due": dt.date(2026, 12, 4)}))
    lead.do(SetFields("steps", 1, {"percent": 40, "notes": "boat found"}))
    lead.do(SetFields("steps", 2, {"percent": 10}))
    update = [(1, ana, "ioane", "Percent 0 to 40, Notes: boat found")]
    assert told(ana) == update
    assert told(chief) == update
    assert told(ioane) == []
    [report] = unread(lead.plan, lead.history, ana)
    lead.do(MarkSeen(((1, report.revision),)))
    assert told(ana) == told(chief) == []

    # What the owner typed is no news to her; what came after it is.
    owner.take(owner.store.load())
    owner.do(SetFields("steps", 1, {"percent": 50}))
    lead.take(lead.store.load())
    assert told(ana, login="ana") == []
    lead.do(SetFields("steps", 1, {"forecast": dt.date(2026, 12, 11)}))
    assert told(ana, login="ana") == [(1, ana, "ioane", "Forecast blank to 11 Dec 2026")]
    lead.undo()
    assert told(ana, login="ana") == []
