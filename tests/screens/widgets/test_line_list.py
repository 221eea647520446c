"""Lines with a cursor: headings stay, what has no room is counted, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import App, ComposeResult

from screens.widgets.line_list import Entry, InSight, LineList
from screens.widgets.text_lines import Line


def entries(count: int, *, lines: int = 1) -> list[Entry]:
    """A heading, then so many entries of so many lines each, named 0, 1…"""
    head = Entry([[("Heading", "accent")]])
    return [head, *(Entry([[(f"item {n}.{y}", "")] for y in range(lines)], n)
                    for n in range(count))]  # fmt: skip


class Lines(App[None]):
    """A list of eight lines."""

    CSS = "LineList { height: 8; }"

    def __init__(self, shown: Sequence[Entry], heads: int = 1) -> None:
        super().__init__()
        self.shown = shown
        self.heads = heads
        self.opened: list[object] = []

    def compose(self) -> ComposeResult:
        yield LineList()

    def on_mount(self) -> None:
        self.list.show_entries(lambda width, height: self.shown, heads=self.heads)
        self.list.focus()

    @property
    def list(self) -> LineList:
        return self.query_one(LineList)

    @property
    def texts(self) -> list[str]:
        return [self.list.render_line(y).text.rstrip() for y in range(self.list.size.height)]

    @on(LineList.Activated)
    def _opened(self, event: LineList.Activated) -> None:
        self.opened.append(event.target)


async def test_the_cursor_passes_headings_and_enter_opens() -> None:
    app = Lines(entries(3))
    async with app.run_test() as pilot:
        assert app.texts[:4] == [" Heading", ">item 0.0", " item 1.0", " item 2.0"]
        await pilot.press("j", "enter", "k", "k", "enter")
        assert app.opened == [1, 0]


async def test_what_has_no_room_is_counted_and_comes_with_the_cursor() -> None:
    app = Lines(entries(20))
    async with app.run_test() as pilot:
        assert app.texts[0] == " Heading"
        assert app.texts[-2:] == [" item 5.0", " and 14 more"]
        await pilot.press(*"jjjjjj")
        assert app.texts[0] == " Heading"
        assert app.texts[-2:] == [">item 6.0", " and 13 more"]
        await pilot.press("G")
        assert app.texts[-1] == ">item 19.0"
        await pilot.press("g")
        assert app.texts[1] == ">item 0.0"


async def test_all_lines_of_an_entry_are_in_sight_under_the_cursor() -> None:
    app = Lines(entries(6, lines=3), heads=0)
    async with app.run_test() as pilot:
        for n in range(6):
            assert [text[1:] for text in app.texts if f"item {n}." in text] == [
                f"item {n}.{y}" for y in range(3)
            ]
            await pilot.press("j")


async def test_the_cursor_stays_on_its_entry_and_goes_near_when_it_is_gone() -> None:
    app = Lines(entries(6))
    async with app.run_test() as pilot:
        await pilot.press("j", "j", "j")
        kept = [entry for entry in entries(6) if entry.target != 1]
        app.list.show_entries(lambda width, height: kept, heads=1)
        assert app.list.target == 3
        gone = [entry for entry in kept if entry.target != 3]
        app.list.show_entries(lambda width, height: gone, heads=1)
        assert app.list.target == 4
        app.list.show_entries(lambda width, height: entries(0), heads=1)
        assert app.list.target is None
        await pilot.press("enter", "j")
        assert app.opened == []


async def test_of_many_entries_those_in_sight_are_put_into_words() -> None:
    said: list[int] = []

    def say(n: int) -> Line:
        said.append(n)
        return [(f"item {n}", "")]

    app = Lines([Entry([[("Heading", "")]]), *(Entry(InSight(partial(say, n)), n)
                                             for n in range(1000))])  # fmt: skip
    async with app.run_test() as pilot:
        assert app.texts[1:] == [*(f">item {n}" if not n else f" item {n}" for n in range(6)),
                                 " and 994 more"]  # fmt: skip
        await pilot.press("end")
        assert app.texts[-1] == ">item 999"
        assert set(said) == {*range(6), *range(993, 1000)}
