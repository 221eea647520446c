"""The way back after a jump: the places that somebody left, latest last."""

from __future__ import annotations

from typing import NamedTuple

from screens.plan_screen import PlanScreen

_MOST = 12
"""Places kept; the way back is a few steps, not a history."""


class Left(NamedTuple):
    """A place that was left for another screen, or for another row of the same one."""

    screen: str
    table: str
    id: int
    field: str
    to: str
    """The screen it was left for."""


class Trail:
    """Remembers where jumps began. Whoever goes elsewhere by a screen's key leaves the trail."""

    def __init__(self) -> None:
        self._left: list[Left] = []

    def leave(self, screen: PlanScreen, to: str) -> None:
        """Remember the place under the cursor, left for a screen."""
        if self._left and self._left[-1].to != screen.NAME:
            self._left.clear()
        now = Left(screen.NAME, *screen.place(), screen.place_field(), to)
        self._left = [*self._left, now][-_MOST:]

    def back(self, screen: PlanScreen) -> Left | None:
        """The place to go back to from the screen in front; None when no jump led here."""
        while self._left and self._left[-1].to == screen.NAME:
            left = self._left.pop()
            if left[:4] != (screen.NAME, *screen.place(), screen.place_field()):
                return left
        self._left.clear()
        return None
