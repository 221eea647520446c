"""History: every change by action and review, and the plan as it was on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, cast

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.edits.change_words import change_text
from actionplan_tui.edits.history_filter import narrowed, parse_narrow, past_moment
from actionplan_tui.edits.past import GoBackTo, Past, plan_as_of, reaches
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.zone import plan_zone
from actionplan_tui.store.history import joined, overflow
from screens.history_past import PastRows, past_columns
from screens.history_rows import COLUMNS, NARROW_COLUMNS, HistoryRows, Row
from screens.keys import bindings
from screens.messages import Copied, GoTo, TakeBack
from screens.plan_screen import PlanScreen
from screens.presenting import public_history
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.line_list import LineList

EMPTY = """Nothing was changed yet.

What is changed from now on stands here: who, when, what, before and after.
2  go to the action steps"""

NOTHING_FOUND = """No change fits the filter.

Esc  take the filter back
/    change it: words, of:S12, by:ioane, since:1-nov, until:mon"""


WIDE = 100
"""Cells of screen from which before and after have columns of their own."""


class HistoryScreen(PlanScreen):
    """z folds an action; b takes it back; t shows the plan as of a day."""

    NAME = "history"
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "go there", "panel.open": "go there"}

    def __init__(self) -> None:
        super().__init__()
        self.sought = ""
        self._older: list[HistoryRow] = []
        self._older_for = 0
        self._turned: set[int] = set()
        self._shown: HistoryRows | None = None
        self._day: dt.date | None = None
        self._past: Past | None = None
        self._past_rows: PastRows | None = None

    def body(self) -> Iterable[Widget]:
        """The actions, or the plan as it was; the one under the cursor in full."""
        yield Grid(COLUMNS, cursor_type="row", empty_text=EMPTY, markable=False, id="actions")
        yield Grid(past_columns(), frozen=1, markable=False, id="past")
        yield LineList(id="detail")

    @property
    def grid(self) -> Grid:
        """The actions, or the plan as it was: what is in sight."""
        return self.query_one("#past" if self._past is not None else "#actions", Grid)

    @property
    def detail(self) -> LineList:
        """The action under the cursor in full."""
        return self.query_one("#detail", LineList)

    def begin(self) -> None:
        """Begin at the latest action."""
        self.grid.focus()

    def resized(self) -> None:
        """Put before and after in one column where there is no room for two."""
        wide = self.size.width >= WIDE
        self.query_one("#actions", Grid).columns = COLUMNS if wide else NARROW_COLUMNS

    @property
    def history(self) -> Sequence[HistoryRow]:
        """All commits there are, oldest first; shown to a room, none of what is private."""
        if not self._older:
            return self.view.history
        older = public_history(self._older) if self.view.presenting else self._older
        return joined(list(older), tuple(self.view.history))

    # What is shown

    def show_view(self, view: object) -> None:
        """Show the plan as it now is; a new commit shows even where it changes no value."""
        before = self._view.history if self._view is not None else None
        super().show_view(view)  # type: ignore[arg-type]
        if self.ready and before is not self.view.history and before is not None:
            self.plan_changed()

    def plan_changed(self) -> None:
        """Show the actions, or the day's plan, anew."""
        first = self.view.history[0].revision if self.view.history else 0
        if first > 2 and first != self._older_for:
            self._older_for = first
            self._read_older()
        if self._past is not None and self._day is not None:
            self._show_past(self._day, self._past.at)
        else:
            self._show_actions()

    def _show_actions(self) -> None:
        plan = self.view.plan
        zone = plan_zone(plan)
        commits = list(self.history)
        try:
            wanted = parse_narrow(plan, self.sought, self.view.today, zone)
            commits = narrowed(plan, commits, wanted)
        except Problem:  # half typed
            commits = []
        grid = self.query_one("#actions", Grid)
        end = "" if self.sought.strip() else self._end(zone)
        arrow = "->" if grid.ascii else "→"
        self._shown = HistoryRows(
            plan, commits, self.view.today, zone, turned=self._turned, end=end, arrow=arrow
        )
        grid.empty_text = NOTHING_FOUND if self.sought.strip() else EMPTY
        grid.show(self._shown.rows, self._shown.cell, row_role=self._shown.role)
        self._show_detail()

    def _end(self, zone: dt.tzinfo) -> str:
        """How far the history reaches."""
        earliest = reaches(self.view.plan, self.history)
        if earliest is None:
            return ""
        day = short_date(earliest.astimezone(zone).date())
        made = earliest == self.view.plan.info.created_at
        return f"The plan was made on {day}" if made else f"The history reaches back to {day}"

    def _show_detail(self) -> None:
        row, ascii_only = self.grid.cursor_key, self.grid.ascii
        if self._past_rows is not None and self._past is not None:
            past = self._past_rows
            self.detail.show_entries(
                lambda width, height: past.detail(
                    cast("tuple[str, int] | None", row), width, ascii_only=ascii_only
                )
            )
        elif self._shown is not None:
            shown = self._shown
            self.detail.show_entries(
                lambda width, height: shown.detail(
                    cast("Row | None", row), width, ascii_only=ascii_only
                ),
                heads=1,
            )

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        event.stop()
        if self.ready:
            self._show_detail()

    @property
    def narrowed(self) -> str:
        """The day shown, or the filter in force."""
        if self._day is not None:
            return f"as of {short_date(self._day)}, read-only"
        text = " ".join(self.sought.split())
        return f"filter: {text}" if text else ""

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read_older(self) -> None:
        """Read the older history beside the plan, off the screen's thread."""
        try:
            older = overflow(self.view.path, self.view.plan.info.plan_id)
        except OSError as error:
            self.app.call_from_thread(self.say, f"The older history cannot be read: {error}")
            return
        self.app.call_from_thread(self._older_read, older)

    def _older_read(self, older: list[HistoryRow]) -> None:
        self._older = older
        if self.is_mounted:
            self.plan_changed()

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

    @property
    def _action(self) -> HistoryRow | None:
        key = cast("Row | None", self.grid.cursor_key)
        return self._shown.commit(key) if self._shown is not None and self._past is None else None

    def action_filter(self) -> None:
        """Show only the actions that fit what is typed."""
        if self._past is not None:
            return
        before = self.sought

        def typed(text: str | None) -> None:
            self._refilter(before if text is None else text)

        def said(text: str) -> str:
            plan = self.view.plan
            wanted = parse_narrow(plan, text, self.view.today, plan_zone(plan))
            count = len(narrowed(plan, self.history, wanted))
            return f"{count} of {len(self.history)}; of:S12 by:ioane since:1-nov until:mon"

        def commit(text: str, move: Move) -> None:
            self.asked()
            self._refilter(text)

        self.ask_text("Show only what holds", said, commit, value=before, typed=typed)

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

    def why_not(self, action: str) -> str:
        """Why a key does nothing now: there is no action yet, or it is a past day that is shown."""
        if self._past is not None and action in ("fold", "copy", "filter"):
            return "A past day is shown: Esc goes back to the actions"
        if action in ("fold", "copy") and self._action is None:
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

    def _show_past(self, day: dt.date, moment: dt.datetime) -> None:
        plan = self.view.plan
        self._day = day
        self._past = plan_as_of(plan, self.history, moment)
        grid = self.query_one("#past", Grid)
        self._past_rows = PastRows(plan, self._past, day, ascii_only=grid.ascii)
        grid.empty_text = "No goal and no step stood in the plan then.\n\nEsc  back to the actions"
        grid.show(self._past_rows.rows, self._past_rows.cell, row_role=self._past_rows.role)
        self.add_class("-past")
        self.show_header()
        self._show_detail()

    def _leave_past(self) -> None:
        self._day = self._past = self._past_rows = None
        self.remove_class("-past")
        self._show_actions()
        self.show_header()
        self.grid.focus()

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
