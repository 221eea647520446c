"""A workshop by keys alone, from a pasted list of ideas to a dashboard that turns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import STAMPS

IDEAS = (
    "Fence the springs", "Test the wells every month", "Chlorine in every shop",
    "A pump that children can work", "Rain tanks on schools", "Pay a caretaker",
    "Posters at the clinic", "Close the worst well", "Boil water on the radio",
    "Map every pipe",
)  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    """A goal, a deliverable, a KPI that is behind, and a ministry that is told nothing."""
    build = PlanBuilder(title="Clean water", start=dt.date(2026, 1, 1),
                        target_end=dt.date(2027, 1, 1))  # fmt: skip
    ana = build.person("Ana", power=4, interest=5)
    build.person("Ministry of Health", power=5, interest=4)
    build.info(owner=ana)
    goal = build.goal("Every village drinks clean water", owner=ana)
    build.step("Safe springs", goal=goal, lead=ana, kind="deliverable")
    build.add("kpis", name="Villages with clean water", goal=goal, unit="villages",
              baseline=0.0, baseline_date=dt.date(2026, 1, 1), target=120.0,
              target_date=dt.date(2027, 1, 1))  # fmt: skip
    build.add("measurements", kpi=1, date=dt.date(2026, 7, 1), value=20.0)
    build.add("communications", audience=(ana,), cadence="weekly on mon",
              start=dt.date(2026, 11, 2))  # fmt: skip
    return build.plan


def records(plan: Plan) -> dict[str, dict[int, dict[str, Any]]]:
    """Every record of a plan without what the store stamps on it.

    A tombstone stays: a calendar may hold what was told of for a while.
    """
    return {
        table: {
            id: {
                name: getattr(record, name)
                for name in record.__struct_fields__
                if name not in STAMPS
            }
            for id, record in plan.table(table).items()
        }
        for table in TABLES
        if table != "tombstones"
    }


async def test_a_workshop_by_keys_alone_and_all_of_it_undone(desk: Any, plan: Plan) -> None:
    # (At 80 by 24 and in a real terminal: tests/terminal/test_workshop.py.)
    async with desk(plan, size=(120, 40), first="goals", me="Ana") as d:
        start = records(d.plan)

        await d.press("4", "Q")
        await d.enter("How do we keep the water clean?")
        await d.press("a")
        await d.paste("\n".join(f"{n}. {idea}" for n, idea in enumerate(IDEAS, 1)))
        assert d.dialog.startswith("Add 10 ideas?")
        await d.press("a")
        await d.saved_all()
        assert [idea.text for idea in d.plan.ideas.values()] == list(IDEAS)

        await d.press("g", "+", "+", "j", "+", "g", "T")
        await d.enter("springs")
        await d.edit("1", "Impact", "5")
        await d.edit("1", "Effort", "1")
        await d.saved_all()
        assert d.cell("1", "Worth") == "quick win"
        await d.go("9")
        await d.press("space")
        await d.go("3")
        await d.press("space", "m", "enter")
        await d.saved_all()
        await d.go("1")
        await d.press("space")
        await d.go("2")
        await d.press("space", "r")
        await d.type("safe")
        await d.press("enter", "enter", "enter")
        await d.saved_all()
        await d.until(lambda: "Steps 1.1, 1.2" in d.said)

        await d.press("2")
        assert [d.step(code).title for code in ("1.1", "1.2")] == list(IDEAS[:2])
        assert "1.2 Test the wells" in d.screen_text

        await d.press("6", "i", "enter")
        assert d.dialog == "Inform Ministry of Health"
        await d.enter("what the tests show")
        await d.saved_all()
        assert d.plan.communications[2].audience == (2,)
        await d.press("x")
        await d.enter("They ask for a map")
        await d.saved_all()

        await d.press("5")
        # On 1 July 181 of 365 days were over: 120 x 181 / 365 = 59.5 were expected, 20 were there.
        assert (d.cell("1", "Expected"), d.cell("1", "Health")) == ("59.5", "off track")
        await d.press("enter")
        await d.enter("110")
        await d.saved_all()
        # Today, day 326: 120 x 326 / 365 = 107 are expected.
        assert (d.cell("1", "Expected"), d.cell("1", "Health")) == ("107", "on track")
        assert d.cell("1", "Trend").endswith("better")
        await d.press("tab")
        assert "92 %" in d.screen_text  # 110 of 120

        for _ in d.labels:
            await d.press("u")
            await d.saved_all()
        assert records(d.plan) == start
