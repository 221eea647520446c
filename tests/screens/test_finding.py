"""Filter, sort, columns and saved filters, palette and help: what is sought is found."""

from __future__ import annotations

import datetime as dt

import pytest
from desk_page import NOON

from actionplan_tui.model.records import KPI, make
from screens.keys import SCREENS
from screens.purposes import PURPOSES

# Filter


async def test_a_filter_follows_every_key(desk, small) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.type("pu")
        assert d.codes == ["G1", "1", "1.2", "2"]  # PUblish, PUmps
        assert "2 of 5" in d.asking
        await d.type("mps")

        assert d.codes == ["G1", "2"]
        assert "1 of 5" in d.asking


async def test_a_filter_keeps_the_steps_and_goals_above_what_it_finds(desk, small) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.enter("publish")

        assert d.codes == ["G1", "1", "1.2"]


async def test_a_filter_in_force_is_named_at_the_top_until_escape_takes_it_back(
    desk, small
) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.enter("pumps")
        assert "filter: pumps" in d.header
        await d.press("escape")

        assert "filter" not in d.header
        assert len(d.codes) == 7


async def test_escape_while_typing_brings_back_what_was_shown_before(desk, small) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.type("pumps")
        await d.press("escape")
        assert len(d.codes) == 7
        await d.press("/")
        await d.enter("wells")
        await d.press("/")
        assert d.typed == "wells"
        await d.type("nurses")
        assert "G2" in d.codes
        await d.press("escape")

        assert d.codes == ["G1", "1", "1.1"]
        assert "filter: wells" in d.header


async def test_a_filter_knows_names_columns_and_states(desk, small) -> None:
    async with desk(small) as d:
        for text, found in (
            ("late", ["2"]),
            ("lead:ana", ["1.2"]),
            ("due<2026-12-01", ["2"]),
            ("ioane", ["1.1"]),
            ("test kits", ["1.1"]),
        ):
            await d.press("/")
            await d.enter(text)
            shown = [code for code in d.codes if code[0] != "G" and code != "1"]
            assert shown == found, text
            await d.press("escape")


async def test_a_filter_that_finds_nothing_says_what_to_do(desk, small) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.enter("submarine")
        assert d.codes == []
        assert "Nothing here fits the filter." in d.screen_text
        assert "Esc  take the filter back" in d.screen_text
        await d.press("escape")

        assert len(d.codes) == 7


@pytest.mark.parametrize(
    ("text", "reason"),
    [("due<", "is no date"), ("percent>x", "not a number"), ("mine", "not known who you are")],
)
async def test_a_filter_that_is_not_understood_keeps_the_line_open_and_says_why(
    desk, small, text, reason
) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.enter(text)
        assert d.typed == text
        assert reason in d.asking
        assert len(d.codes) == 7
        await d.press("escape")

        assert "filter" not in d.header


async def test_mine_from_the_saved_filters_says_why_it_cannot_be(desk, small) -> None:
    async with desk(small) as d:
        await d.press("v", "down", "enter")

        assert "not known who you are" in d.said
        assert len(d.codes) == 7


async def test_a_filter_left_behind_that_is_no_longer_understood_can_be_taken_back(
    desk, small
) -> None:
    async with desk(small, me="Ioane") as d:
        await d.press("/")
        await d.enter("mine")
        await d.leave()
    async with desk(d.app.path) as d:
        assert "Esc  take the filter back" in d.screen_text
        await d.press("escape")

        assert len(d.codes) == 7


async def test_a_step_edited_out_of_the_filter_goes_out_of_sight_and_comes_back(
    desk, small
) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.enter("pumps")
        await d.edit("2", "Action Step", "Buy filters")
        assert "2" not in d.codes
        await d.press("escape")

        assert d.cell("2", "Action Step") == "2 Buy filters"


# Sort


async def test_s_sorts_by_the_column_then_backwards_then_not_at_all(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1", "By When")
        await d.press("s")
        assert d.codes == ["2", "1.1", "1.2", "1", "3"]  # those without a date last
        assert "By When ^" in d.screen_text
        await d.press("s")
        assert d.codes == ["1.2", "1.1", "2", "1", "3"]
        assert "By When v" in d.screen_text
        await d.press("s")

        assert d.codes == ["G1", "1", "1.1", "1.2", "2", "G2", "3"]


async def test_escape_brings_the_outline_back_with_the_cursor_on_the_same_step(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.2", "By When")
        await d.press("s", "escape")

        assert d.codes[0] == "G1"
        assert d.at == ("1.2", "By When")


@pytest.mark.parametrize(
    ("heading", "order"),
    [
        ("Action Step", ["2", "1.2", "1.1", "3", "1"]),  # Buy, Publish, Survey, Train, Wells
        ("By Whom", ["1.2", "1.1", "2", "1", "3"]),  # Ana, Ioane, Priya, nobody
        ("State", ["2", "1", "1.1", "1.2", "3"]),  # LATE first, then as they stand
        ("Available", ["1.1", "1", "1.2", "2", "3"]),
    ],
)
async def test_any_column_sorts(desk, small, heading, order) -> None:
    async with desk(small) as d:
        await d.go("1.1", heading)
        await d.press("s")

        assert d.codes == order


# Columns and saved filters


async def test_v_hides_a_column_and_shows_it_again(desk, small) -> None:
    async with desk(small) as d:
        await d.press("v")
        assert d.dialog == "Columns and filters"
        await d.press(*["down"] * 7, "enter", "escape")
        assert "By Whom" not in [column.title for column in d.grid.columns]
        await d.press("v", *["down"] * 7, "enter", "escape")

        assert [column.title for column in d.grid.columns][:3] == [
            "Action Step",
            "State",
            "By Whom",
        ]


async def test_a_saved_filter_is_taken_and_taken_back(desk, small) -> None:
    async with desk(small, me="Ioane") as d:
        await d.press("v", "down")
        await d.press("enter")  # Mine
        assert d.codes == ["G1", "1", "1.1"]
        assert "filter: mine" in d.header
        await d.press("v", "enter")  # the cursor begins at All steps
        assert len(d.codes) == 7


@pytest.mark.parametrize(
    ("down", "found"),
    [(2, {"2"}), (3, {"1.2"}), (4, {"1.2"}), (5, {"1.1", "1.2", "2"})],
    ids=["late", "off track", "this week", "not done"],
)
async def test_every_saved_filter_works(desk, small, down, found) -> None:
    small = small.amend("steps", 5, finished=NOON.date(), percent=100)
    small = small.amend("steps", 3, due=NOON.date(), forecast=dt.date(2027, 1, 29))
    async with desk(small) as d:
        await d.press("v", *["down"] * down, "enter")

        assert {code for code in d.codes if code[0] != "G"} - {"1"} == found


async def test_a_filter_of_ones_own_is_kept_by_name_outside_the_plan(desk, small) -> None:
    async with desk(small, me="Ioane") as d:
        before = d.app.path.read_bytes()
        await d.press("/")
        await d.enter("@priya")
        await d.press("v", "G", *["k"] * 9)  # above the nine columns
        assert "Keep the filter under a name: @priya" in d.screen_text
        await d.press("enter")
        assert "keeps: @priya" in d.asking
        await d.enter("Priya's  ")
        await d.press("escape")
        assert len(d.codes) == 7
        await d.press("v", *["j"] * 6)
        assert "Priya's: @priya" in d.screen_text
        await d.press("enter")
        assert d.codes == ["G1", "2"]
        await d.leave()
        assert d.app.path.read_bytes() == before
        path = d.app.path

    async with desk(path) as d:
        assert "filter: @priya" in d.header
        await d.press("escape", "v", *["j"] * 6, "d")
        assert "d again forgets Priya's" in d.said
        await d.press("d", "escape", "v")
        assert "Priya's:" not in d.screen_text
        await d.press("escape")
        await d.leave()
    async with desk(path) as d:
        await d.press("v")
        assert "Priya's:" not in d.screen_text


@pytest.mark.parametrize(("screen", "left"), [("stakeholders", 2), ("goals", 2), ("kpis", 1)])
async def test_filters_are_kept_by_name_on_the_screens_over_lists_too(
    desk, small, screen, left
) -> None:
    for id, name in enumerate(("Clinics visited", "Wells clean"), 1):
        small = small.put("kpis", make(KPI, id=id, name=name, goal=1))
    first = "dashboard" if screen == "kpis" else screen
    word = "ana" if screen == "stakeholders" else "clinics"
    async with desk(small, first=first) as d:
        await d.press("/")
        await d.enter(word)
        narrow = len(d.grid.rows)
        await d.press("v", "down", "enter")
        await d.enter("Close")
        await d.press("escape")
        assert len(d.grid.rows) > narrow
        await d.press("v", "down")
        assert f"Close: {word}" in d.screen_text
        await d.press("enter")
        assert len(d.grid.rows) == narrow == left
        await d.leave()
        path = d.app.path

    async with desk(path, first=first) as d:
        await d.press("v", "down", "down", "enter")
        assert "Forgot Close" in d.said
        await d.press("escape", "v")
        assert "Close: " not in d.screen_text


# The palette


@pytest.mark.parametrize("typed", ["S3", "s3", "1.2", "publish", "survey publish"])
async def test_the_palette_goes_to_a_step_by_its_id_its_code_or_any_text(
    desk, small, typed
) -> None:
    async with desk(small) as d:
        await d.press(":")
        await d.enter(typed)
        await d.until(lambda: d.at[0] == "1.2")

        assert d.dialog == ""


async def test_the_palette_goes_to_a_step_that_is_folded_or_filtered_away(desk, small) -> None:
    async with desk(small) as d:
        await d.press("Z", "/")
        await d.enter("pumps")
        await d.press(":")
        await d.enter("1.2")
        await d.until(lambda: d.at[0] == "1.2")


async def test_the_palette_goes_to_a_goal(desk, small) -> None:
    async with desk(small) as d:
        await d.press(":")
        await d.enter("g2")
        await d.until(lambda: d.app.screen.NAME == "goals" and d.at[0] == "G2")


async def test_the_palette_goes_to_the_cell_of_a_resource(desk, small) -> None:
    async with desk(small) as d:
        await d.press(":")
        await d.enter("test kits")
        await d.until(lambda: d.at[0] == "1.1")


async def test_the_palette_runs_a_verb_where_it_was_asked(desk, small) -> None:
    async with desk(small) as d:
        await d.go("2")
        await d.press("ctrl+p")
        await d.enter("done today")
        await d.until(lambda: d.cell("2", "State") == "done")


async def test_the_palette_that_finds_nothing_stays_and_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.press(":")
        await d.enter("submarine")
        assert "Nothing fits." in d.screen_text
        await d.press("escape")

        assert d.dialog == ""


async def test_private_notes_are_not_found_by_the_palette(desk, small) -> None:
    small = small.amend("stakeholders", 1, private_notes="owes us a favour")
    async with desk(small) as d:
        await d.press(":")
        await d.type("favour")

        assert "Nothing fits." in d.screen_text


# Help


async def test_help_lists_the_keys_that_work_here_and_narrows_as_one_types(desk, small) -> None:
    async with desk(small) as d:
        await d.press("?")
        assert "Add a step after this one." in d.screen_text
        await d.type("fold whole")
        assert len(d.titles) == 1
        assert "Fold the whole outline" in d.screen_text


async def test_help_says_first_what_the_screen_is_for(desk, small) -> None:
    assert {name for name, _, _ in SCREENS} <= set(PURPOSES)
    async with desk(small, size=(120, 40)) as d:
        for key, name in (("2", "actions"), ("4", "ideas")):
            await d.press(key, "?")
            shown = " ".join(d.screen_text.replace("│", " ").split())
            assert " ".join(PURPOSES[name].split()) in shown
            await d.press("escape")


async def test_enter_in_help_runs_the_verb(desk, small) -> None:
    async with desk(small) as d:
        await d.press("f1")
        await d.enter("fold the whole")
        await d.until(lambda: "1.1" not in d.codes)

        assert d.dialog == ""


async def test_escape_leaves_help(desk, small) -> None:
    async with desk(small) as d:
        await d.press("?", "escape")

        assert d.dialog == ""
        assert d.at[0] == "G1"


async def test_help_over_the_edit_line_tells_its_keys(desk, small) -> None:
    async with desk(small) as d:
        await d.press("e", "f1")

        assert "Keep it and go down." in d.screen_text
        assert "not now: no suggestions. Choose the next suggestion." in d.screen_text
        assert "Put the date a day later." not in d.screen_text  # here + is typed
        await d.press("escape")
        assert d.typed == "Every village drinks clean water"
