"""The record panel: fields in whole lines, one or two columns, and a cursor when entered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widget import Widget

from screens.widgets.panel import Pair, RecordPanel

Lines = Callable[[Widget], list[str]]

PAIRS = (
    Pair("owner", "Owner", "Tavita (from goal G1)"),
    Pair("support", "Support", "Registry, Lagi"),
    Pair("start", "Start", "5 Oct 2026 · 31 working days"),
    Pair("forecast", "Forecast", "27 Nov 2026 (+9 wd)", "warn"),
    Pair("tell", "Tell", "Bar association, by Ioane, every 2 weeks on Tue · next 1 Dec"),
    Pair("done_when", "Done when", "written opinion received"),
    Pair("notes", "Notes", "two members oppose\nthe [chair] is neutral"),
)


class Desk(App[None]):
    """A panel alone on a screen."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.panel = RecordPanel()
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.panel

    def on_mount(self) -> None:
        self.panel.show("1.2 Consult the bar association", "S7 · from idea I4", PAIRS)

    def on_record_panel_activated(self, message: RecordPanel.Activated) -> None:
        assert message.control is self.panel
        self.said.append(message.field)


async def test_two_columns_on_a_wide_screen(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)):
        assert lines(app.panel) == [
            " 1.2 Consult the bar association   S7 · from idea I4",
            " Owner     Tavita (from goal G1)                             "
            "Tell      Bar association, by Ioane, every 2 weeks on Tue…",
            " Support   Registry, Lagi                                    "
            "Done when written opinion received",
            " Start     5 Oct 2026 · 31 working days                      "
            "Notes     two members oppose¶the [chair] is neutral",
            " Forecast  27 Nov 2026 (+9 wd)",
            "",
        ]


async def test_few_fields_have_the_whole_width(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        app.panel.show("Tell", pairs=PAIRS[4:])
        await pilot.pause()

        assert lines(app.panel)[1:4] == [
            " Tell      Bar association, by Ioane, every 2 weeks on Tue · next 1 Dec",
            " Done when written opinion received",
            " Notes     two members oppose¶the [chair] is neutral",
        ]


async def test_one_column_on_a_narrow_one_and_how_many_more(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(60, 24)):
        drawn = lines(app.panel)

        assert drawn[0] == " 1.2 Consult the bar association   S7 · from idea…   2 more"
        assert drawn[1:] == [
            " Owner     Tavita (from goal G1)",
            " Support   Registry, Lagi",
            " Start     5 Oct 2026 · 31 working days",
            " Forecast  27 Nov 2026 (+9 wd)",
            " Tell      Bar association, by Ioane, every 2 weeks on Tue…",
        ]


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ("j", "support"),
        ("down down k", "support"),
        ("l", "tell"),
        ("j l", "done_when"),
        ("j j j l", "notes"),
        ("l h", "owner"),
        ("G", "notes"),
        ("G g", "owner"),
        ("k", "owner"),
        ("j j j j", "tell"),
    ],
)
async def test_the_cursor(keys: str, field: str) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        app.panel.focus()
        await pilot.press(*keys.split())

        assert app.panel.cursor_field == field
        await pilot.press("enter", "e")
        assert app.said == [field, field]


async def test_the_cursor_shows_with_the_focus_alone_and_stays_in_sight(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(60, 24)) as pilot:
        assert not any(line.startswith(">") for line in lines(app.panel))
        app.panel.focus()
        await pilot.press("G")
        assert lines(app.panel)[-1] == ">Notes     two members oppose¶the [chair] is neutral"
        await pilot.press("g")
        assert lines(app.panel)[1] == ">Owner     Tavita (from goal G1)"


async def test_another_record_keeps_the_cursor_on_the_same_field() -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        app.panel.focus()
        await pilot.press("j", "j", "j")
        app.panel.show("1.3 Cabinet approval", "", PAIRS[2:])
        assert app.panel.cursor_field == "forecast"
        app.panel.show("1.4 Other", "", PAIRS[:2])
        assert app.panel.cursor_field == "support"
        app.panel.show("", "", ())
        await pilot.press("j", "l", "enter")
        assert app.panel.cursor_field == ""
        assert app.said == []
        app.panel.show("1.2", "", PAIRS)
        assert app.panel.move_to("notes")
        assert not app.panel.move_to("gone")
        assert app.panel.cursor_field == "notes"


@pytest.mark.parametrize("width", [20, 40, 80, 99, 100, 101, 160])
async def test_every_line_fills_its_width(width: int) -> None:
    app = Desk()
    async with app.run_test(size=(width, 24)):
        app.panel.show("日本語" * 30, "subtitle", [Pair("a", "日本語の", "שלום עולם" * 9)] * 9)
        assert all(cell_len(app.panel.render_line(y).text) == width for y in range(6))
