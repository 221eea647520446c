"""What the widget tests share: how to read what a widget shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widget import Widget


@pytest.fixture
def lines() -> Callable[[Widget], list[str]]:
    """The text of each line that a widget draws, without the spaces at its end."""

    def drawn(widget: Widget) -> list[str]:
        return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]

    return drawn
