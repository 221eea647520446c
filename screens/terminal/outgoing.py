"""Text to a terminal, written by a thread of its own: a slow or dead line holds up nobody."""

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
            self._waiting.append(data)
            self._bytes += len(data)
            self._news.notify_all()

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
