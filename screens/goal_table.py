"""The table of goals: how its cells are edited, and how goals are added and pasted."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on

from actionplan_tui.analysis.smart import Around, around, smart_text
from actionplan_tui.edits.edit import Batch, Edit, new_id
from actionplan_tui.edits.records import AddGoal, MoveGoal
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.problem import Problem
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit
from screens.goal_cells import FIELD_OF, LOOSE_STEPS
from screens.goal_rows import GoalRows, Row
from screens.messages import GoTo
from screens.pasting import offer_goals
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.panel import RecordPanel


class GoalTable(GoalRows):
    """Its cells edited one by one, goals and lines of the framework added and pasted."""

    takes_tables = True

    # Editing

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        self.edit_cell()

    def edit_cell(self) -> None:
        """Open the cell under the cursor; on the count of steps, show them."""
        row, column = self.row, self.grid.cursor_column
        if row == LOOSE_STEPS:
            self.post_message(GoTo("goals", 0, "steps"))
            return
        if row is None or not row[1]:
            self.action_add()
            return
        table, id = row
        if table == "goals" and column in ("steps", "work"):
            self.post_message(GoTo("goals", id, "steps"))
            return
        if table == "goals" and column in ("kpis", "result"):
            self._say_kpis(id)
            return
        edit = self.cell_edit_of(row, column)
        if edit is not None:
            self._ask(edit, row, column)

    def _say_kpis(self, goal: int) -> None:
        names = [self.view.plan.kpis[id].name for id in hanging(
            self.view.plan, "kpis", "goal", goal)]  # fmt: skip
        self.say("; ".join(names) if names else "No KPI yet: how will you measure your success?")

    def cell_edit_of(self, row: Row, column: str) -> CellEdit | None:
        """How a cell is edited; None where there is nothing to edit."""
        field = FIELD_OF.get(row[0], {}).get(column)
        if field is None:
            return None
        edit = field_edit(self.view.plan, *row, field, self.view.today)
        return edit._replace(said=self._smart(row[1])) if edit and field == "statement" else edit

    def _smart(self, goal: int | None) -> Callable[[str], str]:
        """Says what a goal still lacks while it is typed; nobody is kept from going on."""
        plan = self.view.plan
        known = around(plan, goal) if goal else Around(framework=bool(plan.framework))
        return lambda text: smart_text(text, known)

    def _ask(self, edit: CellEdit, row: Row, column: str) -> None:
        grid = self.grid

        def go_on(move: Move) -> None:
            if move not in ("left", "right"):
                self.asked()
                if move == "down":
                    grid.action_cursor_down()
                return

            def open_next() -> None:
                before = grid.cursor_column
                grid.action_cursor_left() if move == "left" else grid.action_cursor_right()
                if grid.cursor_column != before and self.cell_edit_of(row, grid.cursor_column):
                    self.edit_cell()

            self.next_cell(open_next)

        self.ask(
            edit,
            lambda value, move: self.commit_edit(edit, value, lambda: go_on(move)),
            typed=lambda text: grid.live(row, column, text),
        )

    @on(RecordPanel.Activated)
    def _panel_activated(self, event: RecordPanel.Activated) -> None:
        event.stop()
        edit = field_edit(self.view.plan, "plan", 1, event.field, self.view.today)
        if edit is not None:
            self.ask(edit, lambda value, move: self.commit_edit(edit, value, self.asked))

    # Adding

    def action_add(self) -> None:
        """Add a goal, or a line of the framework, after this one."""
        self._add(self.row)

    def action_add_before(self) -> None:
        """Add a goal before this one."""
        row = self.row
        self._add(row, before=row is not None and row[1] > 0)

    def action_add_child(self) -> None:
        """Add a goal under this one."""
        row = self.row
        if row is not None and row[1]:
            self._add(row, parent=row[1])
        else:
            self._add(row)

    def _add(self, row: Row | None, *, parent: int | None = None, before: bool = False) -> None:
        table = row[0] if row is not None and row[0] in FIELD_OF else "goals"
        after = row[1] if row is not None and row[1] and parent is None else None
        beside = self.view.plan.find(table, row[1]) if row is not None and row[1] else None
        if parent is None:
            parent = getattr(beside, "parent", None)
        words = {
            "goals": ("statement", "What actions or changes will occur?"),
            "framework": ("text", "What does the strategy say?"),
        }
        name, prompt = words[table]

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return
            fields: dict[str, object] = {name: text, "parent": parent}
            if table == "framework" and beside is not None:
                fields["kind"] = getattr(beside, "kind", "strategic goal")

            add = AddGoal(fields, after=after, table=table)
            edit: Edit = add
            if before:
                up = MoveGoal(new_id(self.view.plan, table), -1, table)
                edit = Batch(add.label(self.view.plan), (add, up))
            self._do_add(edit, table, move)

        said = self._smart(None) if table == "goals" else lambda text: ""

        def pasted(lines: tuple[str, ...]) -> None:
            self.asked()
            self.offer_table("\n".join(lines))

        self.ask_text(prompt, said, commit, pasted=pasted)

    def _do_add(self, edit: Edit, table: str, move: Move) -> None:
        """Add, and go on: after a Tab to the next cell of what was added, else to its row."""
        on = move == "right"
        if not on:
            self.grid.hold_keys()  # what is typed next is for the new goal

        def begun(problem: Problem | None) -> None:
            if problem is not None:
                self.grid.let_keys_go()
                self.edit_line.refuse(problem.message)
            elif not on:  # after a Tab the line waits for the goal's next cell
                self.asked()

        def settled(answer: Settled) -> None:
            new = answer.added(table)
            if new:
                self.grid.move_to((table, new[0]), "owner" if on else "statement")
            if on:
                self.next_cell(lambda: self.edit_cell() if new else None)
            else:
                self.grid.let_keys_go()

        self.do(edit, begun=begun, settled=settled)

    # Pasting

    def on_paste(self, event: events.Paste) -> None:
        """Offer what is pasted over the table as goals, or as lines of the framework."""
        event.stop()
        self.offer_table(event.text)

    def offer_table(self, text: str) -> None:
        """Offer rows that were pasted, after the row under the cursor."""
        row = self.row
        table = row[0] if row is not None and row[0] in FIELD_OF else "goals"
        after = row[1] or None if row is not None and row[0] == table else None

        def settled(answer: Settled) -> None:
            new = answer.added(table)
            if new:
                self.grid.move_to((table, new[0]))

        offer_goals(self, text, table, after, settled)
