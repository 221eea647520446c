"""Readiness worked out behind the desk: once the plan rests, in a thread, never at a key.

It is kept beside the plan, for whatever screen asks for it, with all that was worked out on the
way. Both threads may ask for the same at once: then it is worked out twice, and either will do.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from functools import partial

from actionplan_tui.analysis.readiness.figures import Figures, figures_of, worked_out
from actionplan_tui.model.plan import Plan

REST_SECONDS = 0.3
"""How long a plan stays as it is before it is judged."""

KEY_SECONDS = 0.06
"""How long after a key its answer has the interpreter for itself."""

PATIENCE = 3.0
"""Seconds for which keys in a row hold the judging up; then it goes on between them."""

_Asked = tuple[Plan, dt.date]


class Judge:
    """Tells the figures of the latest plan it was shown; those in between are passed over.

    It lets keys go first, and gives up on a plan that is no longer the latest.
    """

    def __init__(
        self, tell: Callable[[Figures], None], *, in_words: Callable[[], bool] = lambda: False
    ) -> None:
        """Judge plans.

        Args:
            tell: Receives the figures, on the loop of the app.
            in_words: Will somebody read the findings? They are put into words here too, then.
        """
        self._tell = tell
        self._in_words = in_words
        self._latest: _Asked | None = None
        self._waits: asyncio.TimerHandle | None = None
        self._stopped = False
        self._key_at = 0.0

    def look(self, plan: Plan, today: dt.date) -> None:
        """Judge a plan, unless another one comes soon. What a screen had to know at once, and so
        has worked out, is told at once."""
        if self._stopped or (
            self._latest is not None and self._latest[0] is plan and self._latest[1] == today
        ):
            return
        self._latest = (plan, today)
        if self._waits is not None:
            self._waits.cancel()
        known = worked_out(plan, today)
        if known is not None:
            self._tell(figures_of(known))
            return
        self._waits = asyncio.get_running_loop().call_later(REST_SECONDS, self._begin)

    def key_came(self) -> None:
        """Hold back while a key is answered."""
        self._key_at = time.monotonic()

    def stop(self) -> None:
        """Judge no more."""
        self._stopped = True
        if self._waits is not None:
            self._waits.cancel()

    def _begin(self) -> None:
        assert self._latest is not None
        asked = self._latest
        done = asyncio.get_running_loop().run_in_executor(None, self._judge, asked)

        def told(found: asyncio.Future[Figures | None]) -> None:
            judged = found.result()
            if judged is not None and not self._passed(asked):
                self._tell(judged)

        done.add_done_callback(told)

    def _passed(self, asked: _Asked) -> bool:
        """Is what was asked no longer of interest?"""
        return self._stopped or asked is not self._latest

    def _judge(self, asked: _Asked) -> Figures | None:
        """In the thread: the figures; None when another plan has come meanwhile."""
        # The rules are no part of the way to the first frame.
        from actionplan_tui.analysis.readiness.readiness import readiness

        plan, today = asked
        until = time.monotonic() + PATIENCE
        try:
            found = readiness(plan, today, between=partial(self._give_way, asked, until))
            if self._in_words():
                self._give_way(asked, until)
                found.groups  # noqa: B018  they are kept beside it
            return figures_of(found)
        except _PassedOver:
            return None

    def _give_way(self, asked: _Asked, until: float) -> None:
        """Wait while a key is being answered.

        Raises: _PassedOver when another plan has come meanwhile.
        """
        while (now := time.monotonic()) - self._key_at < KEY_SECONDS and now < until:
            time.sleep(KEY_SECONDS / 4)
        if self._passed(asked):
            raise _PassedOver


class _PassedOver(Exception):
    """What was asked is no longer of interest."""
