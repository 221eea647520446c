"""The row and the table under the cursor as plain text, for a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from textual.screen import Screen

from actionplan_tui.exchange.plain_text import plain_rows, plain_table
from screens.widgets.grid import Grid, RowKey

__all__ = ["PlainText", "texts_of"]

_AT_ONCE = 50
"""Rows whose texts are gathered before the keys have their turn."""


class PlainText(NamedTuple):
    """A text that may be written: what it is of, and how it is made."""

    name: str
    """Its name in that of a file."""
    label: str
    """What it is, for the list of what may be written."""
    grid: Grid
    """The table on screen that it is of."""
    rows: Sequence[RowKey]
    """The rows that it tells."""
    form: Callable[[Sequence[str], Sequence[Sequence[str]]], str]
    """Makes it of the headings and the texts of the rows; any thread may."""

    @property
    def headings(self) -> list[str]:
        """What stands over the columns."""
        return [column.title for column in self.grid.columns]

    async def gather(self) -> list[list[str]]:
        """The texts of the rows, which the screen's thread alone may ask for."""
        found: list[list[str]] = []
        for start in range(0, len(self.rows), _AT_ONCE):
            found += self.grid.texts(self.rows[start : start + _AT_ONCE])
            await asyncio.sleep(0)
        return found


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
    row = "The row" if not marked else f"The {len(marked)} marked rows"
    whole = "The table on screen as plain text"
    return (
        PlainText("row", f"{row} as plain text", grid, marked or [grid.cursor_key], plain_rows),
        PlainText("table", whole, grid, grid.rows, partial(plain_table, title)),
    )


def _grid(screen: Screen[Any]) -> Grid | None:
    grids = [grid for grid in screen.query(Grid) if grid.display]
    return next((grid for grid in grids if grid.has_focus), grids[0] if grids else None)
