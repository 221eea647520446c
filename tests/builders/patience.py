"""How long a test waits, and what a second is on a machine that is busy with other work."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Self

__all__ = ["PATIENCE", "Stopwatch"]

PATIENCE = 60.0
"""Seconds after which what is waited for is not coming, however busy the machine."""

_BARE = 0.05
"""Seconds that a bare interpreter takes, begun and ended, on a quiet machine: twice over."""


class Stopwatch:
    """Takes the time of what is done under `with`, in seconds of a quiet machine.

    How busy this one is meanwhile, bare interpreters tell that begin and end beside what is timed.
    """

    def __enter__(self) -> Self:
        self._taken = [_bare()]
        self._done = threading.Event()
        self._beside = threading.Thread(target=self._begin_and_end, daemon=True)
        self._beside.start()
        self._begun = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop; what it took is in `seconds`."""
        elapsed = time.monotonic() - self._begun
        self._done.set()
        self._beside.join()
        self._taken.append(_bare())
        self.seconds = elapsed / max(1.0, max(self._taken) / _BARE)

    def _begin_and_end(self) -> None:
        while not self._done.wait(0.2):
            self._taken.append(_bare())


def _bare() -> float:
    begun = time.monotonic()
    subprocess.run([sys.executable, "-S", "-c", "pass"], check=True)
    return time.monotonic() - begun
