"""Goals: the plan's own record, the strategic framework, the goals, and the road map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.smart import Around, around, smart_text
from actionplan_tui.edits.edit import Batch, Edit, new_id
from actionplan_tui.edits.records import AddGoal, MoveGoal, Remove, SetFields, set_field
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.cell_edits import CellEdit, field_edit
from screens.dialogs.confirm import Confirm
from screens.goal_cells import FIELD_OF, LOOSE_STEPS, GoalCells, columns, plan_pairs
from screens.keys import bindings
from screens.links import Link, goal_links
from screens.messages import Copied, GoTo
from screens.pasting import offer_goals
from screens.plan_screen import PlanScreen
from screens.road_map import road_map_lines
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.panel import RecordPanel
from screens.widgets.text_lines import TextLines

Row = tuple[str, int]

EMPTY = """No goal yet: what change do you want?

a    add the first goal
Tab  fill in the plan's own record above
?    all keys"""


class GoalsScreen(PlanScreen):
    """Enter edits a cell; on the count of steps it opens the goal's steps."""

    NAME = "goals"
    takes_tables = True
    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("goals")]

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""

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
        """Begin at the first goal."""
        first = next((row for row in self.grid.rows if cast("Row", row)[1]
                      and cast("Row", row)[0] == "goals"), None)  # fmt: skip
        if first is not None:
            self.grid.move_to(first)
        self.grid.focus()

    # What is shown

    def plan_changed(self) -> None:
        """Show the plan's record, its goals and the road map."""
        plan, today = self.view.plan, self.view.today
        heading = plan.info.title or "This plan has no title yet"
        self.panel.show(heading, plan.info.institution, plan_pairs(plan, today))
        cells = GoalCells(plan, today, ascii_only=self.grid.ascii)
        self.grid.show(
            cells.rows(self._sought),
            cells.cell,
            row_role=lambda row: "group" if cast("Row", row)[1] == 0 else "",
        )
        ascii_only = self.grid.ascii
        self.query_one(TextLines).show(
            lambda width: road_map_lines(plan, today, width, ascii_only=ascii_only)
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
        self._seek("")
        self.grid.move_to((table, id), field or None)
        self.grid.focus()

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
        edit = self._field_edit(row, column)
        if edit is not None:
            self._ask(edit, row, column)

    def _say_kpis(self, goal: int) -> None:
        names = [self.view.plan.kpis[id].name for id in hanging(
            self.view.plan, "kpis", "goal", goal)]  # fmt: skip
        self.say("; ".join(names) if names else "No KPI yet: how will you measure your success?")

    def _field_edit(self, row: Row, column: str) -> CellEdit | None:
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
            self.asked()
            if move == "down":
                grid.action_cursor_down()
            elif move in ("left", "right"):
                before = grid.cursor_column
                grid.action_cursor_left() if move == "left" else grid.action_cursor_right()
                if grid.cursor_column != before and self._field_edit(row, grid.cursor_column):
                    self.edit_cell()

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

    # Adding, moving, removing

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
            self.grid.hold_keys()  # what is typed next is for the new goal, or goes on from it

            def begun(problem: Problem | None) -> None:
                if problem is not None:
                    self.grid.let_keys_go()
                    self.edit_line.refuse(problem.message)
                else:
                    self.asked()

            def settled(answer: Settled) -> None:
                new = answer.added(table)
                if new:
                    self.grid.move_to((table, new[0]), "owner" if move == "right" else "statement")
                if new and move == "right":
                    self.edit_cell()
                else:
                    self.grid.let_keys_go()

            self.do(edit, begun=begun, settled=settled)

        said = self._smart(None) if table == "goals" else lambda text: ""

        def pasted(lines: tuple[str, ...]) -> None:
            self.asked()
            self.offer_table("\n".join(lines))

        self.ask_text(prompt, said, commit, pasted=pasted)

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
        edit = self._field_edit(row, self.grid.cursor_column) if row is not None else None
        if edit is not None:
            self.post_message(Copied(edit.value))

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

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste text in the cell."""
        row = self.row
        edit = self._field_edit(row, self.grid.cursor_column) if row is not None else None
        if edit is not None and text:
            try:
                self.do(edit.edit(text))
            except Problem as problem:
                self.say(problem.message, severe=True)

    @property
    def narrowed(self) -> str:
        """The filter in force."""
        return f"filter: {self._sought.strip()}" if self._sought.strip() else ""

    def _seek(self, text: str) -> None:
        self._sought = text
        self.plan_changed()
        self.show_header()

    def action_filter(self) -> None:
        """Show only the rows that hold what is typed."""

        before = self._sought

        def typed(text: str | None) -> None:
            self._seek(before if text is None else text)

        def commit(text: str, move: Move) -> None:
            self.asked()
            self._seek(text)

        self.ask_text("Filter", lambda text: "", commit, value=before, typed=typed)

    def action_panel(self) -> None:
        """Go to the plan's own record and back."""
        if self.panel.has_focus:
            self.grid.focus()
        else:
            self.panel.focus()

    def action_back(self) -> None:
        """Go back one level: record, marks, filter."""
        if self.panel.has_focus:
            self.grid.focus()
        elif self.grid.marks:
            self.grid.marks = frozenset()
        elif self._sought:
            self._seek("")
