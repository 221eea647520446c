"""Actions: the Action Planning Table as a spreadsheet over the work breakdown structure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from actionplan_tui.capture.days import days_on
from actionplan_tui.edits.edit import Batch, Edit, title
from actionplan_tui.edits.promises import is_promised
from actionplan_tui.edits.records import Remove, set_field
from actionplan_tui.edits.steps import (
    AddStep,
    CopySteps,
    Finish,
    MoveSteps,
    PlaceSteps,
)
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import DECK_COLUMNS
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.keys import bindings
from screens.messages import Copied
from screens.outline_rows import NO_GOAL
from screens.step_table import cell_edits, dialogs
from screens.step_views import StepViews

_ITEM_TABLES = {column.key: column.items for column in DECK_COLUMNS if column.items}


_SHIFT = "shift dates"


class ActionsScreen(StepViews):
    """What the keys do to steps: add, move, finish, copy, paste, remove, shift dates, sort."""

    NAME = "actions"
    CSS_PATH = "actions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("outline", "actions")]

    # Adding

    def action_add(self) -> None:
        """Add a step after this one; on a goal, its first."""
        row = self.row
        if row is not None and row[0] == "steps":
            after = row[1]
            self.ask_new(lambda text: AddStep({"title": text}, after=after), "after this step")
            return
        goal = row[1] if row is not None and row != NO_GOAL else None
        where = f"under goal G{goal}" if goal else "under no goal"
        self.ask_new(lambda text: AddStep({"title": text}, goal=goal), where)

    def action_add_child(self) -> None:
        """Add a step under this one, or under this goal."""
        row = self.row
        if row is None or row[0] != "steps":
            self.action_add()
            return
        parent = row[1]
        self.folded.discard(row)
        self.ask_new(lambda text: AddStep({"title": text}, parent=parent), "under this step")

    def action_add_before(self) -> None:
        """Add a step before this one."""
        row = self.row
        if row is None or row[0] != "steps":
            self.action_add()
            return
        before = row[1]
        self.ask_new(lambda text: AddStep({"title": text}, before=before), "before this step")

    # Moving

    def _move(self, way: str) -> None:
        ids = self.chosen
        if not ids:
            self.say("Goals are moved on the Goals screen (1)")
        elif self.filtering.on:
            self.say("Moving needs the outline: Esc brings it back")
        else:
            self.do(MoveSteps(ids, way))

    def action_move_up(self) -> None:
        """Move the step up among those beside it."""
        self._move("up")

    def action_move_down(self) -> None:
        """Move the step down among those beside it."""
        self._move("down")

    def action_move_in(self) -> None:
        """Move the step in, under the one above it."""
        self._move("in")

    def action_move_out(self) -> None:
        """Move the step out, after its parent."""
        self._move("out")

    # Finishing, removing, clearing

    def action_finish(self) -> None:
        """Mark the step done today, or open again."""
        ids = self.chosen
        if ids:
            self.do(Finish(ids, self.view.today))

    def action_remove(self) -> None:
        """Pressed twice, remove the step; one with steps below it asks."""
        ids = self.chosen
        if not ids:
            self.say("Goals are removed on the Goals screen (1)")
            return
        if not self.grid.twice("remove"):
            self.say(f"d again removes {self._named(ids)}")
            return
        tree = outline(self.view.plan)
        every = {below for id in ids for below in tree.subtree(id)}
        if len(every) == 1:
            self._remove(ids)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._remove(ids)

        what = f": {self._named(ids)} with all below" if len(ids) == 1 else ""
        question = f"Remove {len(every)} steps{what}?"
        self.app.push_screen(dialogs().Confirm(question, "Delete"), answered)

    def _remove(self, ids: tuple[int, ...]) -> None:
        def settled(answer: Settled) -> None:
            if answer.row is not None:
                self.say(f"Removed {answer.label.removeprefix('remove ')}: u brings it back")

        self.grid.marks = frozenset()
        self.do(Remove("steps", ids), settled=settled)

    def _named(self, ids: tuple[int, ...]) -> str:
        if len(ids) == 1:
            plan = self.view.plan
            return f"{outline(plan).code.get(ids[0], '')} {title(plan, 'steps', ids[0])}"
        return f"{len(ids)} steps"

    def action_clear(self) -> None:
        """Empty the cell, or its column in all marked steps."""
        column = self.grid.cursor_column
        edits = [edit for id in self.chosen if (edit := self._clearing(id, column)) is not None]
        if edits:
            self.do(edits[0] if len(edits) == 1 else Batch(f"clear {column}", tuple(edits)))
        else:
            self.say("This cell cannot be emptied")

    def _clearing(self, id: int, column: str) -> Edit | None:
        if column == "lead":
            from actionplan_tui.edits.records import SetFields

            return SetFields("steps", id, {"lead": None, "support": ()})
        if column == "due":
            return set_field("steps", id, "due", None)
        if column in _ITEM_TABLES:
            edit = cell_edits().cell_edit(self.view.plan, "steps", id, column, self.view.today)
            return edit.edit("") if edit is not None else None
        return None

    # Dates and percents by a step

    def action_later(self) -> None:
        """Put the due date a day later; on percent, ten points up."""
        self._nudge(1)

    def action_earlier(self) -> None:
        """Put the due date a day earlier; on percent, ten points down."""
        self._nudge(-1)

    def _nudge(self, by: int) -> None:
        column = self.grid.cursor_column
        edits: list[Edit] = []
        for id in self.chosen:
            step = self.view.plan.steps[id]
            if column == "percent":
                percent = max(0, min(100, step.percent + 10 * by))
                edits.append(set_field("steps", id, "percent", percent))
            elif step.due is not None:
                # The forecast of an approved date is what moves on from day to day.
                day = step.forecast if is_promised(self.view.plan, step) else None
                edits.append(set_field("steps", id, "due", days_on(day or step.due, by)))
        if edits:
            edit = edits[0] if len(edits) == 1 else Batch(_SHIFT, tuple(edits))
            self.do(edit, settled=partial(self._nudged, column))
        else:
            self.say("No date here to move")

    def _nudged(self, column: str, answer: Settled) -> None:
        """Say what cannot be seen in the column of the cursor."""
        if column == "percent" and answer.row is None and answer.problem is None:
            self.say("Percent goes from 0 to 100")
        elif column not in ("percent", "due") and answer.row is not None:
            what = f"{len(answer.row.changes)} dates" if answer.label == _SHIFT else answer.label
            self.say(f"Moved: {what}. u takes it back")

    # The clipboard

    def action_copy(self) -> None:
        """Copy the cell, or the marked steps."""
        if not self.grid.marks:
            self.post_message(Copied(self._cell_text()))
            return
        rows = self.grid.texts([row for row in self.grid.rows if row in self.grid.marks])
        self.post_message(Copied("\n".join(map("\t".join, rows)), self.chosen))

    def action_cut(self) -> None:
        """Cut the step, or the marked steps, to move them by pasting."""
        if self.chosen:
            self.post_message(Copied(self._cell_text(), self.chosen, cut=True))

    def _cell_text(self) -> str:
        row = self.row
        if row is None:
            return ""
        edit = cell_edits().cell_edit(
            self.view.plan, *row, self.grid.cursor_column, self.view.today
        )
        return edit.value if edit is not None else ""

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste what the app's clipboard holds: steps after this one, or text in the cell."""
        row = self.row
        if row is None:
            return
        plan = self.view.plan
        if steps:
            there = tuple(id for id in steps if id in plan.steps)
            if not there:
                self.say("What was copied is no longer there")
                return
            kind: Callable[..., Edit] = PlaceSteps if cut else CopySteps
            if row[0] == "steps":
                self.do(kind(there, after=row[1]))
            else:
                self.do(kind(there, goal=row[1] or None))
            return
        edits: list[Edit] = []
        for table, id in [("steps", id) for id in self.chosen] or [row]:
            edit = cell_edits().cell_edit(plan, table, id, self.grid.cursor_column, self.view.today)
            if edit is not None:
                try:
                    edits.append(edit.edit(text))
                except Problem as problem:
                    self.say(problem.message, severe=True)
                    return
        if edits:
            self.do(edits[0] if len(edits) == 1 else Batch("paste", tuple(edits)))

    def action_duplicate(self) -> None:
        """Duplicate the step with all below it."""
        ids = self.chosen
        if ids:
            self.do(CopySteps(ids, after=ids[-1]))

    # Sorting, records in full

    def action_sort(self) -> None:
        """Sort by this column, the other way round, or not at all."""
        self.filtering.turn_sort(self.grid.cursor_column)
        self.refilter()

    def open_in_full(self, value: str) -> None:
        """Open the cell's records, each part a field of its own, or its text in full."""
        row, column = self.row, self.grid.cursor_column
        if row is None or row[0] != "steps" or column not in _ITEM_TABLES:
            super().open_in_full(value)
            return
        self.asked()
        id = row[1]

        def answered(edits: tuple[Edit, ...] | None) -> None:
            if edits:
                self.do(Batch(f"{column} of {self._named((id,))}", edits))

        dialog = dialogs().RecordsDialog(
            self.view.plan, _ITEM_TABLES[column], id, self.view.today, column=column
        )
        self.app.push_screen(dialog, answered)

    def action_back(self) -> None:
        """Go back one level: panel, marks, filter and sort."""
        if self.panel.has_focus:
            self.grid.focus()
        elif self.grid.marks:
            self.grid.marks = frozenset()
        elif self.filtering.on:
            self.filtering.clear()
            self.refilter()
