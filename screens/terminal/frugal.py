"""A copy of what the terminal shows, so that only what differs from it is sent.

Textual repaints whole parts of the screen; a step of scrolling costs it seven thousand bytes where
a hundred would do. Here each frame that Textual writes is read into cells, compared with the copy,
and written anew with what differs: rows that moved are moved by the terminal, the cursor and the
colours take the shortest way, and blanks are erased where the terminal erases in colour.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import is_not
from typing import NamedTuple, TypeVar

from screens.terminal.cells import (
    PLAIN,
    UNKNOWN,
    Cell,
    Pen,
    StrangeFrame,
    change_of_pen,
    for_blank,
    read_run,
)

_PLACE = re.compile(r"\x1b\[(\d*)(?:;(\d*))?H|\r?\n")

_WORTH_MOVING = 48
"""Cells that must be spared for rows to be moved by the terminal."""
_TOGETHER = 4
"""Rows from the first to the last of three that changed together, where lines stand between."""
_WORTH_ERASING = 11
"""Equal blanks within a row from which erasing them and stepping over takes fewer bytes."""
_WORTH_CLEARING = 4
"""Equal blanks at the end of a row from which clearing to the end takes fewer bytes."""
_WORTH_STEPPING = 4
"""Equal cells between differing ones from which stepping over them takes fewer bytes."""

Row = list[Cell]
T = TypeVar("T")


class Abilities(NamedTuple):
    """What a terminal can do besides placing and colouring characters."""

    erases: bool = True
    """Does it erase a number of characters (terminfo's `ech`)?"""
    erases_in_colour: bool = True
    """Does it erase in the colour at hand (`bce`)?"""
    moves_rows: bool = True
    """Does it insert and delete lines between margins (`csr`, `il`, `dl`)?"""


class Frugal:
    """Turns each frame into the least that makes the terminal show it."""

    def __init__(self, can: Abilities) -> None:
        """Know nothing yet of what a terminal shows."""
        self._can = can
        self._rows: list[Row] = []
        self._unsure: list[bool] = []
        self._width = 0
        self._pen: Pen | None = None
        self._y = self._x = -1
        self._out: list[str] = []

    def forget(self, width: int, height: int) -> None:
        """Know nothing of what the terminal shows, whose size is now this."""
        self._rows = [[UNKNOWN] * width for _ in range(height)]
        self._unsure = [False] * height
        self._width = width
        self._pen = None
        self._lose()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        return self._width, len(self._rows)

    def paint(self, frame: str) -> str:
        """What to write for a frame of Textual's; from then on the terminal shows it.

        Raises: StrangeFrame when it does more than place and colour characters: nothing happened.
        """
        wanted, unsure, end = self._read(frame)
        self._out = []
        if self._pen is None:
            self._out.append("\x1b[m")
            self._pen = PLAIN
        if self._can.moves_rows:
            self._move_rows(wanted, unsure)
        for y in sorted(wanted):
            old, new = self._rows[y], wanted[y]
            doubt = y in unsure or self._unsure[y]
            if old != new:
                self._paint_row(y, old, new, doubt=doubt)
            self._rows[y] = new
            self._unsure[y] = doubt and not all(cell.sure for cell in new)
        if end is not None:
            self._go(*end)
        return "".join(self._out)

    # Reading a frame

    def _read(self, frame: str) -> tuple[dict[int, Row], set[int], tuple[int, int] | None]:
        """The rows as the frame wants them, those with a doubtful width, the cursor at the end."""
        parts = _PLACE.split(frame)
        if parts[0] or len(parts) < 4:
            raise StrangeFrame(parts[0])
        width, height = self.size
        wanted: dict[int, Row] = {}
        unsure: set[int] = set()
        drawn = PLAIN
        y = x = 0
        for place in range(1, len(parts), 3):
            line, column, text = parts[place : place + 3]
            if line is None:
                y, x = y + 1, 0
            else:
                y, x = int(line or 1) - 1, int(column or 1) - 1
            if not text:
                continue
            run = read_run(text, drawn)
            drawn, cells = run.after, run.cells
            if y >= height or x + len(cells) > width:
                raise StrangeFrame("beyond the screen")
            row = wanted.get(y)
            if row is None:
                row = wanted[y] = self._rows[y].copy()
            if self._unsure[y] or not run.sure:
                unsure.add(y)
            _put(row, x, cells)
            x += len(cells)
        if drawn is not PLAIN:
            raise StrangeFrame("a colour left on")
        return wanted, unsure, (y, x) if y < height and x < width else None

    # Rows that moved

    def _move_rows(self, wanted: dict[int, Row], unsure: set[int]) -> None:
        """Let the terminal move rows up or down when that spares enough."""
        changed = [y for y in sorted(wanted) if wanted[y] != self._rows[y]]
        found = _shift(self._rows, wanted, changed) if _may_have_moved(changed) else None
        if found is None:
            return
        by, top, bottom = found
        old = self._rows[top : bottom + 1]
        new = [wanted.get(y, row) for y, row in enumerate(old, top)]
        blank = PLAIN.cells[" "]
        moved = _moved(old, by, [[blank] * self._width for _ in range(abs(by))])
        if _differing(old, new) - _differing(moved, new) < _WORTH_MOVING:
            return
        self._use(PLAIN)
        count = "" if abs(by) == 1 else abs(by)
        deed = "M" if by > 0 else "L"
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H\x1b[{count}{deed}\x1b[r")
        self._lose()
        for y, row in enumerate(new, top):
            wanted.setdefault(y, row)
            if self._unsure[y]:
                unsure.add(y)
        doubts = self._unsure[top : bottom + 1]
        self._rows[top : bottom + 1] = moved
        self._unsure[top : bottom + 1] = _moved(doubts, by, [False] * abs(by))

    # Writing what differs

    def _paint_row(self, y: int, old: Row, new: Row, *, doubt: bool) -> None:
        differing = [x for x, differs in enumerate(map(is_not, new, old)) if differs]
        if doubt:
            doubtful = [x for x in range(self._width) if not (old[x].sure and new[x].sure)]
            if doubtful and differing[-1] >= doubtful[0]:
                # What follows may stand a column off: all of it is placed and written anew.
                differing = [*range(min(differing[0], doubtful[0]), self._width)]
        cleared = self._cleared_from(new)
        last = -1
        for first, end in _spans(new, differing):
            if first <= last:
                continue
            last = self._paint_span(y, new, first, end, cleared)

    def _cleared_from(self, row: Row) -> int:
        """Where the equal blanks at the end of a row begin, if they may be cleared together."""
        end, x = row[-1], self._width
        if self._may_erase(end):
            while x and row[x - 1] is end:
                x -= 1
        return x if self._width - x >= _WORTH_CLEARING else self._width

    def _may_erase(self, cell: Cell) -> bool:
        pen = cell.pen
        return (
            cell.text == " "
            and not pen.attributes
            and (self._can.erases_in_colour or pen.back == "49")
        )

    def _paint_span(self, y: int, row: Row, first: int, last: int, cleared: int) -> int:
        """Write cells of a row; gives the last that is now as wanted."""
        x, out = first, self._out
        while x <= last:
            cell = row[x]
            if cell is UNKNOWN or not cell.text:
                x += 1
                continue
            self._go(y, x)
            if cell.text == " ":
                if self._pen is None or self._pen.blank is not cell.pen:
                    self._use(for_blank(self._pen or PLAIN, cell.pen))
                if x >= cleared and last - x >= _WORTH_CLEARING - 1:
                    out.append("\x1b[K")
                    return self._width - 1
                count = self._blanks(row, x, last)
                if count >= _WORTH_ERASING:
                    out.append(f"\x1b[{count}X")
                    x += count
                    continue
            elif self._pen is not cell.pen:
                self._use(cell.pen)
            out.append(cell.text)
            x += 1
            if x < len(row) and not row[x].text and row[x] is not UNKNOWN:
                x += 1
            self._x = x
            if x >= self._width or not cell.sure:
                self._lose()
        return last

    def _blanks(self, row: Row, x: int, last: int) -> int:
        """How many equal blanks may be erased together from here."""
        cell, end = row[x], x
        if not (self._can.erases and self._may_erase(cell)):
            return 0
        while end <= last and row[end] is cell:
            end += 1
        return end - x

    def _use(self, pen: Pen) -> None:
        if self._pen is not pen:
            self._out.append(change_of_pen(self._pen or PLAIN, pen))
            self._pen = pen

    def _lose(self) -> None:
        """Do not know where the cursor is."""
        self._y = self._x = -1

    def _go(self, y: int, x: int) -> None:
        """Take the shortest way to a cell."""
        if self._y == y and self._x == x:
            return
        way = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
        if self._y == y:
            step = x - self._x
            count = "" if abs(step) == 1 else abs(step)
            beside = f"\x1b[{count}C" if step > 0 else "\b" * -step
            ways = (way, beside, f"\x1b[{count}D" if step < 0 else way, way if x else "\r")
            way = min(ways, key=len)
        self._out.append(way)
        self._y, self._x = y, x


def _may_have_moved(changed: list[int]) -> bool:
    """Whether three rows, with perhaps a line between them, changed together: two that move by
    one change three. What is changed here and there was not moved."""
    return any(
        third - first <= _TOGETHER for first, third in zip(changed, changed[2:], strict=False)
    )


def _shift(
    rows: list[Row], wanted: dict[int, Row], changed: list[int]
) -> tuple[int, int, int] | None:
    """How many rows up most of the changed ones moved, and the first and last row of it all."""
    left, right = _changed_columns(rows, wanted, changed)
    where: dict[str, list[int]] = {}
    for y in range(changed[0], changed[-1] + 1):
        where.setdefault(_text(rows[y][left:right]), []).append(y)
    votes: Counter[int] = Counter()
    came: dict[int, list[int]] = {}
    for y in changed:
        text = _text(wanted[y][left:right])
        for at in where.get(text, ())[:3] if text.strip() else ():
            votes[at - y] += 1
            came.setdefault(at - y, []).append(y)
    del votes[0]
    [(by, count)] = votes.most_common(1) or [(0, 0)]
    if count < 2:
        return None
    ends = came[by]
    return by, min(ends[0], ends[0] + by), max(ends[-1], ends[-1] + by)


def _changed_columns(
    rows: list[Row], wanted: dict[int, Row], changed: list[int]
) -> tuple[int, int]:
    """The first of the columns that changed, and the last of those that may tell rows apart."""
    width = len(rows[0])
    left, right = width, 0
    for y in changed:
        differs = [*map(is_not, wanted[y], rows[y])]
        left = min(left, differs.index(True))
        right = max(right, width - differs[::-1].index(True))
    # The last columns may be a scroll bar, which does not move with the rest.
    return left, max(left + 1, right - max(2, (right - left) // 8))


def _moved(rows: list[T], by: int, empty: list[T]) -> list[T]:
    return [*rows[by:], *empty] if by > 0 else [*empty, *rows[:by]]


def _put(row: Row, x: int, cells: list[Cell]) -> None:
    """Put cells into a row; half a wide character that is left over could show anything."""
    end = x + len(cells)
    if x and not row[x].text and row[x - 1].text:
        row[x - 1] = UNKNOWN
    if end < len(row) and not row[end].text:
        row[end] = UNKNOWN
    row[x:end] = cells


def _text(cells: Row) -> str:
    return "".join([cell.text for cell in cells])


def _differing(rows: list[Row], others: list[Row]) -> int:
    return sum(sum(map(is_not, row, other)) for row, other in zip(rows, others, strict=True))


def _spans(row: Row, differing: list[int]) -> list[tuple[int, int]]:
    """First and last places of what is to be written, small gaps included, no character halved."""
    spans: list[tuple[int, int]] = []
    first = last = differing[0]
    for x in differing[1:]:
        if x - last > 1 and not _bridges(row, last, x):
            spans.append((first, last))
            first = x
        last = x
    spans.append((first, last))
    return [(_whole(row, first), last) for first, last in spans]


def _bridges(row: Row, last: int, following: int) -> bool:
    """Whether writing the equal cells between two takes no more than stepping over them."""
    pen = row[last].pen
    return following - last - 1 <= _WORTH_STEPPING and all(
        cell.text.isascii() and (cell.pen is pen or (cell.text == " " and cell.pen is pen.blank))
        for cell in row[last + 1 : following]
    )


def _whole(row: Row, x: int) -> int:
    return x - 1 if x and not row[x].text and row[x] is not UNKNOWN else x
