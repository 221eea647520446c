"""Goals: the plan's own record, the strategic framework, the goals, and the road map."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.binding import BindingType

from actionplan_tui.edits.duplicates import Duplicate
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord, MoveGoal, Remove, SetFields, set_field
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.answering import ON_A_ROW, ON_HEADING
from screens.cell_edits import field_edit
from screens.dialogs.confirm import Confirm
from screens.goal_cells import FIELD_OF
from screens.goal_rows import Row
from screens.goal_table import GoalTable
from screens.keys import bindings
from screens.messages import Copied
from screens.widgets.edit_line import Move


class GoalsScreen(GoalTable):
    """What the keys do to goals: move, remove, shift dates, copy, filter."""

    NAME = "goals"
    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("goals")]

    def edit_place(self, table: str, id: int, field: str) -> None:
        """Open a cell, or a field of the plan; what is not there yet is asked for."""
        columns = {name: column for column, name in FIELD_OF.get(table, {}).items()}
        if not id:
            self._add((table, 0))
        elif field in columns:
            self.grid.move_to((table, id), columns[field])
            self.edit_cell()
        elif (table, field) == ("goals", "kpis"):
            self._ask_kpi(id)
        else:
            super().edit_place(table, id, field)

    def _ask_kpi(self, goal: int) -> None:
        """Ask for a KPI of a goal by its name."""

        def commit(text: str, move: Move) -> None:
            self.asked()
            if text.strip():
                self.do(AddRecord("kpis", {"name": text.strip(), "goal": goal}))

        prompt = FIELDS["kpis"]["name"].prompt
        self.ask_text(prompt, lambda text: f"a KPI of G{goal}; 5 asks the rest", commit)

    # Moving, removing

    def why_not(self, action: str) -> str:
        """Why a key does nothing now: the cursor is on a heading, or the cell has nothing to do
        it to."""
        row = self.row
        if row is None or action not in ON_A_ROW - {"activate", "mark_all"}:
            return super().why_not(action)
        on_cursor = action == "mark" or action.startswith("move_")
        if not row[1] and (on_cursor or not self.chosen):
            return ON_HEADING
        if action in ("later", "earlier") and not any(
            row[0] == "goals" and self.view.plan.goals[row[1]].target_date for row in self.chosen
        ):
            return "No target date here to move"
        column = self.grid.cursor_column
        if action == "clear" and (column == "statement" or column not in FIELD_OF[row[0]]):
            return "This cell cannot be emptied"
        if action == "copy" and self.cell_edit_of(row, column) is None:
            return "Nothing here to copy: this is worked out"
        return ""

    def _move(self, by: int) -> None:
        row = self.row
        if row is not None and row[1]:
            self.do(MoveGoal(row[1], by, table=row[0]))

    def action_move_up(self) -> None:
        """Move the goal up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the goal down."""
        self._move(1)

    def action_move_in(self) -> None:
        """Move the goal in, under the one above it."""
        row = self.row
        rows = [cast("Row", each) for each in self.grid.rows]
        place = rows.index(row) if row in rows else 0
        if row is None or not row[1] or not place or rows[place - 1][1] == 0:
            self.say("No goal above this one to stand under")
            return
        above = self.view.plan.get(row[0], rows[place - 1][1])
        mine = getattr(self.view.plan.get(*row), "parent", None)
        # The row above may stand deeper already: go under its ancestor on this level.
        while getattr(above, "parent", None) != mine and getattr(above, "parent", None):
            above = self.view.plan.get(row[0], getattr(above, "parent", 0))
        if above.id != mine:
            self.do(set_field(row[0], row[1], "parent", above.id))

    def action_move_out(self) -> None:
        """Move the goal out, one level up."""
        row = self.row
        record = self.view.plan.find(*row) if row is not None and row[1] else None
        parent = getattr(record, "parent", None)
        if row is None or parent is None:
            self.say("This goal stands at the top level")
            return
        above = self.view.plan.get(row[0], parent)
        self.do(set_field(row[0], row[1], "parent", getattr(above, "parent", None)))

    def action_remove(self) -> None:
        """Pressed twice, remove the goal; its steps stay, under no goal."""
        rows = self.chosen
        if not rows:
            return
        if not self.grid.twice("remove"):
            self.say("d again removes it")
            return
        table = rows[0][0]
        ids = tuple(id for name, id in rows if name == table)
        steps = (
            sum(len(outline(self.view.plan).of_goal(id)) for id in ids) if table == "goals" else 0
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.grid.marks = frozenset()
                self.do(Remove(table, ids))

        if steps:
            question = f"Remove the goal? Its {steps} top-level steps stay, under no goal."
            self.app.push_screen(Confirm(question, "Delete"), answered)
        else:
            answered(True)

    def action_duplicate(self) -> None:
        """Duplicate the goal, or all marked, with goals, steps and KPIs under it."""
        rows = [row for row in self.chosen if row[0] in ("goals", "framework")]
        if not rows:
            self.say("Only goals and lines of the framework are duplicated")
            return
        table = rows[0][0]
        ids = tuple(id for name, id in rows if name == table)

        def settled(answer: Settled) -> None:
            for id in answer.added(table)[:1]:
                self.grid.move_to((table, id))

        self.grid.marks = frozenset()
        self.do(Duplicate(table, ids), settled=settled)

    def action_clear(self) -> None:
        """Empty the cell."""
        column = self.grid.cursor_column
        edits: list[Edit] = []
        for table, id in self.chosen:
            field = FIELD_OF[table].get(column)
            if field is not None and column != "statement":
                empty: object = None if field in ("owner", "target_date") else ""
                edits.append(SetFields(table, id, {field: () if field == "aligned_to" else empty}))
        if edits:
            self.do(Batch(f"clear {column}", tuple(edits)))

    def action_later(self) -> None:
        """Put the target date a day later."""
        self._nudge("+1d")

    def action_earlier(self) -> None:
        """Put the target date a day earlier."""
        self._nudge("-1d")

    def _nudge(self, by: str) -> None:
        edits: list[Edit] = []
        for row in self.chosen:
            edit = field_edit(self.view.plan, *row, "target_date", self.view.today)
            if edit is not None and edit.value:
                edits.append(edit.edit(by))
        if edits:
            self.do(Batch("shift target date", tuple(edits)))

    # Copying, filtering, panels

    def action_copy(self) -> None:
        """Copy the cell."""
        row = self.row
        edit = self.cell_edit_of(row, self.grid.cursor_column) if row is not None else None
        if edit is not None:
            self.post_message(Copied(edit.value))

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste text in the cell."""
        row = self.row
        edit = self.cell_edit_of(row, self.grid.cursor_column) if row is not None else None
        if edit is not None and text:
            try:
                self.do(edit.edit(text))
            except Problem as problem:
                self.say(problem.message, severe=True)

    def action_filter(self) -> None:
        """Show only the rows that hold what is typed."""

        def said(text: str) -> str:
            return f"{sum(1 for row in self.grid.rows if cast('Row', row)[1])} shown"

        self.ask_filter(said, self.refilter, value=self.sought)

    def action_panel(self) -> None:
        """Go to the plan's own record and back."""
        if self.panel.has_focus:
            self.set_focus(self.grid, scroll_visible=False)
        else:
            self.panel.focus()

    def action_back(self) -> None:
        """Go back one level: record, marks, filter."""
        if self.panel.has_focus:
            self.grid.focus()
        elif self.grid.marks:
            self.grid.marks = frozenset()
        elif self.sought:
            self.refilter("")
