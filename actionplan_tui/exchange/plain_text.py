"""A row, or a table, as plain text: to read anywhere, to mail, to paste."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan_tui.analysis.columns import cells, one_line

__all__ = ["plain_rows", "plain_table"]

_WIDEST = 32
"""Cells that a column may take; a longer text goes on below."""


def plain_rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of `Heading: text`, an empty line between two; blank cells are left out."""
    blocks = []
    for row in rows:
        told = [
            f"{heading.strip()}: {one_line(text)}" if heading.strip() else one_line(text)
            for heading, text in zip(headings, row, strict=True)
            if text.strip()
        ]
        blocks.append("".join(f"{line}\n" for line in told))
    return "\n".join(blocks)


def plain_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their headings in aligned columns, below a title; empty columns are left out.

    Indents at the beginning of a text are kept: they tell what is under what.
    """
    table = [[_kept(text) for text in row] for row in rows]
    heads = [one_line(heading) for heading in headings]
    used = [place for place in range(len(heads)) if any(row[place].strip() for row in table)]
    widths = [
        min(_WIDEST, max(cells(heads[place]), *(cells(row[place]) for row in table)))
        for place in used
    ]
    lines = [one_line(title), ""]
    lines += _lines([heads[place] for place in used], widths)
    lines.append("  ".join("-" * width for width in widths))
    for row in table:
        lines += _lines([row[place] for place in used], widths)
    return "".join(f"{line}\n" for line in lines)


def _kept(text: str) -> str:
    """The text in one line with the blanks at its beginning."""
    return " " * (len(text) - len(text.lstrip(" "))) + one_line(text)


def _lines(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row as lines, as many as its longest cell needs."""
    wrapped = [_wrapped(text, width) for text, width in zip(texts, widths, strict=True)]
    lines = []
    for place in range(max(map(len, wrapped), default=0)):
        parts = [each[place] if place < len(each) else "" for each in wrapped]
        padded = [part + " " * (w - cells(part)) for part, w in zip(parts, widths, strict=True)]
        lines.append("  ".join(padded).rstrip())
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, words kept whole where they fit."""
    indent = " " * min(len(text) - len(text.lstrip(" ")), width // 2)
    lines, line = [], indent
    for word in text.split():
        joined = f"{line} {word}" if line.strip() else f"{indent}{word}"
        if cells(joined) > width and line.strip():
            lines.append(line)
            joined = f"{indent}{word}"
        while cells(joined) > width:
            head = _head(joined, width)
            lines.append(head)
            joined = indent + joined[len(head) :]
        line = joined
    return [*lines, line]


def _head(text: str, width: int) -> str:
    """As much of the text as that many cells hold: at least one character past the blanks."""
    taken = end = 0
    while end < len(text) and taken + cells(text[end]) <= width:
        taken += cells(text[end])
        end += 1
    return text[: max(end, len(text) - len(text.lstrip(" ")) + 1)]
