"""What a running program takes: memory, and work at rest; and what rest itself costs here."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path


def resident(pid: int) -> float:
    """Megabytes of memory that a process has now."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    return int(found[1]) / 1024 if found else 0.0


def worked(pid: int, *, main: bool = False) -> float:
    """Seconds of work that all threads of a process have done, or its first one alone."""
    tasks = Path(f"/proc/{pid}/task")
    chosen = [tasks / str(pid)] if main else list(tasks.iterdir())
    spent = [(task / "schedstat").read_text().split()[0] for task in chosen]
    return sum(map(int, spent)) / 1e9


QUIET_SECONDS = 2
"""Seconds in a row with next to no work after which all is worked out and loaded."""


def rest(pid: int, most: float = 60.0) -> None:
    """Wait until a process has come to rest, but not for ever."""
    end, quiet = time.perf_counter() + most, 0
    while quiet < QUIET_SECONDS and time.perf_counter() < end:
        quiet = quiet + 1 if idle(pid, 1.0) < 0.5 else 0


def idle(pid: int, seconds: float) -> float:
    """Percent of a processor that a process takes while left alone."""
    before, began = worked(pid), time.perf_counter()
    time.sleep(seconds)
    return 100 * (worked(pid) - before) / (time.perf_counter() - began)


_PAGE, _PAGES = 4096, 16_384


def waking(seconds: float = 0.3) -> float:
    """Microseconds that a page of memory takes to be touched again when it has rested.

    Some hundredths where memory is at hand; ten where a host takes from its virtual machines what
    they do not use. There all that comes after a rest is slower by what it touches.
    """
    memory = bytearray(_PAGE * _PAGES)
    took: list[float] = []
    for rest in (0.0, 0.0, *[seconds] * 5):
        time.sleep(rest)
        begun = time.perf_counter()
        for at in range(0, len(memory), _PAGE):
            memory[at] = 1
        took.append(time.perf_counter() - begun)
    return (statistics.median(took[2:]) - took[1]) / _PAGES * 1e6
