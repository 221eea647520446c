"""A workshop at a real terminal, by keys alone: ideas, people, a cadence, a figure; then undone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from plans import PlanBuilder

from actionplan_tui.model.records import STAMPS
from actionplan_tui.store import create_store

IDEAS = (
    "Fence the springs", "Test the wells every month", "Chlorine in every shop",
    "A pump that children can work", "Rain tanks on schools", "Pay a caretaker",
    "Posters at the clinic", "Close the worst well", "Boil water on the radio",
    "Map every pipe",
)  # fmt: skip


@pytest.fixture
def path(tmp_path) -> Any:
    """A goal, a deliverable, a KPI that is behind, and a ministry that is told nothing."""
    today = dt.datetime.now(dt.UTC).date()
    day = dt.timedelta(days=1)
    build = PlanBuilder(title="Clean water", start=today - 100 * day, target_end=today + 400 * day)
    ana = build.person("Ana", power=4, interest=5)
    build.person("Ministry of Health", power=2, interest=4)
    build.info(owner=ana)
    goal = build.goal("Every village drinks clean water", owner=ana)
    build.step("Safe springs", goal=goal, lead=ana, kind="deliverable")
    # Half of the way is over: 60 of 120 are expected today; 40 days ago it was 36, and 12 were.
    kpi = build.add("kpis", name="Villages with clean water", goal=goal, unit="villages",
                    baseline=0.0, baseline_date=today - 100 * day, target=120.0,
                    target_date=today + 100 * day)  # fmt: skip
    build.add("measurements", kpi=kpi, date=today - 40 * day, value=12.0)
    path = tmp_path / "water.json"
    create_store(path, build.plan, now=lambda: dt.datetime.now(dt.UTC), by="ana")
    return path


def test_a_workshop_at_a_terminal_and_all_of_it_undone(terminal, path) -> None:
    start = records(path)
    desk = terminal(path)
    desk.until("Safe springs")

    take_ideas_to_steps(desk)
    move_the_ministry(desk)
    measure(desk)
    assert len(edits(path)) == 5  # the list, its promotion, the move, the cadence, the figure
    take_all_back(desk, path)

    assert records(path) == start
    desk.keys("q")
    desk.until("Leave?")
    desk.keys("q")
    assert desk.ended() == 0


def take_ideas_to_steps(desk) -> None:
    """Ten ideas are pasted; two of them become steps."""
    desk.keys("4")
    desk.until("No ideas yet.")
    desk.keys("a")
    desk.until("Next idea")
    desk.paste("\n".join(f"{n}. {idea}" for n, idea in enumerate(IDEAS, 1)))
    desk.until("Add 10 ideas?")
    desk.keys("a")
    desk.until("I10 Map every pipe")
    desk.saved()
    desk.keys("g", "Space", "j", "Space", "r")
    desk.until("Promote 2 ideas under which goal or step?")
    desk.line("safe", "<Enter>")
    desk.until("What needs to be done? (1 of 2)")
    desk.keys("Enter")
    desk.until("(2 of 2)")
    desk.line("Test the wells of three villages", "<Enter>")  # its words can be changed on the way
    desk.until("Steps 1.1, 1.2")
    desk.saved()
    desk.keys("2")
    desk.until("1.1 Fence the springs")
    assert "1.2 Test the wells" in desk.screen


def move_the_ministry(desk) -> None:
    """One more power is over the border: the strategy changes, and what is proposed with it."""
    desk.keys("3")
    desk.until("MANAGE CLOSELY")
    desk.line(":", "Ministry of", "<Enter>")
    desk.until("Strategy keep informed")
    desk.keys("K")
    desk.until("Strategy manage closely, borderline")
    desk.saved()
    desk.keys("i")
    desk.until("Proposed: every 2 weeks (manage closely)")
    desk.line("what the tests show", "<Enter>")
    desk.until("Added C1")
    desk.saved()
    desk.keys("6")
    desk.until("What is to be said in 30 days")
    assert "Ana tells Ministry of Health: what the tests show" in desk.screen


def measure(desk) -> None:
    """A figure turns the dashboard."""
    desk.keys("5")
    desk.until("off track")
    desk.keys("Enter")
    desk.until("Enter keep")
    desk.line("62", "<Enter>")
    desk.until("better   on track")
    desk.saved()
    row = next(line for line in desk.screen.splitlines() if "K1 Villages" in line)
    assert row.split()[-7:-4] == ["62", "60", "120"]  # now, expected, target


def take_all_back(desk, path) -> None:
    """Undo by undo, until nothing of this person's is left."""
    for count in range(len(edits(path))):
        desk.keys("u")
        desk.until(lambda count=count: len(undone(path)) == count + 1)
    desk.until("off track")


def rows_of(path, table: str) -> list[dict[str, Any]]:
    tree = json.loads(path.read_text("utf-8"))
    return list(tree.get(table, {}).values())


def edits(path) -> list[dict[str, Any]]:
    """What was done at the desk."""
    return [row for row in rows_of(path, "history") if row.get("kind", "edit") == "edit"]


def undone(path) -> list[dict[str, Any]]:
    return [row for row in rows_of(path, "history") if row.get("kind") == "undo"]


def records(path) -> dict[str, dict[str, dict[str, Any]]]:
    """Every record in the file, without what the store stamps on it.

    A tombstone stays: a calendar may hold what was told of for a while.
    """
    tree = json.loads(path.read_text("utf-8"))
    return {
        table: {
            id: {name: value for name, value in row.items() if name not in STAMPS}
            for id, row in rows.items()
        }
        for table, rows in tree.items()
        if rows and table not in ("meta", "history", "tombstones")
    }
