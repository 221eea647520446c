"""Keys one after the other: what is typed while an editor opens belongs to the editor.

Textual hands a key to whatever has the focus when it arrives, and runs its binding only after it
has bubbled up. A quick hand, a slow line or a script sends `e`, then a text, in one packet: the
text would reach the table before the edit line has the focus, and run as verbs.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.message_pump import MessagePump
from textual.timer import Timer
from textual.widget import Widget

from screens.keys import SCOPES

__all__ = ["KeyOrder", "plain_moves"]

_AT_MOST = 2.0
"""Seconds after which keys held for a screen are let go at any rate."""
_FOLLOWED = 10.0
"""Seconds after which keys behind another are let go, wherever that has got to."""


def plain_moves(scope: str) -> frozenset[str]:
    """The keys of a scope that only move its cursor, and so can never move the focus."""
    return frozenset(
        key
        for verb in SCOPES[scope]
        if verb.action.startswith(("cursor_", "page_"))
        for key in verb.keys
    )


class KeyOrder(Widget):
    """A part of a screen whose keys may open an editor.

    A key that is not a plain move holds back those behind it until all that it set off is done.
    If the focus is elsewhere by then, they go there. Ten seconds are the most that any waits.
    """

    PLAIN_MOVES: ClassVar[frozenset[str]] = frozenset()
    """Keys behind which nothing waits."""

    _held: deque[events.Key] | None = None
    _holding = False
    _ends: TimerHandle | None = None
    _for_screen: Timer | None = None
    _passed = 0

    def hold_keys(self) -> None:
        """Hold keys back until the focus goes elsewhere or `let_keys_go` is called.

        For a verb that opens an editor later, when something has been saved: what is typed in
        between is meant for the editor. It ends by itself after two seconds.
        """
        if self._for_screen is not None:
            self._for_screen.stop()
        self._holding = True
        self._for_screen = self.set_timer(_AT_MOST, self.let_keys_go)

    def let_keys_go(self) -> None:
        """Do what the keys held back are for, or give them to what has the focus now."""
        if self._for_screen is not None:
            self._for_screen.stop()
            self._for_screen = None
        self._let_go()

    @property
    def is_waiting(self) -> bool:
        """Are keys held back for a screen that opens an editor later?"""
        return self._for_screen is not None

    @property
    def _takes_keys(self) -> bool:
        """Would a key that is pressed now come here?"""
        return self.screen.is_active and self.screen.focused is self

    async def _on_key(self, event: events.Key) -> None:
        if not self._takes_keys:
            # It was sent here before the focus went elsewhere.
            event.stop()
            event.prevent_default()
            self._give_away(event)
        elif self._holding:
            event.stop()
            event.prevent_default()
            self._held = self._held or deque()
            self._held.append(event)
        else:
            self._pass(event)

    def _on_blur(self, event: events.Blur) -> None:
        self.let_keys_go()

    @property
    def keys_passed(self) -> int:
        """How many keys have been let through: what was pressed after what, for any verb."""
        return self._passed

    def _pass(self, event: events.Key) -> None:
        """Let a key through; hold back those behind it unless it only moves the cursor."""
        self._passed += 1
        if event.key in self.PLAIN_MOVES:
            return
        self._holding = True
        if self._ends is None:  # a queue on its way may stand still, as one behind a dialog does
            self._ends = get_running_loop().call_later(_FOLLOWED, self._give_up)
        # The way of the key up to the app, then that of the message that its action posts here,
        # then that of the focus, which the app moves.
        way = [*self.ancestors, self, *self.ancestors, self.app]
        self.call_next(self._follow, iter(way))

    def _follow(self, way: Iterator[MessagePump]) -> None:
        """Go after the key from queue to queue; each is in order, so it is done with by then."""
        for pump in way:
            if pump.call_later(self._follow, way):
                return  # and not past one that is gone
        if self._for_screen is None:
            self._let_go()

    def _give_up(self) -> None:
        self._ends = None
        if self.is_attached:
            self._let_go()

    def _let_go(self) -> None:
        self._holding = False
        if self._ends is not None:
            self._ends.cancel()
            self._ends = None
        while self._held and not self._holding:
            event = self._held.popleft()
            if not self._takes_keys:
                self._give_away(event)
                continue
            self._pass(event)
            # On its way as if it had never been stopped.
            event.stop(False)
            if self.parent is not None:
                self.parent.post_message(event)

    def _give_away(self, event: events.Key) -> None:
        self.app.post_message(events.Key(event.key, event.character))
