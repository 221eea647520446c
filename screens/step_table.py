"""The table of steps: what it shows, and how its cells are edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import cast

from msgspec import structs
from textual import events, on
from textual.timer import Timer
from textual.widget import Widget

from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline
from screens.cell_edit import CellEdit
from screens.filtering import Filtering
from screens.links import Link, goal_links, step_links
from screens.messages import TableShown
from screens.outline_rows import Row, foldable, parent_row
from screens.pasting import offer_steps
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

_CELLS = frozenset(
    ("state", "lead", "available", "needed", "barriers", "communications", "kpis"),
)
"""Columns that are edited otherwise than as a field of the step."""


class StepTable(PlanScreen):
    """The outline frozen at the left, the deck's columns beside it, the record below."""

    takes_tables = True

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
        """Give the outline the width that the screen allows."""
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

    # Editing cells

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        self.edit_cell()

    def edit_cell(self) -> None:
        """Open the cell under the cursor; with marks, its column for all marked steps."""
        row, column = self.row, self.grid.cursor_column
        if row is None:
            return
        plan, today = self.view.plan, self.view.today
        if self.grid.marks and row[0] == "steps":
            edit = cell_edits().bulk_edit(plan, self.chosen, column, today)
        else:
            edit = cell_edits().cell_edit(plan, *row, column, today)
        if edit is None:
            self.say("Nothing to edit here: this comes from the steps below")
            return
        self._edit(edit, row, column)

    def _edit(self, edit: CellEdit, row: Row, column: str) -> None:
        grid = self.grid

        def commit(value: str, move: Move) -> None:
            self.commit_edit(edit, value, lambda: self._go_on(move))

        def typed(text: str | None) -> None:
            grid.live(row, column, text)

        self.ask(edit, commit, typed=typed)

    def _go_on(self, move: Move) -> None:
        """After a commit: down closes the line, left and right open the next cell."""
        grid = self.grid
        if move not in ("left", "right"):
            self.asked()
            if move == "down":
                grid.action_cursor_down()
            return

        def open_next() -> None:
            before = grid.cursor_column
            grid.action_cursor_left() if move == "left" else grid.action_cursor_right()
            if grid.cursor_column != before and not grid.marks:
                self.edit_cell()

        self.next_cell(open_next)

    @on(RecordPanel.Activated)
    def _panel_activated(self, event: RecordPanel.Activated) -> None:
        event.stop()
        table, id = self.place()
        if event.field == "corrective":
            self.call_next(self.app.run_action, "app.correct")
        elif id:
            self.edit_field(table, id, event.field)

    def edit_field(self, table: str, id: int, field: str) -> None:
        """Open a field that has no column of its own."""
        plan, today = self.view.plan, self.view.today
        goal = outline(plan).goal.get(id) if field == "goal_strategy" else None
        if goal is not None:  # the strategy of the goal heads its steps
            table, id, field = "goals", goal, "strategy"
        edit = (
            cell_edits().cell_edit(plan, table, id, field, today)
            if table == "steps" and field in _CELLS
            else cell_edits().field_edit(plan, table, id, field, today)
        )
        if edit is not None:
            self.ask(edit, lambda value, move: self.commit_edit(edit, value, self.asked))

    def edit_place(self, table: str, id: int, field: str) -> None:
        """Open a cell, or a field without one; on a goal, ask for a step that it lacks."""
        self.grid.marks = frozenset()
        if table == "goals" and field in ("steps", "milestones"):
            kind = "milestone" if field == "milestones" else "step"
            self.ask_new(
                lambda text: AddStep({"title": text, "kind": kind}, goal=id),
                f"a {kind} under goal G{id}",
            )
        elif (table, field) == ("steps", "children"):
            self.ask_new(lambda text: AddStep({"title": text}, parent=id), "under this step")
        elif table == "steps" and self.grid.cursor_column == field:
            self.edit_cell()
        elif table == "steps":
            self.edit_field(table, id, field)
        else:
            super().edit_place(table, id, field)

    # Adding steps

    def ask_new(self, add: Callable[[str], AddStep], asked: str) -> None:
        """Ask for a new step's title; Enter adds it, Tab adds it and goes on to By Whom."""

        def commit(value: str, move: Move) -> None:
            if not value.strip():
                self.asked()
                return
            if move != "right":
                self.grid.hold_keys()  # what is typed next is for the new step

            def begun(problem: Problem | None) -> None:
                if problem is not None:
                    self.grid.let_keys_go()
                    self.edit_line.refuse(problem.message)
                elif move != "right":  # after a Tab the line waits for the step's next cell
                    self.asked()

            self.do(add(value), begun=begun, settled=lambda settled: self._added(settled, move))

        def pasted(lines: tuple[str, ...]) -> None:
            self.asked()
            self.offer_rows("\n".join(lines), add(""))

        self.ask_text("What needs to be done?", lambda text: asked, commit, pasted=pasted)

    def offer_rows(self, text: str, at: AddStep) -> None:
        """Show a paste as the rows it would become; Enter adds them all."""

        def settled(answer: Settled) -> None:
            new = answer.added("steps")
            if new:
                self.grid.move_to(("steps", new[0]))

        offer_steps(self, text, at, settled)

    def on_paste(self, event: events.Paste) -> None:
        """Offer what is pasted over the table as steps after the one under the cursor."""
        event.stop()
        self.offer_table(event.text)

    def offer_table(self, text: str) -> None:
        """Offer rows that were pasted, as steps where `a` would add one."""
        row = self.row
        if row is not None and row[0] == "steps":
            at = AddStep({}, after=row[1])
        else:
            at = AddStep({}, goal=row[1] or None if row is not None else None)
        self.offer_rows(text, at)

    def _added(self, settled: Settled, move: Move) -> None:
        """Go to the step just added, and on to its next cell after a Tab."""
        new = settled.added("steps")
        if new:
            self.grid.move_to(("steps", new[0]), "lead" if move == "right" else None)
        if move == "right":
            self.next_cell(lambda: self.edit_cell() if new else None)
        else:
            self.grid.let_keys_go()

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

    def action_panel(self) -> None:
        """Go to the record panel and back."""
        if self.panel.has_focus:
            self.grid.focus()
        elif self.row is not None and self.row[1]:
            self._show_panel()  # the cursor may not have rested yet
            self.panel.focus()


def cell_edits() -> ModuleType:
    """What typed texts mean: loaded with the first edit, not on the way to the first frame."""
    from screens import cell_edits as module

    return module


def dialogs() -> ModuleType:
    """The dialogs of the table: loaded with the first that opens."""
    from screens.dialogs import of_steps as module

    return module


def _read_row(text: str) -> Row | None:
    table, _, id = text.partition(":")
    return (table, int(id)) if id.isdigit() else None


def _as_row(key: object) -> Row:
    return cast("Row", key)


def _row_role(row: Row, context: frozenset[Row]) -> str:
    if row[0] in ("goals", "strategy"):
        return "group"
    return "dim" if row in context else ""
