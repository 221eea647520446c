"""What was done, from any screen: taken back, made again, or reopened where it was not saved."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on

from actionplan_tui.edits.protocol import Conflict
from actionplan_tui.edits.workspace import Draft, Settled
from screens.front import MADE_BY
from screens.jumping import Jumping
from screens.messages import TakeBack
from screens.notices import sentence
from screens.presenting import LOCKED
from screens.widgets.grid import Grid

if TYPE_CHECKING:
    from actionplan_tui.store.drafts import HalfTyped

__all__ = ["Undoing"]


class Undoing(Jumping):
    """The part of the app that takes back, makes again, and keeps drafts."""

    half_typed: list[HalfTyped]
    """What earlier sessions were typing when they ended."""
    _typing_on: asyncio.Task[None] | None = None

    def action_capture(self) -> None:
        """Write down a line."""
        raise NotImplementedError

    def _locked(self) -> bool:
        """Whether the desk is being shown to a room, and so changes nothing; says so."""
        if self.presenting:
            self.tell(LOCKED)
        return self.presenting

    # Undo and redo

    def action_undo(self) -> None:
        """Take back my latest edit."""
        self.committer.undo(self._told)

    @on(TakeBack)
    def _take_back(self, message: TakeBack) -> None:
        message.stop()
        self.committer.undo(self._told, message.row)

    def action_redo(self) -> None:
        """Make again what was taken back."""
        self.committer.redo(self._told)

    def _told(self, settled: Settled) -> None:
        if settled.problem is not None and settled.row is None and not settled.label:
            self.tell(sentence(settled.problem.message))

    def action_take_theirs(self) -> None:
        """Take the colleague's value where both of us changed a field."""
        conflicts = self.workspace.conflicts
        if self._locked():
            return
        if not conflicts:
            self.tell("No conflict to settle")
            return
        conflict: Conflict = conflicts[-1]
        pending = self.workspace.take_theirs(conflict)
        if pending is not None:
            self.committer.send(pending)

    # Drafts

    def offer_drafts(self) -> None:
        """Say that edits wait that could not be saved, and how to reopen them."""
        count, typed = len(self.workspace.drafts), len(self.half_typed)
        if count:
            what = "1 edit was" if count == 1 else f"{count} edits were"
            self.tell(f"{what} not saved: open drafts from the palette (:)", severe=True)
        elif typed:
            what = "A text was" if typed == 1 else f"{typed} texts were"
            self.tell(f"{what} left half typed: open drafts from the palette (:)", severe=True)

    def action_drafts(self) -> None:
        """Choose a draft to try again or to drop."""
        from screens.dialogs.choose import Choose, Option

        drafts, typed = list(self.workspace.drafts), list(self.half_typed)
        if self._locked():
            return
        if not (drafts or typed):
            self.tell("No drafts: everything is saved")
            return
        lines = [f"{draft.commit.label}: {draft.reason}" for draft in drafts]
        lines += [f"half typed: {half.text}" for half in typed]
        options = [Option(str(place), line) for place, line in enumerate(lines)]

        def answered(chosen: str | None) -> None:
            if chosen is None:
                return
            place = int(chosen)
            if place < len(drafts):
                self._reopen(drafts[place])
            else:
                self._type_on(typed[place - len(drafts)])

        self.push_screen(Choose("Try a draft again", options), answered)

    def _type_on(self, half: HalfTyped) -> None:
        """Put a half-typed text back where it was being typed, or else in the capture line."""
        self.half_typed.remove(half)
        if half.screen in MADE_BY and half.screen != getattr(self.front, "NAME", ""):
            self.action_go(half.screen)
        self._typing_on = asyncio.create_task(self._type_on_there(half))

    async def _type_on_there(self, half: HalfTyped) -> None:
        """Open the cell again that the text was for; the capture line when that is not found."""
        await self.settled()
        screen = self.front
        if screen is not None and self.workspace.plan.find(half.table, half.id) is not None:
            screen.reveal(half.table, half.id, half.field)
            await self.settled()
            if screen.place() == (half.table, half.id) and isinstance(self.focused, Grid):
                self.focused.action_activate()
                await self.settled()
        if screen is None or screen is not self.front:
            self.tell(f"Half typed: {half.text}", severe=True)
            return
        if not screen.edit_line.is_open or screen.asked_for != half.prompt:
            self.action_capture()
        screen.edit_line.value = " ".join(half.text.split())

    def _reopen(self, draft: Draft) -> None:
        self.committer.reopen(draft, self._told)
