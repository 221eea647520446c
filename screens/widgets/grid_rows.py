"""The order of a grid's rows: which key stands where, and where the cursor goes without it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeAlias

__all__ = ["RowKey", "RowOrder"]

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
