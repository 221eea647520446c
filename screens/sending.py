"""Communications sent and proposed: the log of what happened, who is still told nothing."""

from __future__ import annotations

from typing import Any

from actionplan_tui.analysis.engagement import (
    proposed_cadence,
    reach,
    strategy_of,
    unreached,
)
from actionplan_tui.analysis.people import names_of
from actionplan_tui.capture.fields import understand
from actionplan_tui.edits.edit import Batch, Edit, some
from actionplan_tui.edits.records import AddRecord, Remove
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import live
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit
from screens.communication_parts import sent_on
from screens.dialogs.choose import Choose, Option
from screens.dialogs.inform import InformDialog
from screens.record_list import RecordList
from screens.widgets.edit_line import Move
from screens.widgets.line_list import LineList


class Sending(RecordList):
    """The half of the communications screen that acts: sent, proposed, removed."""

    @property
    def part(self) -> LineList:
        """Agenda, log or coverage."""
        return self.query_one("#part", LineList)

    # The log

    def action_finish(self) -> None:
        """Log the communication, or all marked, as sent today, with what came back."""
        plan, today, ids = self.view.plan, self.view.today, self.chosen
        if not ids:
            self.say("No communication here: a adds one")
            return
        logged = tuple(entry for id in ids for entry in sent_on(plan, id, today))
        if logged:
            self.do(Remove("contacts", logged))
            self.say("No longer logged as sent today")
            return

        def commit(text: str, move: Move) -> None:
            self.asked()
            edits = []
            for id in ids:
                by = self.view.plan.communications[id].responsible or self.view.me
                fields = {"communication": id, "date": today, "by": by, "outcome": text.strip()}
                edits.append(AddRecord("contacts", fields))
            what = some(self.view.plan, "communications", ids)
            self.do(Batch(f"log {what} as sent", tuple(edits)))
            self.say("Logged as sent today")

        to = names_of(plan, plan.communications[ids[0]].audience) or "nobody named"
        if len(ids) > 1:
            to = f"{len(ids)} audiences"
        self.ask_text(f"Sent today to {to}. What came back?", lambda text: "may stay blank", commit)

    def ask_sent(self, id: int) -> None:
        """Ask on which day a communication was sent, and log it."""
        line, today = self.view.plan.communications[id], self.view.today

        def edit(text: str) -> Edit:
            day = understand(self.view.plan, "contacts", "date", text, today=today).value
            by = line.responsible or self.view.me
            return AddRecord("contacts", {"communication": id, "date": day, "by": by})

        def said(text: str) -> str:
            return understand(self.view.plan, "contacts", "date", text, today=today).said

        to = names_of(self.view.plan, line.audience) or "nobody named"
        asked = CellEdit(f"When was it said to {to}?", "today", said, edit)
        self.ask(asked, lambda text, move: self.commit_edit(asked, text, self.asked))

    def edit_outcome(self, id: int) -> None:
        """Edit what came back, in the log."""
        edit = field_edit(self.view.plan, "contacts", id, "outcome", self.view.today)
        if edit is not None:
            self.ask(edit, lambda text, move: self.commit_edit(edit, text, self.asked))

    def action_remove(self) -> None:
        """Pressed twice, remove the communication with its log, or an entry of the log alone."""
        if self.part.has_focus:
            target = self.part.target
            if isinstance(target, tuple) and target[0] == "contacts":
                self.do(Remove("contacts", (int(target[1]),)))
                self.say("Removed from the log: u brings it back")
            else:
                self.say("d removes in the table and in the log")
            return
        ids = self.chosen
        if ids and self.grid.twice("remove"):
            self.grid.marks = frozenset()
            self.do(Remove("communications", ids))
        elif ids:
            what = "it with its" if len(ids) == 1 else f"{len(ids)} with their"
            self.say(f"d again removes {what} log")

    # Who is told nothing

    def action_inform(self) -> None:
        """Propose a cadence for the one under the cursor, else for one to choose."""
        plan = self.view.plan
        nobody = unreached(plan, reach(plan, self.view.today))
        if not nobody:
            self.say(
                "Everyone in the register is told something" if live(plan.stakeholders)
                else "No stakeholder yet: 3 adds them"
            )  # fmt: skip
            return
        target = self.part.target if self.part.has_focus else None
        if isinstance(target, tuple) and target[0] == "stakeholders" and target[1] in nobody:
            self._propose(int(target[1]))
            return
        people = plan.stakeholders
        options = [
            Option(
                str(id),
                f"{people[id].name}: {strategy_of(people[id]) or 'not placed'}, "
                f"{proposed_cadence(people[id])}",
            )
            for id in nobody
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._propose(int(chosen))

        count = "1 is" if len(nobody) == 1 else f"{len(nobody)} are"
        self.app.push_screen(Choose(f"{count} told by nobody: inform whom?", options), answered)

    def _propose(self, id: int) -> None:
        """Propose a communication for one; once it is accepted, ask for the next."""
        plan, today = self.view.plan, self.view.today
        person = plan.stakeholders[id]

        def settled(answer: Settled) -> None:
            for new in answer.added("communications"):
                self.refilter("")
                self.grid.move_to(new)
                self.say(f"{person.name} is now told")
                if unreached(self.view.plan, reach(self.view.plan, today)):
                    self.action_inform()

        def answered(fields: dict[str, Any] | None) -> None:
            if fields is not None:
                self.do(AddRecord("communications", fields), settled=settled)

        dialog = InformDialog(plan, person, today, by=plan.info.owner, told="")
        self.app.push_screen(dialog, answered)
