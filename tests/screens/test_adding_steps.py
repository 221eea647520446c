"""New steps: after, under and before; one after the other; pasted; on an empty plan."""

from __future__ import annotations

import asyncio
import random

import pytest
from desk_page import UnsteadyStore


async def test_a_adds_after_this_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("a")
        assert "What needs to be done?" in d.asking
        await d.enter("Draft the bill")
        await d.saved_all()

        assert d.codes == ["G1", "1", "1.1", "1.2", "1.3", "2", "G2", "3"]
        assert d.step("1.2").title == "Draft the bill"
        assert d.at[0] == "1.2"


async def test_capital_a_adds_under_this_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("A")
        assert "under this step" in d.asking
        await d.enter("Ask for three offers")
        await d.saved_all()

        assert d.step("2.1").title == "Ask for three offers"
        assert d.step("2.1").parent == 4
        assert d.at[0] == "2.1"


async def test_capital_a_on_a_folded_step_unfolds_it_to_show_the_new_one(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("z")
        assert "1.1" not in d.codes
        await d.press("A")
        await d.enter("Map the springs")
        await d.saved_all()

        assert d.at[0] == "1.3"


async def test_capital_o_adds_before_this_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("O")
        await d.enter("Hire a driver")
        await d.saved_all()

        assert d.step("1.1").title == "Hire a driver"
        assert d.step("1.2").title == "Survey wells"


async def test_on_a_goal_a_adds_its_last_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("G2")
        await d.press("a")
        await d.enter("Stock chlorine")
        await d.saved_all()

        assert d.step("4").title == "Stock chlorine"
        assert d.step("4").goal == 2


async def test_the_first_step_of_an_empty_plan(desk, empty) -> None:
    async with desk(empty, first="actions") as d:
        assert "a       add the first step: what needs to be done?" in d.screen_text
        await d.press("a")
        await d.enter("Survey wells")
        await d.saved_all()

        assert d.codes == ["No goal", "1"]
        assert d.at[0] == "1"
        assert "add the first step" not in d.screen_text


async def test_tab_after_the_title_goes_on_to_by_whom_and_on_through_the_row(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("a")
        await d.type("Stock chlorine")
        await d.press("tab")
        await d.until(lambda: d.at == ("4", "By Whom") and d.line.is_open)
        await d.type("Priya")
        await d.press("tab")
        await d.enter("18 dec")
        await d.saved_all()

        assert d.cell("4", "By Whom") == "Priya"
        assert d.cell("4", "By When") == "18 Dec 2026"


async def test_a_whole_row_typed_in_one_breath(desk, small) -> None:
    """Tab after a new title waits for the step to be there, and what is typed waits with it."""
    async with desk(small) as d:
        await d.go("3")
        for key in ("a", *"Stock chlorine", "tab", *"Priya", "tab", *"18 dec", "enter"):
            d._send(key)
        await d.until(lambda: "4" in d.codes and d.cell("4", "By When") == "18 Dec 2026")

        assert d.cell("4", "Action Step") == "4 Stock chlorine"
        assert d.cell("4", "By Whom") == "Priya"
        assert d.app.focused is d.grid  # the next key is the table's again


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.verify) for seed in range(4, 30))]
)
async def test_what_is_typed_stays_in_its_order_however_it_arrives(desk, small, seed) -> None:
    """The keys of two rows, in packets of any size."""
    chance = random.Random(seed)
    async with desk(small) as d:
        await d.go("3")
        for title in ("Stock chlorine", "Teach schools"):
            for key in ("a", *title, "tab", *"Priya", "tab", *"18 dec", "enter"):
                d._send(key)
                for _ in range(chance.choice((0, 0, 1, 2, 5, 10, 30))):
                    await asyncio.sleep(0)
        await d.until(lambda: len(d.plan.steps) == 7 and not d.workspace.pending)

        for code, title in (("4", "4 Stock chlorine"), ("5", "5 Teach schools")):
            assert d.cell(code, "Action Step") == title
            assert d.cell(code, "By Whom") == "Priya"
            assert d.cell(code, "By When") == "18 Dec 2026"


async def test_a_new_name_typed_twice_before_it_is_saved_joins_the_register_once(
    desk, small
) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        for code in ("2", "3"):
            await d.edit(code, "By Whom", "Losa")
            await d.sees("the disk is full")
            await d.press("escape")
        d.store.failure = ""
        d.app.committer.retry()
        await d.saved_all()

        (losa,) = (id for id, person in d.plan.stakeholders.items() if person.name == "Losa")
        assert (d.step("2").lead, d.step("3").lead) == (losa, losa)


async def test_steps_added_one_after_the_other_stand_in_the_order_typed(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        for title in ("Second", "Third", "Fourth"):
            await d.press("a")
            await d.enter(title)
            await d.saved_all()

        assert [d.step(code).title for code in ("4", "5", "6")] == ["Second", "Third", "Fourth"]


async def test_escape_adds_nothing(desk, small) -> None:
    async with desk(small) as d:
        await d.press("a")
        await d.type("Never mind")
        await d.press("escape")

        assert d.labels == []
        assert not d.line.is_open


async def test_a_blank_title_adds_nothing(desk, small) -> None:
    async with desk(small) as d:
        await d.press("a")
        await d.enter("   ")

        assert d.labels == []
        assert not d.line.is_open


async def test_a_paste_of_several_lines_offers_to_add_them_as_steps(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("a")
        await d.paste("Order chlorine\r\nStore chlorine\n\n  Hand it out  \n")
        assert d.dialog == "Add 3 steps?"
        await d.press("a")
        await d.saved_all()

        titles = [d.step(code).title for code in ("3", "4", "5", "6")]
        assert titles == ["Train nurses", "Order chlorine", "Store chlorine", "Hand it out"]
        assert d.labels == ["add 3 steps"]
        await d.press("u")
        await d.until(lambda: "4" not in d.codes)


async def test_a_paste_under_a_step_keeps_its_order(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("A")
        await d.paste("One\nTwo\nThree")
        await d.press("a")
        await d.saved_all()

        assert [d.step(f"2.{place}").title for place in (1, 2, 3)] == ["One", "Two", "Three"]


async def test_a_paste_before_a_step_keeps_its_order(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("O")
        await d.paste("One\nTwo\nThree")
        await d.press("a")
        await d.saved_all()

        titles = [d.step(code).title for code in ("2", "3", "4", "5")]
        assert titles == ["One", "Two", "Three", "Buy pumps"]


async def test_a_paste_on_an_empty_plan_keeps_its_order(desk, empty) -> None:
    async with desk(empty, first="actions") as d:
        await d.press("a")
        await d.paste("One\nTwo\nThree")
        await d.press("a")
        await d.saved_all()

        assert [d.step(code).title for code in ("1", "2", "3")] == ["One", "Two", "Three"]


async def test_a_paste_that_is_not_wanted_adds_nothing(desk, small) -> None:
    async with desk(small) as d:
        await d.press("a")
        await d.paste("One\nTwo")
        await d.press("escape")

        assert d.dialog == ""
        assert d.labels == []


async def test_several_lines_pasted_into_a_cell_become_one_line(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("e")
        await d.paste("Train nurses\nin twos")
        await d.press("enter")
        await d.saved_all()

        assert "Train nurses in twos" in d.step("3").title
