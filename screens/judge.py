"""Readiness worked out behind the desk: once the plan rests, in a thread, never at a key."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

import msgspec

from actionplan_tui.analysis.readiness.figures import Figures, figures
from actionplan_tui.model.plan import Plan

REST_SECONDS = 0.3
"""How long a plan stays as it is before it is judged."""


class Judge:
    """Tells the figures of the latest plan it was shown; those in between are passed over."""

    def __init__(self, tell: Callable[[Figures], None]) -> None:
        """Judge plans.

        Args:
            tell: Receives the figures, on the loop of the app.
        """
        self._tell = tell
        self._latest: tuple[Plan, dt.date] | None = None
        self._waits: asyncio.TimerHandle | None = None
        self._stopped = False

    def look(self, plan: Plan, today: dt.date) -> None:
        """Judge a plan, unless another one comes soon."""
        if self._stopped or (
            self._latest is not None and self._latest[0] is plan and self._latest[1] == today
        ):
            return
        self._latest = (plan, today)
        if self._waits is not None:
            self._waits.cancel()
        self._waits = asyncio.get_running_loop().call_later(REST_SECONDS, self._begin)

    def stop(self) -> None:
        """Judge no more."""
        self._stopped = True
        if self._waits is not None:
            self._waits.cancel()

    def _begin(self) -> None:
        assert self._latest is not None
        asked = self._latest
        # What is kept beside a plan is for one thread alone: the other one has its own copy.
        copy = msgspec.structs.replace(asked[0])
        done = asyncio.get_running_loop().run_in_executor(None, figures, copy, asked[1])

        def told(found: asyncio.Future[Figures]) -> None:
            if asked is self._latest and not self._stopped:
                self._tell(found.result())

        done.add_done_callback(told)
