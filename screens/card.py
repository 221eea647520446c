"""The six-question card: a plan, a goal or a step in the deck's own questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.model.deck import SIX_QUESTIONS
from screens.card_answer import Answer
from screens.card_edits import card_edit
from screens.card_rows import answers, card_title
from screens.keys import bindings
from screens.plan_screen import PlanScreen
from screens.widgets.cells import cell_len, clean, fit
from screens.widgets.edit_line import Move
from screens.widgets.header import PlanHeader
from screens.widgets.line_list import Entry, LineList
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

_LABEL = 14


class CardScreen(PlanScreen):
    """n and p walk the unanswered questions, each open to be typed in while the room answers."""

    NAME = "card"
    CSS_PATH = "card.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("card")]

    def __init__(self) -> None:
        super().__init__()
        self._of: tuple[str, int] = ("plan", 1)
        self._begun = False

    def body(self) -> Iterable[Widget]:
        """The questions with their answers."""
        yield LineList(id="card")

    @property
    def lines(self) -> LineList:
        """The questions with their answers."""
        return self.query_one("#card", LineList)

    def begin(self) -> None:
        """Begin at the first answer."""
        self.lines.focus()

    # What is shown

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Show the card of a plan, a goal or a step."""
        self._of = (table, id)
        self.plan_changed()
        rows = self._rows
        if field:
            self.lines.move_to(field)
        elif rows:
            first = next((row for row in rows if row.blank and row.field), rows[0])
            self.lines.move_to(first.field)
            self._begun = False  # the first n opens the blank that the cursor is on
        self.lines.focus()

    def place(self) -> tuple[str, int]:
        """What the card is about."""
        return self._of

    def place_field(self) -> str:
        """The answer under the cursor."""
        return cast("str", self.lines.target or "")

    @property
    def _rows(self) -> list[Answer]:
        return answers(self.view.plan, *self._of)

    def plan_changed(self) -> None:
        """Show the answers as they now are; without the record, the plan's own."""
        plan = self.view.plan
        if plan.find(*self._of) is None:
            self._of = ("plan", 1)
        rows, title, ascii_only = (
            self._rows,
            card_title(plan, *self._of),
            self.query_one(PlanHeader).ascii,
        )
        self.lines.show_entries(
            lambda width, height: _entries(title, rows, width - 1, ascii_only=ascii_only), heads=1
        )

    # Answering

    @on(LineList.Activated)
    def _activated(self, event: LineList.Activated) -> None:
        event.stop()
        self._open(cast("str", event.target), 0)

    def action_next_blank(self) -> None:
        """Go to the next unanswered question, and type."""
        self._walk(1)

    def action_previous_blank(self) -> None:
        """Go to the unanswered question before, and type."""
        self._walk(-1)

    def _walk(self, way: int) -> None:
        """Open the next blank that way, round the card; Enter there goes on to the next."""
        rows = [row for row in self._rows if row.field]
        fields = [row.field for row in rows]
        here = self.place_field()
        start = fields.index(here) if here in fields else 0
        if not self._begun:
            self._begun, start = True, start - way
        order = (
            [(start + way * step) % len(rows) for step in range(1, len(rows) + 1)] if rows else []
        )
        following = next((place for place in order if rows[place].blank), None)
        if following is None:
            self.asked()
            self.say("Nothing here is left to answer")
            return
        self.lines.move_to(fields[following])
        self._open(fields[following], way)

    def _open(self, field: str, way: int) -> None:
        edit = card_edit(self.view.plan, *self._of, field, self.view.today)
        if edit is None:
            return
        row = next(row for row in self._rows if row.field == field)
        asked = edit._replace(prompt=f"{SIX_QUESTIONS[row.question]} {row.label}: {edit.prompt}")

        def commit(text: str, move: Move) -> None:
            if way and not text.strip():  # passed over: the room has no answer yet
                self._walk(way)
            else:
                self.commit_edit(edit, text, lambda: self._walk(way) if way else self.asked())

        self.ask(asked, commit)

    def action_back(self) -> None:
        """Go back to where the card was asked for."""
        self.app.call_later(self.app.run_action, "leave")


def _entries(title: str, rows: list[Answer], width: int, *, ascii_only: bool) -> list[Entry]:
    """The title, then every question, ticked when nothing under it is blank, with its answers."""
    said = _unanswered(rows)
    head = clean(title, ascii=ascii_only)
    room = width - cell_len(said) - 3
    found = [Entry([[(f" {fit(head, room)}  ", "accent"), (said, "dim")]])]
    for question, text in SIX_QUESTIONS.items():
        mine = [row for row in rows if row.question == question]
        done = not any(row.blank for row in mine)
        mark = ("[x] ", "good") if done else ("[ ] ", "")
        found.append(Entry([[(" ", ""), mark, (text, "accent")]]))
        found += [_answer(row, width, ascii_only) for row in mine]
    return found


def _unanswered(rows: list[Answer]) -> str:
    """How many answers are still to be given, and how."""
    count = sum(row.blank and bool(row.field) for row in rows)
    if count:
        return f"{count} unanswered: n"
    return "the steps answer the rest" if any(row.blank for row in rows) else "all answered"


def _answer(row: Answer, width: int, ascii_only: bool) -> Entry:
    label = f"     {row.label:<{_LABEL}}"
    said = row.text or ("blank" if row.field else "nothing yet: the steps name them")
    role = "" if row.text else "bad" if row.field else "dim"
    lines: list[Line] = [
        [(label if not place else " " * len(label), "dim"), (line, role)]
        for place, line in enumerate(wrap(said, width - len(label), ascii_only=ascii_only))
    ]
    return Entry(lines, row.field or None)
