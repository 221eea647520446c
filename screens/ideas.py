"""Ideas: a rapid list; votes, themes, impact and effort; promoted into steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from actionplan_tui.analysis.ideas import open_ideas, question, ranked, worth
from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.ideas import MergeIdeas, PromoteIdeas, Vote
from actionplan_tui.edits.records import AddRecord, Remove, set_field
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.cell_edits import field_edit
from screens.dialogs.choose import Choose, Option
from screens.dialogs.confirm import Confirm
from screens.keys import bindings
from screens.messages import Copied, GoTo
from screens.plan_screen import PlanScreen
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Column, Grid, RowKey
from screens.widgets.text_lines import TextLines

EMPTY = """No ideas yet.

a    write ideas, one after another: Enter adds and stays
Q    set the question the room is to answer
     Paste a list, and each line becomes an idea"""

JUDGED = frozenset({"votes", "impact", "effort", "worth", "status"})
"""Columns that judge: out of sight while ideas are collected."""

_STATUS_ROLES = {"promoted": "good", "rejected": "dim", "parked": "dim", "merged": "dim"}


def columns(*, collecting: bool) -> tuple[Column, ...]:
    """The columns of the list; nothing judges while it collects."""
    every = (
        Column("text", "Idea", 40, prompt="What is the idea?", flexible=True),
        Column("theme", "Theme", 14),
        Column("votes", "Votes", 5, align="right"),
        Column("impact", "Impact", 6, align="right"),
        Column("effort", "Effort", 6, align="right"),
        Column("worth", "", 13),
        Column("status", "Status", 12),
        Column("became", "Became", 12),
        Column("reason", "Reason", 24),
    )
    return tuple(column for column in every if not (collecting and column.key in JUDGED))


class IdeasScreen(PlanScreen):
    """Enter edits; a collects; r promotes the idea, or all marked, into steps."""

    NAME = "ideas"
    CSS_PATH = "ideas.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ideas")]

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""
        self._collecting = False
        self._asked = ""
        self._ends: dt.datetime | None = None
        self._bell: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The question, the list."""
        yield TextLines(id="question")
        yield Grid(columns(collecting=False), frozen=1, empty_text=EMPTY, id="ideas")

    @property
    def grid(self) -> Grid:
        """The list."""
        return self.query_one("#ideas", Grid)

    def begin(self) -> None:
        """Begin in the list."""
        self.grid.focus()

    # What is shown

    def plan_changed(self) -> None:
        """Show the question and the ideas, the most wanted first."""
        plan = self.view.plan
        words = self._sought.casefold().split()
        order = sorted(plan.ideas) if self._collecting else ranked(plan)
        rows: list[RowKey] = [
            id
            for id in order
            if all(word in f"{plan.ideas[id].text} {plan.ideas[id].theme}".casefold()
                   for word in words)
        ]  # fmt: skip
        wanted = columns(collecting=self._collecting)
        if wanted != self.grid.columns:
            self.grid.columns = wanted
        self.grid.show(rows, self._cell)
        self.query_one("#question", TextLines).show(lambda width: [self._question_line()])

    def _question_line(self) -> list[tuple[str, str]]:
        plan = self.view.plan
        asked = self.question
        count = sum(not idea.archived for idea in plan.ideas.values())
        phase = "collecting" if self._collecting else f"{open_ideas(plan)} to decide"
        said = f"   {phase} · {count} ideas{self._time_left()}"
        if not asked:
            return [(" What is the question? Q sets it", "dim"), (said, "dim")]
        return [(f" {asked}", "accent"), (said, "dim")]

    def _time_left(self) -> str:
        if self._ends is None:
            return ""
        left = int((self._ends - dt.datetime.now()).total_seconds())
        return f" · {left // 60}:{left % 60:02} left" if left > 0 else " · time is up"

    def _cell(self, row: RowKey, column: str) -> Cell:
        plan = self.view.plan
        idea = plan.ideas.get(cast("int", row))
        if idea is None:
            return Cell("")
        role = "dim" if idea.status in ("rejected", "merged", "parked") else ""
        if column == "text":
            return Cell(f"I{idea.id} {idea.text}", role)
        if column == "became":
            return Cell(*_became(plan, idea.promoted_to, idea.merged_into))
        if column == "status":
            return Cell(idea.status, _STATUS_ROLES.get(idea.status, ""))
        if column == "worth":
            found = worth(idea)
            return Cell(found, "good" if found == "quick win" else role)
        value = getattr(idea, column)
        return Cell("" if value is None else str(value), role)

    # Where the cursor is

    def place(self) -> tuple[str, int]:
        """The idea under the cursor."""
        key = self.grid.cursor_key
        return ("ideas", cast("int", key)) if key is not None else ("", 0)

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring an idea under the cursor."""
        self._sought = ""
        self.plan_changed()
        self.grid.move_to(id, field or None)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The marked ideas in the order shown, else the one under the cursor."""
        marked = [cast("int", row) for row in self.grid.rows if row in self.grid.marks]
        key = self.grid.cursor_key
        return tuple(marked) if marked else ((cast("int", key),) if key is not None else ())

    # Collecting

    def action_add(self) -> None:
        """Write ideas one after another; Enter adds and stays, Esc ends."""
        self._collecting = True
        self.plan_changed()
        asked = self.question

        def said(text: str) -> str:
            return "Enter adds and stays, Esc ends"

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self._collected()
                return

            def begun(problem: Problem | None) -> None:
                if problem is not None:
                    self.edit_line.refuse(problem.message)
                else:
                    ask()

            self.do(AddRecord("ideas", {"text": text.strip(), "question": asked}), begun=begun,
                    settled=self._follow)  # fmt: skip

        def pasted(lines: tuple[str, ...]) -> None:
            self._collected()
            self.offer_ideas(lines, asked)

        def typed(text: str | None) -> None:
            if text is None and self._collecting:
                self._collecting = False
                self.plan_changed()

        def ask() -> None:
            self.ask_text("Next idea", said, commit, pasted=pasted, typed=typed)

        ask()

    def _follow(self, settled: Settled) -> None:
        for id in settled.added("ideas"):
            self.grid.move_to(id)

    def _collected(self) -> None:
        self._collecting = False
        self.asked()
        self.plan_changed()

    def offer_ideas(self, lines: tuple[str, ...], asked: str) -> None:
        """Offer to add a paste of several lines, each an idea."""

        def answered(yes: bool | None) -> None:
            if yes:
                edits = tuple(
                    AddRecord("ideas", {"text": " ".join(line.split()), "question": asked})
                    for line in lines
                )
                self.do(Batch(f"add {len(lines)} ideas", edits))

        self.app.push_screen(Confirm(f"Add {len(lines)} ideas?", "Add"), answered)

    def action_question(self) -> None:
        """Set the question the room is to answer; it is kept with the ideas."""
        ideas = [id for id, idea in self.view.plan.ideas.items() if idea.status == "new"]

        def commit(text: str, move: Move) -> None:
            self.asked()
            self._asked = text.strip()  # kept with the first idea, when there is none yet
            if ideas:
                edits = tuple(set_field("ideas", id, "question", self._asked) for id in ideas)
                self.do(Batch("the question", edits))
            self.plan_changed()

        self.ask_text("What is the question?", lambda text: "", commit, value=self.question)

    @property
    def question(self) -> str:
        """The question the room is to answer."""
        return self._asked or question(self.view.plan)

    def action_countdown(self) -> None:
        """Give the room some minutes; blank stops the countdown."""

        def minutes(text: str) -> int:
            if not text.strip():
                return 0
            if not text.strip().isdigit() or not 0 < int(text) <= 600:
                raise Problem("minutes: a number from 1 to 600")
            return int(text)

        def commit(text: str, move: Move) -> None:
            try:
                count = minutes(text)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            if self._bell is not None:
                self._bell.stop()
            self._ends = dt.datetime.now() + dt.timedelta(minutes=count) if count else None
            if count:
                self._bell = self.set_timer(count * 60, self._time_is_up)
            self.plan_changed()

        self.ask_text("How many minutes?", lambda text: f"{minutes(text)} minutes", commit)

    def _time_is_up(self) -> None:
        self.say("Time is up: pens down, then vote with + and −")
        self.plan_changed()

    # Judging

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        id, column = cast("int", event.key), event.column
        idea = self.view.plan.ideas[id]
        if column == "became" and idea.promoted_to is not None:
            self.post_message(GoTo("steps", idea.promoted_to))
            return
        edit = field_edit(self.view.plan, "ideas", id, column, self.view.today)
        if edit is None or column == "became":
            self.say("Nothing to edit here: it comes from impact and effort")
            return

        def then(text: str, move: Move) -> None:
            self.asked()
            if column == "status" and text.strip().lower().startswith("rej"):
                self._ask_reason(id)
            elif move == "down":
                self.grid.action_cursor_down()
            elif move in ("left", "right"):
                self.grid.action_cursor_right() if move == "right" else (
                    self.grid.action_cursor_left()
                )

        self.ask(
            edit,
            lambda text, move: self.commit_edit(edit, text, lambda: then(text, move)),
            typed=lambda text: self.grid.live(id, column, text),
        )

    def _ask_reason(self, id: int) -> None:
        edit = field_edit(self.view.plan, "ideas", id, "reason", self.view.today)
        if edit is not None:
            asked = edit._replace(prompt="Why is it rejected?")
            self.ask(asked, lambda text, move: self.commit_edit(asked, text, self.asked))

    def action_vote(self, by: int) -> None:
        """Give a vote (`by` 1), or take one back (-1)."""
        if self.chosen:
            self.do(Vote(self.chosen, by))

    def action_theme(self) -> None:
        """Give the idea, or all marked, a theme."""
        ids = self.chosen
        if not ids:
            return
        themes = sorted({i.theme for i in self.view.plan.ideas.values() if i.theme})

        def commit(text: str, move: Move) -> None:
            self.asked()
            self.do(Batch("theme", tuple(set_field("ideas", id, "theme", text.strip())
                                         for id in ids)))  # fmt: skip

        said = f"so far: {', '.join(themes)}" if themes else ""
        self.ask_text("Theme", lambda text: said, commit, value=self.view.plan.ideas[ids[0]].theme)

    def action_merge(self) -> None:
        """Merge the marked ideas into the one that says it best."""
        ids = self.chosen
        if len(ids) < 2:
            self.say("Mark two or more ideas with Space, then m merges them")
            return
        options = [Option(str(id), self.view.plan.ideas[id].text, f"I{id}") for id in ids]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                keep = int(chosen)
                self.grid.marks = frozenset()
                self.do(MergeIdeas(keep, tuple(id for id in ids if id != keep)))

        self.app.push_screen(Choose("Which one says it best?", options, aside_width=5), answered)

    # Promoting

    def action_promote(self) -> None:
        """Promote the idea, or all marked, into steps under a goal or step."""
        plan = self.view.plan
        ids = tuple(id for id in self.chosen if plan.ideas[id].promoted_to is None)
        if not ids:
            self.say("Already a step" if self.chosen else "No idea here")
            return

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                table, _, id = chosen.partition(":")
                parent = int(id) if table == "steps" else None
                goal = int(id) or None if table == "goals" else None
                self._word(ids, parent, goal)

        what = "idea" if len(ids) == 1 else f"{len(ids)} ideas"
        dialog = Choose(f"Promote {what} under which goal or step?", targets(plan), aside_width=8)
        self.app.push_screen(dialog, answered)

    def _word(self, ids: tuple[int, ...], parent: int | None, goal: int | None) -> None:
        """Ask for the step's wording where one idea is promoted, then promote."""
        if len(ids) > 1:
            self.do(PromoteIdeas(ids, parent, goal), settled=self._promoted)
            return

        def commit(text: str, move: Move) -> None:
            self.asked()
            self.do(PromoteIdeas(ids, parent, goal, (text,)), settled=self._promoted)

        idea = self.view.plan.ideas[ids[0]]
        self.ask_text("What needs to be done?", lambda text: "the step's wording", commit,
                      value=idea.text)  # fmt: skip

    def _promoted(self, settled: Settled) -> None:
        new = settled.added("steps")
        if new:
            code = outline(self.view.plan).code
            codes = ", ".join(code.get(id, f"S{id}") for id in new)
            self.grid.marks = frozenset()
            self.say(f"{codes} created: 2 shows the table")

    # Removing, copying, filtering

    def action_remove(self) -> None:
        """Pressed twice, remove the idea."""
        ids = self.chosen
        if ids and self.grid.twice("remove"):
            self.grid.marks = frozenset()
            self.do(Remove("ideas", ids))
        elif ids:
            self.say("d again removes it")

    def action_copy(self) -> None:
        """Copy the texts of the idea, or of all marked."""
        texts = [self.view.plan.ideas[id].text for id in self.chosen]
        if texts:
            self.post_message(Copied("\n".join(texts)))

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste what was copied as ideas, one a line."""
        lines = tuple(line for line in text.splitlines() if line.strip())
        if lines:
            self.offer_ideas(lines, self.question)

    def action_filter(self) -> None:
        """Show only the ideas that hold what is typed."""

        def typed(text: str | None) -> None:
            if text is not None:
                self._sought = text
                self.plan_changed()

        def commit(text: str, move: Move) -> None:
            self._sought = text
            self.asked()
            self.plan_changed()

        self.ask_text("Filter", lambda text: "", commit, value=self._sought, typed=typed)

    def action_back(self) -> None:
        """Go back one level: marks, filter."""
        if self.grid.marks:
            self.grid.marks = frozenset()
        elif self._sought:
            self._sought = ""
            self.plan_changed()


def targets(plan: Plan) -> list[Option]:
    """Goals and steps as places to put a step under, in outline order."""
    tree = outline(plan)
    options: list[Option] = []
    for goal in tree.goals:
        options.append(Option(f"goals:{goal}", plan.goals[goal].statement, f"G{goal}"))
        for id in tree.rows:
            if tree.goal[id] == goal:
                indent = "  " * (tree.depth[id] + 1)
                text = f"{indent}{plan.steps[id].title}"
                options.append(Option(f"steps:{id}", text, tree.code[id]))
    options.append(Option("goals:0", "No goal", ""))
    options += [
        Option(f"steps:{id}", "  " + plan.steps[id].title, tree.code[id])
        for id in tree.rows
        if tree.goal[id] is None
    ]
    return options


def _became(plan: Plan, step: int | None, idea: int | None) -> tuple[str, str]:
    if step is not None:
        return f"→ {outline(plan).code.get(step, f'S{step}')}", "accent"
    return (f"in I{idea}", "dim") if idea is not None else ("", "")
