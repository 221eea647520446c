"""The one table of the desk: virtual rows, a frozen part, a cursor that stays with its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.binding import BindingType
from textual.message import Message

from screens.keys import bindings
from screens.widgets.grid_layout import ROLES, Cell, Column
from screens.widgets.grid_rows import RowKey
from screens.widgets.grid_view import HEADER, CellSource, GridView, RoleSource
from screens.widgets.key_order import KeyOrder, plain_moves

__all__ = ["ROLES", "Cell", "CellSource", "Column", "Grid", "RoleSource", "RowKey"]

_WHEEL_ROWS = 3


class Grid(GridView, KeyOrder, can_focus=True, inherit_bindings=False):
    """A table that is drawn line by line from what its screen hands down.

    The screen gives the order of the rows as keys and a function that says what a cell shows; only
    rows in sight are asked for. The cursor is a cell, and stays on its row's key and its column
    when rows come and go. Nothing here knows what a plan is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("grid")]
    """Declared in `screens.keys`, scope `grid`."""

    PLAIN_MOVES = plain_moves("grid")

    @dataclass
    class CursorMoved(Message):
        """Posted when the cursor is on another row or column, by a key or because rows changed."""

        grid: Grid
        key: RowKey | None
        """The row's key; None when there are no rows."""
        column: str
        """The column's key."""

        @property
        def control(self) -> Grid:
            """Alias for self.grid."""
            return self.grid

    @dataclass
    class Activated(Message):
        """Posted when the cell under the cursor is to be opened or edited."""

        grid: Grid
        key: RowKey
        """The row's key."""
        column: str
        """The column's key."""

        @property
        def control(self) -> Grid:
            """Alias for self.grid."""
            return self.grid

    @dataclass
    class MarksChanged(Message):
        """Posted when rows were marked, or marks taken away, by a key."""

        grid: Grid
        marks: frozenset[RowKey]
        """The keys of all marked rows."""

        @property
        def control(self) -> Grid:
            """Alias for self.grid."""
            return self.grid

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        frozen: int = 0,
        cursor_type: Literal["cell", "row"] = "cell",
        empty_text: str = "",
        markable: bool = True,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Initialise the grid.

        Args:
            columns: Its columns.
            frozen: How many of them, from the left, never scroll.
            cursor_type: What the cursor lights.
            empty_text: Said where there are no rows.
            markable: Whether there is anything to do with marked rows.
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
            disabled: Whether the widget is disabled.
        """
        self._markable = markable
        super().__init__(
            columns,
            frozen=frozen,
            cursor_type=cursor_type,
            empty_text=empty_text,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self._told: tuple[RowKey | None, str] | None = None
        self._armed: tuple[str, RowKey | None, int] | None = None

    def show(
        self, rows: Sequence[RowKey], cell: CellSource, *, row_role: RoleSource | None = None
    ) -> None:
        """Show these rows; the cursor stays on its row, or goes to the nearest that is left.

        Args:
            rows: Their keys in order, each once; kept as it is, so not to be changed afterwards.
            cell: What a cell shows, by row and column key; asked for rows in sight alone.
            row_role: What a row is: `group` for a heading, `dim` for one that is only context.
        """
        had = bool(len(self._order))
        super().show(rows, cell, row_role=row_role)
        if had != bool(len(self._order)):
            self.refresh_bindings()
        self._tell()

    # The cursor

    @property
    def cursor_key(self) -> RowKey | None:
        """The key of the cursor's row; None when there are no rows."""
        return self._order[self._row] if len(self._order) else None

    @property
    def cursor_row(self) -> int:
        """The place of the cursor's row, from 0."""
        return self._row

    @property
    def cursor_column(self) -> str:
        """The key of the cursor's column."""
        return self._columns[self._column].key if self._columns else ""

    def move_to(self, key: RowKey, column: str | None = None) -> bool:
        """Put the cursor on a row, and on a column if one is named.

        Args:
            key: The row.
            column: The column; None keeps it.

        Returns:
            Whether row and column are here; as much as is here has been gone to.
        """
        row = self._order.place(key, self._row)
        places = [each.key for each in self._columns]
        wanted = places.index(column) if column in places else self._column
        self._go(self._row if row is None else row, wanted)
        return row is not None and (column is None or column in places)

    def _go(self, row: int, column: int) -> None:
        """Put the cursor on a place, as near as there is one, and draw what that changes."""
        row = max(0, min(row, len(self._order) - 1))
        column = max(0, min(column, len(self._columns) - 1))
        if (row, column) == (self._row, self._column):
            self._reveal()
            return
        before, self._row, self._column = self._row, row, column
        self._refresh_row(before)
        self._refresh_row(row)
        self._reveal()
        self._tell()

    def _tell(self) -> None:
        """Post where the cursor is, once for each place."""
        now = (self.cursor_key, self.cursor_column)
        if now != self._told:
            self._told = now
            self.post_message(self.CursorMoved(self, *now))

    def twice(self, verb: str) -> bool:
        """Is this the second press, one after the other, of a key that wants two?

        Args:
            verb: What the key does. Any other key, or another row, and it starts anew.
        """
        now = (verb, self.cursor_key, self.keys_passed)
        before, self._armed = self._armed, now
        if before is None or before[:2] != now[:2] or before[2] + 1 != now[2]:
            return False
        self._armed = None
        return True

    def on_focus(self, event: events.Focus) -> None:
        """Light the cursor."""
        self._focus_is(True, event)

    def on_blur(self, event: events.Blur) -> None:
        """Dim the cursor."""
        self._focus_is(False, event)

    def _focus_is(self, here: bool, event: events.Focus | events.Blur) -> None:
        """Draw the cursor's row anew, and no other, as Textual would."""
        event.prevent_default()
        self.has_focus = here
        self._refresh_row(self._row)
        if self.parent is not None:
            news = events.DescendantFocus if here else events.DescendantBlur
            self.parent.post_message(news(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the stylesheet alone: nothing in it asks for a grid's focus."""

    def action_cursor_up(self) -> None:
        """Move the cursor up."""
        self._go(self._row - 1, self._column)

    def action_cursor_down(self) -> None:
        """Move the cursor down."""
        self._go(self._row + 1, self._column)

    def action_cursor_left(self) -> None:
        """Move the cursor one cell left; a row cursor does not go sideways."""
        if self.cursor_type == "cell":
            self._go(self._row, self._column - 1)

    def action_cursor_right(self) -> None:
        """Move the cursor one cell right; a row cursor does not go sideways."""
        if self.cursor_type == "cell":
            self._go(self._row, self._column + 1)

    def action_cursor_first(self) -> None:
        """Go to the first row."""
        self._go(0, self._column)

    def action_cursor_last(self) -> None:
        """Go to the last row."""
        self._go(len(self._order) - 1, self._column)

    def action_page_up(self) -> None:
        """Go one page up."""
        self._page(-1)

    def action_page_down(self) -> None:
        """Go one page down."""
        self._page(1)

    def _page(self, direction: int) -> None:
        """Go a page on, with one row seen on both, and the cursor where the eye has it."""
        step = direction * max(1, self._body_height - 1)
        self._scroll(self.scroll_offset.y + step)
        self._go(self._row + step, self._column)

    def action_activate(self) -> None:
        """Open or edit the cell under the cursor."""
        key = self.cursor_key
        if key is not None:
            self.post_message(self.Activated(self, key, self.cursor_column))

    @property
    def on_heading(self) -> bool:
        """Is the cursor on a heading over rows?"""
        key = self.cursor_key
        return key is not None and self._role_of(key) == "group"

    # Marks

    @property
    def marks(self) -> frozenset[RowKey]:
        """The keys of the marked rows; a mark outlives a filter that hides its row."""
        return self._marks

    @marks.setter
    def marks(self, marks: Iterable[RowKey]) -> None:
        before, self._marks = self._marks, frozenset(marks)
        changed = before ^ self._marks
        top = self.scroll_offset.y
        for row in range(top, min(top + self._body_height, len(self._order))):
            if self._order[row] in changed:
                self._refresh_row(row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no marks where nothing is done with them."""
        return self._markable or action not in ("mark", "mark_all")

    def action_mark(self) -> None:
        """Mark the cursor's row, or take its mark away; a heading cannot be marked."""
        key = self.cursor_key
        if key is not None and self._role_of(key) != "group":
            self.marks = self._marks ^ {key}
            self.post_message(self.MarksChanged(self, self._marks))

    def action_mark_all(self) -> None:
        """Mark every row; where every row is marked, none.

        Dim rows are there to show where others belong: what is done to all is not done to them.
        """
        every = frozenset(
            key for key in self._order.keys if self._role_of(key) not in ("group", "dim")
        )
        if every:
            self.marks = self._marks - every if every <= self._marks else self._marks | every
            self.post_message(self.MarksChanged(self, self._marks))

    # The mouse, which is never needed

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click is; a second click opens the cell."""
        place = event.get_content_offset(self)
        if place is None or place.y < HEADER or not len(self._order):
            return
        column = self._column
        for span in self._layout_now().spans(self._left):
            if span.x <= place.x <= span.x + span.width:
                column = span.column
        row = self.scroll_offset.y + (place.y - HEADER) // self._pitch
        if row < len(self._order):
            self._go(row, column)
            if event.chain == 2:
                self.action_activate()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self._scroll(self.scroll_offset.y + _WHEEL_ROWS)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self._scroll(self.scroll_offset.y - _WHEEL_ROWS)
