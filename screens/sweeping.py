"""When the hands rest, garbage is looked for and the next change prepared: not while a key is
being answered."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

__all__ = ["Sweeper"]

REST_SECONDS = 2.0
"""How long nothing has been asked of the desk before all that it holds is looked through: that
takes some 30 ms of a plan of ten thousand steps."""

YOUNG_SECONDS = 0.05
"""How long after a key what is young is looked through: half a millisecond, which would else come
in the middle of an answer, several times in some."""

_YOUNG = 10_000
"""New things still there after which it is done even under the hands."""
_AT_LEAST = 1_000
"""Looks at what is young, and none at the old, after which that is done even under the hands."""


class Sweeper:
    """Sees to it that Python looks for garbage once nobody waits for an answer: for what is new
    after each, for what is old only when the hands rest."""

    def __init__(
        self, rest: float = REST_SECONDS, *, prepare: Callable[[], object] = lambda: None
    ) -> None:
        """Wait for hands that rest.

        Args:
            rest: For how many seconds.
            prepare: Makes what the next change will need; called once the last key is answered.
        """
        self._rest = rest
        self._prepare = prepare
        self._waits: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Look from now on, but not among what is there to stay."""
        gc.freeze()
        _, middle, _ = gc.get_threshold()
        gc.set_threshold(_YOUNG, middle, _AT_LEAST)
        gc.enable()

    def stir(self) -> None:
        """Something is asked, and leaves garbage: look once it is done."""
        self._wait(YOUNG_SECONDS, self._look_at_young)

    def stop(self) -> None:
        """Look no more."""
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _wait(self, seconds: float, look: Callable[[], object]) -> None:
        self.stop()
        self._waits = asyncio.get_running_loop().call_later(seconds, look)

    def _look_at_young(self) -> None:
        gc.collect(1)
        self._prepare()
        self._wait(self._rest, self._look_at_all)

    def _look_at_all(self) -> None:
        self._waits = None
        gc.collect()
