"""Lists of records sorted by the column under the cursor."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan
from screens.column_sort import in_order, turned


@pytest.mark.parametrize("reverse", [False, True])
def test_what_has_no_value_comes_last_either_way(reverse: bool) -> None:
    values = {"a": 3, "b": None, "c": 1, "d": ""}

    found = in_order(values, values.__getitem__, reverse=reverse)

    assert found == (["a", "c"] if reverse else ["c", "a"]) + ["b", "d"]


def test_a_column_turns_three_ways() -> None:
    assert turned(None, "votes") == ("votes", False)
    assert turned(("votes", False), "votes") == ("votes", True)
    assert turned(("votes", True), "votes") is None
    assert turned(("votes", True), "text") == ("text", False)


@pytest.fixture
def plan() -> Plan:
    """Three communications, told on three days; today is Monday 23 November 2026."""
    build = PlanBuilder(title="Wells", start=dt.date(2026, 1, 5))
    ana = build.person("Ana")
    for cadence, message in (
        ("weekly on fri", "Boreholes drilled"),
        ("weekly on tue", "Pumps repaired"),
        ("", "Assessment of the springs"),
    ):
        build.add("communications", audience=(ana,), responsible=ana, cadence=cadence,
                  start=dt.date(2026, 11, 1), message=message)  # fmt: skip
    return build.plan


async def test_communications_are_sorted_by_day_and_back(desk: Any, plan: Plan) -> None:
    async with desk(plan, size=(120, 30)) as d:
        await d.press("6")
        grid = d.app.screen.grid
        grid.move_to(2, "next")

        await d.press("s")
        assert list(grid.rows) == [2, 1, 3]  # by date, not by "Fri" and "Tue"
        assert any("by Next" in line for line in d.lines)
        await d.press("s")
        assert list(grid.rows) == [1, 2, 3]
        await d.press("1", "6")
        assert list(d.app.screen.grid.rows) == [1, 2, 3]
        assert d.app.screen.sort == ("next", True)
        await d.press("escape")
        assert d.app.screen.sort is None
        assert list(d.app.screen.grid.rows) == [1, 2, 3]
