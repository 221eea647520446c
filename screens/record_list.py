"""What screens over a list of records share: filter, marks, cells edited in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from actionplan_tui.edits.duplicates import Duplicate
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.problem import Problem
from screens.answering import NOTHING_FITS
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit
from screens.column_sort import Sort, field_value, in_order, turned
from screens.places import Left, Place
from screens.saved_filters import SavedFilters
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Grid, RowKey


class RecordList(SavedFilters):
    """A grid whose rows are the records of one table, by their ids."""

    takes_tables = True

    TABLE: ClassVar[str] = ""
    EMPTY: ClassVar[str] = ""
    """What is said while there is no record at all."""

    def __init__(self) -> None:
        super().__init__()
        self.sought = ""
        self.sort: Sort | None = None

    @property
    def grid(self) -> Grid:
        """The records."""
        return self.query_one("#records", Grid)

    def begin(self) -> None:
        """Begin in the list, where it was left."""
        if self.back_at.row.isdecimal():
            self.grid.move_to(int(self.back_at.row), self.back_at.column or None)
        self.grid.focus()

    def come_back(self, place: Place) -> None:
        """Go where somebody was, behind the filter that was in force."""
        super().come_back(place)
        self.sought, self.sort = self.back_at.filter, self.back_at.sort

    def left(self) -> Left:
        """The record and column under the cursor, and the filter."""
        row = "" if self.here is None else str(self.here)
        return Left(row, self.grid.cursor_column, self.sought, sort=self.sort)

    # Where the cursor is

    @property
    def here(self) -> int | None:
        """The record under the cursor."""
        return cast("int | None", self.grid.cursor_key)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The marked records in the order shown, else the one under the cursor."""
        marked = [cast("int", row) for row in self.grid.rows if row in self.grid.marks]
        return tuple(marked) if marked else ((self.here,) if self.here is not None else ())

    def place(self) -> tuple[str, int]:
        """The record under the cursor."""
        return (self.TABLE, self.here) if self.here is not None else ("", 0)

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a record under the cursor, unfiltered."""
        self.refilter("")
        self.grid.move_to(id, field or None)
        self.grid.focus()

    # The filter

    @property
    def narrowed(self) -> str:
        """The filter and the sorted column in force."""
        text = " ".join(self.sought.split())
        column = next(
            (c.title for c in self.grid.columns if self.sort and c.key == self.sort[0]), ""
        )
        said = (f"filter: {text}" if text else "", f"by {column}" if column else "")
        return ", ".join(filter(None, said))

    @property
    def filter_text(self) -> str:
        """The filter in force."""
        return self.sought

    def fits(self, text: str) -> bool:
        """Whether a record's text holds every word of the filter."""
        return all(word in text.casefold() for word in self.sought.casefold().split())

    def refilter(self, text: str) -> None:
        """Show what a filter leaves, and that there is one."""
        self.sought = text
        self.grid.empty_text = NOTHING_FITS if text.strip() else self.EMPTY
        if self.ready:
            self.plan_changed()
            self.show_header()

    def action_filter(self) -> None:
        """Show only the records that hold what is typed."""

        def said(text: str) -> str:
            return f"{len(self.grid.rows)} of {len(self.view.plan.table(self.TABLE))}"

        self.ask_filter(said, self.refilter, value=self.sought)

    def action_back(self) -> None:
        """Go back one level: marks, filter, sort."""
        if self.grid.marks:
            self.grid.marks = frozenset()
        elif self.sought:
            self.refilter("")
        elif self.sort is not None:
            self._resort(None)

    # The order

    def sort_value(self, id: int, column: str, text: str) -> object:
        """What a record is sorted by in a column that shows a text of it."""
        return field_value(self.view.plan.table(self.TABLE)[id], column, text)

    def ordered(self, ids: Iterable[int], cell: Callable[[int, str], Cell]) -> list[RowKey]:
        """Records as the sorted column has them; as they come, where none is."""
        self.grid.sorted_by = self.sort
        if self.sort is None:
            return [*ids]
        column, reverse = self.sort

        def value(id: int) -> object:
            return self.sort_value(id, column, cell(id, column).text.strip())

        return [*in_order(ids, value, reverse=reverse)]

    def action_sort(self) -> None:
        """Sort by the column under the cursor, then the other way round, then not at all."""
        self._resort(turned(self.sort, self.grid.cursor_column))

    def _resort(self, sort: Sort | None) -> None:
        self.sort = sort
        self.plan_changed()
        self.show_header()

    # Pasting rows

    def given(self) -> dict[str, Any]:
        """Fields that every pasted record has unless its row says otherwise."""
        return {}

    def offer_table(self, text: str) -> None:
        """Show what is pasted as the records it would become."""
        # Reading tables is loaded with the first paste.
        from screens.pasting import offer_records

        offer_records(self, self.TABLE, text, self._pasted_in, self.given())

    def _pasted_in(self, settled: Settled) -> None:
        new = settled.added(self.TABLE)
        if new:
            self.refilter("")
            self.grid.move_to(new[0])

    # Duplicating

    def action_duplicate(self) -> None:
        """Duplicate the record, or all marked, and go to the copy."""
        if self.chosen:
            edit = Duplicate(self.TABLE, self.chosen)
            self.grid.marks = frozenset()
            self.do(edit, settled=self._pasted_in)

    # Editing cells

    def edit_of(self, id: int, field: str) -> CellEdit | None:
        """How a field of a record is edited; None where there is nothing to edit."""
        return field_edit(self.view.plan, self.TABLE, id, field, self.view.today)

    def open_cell(self, id: int, column: str) -> None:
        """Edit a cell in place; with marks, its column for all marked, as one undo step."""
        one = self.edit_of(id, column)
        if one is None:
            return
        edit = one
        ids = self.chosen if id in self.chosen else (id,)
        if len(ids) > 1:
            edit = self._for_all(one, ids, column)

        def go_on(move: Move) -> None:
            self.asked()
            before = self.grid.cursor_column
            if move == "down":
                self.grid.action_cursor_down()
            elif move == "right":
                self.grid.action_cursor_right()
            elif move == "left":
                self.grid.action_cursor_left()
            here, now = self.here, self.grid.cursor_column
            if now != before and here is not None:
                self.open_cell(here, now)

        self.ask(
            edit,
            lambda text, move: self.commit_edit(edit, text, lambda: go_on(move)),
            typed=lambda text: self.grid.live(id, column, text),
        )

    def _for_all(self, one: CellEdit, ids: tuple[int, ...], column: str) -> CellEdit:
        what = f"{len(ids)} {TABLES[self.TABLE].noun}s"

        def edit(text: str) -> Edit:
            each = [self.edit_of(id, column) for id in ids]
            edits = tuple(found.edit(text) for found in each if found is not None)
            return Batch(f"{column} of {what}", edits)

        return one._replace(prompt=f"{one.prompt} ({what})", value="", edit=edit)

    def set_cell(self, text: str) -> None:
        """Set the cell under the cursor, or its column for all marked, to a text."""
        here, column = self.here, self.grid.cursor_column
        if here is None:
            return
        one = self.edit_of(here, column)
        if one is None:
            self.say("Nothing to set here")
            return
        edit = self._for_all(one, self.chosen, column) if len(self.chosen) > 1 else one
        try:
            self.do(edit.edit(text))
        except Problem as problem:
            self.say(problem.message, severe=True)
