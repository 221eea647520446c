"""The bare app with keys that change its table, each the way DataTable offers it.

    python benchmarks/apps/bare_edit.py [ROWS]

`e` sets the cell under the cursor, `s` sorts by the next column, `f` shows every other row.
"""

from __future__ import annotations

from typing import ClassVar

from bare import ROWS, Bare, row
from textual.binding import BindingType


class BareEdit(Bare):
    """The app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("e", "edit", "edit"),
        ("s", "sort", "sort"),
        ("f", "filter", "filter"),
    ]

    count = 0

    def action_edit(self) -> None:
        """Set the cell under the cursor."""
        self.count += 1
        self.table.update_cell_at(self.table.cursor_coordinate, f"edit {self.count}")

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.count += 1
        columns = list(self.table.columns)
        self.table.sort(columns[self.count % len(columns)])

    def action_filter(self) -> None:
        """Show every other row, then the others."""
        self.count += 1
        self.table.clear()
        self.table.add_rows(row(number) for number in range(1 + self.count % 2, ROWS + 1, 2))


if __name__ == "__main__":
    BareEdit().run()
