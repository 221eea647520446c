"""Review: what changed, is late, off track, stale or unconfirmed, each confirmed or changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.clocks import last_review
from actionplan_tui.analysis.review_walk import ReviewRow, no_longer, review_walk
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.history_filter import concerned
from actionplan_tui.edits.past import reaches
from actionplan_tui.edits.reviewing import Confirm, review_changes
from actionplan_tui.edits.steps import Finish
from actionplan_tui.model.records import Review
from actionplan_tui.model.zone import plan_zone
from screens.answering import ON_A_ROW, ON_HEADING
from screens.cell_edit import CellEdit
from screens.cell_edits import cell_edit, field_edit
from screens.keys import bindings
from screens.kpi_cells import measurement, say_measurement
from screens.messages import EndReviewHere, GoTo
from screens.plan_screen import PlanScreen
from screens.review_rows import CLOSING, COLUMNS, Key, ReviewRows
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.text_lines import TextLines
from screens.wrapping import wrap

EMPTY = """No review is going on.

R  begin one: of the plan, or of its communication plan"""

_FIELDS: dict[str, dict[str, str]] = {
    "steps": {"why": "state", "lead": "lead", "due": "due", "now": "percent"},
    "goals": {"lead": "owner", "due": "target_date"},
    "kpis": {"lead": "data_owner", "due": "target_date"},
    "communications": {"lead": "responsible", "due": "cadence", "now": "audience"},
}
"""The field of each table that a column edits."""


class ReviewScreen(PlanScreen):
    """n says "no change", Enter changes a cell on the spot; the last rows close the review."""

    NAME = "review"
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "change", "review.finish": "done"}

    def __init__(self) -> None:
        super().__init__()
        self._walked: dict[tuple[str, int], ReviewRow] = {}
        self._walk_of = 0
        self._shown: ReviewRows | None = None

    def body(self) -> Iterable[Widget]:
        """The walk; under it, all that is to be said of the record under the cursor."""
        yield Grid(COLUMNS, frozen=1, empty_text=EMPTY, id="walk")
        yield TextLines(id="said")

    @property
    def grid(self) -> Grid:
        """The walk."""
        return self.query_one("#walk", Grid)

    def begin(self) -> None:
        """Begin at the first record to look at."""
        self.grid.focus()
        if self._shown is not None and self._shown.left:
            self.grid.move_to(self._shown.left[0], "reviewed")

    @property
    def review(self) -> Review | None:
        """The review that is going on."""
        return self.view.plan.reviews.get(self.view.review)

    @property
    def narrowed(self) -> str:
        """How many records are still to be looked at."""
        left = len(self._shown.left) if self._shown is not None else 0
        return f"review: {left} to look at" if self.review is not None else ""

    @property
    def narrowed_short(self) -> str:
        """The same in a word, so that both clocks have room."""
        return f"{self.narrowed.split()[1]} left" if self.narrowed else ""

    # What is shown

    def plan_changed(self) -> None:
        """Show the walk; what was in it once stays in it until the review ends."""
        plan, today, review = self.view.plan, self.view.today, self.review
        if review is None:
            self._shown, self._walk_of = None, 0
            self._walked.clear()
            self.grid.show([], lambda row, column: "")
            return
        if review.id != self._walk_of:
            self._walk_of = review.id
            self._walked.clear()
        since = last_review(plan, review.kind)
        rows = review_walk(plan, today, review.kind, self._changed_since(since), since=since)
        for row in rows:
            self._walked.setdefault((row.table, row.id), row)
        for row in rows:  # what it is said of it is as it now is, the place as it was
            known = self._walked[row.table, row.id]
            self._walked[row.table, row.id] = ReviewRow(row.table, row.id, known.why, row.said)
        for key in self._walked.keys() - {(row.table, row.id) for row in rows}:
            self._walked[key] = no_longer(self._walked[key])
        changed = concerned(plan, review_changes(self.view.history, review.id))
        self._shown = ReviewRows(plan, today, review, list(self._walked.values()), changed)
        self.grid.show(self._shown.rows, self._shown.cell, row_role=self._shown.role)
        self._show_said()
        self.show_header()

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        event.stop()
        self._show_said()

    def _show_said(self) -> None:
        said, shown, here = self.query_one("#said", TextLines), self._shown, self.here
        ascii_only = self.grid.ascii
        texts = shown.said(here, self.view.history) if shown is not None and here else []
        said.show(
            lambda width: [
                [(f" {line}", "")]
                for text in texts[: said.size.height]
                for line in wrap(text, width - 2, 2, ascii_only=ascii_only)
            ]
        )

    def _changed_since(self, since: dt.date | None) -> frozenset[tuple[str, int]]:
        """The records changed since the last review, and before this one."""
        if since is None:
            return frozenset()
        zone, review = plan_zone(self.view.plan), self.view.review
        found = concerned(
            self.view.plan,
            (
                change
                for row in self.view.history
                if row.review != review and row.at.astimezone(zone).date() > since
                for change in row.changes
            ),
        )
        earliest = reaches(self.view.plan, self.view.history)
        if earliest is None or earliest.astimezone(zone).date() <= since:
            return found
        made = earliest == self.view.plan.info.created_at
        return found if made else found | self._stamped_since(since, zone)

    def _stamped_since(self, since: dt.date, zone: dt.tzinfo) -> frozenset[tuple[str, int]]:
        """The same by the records' own stamps, where the plan's history does not reach so far."""
        began = self.review.created_at if self.review is not None else None
        return frozenset(
            (table, id)
            for table in ("goals", "steps", "kpis", "communications")
            for id, record in self.view.plan.table(table).items()
            if (at := record.updated_at) is not None
            and at.astimezone(zone).date() > since
            and (began is None or at < began)
        )

    def show_view(self, view: object) -> None:
        """Show the plan as it now is, and which review is going on."""
        before = self._view
        super().show_view(view)  # type: ignore[arg-type]
        if not self.ready or before is None:
            return
        if before.review != self.view.review:
            self.plan_changed()
            self.begin()
        elif before.history is not self.view.history:  # what was shown is now saved, and noted
            self.plan_changed()

    # Where the cursor is

    @property
    def here(self) -> Key | None:
        """The row under the cursor."""
        return cast("Key | None", self.grid.cursor_key)

    @property
    def chosen(self) -> Sequence[tuple[str, int]]:
        """The marked records, else the one under the cursor."""
        keys = [key for key in self.grid.rows if key in self.grid.marks] or [self.here]
        return [key for key in cast("list[Key]", keys) if key and key[0] not in ("group", "close")]

    def place(self) -> tuple[str, int]:
        """The record under the cursor."""
        here = self.here
        return here if here is not None and here[0] not in ("group", "close") else ("", 0)

    # The walk

    def action_confirm(self) -> None:
        """Confirm that what is under the cursor stays as it is, and go to the next."""
        chosen = tuple(self.chosen)
        if not chosen:
            self.say("Go to a record first: n says that it stays as it is")
            return
        self.do(Confirm(chosen, self.view.today))
        if self.grid.marks:
            self.grid.marks = frozenset()
        else:
            self.grid.action_cursor_down()
            if self.here is not None and self.here[0] == "group":
                self.grid.action_cursor_down()

    def action_finish(self) -> None:
        """Mark the step done today."""
        steps = tuple(id for table, id in self.chosen if table == "steps")
        if steps:
            self.do(Finish(steps, self.view.today))
        else:
            self.say("Only a step is marked done")

    def why_not(self, action: str) -> str:
        """Why a key does nothing now: the cursor is on a heading."""
        on_row = action in ON_A_ROW - {"mark_all"} or action == "confirm"
        return ON_HEADING if on_row and self.grid.on_heading else super().why_not(action)

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        table, id = cast("Key", event.key)
        if table == "close":
            self._close(CLOSING[id])
        elif table != "group" and event.column in ("what", "reviewed"):
            self.post_message(GoTo(table, id))
        elif table == "kpis" and event.column in ("now", "why"):
            self._measure(id)
        elif table != "group":
            self._edit(table, id, event.column)

    def _edit(self, table: str, id: int, column: str) -> None:
        field = _FIELDS.get(table, {}).get(column)
        if field is None:
            self.post_message(GoTo(table, id))
            return
        plan, today = self.view.plan, self.view.today
        make = cell_edit if table == "steps" else field_edit
        self._ask(make(plan, table, id, field, today))

    def _ask(self, edit: CellEdit | None) -> None:
        if edit is not None:
            known = edit
            self.ask(known, lambda text, move: self.commit_edit(known, text, self.asked))

    def _measure(self, id: int) -> None:
        plan, today = self.view.plan, self.view.today

        def made(text: str) -> Edit:
            return measurement(plan, id, text, today)

        prompt = f"K{id} {plan.kpis[id].name} now?"
        edit = CellEdit(prompt, "", lambda text: say_measurement(plan, id, text, today), made)

        def commit(text: str, move: Move) -> None:
            if text.strip():
                self.commit_edit(edit, text, self.asked)
            else:
                self.asked()

        self.ask(edit, commit)

    # Closing

    def _close(self, what: str) -> None:
        if what == "end":
            self.action_end()
        elif self.review is not None:
            edit = field_edit(self.view.plan, "reviews", self.review.id, what, self.view.today)
            self._ask(edit)

    def action_end(self) -> None:
        """End the review, after asking, and write its minutes."""
        from screens.dialogs.confirm import Confirm as Ask

        review = self.review
        if review is None or self._shown is None:
            return
        if review.next is not None and review.next <= self.view.today:
            self.say("The next review must be after this one", severe=True)
            return
        left = len(self._shown.left)
        still = f" {left} record{'s' * (left != 1)} not looked at." if left else ""

        def answered(yes: bool | None) -> None:
            if yes:
                self.post_message(EndReviewHere())

        question = f"End the review and write its minutes beside the plan?{still}"
        self.app.push_screen(Ask(question, "End"), answered)

    def action_back(self) -> None:
        """Take the marks away."""
        self.grid.marks = frozenset()
