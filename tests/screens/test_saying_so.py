"""What changes nothing and what finds nothing says so, in one line."""

from __future__ import annotations

from screens.keys import SCREENS

NOTHING_NEW = "Nothing new: it stands so already"


async def test_an_edit_that_changes_nothing_says_so_but_passing_by_does_not(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By Whom")
        await d.press("e", "tab", "escape")  # a walk through cells asks nothing
        assert d.said == ""
        await d.edit("1.1", "Action Step", "Ask the council")
        await d.saved_all()
        await d.edit("1.1", "Action Step", "Ask the council")
        assert d.said == NOTHING_NEW

        await d.press("u")
        await d.saved_all()
        assert "Took back" in d.said
        await d.go("1.1", "By When")
        await d.press("y", "p")  # what the cell holds
        assert d.said == NOTHING_NEW
        await d.press("u")
        assert d.said == "Nothing of yours to undo"


async def test_a_filter_that_leaves_nothing_says_so_and_esc_brings_all_back(desk, small) -> None:
    async with desk(small) as d:
        for _, key, name in SCREENS:
            await d.press(key)
            rows = list(d.grid.rows)
            await d.press("/")
            await d.type("zzz")
            assert " fit" in d.screen_text, name
            assert "No goal yet" not in d.screen_text  # nor is anybody told to begin
            assert "No plan here" not in d.screen_text
            assert "0 shown" in d.asking or "0 of" in d.asking, name
            await d.press("escape")
            assert list(d.grid.rows) == rows, name
