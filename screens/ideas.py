"""Ideas: a rapid list; votes, themes, impact and effort; promoted into steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.ideas import ranked
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.ideas import MergeIdeas, PromoteIdeas, Vote, became
from actionplan_tui.edits.records import Remove, SetFields, set_field
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.brainstorm import Brainstorm
from screens.cell_edit import CellEdit
from screens.dialogs.choose import Choose, Option
from screens.idea_cells import cell, columns, targets
from screens.keys import bindings
from screens.messages import Copied, GoTo
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Grid, RowKey
from screens.widgets.text_lines import TextLines

_OPEN_STATES = ("new", "shortlisted", "parked", "rejected")
"""What a person decides of an idea; promoting and merging have keys of their own."""


class IdeasScreen(Brainstorm):
    """Enter edits; a collects; r promotes the idea, or all marked, into steps."""

    NAME = "ideas"
    CSS_PATH = "ideas.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ideas")]

    def body(self) -> Iterable[Widget]:
        """The question, the list."""
        yield TextLines(id="question")
        yield Grid(columns(80, collecting=False), frozen=1, empty_text=self.EMPTY, id="records")

    # What is shown

    def plan_changed(self) -> None:
        """Show the question and the ideas: as they came while collecting, then the most wanted."""
        plan = self.view.plan
        self.forget_asked()
        order = ranked(plan)
        if self.collecting:
            asked = self.question
            order = sorted(id for id in order if plan.ideas[id].question == asked)
        found = [
            id for id in order if self.fits(f"I{id} {plan.ideas[id].text} {plan.ideas[id].theme}")
        ]
        self._lay_out()
        ascii_only = self.grid.ascii

        def shown(row: RowKey, column: str) -> Cell:
            return cell(plan, cast("int", row), column, ascii_only=ascii_only)

        self.grid.show(self.ordered(found, shown), shown)
        self._show_question()

    def _show_question(self) -> None:
        asked = self.query_one("#question", TextLines)
        asked.styles.height = len(self.question_lines(self.size.width))
        asked.show(self.question_lines)

    def _lay_out(self) -> None:
        wanted = columns(self.size.width, collecting=self.collecting)
        if wanted != self.grid.columns:
            self.grid.columns = wanted

    def resized(self) -> None:
        """Give the columns the room that the screen has."""
        if self.ready:
            self._lay_out()
            self._show_question()

    def _too_early(self) -> bool:
        """Whether ideas are still collected; says so."""
        if self.collecting:
            self.say("Still collecting: nothing is judged before the time is up. t ends it")
        return self.collecting

    # Editing

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        id, column = cast("int", event.key), event.column
        idea = self.view.plan.ideas[id]
        if column == "became" and idea.promoted_to is not None:
            self.post_message(GoTo("steps", idea.promoted_to))
        elif column == "became" and idea.merged_into is not None:
            self.grid.move_to(idea.merged_into)
        elif column == "became":
            self._decide()
        elif column == "worth":
            self.say("Worth comes from impact and effort")
        else:
            self.open_cell(id, column)

    def edit_of(self, id: int, field: str) -> CellEdit | None:
        """How a field of an idea is edited."""
        edit = super().edit_of(id, field)
        if edit is None:
            return None
        label = FIELDS["ideas"][field].label
        if edit.prompt != label:
            edit = edit._replace(prompt=f"{label}: {edit.prompt}")
        if field != "text":
            return edit
        plain = edit.edit

        def worded(text: str) -> Edit:
            if not text.strip():
                raise Problem("an idea needs words; d d removes it", table="ideas", id=id)
            return plain(text)

        return edit._replace(prompt="What is the idea?", edit=worded)

    def _decide(self) -> None:
        """Shortlist, park, reject or take up again the idea, or all marked."""
        plan = self.view.plan
        ids = tuple(
            id
            for id in self.chosen
            if plan.ideas[id].promoted_to is None and plan.ideas[id].merged_into is None
        )

        def edit(text: str) -> Edit:
            state = _decided(text)
            made = tuple(SetFields("ideas", id, {"status": state}) for id in ids)
            return Batch(f"{state}: {len(ids)} ideas" if len(ids) > 1 else state, made)

        def commit(text: str, move: Move) -> None:
            try:
                state = _decided(text)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            if state == "rejected":
                self._reject(ids)
            else:
                self.commit_edit(asked, text, self.asked)

        asked = CellEdit(
            f"Decided: {', '.join(_OPEN_STATES)}?",
            plan.ideas[ids[0]].status if len(ids) == 1 else "",
            _decided,
            edit,
            complete=lambda text, cursor: [
                state for state in _OPEN_STATES if state.startswith(text.strip().casefold())
            ],
        )
        self.ask(asked, commit)

    def _reject(self, ids: tuple[int, ...]) -> None:
        """Ask why; the status and its reason are one edit, and without a reason there is none."""

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.edit_line.refuse("a reason is needed; Esc leaves the idea as it was")
                return
            fields = {"status": "rejected", "reason": text.strip()}
            edits = tuple(SetFields("ideas", id, dict(fields)) for id in ids)
            self.asked()
            self.do(Batch("reject " + ("1 idea" if len(ids) == 1 else f"{len(ids)} ideas"), edits))

        self.ask_text("Why is it rejected?", lambda text: "", commit,
                      value=self.view.plan.ideas[ids[0]].reason)  # fmt: skip

    # Judging

    def action_vote(self, by: int) -> None:
        """Give a vote (`by` 1), or take one back (-1)."""
        if self.chosen and not self._too_early():
            self.do(Vote(self.chosen, by))

    def action_theme(self) -> None:
        """Give the idea, or all marked, a theme."""
        ids = self.chosen
        if not ids:
            return
        ideas = self.view.plan.ideas
        themes = sorted({idea.theme for idea in ideas.values() if idea.theme})

        def commit(text: str, move: Move) -> None:
            self.asked()
            edits = tuple(set_field("ideas", id, "theme", text.strip()) for id in ids)
            self.do(Batch(f"theme {text.strip()}".strip(), edits))

        self.ask_text(
            "Theme" if len(ids) == 1 else f"Theme of {len(ids)} ideas",
            lambda text: "",
            commit,
            value=ideas[ids[0]].theme if len(ids) == 1 else "",
            complete=lambda text, cursor: [
                theme for theme in themes if theme.casefold().startswith(text.strip().casefold())
            ],
        )

    def action_merge(self) -> None:
        """Merge the marked ideas into the one that says it best."""
        ids = self.chosen
        if self._too_early():
            return
        if len(ids) < 2:
            self.say("One idea cannot be merged with itself: mark two or more with Space, then m")
            return
        ideas = self.view.plan.ideas
        options = [Option(str(id), ideas[id].text, f"I{id}") for id in ids]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                keep = int(chosen)
                self.grid.marks = frozenset()
                self.grid.move_to(keep)
                self.do(MergeIdeas(keep, tuple(id for id in ids if id != keep)))

        self.app.push_screen(Choose("Which one says it best?", options, aside_width=5), answered)

    # Promoting

    def action_promote(self) -> None:
        """Promote the idea, or all marked, into steps under a goal or step."""
        plan = self.view.plan
        if not self.chosen or self._too_early():
            return
        done = [said for id in self.chosen if (said := became(plan, id))]
        ids = tuple(id for id in self.chosen if not became(plan, id))
        if done:
            self.say("; ".join(done), severe=True)
        if not ids:
            return

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                table, _, id = chosen.partition(":")
                parent = int(id) if table == "steps" else None
                goal = int(id) or None if table == "goals" else None
                self._word(ids, (), parent, goal)

        what = "1 idea" if len(ids) == 1 else f"{len(ids)} ideas"
        dialog = Choose(f"Promote {what} under which goal or step?", targets(plan), aside_width=8)
        self.app.push_screen(dialog, answered)

    def _word(
        self, ids: tuple[int, ...], worded: tuple[str, ...], parent: int | None, goal: int | None
    ) -> None:
        """Ask for each step's wording in turn, then promote all as one edit; Esc leaves all."""
        if len(worded) == len(ids):
            self.asked()
            self.do(PromoteIdeas(ids, parent, goal, worded), settled=self._promoted)
            return

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.edit_line.refuse("a step needs words")
                return
            self._word(ids, (*worded, text.strip()), parent, goal)

        idea = self.view.plan.ideas[ids[len(worded)]]
        which = f" ({len(worded) + 1} of {len(ids)})" if len(ids) > 1 else ""
        self.ask_text(f"What needs to be done?{which}", lambda text: "Enter keeps the wording",
                      commit, value=idea.text)  # fmt: skip

    def _promoted(self, settled: Settled) -> None:
        new = settled.added("steps")
        if new:
            code = outline(self.view.plan).code
            codes = ", ".join(code.get(id, f"S{id}") for id in new)
            self.grid.marks = frozenset()
            word = "Step" if len(new) == 1 else "Steps"
            self.say(f"{word} {codes}: Enter on Became goes there")

    # Removing, copying

    def action_remove(self) -> None:
        """Pressed twice, remove the idea, or all marked."""
        ids = self.chosen
        if ids and self.grid.twice("remove"):
            self.grid.marks = frozenset()
            self.do(Remove("ideas", ids))
        elif ids:
            what = "the idea" if len(ids) == 1 else f"{len(ids)} ideas"
            self.say(f"d again removes {what}")

    def action_copy(self) -> None:
        """Copy the texts of the idea, or of all marked."""
        texts = [self.view.plan.ideas[id].text for id in self.chosen]
        if texts:
            self.post_message(Copied("\n".join(texts)))


def _decided(text: str) -> str:
    """The state of an idea that a word, or its beginning, names.

    Raises: Problem when it names none, or one that another key gives.
    """
    word = text.strip().casefold()
    found = [state for state in _OPEN_STATES if word and state.startswith(word)]
    if not found:
        keys = {"p": "r promotes an idea", "m": "m merges ideas"}.get(word[:1], "")
        raise Problem(keys or f"one of {', '.join(_OPEN_STATES)}", table="ideas")
    return found[0]
