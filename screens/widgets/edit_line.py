"""The edit line: one place at the bottom of the screen where any value is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, cast

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.messages import Layout
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from screens.widgets.cells import cell_len, clean, ellipsis, fit
from screens.widgets.edit_input import EditInput
from screens.widgets.strips import Piece, strip_of
from screens.widgets.suggestions import Suggestions

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
Complete = Callable[[str, int], Sequence[str]]
"""Gives the texts that the typed one could become, from the text and the cursor's place in it."""

_WIDE = 100


def _as_typed(text: str) -> Understood:
    return Understood("")


class EditLine(Widget):
    """The line that holds the cursor while a value is edited; out of sight otherwise.

    `open` shows it and takes the focus. Each key tells what the text was understood as and which
    texts it could become. When a value is committed the line waits for its screen, which answers
    by `close`, by `refuse`, or by `open` for the next cell; what is typed meanwhile is not lost.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "edit-line--prompt",
        "edit-line--problem",
        "edit-line--candidate",
        "edit-line--chosen",
    }
    """
    | Class | Description |
    | :- | :- |
    | `edit-line--prompt` | What is asked. |
    | `edit-line--problem` | Why a value was refused. |
    | `edit-line--candidate` | A text that the typed one could become. |
    | `edit-line--chosen` | The one that Enter would take. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    EditLine {
        width: 1fr;
        height: 1;
        background: $background;
        color: $foreground;
        layout: vertical;
        display: none;

        & > .edit-line--prompt { color: $text-primary; }
        & > .edit-line--problem { color: $text-error; text-style: bold; }
        & > .edit-line--candidate { color: auto 70%; }
        & > .edit-line--chosen { text-style: reverse; }
        &:ansi {
            & > .edit-line--prompt { color: ansi_default; text-style: bold; }
            & > .edit-line--problem { color: ansi_red; text-style: bold; }
            & > .edit-line--candidate { color: ansi_default; }
        }
    }
    """

    ascii: var[bool] = var(False, init=False)
    """Draw with ASCII alone?"""

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
        super().__init__(name=name, id=id, classes=classes)
        self._input = EditInput(act=self._act)
        self._input.in_full = in_full
        self._prompt = ""
        self._understand: Understand = _as_typed
        self._complete: Complete | None = None
        self._suggestions = Suggestions()
        self._reason = ""
        self._back_to: Widget | None = None

    def compose(self) -> ComposeResult:
        """The field; what stands around it is drawn by the line itself."""
        yield self._input

    # What the screen does with it

    @property
    def is_open(self) -> bool:
        """Is a value being edited?"""
        return bool(self.display)

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

    def _come(self, here: bool) -> None:
        """Come in sight or go out of it, in one frame with what else changes now."""
        if here != self.display:
            self.display = here
            self.screen.post_message(Layout(self))

    def refuse(self, reason: str) -> None:
        """Keep the line open with its text, and say why the value was not taken.

        Args:
            reason: What is wrong and what to do, in a few words; nothing to just go on.
        """
        self._reason = reason
        self._input.drop()
        self._suggestions.unchoose()
        self._understand_it()
        if reason:
            self._input.note(reason, True)
        self._input.focus(scroll_visible=False)

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
        self._reason = ""
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
        """Ask what the text, or the chosen suggestion, is understood as."""
        understood = self._understand(self._outcome)
        self._input.note(understood.text, understood.problem)
        self.refresh()

    # Where things stand

    @property
    def _wide(self) -> bool:
        return self.screen.size.width >= _WIDE

    @property
    def _above(self) -> int:
        """Lines above the field: one where the prompt or suggestions need it."""
        return int(not self._wide or self._complete is not None)

    def _prompt_shown(self) -> str:
        """The prompt as it stands left of the field on a wide screen."""
        if not self._wide:
            return ""
        prompt = clean(self._prompt, ascii=self.ascii)
        width = min(cell_len(prompt), self.screen.size.width // 2)
        return fit(prompt, width, ellipsis=ellipsis(self.ascii)) + "  "

    def _place(self) -> None:
        """Give the field the room that is left beside the prompt."""
        self.styles.height = 1 + self._above
        self._input.dots = ellipsis(self.ascii)
        left = 1 + cell_len(self._prompt_shown()) if self._wide else 3
        self._input.styles.margin = (self._above, 1, 0, left)

    def on_resize(self) -> None:
        """Stand anew where the screen became narrow or wide."""
        if self.is_open:
            self._place()

    def render_line(self, y: int) -> Strip:
        """Draw the prompt or the suggestions; the field draws itself."""
        width, base = self.size.width, self.rich_style
        prompt = self.get_component_rich_style("edit-line--prompt")
        if y < self._above:
            pieces = list(self._above_pieces(width - 1, prompt))
        elif self._wide:
            pieces = [(self._prompt_shown(), prompt)]
        else:
            pieces = [(">", prompt)]
        return strip_of([(" ", base), *pieces], width, base)

    def _above_pieces(self, width: int, prompt: Style) -> Iterable[Piece]:
        """What stands above the field: a long reason, the suggestions, or the prompt."""
        dots = ellipsis(self.ascii)
        if self._reason:
            style = self.get_component_rich_style("edit-line--problem")
            return [(fit(self._reason, width, ellipsis=dots), style)]
        if self._suggestions:
            plain = self.get_component_rich_style("edit-line--candidate")
            chosen = self.get_component_rich_style("edit-line--chosen")
            return self._suggestions.pieces(width, plain, chosen, ascii_only=self.ascii)
        return [] if self._wide else [(fit(self._prompt, width, ellipsis=dots), prompt)]
