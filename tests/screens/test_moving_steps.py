"""The outline: steps moved, folded, marked, finished, removed, copied, dated, and taken back."""

from __future__ import annotations

import datetime as dt

import pytest


def shape(d) -> list[tuple[str, str]]:
    """Codes and titles of all steps, as they stand."""
    return [(code, d.step(code).title) for code in d.codes if code[0].isdigit()]


SMALL = [
    ("1", "Wells"),
    ("1.1", "Survey wells"),
    ("1.2", "Publish the survey"),
    ("2", "Buy pumps"),
    ("3", "Train nurses"),
]


async def test_the_outline_has_codes_in_goal_order(desk, small) -> None:
    async with desk(small) as d:
        assert d.codes == ["G1", "1", "1.1", "1.2", "2", "G2", "3"]
        assert shape(d) == SMALL


# Moving


async def test_j_and_k_in_capitals_move_a_step_among_its_siblings(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("J")
        await d.saved_all()
        assert d.step("1.2").title == "Survey wells"
        assert d.at[0] == "1.2"
        await d.press("K")
        await d.saved_all()

        assert shape(d) == SMALL


async def test_a_deliverable_moves_with_all_below_it(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("J")
        await d.saved_all()

        assert shape(d)[:4] == [
            ("1", "Buy pumps"),
            ("2", "Wells"),
            ("2.1", "Survey wells"),
            ("2.2", "Publish the survey"),
        ]


@pytest.mark.parametrize(("inwards", "outwards"), [("L", "H"), (">", "<")])
async def test_in_and_out(desk, small, inwards, outwards) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press(inwards)
        await d.saved_all()
        assert d.step("1.3").title == "Buy pumps"
        assert d.at[0] == "1.3"
        await d.press(outwards)
        await d.saved_all()

        assert shape(d) == SMALL
        assert d.at[0] == "2"


async def test_a_move_that_cannot_be_says_why(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("K")
        assert "first" in d.said
        await d.press("H")
        assert "top" in d.said
        await d.go("1.1")
        await d.press("L")
        assert d.said != ""

        assert d.labels == []


async def test_a_goal_does_not_move_here_and_says_where(desk, small) -> None:
    async with desk(small) as d:
        await d.press("J")

        assert "Goals screen (1)" in d.said
        assert d.labels == []


async def test_moving_needs_the_outline(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("s", "J")

        assert "outline" in d.said
        assert d.labels == []


async def test_marked_steps_move_together_in_one_undo_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("space", "j", "space")
        assert d.marked == {"1.1", "1.2"}
        await d.press("H")
        await d.saved_all()

        assert shape(d)[:4] == [
            ("1", "Wells"),
            ("2", "Survey wells"),
            ("3", "Publish the survey"),
            ("4", "Buy pumps"),
        ]
        assert len(d.labels) == 1
        await d.press("u")
        await d.until(lambda: shape(d) == SMALL)


# Folding


async def test_z_folds_and_unfolds_what_is_under_a_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("z")
        assert d.codes == ["G1", "1", "2", "G2", "3"]
        assert "▸ 1 Wells" in d.row("1")
        await d.press("z")

        assert d.codes == ["G1", "1", "1.1", "1.2", "2", "G2", "3"]
        assert "▾ 1 Wells" in d.row("1")


async def test_z_on_a_leaf_folds_its_parent(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.2")
        await d.press("z")

        assert d.at[0] == "1"
        assert "1.1" not in d.codes


async def test_z_on_a_goal_folds_the_goal(desk, small) -> None:
    async with desk(small) as d:
        await d.press("z")

        assert d.codes == ["G1", "G2", "3"]


async def test_capital_z_folds_the_whole_outline_and_unfolds_it(desk, small) -> None:
    async with desk(small) as d:
        await d.press("Z")
        assert d.codes == ["G1", "1", "2", "G2", "3"]
        await d.press("Z")

        assert "1.1" in d.codes


# Marks and bulk edits


async def test_space_marks_and_takes_the_mark_away(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("space")
        assert d.row("1.1").startswith("*>")
        await d.press("space")

        assert d.marked == set()


async def test_a_star_marks_every_step_and_then_none(desk, small) -> None:
    async with desk(small) as d:
        await d.press("*")
        assert d.marked == {"1", "1.1", "1.2", "2", "3"}
        await d.press("*")

        assert d.marked == set()


async def test_editing_with_marks_sets_the_column_of_all_in_one_undo_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("space", "j", "space", "e")
        assert "(2 steps)" in d.asking
        await d.enter("15 jan")
        await d.saved_all()

        assert d.cell("1.1", "By When") == d.cell("1.2", "By When") == "15 Jan 2027"
        assert d.cell("2", "By When") == "16 Nov 2026"
        assert len(d.labels) == 1
        await d.press("u")
        await d.until(lambda: d.cell("1.1", "By When") == "4 Dec 2026")
        assert d.cell("1.2", "By When") == "18 Dec 2026"


async def test_a_bulk_by_whom_keeps_who_helps(desk, small) -> None:
    small = small.amend("steps", 2, support=(3,))
    async with desk(small) as d:
        await d.go("1.1", "By Whom")
        await d.press("space", "j", "space", "e")
        await d.enter("Ana")
        await d.saved_all()

        assert d.cell("1.1", "By Whom") == "Ana +1"
        assert d.cell("1.2", "By Whom") == "Ana"


async def test_each_marked_step_takes_a_shift_from_its_own_date(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("space", "j", "space", "e")
        await d.enter("+1w")
        await d.saved_all()

        assert d.cell("1.1", "By When") == "11 Dec 2026"
        assert d.cell("1.2", "By When") == "25 Dec 2026"


async def test_escape_takes_the_marks_away(desk, small) -> None:
    async with desk(small) as d:
        await d.press("*", "escape")

        assert d.marked == set()


# Finishing


async def test_x_finishes_a_step_today_and_opens_it_again(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2", "State")
        await d.press("x")
        assert d.cell("2", "State") == "done"
        assert d.step("2").finished == dt.date(2026, 11, 23)
        assert d.cell("2", "Percent") == "100 %"
        await d.press("x")
        await d.saved_all()

        assert d.step("2").finished is None
        assert d.cell("2", "State") == "LATE 5 wd"  # due on Mon 16 Nov, it is Mon 23 Nov


async def test_x_on_a_deliverable_finishes_all_below_it_in_one_undo_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("x")
        await d.saved_all()

        assert d.cell("1.1", "State") == d.cell("1.2", "State") == "done"
        assert d.cell("1", "State") == "done"
        assert len(d.labels) == 1


# Removing


async def test_d_alone_removes_nothing_and_says_what_a_second_one_does(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("d")
        assert d.said == "d again removes 2 Buy pumps"
        await d.press("j", "k", "d")

        assert "2" in d.codes
        assert d.labels == []


async def test_d_d_removes_a_step_and_says_how_to_get_it_back(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("d", "d")
        await d.saved_all()
        assert d.codes == ["G1", "1", "1.1", "1.2", "G2", "2"]
        assert d.said == "Removed Buy pumps: u brings it back"
        await d.press("u")
        await d.until(lambda: shape(d) == SMALL)

        assert d.step("2").id == 4


async def test_d_d_on_a_subtree_asks_first(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("d", "d")
        assert d.dialog == "Remove 3 steps: 1 Wells with all below?"
        await d.press("escape")
        assert "1.1" in d.codes
        await d.press("d", "d", "d")
        await d.saved_all()

        assert shape(d) == [("1", "Buy pumps"), ("2", "Train nurses")]
        assert d.plan.resources == {}
        await d.press("u")
        await d.until(lambda: shape(d) == SMALL)
        assert d.plan.resources[1].description == "test kits"
        assert d.plan.communications[1].audience == (3,)


async def test_the_question_is_not_answered_by_other_keys(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("d", "d", "enter", "y", "x", "q", "1", "a")

        assert d.dialog == "Remove 3 steps: 1 Wells with all below?"
        assert d.labels == []


async def test_d_d_removes_all_marked_steps_after_asking(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("space")
        await d.go("3")
        await d.press("space", "d", "d")
        assert d.dialog == "Remove 2 steps?"
        await d.press("d")
        await d.saved_all()

        assert shape(d) == SMALL[:3]
        assert d.marked == set()


async def test_a_goal_is_not_removed_here(desk, small) -> None:
    async with desk(small) as d:
        await d.press("d", "d")

        assert "Goals screen (1)" in d.said
        assert "G1" in d.codes


# Clearing


@pytest.mark.parametrize("heading", ["By Whom", "By When", "Available"])
async def test_delete_empties_a_cell(desk, small, heading) -> None:
    async with desk(small) as d:
        await d.go("1.1", heading)
        before = d.cell("1.1", heading)
        assert before
        await d.press("delete")
        await d.saved_all()
        assert d.cell("1.1", heading) == ""
        await d.press("u")
        await d.until(lambda: d.cell("1.1", heading) == before)


async def test_delete_empties_the_column_of_all_marked_steps(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By Whom")
        await d.press("*", "delete")
        await d.saved_all()

        assert [d.cell(code, "By Whom") for code in ("1.1", "1.2", "2")] == ["", "", ""]
        assert len(d.labels) == 1


async def test_delete_leaves_a_title_alone_and_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "Action Step")
        await d.press("delete")

        assert d.step("1.1").title == "Survey wells"
        assert d.said == "This cell cannot be emptied"


# Copying


async def test_y_copies_a_cell_and_p_pastes_it(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("y")
        assert "p pastes" in d.said
        await d.go("3", "By When")
        await d.press("p")
        await d.saved_all()

        assert d.cell("3", "By When") == "4 Dec 2026"


async def test_a_copied_cell_is_pasted_into_all_marked_steps(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By Whom")
        await d.press("y")
        await d.go("2")
        await d.press("space")
        await d.go("3")
        await d.press("space", "p")
        await d.saved_all()

        assert d.cell("2", "By Whom") == d.cell("3", "By Whom") == "Ioane"
        assert len(d.labels) == 1


async def test_a_paste_that_does_not_fit_the_cell_changes_nothing_and_says_why(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By Whom")
        await d.press("y")
        await d.go("3", "By When")
        await d.press("p")

        assert "date" in d.said
        assert d.labels == []


async def test_x_in_capitals_cuts_a_step_and_p_moves_it(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("X")
        assert d.said == "Cut 1 step: p pastes"
        assert "1" in d.codes  # it stays until it is pasted
        await d.go("3")
        await d.press("p")
        await d.saved_all()

        assert shape(d) == [
            ("1", "Buy pumps"),
            ("2", "Train nurses"),
            ("3", "Wells"),
            ("3.1", "Survey wells"),
            ("3.2", "Publish the survey"),
        ]
        assert d.step("3").id == 1


async def test_marked_steps_are_copied_with_what_hangs_from_them(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("space", "y")
        assert d.said == "Copied 1 step: p pastes. Where the terminal allows, to its clipboard too"
        await d.press("escape")
        await d.go("3")
        await d.press("p")
        await d.saved_all()

        assert d.step("4").title == "Survey wells"
        assert d.step("4").id != d.step("1.1").id
        assert d.cell("4", "Available") == "3 test kits"


async def test_y_in_capitals_duplicates_a_step_with_all_below(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("Y")
        await d.saved_all()

        assert shape(d)[3:6] == [
            ("2", "Wells"),
            ("2.1", "Survey wells"),
            ("2.2", "Publish the survey"),
        ]


async def test_pasting_with_nothing_copied_says_how_to_copy(desk, small) -> None:
    async with desk(small) as d:
        await d.press("p")

        assert d.said == "Nothing copied yet: y copies"


# Dates and percents by a step


async def test_plus_and_minus_move_the_due_date_by_a_day(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("+", "+")
        assert d.cell("1.1", "By When") == "6 Dec 2026"
        await d.press("-", "-", "-")
        await d.saved_all()

        assert d.cell("1.1", "By When") == "3 Dec 2026"


async def test_plus_moves_all_marked_dates_in_one_undo_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("space", "j", "space", "+")
        await d.saved_all()

        assert d.cell("1.1", "By When") == "5 Dec 2026"
        assert d.cell("1.2", "By When") == "19 Dec 2026"
        assert len(d.labels) == 1


async def test_plus_on_percent_is_ten_points(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2", "Percent")
        await d.press("+")
        assert d.cell("2", "Percent") == "50 %"
        await d.press(*["-"] * 7)
        await d.saved_all()

        assert d.cell("2", "Percent") == "0 %"


async def test_plus_without_a_date_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3", "By When")
        await d.press("+")

        assert d.said == "No date here to move"


# Undo and redo


async def test_u_takes_back_one_edit_at_a_time_and_capital_u_does_it_again(desk, small) -> None:
    async with desk(small) as d:
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.edit("2", "Action Step", "Buy filters")
        await d.saved_all()
        await d.press("u")
        await d.until(lambda: d.said == "Took back: Action Step of Buy pumps")
        assert d.step("2").title == "Buy pumps"
        assert d.step("1.1").title == "Survey springs"
        await d.press("u")
        await d.until(lambda: d.step("1.1").title == "Survey wells")
        await d.press("U")
        await d.until(lambda: d.said == "Did again: Action Step of Survey wells")
        assert d.step("1.1").title == "Survey springs"
        await d.press("ctrl+r")
        await d.until(lambda: d.step("2").title == "Buy filters")


async def test_undo_is_pressed_before_the_edit_is_saved_and_still_takes_it_back(
    desk, small
) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        for key in ("e", *"Survey springs", "enter", "u"):
            d._send(key)
        await d.until(lambda: len(d.labels) == 2)

        assert d.step("1.1").title == "Survey wells"


async def test_with_nothing_to_undo_it_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.press("u")
        assert d.said == "Nothing of yours to undo"
        await d.press("U")
        assert d.said == "Nothing to redo"
