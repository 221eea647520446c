"""One record in full: every field of its table, as declared, each edited in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.capture.fields import say
from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.edit import Edit
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.rules import check
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit
from screens.dialogs.dialog import Dialog
from screens.dialogs.long_text import LongText
from screens.keys import bindings
from screens.widgets.edit_line import EditLine, Move
from screens.widgets.panel import Pair, RecordPanel

EditOf = Callable[[Plan, int, str], CellEdit | None]
"""How a field of a record of a plan is edited."""
Said = Callable[[Plan, int, str], str | None]
"""What a field is read out as, where that differs from other tables' fields; else None."""


_LINES = 18
"""Lines of the fields at most; those without room are reached by moving."""
_TWO_COLUMNS = 106
"""Cells of screen from which the fields stand in two columns."""


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

    def __init__(
        self,
        plan: Plan,
        table: str,
        id: int,
        today: dt.date,
        *,
        edit_of: EditOf | None = None,
        said: Said | None = None,
        heading: str = "",
        first: str = "",
    ) -> None:
        """Prepare the fields.

        Args:
            plan: The plan as it is shown.
            table: The record's table.
            id: The record.
            today: The day that typed dates count from.
            edit_of: How its fields are edited; as declared unless given.
            said: What its fields are read out as; as declared unless given.
            heading: What stands over them; the record's own title unless given.
            first: The field to begin at; the first one unless given.
        """
        title = getattr(plan.get(table, id), TITLE_FIELDS[table])
        noun = TABLES[table].noun
        own = f"{noun[0].upper()}{noun[1:]} {ref(table, id)} {title}".rstrip()
        super().__init__(heading or own)
        self._plan = plan
        self._table = table
        self._record = id
        self._today = today
        self._edit_of = edit_of or self._declared
        self._said = said
        self._first = first
        self._edits: list[Edit] = []
        self._editing: CellEdit | None = None

    def body(self) -> Iterable[Widget]:
        """The fields and the line to edit them in."""
        yield RecordPanel(id="fields")
        yield EditLine()

    def on_mount(self) -> None:
        """Begin at the first field, or the one asked for."""
        self._show()
        panel = self.query_one(RecordPanel)
        panel.move_to(self._first)
        panel.focus()

    def on_resize(self) -> None:
        """Give the fields as many lines as they need, in two columns where they fit."""
        lines = len(FIELDS[self._table])
        if self.app.size.width >= _TWO_COLUMNS:
            lines = -(-lines // 2)
        self.query_one(RecordPanel).styles.height = min(_LINES, lines + 1)

    def _declared(self, plan: Plan, id: int, field: str) -> CellEdit | None:
        return field_edit(plan, self._table, id, field, self._today)

    def _show(self) -> None:
        pairs = [
            Pair(field.name, field.label, self._shown(field.name), "dim" if field.private else "")
            for field in FIELDS[self._table].values()
        ]
        self.query_one(RecordPanel).show(
            "", "Closing keeps what you set, as one step to undo", pairs
        )

    def _shown(self, field: str) -> str:
        said = self._said(self._plan, self._record, field) if self._said is not None else None
        if said is not None:
            return said
        record = self._plan.get(self._table, self._record)
        return say(self._plan, self._table, record, field, self._today)

    @on(RecordPanel.Activated)
    def _open(self, event: RecordPanel.Activated) -> None:
        event.stop()
        edit = self._edit_of(self._plan, self._record, event.field)
        if edit is not None:
            self._editing = edit
            self.query_one(EditLine).open(
                edit.prompt, edit.value, understand=edit.understand, complete=edit.complete
            )

    @on(EditLine.Pasted)
    def _pasted(self, event: EditLine.Pasted) -> None:
        event.stop()
        self.query_one(EditLine).value = " ".join(line.strip() for line in event.lines)

    @on(EditLine.LongEditor)
    def _in_full(self, event: EditLine.LongEditor) -> None:
        event.stop()

        def answered(text: str | None) -> None:
            if text is None:
                self.query_one(EditLine).refuse("")
            else:
                self._keep(text, "stay")

        prompt = self._editing.prompt if self._editing is not None else ""
        self.app.push_screen(LongText(prompt, event.value), answered)

    @on(EditLine.Committed)
    def _commit(self, event: EditLine.Committed) -> None:
        event.stop()
        self._keep(event.value, event.move)

    def _keep(self, text: str, move: Move) -> None:
        """Make the edit that a text means; one that is refused keeps the line open."""
        line, panel = self.query_one(EditLine), self.query_one(RecordPanel)
        if self._editing is None:
            line.close()
            return
        if self.locked:
            line.refuse(self.locked)
            return
        try:
            edit = self._editing.edit(text)
            after = edit.apply(self._plan)
            # Here, not when the dialog closes: one refused field would take all others with it.
            changes = diff(self._plan, after)
            check(after, [(change.table, change.id, change.field) for change in changes])
        except Problem as problem:
            line.refuse(problem.message)
            return
        if changes:
            self._edits.append(edit)
        self._plan, self._editing = after, None
        line.close()
        self._show()
        if move == "left":
            panel.action_cursor_up()
        elif move != "stay":
            panel.action_cursor_down()
        if move in ("left", "right"):
            panel.action_activate()

    @property
    def made(self) -> tuple[Edit, ...]:
        """The edits made so far: kept when the session ends before the dialog is closed."""
        return tuple(self._edits)

    def action_close(self) -> None:
        """Return the edits made."""
        self.dismiss(self.made)
