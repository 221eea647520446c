"""What has no column: the record panel, the records of a cell, long texts."""

from __future__ import annotations

import datetime as dt

import pytest

# The record panel


async def test_the_panel_follows_once_the_cursor_has_rested(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.until(lambda: d.panel.startswith("1.1 Survey wells"))

        assert "Owner     Ana (from goal)" in d.panel


async def test_the_panel_shows_every_field_on_a_large_screen(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.2")
        await d.until(lambda: d.panel.startswith("1.2 Publish the survey"))

        for label in (
            "Owner", "Support", "Start", "Duration", "Forecast", "Done when", "After", "State",
            "Tell", "Notes", "Kind", "Priority", "Tags", "Baseline", "Finished",
        ):  # fmt: skip
            assert label in d.panel, label
        assert "Tell      24 Nov 2026 (tomorrow): Priya, by Ana, every 2" in d.panel


async def test_the_same_person_as_owner_and_lead_is_flagged(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.2")
        await d.until(lambda: "also leads: who takes corrective action?" in d.panel)


async def test_tab_enters_the_panel_and_tab_leaves_it(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("tab")
        assert ">Owner" in d.panel
        await d.press("tab")

        assert ">Owner" not in d.panel
        await d.press("j")
        assert d.at[0] == "1.2"


async def test_the_panel_belongs_to_the_step_under_the_cursor_however_quick_the_tab(
    desk, small
) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        for key in ("j", "tab", "enter"):
            d._send(key)
        await d.until(lambda: d.line.is_open)
        await d.enter("Priya")
        await d.saved_all()

        assert d.step("1.2").owner == 3
        assert d.step("1.1").owner is None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("owner", "Priya", 3),
        ("support", "Ana, Priya", (1, 3)),
        ("start", "30 nov", dt.date(2026, 11, 30)),
        ("forecast", "+1w", dt.date(2026, 11, 30)),  # no forecast yet: a week from today
        ("done_when", "the map is printed", "the map is printed"),
        ("depends_on", "2", (4,)),
        ("notes", "Bring boots", "Bring boots"),
        ("kind", "milestone", "milestone"),
        ("priority", "1", 1),
        ("tags", "field, dry season", ("field", "dry season")),
        ("baseline_due", "27 nov", dt.date(2026, 11, 27)),
        ("finished", "today", dt.date(2026, 11, 23)),
    ],
)
async def test_every_field_of_the_panel_is_edited_there(desk, small, name, text, expected) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1")
        await d.field(name, text)
        await d.saved_all()

        assert getattr(d.step("1.1"), name) == expected
        assert not d.line.is_open
        assert len(d.labels) == 1


async def test_after_an_edit_in_the_panel_the_focus_is_still_there(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.field("owner", "Priya")
        await d.saved_all()

        assert "Owner     Priya" in d.panel.replace(">", "")
        await d.press("j")
        assert d.at[0] == "1.1"
        await d.press("escape")
        await d.press("j")
        assert d.at[0] == "1.2"


async def test_a_new_owner_joins_the_register_and_the_line_says_so(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("tab", "enter")
        await d.type("Minister of Health")
        assert "new in the register: Minister of Health" in d.asking
        await d.press("enter")
        await d.saved_all()

        assert d.plan.stakeholders[4].name == "Minister of Health"


async def test_duration_and_start_give_the_due_date(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("3")
        await d.field("start", "mon 30 nov")
        await d.field("duration", "5")
        await d.saved_all()

        assert d.step("3").due == dt.date(2026, 12, 4)  # Monday to Friday
        await d.until(lambda: "5 working days" in d.panel)


async def test_duration_without_a_date_says_what_to_do_first(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("3")
        await d.field("duration", "5")

        assert "set a start or a due date first" in d.asking
        assert d.typed == "5"


async def test_a_circle_of_steps_is_refused_and_stays_in_the_line(desk, small) -> None:
    small = small.amend("steps", 4, depends_on=(2,))
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1")
        await d.field("depends_on", "2")

        assert d.line.is_open
        assert d.typed == "2"
        assert "cannot wait for itself" in d.asking
        assert d.labels == []


async def test_a_goals_own_fields_are_in_the_panel_too(desk, small) -> None:
    async with desk(small) as d:
        await d.field("success", "No child ill for a year")
        await d.saved_all()

        assert d.plan.goals[1].success == "No child ill for a year"


# The records of a cell


async def test_ctrl_o_lists_the_records_of_a_cell_with_every_part_a_field(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", "Available")
        await d.press("e", "ctrl+o")

        assert d.dialog == "Resources of Survey wells"
        titles = [column.title for column in d.grid.columns]
        assert titles == [
            "What", "Category", "Available", "Needed", "Unit", "Source", "Status",
        ]  # fmt: skip
        assert d.cell("1", "What") == "test kits"
        assert d.cell("1", "Available") == "3"


async def test_records_are_edited_added_and_removed_in_one_undo_step(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", "Available")
        await d.press("e", "ctrl+o")
        await d.press("l", "l", "e")
        await d.enter("5")
        await d.press("a", "e")
        await d.enter("Treasury grant")
        await d.press("l", "e")
        await d.enter("financial")
        await d.press("escape")
        await d.saved_all()

        assert d.dialog == ""
        assert d.plan.resources[1].available == 5
        assert d.plan.resources[2].description == "Treasury grant"
        assert d.plan.resources[2].category == "financial"
        assert d.plan.resources[2].step == 2
        assert len(d.labels) == 1
        await d.press("u")
        await d.until(lambda: set(d.plan.resources) == {1})
        assert d.plan.resources[1].available == 3


async def test_d_d_removes_a_record_from_the_list(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", "Available")
        await d.press("e", "ctrl+o", "d")
        assert "d again removes it" in d.said
        await d.press("d")
        assert "No resource yet: a adds one." in d.screen_text
        await d.press("escape")
        await d.saved_all()

        assert d.plan.resources == {}


async def test_closing_the_list_without_an_edit_changes_nothing(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", "Available")
        await d.press("e", "ctrl+o", "escape")

        assert d.labels == []
        assert not d.line.is_open
        assert d.at == ("1.1", "Available")


async def test_a_refused_part_keeps_the_line_of_the_list_open(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", "Available")
        await d.press("e", "ctrl+o", "l", "l", "e")
        await d.enter("many")

        assert d.typed == "many"
        assert d.line.is_open
        await d.press("escape")
        assert d.dialog == "Resources of Survey wells"
        assert d.cell("1", "Available") == "3"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Needed", "Resources of Survey wells"),
        ("Barriers", "Barriers of Survey wells"),
        ("Communication", "Communications of Survey wells"),
        ("KPIs", "KPIs of Survey wells"),
    ],
)
async def test_every_cell_over_a_table_opens_in_full(desk, small, heading, title) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", heading)
        await d.press("e", "ctrl+o")

        assert d.dialog == title


async def test_a_cadence_is_typed_as_a_part_of_its_own(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1", "Communication")
        await d.press("e", "ctrl+o", "a")
        for heading, text in (
            ("Target audience", "Village councils"),
            ("By Whom", "Ioane"),
            ("Cadence", "monthly on last fri"),
        ):
            await d.edit(d.at[0], heading, text)
        await d.press("escape")
        await d.saved_all()

        line = d.plan.communications[2]
        assert line.cadence == "monthly on last fri"
        assert d.plan.stakeholders[line.audience[0]].name == "Village councils"
        assert line.responsible == 2


# Long texts


async def test_ctrl_o_opens_a_text_in_a_box_and_ctrl_o_keeps_it(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("e", "ctrl+o")
        assert d.dialog == "What needs to be done?"
        assert "Survey wells" in d.screen_text
        await d.type(" and springs")
        await d.press("ctrl+o")
        await d.saved_all()

        assert d.step("1.1").title == "Survey wells and springs"
        assert not d.line.is_open


async def test_escape_in_the_box_goes_back_to_the_line_with_its_text(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("e")
        await d.type("Survey")
        await d.press("ctrl+o")
        await d.type(" everything")
        await d.press("escape")
        assert d.dialog == ""
        assert d.typed == "Survey"
        await d.press("enter")
        await d.saved_all()

        assert d.step("1.1").title == "Survey"


async def test_a_long_field_keeps_its_lines(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("1.1")
        await d.field("notes")
        await d.press("enter", "ctrl+o")
        await d.type("Bring boots")
        await d.press("enter")
        await d.type("and a map")
        await d.press("ctrl+s")
        await d.saved_all()

        assert d.step("1.1").notes == "Bring boots\nand a map"
