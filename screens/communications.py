"""Communications: who is told what, by whom, how often; the agenda, the log, the coverage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.engagement import reach, unreached
from actionplan_tui.capture.names import name_values
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord, Remove, set_field
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import live
from screens.cell_edits import completion, field_edit
from screens.communication_cells import PARTS, cell, columns, logged_today, next_dates, part_lines
from screens.dialogs.inform import InformDialog
from screens.dialogs.record import RecordDialog
from screens.keys import bindings
from screens.messages import Copied, GoTo
from screens.plan_screen import PlanScreen
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid, RowKey
from screens.widgets.text_lines import TextLines

EMPTY = """Nobody is told anything yet.

a    add a communication: who should be informed?
i    propose one for a stakeholder who is never informed"""


class CommunicationsScreen(PlanScreen):
    """Enter edits a cell; x logs the communication as sent today; i proposes one."""

    NAME = "communications"
    CSS_PATH = "communications.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("communications")]

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""
        self._part = PARTS[0]

    def body(self) -> Iterable[Widget]:
        """The cadence table; agenda, log or coverage under it."""
        yield Grid(columns(), frozen=1, empty_text=EMPTY, id="cadences")
        yield TextLines(id="part")

    @property
    def grid(self) -> Grid:
        """The cadence table."""
        return self.query_one("#cadences", Grid)

    def begin(self) -> None:
        """Begin in the table."""
        self.grid.focus()

    # What is shown

    def plan_changed(self) -> None:
        """Show the table and the part under it."""
        plan, today = self.view.plan, self.view.today
        words = self._sought.casefold().split()

        def fits(id: int) -> bool:
            text = " ".join(cell(plan, today, id, c.key).text for c in columns()).casefold()
            return all(word in text for word in words)

        rows: list[RowKey] = [id for id in live(plan.communications) if not words or fits(id)]
        self.grid.show(rows, lambda row, column: cell(plan, today, cast("int", row), column))
        self._show_part()

    def _show_part(self) -> None:
        plan, today, part = self.view.plan, self.view.today, self._part
        lines = self.query_one("#part", TextLines)
        lines.show(lambda width: part_lines(plan, today, part, width, lines.size.height))

    def resized(self) -> None:
        """Fill the part under the table anew."""
        if self.ready:
            self._show_part()

    # Where the cursor is

    @property
    def here(self) -> int | None:
        """The communication under the cursor."""
        return cast("int | None", self.grid.cursor_key)

    def place(self) -> tuple[str, int]:
        """The communication under the cursor."""
        return ("communications", self.here) if self.here is not None else ("", 0)

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a communication under the cursor."""
        self._sought = ""
        self.plan_changed()
        self.grid.move_to(id, field or None)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The marked communications in the order shown, else the one under the cursor."""
        marked = [cast("int", row) for row in self.grid.rows if row in self.grid.marks]
        return tuple(marked) if marked else ((self.here,) if self.here is not None else ())

    # Editing

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        self.edit_cell()

    def edit_cell(self) -> None:
        """Open the cell under the cursor; a cadence is shown back with its next dates."""
        id, column = self.here, self.grid.cursor_column
        if id is None:
            self.action_add()
            return
        plan = self.view.plan
        line = plan.communications[id]
        if column == "scope":
            if line.step is not None:
                self.post_message(GoTo("steps", line.step))
            elif line.goal is not None:
                self.post_message(GoTo("goals", line.goal))
            return
        if column == "next":
            self.say(f"Next: {next_dates(plan, line, self.view.today)}")
            return
        edit = field_edit(plan, "communications", id, column, self.view.today)
        if edit is None:
            return
        if column in ("cadence", "start", "until", "working_day_rule"):
            edit = edit._replace(said=lambda text: self._dates_after(id, column, text))
        opened = edit

        def go_on(move: Move) -> None:
            self.asked()
            if move == "down":
                self.grid.action_cursor_down()
            elif move in ("left", "right"):
                before = self.grid.cursor_column
                if move == "right":
                    self.grid.action_cursor_right()
                else:
                    self.grid.action_cursor_left()
                if self.grid.cursor_column not in (before, "next", "scope"):
                    self.edit_cell()

        self.ask(
            opened,
            lambda text, move: self.commit_edit(opened, text, lambda: go_on(move)),
            typed=lambda text: self.grid.live(id, column, text),
        )

    def _dates_after(self, id: int, column: str, text: str) -> str:
        """The next three dates if the field held this text."""
        plan, today = self.view.plan, self.view.today
        edit = field_edit(plan, "communications", id, column, today)
        assert edit is not None
        after = edit.edit(text).apply(plan)
        line = after.communications[id]
        if not line.cadence:
            return edit.said(text)
        said = line.cadence if column == "cadence" else edit.said(text)
        return f"{said}: {next_dates(after, line, today)}"

    def action_add(self) -> None:
        """Add a communication: its audience, then its cadence."""

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return

            def settled(answer: Settled) -> None:
                for id in answer.added("communications"):
                    self.grid.move_to(id, "cadence")
                    self.edit_cell()

            values = name_values(self.view.plan, text)
            self.asked()
            start = self.view.today
            fields = {"audience": values, "start": start, "responsible": self.view.me}
            self.do(AddRecord("communications", fields), settled=settled)

        self.ask_text(
            FIELDS["communications"]["audience"].prompt,
            lambda text: "",
            commit,
            complete=completion(self.view.plan, "communications", "audience"),
        )

    def action_record(self) -> None:
        """Open the whole record."""
        id = self.here
        if id is None:
            return

        def answered(edits: tuple[Edit, ...] | None) -> None:
            if edits:
                self.do(Batch(f"C{id}", edits))

        dialog = RecordDialog(self.view.plan, "communications", id, self.view.today)
        self.app.push_screen(dialog, answered)

    def action_inform(self) -> None:
        """Propose a communication for each who is never informed, one after another."""
        plan, today = self.view.plan, self.view.today
        nobody = unreached(plan, reach(plan, today))
        if not nobody:
            self.say("Everyone in the register is told something")
            return
        person = plan.stakeholders[nobody[0]]
        by = plan.info.owner

        def answered(fields: dict[str, Any] | None) -> None:
            if fields is not None:
                left = len(nobody) - 1
                self.do(
                    AddRecord("communications", fields),
                    settled=lambda _: self.say(
                        f"{person.name} is now informed"
                        + (f"; {left} still told by nobody: i" if left else "")
                    ),
                )

        dialog = InformDialog(plan, person, today, by=by, told="told by nobody yet")
        self.app.push_screen(dialog, answered)

    def action_finish(self) -> None:
        """Log the communication as sent today, with its outcome; again takes it back."""
        id, today = self.here, self.view.today
        if id is None:
            return
        plan = self.view.plan
        if logged_today(plan, id, today):
            gone = tuple(
                contact
                for contact in hanging(plan, "contacts", "communication", id)
                if plan.contacts[contact].date == today
            )
            self.do(Remove("contacts", gone))
            self.say("No longer logged as sent today")
            return
        by = plan.communications[id].responsible

        def commit(text: str, move: Move) -> None:
            self.asked()
            fields = {"communication": id, "date": today, "by": by, "outcome": text.strip()}
            self.do(AddRecord("contacts", fields))
            self.say("Logged as sent today")

        self.ask_text("Sent today. What came back?", lambda text: "", commit)

    def action_later(self) -> None:
        """Put the first date a day later."""
        self._nudge("+1d")

    def action_earlier(self) -> None:
        """Put the first date a day earlier."""
        self._nudge("-1d")

    def _nudge(self, by: str) -> None:
        column = "until" if self.grid.cursor_column == "until" else "start"
        edits: list[Edit] = []
        for id in self.chosen:
            edit = field_edit(self.view.plan, "communications", id, column, self.view.today)
            if edit is not None and edit.value:
                edits.append(edit.edit(by))
        if edits:
            self.do(Batch("shift dates", tuple(edits)))

    def action_clear(self) -> None:
        """Empty the cell."""
        column = self.grid.cursor_column
        edits: list[Edit] = []
        for id in self.chosen:
            if column == "audience":
                edits.append(set_field("communications", id, column, ()))
            elif column in ("responsible", "start", "until", "time", "duration", "remind_before"):
                edits.append(set_field("communications", id, column, None))
            elif column in ("message", "channel", "cadence"):
                edits.append(set_field("communications", id, column, ""))
        if edits:
            self.do(Batch(f"clear {column}", tuple(edits)))

    def action_remove(self) -> None:
        """Pressed twice, remove the communication with its log."""
        ids = self.chosen
        if ids and self.grid.twice("remove"):
            self.grid.marks = frozenset()
            self.do(Remove("communications", ids))
        elif ids:
            self.say("d again removes it with its log")

    def action_copy(self) -> None:
        """Copy the cell."""
        id = self.here
        if id is not None:
            text = cell(self.view.plan, self.view.today, id, self.grid.cursor_column).text
            self.post_message(Copied(text))

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste text in the cell."""
        id = self.here
        if id is None:
            return
        column = self.grid.cursor_column
        edit = field_edit(self.view.plan, "communications", id, column, self.view.today)
        if edit is not None:
            self.do(edit.edit(text))

    def action_filter(self) -> None:
        """Show only the communications that hold what is typed."""

        def typed(text: str | None) -> None:
            if text is not None:
                self._sought = text
                self.plan_changed()

        def commit(text: str, move: Move) -> None:
            self._sought = text
            self.asked()
            self.plan_changed()

        self.ask_text("Filter", lambda text: "", commit, value=self._sought, typed=typed)

    def action_panel(self) -> None:
        """Show the next part under the table: agenda, log, coverage."""
        self._part = PARTS[(PARTS.index(self._part) + 1) % len(PARTS)]
        self._show_part()

    def action_back(self) -> None:
        """Go back one level: marks, filter."""
        if self.grid.marks:
            self.grid.marks = frozenset()
        elif self._sought:
            self._sought = ""
            self.plan_changed()
