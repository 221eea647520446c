"""Texts laid out over several lines of cells, broken between words."""

from __future__ import annotations

from collections.abc import Iterator

from screens.widgets.cells import cell_len, clean, ellipsis, fit


def wrap(text: str, width: int, most: int = 2, *, ascii_only: bool = False) -> list[str]:
    """The text in at most so many lines, whole words where they fit; what is left out is dotted.

    Args:
        text: What to show; data, never markup.
        width: Cells of a line.
        most: Lines at most.
        ascii_only: Show ASCII furniture alone?
    """
    dots = ellipsis(ascii_only)
    width = max(width, 2)
    lines = [""]
    for word in _pieces(clean(text, ascii=ascii_only).split(), width):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = _dotted(lines[-1], width, dots)
            break
    return lines


def _dotted(line: str, width: int, dots: str) -> str:
    """A line with dots for what comes after it, in place of its last word where they need it."""
    while cell_len(line) + cell_len(dots) > width and " " in line:
        line = line.rpartition(" ")[0]
    line = line.rstrip(",;: ")
    if cell_len(line) + cell_len(dots) <= width:
        return line + dots
    return fit(line + dots, width, ellipsis=dots).rstrip()


def _pieces(words: list[str], width: int) -> Iterator[str]:
    """The words; those longer than a line, as of a script without spaces, cut to its width."""
    for word in words:
        while cell_len(word) > width:
            head = word[:width]
            while cell_len(head) > width:
                head = head[:-1]
            yield head
            word = word[len(head) :]
        if word:
            yield word
