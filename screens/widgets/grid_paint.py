"""How a grid is drawn: where its columns stand on a line, and the pieces of a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.widgets.cells import Align, cell_len, clean, ellipsis, fit, fit_end

__all__ = [
    "GUTTER",
    "ROLES",
    "Cell",
    "Column",
    "Furniture",
    "Layout",
    "Span",
    "header_pieces",
    "row_pieces",
    "rule_text",
    "strip_of",
]

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


class Furniture(NamedTuple):
    """The characters of a grid's lines."""

    vertical: str
    horizontal: str
    cross: str
    dots: str

    @classmethod
    def of(cls, ascii: bool) -> Furniture:  # noqa: A002 - the product's word for the mode
        """The furniture of one of the two modes."""
        dots = ellipsis(ascii)
        return cls("|", "-", "+", dots) if ascii else cls("│", "─", "┼", dots)


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


def strip_of(pieces: Iterable[tuple[str, Style]], width: int, base: Style) -> Strip:
    """A line of exactly `width` cells; neighbours of one style become one segment."""
    segments: list[Segment] = []
    text, style, used = "", base, 0
    for piece, piece_style in pieces:
        if not piece:
            continue
        if piece_style != style:
            if text:
                segments.append(Segment(text, style))
                used += cell_len(text)
            text, style = piece, piece_style
        else:
            text += piece
    if text:
        segments.append(Segment(text, style))
        used += cell_len(text)
    strip = Strip(segments, used)
    return strip if used == width else strip.adjust_cell_length(width, base)


def row_pieces(
    columns: Sequence[Column],
    layout: Layout,
    spans: Sequence[Span],
    cells: Mapping[str, Cell],
    styles: Mapping[str, Style],
    furniture: Furniture,
    *,
    gutter: Sequence[tuple[str, Style]],
    role: str = "",
    cursor: tuple[int, Style] | None = None,
    live: tuple[str, str] | None = None,
) -> Iterable[tuple[str, Style]]:
    """The pieces of a row's line.

    Args:
        columns: All columns.
        layout: Their widths.
        spans: Those that show.
        cells: What they show, by column key.
        styles: A style for every role; "" is the plain one.
        furniture: The characters of the lines.
        gutter: The pieces left of the first column.
        role: What cells without a role of their own are.
        cursor: The column of the cursor, and its style.
        live: A column's key and the text that is being typed into it.
    """
    plain = styles[""]
    yield from gutter
    x = GUTTER
    separator = layout.area_x - 1 if layout.frozen else -1
    for span in spans:
        if x <= separator < span.x:
            yield from ((furniture.vertical, styles["rule"]), (" ", plain))
            x = span.x
        column, width = columns[span.column], span.width
        cell = cells[column.key]
        if live is not None and live[0] == column.key:
            typed = clean(live[1][-8 * width :], ascii=furniture.dots.isascii())
            yield fit_end(typed, width, ellipsis=furniture.dots), styles["live"]
        else:
            align = cell.align or ("right" if column.align == "right" else None)
            text = fit(cell.text, width, ellipsis=furniture.dots, align=align)
            style = styles[cell.role or role]
            if cursor is not None and cursor[0] == span.column:
                yield from _cursor_pieces(text, column.flexible, style, cursor[1])
            else:
                yield text, style
        x += width
        if x < layout.width:
            yield " ", plain
            x += 1
    if x <= separator < layout.width:
        yield furniture.vertical, styles["rule"]


def _cursor_pieces(
    text: str, text_only: bool, style: Style, cursor: Style
) -> Iterable[tuple[str, Style]]:
    """A cell under the cursor. In a wide column only the text is lit: less to send, as plain."""
    core = text.strip()
    if not text_only or not core:
        return [(text, cursor)]
    start = text.index(core[0])
    return [
        (text[:start], style),
        (core, cursor),
        (text[start + len(core) :], style),
    ]


def header_pieces(
    columns: Sequence[Column],
    layout: Layout,
    spans: Sequence[Span],
    styles: Mapping[str, Style],
    furniture: Furniture,
    *,
    left: int,
    sorted_by: tuple[str, bool] | None,
) -> Iterable[tuple[str, Style]]:
    """The pieces of the headings' line; `<` and `>` say that more columns are at that side."""
    header, rule = styles["header"], styles["rule"]
    yield " " * GUTTER, header
    x = GUTTER
    more_right = bool(spans) and (spans[-1].column < len(columns) - 1 or not spans[-1].whole)
    for span in spans:
        if layout.frozen and x <= layout.area_x - 1 < span.x:
            yield furniture.vertical, rule
            yield ("<" if left > layout.frozen else " "), rule
            x = span.x
        column, width = columns[span.column], span.width
        mark = more_right and span is spans[-1] and span.x + width >= layout.width
        if mark:
            width -= 1
        yield _title(column, width, furniture, sorted_by), header
        if mark:
            yield ">", rule
        x += span.width
        if x < layout.width:
            last = more_right and span is spans[-1] and x == layout.width - 1
            yield (">" if last else " "), rule
            x += 1


def _title(
    column: Column, width: int, furniture: Furniture, sorted_by: tuple[str, bool] | None
) -> str:
    """A heading, with its arrow kept when the words are cut."""
    if sorted_by is None or sorted_by[0] != column.key or width < 3:
        return fit(column.title, width, ellipsis=furniture.dots, align=column.align)
    arrow = " v" if sorted_by[1] else " ^"
    title = fit(column.title, min(width - 2, cell_len(column.title)), ellipsis=furniture.dots)
    return fit(title + arrow, width, align=column.align)


def rule_text(layout: Layout, furniture: Furniture) -> str:
    """The line under the headings."""
    if not layout.frozen or layout.area_x > layout.width:
        return furniture.horizontal * layout.width
    before = layout.area_x - 1
    return (
        furniture.horizontal * before
        + furniture.cross
        + furniture.horizontal * (layout.width - before - 1)
    )
