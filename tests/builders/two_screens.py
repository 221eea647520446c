"""Two terminals side by side: one is written to as Textual writes, the other frugally."""

from __future__ import annotations

import re
from typing import Any

import pyte
from textual.driver import Driver

from screens.terminal.frugal import Abilities
from screens.terminal.output import FrugalOutput

__all__ = ["Emulator", "SideBySide", "side_by_side"]

# What pyte would take for text: private sequences with < = or >, and strings for the terminal.
_STRANGE = re.compile(r"\x1b\[[<=>][\d;]*[ -/]*[@-~]|\x1b[P_^\]].*?(?:\x1b\\|\x07)", re.DOTALL)
_SEEN_ON_BLANKS = ("underscore", "strikethrough", "reverse")


class Emulator:
    """A terminal, and how many characters it was sent."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self.received = 0
        self.writes = 0

    def feed(self, text: str) -> None:
        """Obey what a program writes."""
        self.received += len(text)
        self.writes += 1
        self._stream.feed(_STRANGE.sub("", text))

    def resize(self, width: int, height: int) -> None:
        """Be another size, as when a window is drawn larger: what stood there is no longer so."""
        self.screen.resize(height, width)
        self.screen.reset()
        self.scribble()

    def scribble(self) -> None:
        """Have something else written all over the screen."""
        for y in range(self.screen.lines):
            self.screen.cursor_position(y + 1, 1)
            self.screen.draw("#" * (self.screen.columns - 1))

    @property
    def look(self) -> list[list[tuple[object, ...]]]:
        """All that an eye can tell of each cell, row by row; then where the cursor stands."""
        rows = [self._row(y) for y in range(self.screen.lines)]
        cursor = self.screen.cursor
        return [*rows, [(cursor.y, min(cursor.x, self.screen.columns - 1), cursor.hidden)]]

    def _row(self, y: int) -> list[tuple[object, ...]]:
        row = self.screen.buffer[y]
        return [_look(row[x]) for x in range(self.screen.columns)]

    @property
    def text(self) -> list[str]:
        """The characters, row by row."""
        return list(self.screen.display)


def _look(char: Any) -> tuple[object, ...]:
    if char.data == " " and not any(getattr(char, name) for name in _SEEN_ON_BLANKS):
        return (" ", char.bg)
    return tuple(char)


class SideBySide:
    """What the last driver made wrote, on two terminals."""

    def __init__(self, width: int, height: int) -> None:
        self.plain = Emulator(width, height)
        self.frugal = Emulator(width, height)

    def differences(self) -> list[str]:
        """The rows that look different, as both show them; none when the terminals agree."""
        return [
            f"row {y}: {self.plain.text[y : y + 1]} but {self.frugal.text[y : y + 1]}"
            for y, (one, other) in enumerate(zip(self.plain.look, self.frugal.look, strict=True))
            if one != other
        ]


class _Written(Driver):
    """A driver without a terminal, whose output is watched."""

    both: SideBySide

    def write(self, data: str) -> None:
        self.both.frugal.feed(data)

    def start_application_mode(self) -> None:
        pass

    def disable_input(self) -> None:
        pass

    def stop_application_mode(self) -> None:
        pass


def side_by_side(width: int, height: int, can: Abilities) -> tuple[SideBySide, type[Driver]]:
    """Two terminals of that size and the driver that writes to both."""
    both = SideBySide(width, height)

    class Watched(FrugalOutput, _Written):
        """Textual's text goes to one terminal as it is, and through the frugal output."""

        def find_abilities(self) -> Abilities:
            return can

        def write(self, data: str) -> None:
            both.plain.feed(data)
            super().write(data)

    Watched.both = both
    return both, Watched
