"""The one-line fields of dialogs: what is typed in them, Enter takes."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive
from textual.widgets import Input

from screens.keys import bindings

__all__ = ["Answer", "Sought", "Still"]


class Still(Input):
    """A line whose cursor does not blink: a desk that waits sends nothing down the line."""

    cursor_blink = reactive(False, init=False)


class Answer(Still):
    """A line for an answer; its Enter is a key of ours, so that footer and help know it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("answer")]


class Sought(Still):
    """A line that narrows a list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sought")]
