"""What the app does with what is copied, cut and pasted."""

from __future__ import annotations

from textual import on

from screens.carrying import Carrying
from screens.clipboard import MOST_BYTES, Clipboard, for_terminal
from screens.messages import Copied, PasteHere
from screens.plan_screen import PlanScreen
from screens.terminal.kind import this_terminal

__all__ = ["Copying"]


class Copying(Carrying):
    """The desk's own clipboard always; the terminal's too where it may take a text.

    No terminal says whether it did, and so the desk does not say so either.
    """

    def __init__(self) -> None:
        super().__init__()
        self.clip = Clipboard()

    @property
    def front(self) -> PlanScreen | None:
        """The plan's screen in front, when no dialog is over it."""
        return self.screen if isinstance(self.screen, PlanScreen) else None

    @on(Copied)
    def _copied(self, message: Copied) -> None:
        message.stop()
        if message.cut:
            self.clip.copy_steps(message.steps, message.text, cut=True)
            self.tell(f"Cut {_steps(message)}: p pastes")
            return
        if message.steps:
            self.clip.copy_steps(message.steps, message.text)
        elif message.text:
            self.clip.copy_text(message.text)
        else:
            self.tell("Nothing here to copy")
            return
        what = f" {_steps(message)}" if message.steps else " here"
        why_not = self._why_not(for_terminal(message.text))
        self.copy_to_clipboard(message.text)
        outside = why_not or "Where the terminal allows, to its clipboard too"
        self.tell(f"Copied{what}: p pastes. {outside}")

    def copy_to_clipboard(self, text: str) -> None:
        """Keep a text for the paste keys of Textual's fields; offer it to the terminal's clipboard
        where that may take it."""
        outside = for_terminal(text)
        if outside and not self._why_not(outside):
            super().copy_to_clipboard(outside)
        self._clipboard = text

    def _why_not(self, outside: str) -> str:
        """Why a text is not offered to the terminal's clipboard; nothing when it is."""
        if not (self.is_headless or this_terminal().copies):
            return "This terminal has no clipboard for it: E writes a file"
        if len(outside.encode()) > MOST_BYTES:
            return "Too long for the terminal's clipboard: E writes a file"
        return ""

    @on(PasteHere)
    def _paste_here(self, message: PasteHere) -> None:
        message.stop()
        screen = self.front
        clip = self.clip
        if screen is not None and (clip.text or clip.steps):
            screen.paste(clip.text, clip.steps, cut=clip.cut)
            if clip.cut:
                clip.cut, clip.steps = False, ()
        else:
            self.tell("Nothing copied yet: y copies")


def _steps(message: Copied) -> str:
    return f"{len(message.steps)} step{'s' * (len(message.steps) > 1)}"
