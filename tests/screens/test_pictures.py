"""Pictures of the screens, for eyes: full and empty, small and large.

    make test ARGS="tests/screens/test_pictures.py --snapshot-update"

takes them anew; look at each before it is kept.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk_page import NOON, DeskPage, SetClock, make_desk

from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.cli.shipped import example
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.exchange.relay import relaid
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store, open_store

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
SCREENS = (
    "goals", "actions", "stakeholders", "ideas", "dashboard", "communications", "readiness",
    "history",
    "plans",
)  # fmt: skip


@pytest.fixture
def full() -> Plan:
    """The worked example, laid to the day of the clock."""
    shipped = example()
    assert shipped.base is not None
    return relaid(shipped.plan, shipped.base, NOON.date())


def lived_with(plan: Plan, folder: Path) -> Path:
    """A file of the plan, made in the spring and changed by two people in the autumn."""
    clock = SetClock(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    path = folder / "plan.json"
    create_store(path, plan, now=clock, by="tavita")
    tavita = Workspace(open_store(path, now=clock), by="tavita", session="gone")
    clock.moment = dt.datetime(2026, 10, 5, 14, 20, tzinfo=dt.UTC)
    tavita.do(SetFields("steps", 3, {"forecast": dt.date(2026, 11, 27), "percent": 70}))
    tavita.do(AddStep({"title": "Ask the registry", "lead": "Ioane"}, after=3))
    clock.moment = dt.datetime(2026, 11, 20, 8, 5, tzinfo=dt.UTC)
    ioane = Workspace(open_store(path, now=clock), by="ioane", session="gone too")
    ioane.do(SetFields("steps", 3, {"percent": 80}))
    ioane.undo()
    return path


@pytest.mark.parametrize(
    ("content", "size"),
    [
        ("full", "80x24"),
        ("full", "120x40"),
        ("empty", "80x24"),
        pytest.param("empty", "120x40", marks=pytest.mark.verify),
    ],
)
@pytest.mark.parametrize("screen", SCREENS)
def test_picture(snap_compare, request, tmp_path, screen: str, content: str, size: str) -> None:
    plan: Plan = request.getfixturevalue(content)
    clock = SetClock()
    shown = lived_with(plan, tmp_path) if (screen, content) == ("history", "full") else plan
    app = make_desk(shown, folder=tmp_path, clock=clock, first=screen, me="Ioane")

    async def at_rest(pilot) -> None:
        page = DeskPage(app, pilot, clock)
        await page.judged()
        if screen == "plans":
            await page.until(lambda: page.cell("plan.json", "Status") != "reading")

    assert snap_compare(app, terminal_size=SIZES[size], run_before=at_rest)


async def _at(page: DeskPage, code: str, heading: str = "") -> None:
    """Go to a step and wait until the panel has followed."""
    await page.go(code, heading)
    await page.until(lambda: page.step(code).title[:12] in page.panel, "the panel")


async def _review(page: DeskPage) -> None:
    await page.press("R", "enter")
    await page.sees("To close the review")
    await page.press("n", "n")
    await page.saved_all()


async def _card(page: DeskPage) -> None:
    await _at(page, "1.2")
    await page.press("Q")


async def _deliverable(page: DeskPage) -> None:
    await _at(page, "2")
    await page.press("Q")


async def _corrective(page: DeskPage) -> None:
    await _at(page, "2.1.1")
    await page.press("!", "enter")


async def _approval(page: DeskPage) -> None:
    await page.press("P")
    assert page.dialog.startswith("Who is to approve")


async def _moved_date(page: DeskPage) -> None:
    await _at(page, "1.3", "By When")
    await page.press("+", "+")
    assert "approved for" in page.screen_text


async def _carried(page: DeskPage) -> None:
    await page.press("w")


SCENES = {
    "review": _review,
    "card": _card,
    "card of a deliverable": _deliverable,
    "corrective action": _corrective,
    "approval": _approval,
    "moved date": _moved_date,
    "who carries what": _carried,
}
"""What a plan that lives is asked and told, on the worked example at its smallest."""


@pytest.mark.parametrize("scene", SCENES)
def test_picture_of_a_plan_that_lives(snap_compare, full: Plan, tmp_path, scene: str) -> None:
    clock = SetClock()
    if scene == "approval":
        full = full.amend("plan", 1, rules_off=tuple(RULES))
    app = make_desk(full, folder=tmp_path, clock=clock, first="actions", me="Tavita")

    async def at_rest(pilot) -> None:
        page = DeskPage(app, pilot, clock)
        await page.judged()
        await SCENES[scene](page)
        await page.judged()

    assert snap_compare(app, terminal_size=(80, 24), run_before=at_rest)
