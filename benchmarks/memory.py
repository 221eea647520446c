"""What a running program takes: memory, and work while nobody does anything."""

from __future__ import annotations

import re
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
