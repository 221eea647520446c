"""Styles of a widget that draws its own lines, looked up once."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

__all__ = ["Looks"]


class Looks(Widget):
    """A widget that asks for the same few styles at every line.

    Textual puts a style together anew each time; here each is kept until the theme or the
    stylesheet changes.
    """

    LOOKS = ""
    """What the names of its component classes begin with."""

    _looks: dict[str, Style] | None = None

    def look(self, name: str = "") -> Style:
        """The style of a component class, by its name without its beginning; "" is the plain one.

        Args:
            name: What comes after `LOOKS`.
        """
        if self._looks is None:
            self._looks = {}
        style = self._looks.get(name)
        if style is None:
            full = f"{self.LOOKS}--{name}"
            style = self.get_component_rich_style(full) if name else self.rich_style
            self._looks[name] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles of the old look."""
        super().notify_style_update()
        self._looks = None
