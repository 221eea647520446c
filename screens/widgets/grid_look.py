"""What a grid looks like: its component classes, its colours, and the styles they come to."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.scroll_view import ScrollView

from screens.widgets.grid_layout import ROLES

__all__ = ["GridLook"]


class GridLook(ScrollView, inherit_bindings=False):
    """The look of a grid, apart from what it shows.

    State is a word or a sign before it is a colour, so colours come from the theme, and where there
    are none the cursor is shown reversed.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--rule",
        "grid--pointer",
        "grid--mark",
        "grid--cursor",
        "grid--cursor-blurred",
        "grid--live",
        *(f"grid--{role}" for role in ROLES),
    }
    """
    | Class | Description |
    | :- | :- |
    | `grid--header` | The headings. |
    | `grid--rule` | The lines. |
    | `grid--pointer` | The `>` at the cursor's row. |
    | `grid--mark` | The `*` at a marked row. |
    | `grid--cursor` | The cell under the cursor. |
    | `grid--cursor-blurred` | The same while something else has the focus. |
    | `grid--live` | The text that is being typed into a cell. |
    | `grid--<role>` | A cell or row of that role. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    GridLook {
        width: 1fr;
        height: 1fr;
        overflow: hidden hidden;
        background: $background;
        color: $foreground;

        & > .grid--header { text-style: bold; }
        & > .grid--rule { color: auto 40%; }
        & > .grid--mark { color: $text-primary; text-style: bold; }
        /* In the colour of the text: a move then changes one colour, not two. */
        & > .grid--cursor, & > .grid--pointer { color: $foreground; background: $primary 50%; }
        & > .grid--cursor-blurred { text-style: underline; }
        & > .grid--live { text-style: underline; }
        & > .grid--dim { color: auto 70%; }
        & > .grid--empty { color: auto 70%; }
        & > .grid--good { color: $text-success; }
        & > .grid--warn { color: $text-warning; }
        & > .grid--bad { color: $text-error; text-style: bold; }
        & > .grid--accent { color: $text-primary; }
        & > .grid--group { text-style: bold; }

        &:ansi {
            background: ansi_default;
            color: ansi_default;
            & > .grid--cursor, & > .grid--pointer {
                color: ansi_default;
                background: ansi_default;
                text-style: reverse;
            }
            & > .grid--rule { color: ansi_default; text-style: dim; }
            & > .grid--mark { color: ansi_default; }
            & > .grid--dim { color: ansi_default; text-style: dim; }
            & > .grid--empty { color: ansi_default; text-style: dim; }
            & > .grid--good { color: ansi_green; }
            & > .grid--warn { color: ansi_yellow; }
            & > .grid--bad { color: ansi_red; }
            & > .grid--accent { color: ansi_cyan; }
        }
        &:nocolor > .grid--cursor, &:nocolor > .grid--pointer { text-style: reverse; }
    }
    """

    _styles: dict[str, Style] | None = None

    def styles_by_name(self) -> dict[str, Style]:
        """A style for every component class without its prefix, and for "", the plain one.

        Looked up once, until the theme or the stylesheet changes.
        """
        if self._styles is None:
            self._styles = {"": self.rich_style}
            for name in GridLook.COMPONENT_CLASSES:
                style = self.get_component_rich_style(name)
                self._styles[name.removeprefix("grid--")] = style
        return self._styles

    def notify_style_update(self) -> None:
        """Forget the styles of the old look."""
        super().notify_style_update()
        self._styles = None
