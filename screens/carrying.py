"""Who carries what, from any screen: w, for me or for whoever is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actionplan_tui.analysis.readiness.figures import Figures
from screens.messages import Do
from screens.reviewing import Reviewing

if TYPE_CHECKING:
    from actionplan_tui.edits.reports import Report

_UNREAD = "Unread updates"


class Carrying(Reviewing):
    """The part of the app that shows each one what is theirs."""

    unread = 0
    """How many updates of leads wait for me."""

    def go_to(self, table: str, id: int, field: str = "", *, edit: bool = False) -> None:
        """Show a record on the screen that it belongs to."""
        raise NotImplementedError

    def judged(self, found: Figures) -> None:
        """Show what was found of the plan, and how many updates wait: once the plan rests."""
        self.unread = len(self._reports())
        super().judged(found)

    def _reports(self) -> tuple[Report, ...]:
        """The updates that wait for me."""
        me, history = self.plan_view().me, self.workspace.history
        if me is None or not history:
            return ()
        from actionplan_tui.edits.reports import unread

        found = unread(self.workspace.plan, history, me, login=self.workspace.by)
        return tuple(one for one in found if one.owner == me)

    def action_carries(self) -> None:
        """Show what the stakeholder under the cursor carries, else what I carry."""
        screen = self.front
        table, id = screen.place() if screen is not None else ("", 0)
        me = self.plan_view().me
        if table == "stakeholders" and id in self.workspace.plan.stakeholders:
            self._carries(id)
        elif me is not None:
            self._carries(me)
        else:
            self._whose()

    def _whose(self) -> None:
        from actionplan_tui.model.plan import live
        from screens.dialogs.choose import Choose, Option

        people = live(self.workspace.plan.stakeholders)
        if not people:
            self.tell("Nobody is in the register yet: 3 adds somebody")
            return
        options = [Option(str(id), person.name) for id, person in people.items()]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._carries(int(chosen))

        self.push_screen(Choose("Whose duties?", options), answered)

    def _carries(self, person: int) -> None:
        # What each one carries is worked out when somebody asks for it.
        from actionplan_tui.analysis.people import name_of
        from actionplan_tui.analysis.worklist import worklist
        from actionplan_tui.edits.change_words import record_words
        from actionplan_tui.edits.changes import Change
        from actionplan_tui.edits.reports import MarkSeen, unread
        from screens.dialogs.carries import Carried, CarriesDialog

        plan, me = self.workspace.plan, self.plan_view().me
        login = self.workspace.by if person == me else ""
        reports = unread(plan, self.workspace.history, person, login=login)
        carried = [
            Carried(
                _UNREAD,
                f"{record_words(plan, Change('steps', one.step, 'id'))}: {one.text}, by {one.by}"
                + ("" if one.owner == person else f", for {name_of(plan, one.owner)}"),
                "steps",
                one.step,
                one.owner == person,
            )
            for one in reports
        ]
        carried += [
            Carried(duty.heading, duty.text, duty.table, duty.id, duty.pressing)
            for duty in worklist(plan, self.today, person)
        ]

        def answered(chosen: str | None) -> None:
            if chosen == "other":
                self._whose()
            elif chosen == "seen":
                mine = tuple((one.step, one.revision) for one in reports if one.owner == person)
                if mine:
                    self.unread = 0 if person == me else self.unread
                    self.post_message(Do(MarkSeen(mine)))
                else:
                    self.tell("No update waits for this person")
            elif chosen is not None:
                _, table, id = chosen.split(":")
                self.go_to(table, int(id))

        self.push_screen(CarriesDialog(name_of(plan, person), carried), answered)
