"""A line written down in a meeting becomes a step; the plan leaves as a file."""

from __future__ import annotations

import csv
import datetime as dt
import os
import threading

import pytest
from plans import PlanBuilder

from actionplan_tui.exchange.formats import Written
from screens.dialogs.writing import Writing


async def test_c_asks_with_its_words_as_a_hint(desk, small) -> None:
    async with desk(small) as d:
        await d.press("c")

        assert "Capture" in d.asking
        assert "what @who due:when need:…" in d.asking


async def test_a_line_becomes_a_whole_step_in_one_undo_step(desk, small) -> None:
    async with desk(small, size=(160, 40)) as d:
        await d.go("3")
        await d.press("c")
        await d.type("Draft MoU with Health @ana due:fri need:legal review risk:no lawyer")
        assert "Ana" in d.asking
        assert "27 Nov 2026" in d.asking
        await d.press("enter", "escape")
        await d.saved_all()

        step = d.step("4")
        assert step.title == "Draft MoU with Health"
        assert (step.lead, step.due, step.goal) == (1, dt.date(2026, 11, 27), 2)
        assert d.cell("4", "Needed") == "legal review"
        assert d.cell("4", "Barriers") == "no lawyer"
        assert d.labels == ["add Draft MoU with Health"]
        await d.press("u")
        await d.until(lambda: len(d.plan.steps) == 5)
        assert d.plan.resources.keys() == {1}


async def test_enter_stays_for_the_next_line(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("c")
        for line in ("First of all", "Then this", "And that"):
            await d.enter(line)
            assert d.line.is_open
            assert d.typed == ""
        await d.press("enter")  # nothing more
        await d.saved_all()

        assert not d.line.is_open
        assert [d.step(code).title for code in ("4", "5", "6")] == [
            "First of all",
            "Then this",
            "And that",
        ]


async def test_a_line_written_at_a_step_stands_beside_it_and_with_a_sign_under_it(
    desk, small
) -> None:
    async with desk(small) as d:
        await d.go("1.1")
        await d.press("c")
        await d.enter("Hire a boat")
        await d.enter("> Ask the ferry office")
        await d.press("escape")
        await d.saved_all()

        assert d.step("1.3").title == "Hire a boat"
        assert d.step("1.1.1").title == "Ask the ferry office"


async def test_what_is_not_understood_stays_in_the_title_and_is_told(desk, small) -> None:
    async with desk(small, size=(160, 40)) as d:
        await d.press("c")
        await d.type("Call the mayor due:someday")
        assert "someday" in d.asking
        await d.press("enter", "escape")
        await d.saved_all()

        assert "due:someday" in list(d.plan.steps.values())[-1].title


async def test_goals_and_ideas_are_captured_too(desk, small) -> None:
    async with desk(small) as d:
        await d.press("c")
        await d.enter('goal "No child ill" @priya')
        await d.enter("? Ask the fishermen")
        await d.press("escape")
        await d.saved_all()

        assert d.plan.goals[3].statement == "No child ill"
        assert d.plan.ideas[1].text == "Ask the fishermen"


async def test_escape_leaves_the_line_without_adding(desk, small) -> None:
    async with desk(small) as d:
        await d.press("c")
        await d.type("Never mind")
        await d.press("escape")

        assert d.labels == []


async def test_capture_on_the_goals_screen_adds_under_the_goal(desk, small) -> None:
    async with desk(small, first="goals") as d:
        await d.go("G2")
        await d.press("c")
        await d.enter("Stock chlorine")
        await d.press("escape")
        await d.saved_all()

        assert max(d.plan.steps.values(), key=lambda step: step.id).goal == 2


# Export


async def test_export_writes_the_table_beside_the_plan(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.press("E")
        assert d.dialog == "Export the plan"
        await d.press(*"jjj", "enter")
        assert d.typed.startswith(str(tmp_path / "plans"))
        target = d.typed
        await d.press("ctrl+u")
        await d.enter(f"{tmp_path / 'plans'}/")  # a folder: there, under the name offered
        await d.until(lambda: d.dialog == "")

        assert target in d.said
        with open(target, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert any("Survey wells" in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("keys", "suffix", "holds"),
    [
        ("E", ".docx", b"word/document.xml"),
        ("Ejj", ".html", b"Survey wells"),
        ("6E", ".ics", b"BEGIN:VCALENDAR"),  # on Communications the dialog begins there
        ("Ejjjjjj", ".json", b"Survey wells"),
    ],
)
async def test_every_format_is_written_where_it_is_told(
    desk, small, tmp_path, keys, suffix, holds
) -> None:
    async with desk(small) as d:
        await d.press(*keys, "enter")
        assert d.typed.endswith(suffix)
        await d.press("ctrl+u")
        await d.enter(str(tmp_path / "out v1.2"))  # a name gets the suffix that says what it is
        await d.until(lambda: d.dialog == "")

        assert holds in (tmp_path / f"out v1.2{suffix}").read_bytes()


async def test_an_export_that_cannot_be_written_says_why_and_stays(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.press("E", "enter", "ctrl+u")
        await d.enter(str(tmp_path / "nowhere" / "table.csv"))

        await d.sees("the folder does not exist")
        assert d.dialog == "Export the plan"
        await d.press("escape")
        assert d.dialog == ""


async def test_an_export_over_the_plans_own_file_is_refused(desk, small) -> None:
    async with desk(small) as d:
        before = d.app.path.read_bytes()
        await d.press(*"Ejjjjjj", "enter", "ctrl+u")
        await d.enter(str(d.app.path))

        await d.sees("this is the plan itself")
        await d.press("enter")
        await d.sees("this is the plan itself")
        assert d.dialog == "Export the plan"
        assert d.app.path.read_bytes() == before


async def test_a_file_that_is_there_is_written_over_only_when_asked_twice(
    desk, small, tmp_path
) -> None:
    (tmp_path / "table.csv").write_text("last year's", encoding="utf-8")
    async with desk(small) as d:
        await d.press(*"Ejjj", "enter", "ctrl+u")
        await d.enter(str(tmp_path / "table.csv"))
        await d.sees("Enter again writes over it")
        assert (tmp_path / "table.csv").read_text("utf-8") == "last year's"
        await d.press("enter")
        await d.until(lambda: d.dialog == "")

        assert "Survey wells" in (tmp_path / "table.csv").read_text("utf-8-sig")


async def test_an_export_is_made_behind_the_desk_and_can_be_given_up(
    desk, small, tmp_path, monkeypatch
) -> None:
    may_go_on, ended = threading.Event(), threading.Event()

    def slow(plan, suffix, today, options):
        may_go_on.wait()
        ended.set()
        return Written(b"at last")

    target = tmp_path / "plan.docx"
    async with desk(small) as d:
        monkeypatch.setattr("screens.dialogs.export.written", slow)
        await d.press("E", "enter", "ctrl+u")
        await d.enter(str(target))
        assert d.dialog == "Writing plan.docx …"  # the keys are answered, and it is not made yet
        await d.press("escape")
        assert d.dialog == "Export the plan"
        assert "given up: nothing was written" in d.screen_text

        await d.press("enter", "?")  # the help stands over it when it comes to its end
        may_go_on.set()
        await d.until(target.exists)
        await d.press("escape")
        await d.until(lambda: d.dialog == "")
        assert f"Written: {target}" in d.said
        assert ended.is_set()
        assert target.read_bytes() == b"at last"


def test_what_is_given_up_while_it_is_made_is_not_written(tmp_path) -> None:
    target = tmp_path / "plan.docx"
    made = []

    def make() -> Written:
        writing.dismiss = made.append
        writing.action_cancel()
        return Written(b"late")

    writing = Writing(target, make)
    assert writing._written() == ""
    assert (made, writing.too_late, target.exists()) == ([None], False, False)


async def test_a_calendar_holds_what_is_typed_and_is_updated_in_its_place(
    desk, small, tmp_path
) -> None:
    target = tmp_path / "plan.ics"
    async with desk(small) as d:
        await d.press("6", "E", "enter")  # on Communications the dialog begins at .ics
        assert "It holds all that has a date" in d.screen_text
        await d.press("shift+tab")
        await d.type("meals")
        await d.press("enter")
        assert "'meals' is no kind of entry" in d.screen_text
        await d.press("ctrl+u")
        await d.type("due; no reminders")
        await d.press("enter", "ctrl+u")
        await d.enter(str(target))
        await d.until(lambda: d.dialog == "")
        assert "Import it into a calendar of its own" in d.said
        assert target.read_bytes().count(b"BEGIN:VEVENT") > 1
        assert b"VALARM" not in target.read_bytes()

        await d.press("E", "enter", "ctrl+u")
        await d.enter(str(target))
        await d.until(lambda: d.dialog == "")
        assert "since the last export here" in d.said

        other = target.with_name("another-plan.ics")
        other.write_bytes(target.read_bytes().replace(b"@", b"@another-"))
        await d.press("E", "enter", "ctrl+u")
        await d.enter(str(other))
        d.app.clear_notifications()  # what is said in passing lies over it
        await d.sees("Enter again writes over it")


async def test_escape_writes_nothing(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.press("E", "escape")

        assert os.listdir(tmp_path / "plans") == ["plan.json"]


async def test_private_notes_do_not_leave_with_an_export(desk, tmp_path) -> None:
    build = PlanBuilder(title="Clean water")
    build.person("Ana", private_notes="owes us a favour")
    build.step("Survey wells", due=dt.date(2026, 12, 4))
    async with desk(build.plan) as d:
        for downs in range(7):
            await d.press("E", *["j"] * downs, "enter", "ctrl+u")
            await d.enter(str(tmp_path / f"out{downs}.x"))
            await d.until(lambda: d.dialog == "")

            assert b"favour" not in (tmp_path / f"out{downs}.x").read_bytes()


async def test_the_filter_columns_and_order_on_screen_are_those_of_the_export(
    desk, small, tmp_path
) -> None:
    async with desk(small, size=(120, 45)) as d:
        await d.press("slash")
        await d.enter("survey wells")
        await d.press(*"Ejjj", "enter", "ctrl+u")
        assert "the table as it is on screen: survey wells" in d.screen_text
        await d.enter(str(tmp_path / "part.csv"))
        await d.until(lambda: d.dialog == "")
        await d.press(*"Ejjj", *"jjjjjjjjj", "enter")  # the whole of it, when that is turned off
        assert "[ ]" in d.screen_text
        await d.press(*"kkkkkkkkk", "enter", "ctrl+u")
        await d.enter(str(tmp_path / "whole.csv"))
        await d.until(lambda: d.dialog == "")

        part = (tmp_path / "part.csv").read_text("utf-8-sig").splitlines()
        whole = (tmp_path / "whole.csv").read_text("utf-8-sig").splitlines()
        assert len(part) == 2
        assert "Survey wells" in part[1]
        assert len(whole) == 6


async def test_a_report_is_written_as_the_suffix_says(desk, small, tmp_path) -> None:
    async with desk(small) as d:
        await d.press("E", *["j"] * 7, "enter")
        assert d.typed.endswith("_status_2026-11-23.html")
        await d.press("ctrl+u")
        await d.enter(str(tmp_path / "status.md"))
        await d.until(lambda: d.dialog == "")

        assert (tmp_path / "status.md").read_text("utf-8").startswith("# Clean water: status")
