"""What the grid draws: columns, marks, the cursor, and text that is only text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from screens.widgets.grid import Cell, Column, Grid, RowKey
from screens.widgets.grid_layout import Layout
from screens.widgets.grid_paint import Furniture, header_pieces

Lines = Callable[[Widget], list[str]]

COLUMNS = (
    Column("step", "Action Step", 22, flexible=True),
    Column("state", "State", 11),
    Column("lead", "By Whom", 8),
    Column("due", "By When", 11),
    Column("percent", "%", 5, align="right"),
    Column("needed", "Needed", 18),
    Column("kpi", "Key Performance Indicators", 26),
)

STEPS: dict[RowKey, dict[str, str | Cell]] = {
    "G1": {"step": "G1 Half of all adults use the portal", "state": "62 % work"},
    1: {"step": "1.1 Draft the e-signature bill", "state": Cell("done", "good"), "percent": "100"},
    2: {"step": "1.2 Consult the bar association", "state": Cell("LATE 5 wd", "bad")},
    3: {"step": "1.3 Cabinet approval", "lead": "Tavita"},
}


class Desk(App[None]):
    """A grid with a few steps."""

    def __init__(self, rows: dict[RowKey, dict[str, str | Cell]] | None = None) -> None:
        super().__init__()
        self.rows = STEPS if rows is None else rows
        self.grid = Grid(COLUMNS, frozen=1, empty_text="No steps yet.\n\na  add [one]")

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.show(
            list(self.rows),
            lambda key, column: self.rows[key].get(column, ""),
            row_role=lambda key: "group" if key == "G1" else "",
        )


async def test_at_80_columns(lines: Lines) -> None:
    async with Desk().run_test(size=(80, 8)) as pilot:
        await pilot.press("j", "j", "space", "j", "l")
        grid = pilot.app.query_one(Grid)

        assert lines(grid) == [
            "   Action Step              │ State       By Whom  By When         % Needed    >",
            "────────────────────────────┼───────────────────────────────────────────────────",
            "   G1 Half of all adults u… │ 62 % work",
            "   1.1 Draft the e-signatu… │ done                               100",
            " * 1.2 Consult the bar ass… │ LATE 5 wd",
            " > 1.3 Cabinet approval     │             Tavita",
            "                            │",
            "                            │",
        ]
        assert all(cell_len(grid.render_line(y).text) == 80 for y in range(8))


async def test_a_wide_screen_shows_more_columns_and_more_of_the_outline(lines: Lines) -> None:
    async with Desk().run_test(size=(120, 4)) as pilot:
        grid = pilot.app.query_one(Grid)

        assert lines(grid)[2] == (" > G1 Half of all adults use the… │ 62 % work")
        assert lines(grid)[0].endswith("Key Performance Indicators")


async def test_the_flexible_column_takes_what_is_left_over(lines: Lines) -> None:
    async with Desk().run_test(size=(160, 4)) as pilot:
        grid = pilot.app.query_one(Grid)

        assert lines(grid)[0].endswith("Key Performance Indicators")
        assert cell_len(lines(grid)[0]) == 160
        assert ">" not in lines(grid)[0]


@pytest.mark.parametrize("frozen", [0, 1])
def test_at_every_width_the_last_cell_says_that_more_columns_follow(frozen: int) -> None:
    styles = {"header": Style(), "rule": Style()}
    for width in range(30, 181):
        layout = Layout.of(COLUMNS, frozen, width)
        spans = layout.spans(frozen)
        pieces = header_pieces(
            COLUMNS, layout, spans, styles, Furniture.of(ascii=True), frozen, None
        )
        line = "".join(text for text, _ in pieces)
        whole = len(spans) == len(COLUMNS) and spans[-1].whole

        assert (len(line) == width and line.endswith(">")) is not whole, width


async def test_going_right_scrolls_by_whole_columns_past_the_frozen_one(lines: Lines) -> None:
    async with Desk().run_test(size=(80, 8)) as pilot:
        grid = pilot.app.query_one(Grid)
        await pilot.press("l", "l", "l", "l", "l")
        assert lines(grid)[0] == (
            "   Action Step              │<By Whom  By When         % Needed             Ke…>"
        )
        await pilot.press("l")
        assert lines(grid)[0] == (
            "   Action Step              │<Needed             Key Performance Indicators"
        )
        await pilot.press("h")
        assert lines(grid)[0].startswith("   Action Step              │<Needed")
        await pilot.press("h", "h")
        assert lines(grid)[0].startswith("   Action Step              │<By When")
        await pilot.press("h", "h", "h", "h")
        assert grid.cursor_column == "step"


@pytest.mark.parametrize(
    ("width", "ascii_only"),
    [*((width, False) for width in (20, 30, 40, 60, 79, 80, 119, 200)), (20, True), (80, True)],
)
async def test_the_cursors_column_is_whole_in_any_width(width: int, ascii_only: bool) -> None:
    app = Desk()
    app.grid.ascii = ascii_only
    async with app.run_test(size=(width, 8)) as pilot:
        for column in COLUMNS:
            assert app.grid.cursor_column == column.key
            assert all(cell_len(app.grid.render_line(y).text) == width for y in range(8))
            if width >= 60:
                assert column.title in app.grid.render_line(0).text
            await pilot.press("l")


async def test_ascii_mode_draws_ascii_alone(lines: Lines) -> None:
    app = Desk()
    app.grid.ascii = True
    async with app.run_test(size=(80, 8)):
        drawn = lines(app.grid)

        assert "".join(drawn).isascii()
        assert drawn[1].startswith("----------------------------+---")
        assert drawn[2] == " > G1 Half of all adults... | 62 % work"


async def test_the_arrow_stands_in_the_heading_sorted_by(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(80, 8)):
        app.grid.sorted_by = ("due", False)
        assert "By When ^ " in lines(app.grid)[0]
        app.grid.sorted_by = ("percent", True)
        assert "    % v Needed" in lines(app.grid)[0]
        app.grid.sorted_by = ("lead", False)
        assert "By Wh… ^ By When" in lines(app.grid)[0]
        app.grid.sorted_by = None
        assert "^" not in lines(app.grid)[0]


async def test_marks_and_cursor_are_signs_first(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(80, 8)) as pilot:
        app.grid.marks = frozenset([1, 2])
        await pilot.press("j")

        assert [line[:3] for line in lines(app.grid)[2:6]] == ["   ", "*> ", " * ", "   "]


async def test_text_is_never_markup_and_never_moves_the_line(lines: Lines) -> None:
    nasty = [
        "[x] done",
        "Approve [red] list [/]",
        "a [/] b",
        "line\nbreak",
        "\x1b[2J\x07bell",
        "日本語のテキストが幅広い列",
        "é́́́ heap",
        "\u202eoverride",
        "x" * 10_000,
    ]
    app = Desk({place: {"step": text, "lead": text} for place, text in enumerate(nasty)})
    async with app.run_test(size=(80, 14)):
        drawn = lines(app.grid)

        assert "[x] done" in drawn[2]
        assert "Approve [red] list [/]" in drawn[3]
        assert "line¶break" in drawn[5]
        assert "�[2J�bell" in drawn[6]
        assert all(cell_len(app.grid.render_line(y).text) == 80 for y in range(14))
        assert all(line.index("│") for line in drawn[2:])


async def test_right_to_left_text_stands_at_the_right_unless_told(lines: Lines) -> None:
    app = Desk({1: {"step": Cell("1.1 שלום", align="left"), "lead": "שלום"}})
    async with app.run_test(size=(80, 4)):
        assert lines(app.grid)[2].startswith(" > 1.1 שלום                 │")
        assert app.grid.render_line(2).text[42:50] == "    שלום"


async def test_live_text_shows_in_its_cell_and_gives_it_back(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(80, 8)):
        app.grid.live(3, "lead", "Ioa")
        assert "│             Ioa" in lines(app.grid)[5]
        app.grid.live(3, "lead", "Ioane and Tavita")
        assert "│             … Tavita" in lines(app.grid)[5]
        app.grid.live(None)
        assert "│             Tavita" in lines(app.grid)[5]


async def test_where_there_are_no_rows_it_says_what_to_do(lines: Lines) -> None:
    app = Desk({})
    async with app.run_test(size=(80, 12)):
        drawn = lines(app.grid)

        assert drawn[0].startswith("   Action Step")
        assert [line for line in drawn[2:] if line] == ["   No steps yet.", "   a  add [one]"]


async def test_roles_are_styles_and_a_row_gives_its_cells_its_own() -> None:
    app = Desk()
    async with app.run_test(size=(80, 8)):

        def style_of(y: int, text: str) -> object:
            return next(s.style for s in app.grid.render_line(y) if s.text.startswith(text))

        styles = [app.grid.get_component_rich_style(f"grid--{name}") for name in ("good", "bad")]
        assert [style_of(3, "done"), style_of(4, "LATE")] == styles
        group = app.grid.get_component_rich_style("grid--group")
        assert style_of(2, "62 %") == group
        assert group.bold


async def test_a_move_draws_two_rows_and_a_scroll_no_heading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Desk({place: {"step": str(place)} for place in range(100)})
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause(0.1)  # what is painted at the start
        drawn: list[int] = []
        render = Grid.render_line

        def noting(grid: Grid, y: int) -> object:
            drawn.append(y)
            return render(grid, y)

        monkeypatch.setattr(Grid, "render_line", noting)
        await pilot.press("j")
        assert sorted(drawn) == [2, 3]

        drawn.clear()
        await pilot.press("l")
        assert drawn == [3]

        await pilot.press(*["j"] * 8)
        drawn.clear()
        await pilot.press("j")
        assert app.grid.scroll_offset.y == 1
        assert sorted(set(drawn)) == list(range(2, 12))

        drawn.clear()
        app.grid.invalidate([app.grid.cursor_key])
        await pilot.pause()
        assert drawn == [11]

        drawn.clear()
        app.grid.invalidate([99])
        app.grid.live(99, "step", "x")
        app.grid.refresh(Region(0, 0, 80, 1))
        await pilot.pause()
        assert drawn == [0]

        # The same rows shown anew, as after an edit: only what differs is drawn.
        drawn.clear()
        app.rows = {**app.rows, 3: {"step": "three"}, 5: {"step": "5", "state": "done"}}
        app.on_mount()
        await pilot.pause()
        assert sorted(drawn) == [4, 6]
        drawn.clear()
        app.grid.show(list(app.rows), app.grid._cell, row_role=lambda key: "dim")
        await pilot.pause()
        assert set(drawn) == set(range(12))


async def test_a_change_of_theme_is_seen() -> None:
    app = Desk()
    async with app.run_test(size=(80, 8)) as pilot:
        dark = list(app.grid.render_line(3))
        app.theme = "textual-light"
        await pilot.pause()

        assert list(app.grid.render_line(3)) != dark


@pytest.mark.parametrize(("no_color", "theme"), [("", "ansi-dark"), ("1", "textual-dark")])
async def test_without_colours_of_its_own_the_cursor_is_reversed(
    no_color: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    app = Desk()
    async with app.run_test(size=(80, 8)) as pilot:
        app.theme = theme
        await pilot.pause()
        [lit] = [s.style for s in app.grid.render_line(2) if s.text.startswith("G1")]
        assert lit is not None
        assert lit.reverse


async def test_a_row_cursor_lights_its_row_from_end_to_end() -> None:
    app = Desk()
    async with app.run_test(size=(80, 8)) as pilot:
        app.grid.cursor_type = "row"
        await pilot.press("j")
        lit = app.grid.get_component_rich_style("grid--cursor").bgcolor
        row, above = app.grid.render_line(3), app.grid.render_line(2)
        shown = "".join(part.text for part in row if part.style and part.style.bgcolor == lit)
        assert (
            shown.replace(">", " ").replace("│", " ").split()
            == row.text.replace(">", " ").replace("│", " ").split()
        )
        assert not [part for part in above if part.style and part.style.bgcolor == lit]
