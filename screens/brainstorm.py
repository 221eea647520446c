"""Collecting ideas: the question, the countdown, one idea after another, pasted lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from textual import events
from textual.timer import Timer

from actionplan_tui.analysis.ideas import open_ideas, question
from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.records import AddRecord, set_field
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from screens.countdown import Countdown
from screens.dialogs.choose import Choose, Option
from screens.dialogs.confirm import Confirm
from screens.record_list import RecordList
from screens.widgets.cells import cell_len, clean, fit
from screens.widgets.edit_line import Move
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

MOST_MINUTES = 600

_BULLET = re.compile(r"^\s*(?:[-*+•·‣◦▪–—]|\(?\d{1,3}[.)])\s+")
_SHOWN = 8
"""Lines of a paste shown before they are added."""


class Brainstorm(RecordList):
    """The half of the ideas screen in which nothing is judged."""

    TABLE = "ideas"
    EMPTY = """No ideas yet.

Q    set the question that the room is to answer
t    give the room some minutes
a    write ideas, one after another: Enter adds and stays
     a list that is pasted becomes an idea a line"""

    def __init__(self) -> None:
        super().__init__()
        self._writing = False
        self._asked = ""
        self._countdown = Countdown()
        self._bell: Timer | None = None

    @property
    def collecting(self) -> bool:
        """Whether ideas are being written, or the room still has time for it."""
        return self._writing or self._countdown.running

    # The question

    @property
    def question(self) -> str:
        """The question the room is to answer."""
        return self._asked or question(self.view.plan)

    def question_lines(self, width: int) -> list[Line]:
        """The question, and where the room stands with it: on one line where they fit."""
        plan = self.view.plan
        count = sum(not idea.archived for idea in plan.ideas.values())
        said = [f"{count} ideas" if count != 1 else "1 idea"] if count else []
        if self.collecting:
            said.insert(0, "collecting")
        elif count:
            said.append(f"{open_ideas(plan)} to decide")
        if self._countdown.text:
            said.append(self._countdown.text)
        ascii_only = self.grid.ascii
        text = (", " if ascii_only else " · ").join(said)
        role = "accent" if self.question else "dim"
        asked = clean(self.question or "What is the question? Q sets it", ascii=ascii_only)
        if cell_len(asked) + cell_len(text) + 5 <= width:
            return [[(f" {asked}", role), (f"   {text}", "dim")]]
        lines: list[Line] = [
            [(f" {line}", role)] for line in wrap(asked, width - 2, ascii_only=ascii_only)
        ]
        return [*lines, [(f" {text}", "dim")]]

    def action_question(self) -> None:
        """Set the question the room is to answer; it is kept with the ideas."""
        before = self.question
        answers = [id for id, idea in self.view.plan.ideas.items() if idea.question == before != ""]

        def commit(text: str, move: Move) -> None:
            self.asked()
            asked = " ".join(text.split())
            if answers and asked and asked != before:
                self._reword(answers, asked)
                return
            if asked:
                self._asked = asked
            self.plan_changed()

        said = "" if self.view.plan.ideas else "kept with the first idea"
        self.ask_text("What is the question?", lambda text: said, commit, value=before)

    def _reword(self, answers: Sequence[int], asked: str) -> None:
        """Ask whether a new text is the old question in other words, or another question."""
        count = "1 idea" if len(answers) == 1 else f"{len(answers)} ideas"
        options = [
            Option("new", "A new question: those ideas keep the old one"),
            Option("same", f"The same question in better words, for {count} too"),
        ]

        def answered(chosen: str | None) -> None:
            if chosen is None:
                return
            self._asked = asked
            if chosen == "same":
                edits = tuple(set_field("ideas", id, "question", asked) for id in answers)
                self.do(Batch("the question", edits))
            self.plan_changed()

        self.app.push_screen(Choose(f"{count} answered the question so far", options), answered)

    def forget_asked(self) -> None:
        """Once an idea holds the question, the plan itself says which one is being asked."""
        if any(idea.question == self._asked for idea in self.view.plan.ideas.values()):
            self._asked = ""

    # The countdown

    def action_countdown(self) -> None:
        """Give the room some minutes; 0 or nothing ends the countdown."""

        def minutes(text: str) -> int:
            plain = text.strip() or "0"
            if not plain.isdecimal() or int(plain) > MOST_MINUTES:
                raise Problem(f"minutes: a number up to {MOST_MINUTES}; 0 ends the countdown")
            return int(plain)

        def said(text: str) -> str:
            count = minutes(text)
            word = "1 minute" if count == 1 else f"{count} minutes"
            return f"{word}: nothing is judged until then" if count else "no countdown"

        def commit(text: str, move: Move) -> None:
            try:
                count = minutes(text)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            if count:
                self._countdown.start(count)
            else:
                self._countdown.stop()
            self._wind()
            self.plan_changed()

        self.ask_text("How many minutes has the room?", said, commit)

    def _wind(self) -> None:
        """Wait until the countdown says something else."""
        if self._bell is not None:
            self._bell.stop()
            self._bell = None
        if self._countdown.running:
            self._bell = self.set_timer(self._countdown.until_next, self.minute_over)

    def minute_over(self) -> None:
        """Say how many minutes are left, or that the time is up."""
        if not self._countdown.running and self._countdown.text:
            self.say("Time is up: now themes with T and votes with + and -")
        self._wind()
        self.plan_changed()

    # Writing

    def action_add(self) -> None:
        """Write ideas one after another; Enter adds and stays, Esc ends."""
        self._writing = True
        self.refilter("")
        asked = self.question

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return

            def begun(problem: Problem | None) -> None:
                if problem is not None:
                    self.edit_line.refuse(problem.message)
                else:
                    ask()

            idea = {"text": text.strip(), "question": asked}
            self.do(AddRecord("ideas", idea), begun=begun, settled=self._follow)

        def pasted(lines: tuple[str, ...]) -> None:
            self.asked()
            self.offer_ideas(lines)

        def typed(text: str | None) -> None:
            if text is None and self._writing:
                self._writing = False
                self.plan_changed()

        def ask() -> None:
            self.ask_text(
                "Next idea", lambda text: "Enter adds and stays, Esc ends", commit,
                typed=typed, pasted=pasted,
            )  # fmt: skip

        ask()

    def _follow(self, settled: Settled) -> None:
        for id in settled.added("ideas"):
            self.grid.move_to(id)

    # Lists of ideas

    def on_paste(self, event: events.Paste) -> None:
        """Offer what is pasted over the list as ideas."""
        event.stop()
        self.offer_ideas(event.text.splitlines())

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste what was copied as ideas, one a line."""
        self.offer_ideas(text.splitlines())

    def given(self) -> dict[str, Any]:
        """The question that pasted ideas answer."""
        return {"question": self.question}

    def offer_ideas(self, lines: Sequence[str]) -> None:
        """Offer to add lines, each an idea; bullets and numbers before them are left out."""
        if any("\t" in line for line in lines):
            self.offer_table("\n".join(lines))
            return
        ideas = [" ".join(_BULLET.sub("", line).split()) for line in lines]
        ideas = [idea for idea in ideas if idea]
        if not ideas:
            self.say("Nothing to paste as ideas: y copies, or paste a list")
            return
        asked = self.question
        what = "1 idea" if len(ideas) == 1 else f"{len(ideas)} ideas"

        def answered(yes: bool | None) -> None:
            if yes:
                edits = tuple(
                    AddRecord("ideas", {"text": idea, "question": asked}) for idea in ideas
                )
                self.do(Batch(f"add {what}", edits), settled=self._follow)

        preview = [f"  {fit(idea, min(cell_len(idea), 68))}" for idea in ideas[:_SHOWN]]
        if len(ideas) > _SHOWN:
            preview.append(f"  and {len(ideas) - _SHOWN} more")
        title = "\n".join([f"Add {what}?", *preview])
        self.app.push_screen(Confirm(title, "Add"), answered)
