"""The edit line: one place at the bottom of the screen where any value is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from textual import on
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from screens.widgets.edit_input import EditInput
from screens.widgets.edit_line_look import Complete, EditLineLook

__all__ = ["Complete", "EditLine", "Move", "Understand", "Understood"]

Move = Literal["down", "right", "left", "stay"]
"""Where the cursor goes after a commit."""


class Understood(NamedTuple):
    """What a typed text was understood as."""

    text: str
    """In words: "Fri 27 Nov 2026, in 4 days"; nothing where there is nothing to add."""
    problem: bool = False
    """Was it not understood?"""


Understand = Callable[[str], Understood]
"""Says what a typed text was understood as."""


def _as_typed(text: str) -> Understood:
    return Understood("")


class EditLine(EditLineLook):
    """The line that holds the cursor while a value is edited; out of sight otherwise.

    `open` shows it and takes the focus. Each key tells what the text was understood as and which
    texts it could become. When a value is committed the line waits for its screen, which answers
    by `close`, by `refuse`, or by `open` for the next cell; what is typed meanwhile is not lost.
    """

    @dataclass
    class Committed(Message):
        """Posted when a value is to be kept; the line waits for `close`, `open` or `refuse`."""

        edit_line: EditLine
        value: str
        """The value: what was typed, or the suggestion that was chosen."""
        move: Move
        """Where the cursor goes next."""

        @property
        def control(self) -> EditLine:
            """Alias for self.edit_line."""
            return self.edit_line

    @dataclass
    class Cancelled(Message):
        """Posted when the old value is to stay; the line has closed."""

        edit_line: EditLine

        @property
        def control(self) -> EditLine:
            """Alias for self.edit_line."""
            return self.edit_line

    @dataclass
    class LongEditor(Message):
        """Posted when the value is to be edited in full; the line waits as after a commit."""

        edit_line: EditLine
        value: str
        """The value so far."""

        @property
        def control(self) -> EditLine:
            """Alias for self.edit_line."""
            return self.edit_line

    @dataclass
    class Typed(Message):
        """Posted at each change, with the value that Enter would keep."""

        edit_line: EditLine
        value: str

        @property
        def control(self) -> EditLine:
            """Alias for self.edit_line."""
            return self.edit_line

    @dataclass
    class Pasted(Message):
        """Posted when several lines were pasted; the value is as it was and the line is open."""

        edit_line: EditLine
        lines: tuple[str, ...]
        """The lines that have text, with their tabs."""

        @property
        def control(self) -> EditLine:
            """Alias for self.edit_line."""
            return self.edit_line

    def __init__(
        self,
        *,
        in_full: bool = True,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Initialise the line, closed.

        Args:
            in_full: Does its screen edit a value in full, when `LongEditor` asks for it?
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
        """
        super().__init__(EditInput(act=self._act), name=name, id=id, classes=classes)
        self._input.in_full = in_full
        self._understand: Understand = _as_typed
        self._back_to: Widget | None = None

    def compose(self) -> ComposeResult:
        """The field; what stands around it is drawn by the line itself."""
        yield self._input

    # What the screen does with it

    def came_from(self, widget: Widget) -> bool:
        """Does it edit something of this widget, to which the focus goes back?"""
        return self.is_open and self._back_to is widget

    @property
    def value(self) -> str:
        """The typed text. Set it to change what is being edited."""
        return self._input.value

    @value.setter
    def value(self, value: str) -> None:
        self._input.put(value, select_all=False)
        self._changed()

    def open(
        self,
        prompt: str,
        value: str,
        *,
        understand: Understand = _as_typed,
        complete: Complete | None = None,
        select_all: bool = True,
    ) -> None:
        """Edit a value.

        Args:
            prompt: What is asked.
            value: The value to start from.
            understand: Says what a text was understood as; asked at each key.
            complete: Gives the texts that the typed one could become; asked at each key.
            select_all: Select the value, so that typing replaces it?
        """
        if not self.is_open:
            self._back_to = self.screen.focused
        self._prompt, self._understand, self._complete = prompt, understand, complete
        self._reason = ""
        self._input.away = False
        self._come(True)
        self._place()
        self._input.put(value, select_all=select_all)
        self._look()
        # At once: `focus` would come later, and keys typed ahead would go elsewhere meanwhile.
        self.screen.set_focus(self._input, scroll_visible=False)
        if self._input.holding:
            self._input.call_next(self._input.release)

    def close(self) -> None:
        """Go out of sight and give the focus back to what had it."""
        if not self.is_open:
            return
        self._input.away = True
        self.app.cursor_position = Offset(0, 0)
        # Before it goes out of sight, or the screen would choose a widget of its own.
        if self._back_to is not None and self._back_to.is_attached:
            self.screen.set_focus(self._back_to, scroll_visible=False)
        self._back_to = None
        self._come(False)
        self._input.hand_back()

    def refuse(self, reason: str) -> None:
        """Keep the line open with its text, and say why the value was not taken.

        Args:
            reason: What is wrong and what to do, in a few words; nothing to just go on.
        """
        self._input.drop()
        self._suggestions.unchoose()
        self._give_reason(reason)
        self._understand_it()
        self._input.focus(scroll_visible=False)

    def _give_reason(self, reason: str) -> None:
        """Show why the value was not taken, on a line of its own; nothing takes the line away."""
        if reason != self._reason:
            self._reason = reason
            self._place()

    def understand_again(self) -> None:
        """Ask anew what the text is understood as: what it is about has changed."""
        if self.is_open:
            self._understand_it()

    # What the keys do

    def _act(self, verb: str, argument: str | int) -> None:
        """Do what a key of the line does."""
        if verb == "changed":
            self._changed()
        elif verb == "commit":
            self._input.holding = True
            self.post_message(self.Committed(self, self._outcome, cast(Move, argument)))
        elif verb == "cancel":
            self.close()
            self.post_message(self.Cancelled(self))
        elif verb == "long":
            self._input.holding = True
            self.post_message(self.LongEditor(self, self._outcome))
        elif verb == "choose" and self._suggestions:
            self._suggestions.choose(int(argument))
            self._give_reason("")
            self._understand_it()
            self.post_message(self.Typed(self, self._outcome))
        elif verb == "accept" and self._suggestions:
            self._input.put(self._suggestions.nearest, select_all=False)
            self._changed()

    @property
    def _outcome(self) -> str:
        """What Enter would keep: the chosen suggestion, else the text as typed."""
        chosen = self._suggestions.chosen
        return self._input.value if chosen is None else chosen

    def _changed(self) -> None:
        """Look anew at a text that changed; what was chosen before is no longer meant."""
        self._give_reason("")
        self._look()
        self.post_message(self.Typed(self, self._input.value))

    @on(EditInput.PastedLines)
    def _pasted(self, event: EditInput.PastedLines) -> None:
        event.stop()
        self.post_message(self.Pasted(self, event.lines))

    @on(Input.Changed)
    @on(Input.Blurred)
    def _not_for_the_screen(self, event: Message) -> None:
        event.stop()

    def _look(self) -> None:
        """Ask what the text could become, and what it is understood as."""
        # A value that is selected whole will be typed over: anything could come.
        over = not self._input.selection.is_empty
        text = "" if over else self._input.value
        place = 0 if over else self._input.cursor_position
        found = list(self._complete(text, place)) if self._complete else []
        self._suggestions.offer(() if found == [text] else found, text)
        self._input.offer(bool(self._suggestions))
        self._understand_it()

    def _understand_it(self) -> None:
        """Ask what the text, or the chosen suggestion, is understood as; a reason says it all."""
        understood = Understood("") if self._reason else self._understand(self._outcome)
        self._input.note(understood.text, understood.problem)
        self.refresh()
