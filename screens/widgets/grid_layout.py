"""Where a grid's columns stand on a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from screens.widgets.cells import Align

__all__ = ["GUTTER", "ROLES", "Cell", "Column", "Layout", "Span"]

ROLES = ("dim", "good", "warn", "bad", "accent", "group", "empty")
"""What a cell or a row may be: each has a component class `grid--<role>`."""

GUTTER = 3
"""Cells left of the first column: room for a mark, the cursor's sign and a space."""


_LEAST = 4
"""Cells without which the piece of a column at the edge says nothing and is left out."""


@dataclass(frozen=True)
class Column:
    """One column of a grid."""

    key: str
    """What the column is called in messages: most often the field's name."""
    title: str
    """Its heading."""
    width: int
    """Its width in cells; the least width of a flexible one."""
    prompt: str = ""
    """What the edit line asks when a cell of it is edited."""
    align: Align = "left"
    """Where its texts stand; from right to left written ones stand right at any rate."""
    flexible: bool = False
    """Does it take the width that the others leave?"""


class Cell(NamedTuple):
    """What a cell shows."""

    text: str
    """Its text: data, never markup."""
    role: str = ""
    """One of `ROLES`, or nothing for the plain style."""
    align: Align | None = None
    """Where the text stands, whatever its column and its script say."""
    over: bool = False
    """Does it stand in the place of all columns that scroll, the text of a whole row?"""


class Span(NamedTuple):
    """Where a column stands on a line."""

    column: int
    x: int
    width: int
    whole: bool


@dataclass(frozen=True)
class Layout:
    """The widths of all columns in one width of the screen, and which of them show.

    A line is the gutter, the frozen columns with a space after each, a vertical line, then the
    other columns with a space before each.
    """

    widths: tuple[int, ...]
    frozen: int
    width: int

    @classmethod
    def of(cls, columns: Sequence[Column], frozen: int, width: int) -> Layout:
        """Lay columns out in a width.

        Where all fit, the flexible column takes what is left over. Where they do not, it takes
        three tenths of the line, so that a wide screen shows more of it and not of it alone.
        """
        frozen = max(0, min(frozen, len(columns)))
        widths = [max(1, column.width) for column in columns]
        spare = width - GUTTER - sum(widths) - len(widths) - bool(frozen)
        for place, column in enumerate(columns):
            if column.flexible:
                wanted = widths[place] + spare if spare >= 0 else width * 3 // 10
                widths[place] = max(widths[place], wanted)
                break
        return cls(tuple(widths), frozen, width)

    @property
    def area_x(self) -> int:
        """Where the part that scrolls begins: after the line, or after the gutter."""
        if not self.frozen:
            return GUTTER - 1
        return GUTTER + sum(self.widths[: self.frozen]) + self.frozen + 1

    @property
    def _area(self) -> int:
        return max(0, self.width - self.area_x)

    def spans(self, left: int) -> list[Span]:
        """The columns that show, when `left` is the first that scrolls; the last may be cut."""
        spans: list[Span] = []
        x = GUTTER
        for place in range(self.frozen):
            width = self.widths[place]
            spans.append(
                Span(place, x, max(0, min(width, self.width - x)), x + width <= self.width)
            )
            x += width + 1
        x = self.area_x + 1
        for place in range(max(left, self.frozen), len(self.widths)):
            width = min(self.widths[place], self.width - x)
            if width < min(self.widths[place], _LEAST):
                break
            spans.append(Span(place, x, width, width == self.widths[place]))
            x += width + 1
        return spans

    def _fits(self, left: int, column: int) -> bool:
        return sum(self.widths[left : column + 1]) + column + 1 - left <= self._area

    def left_for(self, column: int, left: int) -> int:
        """The first scrolled column that shows `column` whole, as near as can be to `left`."""
        left = max(self.frozen, min(left, max(self.frozen, len(self.widths) - 1)))
        if column >= self.frozen:
            left = min(left, column)
            while left < column and not self._fits(left, column):
                left += 1
        # No empty room at the right while columns wait at the left.
        while left > self.frozen and self._fits(left - 1, len(self.widths) - 1):
            left -= 1
        return left
