"""A review on the desk: walked with n and Enter, closed with minutes that name what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_page import SetClock
from plans import PlanBuilder

from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.store import create_store, history, open_store

Desk = Callable[..., Any]


async def test_a_review_is_walked_and_its_minutes_name_exactly_what_was_changed(
    desk: Desk,
) -> None:
    build = PlanBuilder(title="Clean water", review_cadence="every 4 weeks on mon")
    ana = build.person("Ana")
    build.info(owner=ana, start=dt.date(2026, 1, 5), last_review=dt.date(2026, 11, 2))
    goal = build.goal("Water", confirmed=dt.date(2026, 11, 3))
    build.step("Survey wells", goal=goal, due=dt.date(2026, 11, 20), lead=ana)
    build.step("Buy pumps", goal=goal, due=dt.date(2026, 11, 2))

    async with desk(build.plan, size=(120, 40), me="Ana") as d:
        await d.edit("1", "By Whom", "Ioane")  # before the review
        await d.press("escape", "R")
        assert "Review the plan: review overdue 14 days" in d.screen_text
        await d.press("enter")
        await d.sees("Off track")
        assert d.grid.cursor_key == ("steps", 2)
        assert "review: 2 to look at" in d.screen_text
        await d.press("n")
        assert d.grid.cursor_key == ("steps", 1)
        await d.press("l", "l", "l", "l")
        await d.press("enter")
        await d.enter("60")
        await d.saved_all()
        assert d.plan.steps[1].percent == 60
        assert "review: 0 to look at" in d.screen_text

        await d.press("2")
        assert "in a review: R" in d.screen_text
        await d.press("R", "G", "k", "k", "k", "enter")
        await d.enter("Two storms closed the port")
        await d.press("j", "enter")
        await d.enter("Hire a boat")
        await d.press("G", "enter", "e")
        await d.sees("Minutes: plan-minutes-2026-11-23.md")

        review = d.plan.reviews[1]
        assert (review.date, review.by, review.decisions) == (
            dt.date(2026, 11, 23),
            ana,
            "Hire a boat",
        )
        assert d.plan.info.last_review == dt.date(2026, 11, 23)
        assert d.workspace.reviewing == 0
        assert "No review is going on." in d.screen_text
        text = (d.app.path.parent / "plan-minutes-2026-11-23.md").read_text()
        assert (
            "## Changes made in this review (1)\n\n"
            "- 1 Survey wells\n  - Percent: 0 → 60\n\n"
            "## Looked at, no change (1)\n\n- 2 Buy pumps\n"
        ) in text
        assert "## What changed around us\n\nTwo storms closed the port\n" in text
        await d.press("8")
        assert "Review of 23 Nov 2026, by Ana" in d.screen_text


async def test_what_hangs_from_a_record_changes_it_in_a_review(desk: Desk) -> None:
    build = PlanBuilder(title="Clean water", review_cadence="every 4 weeks on mon")
    build.info(start=dt.date(2026, 1, 5), last_review=dt.date(2026, 11, 2))
    confirmed = dt.date(2026, 11, 3)
    build.step("Survey wells", confirmed=confirmed)
    kpi = build.add(
        "kpis", name="Wells", unit="wells", confirmed=confirmed,
        baseline=0, baseline_date=dt.date(2026, 1, 5),
        target=100, target_date=dt.date(2026, 12, 31),
    )  # fmt: skip
    build.add("measurements", kpi=kpi, date=dt.date(2026, 11, 20), value=80.0)
    async with desk(build.plan, size=(120, 40)) as d:
        await d.edit("1", "Needed", "a boat")  # before the review
        await d.press("escape", "R", "enter")
        await d.sees("At risk")
        assert [key for key in d.grid.rows if key[0] in ("steps", "kpis")] == [
            ("kpis", 1), ("steps", 1),
        ]  # fmt: skip
        assert "review: 2 to look at" in d.screen_text
        await d.press("l", "enter")
        await d.enter("95")
        await d.saved_all()
        assert d.grid.cursor_key == ("kpis", 1)
        assert "review: 1 to look at" in d.screen_text
        await d.sees("changed    was at risk")
        await d.press("M", "e")
        await d.sees("Minutes: plan-minutes-2026-11-23.md")
        text = (d.app.path.parent / "plan-minutes-2026-11-23.md").read_text()
        assert "\n- M2 95 on 23 Nov 2026 (K1 Wells): added\n" in text


async def test_a_review_left_open_is_gone_on_with(desk: Desk, small: Any) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.press("R", "down", "enter")
        await d.sees("To close the review")
        assert d.plan.reviews[1].kind == "communication"
        path = d.app.path
        await d.leave()
    async with desk(path, size=(80, 24)) as d:
        assert d.workspace.reviewing == 1
        await d.sees("review: R")
        await d.press("R")
        await d.sees("To close the review")
        await d.press("M", "e")
        await d.saved_all()
        assert d.plan.info.last_communication_review == dt.date(2026, 11, 23)


async def test_what_changed_is_walked_though_its_history_left_the_plan_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = dt.date(2026, 11, 2)
    build = PlanBuilder(title="Water", review_cadence="every 4 weeks on mon", last_review=last)
    build.step("Survey wells", confirmed=dt.date(2026, 11, 3))
    build.step("Buy pumps", confirmed=dt.date(2026, 11, 3))
    path, clock = tmp_path / "long.json", SetClock(dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
    create_store(path, build.plan, now=clock, by="ana")
    monkeypatch.setattr(history, "MOST_ROWS", 4)
    work = Workspace(open_store(path, now=clock), by="ioane", session="gone")
    clock.moment = dt.datetime(2026, 11, 10, tzinfo=dt.UTC)
    work.do(SetFields("steps", 1, {"percent": 40}))
    for number in range(6):
        work.do(SetFields("plan", 1, {"purpose": f"Water {number}"}))
    async with desk(path, size=(120, 40)) as d:
        await d.press("R", "enter")
        await d.sees("Changed since the last review")
        assert [key for key in d.grid.rows if key[0] == "steps"] == [("steps", 1)]


async def test_both_clocks_stand_on_every_screen_at_80_columns(desk: Desk) -> None:
    build = PlanBuilder(
        title="Clean water for every village of the outer islands",
        review_cadence="every 4 weeks on mon",
        last_review=dt.date(2026, 11, 2),
        communication_review_cadence="every 4 weeks on mon",
        last_communication_review=dt.date(2026, 10, 19),
    )
    build.step("Survey wells")
    async with desk(build.plan, size=(80, 24)) as d:
        for key in "12345678RQ":
            await d.press(key, *(["enter"] if key == "R" else []))
            await d.until(lambda: "reviews 0 d, 0 d" in d.header, f"both clocks on {key}")
