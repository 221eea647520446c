"""A thread that looks at the plan file, and at the date, for a desk that nobody touches."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.messages import Seen

__all__ = ["LOOK_EVERY", "Watcher"]

LOOK_EVERY = 0.5
"""Seconds between two looks at the plan file."""
_DAY_EVERY = 4
"""Looks at the file to one at the date."""


class Watcher:
    """Looks at the plan file every half second, and at the date every other second.

    It is all that a desk at rest does. Each look finds the processor asleep and nothing at hand:
    what is done in it is little, and it waits by sleeping, which takes less than any other waiting.
    """

    def __init__(
        self,
        workspace: Workspace,
        today: Callable[[], dt.date],
        tell: Callable[[Seen], object],
    ) -> None:
        """Watch for a workspace.

        Args:
            workspace: The open plan.
            today: Gives the date in the plan's time zone.
            tell: Receives what was seen; called in the thread.
        """
        self._workspace = workspace
        self._today = today
        self._tell = tell
        self._stopped = False
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; the thread itself ends when it would look again."""
        self._stopped = True

    def _watch(self) -> None:
        day, told, looks = self._today(), "", 0
        while True:
            time.sleep(LOOK_EVERY)
            if self._stopped:
                return
            try:
                loaded = self._workspace.look()
            except Problem as problem:
                if problem.message != told:  # said once, not twice a second
                    told = problem.message
                    self._tell(Seen(problem=problem))
            else:
                if loaded is not None or told:
                    told = ""
                    if loaded is not None:
                        outline(loaded.plan)  # put together here, where no key waits for it
                    self._tell(Seen(loaded=loaded))
            looks += 1
            if looks % _DAY_EVERY == 0 and (now := self._today()) != day:
                day = now
                self._tell(Seen(today=day))
