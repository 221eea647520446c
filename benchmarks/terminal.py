"""A program in a pty of its own, watched as a terminal would see it.

Every read is stamped with the moment it arrived; what the bytes look like on the screen is worked
out afterwards, so that the emulation takes no time from what is measured.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyte

QUIET = 0.06
"""Seconds of silence after which a key has been answered."""

SETTLED = 0.3
"""Seconds of silence after which a program has come to rest."""

KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
}

_QUERY = re.compile(rb"\x1b\[(?:\?(?P<mode>\d+)\$p|(?P<attributes>0?)c|(?P<place>6)n)")
_MODE_SYNC = b"2026"
# What pyte would take for text: private sequences with < = or >, and device strings.
_STRANGE = re.compile(r"\x1b\[[<=>][\d;]*[ -/]*[@-~]|\x1b[P_^\]].*?(?:\x1b\\|\x07)", re.DOTALL)


class Chunk(NamedTuple):
    """What one read gave, and when."""

    at: float
    data: bytes


class Painted(NamedTuple):
    """The answer to a key: milliseconds to its first and last byte, and the bytes."""

    first: float
    last: float
    size: int
    chunks: tuple[tuple[float, int], ...]
    """Milliseconds after the key, and bytes, of each read."""


class Terminal:
    """A running program and the terminal it believes to be in."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        lines: int = 40,
    ) -> None:
        """Start the program."""
        self.chunks: list[Chunk] = []
        self._asked = b""
        self._size = columns, lines
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        self.pid = os.fork()
        if not self.pid:
            self._become(slave, command, environment)
        os.close(slave)
        self._master = master
        self.ended = False

    @staticmethod
    def _become(slave: int, command: Sequence[str], environment: Mapping[str, str]) -> None:
        try:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for stream in (0, 1, 2):
                os.dup2(slave, stream)
            os.closerange(3, 64)
            os.execve(command[0], list(command), dict(environment))
        finally:
            os._exit(127)

    # Reading

    def _read(self, wait: float) -> bool:
        """Take what comes within so many seconds; whether anything did."""
        if self.ended or not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the other end is gone
            data = b""
        if not data:
            self.ended = True
            return False
        self.chunks.append(Chunk(time.perf_counter(), data))
        self._answer(data)
        return True

    def _answer(self, data: bytes) -> None:
        """Say what a terminal of today says when it is asked what it can do."""
        self._asked = (self._asked + data)[-4096:]
        last = 0
        for match in _QUERY.finditer(self._asked):
            last = match.end()
            if (mode := match["mode"]) is not None:
                answer = b"\x1b[?%b;%d$y" % (mode, 2 if mode == _MODE_SYNC else 0)
            else:
                answer = b"\x1b[1;1R" if match["place"] else b"\x1b[?62;22c"
            os.write(self._master, answer)
        self._asked = self._asked[last:]

    def settle(self, quiet: float = SETTLED, most: float = 60.0) -> None:
        """Read until nothing has come for `quiet` seconds."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and self._read(quiet):
            pass

    def start(self, shows: str, most: float = 60.0) -> None:
        """Read until the program shows a text and has come to rest.

        Raises: RuntimeError when it does not.
        """
        end, wanted = time.perf_counter() + most, shows.encode()
        while time.perf_counter() < end and not self.ended:
            self._read(0.2)
            if any(wanted in chunk.data for chunk in self.chunks):
                self.settle()
                return
        raise RuntimeError(f"{shows!r} never came; the screen:\n" + "\n".join(self.screen()))

    # Writing

    def press(self, key: str, quiet: float = QUIET, *, silent: bool = False) -> Painted | None:
        """Send a key and wait for its answer.

        Args:
            key: The key.
            quiet: Seconds of silence after which it has been answered.
            silent: May it change nothing that is shown? Then None is its answer.

        Raises: RuntimeError when no answer comes that must.
        """
        first = len(self.chunks)
        sent = time.perf_counter()
        os.write(self._master, KEYS.get(key, key.encode()))
        if self._read(0.5 if silent else 10.0):
            self.settle(quiet)
        came = self.chunks[first:]
        if not came and silent:
            return None
        if not came:
            raise RuntimeError(f"no answer to {key!r}; the screen:\n" + "\n".join(self.screen()))
        times = tuple(((chunk.at - sent) * 1e3, len(chunk.data)) for chunk in came)
        return Painted(times[0][0], times[-1][0], sum(size for _, size in times), times)

    def close(self) -> None:
        """End the program."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            end = time.perf_counter() + 3
            while not self.ended and time.perf_counter() < end:
                self._read(0.1)
            if self.ended:
                break
        os.close(self._master)
        os.waitpid(self.pid, 0)

    # Looking

    @property
    def written(self) -> int:
        """All bytes so far."""
        return sum(len(chunk.data) for chunk in self.chunks)

    def screen(self) -> list[str]:
        """The text on the screen."""
        screens = _Screens(*self._size)
        for chunk in self.chunks:
            screens.feed(chunk.data)
        return screens.text()

    def useful(self) -> float:
        """When the text below the header became what it has settled on: ms after the start.

        What a header tells of the whole plan may be worked out behind the first frame.
        """
        screens, before, at = _Screens(*self._size), [""], self.started
        for chunk in self.chunks:
            screens.feed(chunk.data)
            now = screens.text()[1:]
            if now != before:
                before, at = now, chunk.at
        return (at - self.started) * 1e3


class _Screens:
    """The emulation."""

    def __init__(self, columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    def feed(self, data: bytes) -> None:
        text = self._rest + self._decode(data)
        cut = text.rfind("\x1b")
        # A sequence may be cut in two by the end of a read.
        whole = cut < 0 or re.match(r"\x1b(?:\[[^@-~]*[@-~]|[^\[P_^\]])", text[cut:])
        text, self._rest = (text, "") if whole else (text[:cut], text[cut:])
        self._stream.feed(_STRANGE.sub("", text))

    def text(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]
