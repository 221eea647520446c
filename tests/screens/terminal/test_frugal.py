"""Sending only what differs leaves a terminal as sending everything would, after every key."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import PlanBuilder
from rich.cells import cell_len
from two_screens import Emulator, side_by_side

from actionplan_tui.model.plan import Plan
from screens.terminal.cells import PLAIN, StrangeFrame, change_of_pen, drawn_by
from screens.terminal.frugal import Abilities, Frugal

WIDTH, HEIGHT = 24, 12
LEAST = Abilities(erases=False, erases_in_colour=False, moves_rows=False)
ABILITIES = (Abilities(), LEAST, Abilities(erases_in_colour=False))

# Frames as Textual writes them: rows of coloured pieces, each begun anew and ended plain.

CODES = ("", "1", "4", "7", "31", "2;38;5;8", "48;5;236", "1;3;38;2;9;8;7;48;2;1;2;3", "9;42")
WORDS = ("a", "Survey wells", " ", "        ", "│▎ …", "標準", "e\u0301", "é", "👍", "ok  ")

pieces = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(WORDS)), max_size=5)
rows = st.tuples(st.integers(0, HEIGHT - 1), pieces)


def place(y: int, x: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


def coloured(codes: str, text: str) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text


def frame(*parts: tuple[int, list[tuple[str, str]]], end: tuple[int, int] = (0, 0)) -> str:
    """A frame of whole rows: each piece as far as it fits, and blanks to the edge."""
    written = []
    for y, texts in parts:
        written.append(place(y, 0))
        x = 0
        for codes, text in texts:
            if x + cell_len(text) <= WIDTH:
                written.append(coloured(codes, text))
                x += cell_len(text)
        written.append(" " * (WIDTH - x))
    return "".join([*written, place(*end)])


class Pair:
    """One terminal that is sent whole frames, one that is sent what differs."""

    def __init__(self, can: Abilities = ABILITIES[0]) -> None:
        self.plain, self.other = Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
        self.frugal = Frugal(can)
        self.frugal.forget(WIDTH, HEIGHT)

    def draw(self, text: str) -> str:
        """Write a frame to both; what the frugal one was sent."""
        sent = self.frugal.paint(text)
        self.plain.feed(text)
        self.other.feed(sent)
        return sent

    @property
    def agree(self) -> bool:
        return self.plain.look == self.other.look


def lines(first: int, count: int = HEIGHT) -> list[tuple[int, list[tuple[str, str]]]]:
    """A page of rows of a long table, with a scroll bar that does not move with them."""
    numbers = range(first, first + count)
    return [(y, [("44", told(number)), ("7", " ")]) for y, number in enumerate(numbers)]


def told(number: int) -> str:
    """What stands in a row of the table."""
    return str(pow(7919, number + 9, 10**20)).ljust(WIDTH - 1)


@given(st.sampled_from(ABILITIES), st.lists(st.lists(rows, max_size=8), min_size=1, max_size=6))
@settings(max_examples=100)
def test_any_frames_look_as_if_they_had_been_sent_whole(can, frames) -> None:
    pair = Pair(can)
    for number, parts in enumerate(frames):
        pair.draw(frame(*parts, end=(number, 3)))
        assert pair.agree


@given(st.sampled_from(ABILITIES), st.lists(st.integers(0, 40), min_size=2, max_size=6))
@settings(max_examples=50)
def test_pages_that_move_look_as_if_they_had_been_sent_whole(can, firsts) -> None:
    pair = Pair(can)
    for first in firsts:
        pair.draw(frame(*lines(first)))
        assert pair.agree


def test_what_is_there_already_is_not_sent_again() -> None:
    pair = Pair()
    pair.draw(frame(*lines(1)))
    assert pair.draw(frame(*lines(1))) == ""
    # One character of a row that is drawn anew: the way to it, its colour, and the way back.
    changed = (4, [("44", told(5)[:-1] + "x"), ("7", " ")])
    assert pair.draw(frame(changed, end=(4, 0))) == f"\x1b[5;{WIDTH - 1}H\x1b[0;44mx\r"
    assert pair.agree


def test_rows_that_moved_are_moved_by_the_terminal() -> None:
    pair = Pair()
    pair.draw(frame(*lines(1)))
    sent = pair.draw(frame(*lines(2)))
    assert "\x1b[1;12r" in sent
    assert "\x1b[M" in sent  # one line deleted at the top, and the last one written
    assert told(13).strip() in sent
    assert len(sent) < 100
    assert "\x1b[4L" in pair.draw(frame(*lines(-2)))  # and four inserted on the way back
    assert pair.agree
    able_to_less = Pair(LEAST)
    able_to_less.draw(frame(*lines(1)))
    assert "r\x1b" not in able_to_less.draw(frame(*lines(2)))
    assert able_to_less.agree


def test_blanks_are_erased_only_where_the_terminal_erases_as_asked() -> None:
    wide = (3, [("44", " " * WIDTH)])
    assert Pair().draw(frame(wide)) == "\x1b[m\x1b[4H\x1b[44m\x1b[K\x1b[H"
    assert " " * WIDTH in Pair(ABILITIES[2]).draw(frame(wide))
    plain = (3, [])
    assert "\x1b[K" in Pair(ABILITIES[2]).draw(frame(plain))


def test_after_a_character_of_doubtful_width_the_line_is_written_to_its_end() -> None:
    pair = Pair()
    row = [("44", "ok 👍 then"), ("44", " end")]
    pair.draw(frame((2, row)))
    sent = pair.draw(frame((2, [("44", "ok 👍 then"), ("44", " END")])))
    # Nothing after it counts on where the terminal thinks that it is.
    assert "👍\x1b[3;6H then END" in sent
    assert pair.draw(frame((2, [("44", "OK 👍 then"), ("44", " END")]))).count("👍") == 0
    assert pair.agree


def test_a_terminal_of_which_nothing_is_known_is_sent_everything() -> None:
    pair = Pair()
    pair.draw(frame(*lines(1)))
    pair.other.scribble()
    pair.frugal.forget(WIDTH, HEIGHT)
    pair.draw(frame(*lines(1)))
    assert pair.agree


@pytest.mark.parametrize(
    "strange",
    [
        "text before any place",
        f"{place(1, 1)}\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
        f"{place(1, 1)}\x1b[2J",
        f"{place(1, 1)}\x1b[31mleft on",
        f"{place(1, 1)}\x1b[77mno such colour\x1b[0m",
        f"{place(1, 1)}\ttab",
        f"{place(HEIGHT, 0)}below",
        f"{place(0, WIDTH - 2)}beyond",
    ],
)
def test_a_frame_that_does_anything_else_is_refused_and_changes_nothing(strange) -> None:
    pair = Pair()
    pair.draw(frame(*lines(1)))
    with pytest.raises(StrangeFrame):
        pair.frugal.paint(strange)
    assert pair.draw(frame(*lines(1))) == ""


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_the_way_from_one_pen_to_another_ends_there(one, other) -> None:
    before, after = drawn_by(PLAIN, one or "0"), drawn_by(PLAIN, other or "0")
    way = change_of_pen(before, after)
    assert (drawn_by(before, way[2:-1]) if way else before) is after


# The desk itself

TABLE = ["down", "down", "up", "pagedown", "pageup", "G", "g", "enter", "a", "b", "enter", "u"]
FINDING = ["s", "slash", "w", "e", "escape", "z", "z", "question_mark", "down", "escape"]
SCREENS = ["1", "down", "enter", "escape", "3", "v", "4", "5", "down", "6", "tab", "0", "2"]
OVER = ["colon", "w", "escape", "ctrl+l"]


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((80, 24), [*TABLE, *OVER]),
        ((120, 40), [*FINDING, *SCREENS]),
        ((61, 17), [*SCREENS, *TABLE[:6]]),
    ],
)
async def test_the_desk_looks_the_same_after_every_key(desk, small, size, keys) -> None:
    both, driver = side_by_side(*size, Abilities())
    async with desk(small, size=size, driver=driver) as d:
        assert both.differences() == []
        for key in keys:
            await d.press(key)
            assert both.differences() == [], f"after {key}"
    assert both.frugal.received < 0.5 * both.plain.received


async def test_the_desk_is_drawn_anew_when_the_terminal_was_written_on_or_resized(desk, small):
    both, driver = side_by_side(80, 24, Abilities())
    async with desk(small, size=(80, 24), driver=driver) as d:
        for terminal in (both.plain, both.frugal):
            terminal.scribble()
        await d.press("ctrl+l")
        assert both.differences() == []
        assert not any("#" in row for row in both.frugal.text)
        for terminal in (both.plain, both.frugal):
            terminal.resize(100, 30)
        await d.pilot.resize_terminal(100, 30)
        await d.quiet()
        assert both.differences() == []
        assert not any("#" in row for row in both.frugal.text)


@pytest.mark.verify
@pytest.mark.parametrize("can", ABILITIES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (61, 17), (200, 60)])
async def test_the_desk_looks_the_same_after_every_key_of_a_long_script(desk, size, can) -> None:
    both, driver = side_by_side(*size, can)
    plan = worded()
    chance = random.Random(f"{size} {can}")
    async with desk(plan, size=size, driver=driver) as d:
        for number in range(400):
            key = chance.choice(LONG)
            await d.press(key)
            assert both.differences() == [], f"after key {number}, {key}"


LONG = [
    *("down", "down", "down", "up", "pagedown", "pageup", "G", "g", "left", "right", "tab"),
    *("enter", "a", "b", "space", "escape", "escape", "u", "s", "slash", "z", "question_mark"),
    *("1", "2", "3", "4", "5", "6", "0", "v", "colon", "ctrl+l", "n", "enter", "escape"),
]


def worded() -> Plan:
    """Enough steps to scroll, in several scripts and with characters of every width."""
    build = PlanBuilder(title="Clean water")
    goal = build.goal("每个村庄都喝干净的水")
    titles = (
        "Survey wells",
        "資源を調べる",
        "التوعية",
        "Cafe\u0301 ouvert",
        "Pumps 👍 now",
        "Пробы",
    )
    for number in range(90):
        build.step(f"{titles[number % len(titles)]} {number}", goal=goal)
    return build.plan


@pytest.mark.parametrize("can", ABILITIES)
@pytest.mark.parametrize(("at", "text", "half"), [(1, "xy", 0), (2, "x", 3), (1, "字", 3)])
def test_what_is_left_of_a_wide_character_half_written_over_is_written_anew(
    can, at, text, half
) -> None:
    pair = Pair(can)
    pair.draw(frame((2, [("", "標準標")])))
    pair.draw(f"{place(2, at)}{text}{place(0, 0)}")
    # Terminals differ in what they leave there: a blank, half a picture, the whole of it.
    pair.other.feed(f"{place(2, half)}?{place(0, 0)}")

    # The same characters in the same places: a copy that trusted them would send nothing there.
    pair.draw(frame((2, [("", "標準標")])))
    assert pair.agree
    pair.draw(f"{place(2, at)}{text}{place(0, 0)}")
    pair.other.feed(f"{place(2, half)}?{place(0, 0)}")
    pair.draw(frame((2, [("", " " * WIDTH)])))
    assert pair.agree
