"""Where a grid's columns, rows and cursor stand on the screen, and how they scroll."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region, Size
from textual.reactive import var

from screens.widgets.grid_layout import Column, Layout
from screens.widgets.grid_look import GridLook
from screens.widgets.grid_rows import RowCache, RowKey, RowOrder

__all__ = ["HEADER", "GridPlaces"]

HEADER = 2
"""Lines above the rows: the headings and a rule."""


class GridPlaces(GridLook, inherit_bindings=False):
    """The places of a grid: what scrolls is counted in rows, and in whole columns.

    The cursor's row and column are kept here; what moves it is the grid's own.
    """

    spaced: var[bool] = var(False, init=False)
    """Is there an empty line after each row, for eyes at the back of a room?"""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        frozen: int,
        name: str | None,
        id: str | None,
        classes: str | None,
        disabled: bool,
    ) -> None:
        """Initialise the places, with no rows yet.

        Args:
            columns: The grid's columns.
            frozen: How many of them, from the left, never scroll.
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
            disabled: Whether the widget is disabled.
        """
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._columns = tuple(columns)
        self._frozen = frozen
        self._order = RowOrder()
        self._row = self._column = self._left = 0
        self._measured: Layout | None = None
        self._cache = RowCache()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns. Set anew, the cursor stays on the column of the same key."""
        return self._columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        before = self._columns[self._column].key if self._columns else ""
        self._columns = tuple(columns)
        places = [column.key for column in self._columns]
        last = max(0, len(places) - 1)
        self._column = places.index(before) if before in places else min(self._column, last)
        self._relay()

    @property
    def frozen(self) -> int:
        """How many columns, from the left, never scroll."""
        return self._frozen

    @frozen.setter
    def frozen(self, frozen: int) -> None:
        self._frozen = frozen
        self._relay()

    @property
    def _in_sight(self) -> Sequence[RowKey]:
        top = self.scroll_offset.y
        end = min(top + self._body_height, len(self._order))
        return [self._order[row] for row in range(top, end)]

    @property
    def _pitch(self) -> int:
        """Lines from one row to the next."""
        return 2 if self.spaced else 1

    @property
    def _body_lines(self) -> int:
        return max(0, self.size.height - HEADER)

    @property
    def _body_height(self) -> int:
        """How many rows are in sight."""
        return (self._body_lines + self._pitch - 1) // self._pitch

    def _make_room(self) -> None:
        """Let the last row scroll up to the bottom; what scrolls is counted in rows."""
        size = Size(0, HEADER + len(self._order) + self._body_lines - self._body_height)
        if size != self.virtual_size:
            self.virtual_size = size

    def _layout_now(self) -> Layout:
        """The columns' widths, measured once for each width of the screen."""
        width = self.size.width
        if self._measured is None or self._measured.width != width:
            self._measured = Layout.of(self._columns, self._frozen, width)
        return self._measured

    def _scroll(self, top: int) -> None:
        """Put a row at the top, as far as the rows allow, without a way there."""
        if self.is_attached and self.size:
            self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)

    def _reveal(self) -> None:
        """Scroll so that the cursor's cell is in sight: by rows, and by whole columns."""
        height = self._body_height
        if not height:
            return
        top = self.scroll_offset.y
        if not top <= self._row < top + height:
            above, far = self._row < top, not top - height < self._row < top + 2 * height
            near = self._row if above else self._row - height + 1
            self._scroll(self._row - height // 2 if far else near)
        left = self._layout_now().left_for(self._column, self._left)
        if left != self._left:
            self._left = left
            self._cache.drop_lines()
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Redraw the rows alone: the headings do not scroll."""
        if round(old_value) != round(new_value):
            self.refresh(Region(0, HEADER, self.size.width, self._body_lines))

    def on_resize(self) -> None:
        """Lay out anew, with the cursor still in sight."""
        if self.spaced:
            self._make_room()
        if self._measured is not None and self._measured.width == self.size.width:
            self._reveal()
        else:
            self._relay()

    def _relay(self) -> None:
        self._measured = None
        self._cache.drop_lines()
        self._reveal()
        self.refresh()

    def watch_spaced(self) -> None:
        """Stand the rows apart, or close, with the cursor still in sight."""
        self._make_room()
        self._reveal()
        self.refresh()

    def _refresh_row(self, row: int) -> None:
        y = row - self.scroll_offset.y
        if 0 <= y < self._body_height:
            self.refresh(Region(0, HEADER + y * self._pitch, self.size.width, 1))

    def _refresh_key(self, key: RowKey) -> None:
        top = self.scroll_offset.y
        for row in range(top, min(top + self._body_height, len(self._order))):
            if self._order[row] == key:
                self._refresh_row(row)
                return
