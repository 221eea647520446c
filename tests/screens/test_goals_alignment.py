"""Goals: alignment both ways, what serves nothing, and hints while a goal is typed."""

from __future__ import annotations

import pytest
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan


@pytest.fixture
def framed(small) -> Plan:
    """The small plan with a framework; only goal G1 serves a line of it."""
    build = PlanBuilder()
    build.plan = small
    health = build.add("framework", text="Healthy islands")
    water = build.add("framework", kind="objective", text="Safe water", parent=health)
    build.add("framework", text="Open roads")
    build.amend("goals", 1, aligned_to=(water,), strategy="Test first, then pump")
    build.info(vision="Nobody falls ill", mission="Bring water", values="Fairness")
    return build.plan


async def test_each_line_says_which_goals_serve_it(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        assert d.cell("F1", "By") == "G1"
        assert d.cell("F2", "By") == "G1"
        assert d.cell("F3", "By") == "no goal"
        assert "Served by" in d.row("framework")


async def test_the_headings_count_what_has_no_link(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        assert "Strategic framework · 1 unserved" in d.titles
        assert "Goals · 1 unaligned" in d.titles
        assert d.cell("G2", "Aligned to") == "no line"


async def test_aligning_the_last_goal_takes_the_warnings_away(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        await d.edit("G2", "Aligned to", "F3")
        await d.saved_all()
        assert d.cell("F3", "By") == "G2"
        assert "Strategic framework" in d.titles
        assert "Goals" in d.titles


async def test_steps_under_no_goal_are_listed_and_enter_goes_to_them(desk, small) -> None:
    build = PlanBuilder()
    build.plan = small
    paint = build.step("Paint the office")
    build.step("Buy paint", parent=paint)
    build.step("Hire a painter", parent=paint)
    async with desk(build.plan, first="goals") as d:
        assert d.titles[-1] == "Steps under no goal"
        assert d.cell("S0", "Steps") == "2"
        await d.press("G", "enter")
        await d.until(lambda: d.app.screen.NAME == "actions")
        await d.until(lambda: d.at[0] == "No goal")


async def test_a_on_the_steps_under_no_goal_adds_a_goal(desk, empty) -> None:
    build = PlanBuilder()
    build.plan = empty
    build.goal("Wells")
    build.step("Paint the office")
    async with desk(build.plan, first="goals") as d:
        await d.press("G", "a")
        await d.enter("An office to be proud of")
        await d.saved_all()
        assert d.plan.goals[2].statement == "An office to be proud of"


async def test_what_a_goal_lacks_is_said_while_it_is_typed(desk, small) -> None:
    async with desk(small, first="goals", size=(120, 40)) as d:
        await d.go("G2", "Goal")
        await d.press("enter")
        await d.type("Clinics report fewer cases")
        assert "measurable? name a number" in d.asking
        await d.type(" than 5")
        assert "measurable?" not in d.asking
        assert "time-bound? By is blank" in d.asking
        await d.press("enter")
        await d.saved_all()
        assert d.plan.goals[2].statement == "Clinics report fewer cases than 5"


async def test_a_goal_that_lacks_everything_is_added_all_the_same(desk, empty) -> None:
    async with desk(empty, first="goals") as d:
        await d.press("a")
        await d.type("Health")
        assert "specific? who does what" in d.asking
        await d.press("enter")
        await d.saved_all()
        assert d.plan.goals[1].statement == "Health"


async def test_vision_mission_and_values_are_in_sight_on_a_tall_screen(desk, framed) -> None:
    async with desk(framed, first="goals", size=(120, 40)) as d:
        assert "Nobody falls ill" in d.panel
        assert "Bring water" in d.panel
        assert "Fairness" in d.panel


async def test_the_strategy_of_the_goal_heads_its_steps_in_the_table(desk, framed) -> None:
    async with desk(framed) as d:
        assert d.codes == ["G1", "strategy of G1", "1", "1.1", "1.2", "2", "G2", "3"]
        assert d.row("strategy of G1").split("│")[1].strip() == "Test first, then pump"
        # Wherever in the row the cursor is, Enter edits the strategy; it has no marks to get.
        await d.go("strategy of G1")
        await d.press("l", "l", "l", "space", "e")
        assert d.typed == "Test first, then pump"
        await d.press("ctrl+u")
        await d.type("Pump at once, test each month, and let no well stay unnamed")
        assert "let no well stay unnamed" in d.row("strategy of G1")
        await d.press("enter", "k", "z")
        assert d.marked == set()
        assert d.codes == ["G1", "G2", "3"]
        await d.press("z", "j", "a")
        await d.enter("Name the wells")
        await d.saved_all()

        assert d.plan.goals[1].strategy.startswith("Pump at once")
        assert d.step("3").title == "Name the wells"
        await d.press("/")
        await d.enter("-done")
        assert "strategy of G1" not in d.codes


async def test_the_strategy_of_the_goal_heads_the_panels_of_its_steps(desk, framed) -> None:
    async with desk(framed, size=(120, 40)) as d:
        await d.go("1.1")
        await d.until(lambda: d.panel.startswith("1.1 Survey wells"))
        assert "Test first, then pump" in d.panel
        panel = d.app.screen.panel
        await d.press("tab")
        while panel.cursor_field != "goal_strategy":
            before = panel.cursor_field
            await d.press("j")
            assert panel.cursor_field != before, "no strategy in the panel"
        await d.press("enter")
        await d.enter("Pump at once")
        await d.saved_all()
        assert d.plan.goals[1].strategy == "Pump at once"
