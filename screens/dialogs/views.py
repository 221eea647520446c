"""Chooses which columns are shown, and a saved filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.step_cells import columns
from screens.widgets.grid import Cell, Column, Grid, RowKey

SAVED_FILTERS: tuple[tuple[str, str], ...] = (
    ("", "All steps"),
    ("mine", "Mine: what I own, lead or support"),
    ("late", "Late"),
    ("offtrack", "Off track"),
    ("week", "Due this week"),
    ("open", "Not done yet"),
)
"""Filters worth a name: the text to filter by, and what it shows."""


class ViewChoice(NamedTuple):
    """The columns to hide, and the filter to show; None leaves the filter as it is."""

    hidden: frozenset[str]
    filter: str | None


class ViewsDialog(Dialog[ViewChoice]):
    """Enter turns a column on or off, or takes a filter and closes; Esc keeps the columns."""

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {
        "grid.open": "show or hide",
        "dialog.cancel": "close",
    }

    def __init__(self, hidden: Collection[str], filter_text: str) -> None:
        super().__init__("Columns and filters")
        self._hidden = set(hidden)
        self._filter = filter_text
        self._all = [column for column in columns() if column.key != "title"]

    def body(self) -> Iterable[Widget]:
        """Filters first, then the columns."""
        grid = Grid(
            (Column("shown", "", 3), Column("what", "Show", 40, flexible=True)),
            cursor_type="row",
            id="views",
        )
        rows: list[RowKey] = [("filter", text) for text, _ in SAVED_FILTERS]
        rows += [("column", column.key) for column in self._all]
        grid.styles.height = len(rows) + 2
        grid.show(rows, self._cell)
        yield grid

    def on_mount(self) -> None:
        """Begin at the filters."""
        self.query_one(Grid).focus()

    def _cell(self, row: RowKey, column: str) -> Cell:
        assert isinstance(row, tuple)
        kind, key = row
        if kind == "filter":
            on = key == self._filter
            return Cell("*" if on else "") if column == "shown" else Cell(dict(SAVED_FILTERS)[key])
        if column == "shown":
            return Cell("" if key in self._hidden else "x")
        return Cell("Column: " + next(c.title for c in self._all if c.key == key))

    @on(Grid.Activated)
    def _chosen(self, event: Grid.Activated) -> None:
        event.stop()
        assert isinstance(event.key, tuple)
        kind, key = event.key
        if kind == "filter":
            self.dismiss(ViewChoice(frozenset(self._hidden), key))
            return
        self._hidden ^= {key}
        event.grid.invalidate([event.key])

    def action_cancel(self) -> None:
        """Keep the columns as chosen, and the filter as it was."""
        self.dismiss(ViewChoice(frozenset(self._hidden), None))
