"""Sorting a table by one of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from actionplan_tui.model.records import Record

Sort = tuple[str, bool]
"""The key of a column, and whether the other way round."""

K = TypeVar("K")


def turned(sort: Sort | None, column: str) -> Sort | None:
    """Sorted by a column, then the other way round, then not at all."""
    if sort is None or sort[0] != column:
        return (column, False)
    return None if sort[1] else (column, True)


def in_order(rows: Iterable[K], value: Callable[[K], object], *, reverse: bool) -> list[K]:
    """Rows in the order of a value; those without one come last either way.

    Args:
        rows: The rows.
        value: Gives what they are sorted by: all numbers, all dates or all texts; None or ""
            for nothing.
        reverse: The largest first?
    """
    given = list(rows)
    known = [(found, place) for place, row in enumerate(given) if (found := value(row)) not in _NO]
    known.sort(key=lambda pair: pair[0], reverse=reverse)  # type: ignore[arg-type,return-value]
    placed = {place for _, place in known}
    return [given[place] for _, place in known] + [
        row for place, row in enumerate(given) if place not in placed
    ]


_NO = (None, "")


def field_value(record: Record, column: str, text: str) -> object:
    """What a record is sorted by in a column: its field, where that is a number, a date or a
    choice; else the text that is shown."""
    value = getattr(record, column, text)
    if isinstance(value, tuple):
        value = text
    return value.casefold() if isinstance(value, str) else value
