"""What screens ask of the app: attributes go down, messages go up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from textual.message import Message

from actionplan_tui.analysis.readiness.figures import Figures
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.protocol import HistoryRow, Loaded
from actionplan_tui.edits.workspace import SaveState, Settled
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem


class PlanView(NamedTuple):
    """What the app hands down to the screen in front: the plan to show, and what is so today."""

    plan: Plan
    today: dt.date
    path: Path
    me: int | None
    """The stakeholder this login stands for."""
    saved: tuple[SaveState, str]
    """Whether all is saved, and if not, why."""
    saved_at: str
    """The time of the last save, HH:MM, or nothing."""
    history: Sequence[HistoryRow] = ()
    """Commits kept with the plan, oldest first."""
    readiness: Figures | None = None
    """What was found last of the plan's readiness; None before anything was."""
    presenting: bool = False
    """Is it shown to a room: read only, and nothing private in it?"""
    review: int = 0
    """The review in which this session is; 0 when in none."""
    unread: int = 0
    """How many updates of leads wait for me."""
    waiting: int = 0
    """How many edits are not yet saved."""


class TableShown(NamedTuple):
    """The part of the Action Planning Table on screen: its steps in order and its columns, None
    for all of them, and what was left out, in words."""

    steps: tuple[int, ...] | None = None
    columns: tuple[str, ...] | None = None
    said: str = ""


@dataclass
class Do(Message):
    """Make an edit. The app alone handles it."""

    edit: Edit
    begun: Callable[[Problem | None], None] | None = None
    """Told at once whether the edit was taken up, before it is saved."""
    settled: Callable[[Settled], None] | None = None
    """Told once it is saved, refused, or could not be saved."""
    shown: Callable[[Problem | None], None] | None = None
    """Told once the plan shows it (at once where it only sets fields, else when it is saved), or
    why it does not."""
    decided: bool = False
    """Was it asked already what else is to move with it?"""
    untouched: bool = False
    """Is it a value that was passed by, as it stood? Nobody asks what became of it."""


@dataclass
class TakeBack(Message):
    """Take back one commit of the history; fields changed since are left as they are."""

    row: HistoryRow


@dataclass
class EndReviewHere(Message):
    """End the review in which this session is, and write its minutes."""


@dataclass
class Say(Message):
    """Tell the user something in passing: a word on what was done, or why not."""

    text: str
    severe: bool = False


@dataclass
class Copied(Message):
    """Keep this on the desk's clipboard: a cell's text, or steps."""

    text: str
    steps: tuple[int, ...] = ()
    cut: bool = False


@dataclass
class PasteHere(Message):
    """Paste what the desk's clipboard holds under the cursor."""


@dataclass
class OpenPlan(Message):
    """Leave this plan for another."""

    path: Path


@dataclass
class GoTo(Message):
    """Show a record on the screen that it belongs to."""

    table: str
    id: int
    field: str = ""
    edit: bool = False
    """Open the field there for editing?"""


@dataclass
class ShowCard(Message):
    """Show the six-question card of a record: of the step, goal or plan that it belongs to."""

    table: str
    id: int


@dataclass
class Seen(Message):
    """The watcher saw the plan change on disk, or the day change, or could not look."""

    loaded: Loaded | None = None
    today: dt.date | None = None
    problem: Problem | None = None
