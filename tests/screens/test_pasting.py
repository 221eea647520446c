"""Lists and rows of a spreadsheet pasted over a table: shown first, then added as one undo step."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.model.records import KPI

ROWS = "Hire drivers\tIoane\t4 Dec 2026\tnone\tUSD 500\nBuy fuel\tNew Man\t11 Dec 2026\n"


async def test_a_list_pasted_over_the_table_is_added_after_the_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.paste("Order chlorine\r\nStore chlorine\n\n")
        assert d.dialog == "Add 2 steps?"
        assert d.titles == ["add", "add"]
        await d.press("enter")
        await d.saved_all()

        assert [d.step(f"1.{n}").title for n in (1, 2, 3, 4)] == [
            "Survey wells", "Order chlorine", "Store chlorine", "Publish the survey",
        ]  # fmt: skip
        assert d.labels == ["add 2 steps"]
        assert d.at[0] == "1.2"


async def test_all_of_a_paste_is_taken_back_by_one_undo(desk, small) -> None:
    async with desk(small) as d:
        before = d.codes
        await d.go("1.1")
        await d.paste(ROWS)
        await d.press("enter")
        await d.saved_all()
        assert len(d.codes) == len(before) + 2
        await d.press("u")
        await d.until(lambda: d.codes == before)

        assert "New Man" not in [person.name for person in d.plan.stakeholders.values()]


async def test_escape_adds_nothing(desk, small) -> None:
    async with desk(small) as d:
        await d.paste(ROWS)
        assert d.dialog == "Add 2 steps?"
        await d.press("escape")

        assert d.labels == []
        assert len(d.plan.steps) == 5


async def test_rows_without_headings_are_the_decks_columns_in_order(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("2")
        await d.paste(ROWS)
        assert "Ioane" in d.screen_text
        assert "4 Dec 2026" in d.screen_text
        assert "New Man" in d.screen_text
        await d.press("enter")
        await d.saved_all()

        step = d.step("3")
        assert (step.title, step.lead, step.due) == ("Hire drivers", 2, dt.date(2026, 12, 4))
        assert "available" in step.none_identified
        assert [(r.needed, r.unit) for r in d.plan.resources.values() if r.step == step.id] == [
            (500, "USD")
        ]
        assert d.plan.stakeholders[d.step("4").lead].name == "New Man"


async def test_rows_with_headings_go_by_them(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.paste("By When\tAction Step\tResponsible\n4 Dec 2026\tHire drivers\tPriya\n")
        await d.press("enter")
        await d.saved_all()

        step = d.step("4")
        assert (step.title, step.lead, step.due) == ("Hire drivers", 3, dt.date(2026, 12, 4))


async def test_a_column_of_codes_before_the_titles_makes_an_outline(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.paste("1\tBoats\n1.1\tBuy a boat\n1.2\tName it\n2\tNets\n")
        await d.press("enter")
        await d.saved_all()

        assert [d.step(code).title for code in ("4", "4.1", "4.2", "5")] == [
            "Boats", "Buy a boat", "Name it", "Nets",
        ]  # fmt: skip


async def test_what_cannot_be_read_is_said_and_the_rest_is_added(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("3")
        await d.paste("Hire drivers\tIoane\twhenever\n")
        assert "whenever" in d.screen_text
        assert "To look at" in d.screen_text
        await d.press("enter")
        await d.saved_all()

        assert d.step("4").title == "Hire drivers"
        assert d.step("4").due is None


async def test_a_date_that_may_be_two_is_asked_about(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.paste("Hire drivers\tIoane\t3/4/2027\n")
        assert d.dialog == "3/4/2027: which comes first?"
        await d.type("month")
        await d.press("enter")
        assert d.dialog == "Add 1 step?"
        await d.press("enter")
        await d.saved_all()

        assert d.step("4").due == dt.date(2027, 3, 4)


async def test_a_step_that_is_there_is_not_added_again(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.paste("Train nurses\nTrain drivers\n")
        assert d.dialog == "Add 1 step?"
        assert d.titles == ["is there", "add"]
        await d.press("enter")
        await d.saved_all()
        await d.paste("Train nurses\n")

        assert d.said == "Nothing to add: it is all there already"
        assert d.step("4").title == "Train drivers"


async def test_a_list_pasted_on_a_goal_goes_under_it(desk, small) -> None:
    async with desk(small) as d:
        await d.go("G1")
        await d.paste("Map the springs\nFence them\n")
        await d.press("enter")
        await d.saved_all()

        assert [d.step(code).title for code in ("3", "4")] == ["Map the springs", "Fence them"]
        assert d.step("3").goal == 1


async def test_a_list_pasted_on_an_empty_plan_begins_it(desk, empty) -> None:
    async with desk(empty, first="actions") as d:
        await d.paste("One\nTwo\n")
        await d.press("enter")
        await d.saved_all()

        assert [d.step(code).title for code in ("1", "2")] == ["One", "Two"]


async def test_rows_pasted_while_a_cell_is_edited_are_offered_too(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("e")
        await d.paste(ROWS)
        assert d.dialog == "Add 2 steps?"
        await d.press("enter")
        await d.saved_all()

        assert d.step("3").title == "Train nurses"
        assert d.step("4").title == "Hire drivers"


async def test_a_stray_quote_does_not_lose_the_paste(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.paste('A 5" pipe\tIoane\n"Half a quote\tAna\n')
        assert d.dialog == "Add 2 steps?"
        await d.press("enter")
        await d.saved_all()

        assert d.step("4").title == 'A 5" pipe'


async def test_many_steps_pasted_between_two_stay_in_order(desk, small) -> None:
    titles = [f"Visit village {number}" for number in range(1, 61)]
    async with desk(small) as d:
        await d.go("1.1")
        await d.paste("\n".join(titles))
        assert d.dialog == "Add 60 steps?"
        await d.press("enter")
        await d.saved_all()

        assert [d.step(f"1.{n}").title for n in range(2, 62)] == titles
        assert d.step("1.62").title == "Publish the survey"


@pytest.mark.parametrize(
    ("table", "key", "rows", "asked", "sees"),
    [
        (
            "stakeholders",
            "3",
            "Name\tPower\nLosa\t5\nMele\t6",
            "Add 2 stakeholders?",
            "Power: must",
        ),
        ("ideas", "4", "Dig\twells\t3\nana\t\t1", "Add 2 ideas?", "wells"),
        ("kpis", "5", "Visits\tvisits\t90\t40", "Add 1 KPI?", "taken as one to bring down"),
        ("communications", "6", "Losa\tProgress\tAna", "Add 1 communication?", "Progress"),
    ],
)
async def test_rows_of_a_spreadsheet_become_records_of_the_screen_they_are_pasted_on(
    desk, small, table, key, rows, asked, sees
) -> None:
    async with desk(small, size=(120, 40)) as d:
        before = set(d.plan.table(table))
        await d.press(key)
        await d.paste(rows)
        assert d.dialog == asked
        assert sees in d.screen_text
        await d.press("enter")
        await d.saved_all()

        assert len(set(d.plan.table(table)) - before) == int(asked.split()[1])
        await d.press("u")
        await d.saved_all()
        assert set(d.plan.table(table)) == before


@pytest.mark.parametrize("key", ["", "a"])
async def test_lines_pasted_on_goals_become_goals(desk, small, key) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G1")
        if key:
            await d.press(key)
        await d.paste("Goal 1: No child ill\nWells are mapped\nClinics report no outbreak\n")
        assert d.dialog == "Add 2 goals?"
        assert d.titles == ["add", "add", "is there"]
        await d.press("enter")
        await d.saved_all()

        assert d.codes[2:] == ["G1", "G3", "G4", "G2"]
        assert [d.plan.goals[id].statement for id in (3, 4)] == ["No child ill", "Wells are mapped"]
        assert d.labels == ["add 2 goals"]


async def test_rows_pasted_on_goals_hold_owner_date_success_and_strategy(desk, small) -> None:
    async with desk(small, first="goals", size=(120, 40)) as d:
        await d.go("G2")
        await d.paste("No child ill\tPriya\t31 dec 2027\tnot one case\ttest, then pump\n")
        assert "31 Dec 2027" in d.screen_text
        await d.press("enter")
        await d.saved_all()

        goal = d.plan.goals[3]
        assert (goal.owner, goal.target_date) == (3, dt.date(2027, 12, 31))
        assert (goal.success, goal.strategy) == ("not one case", "test, then pump")


async def test_goals_pasted_under_headings_go_by_them(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.paste("Deadline\tObjective\n31 dec 2027\tNo child ill\n")
        await d.press("enter")
        await d.saved_all()

        assert d.plan.goals[3].statement == "No child ill"
        assert d.plan.goals[3].target_date == dt.date(2027, 12, 31)


async def test_lines_pasted_on_the_framework_become_lines_of_it(desk, small) -> None:
    build = PlanBuilder()
    build.plan = small
    build.add("framework", text="Healthy islands")
    async with desk(build.plan, first="goals") as d:
        await d.go("F1")
        await d.paste("Open roads\nSafe harbours\n")
        assert d.dialog == "Add 2 framework lines?"
        await d.press("enter")
        await d.saved_all()

        assert [line.text for line in d.plan.framework.values()] == [
            "Healthy islands", "Open roads", "Safe harbours",
        ]  # fmt: skip


async def test_y_duplicates_a_goal_with_its_steps_and_a_kpi_or_a_communication_alone(
    desk, small
) -> None:
    kpi = KPI(id=1, name="Wells clean", goal=1, target=40.0)
    async with desk(small.put("kpis", kpi), first="goals") as d:
        await d.go("G1")
        await d.press("Y")
        await d.saved_all()
        assert d.at[0] == "G3"
        assert d.cell("G3", "Steps") == d.cell("G1", "Steps") == "3"
        assert [each.goal for each in d.plan.kpis.values()] == [1, 3]

        for key, table in (("5", "kpis"), ("6", "communications")):
            before = len(d.plan.table(table))
            await d.press(key, "Y")
            await d.saved_all()
            assert len(d.plan.table(table)) == before + 1
            assert d.grid.cursor_key == max(d.plan.table(table))
            await d.press("u")
            await d.saved_all()
            assert len(d.plan.table(table)) == before
