"""The rows of the table of steps: outline, folds, filter and sort, and the place among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from msgspec import structs
from textual import on
from textual.timer import Timer
from textual.widget import Widget

from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from screens.filtering import Filtering
from screens.links import Link, goal_links, step_links
from screens.messages import TableShown
from screens.outline_rows import Row, foldable, parent_row
from screens.places import Place
from screens.plan_screen import PlanScreen
from screens.step_cells import ASCII_MARKS, Marks, StepCells, columns
from screens.step_panel import goal_pairs, pairs, title
from screens.widgets.edit_line import Move
from screens.widgets.grid import Column, Grid
from screens.widgets.panel import RecordPanel

REST_SECONDS = 0.15
"""How long the cursor rests on a row before the panel follows."""

_WIDE = 100


class StepRows(PlanScreen):
    """The outline frozen at the left, the deck's columns beside it, the record below: which rows
    and columns are in sight, and where the cursor is among them."""

    def __init__(self) -> None:
        super().__init__()
        self.folded: set[Row] = set()
        self.hidden: set[str] = set()
        self.filtering = Filtering()
        self._resting: Timer | None = None
        self._cells: StepCells | None = None
        self._back_at: tuple[Row | None, str] = (None, "")

    def body(self) -> Iterable[Widget]:
        """The table and the record panel."""
        yield Grid(frozen=1, id="steps")
        yield RecordPanel(id="record")

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#steps", Grid)

    @property
    def panel(self) -> RecordPanel:
        """The record panel."""
        return self.query_one("#record", RecordPanel)

    def begin(self) -> None:
        """Take the focus into the table, before it is first drawn."""
        self.set_focus(self.grid, scroll_visible=False)
        row, column = self._back_at
        if row is not None:
            self.grid.move_to(row, column)
            self._show_panel()  # with the first frame: nobody waits for the cursor to rest

    # What is shown

    def plan_changed(self) -> None:
        """Show the rows that folds, filter and sort leave."""
        plan, today = self.view.plan, self.view.today
        grid = self.grid
        shown = self.filtering.rows(plan, today, self.folded, self.view.me)
        self._cells = cells = StepCells(
            plan,
            today,
            folded=self.folded,
            flat=self.filtering.flat,
            marks=ASCII_MARKS if grid.ascii else Marks(),
            before=self._cells,
        )
        wanted = self._columns
        if wanted != grid.columns:
            grid.columns = wanted
        grid.empty_text = self.filtering.empty_text(bool(plan.steps))
        grid.sorted_by = self.filtering.sort
        grid.show(
            shown.rows,
            cells.cell,
            row_role=lambda row: _row_role(cast("Row", row), shown.context),
        )
        if self._drawn and not self.panel.has_focus and not self.edit_line.came_from(self.panel):
            self._panel_soon()  # the table first: what was done was done there
        else:
            self._show_panel()

    def resized(self) -> None:
        """Give the outline the width, and the edit line the place, that the screen allows."""
        self.edit_line.lies_over = self.has_class("-low")
        if self.ready and self._columns != self.grid.columns:
            self.grid.columns = self._columns

    @property
    def _columns(self) -> tuple[Column, ...]:
        return columns(self.hidden, 40 if self.size.width >= _WIDE else 28)

    def _show_panel(self) -> None:
        plan, today, row = self.view.plan, self.view.today, self.row
        step = self.step
        if step is not None:
            self.panel.show(*title(plan, step), pairs(plan, step, today))
        elif row is not None and row[1] in plan.goals:
            goal = plan.goals[row[1]]
            self.panel.show(f"G{goal.id} {goal.statement}", "", goal_pairs(plan, goal, today))
        else:
            self.panel.show("", "", ())

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        event.stop()
        self._panel_soon()

    def _panel_soon(self) -> None:
        """Let the panel follow once the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._show_panel)

    # Where the cursor is

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return cast("Row | None", self.grid.cursor_key)

    @property
    def step(self) -> Step | None:
        """The step under the cursor; None on a goal."""
        row = self.row
        if row is None or row[0] != "steps" or self._view is None:
            return None
        return self.view.plan.steps.get(row[1])

    @property
    def chosen(self) -> tuple[int, ...]:
        """The marked steps in the order shown, else the step under the cursor."""
        marked = [row[1] for row in map(_as_row, self.grid.rows) if row in self.grid.marks]
        if marked:
            return tuple(marked)
        step = self.step
        return (step.id,) if step is not None else ()

    def place(self) -> Row:
        """The record under the cursor; a strategy is its goal's."""
        table, id = self.row or ("", 0)
        return ("goals" if table == "strategy" else table, id)

    def place_field(self) -> str:
        """The column under the cursor."""
        return self.grid.cursor_column

    def links(self) -> Sequence[Link]:
        """What the cell, or the field in the panel, is linked with."""
        field = self.panel.cursor_field if self.panel.has_focus else self.grid.cursor_column
        table, id = self.place()
        if not id:
            return ()
        if table == "steps":
            return step_links(self.view.plan, id, field)
        return goal_links(self.view.plan, table, id, field)

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a step or a goal under the cursor, unfolded and unfiltered."""
        row: Row = (table, id)
        if self.filtering.on:
            self.filtering.clear()
        above: Row | None = row
        while above is not None:
            above = parent_row(self.view.plan, above)
            if above is not None:
                self.folded.discard(above)
        self.plan_changed()
        self.grid.move_to(row, field or None)

    def table_shown(self) -> TableShown:
        """The marked steps, else those that filter and sort leave, and the columns not hidden."""
        hidden = bool(self.hidden)
        keys = tuple(column.key for column in self._columns) if hidden else None
        if self.grid.marks:
            return TableShown(self.chosen, keys, "the marked ones")
        if not self.filtering.on:
            return TableShown(columns=keys)
        plan, today = self.view.plan, self.view.today
        shown = self.filtering.rows(plan, today, (), self.view.me)
        steps = tuple(
            row[1] for row in shown.rows if row[0] == "steps" and row not in shown.context
        )
        sort = self.filtering.sort
        said = (self.filtering.text.strip(), f"by {sort[0]}" if sort else "")
        return TableShown(steps, keys, ", ".join(filter(None, said)))

    # Remembering the place

    def leave(self, place: Place) -> Place:
        """The place with where somebody is in the table."""
        if not self.is_mounted:
            return place
        row = self.row
        return structs.replace(
            place,
            row=f"{row[0]}:{row[1]}" if row is not None else "",
            column=self.grid.cursor_column,
            folded=tuple(f"{table}:{id}" for table, id in sorted(self.folded)),
            hidden=tuple(sorted(self.hidden)),
            filter=self.filtering.text,
            sort=self.filtering.sort,
        )

    def come_back(self, place: Place) -> None:
        """Go where somebody was."""
        self.folded = {row for text in place.folded if (row := _read_row(text)) is not None}
        self.hidden = set(place.hidden)
        self.filtering.text, self.filtering.sort = place.filter, place.sort
        self._back_at = (_read_row(place.row), place.column)

    # Filtering and folding

    @property
    def narrowed(self) -> str:
        """The filter in force."""
        text = " ".join(self.filtering.text.split())
        return f"filter: {text}" if text else ""

    def refilter(self) -> None:
        """Show what the filter now leaves, and that there is one."""
        if self.ready:
            self.plan_changed()
            self.show_header()

    def _filter_problem(self, text: str) -> str:
        """Why a filter is not understood; nothing when it is."""
        try:
            self.filtering.said(self.view.plan, text, self.view.today, self.view.me)
        except Problem as problem:
            return problem.message
        return ""

    def action_filter(self) -> None:
        """Ask what to show; the table follows each key, Esc takes the filter back."""
        before = self.filtering.text

        def said(text: str) -> str:
            return self.filtering.said(self.view.plan, text, self.view.today, self.view.me)

        def typed(text: str | None) -> None:
            if text is None or self._filter_problem(text):  # half typed, such as `due<`
                text = before
            self.filtering.text = text
            self.refilter()

        def commit(value: str, move: Move) -> None:
            problem = self._filter_problem(value)
            if problem:
                self.edit_line.refuse(problem)
                return
            self.asked()
            self.filtering.text = value
            self.refilter()

        self.ask_text("Filter", said, commit, value=before, typed=typed)

    def action_fold(self) -> None:
        """Fold what is under this row, or unfold it; a leaf folds its parent."""
        row = self.row
        if row is None or self.filtering.on:
            return
        target = row if row in foldable(self.view.plan) else parent_row(self.view.plan, row)
        if target is not None:
            self.folded ^= {target}
            self.plan_changed()
            self.grid.move_to(target)

    def action_fold_all(self) -> None:
        """Fold the whole outline to its goals and top steps, or unfold it."""
        if self.folded:
            self.folded.clear()
        else:
            self.folded |= {row for row in foldable(self.view.plan) if row[0] == "steps"}
        self.plan_changed()


def _read_row(text: str) -> Row | None:
    table, _, id = text.partition(":")
    return (table, int(id)) if id.isdigit() else None


def _as_row(key: object) -> Row:
    return cast("Row", key)


def _row_role(row: Row, context: frozenset[Row]) -> str:
    if row[0] in ("goals", "strategy"):
        return "group"
    return "dim" if row in context else ""
