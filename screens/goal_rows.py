"""What the table of goals shows: the plan's record, the framework and the goals, the road map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from textual.widget import Widget

from screens.answering import NOTHING_FITS
from screens.goal_cells import GoalCells, columns, plan_pairs
from screens.links import Link, goal_links
from screens.places import Left, Place
from screens.road_map import road_map_lines
from screens.saved_filters import SavedFilters
from screens.widgets.grid import Grid
from screens.widgets.panel import RecordPanel
from screens.widgets.text_lines import TextLines

__all__ = ["GoalRows", "Row"]

Row = tuple[str, int]

EMPTY = """No goal yet: what change do you want?

a       add the first goal
Tab     fill in the plan's own record above
ctrl+g  be asked the deck's questions, one by one
?       all keys"""


class GoalRows(SavedFilters):
    """The plan's record above, the framework and the goals, the road map below."""

    def __init__(self) -> None:
        super().__init__()
        self.sought = ""

    def body(self) -> Iterable[Widget]:
        """The plan's record, the goals, the road map."""
        yield RecordPanel(id="plan")
        yield Grid(columns(), frozen=1, empty_text=EMPTY, id="goals")
        yield TextLines(id="road-map")

    @property
    def grid(self) -> Grid:
        """The framework and the goals."""
        return self.query_one("#goals", Grid)

    @property
    def panel(self) -> RecordPanel:
        """The plan's own record."""
        return self.query_one("#plan", RecordPanel)

    def begin(self) -> None:
        """Begin where it was left, else at the first goal."""
        table, _, id = self.back_at.row.partition(":")
        if id.isdecimal() and (table, int(id)) in self.grid.rows:
            self.grid.move_to((table, int(id)), self.back_at.column or None)
            self.grid.focus()
            return
        first = next((row for row in self.grid.rows if cast("Row", row)[1]
                      and cast("Row", row)[0] == "goals"), None)  # fmt: skip
        if first is not None:
            self.grid.move_to(first)
        self.grid.focus()

    def come_back(self, place: Place) -> None:
        """Go where somebody was, behind the filter that was in force."""
        super().come_back(place)
        self.sought = self.back_at.filter

    def left(self) -> Left:
        """The row and column under the cursor, and the filter."""
        row = f"{self.row[0]}:{self.row[1]}" if self.row is not None else ""
        return Left(row, self.grid.cursor_column, self.sought)

    # What is shown

    def plan_changed(self) -> None:
        """Show the plan's record, its goals and the road map."""
        plan, today = self.view.plan, self.view.today
        heading = plan.info.title or "This plan has no title yet"
        self.panel.show(heading, plan.info.institution, plan_pairs(plan, today))
        cells = GoalCells(plan, today, ascii_only=self.grid.ascii)
        self.grid.empty_text = NOTHING_FITS if self.sought.strip() else EMPTY
        self.grid.show(
            cells.rows(self.sought),
            cells.cell,
            row_role=lambda row: "group" if cast("Row", row)[1] == 0 else "",
        )
        ascii_only = self.grid.ascii
        lanes = self.query_one(TextLines)
        lanes.show(
            lambda width: road_map_lines(
                plan, today, width, ascii_only=ascii_only, most=lanes.size.height
            )
        )

    # Where the cursor is

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return cast("Row | None", self.grid.cursor_key)

    def place(self) -> Row:
        """The row under the cursor."""
        return self.row or ("", 0)

    @property
    def chosen(self) -> list[Row]:
        """The marked rows in the order shown, else the one under the cursor."""
        marked = [cast("Row", row) for row in self.grid.rows if row in self.grid.marks]
        row = self.row
        return marked or ([row] if row is not None and row[1] else [])

    def place_field(self) -> str:
        """The column under the cursor."""
        return self.grid.cursor_column

    def links(self) -> Sequence[Link]:
        """What the cell, or the field of the plan's record, is linked with."""
        plan = self.view.plan
        if self.panel.has_focus:
            return goal_links(plan, "plan", 1, self.panel.cursor_field)
        table, id = self.place()
        return goal_links(plan, table, id, self.grid.cursor_column) if id else ()

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a goal, a framework line or a field of the plan under the cursor."""
        if table == "plan":
            self.panel.focus()
            if field:
                self.panel.move_to(field)
            return
        self.refilter("")
        self.grid.move_to((table, id), field or None)
        self.grid.focus()

    # Filtering

    @property
    def narrowed(self) -> str:
        """The filter in force."""
        return f"filter: {self.sought.strip()}" if self.sought.strip() else ""

    @property
    def filter_text(self) -> str:
        """The filter in force."""
        return self.sought

    def refilter(self, text: str) -> None:
        """Show only the rows that hold a text."""
        self.sought = text
        self.plan_changed()
        self.show_header()
