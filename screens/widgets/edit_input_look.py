"""What the field of the edit line looks like: a window on a long value, and a note beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from screens.widgets.cells import cell_len, clean, fit

__all__ = ["EditInputLook"]


class EditInputLook(Input):
    """An input that draws its own line, and never lays the screen out anew."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"edit-input--note", "edit-input--problem"}
    """
    | Class | Description |
    | :- | :- |
    | `edit-input--note` | What the text was understood as. |
    | `edit-input--problem` | Why it was not understood, or not taken. |
    """

    DEFAULT_CSS = """
    EditInputLook {
        background: $background;
        color: $foreground;
        height: 1;
        border: none;
        padding: 0;

        &:focus { border: none; background-tint: $foreground 0%; }
        & > .edit-input--note { color: auto 70%; }
        & > .edit-input--problem { color: $text-error; text-style: bold; }
        & > .input--cursor {
            color: $foreground;
            background: $background;
            text-style: reverse;
        }
        &:ansi {
            & > .edit-input--note { color: ansi_default; text-style: dim; }
            & > .edit-input--problem { color: ansi_red; text-style: bold; }
            & > .input--cursor {
                color: ansi_default;
                background: ansi_default;
                text-style: reverse;
            }
        }
        &:nocolor > .input--selection { text-style: underline; }
    }
    """

    def __init__(self) -> None:
        super().__init__(select_on_focus=False, compact=True)
        self.cursor_blink = False
        self.dots = "…"
        self._note = ("", False)
        self._first_cell = 0
        self.away = True
        """Is the line closed, so that a late key belongs to whatever has the focus?"""

    def allow_focus(self) -> bool:
        """Not while the line is closed, though it may keep its place."""
        return super().allow_focus() and not self.away

    def note(self, text: str, problem: bool) -> None:
        """Show a text at the right end of the line.

        Args:
            text: What to show; may be cut, as the value comes first.
            problem: Is it a problem? Then the value makes room for it.
        """
        if (text, problem) != self._note:
            self._note = (text, problem)
            self.refresh()

    def put(self, value: str, *, select_all: bool) -> None:
        """Take a value, with the cursor at its end.

        Args:
            value: The value.
            select_all: Select it, so that typing replaces it?
        """
        self._first_cell = 0
        self.value = value
        start = 0 if select_all else len(value)
        self.selection = Selection(start, len(value))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the stylesheet alone: the field looks the same, and draws its cursor itself."""

    @property
    def content_width(self) -> int:
        """The same for every value, so that a key never lays the screen out anew.

        The window on the value moves in `render_line`, not by scrolling.
        """
        return 1

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor goes, for input methods and screen readers."""
        x, y, width, _ = self.content_region
        place = cell_len(clean(self.value[: self.cursor_position])) - self._first_cell
        return Offset(x + max(0, min(place, width - 1)), y)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def render_line(self, y: int) -> Strip:
        """Draw the part of the value around the cursor, and the note at its right."""
        width, base = self.size.width, self.rich_style
        if y or not width or self.away:
            return Strip.blank(width, base)
        ascii_only = self.dots.isascii()
        before = clean(self.value[: self.cursor_position], ascii=ascii_only)
        after = clean(self.value[self.cursor_position :], ascii=ascii_only)
        place = cell_len(before)
        whole = place + cell_len(after) + 1
        note, problem = self._note
        room = max(width // 2, width - whole, width - 16 if problem else 0)
        noted = min(cell_len(note) + 2, room) if note else 0
        window = max(1, width - noted)
        first = max(min(self._first_cell, place), place - window + 1)
        self._first_cell = max(0, min(first, whole - window))
        if self.has_focus:
            # Here the window and the place on the screen are both known.
            self.app.cursor_position = self.cursor_screen_offset
        strip = Strip(self._segments(base, ascii_only)).crop_extend(
            self._first_cell, self._first_cell + window, base
        )
        if not noted:
            return strip
        style = self.get_component_rich_style(
            "edit-input--problem" if problem else "edit-input--note"
        )
        shown = fit(note, min(noted - 2, cell_len(note)), ellipsis=self.dots)
        text = shown.rjust(len(shown) + noted - cell_len(shown)) if noted > 2 else " " * noted
        return Strip.join([strip, Strip([Segment(text, style)])]).adjust_cell_length(width, base)

    def _segments(self, base: Style, ascii_only: bool) -> list[Segment]:
        """The whole value with its selection and its cursor."""
        start, end = sorted(self.selection)
        cursor = self.cursor_position
        edges = sorted({0, start, end, cursor, min(cursor + 1, len(self.value)), len(self.value)})
        selected = self.get_component_rich_style("input--selection", partial=True)
        lit = self.get_component_rich_style("input--cursor", partial=True)
        segments = []
        for left, right in pairwise(edges):
            style = base
            if start <= left < end:
                style += selected
            if left == cursor and self.has_focus:
                style += lit
            text = clean(self.value[left:right], ascii=ascii_only)
            if text:
                segments.append(Segment(text, style))
        if cursor == len(self.value):
            segments.append(Segment(" ", base + lit if self.has_focus else base))
        return segments
