"""What was copied or cut in the desk: a cell's text, or steps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Clipboard:
    """The desk's own clipboard, which works on every terminal."""

    text: str = ""
    """The text of a cell."""
    steps: tuple[int, ...] = ()
    """Steps to copy or move; when set, they are what is pasted."""
    cut: bool = False
    """Are the steps to be moved, not copied?"""

    def copy_text(self, text: str) -> None:
        """Keep a cell's text."""
        self.text, self.steps, self.cut = text, (), False

    def copy_steps(self, ids: tuple[int, ...], text: str, *, cut: bool = False) -> None:
        """Keep steps, and their text for pasting into a cell."""
        self.text, self.steps, self.cut = text, ids, cut
