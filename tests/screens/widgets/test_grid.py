"""The grid's cursor, marks and messages, by keys."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from screens.widgets.grid import Cell, Column, Grid, RowKey

COLUMNS = (
    Column("step", "Action Step", 20, flexible=True),
    Column("state", "State", 11),
    Column("lead", "By Whom", 10),
    Column("due", "By When", 11),
    Column("needed", "Needed", 20),
    Column("kpi", "Key Performance Indicators", 26),
)


class Desk(App[None]):
    """A grid alone on a screen, and a note of what it says and asks."""

    def __init__(self, rows: Sequence[RowKey] = (), **options: object) -> None:
        super().__init__()
        self.grid = Grid(COLUMNS, frozen=1, **options)  # type: ignore[arg-type]
        self.rows = rows
        self.asked: list[tuple[RowKey, str]] = []
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.show(self.rows, self.cell)

    def cell(self, key: RowKey, column: str) -> Cell | str:
        self.asked.append((key, column))
        return f"{column} {key}"

    def on_grid_cursor_moved(self, message: Grid.CursorMoved) -> None:
        self.said.append(message)

    def on_grid_activated(self, message: Grid.Activated) -> None:
        self.said.append(message)

    def on_grid_marks_changed(self, message: Grid.MarksChanged) -> None:
        self.said.append(message)


@pytest.mark.parametrize(
    ("keys", "row", "column"),
    [
        ("j", 1, "step"),
        ("down j k", 1, "step"),
        ("up", 0, "step"),
        ("G", 99, "step"),
        ("end k", 98, "step"),
        ("G j", 99, "step"),
        ("G g", 0, "step"),
        ("G home", 0, "step"),
        ("l", 0, "state"),
        ("right right left", 0, "state"),
        ("h", 0, "step"),
        ("l l l l l l l", 0, "kpi"),
        ("pagedown", 21, "step"),
        ("pagedown pagedown pageup", 21, "step"),
        ("G pagedown", 99, "step"),
        ("j pageup", 0, "step"),
    ],
)
async def test_the_cursor_goes_where_the_keys_say(keys: str, row: int, column: str) -> None:
    app = Desk(range(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys.split())

        assert (app.grid.cursor_key, app.grid.cursor_column) == (row, column)
        assert app.grid.cursor_row == row


async def test_the_cursor_is_always_in_sight() -> None:
    app = Desk(range(100))
    async with app.run_test(size=(80, 12)) as pilot:
        for keys in (["j"] * 15, ["k"] * 15, ["G"], ["pageup"], ["g"], ["pagedown"]):
            await pilot.press(*keys)
            top = app.grid.scroll_offset.y
            assert top <= app.grid.cursor_row < top + 10

        await pilot.resize_terminal(80, 6)
        top = app.grid.scroll_offset.y
        assert top <= app.grid.cursor_row < top + 4


async def test_a_page_keeps_the_cursor_where_the_eye_has_it() -> None:
    app = Desk(range(100))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("j", "j", "j", "pagedown")

        assert app.grid.cursor_row == 12
        assert app.grid.scroll_offset.y == 9


async def test_each_move_is_told_once() -> None:
    app = Desk("abc")
    async with app.run_test() as pilot:
        await pilot.press("j", "l", "k", "k")

        moves = [message for message in app.said if isinstance(message, Grid.CursorMoved)]
        assert [(move.key, move.column) for move in moves] == [
            ("a", "step"),
            ("b", "step"),
            ("b", "state"),
            ("a", "state"),
        ]
        assert all(move.control is app.grid for move in moves)


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_enter_and_e_open_the_cell(key: str) -> None:
    app = Desk("abc")
    async with app.run_test() as pilot:
        await pilot.press("j", "l", key)

        assert isinstance(app.said[-1], Grid.Activated)
        assert (app.said[-1].key, app.said[-1].column) == ("b", "state")


async def test_nothing_is_opened_or_marked_where_there_are_no_rows() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "asterisk", "j", "G", "pagedown", "l")

        assert [type(message) for message in app.said] == [Grid.CursorMoved] * 2
        assert app.grid.cursor_key is None
        assert app.grid.cursor_key is None


@pytest.mark.parametrize(
    ("after", "key"),
    [
        ("abcdef", "c"),
        ("fedcba", "c"),
        ("xxc", "c"),
        ("abdef", "d"),  # removed: the next row closes up
        ("ab", "b"),  # the nearest above when all below are gone
        ("af", "a"),
        ("xyz", "z"),  # nothing is left: the same place
        ("x", "x"),
        ("", None),
    ],
)
async def test_the_cursor_stays_on_its_row_or_goes_to_the_nearest(
    after: str, key: str | None
) -> None:
    app = Desk("abcdef")
    async with app.run_test() as pilot:
        await pilot.press("j", "j", "l", "l")
        app.grid.show(after, app.cell)
        await pilot.pause()

        assert app.grid.cursor_key == key
        assert app.grid.cursor_column == "lead"
        last = app.said[-1]
        assert isinstance(last, Grid.CursorMoved)
        assert last.key == key


async def test_rows_that_come_in_above_do_not_move_the_cursor_on_the_screen() -> None:
    app = Desk(range(100, 200))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press(*["j"] * 30)
        seen = app.grid.cursor_row - app.grid.scroll_offset.y
        app.grid.show(range(200), app.cell)
        await pilot.pause()

        assert app.grid.cursor_key == 130
        assert app.grid.cursor_row - app.grid.scroll_offset.y == seen


async def test_new_columns_keep_the_cursor_on_its_column() -> None:
    app = Desk("abc")
    async with app.run_test() as pilot:
        await pilot.press("l", "l", "l")
        app.grid.columns = COLUMNS[:1] + COLUMNS[3:]
        assert app.grid.cursor_column == "due"

        app.grid.columns = COLUMNS[:2]
        assert app.grid.cursor_column == "state"


async def test_move_to() -> None:
    app = Desk(range(1000))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.grid.move_to(700, "kpi")
        await pilot.pause()
        assert (app.grid.cursor_key, app.grid.cursor_column) == (700, "kpi")
        assert app.grid.cursor_row == 700
        top = app.grid.scroll_offset.y
        assert top + 5 < 700 < top + 17  # a far row comes with its surroundings

        assert app.grid.move_to(3)
        assert app.grid.cursor_column == "kpi"
        assert not app.grid.move_to("gone")
        assert not app.grid.move_to(4, "gone")
        assert app.grid.cursor_key == 4


async def test_marks() -> None:
    app = Desk("abcd")
    async with app.run_test() as pilot:
        await pilot.press("space", "j", "j", "space")
        assert app.grid.marks == {"a", "c"}
        assert isinstance(app.said[-1], Grid.MarksChanged)
        assert app.said[-1].marks == {"a", "c"}

        await pilot.press("space")
        assert app.grid.marks == {"a"}
        await pilot.press("asterisk")
        assert app.grid.marks == set("abcd")
        await pilot.press("asterisk")
        assert app.grid.marks == set()


async def test_headings_are_not_marked() -> None:
    app = Desk(["G1", "a", "b"])
    async with app.run_test() as pilot:
        app.grid.show(app.rows, app.cell, row_role=lambda key: "group" if key == "G1" else "")
        await pilot.press("space")
        assert app.grid.marks == set()
        await pilot.press("asterisk")
        assert app.grid.marks == {"a", "b"}


async def test_marks_outlive_a_filter() -> None:
    app = Desk("abcd")
    async with app.run_test() as pilot:
        await pilot.press("space")
        app.grid.show("cd", app.cell)
        await pilot.press("space")
        app.grid.show("abcd", app.cell)

        assert app.grid.marks == {"a", "c"}


async def test_ten_thousand_rows_ask_for_what_shows() -> None:
    app = Desk(range(10_000))
    async with app.run_test(size=(120, 40)) as pilot:
        seen = 38 * len(COLUMNS)
        assert len(app.asked) <= seen
        assert {key for key, _ in app.asked} <= set(range(38))

        app.asked.clear()
        await pilot.press("j", "j", "l", "k")
        assert app.asked == []

        await pilot.press("G")
        assert len(app.asked) <= seen
        app.asked.clear()
        await pilot.press("k", *["k"] * 40)
        assert len(app.asked) <= 5 * len(COLUMNS)

        app.asked.clear()
        app.grid.invalidate([app.grid.cursor_key, 5])
        await pilot.pause()
        assert {key for key, _ in app.asked} == {app.grid.cursor_key}

        app.asked.clear()
        app.grid.invalidate()
        await pilot.pause()
        assert 0 < len(app.asked) <= seen


async def test_showing_rows_does_not_walk_them() -> None:
    class Counted(Sequence[RowKey]):
        got = 0

        def __len__(self) -> int:
            return 10_000

        def __getitem__(self, place: object) -> RowKey:  # type: ignore[override]
            Counted.got += 1
            assert isinstance(place, int)
            return place

    app = Desk(Counted())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        Counted.got = 0
        app.grid.show(Counted(), app.cell)
        assert Counted.got < 10


async def test_a_key_that_wants_two_presses() -> None:
    app = Desk("abc")
    heard: list[bool] = []
    app.action_remove = lambda: heard.append(app.grid.twice("remove"))  # type: ignore[attr-defined]
    app.bind("d", "remove")
    async with app.run_test() as pilot:
        for keys, answers in (
            ("d d", [False, True]),
            ("d d d", [False, True, False]),
            ("j d k d d", [False, False, True]),
            ("d l d d", [False, False, True]),
            ("d x d", [False, False]),
        ):
            heard.clear()
            await pilot.press("x", *keys.split())
            assert heard == answers


async def test_two_presses_in_one_packet_are_two_presses() -> None:
    app = Desk("abc")
    heard: list[tuple[object, bool]] = []
    app.action_remove = lambda: heard.append(  # type: ignore[attr-defined]
        (app.grid.cursor_key, app.grid.twice("remove"))
    )
    app.bind("d", "remove")
    async with app.run_test() as pilot:
        for key in "ddjdkddjdd":
            app.post_message(events.Key(key, key))
        for _ in range(1000):
            await pilot.pause(0.01)
            if len(heard) == 7:
                break

        assert heard == [
            ("a", False),
            ("a", True),
            ("b", False),
            ("a", False),
            ("a", True),
            ("b", False),
            ("b", True),
        ]


async def test_a_row_cursor_does_not_go_sideways() -> None:
    app = Desk("abc", cursor_type="row")
    async with app.run_test() as pilot:
        await pilot.press("l", "right", "j")

        assert (app.grid.cursor_key, app.grid.cursor_column) == ("b", "step")


async def _click(pilot: Pilot[None], x: int, y: int, times: int = 1) -> None:
    await pilot.click(Grid, offset=(x, y), times=times)


async def test_the_mouse_moves_the_cursor_and_opens() -> None:
    app = Desk("abc")
    async with app.run_test(size=(120, 24)) as pilot:
        due = app.grid.render_line(0).text.index("By When")
        await _click(pilot, due + 1, 3)
        assert (app.grid.cursor_key, app.grid.cursor_column) == ("b", "due")
        await _click(pilot, due, 20)
        assert app.grid.cursor_key == "b"
        await _click(pilot, due, 4, times=2)
        assert isinstance(app.said[-1], Grid.Activated)
        assert app.said[-1].key == "c"
