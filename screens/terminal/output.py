"""What a driver writes to the terminal, made frugal; where that cannot be, it is as it was."""

from __future__ import annotations

import re
import signal
import sys
from typing import TYPE_CHECKING

from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START

from screens.terminal.cells import StrangeFrame
from screens.terminal.frugal import Abilities, Frugal

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver as _Driver
    from textual.message import Message
else:
    _Driver = object

__all__ = ["FrugalOutput", "abilities"]

_FRAME = re.compile(r"\x1b\[\d*(?:;\d*)?H")
_MODES = re.compile(
    r"(?:\x1b\[[?<=>][\d;]*[ -/]*[@-~]|\x1b\[\d* q|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)*"
)
"""Modes and questions, titles, what is copied, the bell: none of them draws anything."""

_LONG = 1024
"""Characters from which a frame is held together for terminals that can show it at once."""

_STRANGE_ENOUGH = 5
"""Strange frames in a row after which no more are read: Textual draws in a way unknown here."""


class FrugalOutput(_Driver):
    """Put before a driver of Textual's, it sends the terminal only what differs.

    It reads what Textual writes and relies on none of its private parts but the two texts around a
    frame. A frame that it does not understand goes out as it is, and the copy begins afresh.
    """

    _frugal: Frugal | None = None
    _afresh = True
    _together = False
    _strange = 0

    def start_application_mode(self) -> None:
        """Take the terminal, knowing nothing of what it shows."""
        self._frugal = Frugal(self.find_abilities())
        self._strange = 0
        self.forget_screen()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._heed_resizes()

    def find_abilities(self) -> Abilities:
        """What the terminal can do."""
        return abilities()

    def _heed_resizes(self) -> None:
        """Forget the screen before Textual hears of another size: terminals move lines then."""
        before = signal.getsignal(signal.SIGWINCH)
        if not callable(before):
            return

        def resized(number: int, frame: object) -> None:
            self.forget_screen()
            before(number, frame)  # type: ignore[arg-type]

        signal.signal(signal.SIGWINCH, resized)

    def process_message(self, message: Message) -> None:
        """Forget the screen when the terminal itself tells of another size."""
        if isinstance(message, events.Resize):
            self.forget_screen()
        super().process_message(message)

    def forget_screen(self) -> None:
        """Know nothing of what the terminal shows; whatever is drawn next is sent whole."""
        self._afresh = True

    def write(self, data: str) -> None:
        """Write to the terminal: of a frame what differs, in one write."""
        frugal = self._frugal
        if frugal is None:
            super().write(data)
        elif data in (SYNC_START, SYNC_END):
            self._together = True
        elif _FRAME.match(data):
            self._write_frame(frugal, data)
        else:
            super().write(data)
            if not _MODES.fullmatch(data) or "?1049" in data:
                self.forget_screen()

    def _write_frame(self, frugal: Frugal, data: str) -> None:
        width, height = self._app.size
        if self._afresh or frugal.size != (width, height):
            self._afresh = False
            frugal.forget(width, height)
        try:
            out = frugal.paint(data)
        except StrangeFrame:
            out = f"\x1b[m{data}"
            self.forget_screen()
            self._strange += 1
            if self._strange >= _STRANGE_ENOUGH:
                self._frugal = None
        else:
            self._strange = 0
        if self._together and len(out) > _LONG:
            out = f"{SYNC_START}{out}{SYNC_END}"
        if out:
            super().write(out)


def abilities() -> Abilities:
    """What the terminal says that it can do, by its description; without one, the least."""
    least = Abilities(erases=False, erases_in_colour=False, moves_rows=False)
    try:
        import curses  # not every Python has it
    except ImportError:
        return least
    try:
        curses.setupterm(fd=sys.__stdout__.fileno() if sys.__stdout__ is not None else 1)
    except (OSError, ValueError, curses.error):
        return least
    return Abilities(
        erases=bool(curses.tigetstr("ech")),
        erases_in_colour=curses.tigetflag("bce") == 1,
        moves_rows=all(map(curses.tigetstr, ("csr", "il", "dl"))),
    )
