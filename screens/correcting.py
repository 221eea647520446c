"""Corrective action from any screen: raised, filled in and closed in its owner's name."""

from __future__ import annotations

from actionplan_tui.edits.edit import Batch, Edit, new_id, title
from actionplan_tui.model.ownership import accountable
from actionplan_tui.model.plan import ref
from actionplan_tui.model.problem import Problem
from screens.one_path import OnePath
from screens.plan_screen import PlanScreen

_ON = ("steps", "goals", "kpis", "plan")
"""What corrective action is taken on."""


class Correcting(OnePath):
    """The part of the app that keeps owners to their duty."""

    @property
    def front(self) -> PlanScreen | None:
        """The plan's screen in front, when no dialog is over it."""
        raise NotImplementedError

    def action_correct(self) -> None:
        """Take corrective action on what is under the cursor, or go on with it."""
        # Here and below: what is off track is not on the way to the first frame.
        from actionplan_tui.analysis.off_track import open_action

        screen = self.front
        table, id = screen.place() if screen is not None else ("", 0)
        if table not in _ON or not id or self.workspace.plan.find(table, id) is None:
            self.tell("Corrective action is taken on a step, a goal, a KPI or the plan")
            return
        action = open_action(self.workspace.plan, table, id)
        if action is None:
            self._raise(table, id)
        else:
            self._go_on(table, id, action)

    def _raise(self, table: str, id: int) -> None:
        """Open the record of a new action; it is added when something was said in it."""
        from actionplan_tui.edits.corrective import RaiseCorrective

        raised: Edit = RaiseCorrective(table, id, self.today)
        plan = self.workspace.plan
        action = new_id(plan, "corrective_actions")
        label = raised.label(plan)
        self._record(action, label[0].upper() + label[1:], raised, label)

    def _go_on(self, table: str, id: int, action: int) -> None:
        from screens.dialogs.choose import Choose, Option

        plan = self.workspace.plan
        owner = accountable(plan, table, id)
        name = title(plan, "stakeholders", owner) if owner is not None else "its owner"
        mine = owner is not None and owner == self.plan_view().me
        options = [
            Option("record", "Open it: cause, decision, by whom, by when"),
            Option("close", "It worked: verified today" + ("" if mine else f", for {name}")),
        ]
        words = f"{ref('corrective_actions', action)} on {title(plan, table, id)}, owner {name}"

        def answered(chosen: str | None) -> None:
            if chosen == "record":
                self._record(action, words, None, f"corrective action on {title(plan, table, id)}")
            elif chosen == "close":
                self._close(action)

        self.push_screen(Choose(f"Corrective action {words}", options), answered)

    def _close(self, action: int) -> None:
        from actionplan_tui.edits.corrective import CloseCorrective

        try:
            self.committer.do(CloseCorrective(action, self.today))
        except Problem as problem:
            self.tell(problem.message[0].upper() + problem.message[1:], severe=True)
            return
        self.show_plan()

    def _record(self, action: int, heading: str, raised: Edit | None, label: str) -> None:
        from actionplan_tui.analysis.off_track import MUST_SAY
        from screens.dialogs.record import RecordDialog

        plan = self.workspace.plan
        shown = raised.apply(plan) if raised is not None else plan
        known = shown.corrective_actions[action]
        first = next((field for field, _ in MUST_SAY if not getattr(known, field)), "status")

        def answered(edits: tuple[Edit, ...] | None) -> None:
            if not edits:
                return
            made = (raised, *edits) if raised is not None else edits
            try:
                self.committer.do(Batch(label, made))
            except Problem as problem:
                self.tell(problem.message, severe=True)
                return
            self.show_plan()

        self.push_screen(
            RecordDialog(
                shown, "corrective_actions", action, self.today, heading=heading, first=first
            ),
            answered,
        )
