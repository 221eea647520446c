"""Says that a file is being read, behind the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from screens.dialogs.working import Working

Read = TypeVar("Read")


class Reading(Working[Read]):
    """Reads behind the desk; returns what was read, or why it could not be."""

    def __init__(self, name: str, read: Callable[[], Read]) -> None:
        """Prepare to read.

        Args:
            name: What is read, as people call it.
            read: Reads it, in another thread: it is to touch nothing that is on the screen.
        """
        note = "Large files take a moment. Nothing is changed yet."
        super().__init__(f"Reading {name} …", note, read)
