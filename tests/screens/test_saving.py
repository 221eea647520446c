"""Saved means on the disk; what could not be saved is shown, kept and tried again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from desk_page import UnsteadyStore

import screens.committer


@pytest.fixture
def quick_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is tried again at once, not after seconds."""
    monkeypatch.setattr(screens.committer, "RETRY_AFTER", 0.05)


@pytest.fixture
def no_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is not tried again by the clock."""
    monkeypatch.setattr(screens.committer, "RETRY_AFTER", 3600.0)


async def test_an_edit_shows_at_once_and_saved_is_said_when_it_is_on_the_disk(desk, small) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.gate.clear()
        await d.edit("1.1", "Action Step", "Survey springs")
        assert "Survey springs" in d.row("1.1")
        assert d.saved == "saving"
        assert d.file["steps"]["2"]["title"] == "Survey wells"
        d.store.gate.set()
        await d.saved_all()

        assert d.saved == "saved 12:00"
        assert d.file["steps"]["2"]["title"] == "Survey springs"


async def test_no_key_waits_for_the_disk(desk, small) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.gate.clear()
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.edit("2", "Action Step", "Buy filters")
        await d.press("/")
        await d.enter("filters")
        assert d.codes == ["G1", "2"]
        d.store.gate.set()
        await d.saved_all()

        assert d.file["steps"]["4"]["title"] == "Buy filters"


async def test_a_full_disk_is_shown_and_the_edit_is_kept(desk, small, no_retry) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: "NOT SAVED" in d.header)

        assert "NOT SAVED: the disk is full" in d.header
        assert "the disk is full" in d.said
        assert "draft" not in d.said  # it is not a draft: it is tried again
        assert "Survey springs" in d.row("1.1")
        assert d.file["steps"]["2"]["title"] == "Survey wells"
        await d.press("a")
        await d.enter("Buy filters")  # what is added shows once it is saved: it is counted
        await d.until(lambda: "NOT SAVED, 2 edits: the disk is full" in d.header)


async def test_what_could_not_be_saved_is_tried_again_until_it_is(desk, small, quick_retry) -> None:
    apia = small.amend("plan", 1, time_zone="Pacific/Apia")
    async with desk(apia, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: d.store.tries > 3)
        d.store.failure = ""
        await d.saved_all()

        assert d.saved == "saved 01:00"  # of the plan, as all times on the desk
        assert d.file["steps"]["2"]["title"] == "Survey springs"
        assert d.labels == ["Action Step of Survey wells"]


async def test_it_is_said_once_not_at_every_try(desk, small, quick_retry) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: "the disk is full" in d.said)
        d.app.clear_notifications()
        tries = d.store.tries
        await d.until(lambda: d.store.tries > tries + 3)

        assert d.said == ""


async def test_a_later_edit_of_the_same_cell_stands_over_one_that_failed(
    desk, small, no_retry
) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: "NOT SAVED" in d.header)
        d.store.failure = ""
        await d.edit("1.1", "Action Step", "Survey rivers")
        await d.saved_all()

        assert d.cell("1.1", "Action Step") == "1.1 Survey rivers"
        assert d.file["steps"]["2"]["title"] == "Survey rivers"


async def test_a_step_that_could_not_be_added_comes_when_the_disk_does(
    desk, small, quick_retry
) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.go("3")
        await d.press("a")
        await d.enter("Stock chlorine")
        await d.until(lambda: "NOT SAVED" in d.header)
        d.store.failure = ""
        await d.saved_all()

        assert d.step("4").title == "Stock chlorine"


async def test_leaving_with_unsaved_edits_says_what_becomes_of_them(desk, small, no_retry) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: "NOT SAVED" in d.header)
        await d.press("q")

        assert d.dialog == "Leave with edits not saved? They are kept as drafts."
        await d.press("q")
        await d.until(lambda: not d.app.is_running)
        (draft,) = d.workspace.unsaved()
        assert draft.commit.label == "Action Step of Survey wells"


async def test_drafts_of_an_earlier_session_are_offered_and_reopened(desk, small, no_retry) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: "NOT SAVED" in d.header)
        await d.leave()
    drafts = d.workspace.unsaved()

    async with desk(d.app.path, drafts=drafts) as d:
        assert d.said == "1 edit was not saved: open drafts from the palette (:)"
        assert "Survey wells" in d.row("1.1")
        await d.press(":")
        await d.enter("drafts")
        await d.until(lambda: d.dialog == "Try a draft again")
        assert "Action Step of Survey wells" in d.screen_text
        assert "the disk is full" in d.screen_text
        await d.press("enter")
        await d.until(lambda: d.cell("1.1", "Action Step") == "1.1 Survey springs")
        await d.saved_all()

        assert d.workspace.drafts == []
        assert d.file["steps"]["2"]["title"] == "Survey springs"


async def test_a_draft_that_is_looked_at_and_left_is_still_there(desk, small, no_retry) -> None:
    async with desk(small, wrap=UnsteadyStore) as d:
        d.store.failure = "the disk is full"
        await d.edit("1.1", "Action Step", "Survey springs")
        await d.until(lambda: "NOT SAVED" in d.header)
        await d.leave()
    drafts = d.workspace.unsaved()

    async with desk(d.app.path, drafts=drafts) as d:
        await d.press(":")
        await d.enter("drafts")
        await d.until(lambda: d.dialog == "Try a draft again")
        await d.press("escape")

        assert d.workspace.drafts == drafts


async def test_without_drafts_the_palette_says_that_all_is_saved(desk, small) -> None:
    async with desk(small) as d:
        await d.press(":")
        await d.enter("drafts")
        await d.until(lambda: d.said == "No drafts: everything is saved")


# Leaving and coming back


async def test_q_asks_once_and_escape_stays(desk, small) -> None:
    async with desk(small) as d:
        await d.press("q")
        assert d.dialog == "Leave?"
        await d.press("escape")
        assert d.app.is_running
        await d.leave()

        assert d.app.return_code == 0


async def test_ctrl_q_leaves_even_from_the_edit_line(desk, small) -> None:
    async with desk(small) as d:
        await d.press("e", "ctrl+q")
        await d.until(lambda: not d.app.is_running)


async def test_an_edit_made_right_before_leaving_is_on_the_disk(desk, small) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        for key in ("e", *"Survey springs", "enter", "q", "q"):
            d._send(key)
        await d.until(lambda: not d.app.is_running)

    assert json.loads(d.app.path.read_text("utf-8"))["steps"]["2"]["title"] == "Survey springs"


async def test_the_place_is_remembered_outside_the_plan(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.go("1")
        await d.press("z")
        await d.go("2", "By When")
        await d.press("v", *["down"] * 7, "enter", "escape")  # without By Whom
        await d.leave()
        before = d.app.path.read_bytes()

    async with desk(d.app.path) as d:
        assert d.at == ("2", "By When")
        assert "1.1" not in d.codes
        assert "By Whom" not in [column.title for column in d.grid.columns]
        assert d.app.path.read_bytes() == before
    assert (tmp_path / "state").is_dir()


async def test_the_screen_and_the_filter_are_remembered(desk, small) -> None:
    async with desk(small) as d:
        await d.press("/")
        await d.enter("pumps")
        await d.press("1")
        await d.leave()

    async with desk(d.app.path) as d:
        assert d.app.screen.NAME == "goals"
        await d.press("2")
        assert d.codes == ["G1", "2"]
        assert "filter: pumps" in d.header


async def test_a_place_that_is_no_longer_there_is_forgotten(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.leave()
    async with desk(d.app.path) as d:
        await d.press("d", "d")
        await d.saved_all()
        await d.leave()
    async with desk(d.app.path) as d:
        assert d.at[0] in ("G1", "G2")


async def test_a_spoilt_file_of_places_keeps_nobody_out(desk, small, tmp_path) -> None:
    folder = tmp_path / "state" / "actionplan-tui"
    folder.mkdir(parents=True)
    (folder / "places.json").write_text('{"x": 1', encoding="utf-8")
    async with desk(small) as d:
        assert d.at[0] == "G1"


# Midnight


async def test_at_midnight_today_moves_in_a_desk_left_open(desk, small, clock_at) -> None:
    async with desk(small, clock=clock_at(2026, 12, 4)) as d:  # 1.1 is due today
        assert d.cell("1.1", "State") == "not started"
        d.clock.forward(days=3)  # over the weekend, to Monday
        await d.until(lambda: d.cell("1.1", "State") == "LATE 1 wd")

        assert d.app.today == dt.date(2026, 12, 7)
        await d.go("3", "By When")
        await d.press("e")
        await d.type("tomorrow")
        assert "Tue 8 Dec 2026" in d.asking
