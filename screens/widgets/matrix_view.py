"""The picture of a power/interest matrix: what it is given to show, and its lines."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.reactive import var
from textual.strip import Strip

from screens.widgets.cells import cell_len, ellipsis, fit
from screens.widgets.key_order import KeyOrder
from screens.widgets.matrix_layout import AXIS, BORDER, SCALE, SIGNS, Placed, Slot
from screens.widgets.matrix_ways import MatrixMap
from screens.widgets.strips import Piece, strip_of

__all__ = ["MatrixView"]


class _Furniture(NamedTuple):
    """The characters of the lines: solid, and dotted at the borderline."""

    vertical: str
    horizontal: str
    top: str
    cross: str
    corner: str
    foot: str
    head: str
    dot: str


_UNICODE = _Furniture("│", "─", "┌", "┼", "└", "┴", "┬", "·")
_ASCII = _Furniture("|", "-", "+", "+", "+", "+", "+", ".")

QUADRANTS = (("KEEP SATISFIED", "MANAGE CLOSELY"), ("MONITOR", "KEEP INFORMED"))
"""The strategies as they stand on the matrix."""

_Mark = tuple[int, str, str]
"""A text at a place of a line, and the name of its style."""


class MatrixView(KeyOrder):
    """A matrix with names in its cells, a cursor and marks, but no keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--rule",
        "matrix--quadrant",
        "matrix--axis",
        "matrix--pointer",
        "matrix--mark",
        "matrix--cursor",
        "matrix--cursor-blurred",
        "matrix--more",
    }
    """
    | Class | Description |
    | :- | :- |
    | `matrix--rule` | The lines. |
    | `matrix--quadrant` | The name of a strategy. |
    | `matrix--axis` | Scales and labels. |
    | `matrix--pointer` | The `>` before the name under the cursor. |
    | `matrix--mark` | The `*` before a marked name. |
    | `matrix--cursor` | The name under the cursor. |
    | `matrix--cursor-blurred` | The same while something else has the focus. |
    | `matrix--more` | How many more stand in a cell. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    MatrixView {
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;

        & > .matrix--rule { color: auto 40%; }
        & > .matrix--quadrant { color: $text-primary; text-style: bold; }
        & > .matrix--axis { color: auto 70%; }
        & > .matrix--pointer { color: $text-primary; text-style: bold; }
        & > .matrix--mark { color: $text-primary; text-style: bold; }
        & > .matrix--cursor { color: $foreground; background: $primary 50%; }
        & > .matrix--cursor-blurred { text-style: underline; }
        & > .matrix--more { color: auto 70%; }

        &:ansi {
            background: ansi_default;
            color: ansi_default;
            & > .matrix--rule { color: ansi_default; text-style: dim; }
            & > .matrix--quadrant { color: ansi_default; text-style: bold; }
            & > .matrix--axis { color: ansi_default; text-style: dim; }
            & > .matrix--pointer { color: ansi_default; }
            & > .matrix--mark { color: ansi_default; }
            & > .matrix--cursor {
                color: ansi_default;
                background: ansi_default;
                text-style: reverse;
            }
            & > .matrix--more { color: ansi_default; text-style: dim; }
        }
        &:nocolor > .matrix--cursor { text-style: reverse; }
    }
    """

    ascii: var[bool] = var(False, init=False)
    """Draw with ASCII alone?"""

    def __init__(self, *, empty_text: str = "", id: str | None = None) -> None:
        """Initialise the matrix, empty.

        Args:
            empty_text: Said where there is nobody; its lines are kept, and nothing is markup.
            id: The ID of the widget in the DOM.
        """
        super().__init__(id=id)
        self.empty_text = empty_text
        self._people: tuple[Placed, ...] = ()
        self._cursor: int | None = None
        self._marks: frozenset[int] = frozenset()
        self._laid: MatrixMap | None = None
        self._slots: dict[int, list[Slot]] = {}

    def on_focus(self) -> None:
        """Light the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Dim the cursor."""
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew."""
        self._laid = None
        self._slots.clear()
        self.refresh()

    def watch_ascii(self) -> None:
        """Draw with the other furniture."""
        self.refresh()

    # Drawing

    def _layout_now(self) -> MatrixMap:
        if self._laid is None:
            self._laid = MatrixMap(self._people, *self.size)
        return self._laid

    def _all_slots(self) -> list[Slot]:
        return [slot for line in self._lines().values() for slot in line]

    def _lines(self) -> dict[int, list[Slot]]:
        """Names and counts by line, laid out once for each place of the cursor."""
        if not self._slots and self._people:
            laid = self._layout_now()
            found = [
                slot
                for power in range(1, SCALE + 1)
                for interest in range(1, SCALE + 1)
                for slot in laid.cell_slots(power, interest, self._cursor)
            ]
            for slot in (*found, *laid.strip_slots(self._cursor)):
                self._slots.setdefault(slot.y, []).append(slot)
        return self._slots

    def render_line(self, y: int) -> Strip:
        """Draw one line: a rule, a line of a band, or one of those not yet placed."""
        laid, width, base = self._layout_now(), self.size.width, self.rich_style
        lines = _ASCII if self.ascii else _UNICODE
        if y == 0 or y == laid.border_y:
            marks = self._rule(laid, lines, top=y == 0)
        elif y == laid.axis_y:
            marks = self._scale(laid, lines)
        elif y > laid.axis_y:
            label = y == laid.axis_y + 1 and laid.strip_lines
            marks = [(1, "Not placed", "axis")] if label else []
        else:
            marks = self._band(laid, lines, y)
        marks += self._names(y) if self._people else self._said(y)
        return strip_of(self._pieces(marks), width, base)

    def _rule(self, laid: MatrixMap, lines: _Furniture, *, top: bool) -> list[_Mark]:
        """A line across, with the names of the two strategies under it."""
        left, right = QUADRANTS[0 if top else 1]
        end = self.size.width - 1
        rule = lines.horizontal * max(0, end - AXIS)
        cross = lines.head if top else lines.cross
        marks = [
            (AXIS - 1, (lines.top if top else lines.cross), "rule"),
            (AXIS, rule, "rule"),
            (laid.border_x, cross, "rule"),
            (AXIS + 1, f" {left} ", "quadrant"),
            (laid.border_x + 2, f" {right} ", "quadrant"),
        ]
        return [(0, " power", "axis"), *marks] if top else marks

    def _scale(self, laid: MatrixMap, lines: _Furniture) -> list[_Mark]:
        """The scale of interest."""
        end = self.size.width - 1
        marks = [
            (AXIS - 1, lines.corner, "rule"),
            (AXIS, lines.horizontal * max(0, end - AXIS), "rule"),
            (laid.border_x, lines.foot, "rule"),
        ]
        ticks = [laid.box(1, interest).x + SIGNS - 1 for interest in range(1, SCALE + 1)]
        marks += [(x, f" {place + 1} ", "axis") for place, x in enumerate(ticks)]
        return [*marks, (max(end - 10, ticks[-1] + 3), " interest ", "axis")]

    def _band(self, laid: MatrixMap, lines: _Furniture, y: int) -> list[_Mark]:
        """A line of a band of power, before anybody stands in it."""
        marks: list[_Mark] = [
            (AXIS - 1, lines.vertical, "rule"),
            (laid.border_x, lines.vertical, "rule"),
        ]
        if y == laid.dotted:
            count = max(0, self.size.width - 1 - AXIS)
            dots = (lines.dot + " ") * (count // 2)
            word = " borderline "
            marks.insert(0, (AXIS, dots, "rule"))
            marks.append((self.size.width - 2 - len(word), word, "axis"))
        else:
            marks.append((laid.dots_x, lines.dot, "rule"))
        for power in range(SCALE, 0, -1):
            if laid.tick_y(power) == y and laid.box(power, 1).height:
                sign = lines.dot if power == BORDER else " "
                marks.append((3, f"{power}{sign}", "axis"))
        return marks

    def _names(self, y: int) -> list[_Mark]:
        """Who stands on this line."""
        marks: list[_Mark] = []
        for slot in self._lines().get(y, ()):
            room = max(0, slot.width - SIGNS)
            if slot.key is None:
                marks.append((slot.x + SIGNS, slot.text[:room] or slot.text, "more"))
                continue
            marked, here = slot.key in self._marks, slot.key == self._cursor
            if not slot.goes_on:
                if marked:
                    marks.append((slot.x, "*", "mark"))
                if here:
                    marks.append((slot.x + marked, ">", "pointer"))
            text = fit(slot.text, room, ellipsis=ellipsis(self.ascii), align="left").rstrip()
            lit = "cursor" if self.has_focus else "cursor-blurred"
            marks.append((slot.x + SIGNS, text, lit if here else ""))
        return marks

    def _said(self, y: int) -> list[_Mark]:
        """What is said where there is nobody."""
        lines = self.empty_text.splitlines()
        place = y - 2
        if not 0 <= place < len(lines):
            return []
        room = self.size.width - AXIS - 3
        return [(AXIS + 2, fit(lines[place], room, ellipsis=ellipsis(self.ascii)), "")]

    def _pieces(self, marks: list[_Mark]) -> list[Piece]:
        """One line of texts at their places, what comes later over what comes before."""
        width = self.size.width
        cells: list[tuple[str, str]] = [(" ", "")] * width
        for x, text, style in marks:
            for character in text:
                size = cell_len(character)
                if size == 0 and 0 < x <= width:
                    cells[x - 1] = (cells[x - 1][0] + character, cells[x - 1][1])
                    continue
                if x >= 0 and x + size <= width:
                    cells[x] = (character, style)
                    if size == 2:
                        cells[x + 1] = ("", style)
                x += size
        styles: dict[str, Style] = {"": self.rich_style}
        for _, style in cells:
            if style not in styles:
                styles[style] = self.get_component_rich_style(f"matrix--{style}")
        return [(text, styles[style]) for text, style in cells]
