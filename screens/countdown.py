"""A countdown that a room works against."""

from __future__ import annotations

import time
from collections.abc import Callable

MINUTE = 60.0

clock: Callable[[], float] = time.monotonic
"""Gives the seconds by which a countdown counts."""


class Countdown:
    """Minutes given to a room; it says how many are left, and when they change."""

    def __init__(self) -> None:
        self._ends: float | None = None

    def start(self, minutes: int) -> None:
        """Give so many minutes, from now."""
        self._ends = clock() + minutes * MINUTE

    def stop(self) -> None:
        """Count no longer."""
        self._ends = None

    @property
    def seconds(self) -> float:
        """Seconds left; 0 when none are, or none were given."""
        return 0.0 if self._ends is None else max(0.0, self._ends - clock())

    @property
    def running(self) -> bool:
        """Whether there is time left."""
        return self.seconds > 0

    @property
    def text(self) -> str:
        """What is left, in minutes begun; nothing when no time was given."""
        if self._ends is None:
            return ""
        minutes = -int(-self.seconds // MINUTE)
        return f"{minutes} min left" if minutes else "time is up"

    @property
    def until_next(self) -> float:
        """Seconds until the text says something else."""
        return self.seconds - (-int(-self.seconds // MINUTE) - 1) * MINUTE if self.running else 0.0
