"""Texts too long for a cell of Excel: cut with a mark, and never taken for the whole again."""

from __future__ import annotations

MOST_IN_CELL = 32_767
"""Characters that a cell of Excel holds at most, counted as UTF-16 does."""
CUT_MARK = " … [cut here: a cell of Excel holds no more]"


def cut(text: str) -> str:
    """The text as a cell of Excel can hold it, marked at its end where some of it is left out."""
    if len(text) <= MOST_IN_CELL // 2 or _length(text) <= MOST_IN_CELL:
        return text
    room = 2 * (MOST_IN_CELL - len(CUT_MARK))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


def is_cut(text: str) -> bool:
    """Whether a cell says that some of its text was left out."""
    return text.rstrip().endswith(CUT_MARK.strip())


def is_begun_by(text: str, cell: str) -> bool:
    """Whether a cell that was cut holds how the text begins."""
    return text.startswith(cell.rstrip().removesuffix(CUT_MARK.strip()).rstrip())


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
