"""The welcome, where no plan is open yet: each way to begin, by keys, until a plan is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from actionplan_tui.cli.plan_files import load_plan
from actionplan_tui.cli.welcome import beginnings
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


async def test_a_table_is_read_before_it_becomes_a_plan(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Action Step,By Whom,By When\nDig wells,Ana,03/04/2027\n", "utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()

    async def drive(pilot: Pilot[Path]) -> None:
        await choose(pilot, "A table you have")
        await answer(pilot, str(tmp_path / "none.csv"))
        assert "none.csv" in pilot.app.query_one(EditLine)._reason
        await answer(pilot, str(table))
        assert "say dmy or mdy after the path" in pilot.app.query_one(EditLine)._reason
        assert not list(folder.iterdir())
        await answer(pilot, f"{table} dmy")

    made = await welcomed(folder, drive)

    assert made == folder / "table.json"
    [step] = load_plan(made).steps.values()
    assert (step.title, str(step.due)) == ("Dig wells", "2027-04-03")


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
