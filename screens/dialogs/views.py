"""Chooses which columns are shown, and a saved filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.keys import bindings
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
    """What to show."""

    hidden: frozenset[str]
    """The columns to hide."""
    filter: str | None
    """The filter to show by; None leaves it as it is."""
    saved: Mapping[str, str]
    """The filters of one's own that are left, by name."""
    name: bool = False
    """Is the filter in force to be kept under a name?"""


class ViewsDialog(Dialog[ViewChoice]):
    """Enter turns a column on or off, or takes a filter and closes; Esc keeps the columns."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("views")]

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {
        "grid.open": "show or hide",
        "dialog.cancel": "close",
    }

    DEFAULT_CSS = """
    ViewsDialog #views { max-height: 78vh; }
    """

    def __init__(self, hidden: Collection[str], filter_text: str, saved: Mapping[str, str]) -> None:
        """Prepare the list.

        Args:
            hidden: The columns that are hidden now.
            filter_text: The filter in force.
            saved: Filters of one's own, by name.
        """
        super().__init__("Columns and filters")
        self._hidden = set(hidden)
        self._filter = filter_text.strip()
        self._saved = dict(saved)
        self._all = [column for column in columns() if column.key != "title"]

    def body(self) -> Iterable[Widget]:
        """Filters first, then the columns."""
        grid = Grid(
            (Column("shown", "", 3), Column("what", "Show", 40, flexible=True)),
            cursor_type="row",
            markable=False,
            id="views",
        )
        self._show(grid)
        yield grid

    def _show(self, grid: Grid) -> None:
        rows: list[RowKey] = [("filter", text) for text, _ in SAVED_FILTERS]
        rows += [("own", name) for name in self._saved]
        known = {text for text, _ in SAVED_FILTERS} | set(self._saved.values())
        if self._filter not in known:
            rows.append(("keep", ""))
        rows += [("column", column.key) for column in self._all]
        grid.styles.height = len(rows) + 2
        grid.show(rows, self._cell)

    def on_mount(self) -> None:
        """Begin at the filters."""
        self.query_one(Grid).focus()

    def _cell(self, row: RowKey, column: str) -> Cell:
        assert isinstance(row, tuple)
        kind, key = row
        if kind == "filter":
            on = key == self._filter
            return Cell("*" if on else "") if column == "shown" else Cell(dict(SAVED_FILTERS)[key])
        if kind == "own":
            text = self._saved.get(key, "")
            on = "*" if text == self._filter else ""
            return Cell(on if column == "shown" else f"{key}: {text}")
        if kind == "keep":
            return Cell(
                "" if column == "shown" else f"Keep the filter under a name: {self._filter}"
            )
        if column == "shown":
            return Cell("" if key in self._hidden else "x")
        return Cell("Column: " + next(c.title for c in self._all if c.key == key))

    @on(Grid.Activated)
    def _chosen(self, event: Grid.Activated) -> None:
        event.stop()
        assert isinstance(event.key, tuple)
        kind, key = event.key
        if kind == "column":
            self._turn(event.grid, key)
            return
        text = {"filter": key, "own": self._saved.get(key)}.get(kind)
        self.dismiss(self._choice(text, name=kind == "keep"))

    def _turn(self, grid: Grid, key: str) -> None:
        self._hidden ^= {key}
        grid.invalidate([("column", key)])

    def _choice(self, text: str | None = None, *, name: bool = False) -> ViewChoice:
        return ViewChoice(frozenset(self._hidden), text, dict(self._saved), name)

    def action_remove(self) -> None:
        """Pressed twice, forget a filter of one's own."""
        grid = self.query_one(Grid)
        row = grid.cursor_key
        if not isinstance(row, tuple) or row[0] != "own":
            self.notify("Only filters of your own can be removed", markup=False)
        elif not grid.twice("remove"):
            self.notify(f"d again forgets {row[1]}", markup=False)
        else:
            del self._saved[row[1]]
            self._show(grid)

    def action_cancel(self) -> None:
        """Keep the columns as chosen, and the filter as it was."""
        self.dismiss(self._choice())
