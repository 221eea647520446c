"""Text made fit for terminal cells: pure functions, no widgets.

What users type is data. Before it is painted it loses whatever could move the cursor, colour the
screen or turn the line round, and it is cut by cells, not by characters. Only what can show is
looked at, so that a text of ten thousand characters costs no more than its first line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

__all__ = ["Align", "bar", "cell_len", "clean", "ellipsis", "fit", "fit_end", "is_rtl"]

Align = Literal["left", "right"]

_REPLACEMENT = "�"

# Line ends of every kind, then whatever a terminal would obey.
_LINE_ENDS = re.compile(r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Turned round or unseen: bidirectional overrides, embeddings, isolates and marks; soft hyphen and
# zero-width space; variation selectors, tags and skin tones, on whose widths terminals disagree.
# Joiners stay, as Persian and Hindi need them, but not between pictures.
_UNSEEN = re.compile(
    r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u00ad\u200b\ufeff\ufe00-\ufe0f]"
    r"|[\U000e0000-\U000e007f\U0001f3fb-\U0001f3ff]|\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)

# Characters looked at for each cell to fill: enough for any script, an end for a heap of accents.
_LOOK = 8


def clean(text: str, *, ascii: bool = False) -> str:  # noqa: A002 - the product's word for the mode
    """The text as one line that a terminal only draws: line ends as `¶`, controls as `�`."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub(" " if ascii else "¶", text.replace("\t", "  "))
    return _UNSEEN.sub("", _CONTROLS.sub("?" if ascii else _REPLACEMENT, text))


def ellipsis(ascii: bool = False) -> str:  # noqa: A002 - the product's word for the mode
    """What stands for the text that was cut off."""
    return "..." if ascii else "…"


def is_rtl(text: str) -> bool:
    """Is the first character with a direction of its own written from right to left?"""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def fit(text: str, width: int, *, ellipsis: str = "…", align: Align | None = None) -> str:
    """The text in exactly `width` cells: cleaned, cut with an ellipsis or filled with spaces.

    A wide character is never cut in half, and a text that starts from right to left stands at
    the right.

    Args:
        text: What to show.
        width: Cells to fill.
        ellipsis: Put where the text was cut; three dots mean that the terminal shows ASCII alone.
        align: Where a shorter text stands; None asks the text itself.
    """
    if width <= 0:
        return ""
    look = width * _LOOK
    # One more than fits is enough to know that something is cut.
    head = text if len(text) <= look else text[:look]
    if head.isascii() and head.isprintable():
        if len(head) <= width:
            return head.rjust(width) if align == "right" else head.ljust(width)
        return _dotted(head[: max(0, width - len(ellipsis))], width, ellipsis)
    shown = clean(head if len(text) > look else head.rstrip(), ascii=ellipsis.isascii())
    if align is None and is_rtl(shown):
        align = "right"
    cut, used, whole = _take(shown, width)
    if whole and len(text) <= look:
        spaces = " " * (width - used)
        return spaces + cut if align == "right" else cut + spaces
    cut, used, _ = _take(shown, max(0, width - cell_len(ellipsis)))
    dotted = cut.rstrip() + ellipsis
    spaces = " " * (width - cell_len(dotted))
    if cell_len(dotted) > width:
        return ellipsis[:width]
    return spaces + dotted if align == "right" else dotted + spaces


def fit_end(text: str, width: int, *, ellipsis: str = "…") -> str:
    """The end of a cleaned text in exactly `width` cells: what is being typed stays in sight."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    if width <= len(ellipsis):
        return ellipsis[:width]
    backwards, used, _ = _take(text[::-1], width - len(ellipsis))
    return ellipsis + backwards[::-1] + " " * (width - len(ellipsis) - used)


def _dotted(head: str, width: int, dots: str) -> str:
    """A cut ASCII text with its ellipsis; the dots alone where nothing else has room."""
    return (
        (head.rstrip() + dots)[: max(width, 0)].ljust(width) if head else dots[:width].ljust(width)
    )


def _take(text: str, width: int) -> tuple[str, int, bool]:
    """As much of the text as fits: the part, its width, and whether that is all of it."""
    used = 0
    for index, character in enumerate(text):
        size = get_character_cell_size(character)
        if used + size > width:
            return text[:index], used, False
        used += size
    return text, used, True


def bar(fraction: float, width: int, ascii: bool = False) -> str:  # noqa: A002 - the product's word
    """A progress bar: full only when all is done, and never empty once something is.

    Args:
        fraction: 0 to 1; what lies outside is drawn as the nearer end.
        width: Cells to fill.
        ascii: Draw with `#` and `.`.
    """
    full, rest = ("#", ".") if ascii else ("█", "░")
    if width <= 0:
        return ""
    if not fraction > 0:
        return rest * width
    done = width if fraction >= 1 else min(max(1, round(fraction * width)), max(width - 1, 0))
    return full * done + rest * (width - done)
