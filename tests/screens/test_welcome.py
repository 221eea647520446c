"""The welcome, where no plan is open yet: each way to begin, by keys, until a plan is there."""

from __future__ import annotations

import asyncio
import datetime as dt
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from plans import PlanBuilder
from textual.pilot import Pilot
from workbooks import workbook

from actionplan_tui.cli import clock
from actionplan_tui.cli.making import example_in
from actionplan_tui.cli.plan_files import load_plan, plan_to_open
from actionplan_tui.cli.welcome import beginnings
from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.store import create_store
from actionplan_tui.store.recent import remember
from screens.dialogs.help import HelpDialog
from screens.purposes import PURPOSES
from screens.welcome import Welcome
from screens.widgets.edit_line import EditLine
from screens.widgets.grid import Grid

Drive = Callable[[Pilot[Path]], Awaitable[None]]


async def welcomed(folder: Path, drive: Drive) -> Path | None:
    """What the welcome returns once somebody has pressed some keys."""
    app = Welcome(beginnings(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await drive(pilot)
        await pilot.pause()
        return app.return_value


async def choose(pilot: Pilot[Path], title: str) -> None:
    grid = pilot.app.query_one(Grid)
    titles = [str(grid._cell(key, "title").text) for key in grid.rows]  # type: ignore[union-attr]
    await pilot.press("g", *["j"] * titles.index(title), "enter")


async def answer(pilot: Pilot[Path], text: str) -> None:
    line = pilot.app.query_one(EditLine)
    assert line.is_open
    line.value = text
    await pilot.press("enter")


def beginnings_of(folder: Path) -> list[str]:
    return [each.title for each in beginnings(folder)]


async def test_a_new_plan_is_the_blank_table_under_its_own_name(tmp_path: Path) -> None:
    async def drive(pilot: Pilot[Path]) -> None:
        await pilot.press("enter")
        await answer(pilot, " ")  # nothing is made of nothing
        await pilot.press("ctrl+o", "down")  # a title is one line: nothing waits for more
        assert pilot.app.query_one(EditLine).is_open
        await answer(pilot, "Clean  Water")

    made = await welcomed(tmp_path, drive)

    assert made == tmp_path / "clean-water.json"
    plan = load_plan(made)
    assert (plan.info.title, len(plan.goals), len(plan.steps)) == ("Clean Water", 1, 6)


async def test_a_name_that_is_taken_is_refused_and_a_plan_of_the_folder_is_offered(
    tmp_path: Path,
) -> None:
    there = tmp_path / "clean-water.json"
    before = b""

    async def drive(pilot: Pilot[Path]) -> None:
        nonlocal before
        await choose(pilot, "Digital service roll out")
        await answer(pilot, "Clean water")
        before = there.read_bytes()

    await welcomed(tmp_path, drive)

    async def again(pilot: Pilot[Path]) -> None:
        await choose(pilot, "A new plan")
        await answer(pilot, "Clean water")
        line = pilot.app.query_one(EditLine)
        assert line.is_open
        assert "clean-water.json" in line._reason
        await pilot.press("escape")
        await choose(pilot, "clean-water")

    assert await welcomed(tmp_path, again) == there
    assert there.read_bytes() == before
    assert len(load_plan(there).goals) > 0


async def test_a_file_is_read_and_shown_row_by_row_before_anything_of_it_is_in_a_plan(
    tmp_path: Path, desk: Callable[..., Any]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Action Step,By Whom,By When\nDig wells,Ana,03/04/2027\n", "utf-8")
    folder = tmp_path / "begun"
    folder.mkdir()
    takes: list[Path | None] = []

    async def drive(pilot: Pilot[Path]) -> None:
        await choose(pilot, "A file you have")
        await answer(pilot, str(tmp_path / "none.csv"))
        assert "none.csv" in pilot.app.query_one(EditLine)._reason
        assert not list(folder.iterdir())
        await answer(pilot, str(table))
        takes.append(pilot.app.takes)  # type: ignore[attr-defined]

    made = await welcomed(folder, drive)

    assert (made, takes) == (folder / "table.json", [table])
    assert not load_plan(made).steps
    async with desk(made, takes=table) as d:
        await d.sees("03/04/2027")  # which is the day, and which the month?
        await d.press("enter")
        await d.sees("Dig wells")
        assert not d.plan.steps
        await d.press("enter")
        await d.saved_all()
        assert [step.title for step in d.plan.steps.values()] == ["Dig wells"]
        await d.sees("Why this plan: what problem does it answer?")


async def test_whatever_file_there_is_can_be_begun_from(tmp_path: Path) -> None:
    build = PlanBuilder(title="Clean water", start=dt.date(2026, 11, 2))
    build.step("Dig wells", goal=build.goal("Water"), due=dt.date(2027, 4, 3))
    old = tmp_path / "old.json"
    create_store(old, build.plan, now=lambda: dt.datetime.now(dt.UTC), by="ana")
    notes = tmp_path / "notes.txt"
    notes.write_text("[ ] Dig wells @Ana due:2027-04-03\nA song on the radio\n", "utf-8")
    markdown = tmp_path / "table.md"
    markdown.write_text("| Action Step | By Whom |\n|---|---|\n| Dig wells | Ana |\n", "utf-8")
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook([["Action Step", "By Whom"], ["Dig wells", "Ana"]]))
    calendar = tmp_path / "old.ics"
    calendar.write_bytes(calendar_bytes(build.plan, now_version="1"))
    empty = tmp_path / "empty.md"
    empty.write_text("\n", "utf-8")

    for source in (notes, markdown, book, old):

        async def drive(pilot: Pilot[Path], source: Path = source) -> None:
            await choose(pilot, "A file you have")
            for none, why in ((calendar, "brings dates back"), (empty, "empty.md")):
                await answer(pilot, str(none))
                assert why in pilot.app.query_one(EditLine)._reason
            await answer(pilot, str(source))
            # Of a plan there is nothing to ask; what a new one does not say is asked next.
            assert pilot.app.guided == (source != old)  # type: ignore[attr-defined]
            assert pilot.app.takes == (None if source == old else source)  # type: ignore[attr-defined]

        folder = tmp_path / source.stem
        folder.mkdir()
        made = await welcomed(folder, drive)
        assert made == (old if source == old else folder / f"{source.stem}.json")
        steps = [step.title for step in load_plan(made).steps.values()]
        assert steps == (["Dig wells"] if source == old else [])  # the rest is shown first


async def test_the_worked_example_and_leaving_without_a_plan(tmp_path: Path) -> None:
    async def example(pilot: Pilot[Path]) -> None:
        await choose(pilot, "The worked example")

    made = await welcomed(tmp_path, example)
    assert made is not None
    assert made.parent == tmp_path / "demo"
    assert len(load_plan(made).steps) >= 20

    async def leave(pilot: Pilot[Path]) -> None:
        await pilot.press("escape")
        await asyncio.sleep(0)

    assert await welcomed(tmp_path, leave) is None
    assert beginnings_of(tmp_path)[0] == "A new plan"


async def test_help_says_what_can_be_begun_and_the_plan_opened_last_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    tried = example_in(tmp_path / "demo")
    remember(tried, "Maralau", clock.now())
    here = tmp_path / "plans"
    here.mkdir()
    monkeypatch.chdir(here)
    # Who has tried the worked example begins a plan of their own: it is no plan to fall back on.
    assert plan_to_open(Namespace(plan=None)) is None

    async def drive(pilot: Pilot[Path]) -> None:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, HelpDialog)
        assert pilot.app.screen._intro == PURPOSES["welcome"]
        assert "welcome.close" in {option.id for option in pilot.app.screen._options}
        await pilot.press("escape")
        await choose(pilot, "The plan opened last")

    assert await welcomed(here, drive) == tried
