"""Garbage is looked for when the hands rest, not while a key is being answered."""

from __future__ import annotations

import asyncio
import gc
import time

__all__ = ["Sweeper"]

REST_SECONDS = 2.0
"""How long nothing has been asked of the desk before all that it holds is looked through: that
takes some 30 ms of a plan of ten thousand steps."""

_AT_LEAST = 400
"""Looks at what is young, and none at the old, after which it is done even under the hands."""


class Sweeper:
    """Sees to it that Python looks through what is old only once nobody asks for anything."""

    def __init__(self, rest: float = REST_SECONDS) -> None:
        """Wait for hands that rest.

        Args:
            rest: For how many seconds.
        """
        self._rest = rest
        self._stirred = 0.0
        self._waits: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Look from now on, but not among what is there to stay."""
        gc.freeze()
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _AT_LEAST)
        gc.enable()

    def stir(self) -> None:
        """Something is asked, and leaves garbage: look once it is long done."""
        self._stirred = time.monotonic()
        if self._waits is None:
            self._wait(self._rest)

    def stop(self) -> None:
        """Look no more."""
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _wait(self, seconds: float) -> None:
        self._waits = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        left = self._stirred + self._rest - time.monotonic()
        if left > 0:
            self._wait(left)
        else:
            self._waits = None
            gc.collect()
