"""The seen half of the grid: what it is given to show, how much of it is kept, and its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip

from screens.widgets.grid_layout import Cell, Column, Layout
from screens.widgets.grid_paint import (
    WHOLE_ROW,
    Furniture,
    empty_line,
    gutter,
    header_pieces,
    row_pieces,
    rule_text,
)
from screens.widgets.grid_places import HEADER, GridPlaces
from screens.widgets.grid_rows import RowKey, RowOrder
from screens.widgets.strips import strip_of

__all__ = ["HEADER", "CellSource", "GridView", "RoleSource"]

CellSource = Callable[[RowKey, str], Cell | str]
"""What a cell shows, by row key and column key."""
RoleSource = Callable[[RowKey], str]
"""What a row is, by its key."""


def _no_role(key: RowKey) -> str:
    return ""


class GridView(GridPlaces, inherit_bindings=False):
    """The picture of a grid: columns, rows in sight, marks and a cursor, but no keys.

    Rows are virtual: nothing is made for a row before it is drawn. A line that was drawn is kept
    until what it shows is said to have changed.
    """

    ascii: var[bool] = var(False, init=False)
    """Draw with ASCII alone?"""
    cursor_type: var[Literal["cell", "row"]] = var("cell", init=False)
    """Does the cursor light its cell, or its whole row?"""
    empty_text: var[str] = var("", init=False)
    """Said where there are no rows: what to do next. Its lines are kept, and nothing is markup."""

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        frozen: int = 0,
        cursor_type: Literal["cell", "row"] = "cell",
        empty_text: str = "",
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
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
            disabled: Whether the widget is disabled.
        """
        super().__init__(
            columns, frozen=frozen, name=name, id=id, classes=classes, disabled=disabled
        )
        self._cell: CellSource = lambda key, column: ""
        self._role: RoleSource | None = None
        self._marks: frozenset[RowKey] = frozenset()
        self._live: tuple[RowKey, str, str] | None = None
        self._others_wait = False
        self._sorted_by: tuple[str, bool] | None = None
        self.set_reactive(GridView.cursor_type, cursor_type)
        self.set_reactive(GridView.empty_text, empty_text)

    @property
    def rows(self) -> Sequence[RowKey]:
        """The keys of all rows in order."""
        return self._order.keys

    def texts(self, rows: Sequence[RowKey]) -> list[list[str]]:
        """The texts of these rows, in the order of the columns."""
        found = []
        for key in rows:
            shown = [self._cell(key, column.key) for column in self._columns]
            found.append([each if isinstance(each, str) else each.text for each in shown])
        return found

    def show(
        self, rows: Sequence[RowKey], cell: CellSource, *, row_role: RoleSource | None = None
    ) -> None:
        """Show these rows; the cursor stays on its row, or goes to the nearest that is left.

        Args:
            rows: Their keys in order, each once; kept as it is, so not to be changed afterwards.
            cell: What a cell shows, by row and column key; asked for rows in sight alone.
            row_role: What a row is: `group` for a heading, `dim` for one that is only context.
        """
        if self._shows(rows, row_role):
            self._cell, self._role = cell, row_role
            self._renew()
            return
        before, self._order = self._order, RowOrder(rows)
        self._cell, self._role = cell, row_role
        eye = self._row - self.scroll_offset.y
        self._row = self._order.nearest(before, self._row)
        self._cache.clear()
        self._make_room()
        if len(before):
            # The cursor stays where the eye has it, as far as the rows allow.
            self._scroll(self._row - eye)
        self._reveal()
        self.refresh()

    def _shows(self, rows: Sequence[RowKey], row_role: RoleSource | None) -> bool:
        """Whether these very rows are shown, and those in sight as what they are."""
        if not rows or (self._order.keys is not rows and self._order.keys != rows):
            return False
        before, after = self._role or _no_role, row_role or _no_role
        return all(before(key) == after(key) for key in self._in_sight)

    def _renew(self) -> None:
        """Draw those of the rows in sight that now show something else: the cell that is being
        typed in first, and the others once that is on the screen."""
        if self._live is None:
            self._renew_all()
            return
        key, column, _ = self._live
        self._cache.renew_cell(key, column, self._cell)
        self._refresh_key(key)
        self._others_wait = True
        self.call_after_refresh(self._renew_others)

    def _renew_others(self) -> None:
        if self._others_wait:
            self._renew_all()

    def _renew_all(self) -> None:
        self._others_wait = False
        for key in self._cache.renew(self._in_sight, self._cell):
            self._refresh_key(key)

    def invalidate(self, keys: Iterable[RowKey] | None = None) -> None:
        """Ask anew for what these rows show, or for what all show.

        Args:
            keys: The rows that changed; None for all.
        """
        if keys is None:
            self._cache.clear()
            self.refresh()
            return
        for key in keys:
            self._cache.drop(key)
            self._refresh_key(key)

    def live(self, key: RowKey | None, column: str = "", text: str | None = None) -> None:
        """Show a text in a cell while it is being typed; None gives back what the cell shows.

        Args:
            key: The row.
            column: The column.
            text: The text so far.
        """
        before = self._live
        self._live = None if key is None or text is None else (key, column, text)
        if before is not None and (self._live is None or before[0] != self._live[0]):
            self._refresh_key(before[0])
        if self._live is not None and self._live != before:
            self._refresh_key(self._live[0])

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The column sorted by and whether backwards: an arrow in its heading."""
        return self._sorted_by

    @sorted_by.setter
    def sorted_by(self, sorted_by: tuple[str, bool] | None) -> None:
        if sorted_by != self._sorted_by:
            self._sorted_by = sorted_by
            self.refresh(Region(0, 0, self.size.width, 1))

    # What is kept, and what is to be drawn again

    def notify_style_update(self) -> None:
        """Drop every line that was drawn in the old style."""
        super().notify_style_update()
        self._cache.drop_lines()

    def watch_ascii(self) -> None:
        """Draw everything with the other furniture."""
        self._cache.drop_lines()
        self.refresh()

    def watch_cursor_type(self) -> None:
        """Light the other thing."""
        self._refresh_row(self._row)

    def watch_empty_text(self) -> None:
        """Say the other thing."""
        self.refresh()

    # Drawing

    def _role_of(self, key: RowKey) -> str:
        return self._role(key) if self._role is not None else ""

    def render_line(self, y: int) -> Strip:
        """Draw one line: the headings, the rule, or a row."""
        styles, width = self.styles_by_name(), self.size.width
        layout, furniture = self._layout_now(), Furniture.of(self.ascii)
        line, between = divmod(y - HEADER, self._pitch)
        row = self.scroll_offset.y + line
        if y == 0:
            spans = layout.spans(self._left)
            pieces = header_pieces(
                self._columns, layout, spans, styles, furniture, self._left, self._sorted_by
            )
            return strip_of(pieces, width, styles["header"])
        if y == 1:
            return strip_of([(rule_text(layout, furniture), styles["rule"])], width, styles["rule"])
        if not len(self._order):
            text = empty_line(self.empty_text, y - HEADER, width, self._body_lines, furniture)
            return strip_of([(text, styles[""])], width, styles[""])
        if between or row >= len(self._order):
            # The line between the two parts goes on to the bottom.
            blank = [(" " * (layout.area_x - 1), styles[""]), (furniture.vertical, styles["rule"])]
            return strip_of(blank if layout.frozen else [], width, styles[""])
        return self._row_line(row, layout, furniture)

    def _row_line(self, row: int, layout: Layout, furniture: Furniture) -> Strip:
        key, styles = self._order[row], self.styles_by_name()
        marked, at_cursor = key in self._marks, row == self._row
        live = self._live[1:] if self._live is not None and self._live[0] == key else None
        plain = not at_cursor and live is None
        kept = self._cache.line(key, marked) if plain else None
        if kept is not None:
            return kept
        cursor = None
        if at_cursor:
            lit = self._column if self.cursor_type == "cell" else WHOLE_ROW
            focused = self.screen.focused is self  # before it is told so, which takes a turn
            cursor = (lit, styles["cursor" if focused else "cursor-blurred"])
        spans = layout.spans(self._left)
        shown = [self._columns[span.column].key for span in spans]
        pieces = row_pieces(
            self._columns,
            layout,
            spans,
            self._cache.cells(key, shown, self._cell),
            styles,
            furniture,
            gutter=gutter(marked, at_cursor, styles),
            role=self._role_of(key),
            cursor=cursor,
            live=live,
        )
        strip = strip_of(pieces, self.size.width, styles[""])
        if plain:
            self._cache.keep_line(key, marked, strip)
        return strip
