"""The field of the edit line: Textual's input, made fit for long values, paste and quick hands."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from screens.keys import bindings
from screens.widgets.edit_input_look import EditInputLook

__all__ = ["EditInput"]

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNTYPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


_JOINERS = "\u200c\u200d"
"""Unseen, and no less typed: Persian and Hindi keyboards have keys for them."""


def typed_text(text: str) -> str:
    """Text as it may come in by a key or a paste: no controls, no line ends, tabs as spaces."""
    return _UNTYPED.sub("", _LINE_ENDS.sub(" ", text).replace("\t", " "))


class EditInput(EditInputLook, can_focus=True):
    """An input that draws its own line: a window on the value, and a note at the right of it.

    Keys that act on it run at once and in order, not when they have bubbled up to the app: what is
    typed after Enter or Tab belongs to what comes next. While the line waits for its screen to
    answer, keys are held back, and handed on in order when it has.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("edit_line")]
    """Declared in `screens.keys`, scope `edit_line`; Input's own editing keys stay."""

    WHY_NOT: ClassVar[Mapping[str, str]] = {
        "choose": "no suggestions",
        "long_editor": "this is one line",
    }
    """Why keys do nothing now, by their actions: for the help."""

    @dataclass
    class PastedLines(Message):
        """Posted when several lines were pasted; the value is as it was."""

        input: EditInput
        lines: tuple[str, ...]

        @property
        def control(self) -> EditInput:
            """Alias for self.input."""
            return self.input

    def __init__(self, *, act: Callable[[str, str | int], None]) -> None:
        """Initialise the input.

        Args:
            act: Told of a key that is the line's, not the text's: a verb and its argument.
        """
        super().__init__()
        self._act = act
        self._held: deque[events.Key | events.Paste] = deque()
        self._own_keys: dict[str, str] = {}
        self._choices = False
        self.holding = False
        """Are keys held back until the screen has answered?"""
        self.in_full = True
        """Can the value be edited in full, in a box of several lines?"""

    # Keys

    async def _on_key(self, event: events.Key) -> None:
        event.prevent_default()
        if self.holding or self.away:
            event.stop()
            self._held.append(event)
            if self.away:
                self.hand_back()
        elif await self._press(event):
            event.stop()

    def _on_blur(self, event: events.Blur) -> None:
        # Something else took the focus before the screen answered, as a dialog does.
        if self.holding:
            self.hand_back()

    async def _press(self, event: events.Key) -> bool:
        """Do at once what a key does here; False when it is not a key of ours."""
        if event.character is not None and (event.is_printable or event.character in _JOINERS):
            self.replace(event.character, *self.selection)
            return True
        action = self._keys().get(event.key)
        if action is None:
            return False
        name = action.partition("(")[0]
        if not self.check_action(name, ()):
            self.note(self.WHY_NOT.get(name, ""), True)
            return True
        return await self.app.run_action(action, self)

    def _keys(self) -> Mapping[str, str]:
        """The actions of its own keys, as they are mapped: looked up once, as asking the whole
        screen which keys work takes a good part of what the answer to a key may take."""
        if not self._own_keys:
            active = self.screen.active_bindings
            self._own_keys = {
                key: found.binding.action for key, found in active.items() if found.node is self
            }
        return self._own_keys

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.holding:
            self._held.append(event)
        elif not self.away:
            self._paste(event.text)

    def _paste(self, text: str) -> None:
        lines = [line for line in _LINE_ENDS.split(text) if line.strip()]
        if len(lines) > 1:
            self.post_message(self.PastedLines(self, tuple(map(_keep_tabs, lines))))
        elif lines:
            self.replace(lines[0], *self.selection)

    async def release(self) -> None:
        """Do what was typed while the screen was answering, up to the next question to it."""
        self.holding = False
        while self._held and not self.holding and not self.away:
            event = self._held.popleft()
            if isinstance(event, events.Paste):
                self._paste(event.text)
            else:
                await self._press(event)

    def drop(self) -> None:
        """Forget what was typed ahead: it was meant for a cell that was not reached."""
        self._held.clear()
        self.holding = False

    def hand_back(self) -> None:
        """Give what was typed ahead to whatever has the focus now."""
        self.holding = False
        while self._held:
            event = self._held.popleft()
            if isinstance(event, events.Key):
                self.app.post_message(events.Key(event.key, event.character))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to choose from without suggestions, and not every line is long."""
        off = (action == "choose" and not self._choices) or (
            action == "long_editor" and not self.in_full
        )
        return None if off else True

    def offer(self, choices: bool) -> None:
        """Say whether there are suggestions to choose from.

        Args:
            choices: Are there?
        """
        if choices != self._choices:
            self._choices = choices
            self.refresh_bindings()

    def action_commit(self, move: str) -> None:
        """Commit, and say where to go next."""
        self._act("commit", move)

    def action_cancel(self) -> None:
        """Leave the old value."""
        self._act("cancel", "")

    def action_long_editor(self) -> None:
        """Edit it in full."""
        self._act("long", "")

    def action_choose(self, step: int) -> None:
        """Choose another suggestion."""
        self._act("choose", step)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right; at the end, take the suggestion."""
        if self.cursor_at_end and self.selection.is_empty and not select:
            self._act("accept", "")
        else:
            super().action_cursor_right(select)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value by a text that is made safe first."""
        super().replace(typed_text(text), start, end)
        # Told at once, not by a message: the next key may be Enter.
        self._act("changed", "")


def _keep_tabs(line: str) -> str:
    """A pasted line for the screen: safe, with the tabs that part a spreadsheet's cells."""
    return "\t".join(typed_text(part) for part in line.split("\t"))
