"""The footer tells the truth: what works, where it works, as many as fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from screens.keys import bindings
from screens.widgets.edit_line import EditLine
from screens.widgets.footer import KeyFooter
from screens.widgets.grid import Column, Grid
from screens.widgets.panel import RecordPanel

Lines = Callable[[Widget], list[str]]


class Actions(Screen[None]):
    """A screen with everything that takes keys."""

    BINDINGS = [*bindings("actions", "outline")]  # noqa: RUF012 - Textual's way

    def __init__(self) -> None:
        super().__init__()
        self.off: dict[str, bool | None] = {}

    def compose(self) -> ComposeResult:
        yield Grid([Column("step", "Action Step", 20)])
        yield EditLine()
        yield RecordPanel()
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(Grid).show("abc", lambda key, column: str(key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.off.get(action, True)


class Desk(App[None]):
    """An app with one screen."""

    BINDINGS = [*bindings("app")]  # noqa: RUF012 - Textual's way
    ENABLE_COMMAND_PALETTE = False

    def on_mount(self) -> None:
        self.push_screen(Actions())

    @property
    def footer(self) -> KeyFooter:
        return self.screen.query_one(KeyFooter)


ALL = (
    " Enter edit  a add  A child  Space mark  HJKL move  x done  "
    "/ filter  c capture  u undo  V present  ? help"
)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (120, ALL),
        (len(ALL), ALL),
        (
            90,
            " Enter edit  a add  A child  Space mark  HJKL move  x done  "
            "/ filter  c capture  ? help",
        ),
        (80, " Enter edit  a add  A child  Space mark  HJKL move  x done  / filter  ? help"),
        (30, " Enter edit  a add  ? help"),
        (10, " ? help"),
    ],
)
async def test_as_many_whole_items_as_fit_and_always_help(
    width: int, line: str, lines: Lines
) -> None:
    app = Desk()
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert lines(app.footer) == [line]


async def test_it_follows_the_focus(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        app.screen.query_one(RecordPanel).focus()
        await pilot.pause()
        assert "Space mark" not in lines(app.footer)[0]
        assert lines(app.footer)[0].startswith(" Enter edit  a add")

        line = app.screen.query_one(EditLine)
        line.open("By Whom", "x")
        await pilot.pause()
        assert lines(app.footer) == [" Enter keep  Tab next  Esc cancel  ctrl+o in full  F1 help"]
        line.open("By Whom", "", complete=lambda text, cursor: ["Tavita"])
        await pilot.pause()
        assert "Down choose" in lines(app.footer)[0]


@pytest.mark.parametrize("state", [None, False])
async def test_what_is_switched_off_is_not_shown(state: bool | None, lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        assert isinstance(app.screen, Actions)
        app.screen.off["finish"] = state
        app.screen.refresh_bindings()
        await pilot.pause()
        assert "x done" not in lines(app.footer)[0]
        assert "/ filter" in lines(app.footer)[0]


async def test_a_key_that_was_moved_is_shown_where_it_is(lines: Lines) -> None:
    app = Desk()
    app.set_keymap({"actions.finish": "n", "app.help": "f1"})
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        assert "n done" in lines(app.footer)[0]
        assert lines(app.footer)[0].endswith("F1 help")


async def test_a_screen_may_call_a_verb_by_another_name(lines: Lines) -> None:
    class Plans(Screen[None]):
        def compose(self) -> ComposeResult:
            yield Grid([Column("plan", "Plan", 20)])
            yield KeyFooter(lambda verb: "open" if verb.id == "grid.open" else verb.label)

    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        await app.push_screen(Plans())
        await pilot.pause()
        assert lines(app.footer)[0].startswith(" Enter open  Space mark")


async def test_nothing_is_drawn_again_while_nothing_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Desk()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause(0.1)
        drawn: list[int] = []
        render = KeyFooter.render_line

        def noting(footer: KeyFooter, y: int) -> Strip:
            drawn.append(y)
            return render(footer, y)

        monkeypatch.setattr(KeyFooter, "render_line", noting)
        app.screen.refresh_bindings()
        await pilot.press("j", "k")
        assert drawn == []
        assert len(app.footer.children) == 0
