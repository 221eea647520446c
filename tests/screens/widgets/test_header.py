"""The header: what stays when room runs out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.header import HeaderPart, PlanHeader, Tab

Lines = Callable[[Widget], list[str]]

TABS = (Tab("goals", "1", "Goals"), Tab("actions", "2", "Actions"), Tab("plans", "0", "Plans"))
PARTS = (
    HeaderPart("2 block, 14 warn", "2 block", rank=2, role="warn"),
    HeaderPart("review in 6 days", "review 6 d", rank=1),
    HeaderPart("saved 14:02", rank=3),
)


class Desk(App[None]):
    """A header over nothing."""

    def __init__(self, title: str = "Maralau e-services plan", version: str = "v1.2") -> None:
        super().__init__()
        self.header = PlanHeader(TABS, "actions")
        self.header.show(title, version, PARTS)

    def compose(self) -> ComposeResult:
        yield self.header


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (
            120,
            " Maralau e-services plan · v1.2                                       "
            "2 block, 14 warn   review in 6 days   saved 14:02",
        ),
        (
            90,
            " Maralau e-services plan · v1.2 · Actions     "
            "2 block, 14 warn   review 6 d   saved 14:02",
        ),
        (80, " Maralau e-services plan · v1.2 · Actions    2 block   review 6 d   saved 14:02"),
        (70, " Maralau e-services plan · v1.2 · Actions       2 block   saved 14:02"),
        (60, " Maralau e-services plan · v1.2 · Actions       saved 14:02"),
        (50, " Maralau e-services plan · Actions    saved 14:02"),
        (40, " Maralau e-ser… · Actions   saved 14:02"),
    ],
)
async def test_the_least_important_goes_first_and_no_word_is_cut(
    width: int, line: str, lines: Lines
) -> None:
    app = Desk()
    async with app.run_test(size=(width, 24 if width < 120 else 40)):
        assert lines(app.header)[0] == line


@pytest.mark.parametrize("width", range(8, 130, 3))
async def test_every_width_is_filled_exactly(width: int) -> None:
    app = Desk("日本語の計画 " * 4)
    async with app.run_test(size=(width, 24)):
        assert cell_len(app.header.render_line(0).text) == width


async def test_tabs_stand_on_a_tall_screen_where_they_fit_whole(lines: Lines) -> None:
    app = Desk()
    async with app.run_test(size=(120, 40)) as pilot:
        assert lines(app.header)[1] == " 1 Goals  2 Actions  0 Plans"
        current = app.header.get_component_rich_style("plan-header--current")
        lit = [s.text for s in app.header.render_line(1) if s.style == current]
        assert lit == [" 2 Actions "]
        assert current.bold

        app.header.current = "plans"
        assert [s.text for s in app.header.render_line(1) if s.style == current] == [" 0 Plans "]

        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert app.header.size.height == 1
        assert "· Plans" in lines(app.header)[0]

        await pilot.resize_terminal(25, 40)
        await pilot.pause()
        assert app.header.size.height == 1


async def test_a_title_is_text(lines: Lines) -> None:
    app = Desk("[red]Plan[/] \x1b[2J", "")
    async with app.run_test(size=(80, 24)):
        assert lines(app.header)[0].startswith(" [red]Plan[/] �[2J · Actions ")


async def test_saying_the_same_again_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        drawn: list[int] = []
        render = PlanHeader.render_line

        def noting(header: PlanHeader, y: int) -> Strip:
            drawn.append(y)
            return render(header, y)

        monkeypatch.setattr(PlanHeader, "render_line", noting)
        app.header.show("Maralau e-services plan", "v1.2", PARTS)
        await pilot.pause()
        assert drawn == []
        app.header.show("Maralau e-services plan", "v1.3", PARTS)
        await pilot.pause()
        assert drawn == [0]


async def test_ascii_mode_draws_ascii_alone(lines: Lines) -> None:
    app = Desk("Plan\nof the year")
    app.header.ascii = True
    async with app.run_test(size=(80, 24)):
        assert "".join(lines(app.header)).isascii()
