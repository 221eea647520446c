"""Whether a widget is typed into."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeGuard

from textual.widget import Widget
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.widgets import TextArea


def is_text_area(widget: Widget | None) -> TypeGuard[TextArea]:
    """Is it a box of several lines? Their module is loaded by the first that opens, not here."""
    loaded = sys.modules.get("textual.widgets._text_area")
    return loaded is not None and isinstance(widget, loaded.TextArea)


def is_typed_into(widget: Widget | None) -> bool:
    """Is it a field or a box of several lines?"""
    return isinstance(widget, Input) or is_text_area(widget)
