"""What an edit makes the desk work, on all its threads, until it is at rest again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import memory
from desk import AT_REST, Command, running

EDITED = 1.5
"""Seconds of silence after which an edit is drawn, saved, and judged."""


class Work(NamedTuple):
    """Milliseconds of processor: on all threads, and on that of the screen alone."""

    whole: float
    screen: float


def of_edits(command: Command, environment: Mapping[str, str], rounds: int) -> list[Work]:
    """Change the title of a step so many times, after one time that is not counted."""
    found: list[Work] = []
    with running(command, environment) as terminal:
        terminal.settle(AT_REST)
        for _ in range(3):
            terminal.press("down", silent=True)
        for _ in range(rounds + 1):
            for key in ("enter", "a", "b"):
                terminal.press(key, silent=True)
            terminal.settle(EDITED)
            before = memory.worked(terminal.pid), memory.worked(terminal.pid, main=True)
            terminal.press("enter")
            terminal.settle(EDITED)
            after = memory.worked(terminal.pid), memory.worked(terminal.pid, main=True)
            found.append(Work(*(1e3 * (b - a) for a, b in zip(before, after, strict=True))))
    return found[1:]
