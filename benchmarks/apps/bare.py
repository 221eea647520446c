"""The measure of all screens: a bare Textual app, a Header over a DataTable.

python benchmarks/apps/bare.py [ROWS]
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Header

COLUMNS = ("Step", "Title", "Lead", "Due", "State", "Needed", "Percent")
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200


def row(number: int) -> tuple[str, ...]:
    """What stands in a row."""
    return (
        f"S{number}",
        f"Publish the guidance note number {number} for the counters",
        f"Sione Tamasese {number % 40}",
        f"{number % 28 + 1} Nov 2026",
        ("on track", "done", "not started")[number % 3],
        f"USD {number % 900 * 10} printing",
        f"{number % 101} %",
    )


class Bare(App[None]):
    """The app."""

    TITLE = "Bare"

    def compose(self) -> ComposeResult:
        """A header over the table."""
        yield Header()
        yield DataTable()

    def on_mount(self) -> None:
        """Fill the table, and take the keys into it."""
        table = self.table
        table.add_columns(*COLUMNS)
        table.add_rows(map(row, range(1, ROWS + 1)))
        table.focus()

    @property
    def table(self) -> DataTable[str]:
        """The table."""
        return self.query_one(DataTable)


if __name__ == "__main__":
    Bare().run()
