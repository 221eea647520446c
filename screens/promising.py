"""Before a date is moved: was it promised, what would move with it, and shall that move too?"""

from __future__ import annotations

from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.promises import Rebaseline
from actionplan_tui.edits.records import SetFields
from actionplan_tui.edits.steps import SetDuration
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import live
from actionplan_tui.model.problem import Problem
from screens.correcting import Correcting
from screens.messages import Do


class Promising(Correcting):
    """The part of the app that asks before due dates are moved, and approves."""

    def action_approve(self) -> None:
        """Approve the plan, if nothing blocks it: choose who does."""
        # Every check is loaded only now.
        from actionplan_tui.analysis.readiness.readiness import readiness
        from actionplan_tui.edits.promises import Approve
        from screens.dialogs.choose import Choose, Option

        plan, me = self.workspace.plan, self.plan_view().me
        found = readiness(plan, self.today)
        if not found.ready:
            count = found.count("blocks")
            things = "1 thing blocks it" if count == 1 else f"{count} things block it"
            self.tell(f"Not ready: {things}. First: {found.findings[0].sentence}", severe=True)
            return
        people = live(plan.stakeholders)
        first = [id for id in (plan.info.sponsor, plan.info.owner, me) if id in people]
        order = list(dict.fromkeys([*first, *people]))
        if not order:
            self.tell("Nobody is in the register who could approve it: 3 adds somebody")
            return
        version = Approve(0, self.today).label(plan)
        roles = {plan.info.sponsor: "sponsor", plan.info.owner: "owner", me: "me"}
        options = [
            Option(str(id), people[id].name + (f" ({roles[id]})" if id in roles else ""))
            for id in order
            if id is not None
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self.post_message(Do(Approve(int(chosen), self.today)))

        self.push_screen(Choose(f"Who is to {version}? Its dates are kept", options), answered)

    def asks_first(self, message: Do) -> bool:
        """Ask, where due dates were promised or others hang on them; whether it was asked."""
        if not isinstance(message.edit, (SetFields, SetDuration, Batch)):
            return False
        # What would move is looked for when a date is first moved.
        from screens.date_moves import DateMoves, dated

        if not any(dated(message.edit)):
            return False
        try:
            found = DateMoves.of(self.workspace.plan, message.edit)
        except Problem:  # it is told on the usual way
            return False
        if found.asks:
            self._ask_first(message)
        return found.asks

    def _ask_first(self, message: Do) -> None:
        from screens.date_moves import DateMoves, shifted
        from screens.dialogs.move_dates import Decision, MoveDates

        plan = self.workspace.plan

        def moved(days: int) -> DateMoves:
            return DateMoves.of(plan, shifted(message.edit, days))

        def answered(decision: Decision | None) -> None:
            if decision is None:
                _refuse(message, Problem("the date stays as it was"))
                return
            edit = moved(decision.days).decided(decision.choice)
            if decision.choice.startswith("rebaseline"):
                self._ask_why(message, edit)
            else:
                self._decided(message, edit)

        self.push_screen(MoveDates(lambda days: moved(days).question()), answered)

    def _ask_why(self, message: Do, edit: Edit) -> None:
        from screens.dialogs.ask_line import AskLine

        def answered(reason: str | None) -> None:
            if reason is None:
                _refuse(message, Problem("the date stays as it was"))
            else:
                made = Rebaseline(edit, reason, self.today, self.plan_view().me)
                self._decided(message, made)

        self.push_screen(AskLine("Why is the approved date moved?"), answered)

    def _decided(self, message: Do, edit: Edit) -> None:
        told = Do(edit, message.begun, message.settled, message.shown, decided=True)
        self.post_message(told)


def _refuse(message: Do, problem: Problem) -> None:
    told = message.begun or message.shown
    if told is not None:
        told(problem)
    if message.settled is not None:
        message.settled(Settled(problem=problem))
