"""Asks before what cannot be seen at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from screens.dialogs.dialog import Dialog


class Confirm(Dialog[bool]):
    """A question that returns whether to go on. Only its own letter says yes."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, question: str, verb: str) -> None:
        """Prepare the question.

        Args:
            question: What is asked.
            verb: What is then done, one word; its first letter says yes.
        """
        super().__init__(question)
        self._verb = verb
        self._letter = verb[0].lower()
        self._bindings.bind(self._letter, "yes", verb, show=True)

    def body(self) -> Iterable[Widget]:
        """The two ways out; Esc is the safe one."""
        yield Static(f"{self._verb} ({self._letter})    Cancel (Esc)", markup=False)

    def action_yes(self) -> None:
        """Go on."""
        self.dismiss(True)
