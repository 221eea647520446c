"""A table, notes of a meeting or another plan are looked at row by row, then taken in."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from workbooks import workbook

from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.workdays import short_date


@pytest.fixture
def folder(tmp_path):
    """The folder of the plan, which the desk makes."""
    (tmp_path / "plans").mkdir(exist_ok=True)
    return tmp_path / "plans"


async def test_a_workbook_is_shown_corrected_and_taken_in_as_one_step(
    desk, small: Plan, folder
) -> None:
    (folder / "ministry.xlsx").write_bytes(
        workbook(
            [
                ["Action Step", "Human", "By When"],
                ["Map the wells", "Priya", dt.date(2027, 1, 15)],
                ["Survey wells", "Ioane", dt.date(2026, 12, 11)],
                ["Train", "Ana", "someday"],
            ]
        )
    )
    async with desk(small, size=(120, 40)) as d:
        before = d.plan
        await d.press("I")
        assert "ministry.xlsx" in d.screen_text
        await d.press("enter")
        await d.sees("2 new, 1 changed, 0 unchanged, trouble in row 4")
        assert "changes By When" in d.screen_text
        assert "someday is no date" in d.screen_text
        assert "kept in Notes: Human" in d.screen_text

        await d.press("v", *["down"] * 3, "enter")  # the goal, the step, then the column Human
        assert d.dialog == "What does this column hold?"
        await d.type("by whom")
        await d.press("enter", "enter")
        await d.sees("2 new, 1 changed")
        assert "kept in Notes" not in d.screen_text
        assert d.plan is before
        await d.press("enter")
        await d.saved_all()

        by_title = {step.title: step for step in d.plan.steps.values()}
        assert by_title["Map the wells"].lead == 3
        assert by_title["Survey wells"].due == dt.date(2026, 12, 11)
        assert "7 shows what it does not say yet" in d.said
        await d.press("7", "slash")
        await d.enter("map the wells")
        await d.sees("What does 4 Map the wells need?")
        assert "How will you measure 4 Map the wells?" in d.screen_text
        assert "C-LEAD" not in d.screen_text  # for the table says who leads it
        await d.press("escape", "2")
        await d.press("u")
        await d.until(lambda: d.plan.steps.keys() == before.steps.keys())
        assert d.plan.steps[2].due == before.steps[2].due


async def test_notes_are_shown_and_escape_takes_nothing_in(desk, small: Plan, folder) -> None:
    (folder / "notes.txt").write_text("Boats for all\nCall the mayor @ana due:fri\n", "utf-8")
    async with desk(small, size=(120, 40)) as d:
        await d.press("I", "enter")
        await d.sees("notes.txt: 2 new")
        assert "Boats for all" in d.screen_text
        await d.press("escape")
        assert d.labels == []
        await d.press("I", "enter")
        await d.sees("notes.txt: 2 new")
        await d.press("enter")
        await d.saved_all()

        assert [idea.text for idea in d.plan.ideas.values()] == ["Boats for all"]
        assert d.labels == ["take in 1 idea and 1 step"]


async def test_what_cannot_be_read_says_why_and_stays(desk, small: Plan, folder) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    async with desk(small) as d:
        await d.press("I", "enter")
        await d.sees("broken.xlsx: is damaged")
        await d.press("tab")
        await d.enter("nowhere.csv")
        await d.sees("nowhere.csv: No such file or directory")
        await d.press("escape")
        assert d.dialog == ""
        assert d.labels == []


async def test_a_file_is_read_behind_the_desk_and_can_be_left(
    desk, small: Plan, folder, monkeypatch
) -> None:
    (folder / "slow.csv").write_text("Action Step\nOne more\n", "utf-8")
    may_go_on, ended = threading.Event(), threading.Event()

    def slow_disk(path, *, limit):
        may_go_on.wait()
        ended.set()
        return path.read_bytes()

    async with desk(small) as d:
        monkeypatch.setattr("actionplan_tui.exchange.taking_in.read_bytes", slow_disk)
        await d.press("I", "enter")
        assert d.dialog == "Reading slow.csv …"  # the keys are answered, and the disk is not
        await d.press("escape")
        assert d.dialog.startswith("Take in a table")
        await d.press("enter")
        assert d.dialog == "Reading slow.csv …"
        may_go_on.set()
        await d.sees("slow.csv: 1 new")
        assert ended.is_set()
        await d.press("escape")
        assert (d.dialog, d.labels) == ("", [])


async def test_a_date_moved_in_a_calendar_is_shown_and_comes_back_as_one_step(
    desk, small: Plan, folder
) -> None:
    text = calendar_bytes(small.amend("plan", 1, plan_id="p"), now_version="1").decode()
    day = small.steps[4].due
    moved = re.sub(
        rf"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND.*?(?=\r\n.*\r\nUID:step-4@)",
        f"DTSTART;VALUE=DATE:{day + dt.timedelta(7):%Y%m%d}",
        text,
    )
    assert moved != text
    for name, data in (
        ("a.ics", moved.encode()),
        ("b.ics", moved.encode()[:-30]),
        ("c.ics", b"<html>Sign in</html>"),
    ):
        (folder / name).write_bytes(data)
    async with desk(small.amend("plan", 1, plan_id="p"), size=(120, 40)) as d:
        await d.press("I", "tab")
        await d.enter("b.ics")
        await d.sees("b.ics is cut short: its end is missing")
        await d.press("I", "tab")
        await d.enter("c.ics")
        await d.sees("c.ics is a web page: export the calendar as .ics")
        assert d.labels == []
        await d.press("I", "tab")
        await d.enter("a.ics")
        await d.sees(f"{short_date(day)} → {short_date(day + dt.timedelta(7))}")
        assert d.screen_text.index("change    S4 ") < d.screen_text.index("is there  S2 ")
        await d.press("enter")
        await d.saved_all()
        assert d.plan.steps[4].due == day + dt.timedelta(7)
        assert d.labels == ["dates from a.ics"]
        await d.press("u")
        await d.until(lambda: d.plan.steps[4].due == day)
