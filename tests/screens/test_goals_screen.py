"""Goals: the plan's own record, the framework, the goals and the road map."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.model.plan import Plan


@pytest.fixture
def framed(small) -> Plan:
    """The small plan with two lines of a framework, a KPI and a milestone's date."""
    build = PlanBuilder()
    build.plan = small
    build.info(purpose="Children fall ill.", owner=1, start=dt.date(2026, 1, 5))
    health = build.add("framework", kind="strategic goal", text="Healthy islands")
    build.add("framework", kind="objective", text="Safe water by 2030", parent=health)
    build.add("kpis", goal=1, name="wells tested", baseline=0, target=40)
    build.amend("goals", 1, target_date=dt.date(2027, 6, 30), aligned_to=(health,))
    return build.plan


async def test_a_plan_without_steps_opens_on_the_goals(desk, empty) -> None:
    async with desk(empty) as d:
        assert d.app.screen.NAME == "goals"
        assert "No goal yet: what change do you want?" in d.screen_text
        assert "a       add the first goal" in d.screen_text


async def test_one_goes_to_the_goals_and_two_comes_back(desk, small) -> None:
    async with desk(small) as d:
        await d.press("1")
        assert d.app.screen.NAME == "goals"
        assert "Goals" in d.header
        await d.press("2")
        assert d.app.screen.NAME == "actions"


async def test_a_row_tells_how_a_goal_stands(desk, framed) -> None:
    async with desk(framed, first="goals", size=(120, 40)) as d:
        assert d.cell("G1", "Goal") == "G1 Every village drinks clean water"
        assert d.cell("G1", "Owner") == "Ana"
        assert d.cell("G1", "By") == "30 Jun 2027"
        assert d.cell("G1", "Steps") == "3"
        assert "%" in d.cell("G1", "Work")
        assert d.cell("G1", "KPIs") == "1"
        assert d.cell("G1", "Aligned to") == "F1"
        assert d.cell("G2", "Steps") == "1"


async def test_the_framework_stands_above_the_goals(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        assert d.titles == [
            "Strategic framework · 1 unserved",
            "F1 Healthy islands",
            "F2 Safe water by 2030",
            "Goals · 1 unaligned",
            "G1 Every village drinks clean water",
            "G2 Clinics report no outbreak",
        ]


async def test_the_first_goal_and_the_next(desk, empty) -> None:
    async with desk(empty) as d:
        await d.press("a")
        assert "What actions or changes will occur?" in d.asking
        await d.enter("Clean water")
        await d.saved_all()
        await d.press("a")
        await d.enter("No outbreak")
        await d.saved_all()

        assert [d.plan.goals[id].statement for id in (1, 2)] == ["Clean water", "No outbreak"]
        assert d.codes[-2:] == ["G1", "G2"]
        assert d.at[0] == "G2"


async def test_tab_after_the_statement_goes_on_to_the_owner(desk, empty) -> None:
    async with desk(empty) as d:
        for key in ("a", *"Clean water", "tab", *"Ana", "tab", *"30 jun 2027", "enter"):
            d._send(key)
        await d.until(lambda: d.plan.goals and d.plan.goals[1].target_date is not None)
        await d.saved_all()  # a new name shows once the register holds it

        assert d.cell("G1", "Owner") == "Ana"
        assert d.cell("G1", "By") == "30 Jun 2027"
        assert d.app.focused is d.grid  # the next key is the table's again


async def test_capital_a_adds_a_goal_under_a_goal(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G1")
        await d.press("A")
        await d.enter("Wells are tested")
        await d.saved_all()

        assert d.plan.goals[3].parent == 1
        assert d.codes == ["framework", "No goal", "G1", "G3", "G2"]


async def test_capital_o_adds_a_goal_before_a_goal(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G2")
        await d.press("O")
        await d.enter("Between")
        await d.saved_all()
        assert d.codes[2:] == ["G1", "G3", "G2"]
        await d.go("G1")
        await d.press("O")
        await d.enter("First of all")
        await d.saved_all()

        assert d.codes[2:] == ["G4", "G1", "G3", "G2"]


async def test_a_on_the_framework_adds_a_line_to_it(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        await d.go("F2")
        await d.press("a")
        assert "What does the strategy say?" in d.asking
        await d.enter("Safe water in schools")
        await d.saved_all()

        line = d.plan.framework[3]
        assert (line.text, line.kind, line.parent) == ("Safe water in schools", "objective", 1)


@pytest.mark.parametrize(
    ("heading", "text", "field", "expected"),
    [
        ("Goal", "No child ill", "statement", "No child ill"),
        ("Owner", "Priya", "owner", 3),
        ("By", "+1m", "target_date", dt.date(2027, 7, 30)),
        ("Success", "a year without", "success", "a year without"),
        ("Strategy", "test, then pump", "strategy", "test, then pump"),
        ("Aligned to", "F2", "aligned_to", (2,)),
    ],
)
async def test_a_goals_cells_are_edited_in_place(
    desk, framed, heading, text, field, expected
) -> None:
    async with desk(framed, first="goals") as d:
        await d.edit("G1", heading, text)
        await d.saved_all()

        assert getattr(d.plan.goals[1], field) == expected
        assert len(d.labels) == 1


async def test_enter_on_the_count_of_steps_opens_them(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G2", "Steps")
        await d.press("enter")
        await d.until(lambda: d.app.screen.NAME == "actions" and d.at[0] == "G2")


async def test_enter_on_the_kpis_names_them(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        await d.go("G1", "KPIs")
        await d.press("enter")
        assert d.said == "wells tested"
        await d.go("G2")
        await d.press("enter")
        assert d.said == "No KPI yet: how will you measure your success?"


async def test_goals_move_up_and_down_in_and_out(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G2")
        await d.press("K")
        await d.saved_all()
        assert d.codes[2:] == ["G2", "G1"]
        await d.press("J")
        await d.saved_all()
        await d.press("L")
        await d.saved_all()
        assert d.plan.goals[2].parent == 1
        await d.press("H")
        await d.saved_all()

        assert d.plan.goals[2].parent is None
        assert d.codes[2:] == ["G1", "G2"]


async def test_moves_that_cannot_be_say_why(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G1")
        for key, why in (
            ("K", "already the first here"),
            ("L", "No goal above this one to stand under"),
            ("H", "This goal stands at the top level"),
        ):
            await d.press(key)
            assert why in d.said
        assert d.labels == []


async def test_d_d_removes_a_goal_after_telling_what_becomes_of_its_steps(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G1")
        await d.press("d", "d")
        assert d.dialog == "Remove the goal? Its 2 top-level steps stay, under no goal."
        await d.press("d")
        await d.saved_all()
        assert set(d.plan.goals) == {2}
        assert len(d.plan.steps) == 5
        await d.press("u")
        await d.until(lambda: set(d.plan.goals) == {1, 2})

        assert d.plan.steps[1].goal == 1


async def test_plus_and_delete_work_on_a_goals_date(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        await d.go("G1", "By")
        await d.press("+")
        assert d.cell("G1", "By") == "1 Jul 2027"
        await d.press("delete")
        await d.saved_all()

        assert d.cell("G1", "By") == ""


async def test_a_copied_cell_is_pasted(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        await d.go("G1", "By")
        await d.press("y")
        await d.go("G2", "By")
        await d.press("p")
        await d.saved_all()

        assert d.cell("G2", "By") == "30 Jun 2027"


async def test_a_paste_that_does_not_fit_says_why_and_changes_nothing(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        await d.go("G1", "Owner")
        await d.press("y")
        await d.go("G1", "By")
        await d.press("p")

        assert "date" in d.said
        assert d.labels == []


async def test_a_filter_leaves_what_holds_the_words_and_escape_brings_all_back(
    desk, framed
) -> None:
    async with desk(framed, first="goals") as d:
        await d.press("/")
        await d.enter("water")
        assert d.codes == ["framework", "F2", "No goal", "G1"]
        assert "filter: water" in d.header
        await d.press("escape")

        assert len(d.codes) == 6


async def test_tab_enters_the_plans_own_record_and_every_field_is_edited_there(
    desk, framed
) -> None:
    async with desk(framed, first="goals", size=(120, 40)) as d:
        for name, text, expected in (
            ("purpose", "Nobody falls ill", "Nobody falls ill"),
            ("owner", "Priya", 3),
            ("target_end", "31 dec 2027", dt.date(2027, 12, 31)),
            ("holidays", "25 dec 2026", (dt.date(2026, 12, 25),)),
            ("time_zone", "Pacific/Apia", "Pacific/Apia"),
            ("work_week", "mon, tue, wed, thu", ("mon", "tue", "wed", "thu")),
            ("review_cadence", "monthly on last fri", "monthly on last fri"),
            ("title", "Clean water for all", "Clean water for all"),
        ):
            await d.field(name, text)
            await d.saved_all()
            assert getattr(d.plan.info, name) == expected

        assert d.header.startswith("Clean water for all")


async def test_the_time_zone_decides_what_day_it_is(desk, small) -> None:
    small = small.amend("plan", 1, time_zone="Pacific/Apia")
    async with desk(small) as d:
        assert d.app.today == dt.date(2026, 11, 24)  # 01:00 on Tuesday there


async def test_the_road_map_shows_milestones_and_target_dates_by_quarter(desk, framed) -> None:
    async with desk(framed, first="goals", size=(120, 40)) as d:
        assert "Road" in d.screen_text
        assert "◆ 18 Dec Publish the survey" in d.screen_text
        assert "▪ 30 Jun" in d.screen_text


async def test_an_inherited_owner_is_dim_and_the_plans(desk, framed) -> None:
    async with desk(framed, first="goals") as d:
        assert d.cell("G2", "Owner") == "Ana"  # the plan's owner
        await d.edit("G2", "Owner", "Ioane")
        assert d.cell("G2", "Owner") == "Ioane"
