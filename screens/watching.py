"""A thread that looks at the plan file, and at the date, for a desk that nobody touches."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.beforehand import LOADED
from screens.messages import Seen

if TYPE_CHECKING:
    from actionplan_tui.store.file_events import FileEvents

__all__ = ["LOOK_EVERY", "Watcher"]

LOOK_EVERY = 0.5
"""Seconds between two looks at the plan file."""
AWAKE_SECONDS = 2.0
"""How long it is looked at after something has happened to it: that seldom comes alone."""
ASLEEP_SECONDS = 60.0
"""Seconds after which it, and the date, is looked at although the system has told of nothing."""
ASKS_EVERY = 10.0
"""Seconds between two times that the system is asked to tell, where it does not."""
_DAY_EVERY = 4
"""Looks at the file to one at the date."""


class Watcher:
    """Looks at the plan file, and at the date.

    Where the system tells when something happens to the file, that is waited for, and a desk at
    rest does nothing at all. Else the file is looked at every half second, which is little, and
    waits by sleeping, which takes less than any other waiting.
    """

    def __init__(
        self,
        workspace: Workspace,
        path: Path,
        today: Callable[[], dt.date],
        tell: Callable[[Seen], object],
    ) -> None:
        """Watch for a workspace.

        Args:
            workspace: The open plan.
            path: Its file.
            today: Gives the date in the plan's time zone.
            tell: Receives what was seen; called in the thread.
        """
        self._workspace = workspace
        self._path = Path(os.path.realpath(path))  # as the store: once, when it is opened
        self._today = today
        self._tell = tell
        self._stopped = False
        self._events: FileEvents | None = None
        self._asks_again = 0.0
        """When the system is asked again to tell."""
        self._sleeps_from = 0.0
        """When it will have been quiet for long enough to wait for what the system tells."""
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; the thread itself ends when it would look again."""
        self._stopped = True
        if (events := self._events) is not None:
            events.wake()

    def _wait(self, troubled: bool) -> bool:
        """Wait until the file is to be looked at; whether that was long."""
        now = time.monotonic()
        if self._events is None and LOADED.is_set() and now >= self._asks_again:
            from actionplan_tui.store.file_events import events_of

            self._asks_again = now + ASKS_EVERY
            self._events = events_of(self._path)
            if self._events is not None:
                return False  # what happened before it listened is looked for once
        quiet = not troubled and now >= self._sleeps_from
        if self._events is None or not quiet or not os.path.exists(self._path):
            time.sleep(LOOK_EVERY)
            return False
        if self._events.wait(ASLEEP_SECONDS):
            self._sleeps_from = time.monotonic() + AWAKE_SECONDS
        if self._events.over or not self._events.in_place:
            self._listen_no_more()
            self._asks_again = 0.0
        return True

    def _listen_no_more(self) -> None:
        if self._events is not None:
            self._events.close()
            self._events = None

    def _watch(self) -> None:
        day, told, looks = self._today(), "", 0
        while True:
            long = self._wait(troubled=bool(told))
            if self._stopped:
                self._listen_no_more()
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
            if (long or looks % _DAY_EVERY == 0) and (now := self._today()) != day:
                day = now
                self._tell(Seen(today=day))
