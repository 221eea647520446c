"""The guided first plan: the deck's questions in the deck's words, each answered or skipped."""

from __future__ import annotations

from textwrap import shorten

from actionplan_tui.analysis.first_plan import Asked, next_question
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddGoal
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.model.wbs import goal_order
from screens.cell_edit import CellEdit
from screens.cell_edits import cell_edit, field_edit
from screens.plan_screen import PlanScreen
from screens.widgets.edit_line import Move

_HINT = "Enter on nothing skips it, Esc ends"


class Guide:
    """Asks one question after the other in a screen's edit line."""

    def __init__(self, screen: PlanScreen) -> None:
        """Prepare the questions.

        Args:
            screen: The screen whose edit line asks: that of the Action Planning Table.
        """
        self._screen = screen
        self._skipped: set[tuple[str, int, str]] = set()
        self._answered = False

    def ask(self) -> None:
        """Ask the next question; say so when there is none left."""
        asked = next_question(self._screen.view.plan, self._skipped)
        edit = self._edit(asked) if asked is not None else None
        if asked is None or edit is None:
            self._screen.say("That is the plan so far. ctrl+g asks again what is blank")
            return
        if asked.table in ("goals", "steps") and asked.id:
            self._screen.reveal(asked.table, asked.id, asked.column)
        about = f"{shorten(asked.about, 40, placeholder='…')}: " if asked.about else ""
        edit = edit._replace(prompt=about + asked.question, hint=_HINT)

        def commit(text: str, move: Move) -> None:
            self._answered = True
            if text.strip():
                self._screen.commit_edit(edit, text, self._next)
            else:
                self._skipped.add((asked.table, asked.id, asked.column))
                self._next()

        self._screen.ask(edit, commit, typed=self._heard)

    def _heard(self, text: str | None) -> None:
        """Say how to go on when the line is left without an answer."""
        if text is None and not self._answered:
            self._screen.say("ctrl+g goes on with the questions that are still blank")
        self._answered = False

    def _next(self) -> None:
        self._screen.next_cell(self.ask)

    def _edit(self, asked: Asked) -> CellEdit | None:
        view = self._screen.view
        if not asked.id:
            return CellEdit(asked.question, "", str, lambda text: self._new(asked, text))
        if asked.table == "steps":
            return cell_edit(view.plan, "steps", asked.id, asked.column, view.today)
        return field_edit(view.plan, asked.table, asked.id, asked.column, view.today)

    def _new(self, asked: Asked, text: str) -> Edit:
        text = " ".join(text.split())
        if asked.table == "goals":
            return AddGoal({"statement": text})
        return AddStep({"title": text}, goal=goal_order(self._screen.view.plan)[0])
