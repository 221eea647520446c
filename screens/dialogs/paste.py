"""Shows the rows of a paste as they were understood, before any of them is added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from actionplan_tui.exchange.import_result import ImportLine
from screens.dialogs.dialog import Dialog
from screens.keys import bindings
from screens.widgets.grid import Cell, Column, Grid, RowKey

_WORDS = {
    "add": ("add", ""),
    "goal": ("goal", ""),
    "update": ("change", ""),
    "unchanged": ("is there", "dim"),
    "skip": ("leave out", "dim"),
    "cannot read": ("not read", "warn"),
}
"""What becomes of a row, and the role it is drawn in."""
_MOST = 14
"""Rows in sight at once."""


class PasteDialog(Dialog[bool]):
    """The rows with their verbs; Enter adds them all, Esc none."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("paste")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "add all"}
    DEFAULT_CSS = """
    PasteDialog > #box {
        width: 116;
    }
    """

    def __init__(
        self,
        title: str,
        lines: Sequence[ImportLine],
        columns: Sequence[Column],
        cell: Callable[[int, str], Cell],
        notes: Sequence[str] = (),
    ) -> None:
        """Prepare the rows.

        Args:
            title: What is asked.
            lines: What became of every row.
            columns: The columns of the records; the first is what they are called.
            cell: What a row that is added will show, by its place among those added.
            notes: What is to be said of the paste as a whole.
        """
        super().__init__(title)
        self._lines = lines
        self._columns = columns
        self._cell_of = cell
        self._notes = notes
        added = [place for place, line in enumerate(lines) if line.verb == "add"]
        self._added = {place: count for count, place in enumerate(added)}

    def body(self) -> Iterable[Widget]:
        """The table of rows."""
        first, *rest = self._columns
        columns = [Column("verb", "", 9), first, *rest]
        if any(line.trouble or line.said for line in self._lines):
            columns.insert(2, Column("note", "To look at", 36))
        yield Grid(columns, frozen=2, markable=False, id="rows")
        if self._notes:
            yield Static("\n".join(self._notes), id="notes", markup=False)

    def on_mount(self) -> None:
        """Begin in the rows."""
        grid = self.query_one(Grid)
        grid.styles.height = min(len(self._lines), _MOST) + 3
        rows: list[RowKey] = list(range(len(self._lines)))
        grid.show(rows, self._cell)
        grid.focus()

    def _cell(self, row: RowKey, column: str) -> Cell:
        assert isinstance(row, int)
        line = self._lines[row]
        word, role = _WORDS[line.verb]
        if column == "verb":
            return Cell(word, role)
        if column == "note":
            return Cell(line.trouble or line.said, "warn" if line.trouble else "dim")
        if row in self._added:
            return self._cell_of(self._added[row], column)
        return Cell(line.what if column == self._columns[0].key else "", role)

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Add the rows."""
        self.dismiss(True)
