"""What is left for later: garbage until the hands rest, styles until a source is new."""

from __future__ import annotations

import asyncio
import gc

from plans import PlanBuilder
from textual.css.stylesheet import Stylesheet

from actionplan_tui.model.plan import KEPT
from screens.kept_css import KeptCss
from screens.sweeping import Sweeper


async def test_all_is_looked_through_once_the_hands_rest() -> None:
    looked = asyncio.Event()

    def told(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            looked.set()

    sweeper = Sweeper(rest=0.01)
    gc.callbacks.append(told)
    try:
        sweeper.stir()
        sweeper.stir()
        await asyncio.wait_for(looked.wait(), 30)
    finally:
        gc.callbacks.remove(told)
        sweeper.stop()


async def test_the_next_change_is_prepared_once_the_hands_rest(desk) -> None:
    build = PlanBuilder(title="Clean water")
    for number in range(1_200):
        build.step(f"Step {number}")
    async with desk(build.plan) as d:
        await d.go("1", "Action Step")
        plan = d.app.workspace.plan
        await d.until(lambda: ("copy", "steps") in plan.__dict__.get(KEPT, ()), "it to be prepared")
        _, copy = plan.__dict__[KEPT]["copy", "steps"]
        await d.edit("1", "Action Step", "Survey wells")

        assert copy[1].title == "Survey wells"


def styled(sheet: Stylesheet) -> list[str]:
    """A sheet to which a source is added, and of which a variable changes."""
    said = []
    for name, colour in (("Grid", "red"), ("Panel", "red"), ("Line", "blue")):
        sheet.add_source(f"{name} {{ color: $mark; }}", read_from=(name, ""))
        sheet.set_variables({"mark": colour})
        sheet.reparse()
        said.append("\n".join(rule.css for rule in sheet.rules))
    return said


def test_a_sheet_that_reads_each_source_once_says_what_textuals_says() -> None:
    said = styled(KeptCss(variables={"mark": "red"}))

    assert said == styled(Stylesheet(variables={"mark": "red"}))
    assert [text.count("color:") for text in said] == [1, 2, 3]
