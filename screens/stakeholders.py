"""Stakeholders: the power/interest matrix with people in it, and the register beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType

from actionplan_tui.analysis.engagement import BORDER, LEVELS
from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord, Remove, SetFields
from actionplan_tui.edits.stakeholders import (
    ArchiveStakeholders,
    MergeStakeholders,
    naming,
    rename,
)
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from screens.cell_edits import CellEdit, field_edit
from screens.dialogs.choose import Choose, Option
from screens.dialogs.confirm import Confirm
from screens.dialogs.inform import InformDialog
from screens.keys import bindings
from screens.messages import Copied, GoTo
from screens.stakeholder_cells import FIELD_OF
from screens.stakeholder_views import StakeholderViews
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.matrix import Matrix
from screens.widgets.panel import RecordPanel


class StakeholdersScreen(StakeholderViews):
    """HJKL moves a person and the strategy changes; Enter edits; i informs; m merges."""

    NAME = "stakeholders"
    CSS_PATH = "stakeholders.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("stakeholders")]

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

    # Adding, merging, removing

    def action_add(self) -> None:
        """Add a stakeholder; they wait to be placed."""

        def add(name: str) -> AddRecord:
            wanted = " ".join(name.split())
            if find_name(self.view.plan, wanted) is not None:
                raise Problem(f"{wanted} is in the register already")
            return AddRecord("stakeholders", {"name": wanted})

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return
            try:
                edit = add(text)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            self.do(edit, settled=self._added)

        def pasted(lines: tuple[str, ...]) -> None:
            self.asked()
            new = [
                " ".join(line.split()) for line in lines if find_name(self.view.plan, line) is None
            ]
            self._offer(tuple(dict.fromkeys(new)))

        self.ask_text(
            "What individual or organization?",
            lambda text: "stands unplaced at first: HJKL places them",
            commit,
            pasted=pasted,
        )

    def _offer(self, names: tuple[str, ...]) -> None:
        """Offer to add the names of a pasted list that are new."""
        if not names:
            self.say("All of them are in the register already")
            return
        edits = tuple(AddRecord("stakeholders", {"name": name}) for name in names)
        label = f"add {len(names)} stakeholders"
        self._confirm(f"Add {len(names)} stakeholders?", "Add", Batch(label, edits), self._added)

    def _added(self, settled: Settled) -> None:
        new = settled.added("stakeholders")
        if new:
            self.reveal("stakeholders", new[0])

    def action_merge(self) -> None:
        """Merge the marked ones: choose which to keep; all that named another names that one."""
        ids = [id for id in self.chosen if id in self.view.plan.stakeholders]
        if len(ids) < 2:
            self.say("Mark two who are the same (Space), then m merges them")
            return
        people = self.view.plan.stakeholders
        options = []
        for id in ids:
            count = sum(1 for _ in naming(self.view.plan, id))
            times = f"named {count} time{'s' * (count != 1)}" if count else "named nowhere"
            about = " · ".join(part for part in (people[id].organisation, times) if part)
            options.append(Option(str(id), f"{people[id].name} ({about})"))

        def answered(chosen: str | None) -> None:
            if chosen is None:
                return
            keep = int(chosen)
            edits = tuple(MergeStakeholders(keep, gone) for gone in ids if gone != keep)
            self.mark(frozenset())
            name = people[keep].name
            edit = edits[0] if len(edits) == 1 else Batch(f"merge into {name}", edits)
            self.do(edit, settled=lambda settled: self._merged(settled, keep))

        self.app.push_screen(Choose("Merge: which one stays?", options), answered)

    def _merged(self, settled: Settled, keep: int) -> None:
        if settled.row is not None:
            self.reveal("stakeholders", keep)
            self.say(f"{settled.label.capitalize()}: u takes it back")

    def action_remove(self) -> None:
        """Pressed twice, remove them; whom something names can be archived instead."""
        ids = tuple(self.chosen)
        if not ids:
            return
        people = self.view.plan.stakeholders
        who = people[ids[0]].name if len(ids) == 1 else f"{len(ids)} stakeholders"
        if not self.shown.twice("remove"):
            self.say(f"d again removes {who}")
            return
        if all(people[id].archived for id in ids):
            back = ArchiveStakeholders(ids, archived=False)
            self._confirm(f"{who}: archived. Bring back?", "Bring back", back)
            return
        edit = Remove("stakeholders", ids)
        try:
            edit.apply(self.view.plan)
        except Problem as problem:
            question = f"{problem.message}.\n\nArchive {who}? What names them stays as it is."
            self._confirm(question, "Archive", ArchiveStakeholders(ids))
            return
        self.mark(frozenset())
        self.do(edit, settled=lambda settled: self._removed(settled, who))

    def _removed(self, settled: Settled, who: str) -> None:
        if settled.row is not None:
            self.say(f"Removed {who}: u brings it back")

    def _confirm(
        self,
        question: str,
        verb: str,
        edit: Edit,
        settled: Callable[[Settled], None] | None = None,
    ) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.mark(frozenset())
                self.do(edit, settled=settled)

        self.app.push_screen(Confirm(question, verb), answered)

    # Moving on the matrix

    def action_move_out(self) -> None:
        """Less interest."""
        self._move("interest", -1)

    def action_move_in(self) -> None:
        """More interest."""
        self._move("interest", 1)

    def action_move_up(self) -> None:
        """More power."""
        self._move("power", 1)

    def action_move_down(self) -> None:
        """Less power."""
        self._move("power", -1)

    def _move(self, scale: str, by: int) -> None:
        """Move the chosen ones by one; who is not yet placed is put on the border."""
        edits: list[Edit] = []
        for id in self.chosen:
            person = self.view.plan.stakeholders[id]
            if person.power is None or person.interest is None:
                place: dict[str, Any] = {
                    "power": person.power or BORDER,
                    "interest": person.interest or BORDER,
                }
            else:
                place = {scale: getattr(person, scale) + by}
            if all(1 <= value <= 5 for value in place.values()):
                edits.append(SetFields("stakeholders", id, place))
        if not edits:
            self.say(f"{scale.capitalize()} goes from 1 to 5" if self.chosen else "Nobody here")
        elif len(edits) == 1:
            self.do(edits[0])
        else:
            self.do(Batch(f"move {len(edits)} stakeholders", tuple(edits)))

    # Engaging and informing

    def action_engagement(self) -> None:
        """Turn the engagement now to its next level."""
        ids = self.chosen
        if not ids:
            return
        now = self.view.plan.stakeholders[ids[0]].engagement
        place = LEVELS.index(now) + 1 if now is not None else 0
        level = LEVELS[place % len(LEVELS)]
        edits = tuple(SetFields("stakeholders", id, {"engagement": level}) for id in ids)
        label = f"engagement of {len(ids)} stakeholders"
        self.do(edits[0] if len(edits) == 1 else Batch(label, edits))

    def action_inform(self) -> None:
        """Propose a communication: how often, by strategy and engagement gap."""
        person, plan = self.person, self.view.plan
        if person is None:
            return
        by = self.view.me if self.view.me is not None else plan.info.owner

        def answered(fields: dict[str, Any] | None) -> None:
            if fields is not None:
                self.do(AddRecord("communications", fields), settled=self._informed)

        dialog = InformDialog(plan, person, self.view.today, by=by, told=self.cells.told(person.id))
        self.app.push_screen(dialog, answered)

    def _informed(self, settled: Settled) -> None:
        if settled.row is not None:
            new = settled.added("communications")
            self.say(f"Added C{new[0]}: on Communications (6)" if new else "Added")

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
            return
        if not self.on_register and not self.panel.has_focus:
            new = [line.strip() for line in text.splitlines() if line.strip()]
            self._offer(
                tuple(n for n in dict.fromkeys(new) if find_name(self.view.plan, n) is None)
            )
            return
        self._set_cell(text)

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
