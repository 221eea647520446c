"""The edit line: typing, committing, suggestions, paste, and keys that come too fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from patience import PATIENCE
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from screens.keys import bindings
from screens.widgets.cells import cell_len
from screens.widgets.edit_input import EditInput
from screens.widgets.edit_line import EditLine, Understood
from screens.widgets.grid import Column, Grid

Lines = Callable[[Widget], list[str]]
NAMES = ("Tavita", "Ioane", "Fetu", "Lagi", "Registry", "Bar association")
PROMPT = "By When: what date will the action be completed?"


def understand(text: str) -> Understood:
    if text == "31":
        return Understood("which month?", problem=True)
    return Understood("Fri 27 Nov 2026, in 4 days" if text else "")


def complete(text: str, cursor: int) -> Sequence[str]:
    done, _, item = text[:cursor].rpartition(";")
    before = f"{done}; " if done else ""
    return [before + name for name in NAMES if name.lower().startswith(item.strip().lower())]


class Desk(App[None]):
    """A grid and an edit line under it."""

    BINDINGS = [*bindings("app")]  # noqa: RUF012 - Textual's way
    CSS = "Screen { layout: vertical; }"

    def __init__(self, answer: str = "close") -> None:
        super().__init__()
        self.grid = Grid([Column("lead", "By Whom", 20), Column("due", "By When", 20)])
        self.line = EditLine()
        self.said: list[Message] = []
        self.kept: list[str] = []
        self.answer = answer
        self.opens = False

    def compose(self) -> ComposeResult:
        yield self.grid
        yield self.line

    def on_mount(self) -> None:
        self.grid.show(range(5), lambda key, column: f"{column} {key}")

    def edit(self, value: str = "old", prompt: str = PROMPT, **options: Any) -> None:
        self.line.open(prompt, value, **{"understand": understand} | options)

    @property
    def field(self) -> EditInput:
        return self.query_one(EditInput)

    def of(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.said if isinstance(message, kind)]

    def burst(self, *keys: str) -> None:
        """Keys that arrive in one packet."""
        for key in keys:
            self.post_message(events.Key(key, key if len(key) == 1 else None))

    def on_edit_line_committed(self, message: EditLine.Committed) -> None:
        self.said.append(message)
        self.kept.append(message.value)
        if self.answer == "close":
            self.line.close()
        elif self.answer == "refuse":
            self.line.refuse("no such day")
        elif len(self.kept) < 3:
            self.edit(f"old {len(self.kept)}")
        else:
            self.line.close()

    def on_edit_line_cancelled(self, message: EditLine.Cancelled) -> None:
        self.said.append(message)

    def on_edit_line_typed(self, message: EditLine.Typed) -> None:
        self.said.append(message)

    def on_edit_line_pasted(self, message: EditLine.Pasted) -> None:
        self.said.append(message)

    def on_edit_line_long_editor(self, message: EditLine.LongEditor) -> None:
        self.said.append(message)

    def on_grid_activated(self, message: Grid.Activated) -> None:
        self.said.append(message)
        if self.opens:
            self.edit("old")


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until all that a burst of keys set off is done."""
    deadline = time.monotonic() + PATIENCE
    await pilot.pause(0.01)
    while not condition():
        assert time.monotonic() < deadline
        await pilot.pause(0.01)
    await pilot.pause()


async def test_it_is_out_of_sight_until_opened_and_gives_the_focus_back() -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        assert not app.line.is_open
        assert app.grid.size.height == 24
        app.edit()
        await pilot.pause()
        assert app.line.is_open
        assert app.focused is app.field
        assert app.grid.size.height == 23

        app.line.close()
        await pilot.pause()
        assert app.focused is app.grid
        assert app.grid.size.height == 24
        app.line.close()


async def test_typing_replaces_the_old_value_which_is_selected() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old")
        await pilot.press("n", "e", "w", "enter")

        assert [typed.value for typed in app.of(EditLine.Typed)] == ["n", "ne", "new"]
        [committed] = app.of(EditLine.Committed)
        assert (committed.value, committed.move) == ("new", "down")
        assert committed.control is app.line
        assert not app.line.is_open


async def test_without_selection_typing_goes_on_at_the_end() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old", select_all=False)
        await pilot.press("e", "r", "enter")

        assert app.kept == ["older"]


@pytest.mark.parametrize(
    ("key", "move"), [("enter", "down"), ("tab", "right"), ("shift+tab", "left")]
)
async def test_the_key_that_commits_says_where_to_go(key: str, move: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old")
        await pilot.press(key)

        [committed] = app.of(EditLine.Committed)
        assert (committed.value, committed.move) == ("old", move)


async def test_escape_leaves_the_old_value() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old")
        await pilot.press("x", "escape")

        assert len(app.of(EditLine.Cancelled)) == 1
        assert app.of(EditLine.Committed) == []
        assert not app.line.is_open
        assert app.focused is app.grid


@pytest.mark.parametrize("width", [80, 120])
async def test_a_refused_value_keeps_the_line_open_with_question_and_reason_once(
    lines: Lines, width: int
) -> None:
    app = Desk("refuse")
    async with app.run_test(size=(width, 24)) as pilot:
        app.edit("old")
        await pilot.press("3", "1", "enter")
        assert app.line.is_open
        assert app.line.value == "31"
        shown = "\n".join([*lines(app.line), *lines(app.field)])
        assert (shown.count("no such day"), shown.count(PROMPT)) == (1, 1)
        assert "which month?" not in shown

        app.answer = "close"
        await pilot.press("backspace", "backspace", "f")
        assert lines(app.field)[0].endswith("in 4 days")
        await pilot.press("enter")
        assert app.kept == ["31", "f"]


async def test_input_keeps_its_own_editing_keys() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("one two", select_all=False)
        await pilot.press("ctrl+w", "x", "home", "y", "ctrl+e", "z", "left", "backspace", "enter")

        assert app.kept == ["yone z"]


async def test_printable_keys_are_text_and_no_verbs() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("")
        await pilot.press("?", ":", "/", "space", "d", "d", "q", "+", "enter")

        assert app.kept == ["?:/ ddq+"]


async def test_what_the_text_is_understood_as_follows_each_key(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        app.edit("")
        await pilot.pause()
        assert lines(app.field) == [""]
        await pilot.press("3")
        assert lines(app.field)[0].startswith("3 ")
        assert lines(app.field)[0].endswith("Fri 27 Nov 2026, in 4 days")
        await pilot.press("1")
        assert lines(app.field)[0].endswith("which month?")
        styles = [segment.style for segment in app.field.render_line(0) if "month" in segment.text]
        assert styles == [app.field.get_component_rich_style("edit-input--problem")]


async def test_the_prompt_stands_left_on_a_wide_screen_and_above_on_a_narrow_one(
    lines: Lines,
) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        app.edit("16 Nov 2026")
        await pilot.pause()
        assert lines(app.line) == [f" {PROMPT}"]
        assert app.field.region.x == len(PROMPT) + 3

        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert lines(app.line) == [f" {PROMPT}", " >"]
        assert app.field.region.x == 3
        assert app.field.region.bottom == 24
        assert lines(app.field)[0] == "16 Nov 2026                   Fri 27 Nov 2026, in 4 days"

        app.edit("x" * 400, prompt="A very long prompt " * 5)
        await pilot.pause()
        assert lines(app.line)[0].endswith("…")
        assert cell_len(lines(app.line)[0]) <= 60
        drawn = app.field.render_line(0).text
        assert cell_len(drawn) == app.field.size.width
        assert drawn.rstrip().startswith("xxxx")
        assert "x   Fri 27 Nov" in drawn


async def test_suggestions(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(60, 24)) as pilot:
        app.edit("Ioane", complete=complete)
        await pilot.pause()
        assert "  Tavita  Ioane  Fetu  Lagi" in lines(app.line)[0]
        await pilot.press("t", "down")
        assert lines(app.line)[0] == " >Tavita"
        assert app.of(EditLine.Typed)[-1].value == "Tavita"
        await pilot.press("enter")
        assert app.kept == ["Tavita"]


async def test_enter_keeps_the_typed_text_unless_a_suggestion_was_chosen() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("", complete=complete)
        await pilot.press("l", "a", "enter")
        app.edit("", complete=complete)
        await pilot.press("l", "down", "a", "enter")
        app.edit("", complete=complete)
        await pilot.press("down", "down", "up", "up", "enter")

        assert app.kept == ["la", "la", ""]


async def test_up_and_down_go_round_through_the_typed_text() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("", complete=lambda text, cursor: ["one", "two"])
        for key, value in [("up", "two"), ("up", "one"), ("up", ""), ("down", "one")]:
            await pilot.press(key)
            assert app.of(EditLine.Typed)[-1].value == value
        await pilot.press("down", "down")
        assert app.of(EditLine.Typed)[-1].value == ""


async def test_right_at_the_end_takes_the_suggestion_and_goes_on() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("", complete=complete)
        await pilot.press("r", "e", "left", "right", "right")
        assert app.line.value == "Registry"
        await pilot.press(";", "f", "right", "enter")
        assert app.kept == ["Registry; Fetu"]


async def test_many_suggestions_show_whole_and_say_how_many_more(lines: Lines) -> None:
    names = [f"Department {number}" for number in range(40)]
    app = Desk()
    async with app.run_test(size=(60, 24)) as pilot:
        app.edit("", complete=lambda text, cursor: names)
        await pilot.pause()
        assert lines(app.line)[0] == "  Department 0  Department 1  Department 2  +37"
        await pilot.press(*["down"] * 5)
        assert ">Department 4" in lines(app.line)[0]
        assert cell_len(lines(app.line)[0]) <= 60
        await pilot.press("up", "up", "up", "up", "up", "up")
        assert lines(app.line)[0].endswith(">Department 39")


async def test_a_suggestion_shows_without_what_is_typed_already(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(60, 24)) as pilot:
        app.edit("Registry; ", complete=complete, select_all=False)
        await pilot.pause()
        assert lines(app.line)[0].startswith("  Tavita  Ioane")
        await pilot.press("f")
        assert lines(app.line)[0] == "  Fetu"


async def test_ctrl_o_asks_for_the_long_editor() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old", select_all=False)
        await pilot.press("x", "ctrl+o")

        [message] = app.of(EditLine.LongEditor)
        assert message.value == "oldx"
        assert app.line.is_open


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028"])
async def test_a_paste_of_several_lines_is_told_and_not_taken(end: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old")
        app.post_message(events.Paste(end.join(["one\x1b[31m", "", "two\tb", "three", ""])))
        await pilot.pause()

        [pasted] = app.of(EditLine.Pasted)
        assert pasted.lines == ("one[31m", "two\tb", "three")
        assert app.line.value == "old"
        assert app.line.is_open


async def test_a_paste_of_one_line_goes_into_the_text() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old")
        app.post_message(events.Paste("new\x07 [x]\tvalue\n"))
        await pilot.press("!", "enter")

        assert app.kept == ["new [x] value!"]
        assert app.of(EditLine.Pasted) == []


async def test_a_long_value_shows_its_end_and_moves() -> None:
    value = " ".join(str(number) for number in range(2000))
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.edit(value, understand=lambda text: Understood(""))
        await pilot.pause()
        assert app.field.render_line(0).text.endswith("1998 1999 ")
        await pilot.press("end", "!", "home", "!")
        assert app.field.render_line(0).text.startswith("!0 1 2 3")
        await pilot.press("enter")
        assert app.kept == [f"!{value}!"]


async def test_wide_text_keeps_the_cursor_in_its_place() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.edit("日本語", select_all=False)
        await pilot.press("left")
        lit = [s.text for s in app.field.render_line(0) if s.style and s.style.reverse]
        assert lit == ["語"]
        assert app.cursor_position.x == app.field.region.x + 4


async def test_line_ends_in_a_value_show_as_signs_and_are_kept() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.edit("one\ntwo", select_all=False)
        await pilot.pause()
        assert app.field.render_line(0).text.startswith("one¶two")
        await pilot.press("enter")
        assert app.kept == ["one\ntwo"]


async def test_what_is_typed_after_tab_belongs_to_the_next_cell() -> None:
    app = Desk("next")
    async with app.run_test() as pilot:
        app.edit("old")
        app.burst(*"one", "tab", *"two", "tab", *"x", "backspace", *"three", "enter")
        await until(pilot, lambda: len(app.kept) == 3)

        assert app.kept == ["one", "two", "three"]


async def test_what_is_typed_after_enter_belongs_to_the_grid() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.edit("old")
        app.burst(*"new", "enter", *"jjl", "enter")
        await until(pilot, lambda: bool(app.of(Grid.Activated)))

        assert app.kept == ["new"]
        [activated] = app.of(Grid.Activated)
        assert (activated.key, activated.column) == (2, "due")


async def test_what_is_typed_after_a_refused_value_is_dropped() -> None:
    app = Desk("refuse")
    async with app.run_test() as pilot:
        app.edit("old")
        app.burst(*"31", "enter", *"jjd")
        await pilot.pause(0.2)

        assert app.line.value == "31"
        assert app.grid.cursor_key == 0


async def test_what_is_typed_after_the_key_that_opens_belongs_to_the_line() -> None:
    app = Desk()
    app.opens = True
    async with app.run_test() as pilot:
        app.burst("j", "e", *"add x", "enter", "j", "enter", *"dd", "enter", "k")
        await until(pilot, lambda: len(app.kept) == 2 and app.grid.cursor_key == 1)

        assert app.kept == ["add x", "dd"]
        assert [(message.key, message.column) for message in app.of(Grid.Activated)] == [
            (1, "lead"),
            (2, "lead"),
        ]
        assert app.grid.cursor_key == 1


async def test_what_is_typed_after_a_key_that_opens_nothing_runs_in_order() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.burst("enter", "j", "enter", "l", "j", "enter", "space", "k")
        await until(pilot, lambda: bool(app.grid.marks) and app.grid.cursor_key == 1)

        assert [(message.key, message.column) for message in app.of(Grid.Activated)] == [
            (0, "lead"),
            (1, "lead"),
            (2, "due"),
        ]
        assert app.grid.marks == {2}
        assert app.grid.cursor_key == 1


async def test_keys_wait_for_a_line_that_opens_after_something_was_saved() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.action_undo = app.grid.hold_keys  # type: ignore[attr-defined]
        app.burst("u", *"new", "enter")
        await pilot.pause(0.1)
        assert app.of(EditLine.Typed) == []

        app.edit("")
        await until(pilot, lambda: bool(app.kept))
        assert app.kept == ["new"]

        app.burst("u", "j", "j")
        await pilot.pause(0.1)
        assert app.grid.cursor_row == 0
        app.grid.let_keys_go()
        await pilot.pause()
        assert app.grid.cursor_row == 2


async def test_a_queue_that_is_gone_holds_no_keys_up(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        monkeypatch.setattr(app.screen, "call_later", lambda *_: False)  # as when it is closing
        app.burst("enter", "j", "j")
        await until(pilot, lambda: app.grid.cursor_row == 2)
        assert app.grid.cursor_row == 2


async def test_ascii_mode_draws_ascii_alone(lines: Lines) -> None:
    app = Desk()
    app.line.ascii = True
    async with app.run_test(size=(60, 24)) as pilot:
        app.edit("one\ntwo", prompt="A very long prompt " * 5, complete=None)
        await pilot.pause()
        assert "".join([*lines(app.line), *lines(app.field)]).isascii()


async def test_in_a_place_of_its_own_a_closed_line_is_blank_or_unseen_over_others() -> None:
    class Placed(Desk):
        CSS = "Screen { layers: base above; } EditLine { display: block; layer: above; }"

    app = Placed()
    async with app.run_test(size=(120, 24)) as pilot:
        app.edit("kept")
        await pilot.pause()
        app.line.close()
        await pilot.pause()
        strips = [*app.line.render_lines(app.line.size.region)]
        assert app.line.visible
        assert "".join(strip.text for strip in strips).strip() == ""
        assert not app.field.focusable

        app.line.lies_over = True
        assert not app.line.visible
        app.edit("again")
        await pilot.pause()
        assert app.line.visible
        assert app.field.has_focus
        app.line.lies_over = False  # the screen has grown under an open line
        app.line.close()
        app.line.lies_over = True
        assert not app.line.visible
