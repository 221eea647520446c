"""Lines of text that a screen has laid out itself, drawn as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.strips import strip_of

__all__ = ["TextLines"]

Line = Sequence[tuple[str, str]]
"""Pieces of a line: text, which is data and never markup, and its role or nothing."""


class TextLines(Widget):
    """Draws lines that are made anew for the width they have."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text-lines--dim",
        "text-lines--accent",
        "text-lines--good",
        "text-lines--bad",
    }
    """One class a role of the pieces."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    TextLines {
        width: 1fr;
        height: auto;
        background: $background;
        color: $foreground;

        & > .text-lines--dim { color: auto 70%; }
        & > .text-lines--accent { color: $text-primary; text-style: bold; }
        & > .text-lines--good { color: $text-success; }
        & > .text-lines--bad { color: $text-error; }
        &:ansi {
            & > .text-lines--dim { color: ansi_default; text-style: dim; }
            & > .text-lines--accent { color: ansi_default; text-style: bold; }
            & > .text-lines--good { color: ansi_green; }
            & > .text-lines--bad { color: ansi_red; }
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Initialise the widget, blank.

        Args:
            id: The ID of the widget in the DOM.
        """
        super().__init__(id=id)
        self._make: Callable[[int], Sequence[Line]] = lambda width: ()
        self._lines: Sequence[Line] = ()
        self._made_for = -1

    def show(self, make: Callable[[int], Sequence[Line]]) -> None:
        """Show lines.

        Args:
            make: Gives the lines for a width in cells.
        """
        self._make = make
        self._made_for = -1
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        width = self.size.width
        if self._made_for != width:
            self._lines, self._made_for = self._make(width), width
        base = self.rich_style
        if y >= len(self._lines):
            return Strip.blank(width, base)
        pieces = [
            (text, self.get_component_rich_style(f"text-lines--{role}") if role else base)
            for text, role in self._lines[y]
        ]
        return strip_of(pieces, width, base)
