"""Cells of a terminal's screen, and the text that draws them read back into cells.

A cell is one value for one character drawn one way, so that two screens are compared by identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from rich.cells import split_graphemes

_SGR = re.compile(r"\x1b\[([\d;]*)m")

_CLEARED_BY = {
    **{1: 22, 2: 22, 3: 23, 4: 24, 21: 24, 5: 25, 6: 25},
    **{7: 27, 8: 28, 9: 29, 51: 54, 52: 54, 53: 55},
}
"""The codes that set an attribute, and the code that clears it."""

_SEEN_ON_BLANKS = frozenset((4, 21, 7, 9, 51, 52, 53))
"""Attributes that a blank shows too: underlined, reversed, struck through, framed, overlined."""

_ONE_WIDE = (
    *((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x37A, 0x482), (0x48A, 0x52F)),
    *((0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x22FF)),
    *((0x2500, 0x25B5), (0x25B7, 0x25BF), (0x25C1, 0x25FA), (0x2713, 0x2713), (0x2800, 0x28FF)),
)
_TWO_WIDE = ((0x3041, 0x3096), (0x30A1, 0x30FA), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3))


def _characters(ranges: Iterable[tuple[int, int]]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


_NARROW = _characters(_ONE_WIDE)


def _is_sure(text: str) -> bool:
    """Whether every terminal gives a character the width that Textual believes it has."""
    return text in _NARROW or (
        len(text) == 1 and any(first <= ord(text) <= last for first, last in _TWO_WIDE)
    )


class StrangeFrame(Exception):
    """A text that does more than place and colour characters."""


class Cell:
    """A character drawn with a pen."""

    __slots__ = ("pen", "sure", "text")

    def __init__(self, text: str, pen: Pen, *, sure: bool = True) -> None:
        """Make a cell; ask a pen for one instead.

        Args:
            text: The character and what combines with it; nothing in a wide one's other half.
            pen: How it is drawn; of a blank, no more of it than a blank shows.
            sure: Is its width beyond doubt?
        """
        self.text = text
        self.pen = pen
        self.sure = sure


class _Cells(dict[str, Cell]):
    """The cells of one pen, each made when it is first asked for."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, text: str) -> Cell:
        pen = self._pen
        if text == " " and pen.blank is not pen:
            cell = pen.blank.cells[" "]
        else:
            cell = Cell(text, pen, sure=not text or _is_sure(text))
        self[text] = cell
        return cell


class Pen:
    """Attributes and two colours, each as the terminal is told of it; ask `pen` for one."""

    __slots__ = ("attributes", "back", "blank", "cells", "front")

    def __init__(self, attributes: frozenset[int], front: str, back: str) -> None:
        """Make a pen.

        Args:
            attributes: The codes that are set.
            front: The code of the colour of the text, such as `39` or `38;5;12`.
            back: The code of the colour behind it.
        """
        self.attributes = attributes
        self.front = front
        self.back = back
        plain = not attributes and front == "39"
        self.blank: Pen = (
            self if plain or attributes & _SEEN_ON_BLANKS else pen(frozenset(), "39", back)
        )
        self.cells = _Cells(self)


@cache
def pen(attributes: frozenset[int], front: str, back: str) -> Pen:
    """The one pen of these attributes and colours."""
    return Pen(attributes, front, back)


PLAIN = pen(frozenset(), "39", "49")
"""The pen of a terminal that has been told nothing."""

UNKNOWN = Cell("\0", PLAIN)
"""Whatever the terminal may show there."""


@cache
def drawn_by(before: Pen, codes: str) -> Pen:
    """The pen after a terminal has been told these codes of a `m` sequence.

    Raises: StrangeFrame when one of them is not known.
    """
    attributes, front, back = set(before.attributes), before.front, before.back
    rest = iter(codes.split(";"))
    for code in rest:
        number = int(code or 0)
        if number == 0:
            attributes, front, back = set(), "39", "49"
        elif number == 38:
            front = _colour(code, rest)
        elif number == 48:
            back = _colour(code, rest)
        elif 30 <= number <= 39 or 90 <= number <= 97:
            front = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            back = code
        elif number in _CLEARED_BY:
            attributes.add(number)
        else:
            raise StrangeFrame(codes)
    return pen(frozenset(attributes), front, back)


def _colour(code: str, rest: Iterator[str]) -> str:
    kind = next(rest, "")
    parts = [next(rest, "") for _ in range({"5": 1, "2": 3}.get(kind, 0))]
    if not parts or not all(part.isdigit() for part in parts):
        raise StrangeFrame(f"{code};{kind}")
    return ";".join((code, kind, *parts))


@cache
def change_of_pen(before: Pen, after: Pen) -> str:
    """The shortest text that makes a terminal go from one pen to the other."""
    if before is after:
        return ""
    cleared = {_CLEARED_BY[code] for code in before.attributes - after.attributes}
    kept = {code for code in before.attributes if _CLEARED_BY[code] not in cleared}
    told = [*map(str, sorted(cleared)), *map(str, sorted(after.attributes - kept))]
    told += [after.front] * (after.front != before.front)
    told += [after.back] * (after.back != before.back)
    anew = ["0", *map(str, sorted(after.attributes))]
    anew += [colour for colour in (after.front, after.back) if colour not in ("39", "49")]
    ways = (";".join(anew) if len(anew) > 1 else "", ";".join(told))
    return f"\x1b[{min(ways, key=len)}m"


@cache
def for_blank(before: Pen, blank: Pen) -> Pen:
    """The pen nearest to one at hand that draws a blank as another pen does."""
    if blank.attributes:
        return blank
    return pen(before.attributes - _SEEN_ON_BLANKS, before.front, blank.back)


class Run:
    """The cells of a text that goes on from one place to the right."""

    __slots__ = ("after", "cells", "sure")

    def __init__(self, cells: list[Cell], after: Pen) -> None:
        """Make a run of cells, after which the terminal has a pen."""
        self.cells = cells
        self.after = after
        self.sure = all(cell.sure for cell in cells)


@lru_cache(maxsize=512)
def read_run(text: str, before: Pen) -> Run:
    """Read a text with its `m` sequences.

    Raises: StrangeFrame when there is more in it than characters and those.
    """
    cells: list[Cell] = []
    drawn = before
    for place, piece in enumerate(_SGR.split(text)):
        if place % 2:
            drawn = drawn_by(drawn, piece)
        elif piece:
            cells += _read_piece(piece, drawn, cells)
    return Run(cells, drawn)


def _read_piece(text: str, drawn: Pen, before: list[Cell]) -> list[Cell]:
    if _NARROW.issuperset(text):
        return list(map(drawn.cells.__getitem__, text))
    if any(char < " " or "\x7f" <= char < "\xa0" for char in text):
        raise StrangeFrame(text)
    cells: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        if width > 2 or (not width and not cells):
            raise StrangeFrame(text)
        if width:
            cells += [drawn.cells[text[start:end]], *[drawn.cells[""]] * (width - 1)]
        else:  # it combines with what stands before it
            last = -1 if cells[-1].text else -2
            cells[last] = drawn.cells[cells[last].text + text[start:end]]
    return cells
