"""How an app of ours ends when a signal, the line or a mistake of the program ends it.

The terminal is given back, the exit status tells, and of a mistake no text of a plan is shown.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    _App = App[Any]
else:
    _App = object

__all__ = ["GONE_SECONDS", "CleanEnd", "status_of"]

GONE_SECONDS = 2.0
"""How long a hang-up or a termination may take in all."""


class CleanEnd(_App):
    """Put before an app, it ends it well; `_rescue` keeps what the app has to keep."""

    crash: BaseException | None = None
    """The mistake of the program that ended the session."""
    _ending = False

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
        self.exit(return_code=128 + number)

    def terminal_gone(self) -> None:
        """End as on a hang-up: the driver found nothing at the other end of the line."""
        self._end(signal.SIGHUP)

    def _rescue(self) -> None:
        """Keep what is not saved, in a moment."""
        self._ending = True

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


def status_of(app: CleanEnd) -> int:
    """The exit status of an app that has ended.

    Raises: the mistake of the program that ended it, now that the terminal is given back.
    """
    if app.crash is not None:
        raise app.crash
    return app.return_code or 0
