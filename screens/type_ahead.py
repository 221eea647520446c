"""Keys typed ahead: each is delivered when all that those before it set off is done.

A quick hand, a slow line or a script sends `a`, a title, Tab and a name in one packet. Textual
hands a key to whatever has the focus when it arrives, while what the key before it opens takes a
few turns to get there: the name would run as verbs, or its letters would change places. Here they
wait in one line, in the order typed.

Four hold keys, and each has an end:

- this line, until two rounds of every queue find nothing left, and two seconds at most (eight
  rounds of a quarter of a second, where the clock stood still meanwhile);
- a part of a screen (`key_order`), until what its last key set off is done or the focus is
  elsewhere, and ten seconds at most (two where it waits for a save);
- the field of the edit line, while it waits for its screen: until that closes it, refuses, or opens
  the next value, as it must after each answer of the store, or until something else has the focus;
- the reader of the terminal (`incoming`), for the rest of a sequence or of a paste, by the clock.

Frames are held while the desk is put together and while one screen gives way to another
(`coming`, 50 ms at most); the terminal's writer never keeps one back but for a line that is full.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence

from textual import events
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.widget import Widget

from screens.answering import Answering
from screens.bursts import ends_as_pasted, runs_as_verbs
from screens.layouts import key_at_place
from screens.terminal.typed import burst_of
from screens.typed_into import is_typed_into

_AT_MOST = 2.0
"""Seconds after which a key is delivered at any rate."""
_ROUND = 0.25
"""Seconds that one look at every queue may take."""
_AT_LEAST = 8
"""Rounds that are looked, however long they took, before a key is delivered unsettled."""
_CALM = 2
"""Rounds in a row without anything left to do."""
_TURNS = 40
"""Turns that a key without another behind it has to itself: its answer is drawn by then, and no
round of every queue has stood between one message of it and the next."""


class TypeAhead(Answering):
    """The part of the app that hands keys on, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._dropping = self._drop_enter = False
        self.obeys_layouts = True

    @property
    def keys_wait(self) -> bool:
        """Are keys on their way, or still at work?"""
        return bool(self._ahead) or self._settling is not None

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while one before it is still at work."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.keys_wait:
            self._ahead.append(event)
        else:
            await self._let_in(event)

    async def _let_in(self, event: events.Key | events.Paste) -> None:
        if not self._screen_stack or self._was_pasted(event):  # or the desk is being left
            return
        if isinstance(event, events.Key):
            event = self._at_its_place(event)
        nothing_follows = self._only_types_or_moves(event)
        await super().on_event(event)
        if not nothing_follows:
            self._settling = asyncio.create_task(self._settle())

    def _at_its_place(self, event: events.Key) -> events.Key:
        """A key of a keyboard of another script as the verb's key at its place."""
        character, focused = event.character, self.focused
        if not self.obeys_layouts or character is None or len(character) > 1 or character.isascii():
            return event
        if focused is not None and focused.check_consume_key(event.key, character):
            return event  # it is typed
        place = key_at_place(character)
        return event if place is None else events.Key(_character_to_key(place), place)

    def _was_pasted(self, event: events.Key | events.Paste) -> bool:
        """Whether a key came in a paste without brackets and would run as a verb."""
        burst = burst_of(event) if isinstance(event, events.Key) else None
        if burst is None:
            self._dropping = self._drop_enter = False
        elif burst:
            typing = is_typed_into(self.focused)
            self._dropping = not typing and runs_as_verbs(burst)
            self._drop_enter = not typing and ends_as_pasted(burst)
            if self._dropping:
                self.tell("That looked pasted: nothing was run. First c or a, then paste")
        elif self._drop_enter and event.key == "enter":  # type: ignore[union-attr]
            return True
        return self._dropping

    def _only_types_or_moves(self, event: events.Key | events.Paste) -> bool:
        """Whether a key can neither open nor close anything: the next need not wait for it."""
        if isinstance(event, events.Paste):
            return False
        if is_typed_into(self.focused):
            return event.is_printable
        return event.key in getattr(self.focused, "PLAIN_MOVES", ())

    async def _settle(self) -> None:
        """Wait until all that the last key set off is done, then let in the next."""
        try:
            for _ in range(_TURNS):
                if self._ahead:
                    break
                await asyncio.sleep(0)
            await self._calm()
        finally:  # whatever happens here, the next key must not wait for ever
            self._settling = None
            if self._ahead:
                self.call_later(self._deliver)

    async def settled(self) -> None:
        """Wait, in a task of its own, until all that was set off is done."""
        await self._calm()

    async def _calm(self) -> None:
        """Wait until nothing is left to do, or for as long as a key may wait."""
        give_up = time.monotonic() + _AT_MOST
        calm = rounds = 0
        # Time alone does not tell: a line that hangs may have stopped the clock's hands here too.
        while (
            calm < _CALM and (rounds < _AT_LEAST or time.monotonic() < give_up) and self.is_running
        ):
            rounds += 1
            await self._round()
            if self._waits_for_screen:
                await asyncio.sleep(0.002)  # for the disk, which takes no turns
            busy = self._waits_for_screen or any(p.message_queue_size for p in self._pumps())
            calm = 0 if busy else calm + 1

    async def _deliver(self) -> None:
        while self._ahead and self._settling is None:
            await self._let_in(self._ahead.popleft())

    @property
    def _waits_for_screen(self) -> bool:
        """Whether the focus is where a screen has yet to answer, or to open an editor."""
        focused = self.focused if self._screen_stack else None
        return getattr(focused, "is_waiting", False) or getattr(focused, "holding", False)

    def _pumps(self) -> Sequence[MessagePump]:
        if not self._screen_stack:
            return [self]
        return [self, *self.screen.walk_children(Widget, with_self=True)]

    async def _round(self) -> None:
        """Wait until everything on the screen has done what it was asked before now."""
        pumps = self._pumps()
        left = len(pumps)
        done = asyncio.Event()

        def passed() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                done.set()

        for pump in pumps:
            if not pump.call_later(passed):
                passed()
        try:
            await asyncio.wait_for(done.wait(), _ROUND)
        except TimeoutError:
            return  # something left the screen with its queue; look again
