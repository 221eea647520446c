"""Pictures of the screens, for eyes: full and empty, small and large.

    make test ARGS="tests/screens/test_pictures.py --snapshot-update"

takes them anew; look at each before it is kept.
"""

from __future__ import annotations

import pytest
from desk_page import NOON, DeskPage, SetClock, make_desk

from actionplan_tui.cli.shipped import example
from actionplan_tui.exchange.relay import relaid
from actionplan_tui.model.plan import Plan

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
SCREENS = ("goals", "actions", "plans")


@pytest.fixture
def full() -> Plan:
    """The worked example, laid to the day of the clock."""
    shipped = example()
    assert shipped.base is not None
    return relaid(shipped.plan, shipped.base, NOON.date())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("content", ["full", "empty"])
@pytest.mark.parametrize("screen", SCREENS)
def test_picture(snap_compare, request, tmp_path, screen: str, content: str, size: str) -> None:
    plan: Plan = request.getfixturevalue(content)
    clock = SetClock()
    app = make_desk(plan, folder=tmp_path, clock=clock, first=screen, me="Ioane")

    async def at_rest(pilot) -> None:
        page = DeskPage(app, pilot, clock)
        await page.quiet()
        if screen == "plans":
            await page.until(lambda: page.cell("plan.json", "Status") != "…")

    assert snap_compare(app, terminal_size=SIZES[size], run_before=at_rest)
