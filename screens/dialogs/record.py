"""One record in full: every field of its table, as declared, each edited in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.capture.fields import show
from actionplan_tui.edits.edit import Edit
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from screens.cell_edits import CellEdit, field_edit
from screens.dialogs.dialog import Dialog
from screens.keys import bindings
from screens.widgets.edit_line import EditLine
from screens.widgets.panel import Pair, RecordPanel


class RecordDialog(Dialog[tuple[Edit, ...]]):
    """Every field of a record; returns the edits made in it.

    The dialog works on a plan of its own: nothing outside changes before it is closed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("record")]
    DEFAULT_CSS = """
    RecordDialog {
        & > #box { width: 116; }
        & #fields { height: 18; }
    }
    """

    def __init__(self, plan: Plan, table: str, id: int, today: dt.date) -> None:
        """Prepare the fields.

        Args:
            plan: The plan as it is shown.
            table: The record's table.
            id: The record.
            today: The day that typed dates count from.
        """
        title = getattr(plan.get(table, id), TITLE_FIELDS[table])
        noun = TABLES[table].noun
        super().__init__(f"{noun[0].upper()}{noun[1:]} {ref(table, id)} {title}".rstrip())
        self._plan = plan
        self._table = table
        self._record = id
        self._today = today
        self._edits: list[Edit] = []
        self._editing: CellEdit | None = None

    def body(self) -> Iterable[Widget]:
        """The fields and the line to edit them in."""
        yield RecordPanel(id="fields")
        yield EditLine()

    def on_mount(self) -> None:
        """Begin at the first field."""
        panel = self.query_one(RecordPanel)
        panel.styles.height = min(18, len(FIELDS[self._table]) + 1)
        self._show()
        panel.focus()

    def _show(self) -> None:
        record = self._plan.get(self._table, self._record)
        pairs = [
            Pair(field.name, field.label, show(self._plan, self._table, record, field.name),
                 "dim" if field.private else "")
            for field in FIELDS[self._table].values()
        ]  # fmt: skip
        self.query_one(RecordPanel).show("", "", pairs)

    @on(RecordPanel.Activated)
    def _open(self, event: RecordPanel.Activated) -> None:
        event.stop()
        edit = field_edit(self._plan, self._table, self._record, event.field, self._today)
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
        panel = self.query_one(RecordPanel)
        panel.action_cursor_down()
        if event.move == "right":
            panel.action_activate()

    def action_close(self) -> None:
        """Return the edits made."""
        self.dismiss(tuple(self._edits))
