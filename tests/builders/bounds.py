"""What one input may take: so many seconds, and so much memory."""

from __future__ import annotations

import faulthandler
import gc
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

__all__ = ["TooLong", "TooMuch", "Took", "bounds", "megabytes"]


PATIENCE = 12
AT_LEAST = 60.0
"""Seconds by the clock that anything may take, however few of a processor: others use it too."""
AGAIN = 0.2
"""Seconds after which it is stopped again, where it could not be stopped."""


class TooLong(BaseException):
    """More than the seconds allowed: no reader takes it for an error of the system."""


class TooMuch(AssertionError):
    """More than the memory allowed."""


class Took(NamedTuple):
    """What something took."""

    seconds: float
    megabytes: int
    """Added to the most memory that the process ever used."""


@contextmanager
def bounds(seconds: float, most: int) -> Iterator[list[Took]]:
    """Stop what takes longer, where it stands; refuse what took more memory.

    Seconds are those of a processor, so that a busy machine is not taken for a hang. What waits for
    something that never comes, or in a library that hears no signals, ends the process after
    `PATIENCE` times as many by the clock, and it is said where.

    Args:
        seconds: Seconds it may take.
        most: MB that it may add to the most memory ever used.

    Yields: a list that holds what it took, once it is done.
    """
    took: list[Took] = []

    def too_long(_: int, frame: FrameType | None) -> None:
        # What is raised in a callback of the collector is told and lost: the next tick comes.
        if not _collects(frame):
            raise TooLong(f"more than {seconds} seconds")

    handler = signal.signal(signal.SIGPROF, too_long)
    by_the_clock = max(AT_LEAST, PATIENCE * seconds)
    faulthandler.dump_traceback_later(by_the_clock, exit=True, file=sys.__stderr__)
    before, began = megabytes(), time.process_time()
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield took
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGPROF, handler)
    took.append(Took(time.process_time() - began, megabytes() - before))
    if took[0].megabytes > most:
        raise TooMuch(f"{took[0].megabytes} MB, and {most} are allowed")


def _collects(frame: FrameType | None) -> bool:
    """Whether a frame is, or was called by, a callback of the garbage collector."""
    callbacks = {getattr(one, "__code__", None) for one in gc.callbacks}
    while frame is not None and frame.f_code not in callbacks:
        frame = frame.f_back
    return frame is not None


def megabytes() -> int:
    """The most memory that this process has used so far, as the program that it now is.

    What `getrusage` tells begins with the process that started it, which may have been larger.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:  # no Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
