"""The records of one cell in full: every part a field of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.capture.fields import show
from actionplan_tui.edits.edit import Edit, title
from actionplan_tui.edits.records import AddRecord, Remove
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS, Field
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit
from screens.dialogs.dialog import Dialog
from screens.keys import bindings
from screens.widgets.edit_line import EditLine
from screens.widgets.grid import Cell, Column, Grid, RowKey

_WIDTH = {"text": 24, "long": 32, "reference": 18, "references": 24, "cadence": 22, "choice": 12}
_PARTS_OF_STEP = frozenset({"step", "goal"})


class RecordsDialog(Dialog[tuple[Edit, ...]]):
    """A table of the records that hang from a step; returns the edits made in it.

    The dialog works on a plan of its own: nothing outside changes before it is accepted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("records")]
    DEFAULT_CSS = """
    RecordsDialog > #box {
        width: 116;
    }
    """

    def __init__(
        self, plan: Plan, table: str, step: int, today: dt.date, *, column: str = ""
    ) -> None:
        """Prepare the table.

        Args:
            plan: The plan as it is shown.
            table: Whose records.
            step: The step they hang from.
            today: The day that typed dates count from.
            column: The cell they were opened from.
        """
        noun = TABLES[table].noun
        noun = noun[0].upper() + noun[1:]
        super().__init__(f"{noun}s of {title(plan, 'steps', step, width=60)}")
        self._plan = plan
        self._table = table
        self._step = step
        self._today = today
        self._column = column
        self._edits: list[Edit] = []
        self._editing: CellEdit | None = None

    @property
    def _fields(self) -> list[Field]:
        fields = [f for f in FIELDS[self._table].values() if f.name not in _PARTS_OF_STEP]
        return sorted(fields, key=lambda f: f.name != TITLE_FIELDS[self._table])

    def body(self) -> Iterable[Widget]:
        """The table and the line to edit it in."""
        yield Grid(
            [
                Column(f.name, f.label, _WIDTH.get(f.kind, 12), prompt=f.prompt)
                for f in self._fields
            ],
            frozen=1,
            empty_text=f"No {TABLES[self._table].noun} yet: a adds one.",
            markable=False,
            id="records",
        )
        yield EditLine(in_full=False)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    def on_mount(self) -> None:
        """Begin in the table."""
        self._show()
        self.grid.focus()

    def _show(self) -> None:
        rows: list[RowKey] = list(hanging(self._plan, self._table, "step", self._step))
        grid = self.grid
        grid.styles.height = max(len(rows), 3) + 3
        grid.show(rows, self._cell)

    def _cell(self, row: RowKey, column: str) -> Cell:
        assert isinstance(row, int)
        record = self._plan.find(self._table, row)
        return Cell(show(self._plan, self._table, record, column)) if record else Cell("")

    def _make(self, edit: Edit) -> bool:
        try:
            self._plan = edit.apply(self._plan)
        except Problem as problem:
            self.notify(problem.message, severity="warning", markup=False)
            return False
        self._edits.append(edit)
        self._show()
        return True

    @on(Grid.Activated)
    def _open(self, event: Grid.Activated) -> None:
        event.stop()
        assert isinstance(event.key, int)
        edit = field_edit(self._plan, self._table, event.key, event.column, self._today)
        if edit is not None:
            self._editing = edit
            self.query_one(EditLine).open(
                edit.prompt, edit.value, understand=edit.understand, complete=edit.complete
            )

    @on(EditLine.Committed)
    def _commit(self, event: EditLine.Committed) -> None:
        event.stop()
        line = self.query_one(EditLine)
        if self._editing is None:
            line.close()
            return
        if self.locked:
            line.refuse(self.locked)
            return
        try:
            edit = self._editing.edit(event.value)
            self._plan = edit.apply(self._plan)
        except Problem as problem:
            line.refuse(problem.message)
            return
        self._edits.append(edit)
        self._editing = None
        line.close()
        self._show()
        grid = self.grid
        if event.move in ("right", "left"):
            grid.action_cursor_right() if event.move == "right" else grid.action_cursor_left()

    def action_add(self) -> None:
        """Add a record to the list."""
        fields: dict[str, object] = {"step": self._step}
        if self._column == "available":
            fields["status"] = "available"
        before = self._plan.table(self._table).keys()
        if self._make(AddRecord(self._table, fields)):
            (new,) = self._plan.table(self._table).keys() - before
            self.grid.move_to(new, self._fields[0].name)

    def action_remove(self) -> None:
        """Pressed twice, remove the record from the list."""
        grid = self.grid
        if isinstance(grid.cursor_key, int):
            if grid.twice("remove"):
                self._make(Remove(self._table, (grid.cursor_key,)))
            else:
                self.notify("d again removes it", markup=False)

    @property
    def made(self) -> tuple[Edit, ...]:
        """The edits made so far: kept when the session ends before the dialog is closed."""
        return tuple(self._edits)

    def action_close(self) -> None:
        """Return the edits made."""
        self.dismiss(self.made)
