"""The program at the end of a bare pseudo-terminal: every byte both ways, and what it draws."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte
from patience import PATIENCE

__all__ = ["LASTING", "RawTerminal"]

LASTING = """
import sys
from textual.app import App
notify = App.notify
App.notify = lambda app, text, **how: notify(app, text, **{**how, "timeout": 600})
from actionplan_tui.__main__ import main
sys.argv[0] = "actionplan"
raise SystemExit(main())
"""
"""The program, but what it says in passing stays: a busy machine may not have drawn it in time."""

_NEVER = (
    *("NO_COLOR", "COLORTERM", "SSH_CONNECTION", "SSH_TTY", "LC_ALL", "LC_CTYPE", "LANG"),
    *("COLUMNS", "LINES", "TERM_PROGRAM", "ACTIONPLAN_DRIVER", "ACTIONPLAN_FILE"),
)


class RawTerminal:
    """A terminal that a test holds the other end of."""

    def __init__(
        self,
        *words: str | Path,
        home: Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        code: str = "",
        before: Callable[[], None] | None = None,
        stderr: Path | None = None,
    ) -> None:
        """Start the program.

        Args:
            words: What follows `actionplan`.
            home: Where its settings and state are.
            columns: Of the terminal.
            lines: Of the terminal.
            environment: Set for it, over a plain UTF-8 terminal.
            code: Python to run instead of the program.
            before: Called in the new process.
            stderr: A file for what goes to standard error.
        """
        self._ours, theirs = os.openpty()
        self.resize(columns, lines)
        self._seen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._seen)
        self.sent = bytearray()
        """Every byte that the program wrote."""
        self._lock = threading.Lock()
        plain = {
            **{name: text for name, text in os.environ.items() if name not in _NEVER},
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        program = ["-c", code] if code else ["-m", "actionplan_tui"]

        def begin() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if before is not None:
                before()

        with open(stderr or os.devnull, "wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, *program, *map(str, words)],
                stdin=theirs,
                stdout=theirs,
                stderr=file if stderr is not None else theirs,
                env={**plain, **(environment or {})},
                start_new_session=True,
                preexec_fn=begin,
            )
        self._theirs = theirs
        self._leaving, self._leave = os.pipe()
        self._reading = threading.Event()
        self._reading.set()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            self._reading.wait()
            try:
                if self._leaving in select.select([self._ours, self._leaving], [], [])[0]:
                    return
                with self._lock:
                    data = os.read(self._ours, 65_536)
                    self._take(data)
            except (OSError, ValueError):
                return
            if not data:
                return

    def _take(self, data: bytes) -> None:
        self.sent += data
        # pyte takes private sequences for public ones: questions are not drawn.
        self._stream.feed(_drawn(data))

    # What the hands do

    def send(self, data: bytes | str) -> None:
        """Send bytes, in one packet: those sent before have been taken."""
        deadline = time.monotonic() + PATIENCE
        while self._waiting() and time.monotonic() < deadline:
            time.sleep(0.005)
        os.write(self._ours, data.encode() if isinstance(data, str) else data)

    def _waiting(self) -> int:
        """How many bytes the program has not yet read."""
        if self._theirs < 0:
            return 0
        count = fcntl.ioctl(self._theirs, termios.FIONREAD, b"\0" * 4)
        return int.from_bytes(count, sys.byteorder)

    def resize(self, columns: int, lines: int) -> None:
        """Change the window, as its user does."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        if hasattr(self, "_seen"):
            with self._lock:
                self._seen.resize(lines, columns)

    def stop_reading(self) -> None:
        """Take nothing more of what the program writes: the line hangs."""
        self._reading.clear()

    def vanish(self) -> None:
        """Be gone, as a terminal that was closed."""
        os.write(self._leave, b"x")  # nobody may hold it open, waiting to read
        self._reading.set()
        self._reader.join(PATIENCE)
        if self._theirs >= 0:
            os.close(self._theirs)
            self._theirs = -1
        os.close(self._ours)
        self._ours = -1

    # What the eyes see

    @property
    def screen(self) -> str:
        """What the terminal shows."""
        with self._lock:
            return "\n".join(self._seen.display)

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """Every cell of it with its colours."""
        with self._lock:
            return [
                [self._seen.buffer[y][x] for x in range(self._seen.columns)]
                for y in range(self._seen.lines)
            ]

    def until(self, condition: str | Callable[[], object]) -> None:
        """Wait until a text is on the screen, or something is so."""
        deadline = time.monotonic() + PATIENCE
        while not (condition in self.screen if isinstance(condition, str) else condition()):
            assert time.monotonic() < deadline, f"waited in vain for {condition}\n{self.screen}"
            assert self.process.poll() is None or callable(condition), f"it ended:\n{self.screen}"
            time.sleep(0.02)

    def ended(self) -> int:
        """Wait until the program has ended and all its words are here; its exit status."""
        status = self.process.wait(PATIENCE)
        while self._ours >= 0 and self._reading.is_set():
            if not select.select([self._ours], [], [], 0)[0]:
                break
            time.sleep(0.005)
        with self._lock:
            return status

    @property
    def modes(self) -> set[str]:
        """Which of the terminal's line modes are on that a shell needs."""
        flags = termios.tcgetattr(self._theirs)[3]
        names = {"icanon": termios.ICANON, "echo": termios.ECHO, "isig": termios.ISIG}
        return {name for name, bit in names.items() if flags & bit}

    def close(self) -> None:
        """End the program, whatever it does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
        self._reading.set()
        os.write(self._leave, b"x")
        self._reader.join(PATIENCE)
        for handle in (self._theirs, self._ours, self._leaving, self._leave):
            if handle >= 0:
                os.close(handle)
        self._theirs = self._ours = -1


def _drawn(data: bytes) -> bytes:
    return data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b"")
