"""How stakeholders are edited: cells of the register, fields of the record, the clipboard."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events, on

from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.stakeholders import rename
from actionplan_tui.model.problem import Problem
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit
from screens.messages import Copied, GoTo
from screens.stakeholder_cells import FIELD_OF
from screens.stakeholder_views import StakeholderViews
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.matrix import Matrix
from screens.widgets.panel import RecordPanel


class StakeholderEditing(StakeholderViews):
    """Enter edits a cell or a field; on the matrix it goes into the record."""

    def action_inform(self) -> None:
        """Propose a communication: how often, by strategy and engagement gap."""
        raise NotImplementedError

    def offer(self, names: Iterable[str]) -> None:
        """Offer to add those of the names that the register lacks."""
        raise NotImplementedError

    # Editing

    @on(Matrix.Activated)
    def _person_opened(self, event: Matrix.Activated) -> None:
        event.stop()
        self._show_panel()
        self.panel.focus()

    @on(Grid.Activated)
    def _cell_opened(self, event: Grid.Activated) -> None:
        event.stop()
        self.edit_cell()

    def edit_cell(self) -> None:
        """Open the cell under the cursor; with marks, its column for all marked."""
        person, column = self.person, self.grid.cursor_column
        if person is None:
            return
        field = FIELD_OF.get(column)
        if field is None:
            self._follow(column)
            return
        edit = self._edit_of(person.id, field)
        if edit is None:
            return
        grid = self.grid

        def go_on(move: Move) -> None:
            self.asked()
            if move == "down":
                grid.action_cursor_down()
            elif move in ("left", "right"):
                before = grid.cursor_column
                grid.action_cursor_left() if move == "left" else grid.action_cursor_right()
                if grid.cursor_column != before and grid.cursor_column in FIELD_OF:
                    self.edit_cell()

        self.ask(
            edit,
            lambda value, move: self.commit_edit(edit, value, lambda: go_on(move)),
            typed=lambda text: grid.live(person.id, column, text),
        )

    def _edit_of(self, id: int, field: str) -> CellEdit | None:
        """How a field is edited: for all marked, one undo step; a name for one alone."""
        plan, today = self.view.plan, self.view.today
        one = field_edit(plan, "stakeholders", id, field, today)
        if one is None:
            return None
        if field == "name":
            return one._replace(edit=lambda text: rename(plan, id, text))
        ids = self.chosen
        if len(ids) < 2:
            return one

        def edit(text: str) -> Edit:
            each = [field_edit(plan, "stakeholders", id, field, today) for id in ids]
            return Batch(
                f"{field} of {len(ids)} stakeholders",
                tuple(found.edit(text) for found in each if found is not None),
            )

        return one._replace(prompt=f"{one.prompt} ({len(ids)} stakeholders)", value="", edit=edit)

    def _follow(self, column: str) -> None:
        """Go from what is worked out to where it comes from."""
        person = self.person
        if person is None:
            return
        told, resists = self.cells.reached.get(person.id), self.cells.resists.get(person.id)
        if column in ("told", "next"):
            if told:
                self.post_message(GoTo("communications", told[0].communication))
            else:
                self.action_inform()
        elif column == "resists" and resists:
            step = resists[0].step
            if step is not None:
                self.post_message(GoTo("steps", step, "barriers"))
            else:
                self.say("Resists the plan as a whole")
        elif column == "resists":
            self.say("Resists nothing in the plan: barriers are written on Actions (2)")
        else:
            self.say("The strategy comes from power and interest, the gap from the engagement")

    @on(RecordPanel.Activated)
    def _field_opened(self, event: RecordPanel.Activated) -> None:
        event.stop()
        person = self.person
        if person is None:
            return
        edit = self._field_of(person.id, event.field)
        if edit is None:
            self._follow(event.field)
        else:
            self.ask(edit, lambda value, move: self.commit_edit(edit, value, self.asked))

    def _field_of(self, id: int, field: str) -> CellEdit | None:
        """How a field of the record is edited: of this one alone, whatever is marked."""
        plan = self.view.plan
        edit = field_edit(plan, "stakeholders", id, field, self.view.today)
        if edit is not None and field == "name":
            return edit._replace(edit=lambda text: rename(plan, id, text))
        return edit

    # Copying and clearing cells

    def _cell_edit(self) -> CellEdit | None:
        person = self.person
        if person is None:
            return None
        if self.panel.has_focus:
            return self._field_of(person.id, self.panel.cursor_field)
        column = self.grid.cursor_column if self.on_register else "name"
        field = FIELD_OF.get(column)
        return self._edit_of(person.id, field) if field else None

    def action_copy(self) -> None:
        """Copy the cell, the field of the record, or on the matrix the names."""
        people = self.view.plan.stakeholders
        if not self.on_register and not self.panel.has_focus:
            self.post_message(Copied("\n".join(people[id].name for id in self.chosen)))
            return
        person, edit = self.person, self._cell_edit()
        if person is not None:
            column = self.grid.cursor_column
            text = edit.value if edit is not None else self.cells.cell(person.id, column).text
            self.post_message(Copied(text))

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste text in the cell or field; on the matrix, a list of names adds them."""
        if not text:
            self.say("What was copied has no text to paste here")
            return
        if "\t" in text or (not self.on_register and not self.panel.has_focus):
            self.offer(text.splitlines())
            return
        self._set_cell(text)

    def on_paste(self, event: events.Paste) -> None:
        """Offer to add the names or rows that are pasted over the matrix or the register."""
        event.stop()
        self.offer(event.text.splitlines())

    def action_clear(self) -> None:
        """Empty the cell or field; on the matrix, take them off it."""
        if self.on_register or self.panel.has_focus:
            self._set_cell("")
            return
        edits = tuple(
            SetFields("stakeholders", id, {"power": None, "interest": None}) for id in self.chosen
        )
        if edits:
            self.do(Batch(f"take {len(edits)} off the matrix", edits))

    def _set_cell(self, text: str) -> None:
        edit = self._cell_edit()
        if edit is None:
            self.say("Nothing to set here")
            return
        try:
            self.do(edit.edit(text))
        except Problem as problem:
            self.say(problem.message, severe=True)
