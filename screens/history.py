"""History: every change by action and review, and the plan as it was on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType

from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.edits.change_words import change_text
from actionplan_tui.edits.history_filter import narrowed, parse_narrow, past_moment
from actionplan_tui.edits.past import GoBackTo, Past, plan_as_of
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.zone import plan_zone
from screens.answering import ON_HEADING
from screens.history_rows import Row
from screens.history_views import HistoryViews
from screens.keys import bindings
from screens.messages import Copied, GoTo, TakeBack
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.line_list import LineList

_ON_AN_ACTION = ("activate", "copy", "fold", "go_back_to", "panel", "take_back")
"""The actions that are done to an action of the history."""


class HistoryScreen(HistoryViews):
    """z folds an action; b takes it back; t shows the plan as of a day."""

    NAME = "history"
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "go there", "panel.open": "go there"}

    # Where the cursor is

    def place(self) -> tuple[str, int]:
        """The record under the cursor."""
        key = self.grid.cursor_key
        if self._past is not None:
            return cast("tuple[str, int]", key) if key is not None else ("", 0)
        change = self._shown.change(cast("Row | None", key)) if self._shown is not None else None
        return (change.table, change.id) if change is not None else ("", 0)

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        self._open(cast("tuple[object, ...]", event.key))

    @on(LineList.Activated)
    def _listed(self, event: LineList.Activated) -> None:
        event.stop()
        self._open(cast("tuple[object, ...]", event.target))

    def _open(self, key: tuple[object, ...]) -> None:
        """Go to the record of a row; an action of several changes is folded or unfolded."""
        if self._past is not None or self._shown is None:
            table, id = self.place()
            if self.view.plan.find(table, id) is not None:
                self.post_message(GoTo(table, id))
            elif table in ("goals", "steps") and id:
                self.say("It is no longer in the plan; X brings this day back")
            else:
                self.say(ON_HEADING)
            return
        change = self._shown.change(cast("Row", key))
        if change is None:
            self.action_fold()
        elif self.view.plan.find(change.table, change.id) is None:
            self.say("It is no longer in the plan; b takes this action back")
        else:
            self.post_message(GoTo(change.table, change.id, change.field))

    # Folding and finding

    def action_fold(self) -> None:
        """Fold the action under the cursor, or unfold it."""
        commit = self._action
        if commit is not None and self._past is None:
            self._turned ^= {commit.revision}
            self._show_actions()
            self.grid.move_to(("commit", commit.revision, 0))

    def action_filter(self) -> None:
        """Show only the actions that fit what is typed."""
        if self._past is not None:
            return

        def said(text: str) -> str:
            plan = self.view.plan
            wanted = parse_narrow(plan, text, self.view.today, plan_zone(plan))
            count = len(narrowed(plan, self.history, wanted))
            return f"{count} of {len(self.history)}; of:S12 by:ioane since:1-nov until:mon"

        self.ask_filter(said, self._refilter, value=self.sought)

    def _refilter(self, text: str) -> None:
        self.sought = text
        self._show_actions()
        self.show_header()

    def action_back(self) -> None:
        """Go back one level: the detail, the day, the filter."""
        if self.detail.has_focus:
            self.grid.focus()
        elif self._past is not None:
            self._leave_past()
        elif self.sought:
            self._refilter("")

    def out_of_use(self, action: str) -> str:
        """Why a key does nothing now: it is a past day that is shown, or no action is there yet."""
        if self._past is not None and action in ("fold", "copy", "filter"):
            return "A past day is shown: Esc goes back to the actions"
        return super().out_of_use(action)

    def why_not(self, action: str) -> str:
        """Why a key does nothing now: there is nothing for it on this row."""
        if self._past is not None and action in ("fold", "copy"):
            return self.out_of_use(action)
        on_action = ("fold", "copy") if self._past is not None else _ON_AN_ACTION
        if action in on_action and self._action is None:
            return self.nothing_here or "This row is no action"
        if action == "fold" and self._action is not None and len(self._action.changes) < 2:
            return "Nothing to fold: one thing was changed"
        return self.nothing_here if action == "panel" else super().why_not(action)

    def action_panel(self) -> None:
        """Go to the action in full, and back."""
        (self.grid if self.detail.has_focus else self.detail).focus()

    def action_copy(self) -> None:
        """Copy the action in words."""
        commit = self._action
        if commit is not None:
            lines = [change_text(self.view.plan, change) for change in commit.changes]
            self.post_message(Copied("\n".join([f"{commit.by}: {commit.label}", *lines])))

    # The plan as it was

    def action_as_of(self) -> None:
        """Ask for a day, and show the plan as it was when that day ended."""
        plan, today = self.view.plan, self.view.today
        zone = plan_zone(plan)

        def read(text: str) -> Past:
            _, moment = past_moment(plan, text, today, zone)
            return plan_as_of(plan, self.history, moment)

        def said(text: str) -> str:
            if not text.strip():
                return self._end(zone)
            past = read(text)
            count = len(past.since)
            day = long_date(past.at.date())
            return f"{day}, {count} action{'s' * (count != 1)} since"

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return
            try:
                day, moment = past_moment(plan, text, today, zone)
                plan_as_of(plan, self.history, moment)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            self._show_past(day, moment)
            self.grid.focus()

        self.ask_text("The plan as of which day?", said, commit)

    # Going back

    def action_take_back(self) -> None:
        """Take back the action under the cursor, and it alone."""
        from screens.dialogs.confirm import Confirm

        commit = self._action
        if commit is None:
            self.say("Go to an action first: this takes one back")
            return
        row = next(row for row in self.history if row.revision == commit.revision)
        count = len(row.changes)
        what = f"{count} change{'s' * (count != 1)}"
        question = f"Take back “{row.label}” by {row.by} ({what})? What was changed since stays."

        def answered(yes: bool | None) -> None:
            if yes:
                self.post_message(TakeBack(row))

        self.app.push_screen(Confirm(question, "Take back"), answered)

    def action_go_back_to(self) -> None:
        """Make the plan what it was on the day shown, or before the action under the cursor."""
        from screens.dialogs.confirm import Confirm

        commit = self._action
        if self._past is not None and self._day is not None:
            rows, when = self._past.since, f"as of {short_date(self._day)}"
        elif commit is not None:
            rows = tuple(row for row in self.history if row.revision >= commit.revision)
            when = f"before “{commit.label}”"
        else:
            return
        if not rows:
            self.say("Nothing was changed since then")
            return
        count = len(rows)
        question = f"Make the plan what it was {when}? {count} action{'s' * (count != 1)} of all "
        question += "planners are taken back, in one step that u undoes."

        def answered(yes: bool | None) -> None:
            if yes:
                self._leave_past()
                self.do(GoBackTo(tuple(rows), f"back to the plan {when}"))

        self.app.push_screen(Confirm(question, "Go back"), answered)
