"""What a screen asks: a value of the planner, in the edit line, and an edit of the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.screen import Screen

from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from screens.cell_edit import CellEdit
from screens.messages import Do, Say
from screens.widgets.edit_line import Complete, EditLine, Move

__all__ = ["Asking", "Commit"]

Commit = Callable[[str, Move], None]
"""What is done with a committed value and the way the cursor goes next."""


class Asking(Screen[None]):
    """A screen with an edit line, in which one value at a time is asked for."""

    takes_tables: ClassVar[bool] = False
    """Does the screen take pasted rows of a spreadsheet?"""

    def __init__(self) -> None:
        super().__init__()
        self._commit: Commit | None = None
        self.of_plan = True
        """Is what the edit line asks, or asked last, a value of the plan?"""
        self._walks = False
        self.asked_for = ""
        """What the edit line asks, or asked last."""
        self.asked_from = ""
        """The value that it started from."""
        self._typed: Callable[[str | None], None] | None = None
        self._pasted: Callable[[tuple[str, ...]], None] | None = None

    @property
    def edit_line(self) -> EditLine:
        """The line where values are typed."""
        return self.query_one(EditLine)

    # What is asked of the app

    def do(
        self,
        edit: Edit,
        *,
        begun: Callable[[Problem | None], None] | None = None,
        settled: Callable[[Settled], None] | None = None,
        shown: Callable[[Problem | None], None] | None = None,
    ) -> None:
        """Ask for an edit; who is told when, see `Do`."""
        self.post_message(Do(edit, begun, settled, shown))

    def say(self, text: str, *, severe: bool = False) -> None:
        """Tell the user something in passing."""
        self.post_message(Say(text, severe))

    # The edit line

    def ask(
        self,
        edit: CellEdit,
        commit: Commit,
        *,
        typed: Callable[[str | None], None] | None = None,
        pasted: Callable[[tuple[str, ...]], None] | None = None,
        of_plan: bool = True,
    ) -> None:
        """Open a value in the edit line.

        Args:
            edit: What is asked, what stands there, and what a text means.
            commit: Told the value to keep; answers by `edit_line.refuse` or by `asked`.
            typed: Told each text as it is typed, and None when the line closes.
            pasted: Told the lines of a paste of several lines; without it they join in one.
            of_plan: Is the value one of the plan, only read while nothing may be changed?
        """
        self._commit, self._typed, self._pasted = commit, typed, pasted
        self.of_plan = of_plan
        self.asked_for, self.asked_from = edit.prompt, edit.value
        self.edit_line.open(
            edit.prompt, edit.value, understand=edit.understand, complete=edit.complete
        )

    def ask_text(
        self,
        prompt: str,
        said: Callable[[str], str],
        commit: Commit,
        *,
        value: str = "",
        typed: Callable[[str | None], None] | None = None,
        pasted: Callable[[tuple[str, ...]], None] | None = None,
        complete: Complete | None = None,
    ) -> None:
        """Open a text that is not a field of a record: a filter, a title, a name.

        Args:
            prompt: What is asked.
            said: What a text is understood as. Raises Problem when it is not.
            commit: As for `ask`.
            value: The text to start from.
            typed: As for `ask`.
            pasted: As for `ask`.
            complete: Gives the texts that the typed one could become.
        """

        def nothing(text: str) -> Edit:
            raise Problem("this is not an edit")

        try:
            hint = said("")
        except Problem:  # nothing typed yet is no mistake
            hint = ""
        self.ask(
            CellEdit(prompt, value, said, nothing, complete=complete, hint=hint),
            commit,
            typed=typed,
            pasted=pasted,
            of_plan=False,
        )

    def ask_filter(
        self,
        said: Callable[[str], str],
        refilter: Callable[[str], None],
        *,
        value: str,
        prompt: str = "Show only what holds",
    ) -> None:
        """Ask for a filter, and show what it leaves at each key; Esc brings the old one back.

        Args:
            said: What is said of a text, once what it leaves is shown.
            refilter: Shows what a text leaves.
            value: The filter in force.
            prompt: What is asked.
        """

        def typed(text: str | None) -> None:
            refilter(value if text is None else text)
            if text is not None:
                self.edit_line.understand_again()

        def commit(text: str, move: Move) -> None:
            self._typed = None  # it is kept, not taken back
            self.asked()
            refilter(text)

        self.ask_text(prompt, said, commit, value=value, typed=typed)

    def next_cell(self, open_next: Callable[[], None]) -> None:
        """Go on from a value that was taken to the next one, without leaving the line between:
        what is typed ahead stays in order.

        Args:
            open_next: Opens the next value with `ask`, if there is one.
        """
        self._told_typed(None)
        self._commit = self._typed = self._pasted = None
        open_next()
        if self._commit is None:
            self.asked()

    def asked(self) -> None:
        """Close the edit line: its value was taken."""
        self._told_typed(None)
        self._commit = self._typed = self._pasted = None
        self.edit_line.close()

    def commit_edit(self, edit: CellEdit, value: str, then: Callable[[], None]) -> None:
        """Make the edit that a text means, and go on once the plan shows it: the next cell may
        be about a record that this one adds.

        A text that is not understood, or an edit that is refused, keeps the line open.
        """
        try:
            made = edit.edit(value)
        except Problem as problem:
            self.edit_line.refuse(problem.message)
            return

        def shown(problem: Problem | None) -> None:
            if problem is not None:
                self.edit_line.refuse(problem.message)
            else:
                then()

        walked = self._walks and value == self.asked_from
        self.post_message(Do(made, shown=shown, untouched=walked))

    def _told_typed(self, text: str | None) -> None:
        if self._typed is not None:
            self._typed(text)

    @on(EditLine.Committed)
    def _edit_committed(self, event: EditLine.Committed) -> None:
        event.stop()
        self._walks = event.move in ("left", "right")
        if self._commit is not None:
            self._commit(event.value, event.move)

    @on(EditLine.Cancelled)
    def _edit_cancelled(self, event: EditLine.Cancelled) -> None:
        event.stop()
        self._told_typed(None)
        self._commit = self._typed = self._pasted = None

    @on(EditLine.Typed)
    def _edit_typed(self, event: EditLine.Typed) -> None:
        event.stop()
        self._told_typed(event.value)

    @on(EditLine.LongEditor)
    def _long_editor(self, event: EditLine.LongEditor) -> None:
        event.stop()
        self.open_in_full(event.value)

    @on(EditLine.Pasted)
    def _edit_pasted(self, event: EditLine.Pasted) -> None:
        event.stop()
        if self._pasted is not None:
            self._pasted(event.lines)
        elif any("\t" in line for line in event.lines) and self.takes_tables:
            self.asked()
            self.offer_table("\n".join(event.lines))
        else:
            self.edit_line.value = " ".join(line.strip() for line in event.lines)

    def offer_table(self, text: str) -> None:
        """Offer rows that were pasted."""

    def open_in_full(self, value: str) -> None:
        """Edit the value in the edit line in full, in a box of several lines."""
        from screens.dialogs.long_text import LongText

        commit = self._commit
        if commit is None:
            return

        def answered(text: str | None) -> None:
            if text is None:
                self.edit_line.refuse("")
            else:
                commit(text, "stay")

        self.app.push_screen(LongText(self.asked_for, value), answered)
