"""Says that a file is being read, which is done in a thread of its own; Esc waits no longer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from actionplan_tui.model.problem import Problem
from screens.dialogs.dialog import Dialog

Read = TypeVar("Read")


class Reading(Dialog["Read | Problem"], Generic[Read]):
    """Reads behind the desk; returns what was read, or why it could not be.

    Left with Esc it returns nothing, and what is read later is let go.
    """

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"dialog.cancel": "leave"}

    @dataclass
    class Done(Message):
        """The reading is at its end: with something read, a Problem, or a fault of ours."""

        outcome: object

    def __init__(self, name: str, read: Callable[[], Read]) -> None:
        """Prepare to read.

        Args:
            name: What is read, as people call it.
            read: Reads it, in another thread: it is to touch nothing that is on the screen.
        """
        super().__init__(f"Reading {name} …")
        self._read = read

    def body(self) -> Iterable[Widget]:
        """What is happening."""
        yield Static("Large files take a moment. Nothing is changed yet.", markup=False)

    def on_mount(self) -> None:
        """Begin; a thread that hangs on a lost disk holds up nobody who leaves."""
        threading.Thread(target=self._begin, name="reading", daemon=True).start()

    def _begin(self) -> None:
        outcome: object
        try:
            outcome = self._read()
        except BaseException as fault:  # told on the screen's thread, where faults are reported
            outcome = fault
        self.post_message(self.Done(outcome))

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        outcome = event.outcome
        if isinstance(outcome, BaseException) and not isinstance(outcome, Problem):
            raise outcome
        if self.is_current:
            self.dismiss(outcome)  # type: ignore[arg-type]
