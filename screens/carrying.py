"""Who carries what, from any screen: w, for me or for whoever is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actionplan_tui.analysis.readiness.figures import Figures
from actionplan_tui.model.problem import Problem
from screens.messages import Do
from screens.notices import sentence
from screens.reviewing import Reviewing

if TYPE_CHECKING:
    from actionplan_tui.edits.protocol import HistoryRow
    from actionplan_tui.edits.reports import Report
    from actionplan_tui.model.plan import Plan

_FIRST = 2
"""The revision of the first commit of a plan: a history that begins with it is whole."""


class Carrying(Reviewing):
    """The part of the app that shows each one what is theirs."""

    unread = 0
    """How many updates of leads wait for me."""
    _earlier: Sequence[HistoryRow] = ()
    """Updates in the older history, beside the plan."""
    _earlier_for = _FIRST
    """Where the plan's own history began when they were read."""

    def go_to(self, table: str, id: int, field: str = "", *, edit: bool = False) -> None:
        """Show a record on the screen that it belongs to."""
        raise NotImplementedError

    def judged(self, found: Figures) -> None:
        """Show what was found of the plan, and how many updates wait: once the plan rests."""
        self.unread = len(self._reports())
        super().judged(found)
        begins, me = self._history_begins, self.plan_view().me
        if me is not None and begins > self._earlier_for:

            def read() -> None:  # off the screen's thread: it may be long
                earlier = self._read_earlier()
                self.call_from_thread(self._take_earlier, earlier, begins)

            self.run_worker(read, thread=True, exclusive=True, group="earlier", exit_on_error=False)

    @property
    def _history_begins(self) -> int:
        """The first revision that the plan's own history has."""
        history = self.workspace.history
        return history[0].revision if history else _FIRST

    def _read_earlier(self) -> Sequence[HistoryRow]:
        """The updates in the older history. Raises: Problem when it cannot be read."""
        from actionplan_tui.edits.reports import updates
        from actionplan_tui.store.history import overflow

        try:
            return updates(overflow(self.path, self.workspace.plan.info.plan_id))
        except OSError as error:
            raise Problem(f"the older history cannot be read: {error.strerror}") from None

    def _take_earlier(self, earlier: Sequence[HistoryRow], begins: int) -> None:
        self._earlier, self._earlier_for = earlier, begins
        self.unread = len(self._reports())
        self.show_plan()

    def _whole_history(self) -> Sequence[HistoryRow]:
        """All that was ever reported, as far as it was read."""
        from actionplan_tui.store.history import joined

        history = tuple(self.workspace.history)
        return joined(list(self._earlier), history) if self._earlier else history

    def _reports(self) -> tuple[Report, ...]:
        """The updates that wait for me."""
        me = self.plan_view().me
        if me is None or not self.workspace.history:
            return ()
        from actionplan_tui.edits.reports import unread

        found = unread(self.workspace.plan, self._whole_history(), me, login=self.workspace.by)
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
        """Show what somebody carries, once the older history is known."""
        begins = self._history_begins
        if begins <= self._earlier_for:
            self._show_carried(person)
            return
        from screens.dialogs.reading import Reading  # loaded for those who ask

        def read(earlier: Sequence[HistoryRow] | Problem | None) -> None:
            if isinstance(earlier, Problem):
                self.tell(sentence(earlier.message), severe=True)
            elif earlier is not None:
                self._take_earlier(earlier, begins)
            if earlier is not None:
                self._show_carried(person)

        work = self._read_earlier
        self.push_screen(Reading("the older history", work), read)

    def _show_carried(self, person: int) -> None:
        # What each one carries is worked out when somebody asks for it.
        from actionplan_tui.analysis.people import name_of
        from actionplan_tui.analysis.worklist import TO_CORRECT, worklist
        from actionplan_tui.edits.reports import MarkSeen, unread
        from screens.dialogs.carries import UNREAD, Carried, CarriesDialog

        view = self.plan_view()
        plan, me = view.plan, view.me
        login = self.workspace.by if person == me else ""
        # What was said to somebody is for them alone.
        told = () if view.presenting else self._whole_history()
        reports = unread(plan, told, person, login=login)
        updates = [
            Carried(UNREAD, _update_text(plan, one, person), "steps", one.step, one.owner == person)
            for one in reports
        ]
        duties = [
            Carried(duty.heading, duty.text, duty.table, duty.id, duty.pressing)
            for duty in worklist(plan, self.today, person)
        ]
        first = [one for one in duties if one.heading == TO_CORRECT]
        carried = [*first, *updates, *duties[len(first) :]]

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


def _update_text(plan: Plan, update: Report, person: int) -> str:
    """An update of a step in a line; for whom it is, where that is not the person shown."""
    from actionplan_tui.analysis.people import name_of
    from actionplan_tui.edits.change_words import record_words
    from actionplan_tui.edits.changes import Change

    about = record_words(plan, Change("steps", update.step, "id"))
    reader = "" if update.owner == person else f", for {name_of(plan, update.owner)}"
    return f"{about}: {update.text}, by {update.by}{reader}"
