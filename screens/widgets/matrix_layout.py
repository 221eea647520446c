"""Where people stand on a power/interest matrix of a given size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from screens.widgets.cells import cell_len, clean
from screens.widgets.matrix_names import INDENT, LINES, WIDEST, in_lines, narrowest, shares

__all__ = ["AXIS", "BORDER", "SCALE", "SIGNS", "Box", "MatrixLayout", "Placed", "Slot"]

AXIS = 7
"""Cells left of the matrix: the scale of power and its line."""
STRIP = 12
"""Cells left of those not yet placed: what the strip is called."""

SCALE = 5
BORDER = 3
"""The middle of both scales: it counts as high."""

SIGNS = 2
"""Cells before a name, for the cursor's sign and a mark."""
_GAP = 1
_LEAST = 6
"""Cells of a column in which nobody stands."""
_LABELLED = 14
"""Cells of the last column: its number, and what the scale is called."""
_SLOT = 11
"""Cells below which a name can no longer be told from others."""
_MORE = 8
"""Cells for the count of those not shown."""


class Placed(NamedTuple):
    """Somebody to be shown; without power and interest, not yet placed."""

    key: int
    name: str
    """Data, never markup."""
    power: int | None = None
    interest: int | None = None


class Slot(NamedTuple):
    """A piece of a line: somebody's name with room for signs before it, or how many more."""

    x: int
    y: int
    width: int
    text: str
    key: int | None
    goes_on: bool = False
    """Is it a further line of a name?"""


class Box(NamedTuple):
    """One cell of the matrix."""

    x: int
    y: int
    width: int
    height: int


@dataclass
class MatrixLayout:
    """People on a matrix of one size. Bands of power run from the top, 5 to 1.

    In a cell names run down; where they have no room on lines of their own, beside one another;
    where there is no room for that either, a page of them is shown with the count of the others.
    """

    people: Sequence[Placed]
    width: int
    height: int
    columns: list[int] = field(init=False)
    """The widths of the columns of interest, 1 to 5."""
    bands: list[int] = field(init=False)
    """The lines of the bands of power, 5 to 1."""
    dotted: int = field(init=False)
    """The line that shows where the borderline ends above; 0 for none."""

    def __post_init__(self) -> None:
        """Lay out."""
        self.cells: dict[tuple[int, int], list[Placed]] = {}
        self.unplaced: list[Placed] = []
        ordered = sorted(self.people, key=lambda person: (person.name.casefold(), person.key))
        for person in ordered:
            if person.power is not None and person.interest is not None:
                self.cells.setdefault((person.power, person.interest), []).append(person)
            else:
                self.unplaced.append(person)
        self.columns = self._divided(max(0, self.width - AXIS - 2))
        self._pages = self._strip_pages()
        lines = self.height - 3 - self.strip_lines
        wants = [self._deepest(power) for power in range(SCALE, 0, -1)]
        self.dotted = int(lines > max(sum(wants), SCALE))
        self.bands = self._banded(max(0, lines - self.dotted), wants)
        if self.dotted:
            self.dotted = 1 + self.bands[0] + self.bands[1]

    def _divided(self, width: int) -> list[int]:
        """The columns' widths: for names on as few lines as leaves room for all."""
        for lines in range(1, LINES + 1):
            wants = self._widths(lines)
            if sum(wants) <= width:
                break
        return shares(width, wants)

    def _widths(self, lines: int) -> list[int]:
        wants = [_LEAST] * (SCALE - 1) + [_LABELLED]
        for (_, interest), people in self.cells.items():
            longest = max(narrowest(clean(person.name), lines) for person in people)
            longest += SIGNS + _GAP + (interest == BORDER)
            wants[interest - 1] = max(wants[interest - 1], min(longest, WIDEST))
        return wants

    def _banded(self, lines: int, wants: list[int]) -> list[int]:
        """The bands' lines: one for each name comes before further lines for long names."""
        least = [
            max(len(self.cells.get((power, i + 1), ())) or 1 for i in range(SCALE))
            for power in range(SCALE, 0, -1)
        ]
        spare = lines - sum(least)
        if sum(wants) <= lines or spare < 0:
            return shares(lines, wants if spare >= 0 else least)
        more = [want - one for want, one in zip(wants, least, strict=True)]
        return [one + part for one, part in zip(least, shares(spare, more), strict=True)]

    def _room(self, interest: int) -> int:
        """The cells of a name that stands alone on its line."""
        return self.columns[interest - 1] - (interest == BORDER) - SIGNS - _GAP

    def _deepest(self, power: int) -> int:
        """The lines that the fullest cell of a band could use."""
        return max(
            sum(
                len(in_lines(clean(person.name), self._room(interest)))
                for person in self.cells.get((power, interest), ())
            )
            or 1
            for interest in range(1, SCALE + 1)
        )

    # Where things are

    @property
    def strip_lines(self) -> int:
        """Lines for those who are not yet placed."""
        return max((len(page) for page in self._pages), default=0)

    @property
    def border_x(self) -> int:
        """Where the line between low and high interest is."""
        return AXIS + self.columns[0] + self.columns[1]

    @property
    def dots_x(self) -> int:
        """Where the borderline of interest ends at the right."""
        return self.border_x + self.columns[2]

    @property
    def border_y(self) -> int:
        """Where the line between low and high power is."""
        return 1 + sum(self.bands[:3]) + bool(self.dotted)

    @property
    def axis_y(self) -> int:
        """Where the scale of interest is."""
        return self.border_y + 1 + self.bands[3] + self.bands[4]

    def box(self, power: int, interest: int) -> Box:
        """Where a cell is, its lines left out."""
        band = SCALE - power
        y = 1 + sum(self.bands[:band]) + (power < BORDER) + (bool(self.dotted) and power <= BORDER)
        x = AXIS + sum(self.columns[: interest - 1]) + (interest >= BORDER)
        width = self.columns[interest - 1] - (interest == BORDER)
        return Box(x, y, width, self.bands[band])

    def tick_y(self, power: int) -> int:
        """The line on which a band's number stands."""
        box = self.box(power, 1)
        return box.y + max(0, box.height - 1) // 2

    # Who is where

    def grid(self, power: int, interest: int) -> tuple[int, int]:
        """How many lines a cell uses and how many names stand side by side in it."""
        box, count = self.box(power, interest), len(self.cells.get((power, interest), ()))
        height = max(1, box.height)
        beside = min(-(-count // height), max(1, box.width // _SLOT))
        return min(height, -(-count // max(1, beside))), max(1, beside)

    def cell_slots(self, power: int, interest: int, cursor: int | None) -> list[Slot]:
        """What a cell shows: the page of its names that the cursor is on, and how many more."""
        people = self.cells.get((power, interest), [])
        box = self.box(power, interest)
        if not people or box.height <= 0 or box.width <= SIGNS:
            return []
        if len(people) <= box.height and box.width >= _LEAST:
            return self._column(people, box)
        lines, beside = self.grid(power, interest)
        room = lines * beside
        shown = people
        if len(people) > room:
            page = max(1, room - 1)
            place = next((i for i, each in enumerate(people) if each.key == cursor), 0)
            start = place // page * page
            shown = people[start : start + page]
        top = box.y + (box.height - lines) // 2
        width = box.width // beside
        slots = [
            Slot(
                box.x + place // lines * width, top + place % lines, width - _GAP, one.name, one.key
            )
            for place, one in enumerate(shown)
        ]
        more = len(people) - len(shown)
        if more and room > 1:
            place = room - 1
            x, y = box.x + place // lines * width, top + place % lines
            slots.append(Slot(x, y, width - _GAP, f"+{more}", None))
        elif more:
            sign = f" +{more}"
            first = slots[0]
            slots = [first._replace(width=max(SIGNS + 1, first.width - len(sign)))]
            slots.append(
                Slot(first.x + slots[0].width - SIGNS, first.y, len(sign) + SIGNS, sign, None)
            )
        return slots

    def _column(self, people: list[Placed], box: Box) -> list[Slot]:
        """Names one under the other, those on several lines for which there is room."""
        room = box.width - SIGNS - _GAP
        spare = box.height - len(people)
        named: list[tuple[int, list[str]]] = []
        for person in people:
            parts = in_lines(clean(person.name), room, min(LINES, spare + 1))
            spare -= len(parts) - 1
            named.append((person.key, parts))
        y = box.y + (box.height - sum(len(parts) for _, parts in named)) // 2
        slots: list[Slot] = []
        for key, parts in named:
            for place, part in enumerate(parts):
                slots.append(
                    Slot(
                        box.x + INDENT * (place > 0),
                        y,
                        box.width - _GAP - INDENT * (place > 0),
                        part,
                        key,
                        place > 0,
                    )
                )
                y += 1
        return slots

    def _strip_pages(self) -> list[list[list[Placed]]]:
        """Pages of lines of those not yet placed: few lines where the matrix is low."""
        deep = 1 if self.height < 20 else 2 if self.height < 30 else 3
        room = max(_SLOT, self.width - STRIP - _MORE)
        pages: list[list[list[Placed]]] = []
        used = 0
        for person in self.unplaced:
            wide = min(cell_len(clean(person.name)), room - SIGNS) + SIGNS + _GAP
            if not pages or used + wide > room:
                if not pages or len(pages[-1]) == deep:
                    pages.append([])
                pages[-1].append([])
                used = 0
            pages[-1][-1].append(person)
            used += wide
        return pages

    def strip_slots(self, cursor: int | None) -> list[Slot]:
        """Those not yet placed, the page that the cursor is on, and how many more there are."""
        if not self._pages:
            return []
        page = next(
            (
                page
                for page in self._pages
                if any(one.key == cursor for line in page for one in line)
            ),
            self._pages[0],
        )
        slots: list[Slot] = []
        room = max(_SLOT, self.width - STRIP - _MORE)
        x = y = 0
        for row, line in enumerate(page):
            x, y = STRIP, self.axis_y + 1 + row
            for person in line:
                width = min(cell_len(clean(person.name)), room - SIGNS) + SIGNS
                slots.append(Slot(x, y, width, person.name, person.key))
                x += width + _GAP
        more = len(self.unplaced) - sum(map(len, page))
        if more:
            slots.append(Slot(x, y, _MORE, f"+{more}", None))
        return slots
