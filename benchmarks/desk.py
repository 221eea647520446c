"""The desk measured from outside, beside the bare app."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import permutations
from typing import NamedTuple

import memory
from terminal import SETTLED, Painted, Terminal

FIRST_ROW = "Publish the guid"
"""What the first rows of both tables say."""

AT_REST = 3.0
"""Seconds of silence after which nothing is being worked out any more."""

Command = Sequence[str]


@contextmanager
def running(command: Command, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """A program that has come to rest on its first screen, where a first run begins.

    Where it was left before is forgotten: the keys of one run after the other would walk down a
    small plan until its end, where they have no answer.
    """
    shutil.rmtree(environment["XDG_STATE_HOME"], ignore_errors=True)
    terminal = Terminal(command, environment)
    try:
        terminal.start(FIRST_ROW)
        yield terminal
    finally:
        terminal.close()


class Start(NamedTuple):
    """One start: ms until the text on the screen was whole, bytes, megabytes, and at rest."""

    useful: float
    size: int
    resident: float
    idle_work: float
    idle_bytes: int


def starts(
    commands: Mapping[str, Command],
    environment: Mapping[str, str],
    rounds: int,
    *,
    rests: str,
    idle: float = 60.0,
) -> dict[str, list[Start]]:
    """Start each program once a round, after one round that is not counted.

    In the last round the one that `rests` is left alone for `idle` seconds once all that it does
    behind its first frame is done.
    """
    found: dict[str, list[Start]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            with running(command, environment) as terminal:
                first = size = terminal.written
                resident = memory.resident(terminal.pid)
                work, after = 0.0, 0
                if name == rests and number == rounds:
                    terminal.settle(AT_REST)
                    memory.rest(terminal.pid)
                    terminal.settle(0.01)
                    size = terminal.written
                    work = memory.idle(terminal.pid, idle)
                    terminal.settle(0.01)
                    after = terminal.written - size
            if number:
                found[name].append(Start(terminal.useful(), first, resident, work, after))
    return found


@dataclass
class Presses:
    """What keys of one kind gave, program by program."""

    painted: dict[str, list[Painted]] = field(default_factory=dict)
    rested: dict[str, list[int]] = field(default_factory=dict)
    """Bytes that came once the keys had stopped."""

    def add(self, name: str, painted: Painted) -> None:
        """Note an answer."""
        self.painted.setdefault(name, []).append(painted)

    def times(self, name: str) -> list[float]:
        """Milliseconds from each key to the last byte of its answer."""
        return [one.last for one in self.painted[name]]

    def first_times(self, name: str) -> list[float]:
        """Milliseconds from each key to the first byte of its answer."""
        return [one.first for one in self.painted[name]]

    def sizes(self, name: str) -> list[int]:
        """Bytes of each answer."""
        return [one.size for one in self.painted[name]]


Script = Callable[[Terminal], Iterator[tuple[str, str]]]
"""Presses keys by yielding them with the kind each is of; kind "" is not counted."""


def press_all(
    programs: Mapping[str, tuple[Command, Script]],
    environment: Mapping[str, str],
    rounds: int,
    *,
    once: Collection[str] = (),
) -> dict[str, Presses]:
    """Let each program answer its keys, in turn, in each of several rounds; by kind of key.

    Those named in `once` have their turn in the first round alone.
    """
    found: dict[str, Presses] = {}
    for number in range(rounds):
        for name, (command, script) in programs.items():
            if number and name in once:
                continue
            with running(command, environment) as terminal:
                terminal.settle(AT_REST)
                _press(terminal, name, script, found)
    return found


_AT_ONCE = ("commit",)
"""Kinds of keys before which no hand rests: what was typed is kept with the next key."""


def _press(terminal: Terminal, name: str, script: Script, found: dict[str, Presses]) -> None:
    last = ""
    for kind, key in script(terminal):
        if kind != last and kind not in _AT_ONCE:
            _rest(terminal, name, last, found)
        last = kind
        painted = terminal.press(key, silent=kind == "any")
        if kind and painted is not None:
            found.setdefault(kind, Presses()).add(name, painted)
    _rest(terminal, name, last, found)


def _rest(terminal: Terminal, name: str, kind: str, found: dict[str, Presses]) -> None:
    before = terminal.written
    terminal.settle(SETTLED)
    if kind:
        found[kind].rested.setdefault(name, []).append(terminal.written - before)


# Scripts


def moves(terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Moves within the screen, steps over its edge, pages."""
    for key in ("down", "up", "down", "up"):
        yield from [("move", key)] * 20
    yield "move", "down"  # so that there is something new to show once the cursor rests
    yield from [("", "down")] * 36  # to the lowest row in sight, whatever stands above the table
    yield from [("scroll", "down")] * 30
    yield from pages(terminal)


def pages(terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Pages alone."""
    yield from [("page", key) for key in ("pagedown", "pageup") * 10]


_WORDS = permutations("abcdefgh")
"""Words of the same eight letters, no two alike: what stands there already would be no edit."""


def edits(terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Types into cells of the desk and keeps what was typed; sorts and filters."""
    yield from [("", "down")] * 3
    for _ in range(5):
        yield "", "enter"
        yield from [("type", key) for key in next(_WORDS)]
        yield "commit", "enter"
        yield "", "down"
    for _ in range(4):
        yield "sort", "s"
    yield "", "escape"
    yield "", "/"
    yield from [("filter", key) for key in "note 7"]
    yield "", "escape"


def bare_edits(terminal: Terminal) -> Iterator[tuple[str, str]]:
    """The like in the bare app."""
    yield from [("", "down")] * 3
    for _ in range(10):
        yield "commit", "e"
        yield "", "down"
    for _ in range(4):
        yield "sort", "s"
    for _ in range(4):
        yield "filter", "f"


_ROUND = (
    *(["down"] * 6 + ["j", "k", "l", "l", "h", "h", "pagedown", "pagedown", "up"]),
    *("enter", "x", "y", "z", "enter", "u", "space", "down", "space", "escape"),
    *("/", "n", "o", "t", "e", "escape", "G", "up", "up", "g", "down", "z", "z", "s", "s", "s"),
    *("1", "down", "2", "tab", "down", "tab", "pagedown", "pageup", "c", "a", "b", "escape"),
)


def anything(terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Five hundred keys of all kinds."""
    for place in range(500):
        yield "any", _ROUND[place % len(_ROUND)]


# A slow line

_PACKET = 1400
_AROUND_PACKET = 90
"""Bytes that a packet of SSH over TCP/IP takes beside what it carries."""


def over_line(painted: Painted, *, trip: float = 200.0, kbit: float = 64.0) -> float:
    """Milliseconds until the answer to a key has come over a slow line, modelled.

    Half the round trip for the key, what the program took, the bytes of the answer and of its
    packets at the line's speed, and half the round trip back.
    """
    free = 0.0
    for at, size in painted.chunks:
        wire = size + _AROUND_PACKET * -(-size // _PACKET)
        free = max(free, at) + wire * 8 / kbit
    return trip + free
