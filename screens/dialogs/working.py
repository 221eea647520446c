"""Says that something is being worked on, in a thread of its own; Esc waits no longer."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from actionplan_tui.model.problem import Problem
from screens.dialogs.dialog import Dialog

Outcome = TypeVar("Outcome")


class Working(Dialog["Outcome | Problem"], Generic[Outcome]):
    """Works behind the desk; returns what came of it, or why nothing did.

    Left with Esc it returns nothing, and what comes of it later is let go.
    """

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"dialog.cancel": "leave"}

    @dataclass
    class Done(Message):
        """The work is at its end: with an outcome, a Problem, or a fault of ours."""

        outcome: object

    def __init__(
        self,
        title: str,
        note: str,
        work: Callable[[], Outcome],
        *,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Prepare to work.

        Args:
            title: What is done, as people call it.
            note: What is to be known while it lasts.
            work: Does it, in another thread: it is to touch nothing that is on the screen.
            before: Gathers first what only the screen's thread may touch, a little at a time.
        """
        super().__init__(title)
        self._note = note
        self._work = work
        self._before = before
        self._ended: list[object] = []

    def body(self) -> Iterable[Widget]:
        """What is to be known meanwhile."""
        yield Static(self._note, markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        if self._before is not None:
            await self._before()
        # A thread that hangs on a lost disk holds up nobody who leaves.
        threading.Thread(target=self._run, name="working", daemon=True).start()

    def _run(self) -> None:
        outcome: object
        try:
            outcome = self._work()
        except BaseException as fault:  # told on the screen's thread, where faults are reported
            outcome = fault
        self.post_message(self.Done(outcome))

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        if isinstance(event.outcome, BaseException) and not isinstance(event.outcome, Problem):
            raise event.outcome
        self._ended.append(event.outcome)
        self._leave()

    def on_screen_resume(self) -> None:
        """Leave, when it came to its end while the help stood over it."""
        self.call_later(self._leave)

    def _leave(self) -> None:
        if self._ended and self.app.screen is self:  # a dialog below another is current too
            self.dismiss(self._ended.pop())  # type: ignore[arg-type]
