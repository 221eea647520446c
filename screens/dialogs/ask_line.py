"""Asks for one line of text, over whatever is in front."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.dialogs.lines import Answer


class AskLine(Dialog[str]):
    """A question and a line for its answer; Enter returns it, Esc nothing. Blank is no answer."""

    DEFAULT_CSS = """
    AskLine {
        & #answer {
            border: none;
            height: 1;
            padding: 0;
            background: $surface;
        }
    }
    """

    def __init__(self, question: str, placeholder: str = "") -> None:
        """Prepare the line.

        Args:
            question: What is asked.
            placeholder: What the empty line says.
        """
        super().__init__(question)
        self._placeholder = placeholder

    def body(self) -> Iterable[Widget]:
        """The line."""
        yield Answer(placeholder=self._placeholder, id="answer", compact=True)

    def on_mount(self) -> None:
        """Begin in the line."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.notify("Nothing typed yet: Esc leaves", markup=False)
