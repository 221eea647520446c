"""How a session ends that nobody meant to end: a signal, a lost line, a mistake of the program.

What is saved stays; what is on its way is tried for a moment; what is not saved, and what is being
typed, is kept and offered at the next start; the terminal is given back.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.widgets import Input, TextArea

from actionplan_tui.edits.workspace import Draft
from screens.plan_screen import PlanScreen
from screens.verbs import AppVerbs

if TYPE_CHECKING:
    from actionplan_tui.store.drafts import HalfTyped

GONE_SECONDS = 2.0
"""How long a hang-up or a termination may take in all."""

RESCUE_SECONDS = 1.0
"""How long a hang-up or a termination waits for edits on their way."""

KeepDrafts = Callable[[str, Sequence[Draft], "Sequence[HalfTyped]"], Path]
"""Keeps what could not be saved, and what was half typed, by plan id."""


class Endings(AppVerbs):
    """The part of the app that ends it when the system, the line or a mistake does."""

    _keep_drafts: KeepDrafts | None = None
    kept = False
    """Has the session kept by itself what was not saved?"""
    _ending = False
    crash: BaseException | None = None
    """The mistake of the program that ended the session."""

    def heed_endings(self) -> None:
        """Begin to listen for signals, and for mistakes in threads and in the loop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self._end, number)
        loop.set_exception_handler(self._loop_failed)
        threading.excepthook = self._thread_failed

    def _end(self, number: int) -> None:
        """End on a signal: nothing pending is lost, the terminal is given back."""
        if self._ending:
            return
        # A terminal that is gone may block the way out; the process must not outlive it.
        last_way_out = threading.Timer(GONE_SECONDS, os._exit, (128 + number,))
        last_way_out.daemon = True
        last_way_out.start()
        self._rescue()
        self.exit(128 + number, return_code=128 + number)

    def terminal_gone(self) -> None:
        """End as on a hang-up: the driver found nothing at the other end of the line."""
        self._end(signal.SIGHUP)

    def _rescue(self) -> None:
        """Keep what is not saved in a moment, and what is half typed."""
        self._ending = True
        half = half_typed(self)
        unsaved = self.committer.rescue(RESCUE_SECONDS)
        typed = [*self.half_typed, *([half] if half is not None else [])]
        if self._keep_drafts is not None:
            with suppress(OSError):  # the state folder may be what is full
                if unsaved or typed:
                    self._keep_drafts(self.workspace.plan.info.plan_id, list(unsaved), typed)
                self.kept = True

    # Mistakes

    def _handle_exception(self, error: Exception) -> None:
        """End on a mistake of the program; what it was is told once the terminal is given back.

        Textual would print the values of variables, which are the plan, for all in the room.
        """
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.crash is None:
            self.crash = error
            if not self._ending:
                with suppress(Exception):  # what is broken may be what it asks
                    self._rescue()
        self._close_messages_no_wait()

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and self._running and not self._ending:
            self._handle_exception(error)

    def _thread_failed(self, failed: threading.ExceptHookArgs) -> None:
        error = failed.exc_value
        if isinstance(error, Exception) and self._running and not self._ending:
            with suppress(RuntimeError):  # the loop has ended
                self.call_from_thread(self._handle_exception, error)
        elif not self._running:
            sys.__excepthook__(failed.exc_type, error or failed.exc_type(), failed.exc_traceback)


def half_typed(app: AppVerbs) -> HalfTyped | None:
    """What is being typed and not yet kept; None when that is nothing."""
    field = app.focused if app.screen_stack else None
    screens = [screen for screen in app.screen_stack if isinstance(screen, PlanScreen)]
    if not screens or not isinstance(field, Input | TextArea):
        return None
    screen = screens[-1]
    text = field.value if isinstance(field, Input) else field.text
    if not text.strip() or text == screen.asked_from:
        return None
    from actionplan_tui.store.drafts import HalfTyped  # loaded when a session ends badly

    table, id = screen.place()
    return HalfTyped(
        screen=screen.NAME,
        table=table,
        id=id,
        field=screen.place_field(),
        prompt=screen.asked_for,
        text=text,
    )
