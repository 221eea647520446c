"""Edits a text in full, in a box of several lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from screens.dialogs.dialog import Dialog
from screens.keys import bindings


class LongText(Dialog[str]):
    """A box of several lines; ctrl+o or ctrl+s keeps the text, Esc leaves the old one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("long_text")]
    DEFAULT_CSS = """
    LongText {
        & TextArea {
            height: 12;
            background: $surface;

            &, &:focus { border: none; }
        }
    }
    """

    def __init__(self, title: str, value: str) -> None:
        """Prepare the box.

        Args:
            title: What is asked.
            value: The text to start from.
        """
        super().__init__(title)
        self._value = value

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield TextArea(self._value, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        area = self.query_one(TextArea)
        area.cursor_blink = False  # nothing is sent while nobody types
        area.focus()
        area.move_cursor(area.document.end)

    def action_accept(self) -> None:
        """Return the text."""
        self.dismiss(self.query_one(TextArea).text)
