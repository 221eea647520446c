"""Stakeholders: the power/interest matrix with people in it, and the register beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.binding import BindingType

from actionplan_tui.analysis.engagement import BORDER, LEVELS
from actionplan_tui.capture.names import find_name, name_key
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord, Remove, SetFields
from actionplan_tui.edits.stakeholders import (
    ArchiveStakeholders,
    MergeStakeholders,
    naming,
)
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from screens.dialogs.choose import Choose, Option
from screens.dialogs.confirm import Confirm
from screens.dialogs.inform import InformDialog
from screens.keys import bindings
from screens.notices import sentence
from screens.stakeholder_editing import StakeholderEditing
from screens.widgets.edit_line import Move


class StakeholdersScreen(StakeholderEditing):
    """HJKL moves a person and the strategy changes; Enter edits; i informs; m merges."""

    NAME = "stakeholders"
    CSS_PATH = "stakeholders.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("stakeholders")]
    takes_tables = True

    def edit_place(self, table: str, id: int, field: str) -> None:
        """Open a field of a stakeholder; propose how often to inform who is told nothing."""
        if not id:
            self.action_add()
        elif field == "told":
            self.action_inform()
        else:
            super().edit_place(table, id, field)

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
            self.offer(lines)

        self.ask_text(
            "What individual or organization?",
            lambda text: "stands unplaced at first: HJKL places them",
            commit,
            pasted=pasted,
        )

    def offer(self, names: Iterable[str]) -> None:
        """Offer to add those of the names, or rows of a spreadsheet, that the register lacks."""
        names = list(names)
        if any("\t" in name for name in names):
            # Reading tables is loaded with the first paste.
            from screens.pasting import offer_records

            offer_records(self, "stakeholders", "\n".join(names), self._added)
            return
        lines = (" ".join(name.split()) for name in names)
        new = {name_key(name): name for name in lines if name}
        edits = tuple(
            AddRecord("stakeholders", {"name": name})
            for name in new.values()
            if find_name(self.view.plan, name) is None
        )
        if not edits:
            self.say("All of them are in the register already")
            return
        what = "1 stakeholder" if len(edits) == 1 else f"{len(edits)} stakeholders"
        self._confirm(f"Add {what}?", "Add", Batch(f"add {what}", edits), self._added)

    def offer_table(self, text: str) -> None:
        """Offer rows that were pasted into a cell."""
        self.offer(text.splitlines())

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
            self.say(f"{sentence(settled.label)}: u takes it back")

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
            self.say(self.nothing_here)
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
