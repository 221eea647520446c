"""How a session ends that nobody meant to end: a signal, a lost line, a mistake of the program.

What is saved stays; what is on its way is tried for a moment; what is not saved, and what is being
typed, is kept and offered at the next start; the terminal is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Input

from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.workspace import Draft
from actionplan_tui.model.problem import Problem
from screens.clean_end import CleanEnd
from screens.plan_screen import PlanScreen
from screens.to_shell import ToShell
from screens.typed_into import is_text_area

if TYPE_CHECKING:
    from actionplan_tui.store.drafts import HalfTyped

RESCUE_SECONDS = 1.0
"""How long a hang-up or a termination waits for edits on their way."""

KeepDrafts = Callable[[str, Sequence[Draft], "Sequence[HalfTyped]"], Path]
"""Keeps what could not be saved, and what was half typed, by plan id."""


class Endings(CleanEnd, ToShell):
    """The part of the app that ends it when the system, the line or a mistake does."""

    _keep_drafts: KeepDrafts | None = None
    kept = False
    """Has the session kept by itself what was not saved?"""

    def _rescue(self) -> None:
        """Keep what is not saved in a moment, and what is half typed."""
        self._ending = True
        self.take_up_made()
        half = half_typed(self)
        unsaved = self.committer.rescue(RESCUE_SECONDS)
        typed = [*self.half_typed, *([half] if half is not None else [])]
        if self._keep_drafts is not None:
            with suppress(OSError):  # the state folder may be what is full
                if unsaved or typed:
                    self._keep_drafts(self.workspace.plan.info.plan_id, list(unsaved), typed)
                self.kept = True

    def take_up_made(self) -> None:
        """Make the edits that a dialog still open holds: each was kept there with Enter."""
        for dialog in self.screen_stack:
            made = getattr(dialog, "made", ())
            if made:
                with suppress(Problem):  # a rule forbids it by now, or nothing may be changed
                    self.committer.do(Batch("edits of a record", made))


def half_typed(app: ToShell) -> HalfTyped | None:
    """What is being typed and not yet kept; None when that is nothing."""
    field = app.focused if app.screen_stack else None
    screens = [screen for screen in app.screen_stack if isinstance(screen, PlanScreen)]
    if isinstance(field, Input):
        text = field.value
    elif is_text_area(field):
        text = field.text
    else:
        return None
    if not screens:
        return None
    screen = screens[-1]
    if not text.strip() or text == screen.asked_from:
        return None
    from actionplan_tui.store.drafts import HalfTyped  # loaded when a session ends badly

    table, id = screen.place()
    return HalfTyped(
        screen=screen.NAME,
        table=table,
        id=id,
        field=screen.place_field(),
        prompt=screen.asked_for,
        text=text,
    )
