"""Who is beside whom on a power/interest matrix."""

from __future__ import annotations

from typing import Literal

from screens.widgets.matrix_layout import MatrixLayout

__all__ = ["MatrixMap", "Way"]

Way = Literal["up", "down", "left", "right"]


class MatrixMap(MatrixLayout):
    """A layout in which one can find the way from anybody to anybody else."""

    @property
    def order(self) -> list[int]:
        """Everybody in the order of reading: from the top, then those not yet placed."""
        placed = [one.key for cell in self._filled for one in self.cells[cell]]
        return [*placed, *(one.key for one in self.unplaced)]

    @property
    def _filled(self) -> list[tuple[int, int]]:
        return sorted(self.cells, key=lambda cell: (-cell[0], cell[1]))

    def next_cell(self, key: int, by: int) -> int | None:
        """The first in the next cell where somebody stands, or the one before."""
        groups = [[one.key for one in self.cells[cell]] for cell in self._filled]
        if self.unplaced:
            groups.append([one.key for one in self.unplaced])
        here = next((place for place, group in enumerate(groups) if key in group), None)
        if here is None or not 0 <= here + by < len(groups):
            return None
        return groups[here + by][0]

    def beside(self, key: int, way: Way) -> int | None:
        """Who is next in a direction; None where the matrix ends."""
        for cell, people in self.cells.items():
            place = next((i for i, one in enumerate(people) if one.key == key), None)
            if place is not None:
                return self._beside_in(cell, place, way)
        return self._beside_in_strip(key, way)

    def _beside_in(self, cell: tuple[int, int], place: int, way: Way) -> int | None:
        people = self.cells[cell]
        lines, _ = self.grid(*cell)
        step = {"up": -1, "down": 1, "left": -lines, "right": lines}[way]
        there = place + step
        if way == "right" and place // lines < (len(people) - 1) // lines:
            there = min(there, len(people) - 1)
        if 0 <= there < len(people):
            return people[there].key
        other = self._other_cell(cell, way)
        if other is None:
            return self.unplaced[0].key if way == "down" and self.unplaced else None
        keys = [one.key for one in self.cells[other]]
        if way == "up":
            return keys[-1]
        if way == "down":
            return keys[0]
        return self._level_with(other, place % lines, last=way == "left")

    def _level_with(self, cell: tuple[int, int], line: int, *, last: bool) -> int:
        """Who stands on a line of a cell that is entered from the side."""
        people = self.cells[cell]
        lines, _ = self.grid(*cell)
        start = (len(people) - 1) // lines * lines if last else 0
        return people[min(start + line, len(people) - 1, start + lines - 1)].key

    def _other_cell(self, cell: tuple[int, int], way: Way) -> tuple[int, int] | None:
        """The nearest cell in a direction: in the same band or column first."""
        power, interest = cell
        if way in ("up", "down"):
            sign = 1 if way == "up" else -1
            found = [
                (sign * (p - power), abs(i - interest), (p, i))
                for p, i in self.cells
                if sign * (p - power) > 0
            ]
        else:
            sign = 1 if way == "right" else -1
            found = [
                (abs(p - power), sign * (i - interest), (p, i))
                for p, i in self.cells
                if sign * (i - interest) > 0
            ]
        return min(found)[2] if found else None

    def _beside_in_strip(self, key: int, way: Way) -> int | None:
        keys = [one.key for one in self.unplaced]
        if key not in keys:
            return None
        if way == "up":
            lowest = self._filled[-1] if self.cells else None
            return self.cells[lowest][-1].key if lowest is not None else None
        there = keys.index(key) + {"left": -1, "right": 1, "down": 0}[way]
        return keys[there] if 0 <= there < len(keys) and way != "down" else None
