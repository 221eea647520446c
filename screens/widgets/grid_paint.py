"""How a grid's lines are drawn, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.style import Style

from screens.widgets.cells import cell_len, clean, ellipsis, fit, fit_end
from screens.widgets.grid_layout import GUTTER, Cell, Column, Layout, Span
from screens.widgets.strips import Piece

__all__ = [
    "WHOLE_ROW",
    "Cell",
    "Column",
    "Furniture",
    "empty_line",
    "gutter",
    "header_pieces",
    "row_pieces",
    "rule_text",
]


LIT = 20
"""Cells that the cursor lights at most, but for a word that is longer."""


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


WHOLE_ROW = -1
"""The column of a cursor that lights its row from end to end."""


def row_pieces(
    columns: Sequence[Column],
    layout: Layout,
    spans: Sequence[Span],
    cells: Mapping[str, Cell],
    styles: Mapping[str, Style],
    furniture: Furniture,
    *,
    gutter: Sequence[Piece],
    role: str = "",
    cursor: tuple[int, Style] | None = None,
    live: tuple[str, str] | None = None,
) -> Iterable[Piece]:
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
        cursor: The column of the cursor (`WHOLE_ROW`: all of them), and its style.
        live: A column's key and the text that is being typed into it.
    """
    plain = styles[""]
    whole = cursor[1] if cursor is not None and cursor[0] == WHOLE_ROW else None
    yield from gutter
    x = GUTTER
    separator = layout.area_x - 1 if layout.frozen else -1
    for span in spans:
        if x <= separator < span.x:
            yield from ((furniture.vertical, styles["rule"]), (" ", plain))
            x = span.x
        column, width = columns[span.column], span.width
        cell = cells[column.key]
        if cell.over:
            yield from _over(columns, span, cell, layout.width - x, styles, furniture, cursor, live)
            return
        if live is not None and live[0] == column.key:
            typed = clean(live[1][-8 * width :], ascii=furniture.dots.isascii())
            yield fit_end(typed, width, ellipsis=furniture.dots), styles["live"]
        else:
            align = cell.align or ("right" if column.align == "right" else None)
            text = fit(cell.text, width, ellipsis=furniture.dots, align=align)
            style = whole or styles[cell.role or role]
            if cursor is not None and cursor[0] == span.column:
                yield from _cursor_pieces(text, style, cursor[1])
            else:
                yield text, style
        x += width
        if x < layout.width:
            yield " ", whole or plain
            x += 1
    if x <= separator < layout.width:
        yield furniture.vertical, styles["rule"]


def _over(
    columns: Sequence[Column],
    span: Span,
    cell: Cell,
    width: int,
    styles: Mapping[str, Style],
    furniture: Furniture,
    cursor: tuple[int, Style] | None,
    live: tuple[str, str] | None,
) -> Iterable[Piece]:
    """A text over all columns that scroll, wherever among them the cursor is."""
    here = [column.key for column in columns[span.column :]]
    if live is not None and live[0] in here:
        typed = clean(live[1][-8 * width :], ascii=furniture.dots.isascii())
        return [(fit_end(typed, width, ellipsis=furniture.dots), styles["live"])]
    style = styles[cell.role]
    text = fit(cell.text, width, ellipsis=furniture.dots, align=cell.align)
    if cursor is None or WHOLE_ROW < cursor[0] < span.column:
        return [(text, style)]
    return [(text, cursor[1])] if cursor[0] == WHOLE_ROW else _cursor_pieces(text, style, cursor[1])


def _cursor_pieces(text: str, style: Style, cursor: Style) -> Iterable[Piece]:
    """A cell under the cursor, of which the first words are lit: what is lit is sent anew, lit
    and not lit, with every move."""
    start, end = _lit(text)
    return [piece for piece in ((text[:start], style), (text[start:end], cursor),
                                (text[end:], style)) if piece[0]]  # fmt: skip


def _lit(text: str) -> tuple[int, int]:
    """The first words of a cell as far as the cursor lights them; a short cell's whole width."""
    if cell_len(text) <= LIT:
        return 0, len(text)
    core = text.strip()
    if not core:
        return 0, LIT
    start = text.index(core)
    end = start
    for word in core.split(" "):
        longer = min(end + len(word) + (end > start), start + len(core))
        if end > start and cell_len(text[start:longer]) > LIT:
            break
        end = longer
    return start, end


def header_pieces(
    columns: Sequence[Column],
    layout: Layout,
    spans: Sequence[Span],
    styles: Mapping[str, Style],
    furniture: Furniture,
    left: int,
    sorted_by: tuple[str, bool] | None,
) -> Iterable[Piece]:
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
            last = more_right and span is spans[-1]
            yield (">".rjust(layout.width - x) if last else " "), rule
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


def gutter(marked: bool, at_cursor: bool, styles: Mapping[str, Style]) -> list[Piece]:
    """The signs left of a row: `*` marked, `>` the cursor's, `*>` both."""
    if marked and at_cursor:
        return [("*", styles["mark"]), (">", styles["pointer"]), (" ", styles[""])]
    sign, style = (">", "pointer") if at_cursor else ("*", "mark") if marked else (" ", "")
    return [(" ", styles[""]), (sign, styles[style]), (" ", styles[""])]


def empty_line(text: str, y: int, width: int, height: int, furniture: Furniture) -> str:
    """A line of what is said where there are no rows: a third of the way down, from the left."""
    lines = text.splitlines()
    place = y - max(0, (height - len(lines)) // 3)
    shown = lines[place] if 0 <= place < len(lines) else ""
    return " " * GUTTER + fit(shown, width - GUTTER, ellipsis=furniture.dots, align="left")
