"""How long a test waits, and what a second is on a machine that is busy with other work."""

from __future__ import annotations

import subprocess
import sys
import time

__all__ = ["PATIENCE", "stretched"]

PATIENCE = 60.0
"""Seconds after which what is waited for is not coming, however busy the machine."""

_BARE = 0.05
"""Seconds that a bare interpreter takes, begun and ended, on a quiet machine."""


def stretched(seconds: float) -> float:
    """So many seconds of a quiet machine, in seconds of this one as busy as it is now."""
    taken = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([sys.executable, "-S", "-c", "pass"], check=True)
        taken.append(time.monotonic() - begun)
    return seconds * max(1.0, max(taken) / _BARE)
