"""Communications: who is told what, by whom, how often; the agenda, the log, the coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.communications import next_occurrence
from actionplan_tui.capture.fields import understand
from actionplan_tui.edits.cadence import TIMED
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem
from screens.cadence_cells import next_dates, say_cadence, timed_edit
from screens.cell_edit import CellEdit
from screens.cell_edits import completion, field_edit
from screens.communication_cells import cell, columns
from screens.communication_parts import PARTS, part_entries
from screens.dialogs.record import RecordDialog
from screens.keys import bindings
from screens.messages import Copied, GoTo
from screens.sending import Sending
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Grid, RowKey
from screens.widgets.line_list import LineList


class CommunicationsScreen(Sending):
    """Enter edits a cell; x logs the communication as sent today; i proposes one."""

    NAME = "communications"
    TABLE = "communications"
    CSS_PATH = "communications.tcss"
    EXPORTS = "ics"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("communications")]
    FOOTER_LABELS: ClassVar[dict[str, str]] = {"panel.open": "open"}
    EMPTY = """Nobody is told anything yet.

a    add a communication: who should be informed?
i    propose one for a stakeholder whom nothing reaches"""

    def __init__(self) -> None:
        super().__init__()
        self._part = PARTS[0]

    def body(self) -> Iterable[Widget]:
        """The cadence table; agenda, log or coverage under it."""
        yield Grid(columns(), frozen=1, empty_text=self.EMPTY, id="records")
        yield LineList(id="part")

    # What is shown

    def sort_value(self, id: int, column: str, text: str) -> object:
        """The day on which it comes next, where that is the column."""
        if column == "next":
            line = self.view.plan.communications[id]
            following = next_occurrence(self.view.plan, line, self.view.today)
            return following.day if following else None
        return super().sort_value(id, column, text)

    def plan_changed(self) -> None:
        """Show the table and the part under it."""
        plan, today = self.view.plan, self.view.today

        def fits(id: int) -> bool:
            return not self.sought or self.fits(
                " ".join(cell(plan, today, id, column.key).text for column in columns())
            )

        def shown(row: RowKey, column: str) -> Cell:
            return cell(plan, today, cast("int", row), column)

        found = [id for id in live(plan.communications) if fits(id)]
        self.grid.show(self.ordered(found, shown), shown)
        self._show_part()

    def _show_part(self) -> None:
        plan, today, part = self.view.plan, self.view.today, self._part
        ascii_only = self.grid.ascii
        self.part.show_entries(
            lambda width, height: part_entries(plan, today, part, width, ascii_only=ascii_only),
            heads=1,
        )

    # Editing

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        id, column = cast("int", event.key), event.column
        line = self.view.plan.communications[id]
        if column == "next":
            self.say(f"{say_cadence(self.view.plan, line)}: "
                     f"{next_dates(self.view.plan, line, self.view.today)}")  # fmt: skip
        elif column != "scope":
            self.open_cell(id, column)
        elif line.step is not None:
            self.post_message(GoTo("steps", line.step, "communications"))
        elif line.goal is not None:
            self.post_message(GoTo("goals", line.goal))
        else:
            self.say("It belongs to the plan as a whole; ctrl+o opens its record")

    def edit_place(self, table: str, id: int, field: str) -> None:
        """Open a cell; on the next day, ask on which one it was said."""
        if table != "communications":
            super().edit_place(table, id, field)
        elif field == "next":
            self.ask_sent(id)
        else:
            self.open_cell(id, field)

    def edit_of(self, id: int, field: str) -> CellEdit | None:
        """How a field is edited; one on which dates depend shows the next three back."""
        return _edit_in(self.view.plan, id, field, self.view.today)

    def action_add(self) -> None:
        """Add a communication: its audience, then its cadence."""
        plan, today = self.view.plan, self.view.today

        def names(text: str) -> object:
            return understand(plan, "communications", "audience", text, today=today).value

        def said(text: str) -> str:
            found = understand(plan, "communications", "audience", text, today=today)
            new = ", ".join(found.new_names)
            return f"new in the register: {new}" if new else ""

        def settled(answer: Settled) -> None:
            for id in answer.added("communications"):
                self.grid.move_to(id, "cadence")
                self.open_cell(id, "cadence")

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return
            try:
                audience = names(text)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            self.refilter("")
            self.grid.marks = frozenset()
            self.grid.hold_keys()  # what is typed before it is saved is for its cadence
            fields = {"audience": audience, **self.given()}
            self.do(AddRecord("communications", fields), settled=settled)

        self.ask_text(
            FIELDS["communications"]["audience"].prompt,
            said,
            commit,
            complete=completion(plan, "communications", "audience"),
        )

    def action_record(self) -> None:
        """Open the whole record."""
        id = self.here
        if id is None:
            self.say("No communication here: a adds one")
            return
        today = self.view.today

        def answered(edits: tuple[Edit, ...] | None) -> None:
            if edits:
                self.do(Batch(f"C{id}", edits))

        def said(plan: Plan, id: int, field: str) -> str | None:
            return say_cadence(plan, plan.communications[id]) if field == "cadence" else None

        self.app.push_screen(
            RecordDialog(
                self.view.plan, "communications", id, today,
                edit_of=lambda plan, id, field: _edit_in(plan, id, field, today), said=said,
            ),
            answered,
        )  # fmt: skip

    def action_later(self) -> None:
        """Put the first day, or on its column the last, a day later."""
        self._nudge("+1d")

    def action_earlier(self) -> None:
        """Put the first day, or on its column the last, a day earlier."""
        self._nudge("-1d")

    def _nudge(self, by: str) -> None:
        column = "until" if self.grid.cursor_column == "until" else "start"
        edits: list[Edit] = []
        try:
            for id in self.chosen:
                edit = self.edit_of(id, column)
                if edit is not None and edit.value:
                    edits.append(edit.edit(by))
        except Problem as problem:
            self.say(problem.message, severe=True)
            return
        if edits:
            self.do(Batch("shift dates", tuple(edits)))
            label = FIELDS["communications"][column].label
            self.say(f"{label} day moved by {by}")
        else:
            self.say("No date here to move")

    def action_clear(self) -> None:
        """Empty the cell."""
        self.set_cell("")

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste text in the cell; rows are shown as the communications they would become."""
        if "\t" in text:
            self.offer_table(text)
        else:
            self.set_cell(text)

    def given(self) -> dict[str, Any]:
        """From when, and by whom, pasted communications are unless they say otherwise."""
        return {"start": self.view.today, "responsible": self.view.me}

    def on_paste(self, event: events.Paste) -> None:
        """Show rows that are pasted over the table as the communications they would become."""
        event.stop()
        self.offer_table(event.text)

    def action_copy(self) -> None:
        """Copy the cell, or all marked lines."""
        plan, today = self.view.plan, self.view.today
        if self.grid.marks:
            lines = ["\t".join(column.title for column in columns())]
            lines += [
                "\t".join(cell(plan, today, id, column.key).text for column in columns())
                for id in self.chosen
            ]
            self.post_message(Copied("\n".join(lines)))
        elif self.here is not None:
            self.post_message(Copied(cell(plan, today, self.here, self.grid.cursor_column).text))

    # The other part

    def action_panel(self) -> None:
        """Go on: from the table to the agenda, the log, the coverage, and back to the table."""
        if self.part.has_focus and self._part == PARTS[-1]:
            self.grid.focus()
            return
        following = PARTS.index(self._part) + 1 if self.part.has_focus else 0
        self._part = PARTS[following]
        self._show_part()
        self.part.focus()
        self.part.action_cursor_first()
        plan = self.view.plan
        if not live(plan.communications) and not live(plan.stakeholders):
            self.say("Nothing is to be said yet: Esc, then a, adds the first communication")

    @on(LineList.Activated)
    def _listed(self, event: LineList.Activated) -> None:
        """Open what an entry of the part tells of."""
        event.stop()
        table, id = cast("tuple[str, int]", event.target)[:2]
        if table == "communications":
            self.reveal(table, id)
        elif table == "contacts":
            self.edit_outcome(id)
        else:
            self.post_message(GoTo(table, id))

    def action_back(self) -> None:
        """Go back one level: part, marks, filter."""
        if self.part.has_focus:
            self.grid.focus()
        else:
            super().action_back()


def _edit_in(plan: Plan, id: int, field: str, today: dt.date) -> CellEdit | None:
    if field in TIMED:
        return timed_edit(plan, id, field, today)
    return field_edit(plan, "communications", id, field, today)
