"""What the history shows: the actions and their changes, or the plan as it was on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import cast

from textual import on, work
from textual.widget import Widget

from actionplan_tui.capture.days import short_date
from actionplan_tui.edits.history_filter import narrowed, parse_narrow
from actionplan_tui.edits.past import Past, plan_as_of, reaches
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.zone import plan_zone
from actionplan_tui.store.history import joined, overflow
from screens.history_past import PastRows, past_columns
from screens.history_rows import COLUMNS, NARROW_COLUMNS, HistoryRows, Row
from screens.plan_screen import PlanScreen
from screens.presenting import public_history
from screens.widgets.grid import Grid
from screens.widgets.line_list import LineList

__all__ = ["HistoryViews"]

EMPTY = """Nothing was changed yet.

What is changed from now on stands here: who, when, what, before and after.
2  go to the action steps"""

NOTHING_PUBLIC = """Nothing that is for a room was changed yet.

V    shows the rest"""

NOTHING_FOUND = """No change fits the filter.

Esc  take the filter back
/    change it: words, of:S12, by:ioane, since:1-nov, until:mon"""


WIDE = 100
"""Cells of screen from which before and after have columns of their own."""


class HistoryViews(PlanScreen):
    """The actions, or the plan as it was on a day; the one under the cursor in full below."""

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
        whole = joined(list(self._older), tuple(self.view.history))
        return public_history(whole, self.view.plan) if self.view.presenting else whole

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
        empty = NOTHING_PUBLIC if self.view.presenting else EMPTY
        grid.empty_text = NOTHING_FOUND if self.sought.strip() else empty
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
            self.app.call_from_thread(
                self.say, f"The older history cannot be read: {error.strerror}"
            )
            return
        self.app.call_from_thread(self._older_read, older)

    def _older_read(self, older: list[HistoryRow]) -> None:
        self._older = older
        if self.is_mounted:
            self.plan_changed()

    def _show_past(self, day: dt.date, moment: dt.datetime) -> None:
        plan = self.view.plan
        self._day = day
        self._past = plan_as_of(plan, self.history, moment)
        grid = self.query_one("#past", Grid)
        self._past_rows = PastRows(plan, self._past, day, ascii_only=grid.ascii)
        grid.empty_text = "No goal and no step stood in the plan then.\n\nEsc  back to the actions"
        grid.show(self._past_rows.rows, self._past_rows.cell, row_role=self._past_rows.role)
        self.add_class("-past")
        self.refresh_bindings()
        self.show_header()
        self._show_detail()

    def _leave_past(self) -> None:
        self._day = self._past = self._past_rows = None
        self.remove_class("-past")
        self.refresh_bindings()
        self._show_actions()
        self.show_header()
        self.grid.focus()

    @property
    def _action(self) -> HistoryRow | None:
        key = cast("Row | None", self.grid.cursor_key)
        return self._shown.commit(key) if self._shown is not None and self._past is None else None
