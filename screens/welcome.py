"""The welcome, where there is no plan yet: how to begin, chosen by keys, made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, Protocol

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.driver import Driver
from textual.widgets import Static

from actionplan_tui.model.problem import Problem
from screens.clean_end import CleanEnd, status_of
from screens.keys import bindings
from screens.plain import draw_plainly
from screens.purposes import PURPOSES
from screens.terminal.choice import driver_class
from screens.terminal.kind import this_terminal
from screens.widgets.edit_line import EditLine, Understood
from screens.widgets.footer import KeyFooter
from screens.widgets.grid import Cell, Column, Grid, RowKey

__all__ = ["Beginning", "Welcome", "run"]

WORDS = """\
An action plan says what will change, who carries it out, by when, with what
resources, who is told, and how you will know it is done. You have none open
yet. How do you want to begin?"""


class Beginning(Protocol):
    """One way to begin: its `title`, and what it `says` it is.

    `guided` says of an answer whether the deck's questions are asked next, `takes` which file is
    taken in before that.
    `said` says what an answer is understood as and `make` makes the plan of it and gives its
    file; both raise Problem in words for the one who typed it. Without a `question` nothing is
    asked, and the answer is empty.
    """

    @property
    def title(self) -> str: ...

    @property
    def says(self) -> str: ...

    @property
    def question(self) -> str: ...

    @property
    def said(self) -> Callable[[str], str]: ...

    @property
    def guided(self) -> Callable[[str], bool]: ...

    @property
    def takes(self) -> Callable[[str], Path | None]: ...

    @property
    def make(self) -> Callable[[str], Path]: ...


class Welcome(CleanEnd, App[Path]):
    """Lists the ways to begin; returns the plan made, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("welcome")]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "actionplan"
    CSS_PATH = "welcome.tcss"

    def __init__(self, beginnings: Sequence[Beginning], *, ascii_only: bool = False) -> None:
        """Offer ways to begin.

        Args:
            beginnings: The ways, the likeliest first.
            ascii_only: Draw with ASCII alone?
        """
        super().__init__()
        self.ascii_only = ascii_only
        self._beginnings = list(beginnings)
        self._chosen = self._beginnings[0]
        self.guided = False
        """Are the deck's questions asked next, of the plan that was made?"""
        self.takes: Path | None = None
        """The file that is taken into it before that."""

    def get_driver_class(self) -> type[Driver]:
        """The desk's driver for this terminal."""
        return driver_class()

    def compose(self) -> ComposeResult:
        """A word of welcome, the ways to begin, the edit line and the keys."""
        yield Static("actionplan: a planning desk for the terminal", id="name", markup=False)
        yield Static(WORDS, id="words", markup=False)
        yield Grid(
            (
                Column("title", "Begin with", 28),
                Column("says", "What it is", 40, flexible=True),
            ),
            cursor_type="row",
            markable=False,
            id="beginnings",
        )
        yield EditLine(in_full=False)
        yield KeyFooter(lambda verb: "choose" if verb.id == "grid.open" else verb.label)

    def on_mount(self) -> None:
        """Show the ways to begin."""
        self.heed_endings()
        if not self.is_headless:
            self.ascii_only = self.ascii_only or this_terminal().ascii_only
        self.set_class(self.ascii_only, "-ascii")
        draw_plainly(self.screen)
        grid = self.query_one(Grid)
        grid.show(list(range(len(self._beginnings))), self._cell)
        grid.focus()

    def _cell(self, row: RowKey, column: str) -> Cell:
        beginning = self._beginnings[int(str(row))]
        return Cell(beginning.title, "accent") if column == "title" else Cell(beginning.says)

    @on(Grid.Activated)
    def _choose(self, event: Grid.Activated) -> None:
        """Ask what there is to ask, or make the plan at once."""
        event.stop()
        self._chosen = beginning = self._beginnings[int(str(event.key))]
        if beginning.question:
            self.query_one(EditLine).open(beginning.question, "", understand=self._understand)
        else:
            self._make("")

    def _understand(self, text: str) -> Understood:
        if not text.strip():
            return Understood("")
        try:
            return Understood(self._chosen.said(text))
        except Problem as problem:
            return Understood(problem.message, problem=True)

    @on(EditLine.Committed)
    def _answered(self, event: EditLine.Committed) -> None:
        event.stop()
        self._make(event.value)

    @on(EditLine.Cancelled)
    def _cancelled(self, event: EditLine.Cancelled) -> None:
        event.stop()

    def _make(self, answer: str) -> None:
        """Make the plan and leave with it; when it cannot be made, keep the answer and say why."""
        line = self.query_one(EditLine)
        if self._chosen.question and not answer.strip():
            line.refuse("an answer is needed; Esc chooses another way")
            return
        try:
            path = self._chosen.make(answer)
        except Problem as problem:
            if line.is_open:
                line.refuse(problem.message)
            else:
                self.notify(problem.message, severity="warning", markup=False)
            return
        self.guided, self.takes = self._chosen.guided(answer), self._chosen.takes(answer)
        self.exit(path)

    def action_help(self) -> None:
        """Say what can be begun here, and the keys that work."""
        # Loaded for those who ask.
        from screens.dialogs.help import HelpDialog, runs_in

        asked = HelpDialog(self.screen, PURPOSES["welcome"])
        self.push_screen(asked, runs_in(self.screen))

    def action_close(self) -> None:
        """Leave without a plan."""
        self.exit(None)


def run(app: Welcome) -> tuple[int, Path | None]:
    """Ask how to begin.

    Returns: the exit status, and the plan made, or None when it was left without one.

    Raises: the mistake of the program that ended it, once the terminal is given back.
    """
    path = app.run(mouse=False)
    return status_of(app), path
