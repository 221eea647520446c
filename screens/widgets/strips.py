"""Lines of styled pieces, as every widget of the desk draws them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.widgets.cells import cell_len

__all__ = ["Piece", "strip_of"]

Piece: TypeAlias = tuple[str, Style]
"""A text that is fit for cells, and its style."""


def strip_of(pieces: Iterable[Piece], width: int, base: Style) -> Strip:
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
