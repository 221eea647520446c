"""The table of steps: how its cells are edited, and steps added."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from textual import events, on

from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.cell_edit import CellEdit
from screens.outline_rows import Row
from screens.pasting import offer_steps
from screens.step_rows import StepRows
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.panel import RecordPanel

_CELLS = frozenset(
    ("state", "lead", "available", "needed", "barriers", "communications", "kpis"),
)
"""Columns that are edited otherwise than as a field of the step."""


class StepTable(StepRows):
    """What typing does in the table: a cell edited, a field of the record, a step added."""

    takes_tables = True

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
            one_cell = self.row is not None and self.row[0] == "strategy"  # all along the row
            if grid.cursor_column != before and not grid.marks and not one_cell:
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
