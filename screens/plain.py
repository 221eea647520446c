"""ASCII alone, for terminals and fonts without box-drawing characters."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def draw_plainly(screen: Screen[Any]) -> None:
    """Have every widget of a screen draw with ASCII alone, where the app is to.

    A widget that knows how has an attribute `ascii`.
    """
    if getattr(screen.app, "ascii_only", False):
        for widget in screen.query("*"):
            if hasattr(widget, "ascii"):
                widget.ascii = True
