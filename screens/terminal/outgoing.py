"""Text to a terminal: at once as far as it takes it, the rest by a thread of its own.

A slow or dead line holds up nobody, and on a free one nothing waits until a thread has its turn.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

__all__ = ["MOST_BYTES", "Outgoing"]

MOST_BYTES = 4_000_000
"""What waits for a line that takes nothing; beyond it output is dropped until the line is free."""

_LOOK = 0.02
"""Seconds between two looks at whether all is written."""

Encode = Callable[[str], bytes]


class Outgoing(threading.Thread):
    """Writes in the order given, never keeps its caller waiting, and outlives the terminal."""

    def __init__(
        self,
        fileno: int,
        encode: Encode,
        *,
        gone: Callable[[], None],
        dropped: Callable[[], None],
    ) -> None:
        """Serve a terminal.

        Args:
            fileno: The terminal.
            encode: Makes bytes of a text, whatever is in it.
            gone: Told in the thread, once, when the terminal takes nothing more.
            dropped: Told in the thread when the line is free again after output was dropped.
        """
        super().__init__(name="terminal-output", daemon=True)
        self._fileno = fileno
        self._at_once = _opened_anew(fileno)
        self._encode = encode
        self._gone = gone
        self._dropped = dropped
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._lost_some = False
        self._closed = False
        self._dead = False
        self._news = threading.Condition()

    def write(self, text: str) -> None:
        """Have a text written."""
        data = self._encode(text)
        with self._news:
            if self._dead:
                return
            if self._bytes + len(data) > MOST_BYTES:
                self._lost_some = True
                return
            if not self._bytes:
                data = data[self._taken_at_once(data) :]
            if data:
                self._waiting.append(data)
                self._bytes += len(data)
                self._news.notify_all()

    def _taken_at_once(self, data: bytes) -> int:
        """Write what the terminal takes without waiting; how many bytes that was."""
        if self._at_once is not None:
            with suppress(OSError):  # it takes nothing now; the thread finds out why
                return os.write(self._at_once, data)
        return 0

    def close(self, seconds: float) -> None:
        """Write what waits, and end; give up when the line has kept it waiting for so long.

        A thread that a busy machine has not run yet is waited for: only the line is held to it.
        """
        with self._news:
            self._closed = True
            self._news.notify_all()
        kept_waiting = 0.0
        while self.is_alive() and kept_waiting < seconds:
            self.join(_LOOK)
            if not self._line_is_free():
                kept_waiting += _LOOK
        with self._news:
            if self._at_once is not None:
                os.close(self._at_once)
                self._at_once = None

    def _line_is_free(self) -> bool:
        with suppress(OSError, ValueError):
            return bool(select.select([], [self._fileno], [], 0)[1])
        return False

    def run(self) -> None:
        """Write until closed."""
        while True:
            with self._news:
                while not self._waiting and not self._closed:
                    self._news.wait()
                if not self._waiting:
                    return
                data = b"".join(self._waiting)
                self._waiting.clear()
            if not self._write(data):
                return
            with self._news:
                self._bytes -= len(data)
                caught_up = self._lost_some and not self._waiting
                if caught_up:
                    self._lost_some = False
            if caught_up:
                self._dropped()

    def _write(self, data: bytes) -> bool:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._fileno, view) :]
            except BlockingIOError:  # somebody else made the terminal so
                select.select([], [self._fileno], [], 1.0)
            except (OSError, ValueError):
                with self._news:
                    self._dead = True
                    self._waiting.clear()
                self._gone()
                return False
        return True


def _opened_anew(fileno: int) -> int | None:
    """The terminal once more, so that writing to it never waits; None where that may not be.

    To make the one at hand so would make it so for every program in this terminal.
    """
    with suppress(OSError):
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    return None
