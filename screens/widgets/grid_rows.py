"""The rows of a grid: which key stands where, and what has been drawn of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeAlias

from textual.strip import Strip

from screens.widgets.grid_layout import Cell

__all__ = ["RowCache", "RowKey", "RowOrder"]

_KEPT_ROWS = 512
"""Rows kept for when they come back in sight."""

_NEAR = 8
"""Rows around where a key stood that are looked at first: an edit brings few, or takes few away."""

RowKey: TypeAlias = Hashable
"""What a screen names a row by: a record's id, or a table and an id."""


class RowOrder:
    """A sequence of row keys as handed down, with the way back from key to place.

    Nothing is copied or counted until it is asked for: ten thousand rows are taken over at once.
    """

    def __init__(self, rows: Sequence[RowKey] = ()) -> None:
        """Take over the rows.

        Args:
            rows: Keys in order, each once; not to be changed afterwards.
        """
        self._rows = rows
        self._places: dict[RowKey, int] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: int) -> RowKey:
        return self._rows[place]

    @property
    def keys(self) -> Sequence[RowKey]:
        """The keys in order."""
        return self._rows

    def place(self, key: RowKey, hint: int = -1) -> int | None:
        """Where a key stands, or None.

        Args:
            key: The key sought.
            hint: Where it stood last; most often it still does, and nothing needs counting.
        """
        if 0 <= hint < len(self._rows) and self._rows[hint] == key:
            return hint
        if self._places is None:
            for place in range(max(0, hint - _NEAR), min(hint + _NEAR, len(self._rows))):
                if self._rows[place] == key:
                    return place
            self._places = {row: place for place, row in enumerate(self._rows)}
        return self._places.get(key)

    def nearest(self, before: RowOrder, place: int) -> int:
        """Where a cursor that stood at `place` of another order goes in this one.

        To the same key; where that is gone, to the nearest neighbour that is still here, the one
        below first, as a list closes upwards over a removed row.
        """
        if not len(self):
            return 0
        if place < len(before):
            same = self.place(before[place], place)
            if same is not None:
                return same
        for distance in range(1, len(before)):
            for neighbour in (place + distance, place - distance):
                if 0 <= neighbour < len(before):
                    found = self.place(before[neighbour])
                    if found is not None:
                        return found
        return max(0, min(place, len(self) - 1))


class RowCache:
    """What rows in sight show, kept for when they come back: their cells, and their lines."""

    def __init__(self) -> None:
        """Start empty."""
        self._cells: OrderedDict[RowKey, dict[str, Cell]] = OrderedDict()
        self._lines: dict[tuple[RowKey, bool], Strip] = {}

    def cells(
        self, key: RowKey, columns: Iterable[str], ask: Callable[[RowKey, str], Cell | str]
    ) -> dict[str, Cell]:
        """A row's cells by column, each asked for once until it is dropped."""
        cells = self._cells.get(key)
        if cells is None:
            cells = self._cells[key] = {}
            if len(self._cells) > _KEPT_ROWS:
                self._cells.popitem(last=False)
        for column in columns:
            if column not in cells:
                cells[column] = _shown(ask(key, column))
        return cells

    def renew_cell(
        self, key: RowKey, column: str, ask: Callable[[RowKey, str], Cell | str]
    ) -> None:
        """Ask anew for one cell of a row, and forget how the row was drawn."""
        if key in self._cells:
            self._cells[key][column] = _shown(ask(key, column))
        self._drop_lines_of(key)

    def renew(
        self, keys: Iterable[RowKey], ask: Callable[[RowKey, str], Cell | str]
    ) -> frozenset[RowKey]:
        """Ask anew for the cells of rows in sight, and forget the others.

        Args:
            keys: The rows in sight.
            ask: What a cell shows now.

        Returns:
            The rows of which a cell that was drawn is now another; those never drawn with them.
        """
        before, self._cells = self._cells, OrderedDict()
        changed = set()
        for key in keys:
            drawn = before.get(key)
            if drawn is None or self.cells(key, drawn, ask) != drawn:
                changed.add(key)
        kept = self._cells.keys() - changed
        self._lines = {at: line for at, line in self._lines.items() if at[0] in kept}
        return frozenset(changed)

    def line(self, key: RowKey, marked: bool) -> Strip | None:
        """A row's line as it was drawn last, if it is kept."""
        return self._lines.get((key, marked))

    def keep_line(self, key: RowKey, marked: bool, line: Strip) -> None:
        """Keep a row's line."""
        if len(self._lines) > _KEPT_ROWS:
            self._lines.clear()
        self._lines[key, marked] = line

    def drop(self, key: RowKey) -> None:
        """Forget one row."""
        self._cells.pop(key, None)
        self._drop_lines_of(key)

    def _drop_lines_of(self, key: RowKey) -> None:
        self._lines.pop((key, False), None)
        self._lines.pop((key, True), None)

    def drop_lines(self) -> None:
        """Forget how rows were drawn, but not what they show."""
        self._lines.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._cells.clear()
        self._lines.clear()


def _shown(shown: Cell | str) -> Cell:
    return Cell(shown) if isinstance(shown, str) else shown
