"""The row and the table under the cursor as plain text, for a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from textual.screen import Screen

from actionplan_tui.exchange.plain_text import plain_rows, plain_table
from screens.widgets.grid import Grid, RowKey

__all__ = ["PlainText", "texts_of"]


class PlainText(NamedTuple):
    """A text that may be written: its name in that of a file, what it is, what makes it."""

    name: str
    label: str
    make: Callable[[], str]


def texts_of(screen: Screen[Any], title: str) -> tuple[PlainText, ...]:
    """The texts that a screen offers: none where no table is in sight, or it is empty.

    Args:
        screen: The screen.
        title: What stands over the table.
    """
    grid = _grid(screen)
    if grid is None or not len(grid.rows) or grid.cursor_key is None:
        return ()
    marked = [row for row in grid.rows if row in grid.marks]
    rows = marked or [grid.cursor_key]
    row = "The row" if not marked else f"The {len(marked)} marked rows"
    return (
        PlainText("row", f"{row} as plain text", partial(_rows, grid, rows)),
        PlainText("table", "The table on screen as plain text", partial(_table, grid, title)),
    )


def _grid(screen: Screen[Any]) -> Grid | None:
    grids = [grid for grid in screen.query(Grid) if grid.display]
    return next((grid for grid in grids if grid.has_focus), grids[0] if grids else None)


def _rows(grid: Grid, rows: list[RowKey]) -> str:
    return plain_rows([column.title for column in grid.columns], grid.texts(rows))


def _table(grid: Grid, title: str) -> str:
    return plain_table(title, [column.title for column in grid.columns], grid.texts(grid.rows))
