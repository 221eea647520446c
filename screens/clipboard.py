"""What was copied or cut in the desk: a cell's text, or steps; and the terminal's clipboard."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MOST_BYTES = 74_000
"""Bytes that xterm and tmux take at once for the system's clipboard."""


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


def for_terminal(text: str) -> str:
    """The text as it may leave for the system's clipboard, and be pasted into a shell one day.

    Of what no reader sees, only tabs, ends of lines and what joins letters are kept: no character
    that commands a terminal, none that turns the direction of a line.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or not _commands(char))


def _commands(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(
        char
    ) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
