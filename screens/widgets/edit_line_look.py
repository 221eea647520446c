"""What the edit line looks like: the prompt, the reason and the suggestions around the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.style import Style
from textual.messages import Layout, Update
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.cells import cell_len, clean, ellipsis, fit
from screens.widgets.edit_input import EditInput
from screens.widgets.strips import Piece, strip_of
from screens.widgets.suggestions import Suggestions

__all__ = ["Complete", "EditLineLook"]

Complete = Callable[[str, int], Sequence[str]]
"""Gives the texts that the typed one could become, from the text and the cursor's place in it."""

_WIDE = 100
"""Cells of screen from which the prompt stands left of the field, and not above it."""


class EditLineLook(Widget):
    """The picture of an edit line: what stands around the field, which draws itself."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "edit-line--prompt",
        "edit-line--problem",
        "edit-line--candidate",
        "edit-line--chosen",
    }
    """
    | Class | Description |
    | :- | :- |
    | `edit-line--prompt` | What is asked. |
    | `edit-line--problem` | Why a value was refused. |
    | `edit-line--candidate` | A text that the typed one could become. |
    | `edit-line--chosen` | The one that Enter would take. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    EditLineLook {
        width: 1fr;
        height: 1;
        background: $background;
        color: $foreground;
        layout: vertical;
        display: none;

        & > .edit-line--prompt { color: $text-primary; }
        & > .edit-line--problem { color: $text-error; text-style: bold; }
        & > .edit-line--candidate { color: auto 70%; }
        & > .edit-line--chosen { text-style: reverse; }
        &:ansi {
            & > .edit-line--prompt { color: ansi_default; text-style: bold; }
            & > .edit-line--problem { color: ansi_red; text-style: bold; }
            & > .edit-line--candidate { color: ansi_default; }
        }
    }
    """

    ascii: var[bool] = var(False, init=False)
    """Draw with ASCII alone?"""
    lies_over: var[bool] = var(False, init=False)
    """In a place of its own, does it lie over others?"""

    def __init__(
        self, field: EditInput, *, name: str | None, id: str | None, classes: str | None
    ) -> None:
        """Initialise the line with its field and nothing asked.

        Args:
            field: Where the value is typed.
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._input = field
        self._prompt = ""
        self._complete: Complete | None = None
        self._suggestions = Suggestions()
        self._reason = ""
        self._open = False

    # Coming and going

    @property
    def is_open(self) -> bool:
        """Is a value being edited?"""
        return self._open

    def _come(self, here: bool) -> None:
        """Come in sight or go out of it, in one frame with what else changes now.

        Where the stylesheet gives the line no place of its own (`display: none`) it takes room only
        while it is open. In a place of its own it is blank when closed, or unseen where it lies
        over others: nothing else is laid out or drawn anew.
        """
        if here == self._open:
            return
        self._open = here
        if self.styles.base.display == "none":
            self.display = here
        elif self.lies_over:
            self.visible = here
        else:
            if not here:
                self.styles.height = 1
            self._input.refresh()
            self.refresh()
            self.screen.post_message(Update(self))
            return
        self.screen.post_message(Layout(self))

    def watch_lies_over(self, lies_over: bool) -> None:
        """Be unseen where others are to be seen below the closed line."""
        self.visible = self._open or not lies_over

    # Where things stand

    @property
    def _wide(self) -> bool:
        return self.screen.size.width >= _WIDE

    @property
    def _above(self) -> int:
        """Lines above the field: one where the prompt or suggestions need it, one for a reason.

        On a wide screen a reason stands in the place of the suggestions.
        """
        if self._wide:
            return int(self._complete is not None or bool(self._reason))
        return 1 + bool(self._reason)

    def _prompt_shown(self) -> str:
        """The prompt as it stands left of the field on a wide screen."""
        if not self._wide:
            return ""
        prompt = clean(self._prompt, ascii=self.ascii)
        width = min(cell_len(prompt), self.screen.size.width // 2)
        return fit(prompt, width, ellipsis=ellipsis(self.ascii)) + "  "

    def _place(self) -> None:
        """Give the field the room that is left beside the prompt."""
        self.styles.height = 1 + self._above
        self._input.dots = ellipsis(self.ascii)
        left = 1 + cell_len(self._prompt_shown()) if self._wide else 3
        self._input.styles.margin = (self._above, 1, 0, left)

    def on_resize(self) -> None:
        """Stand anew where the screen became narrow or wide."""
        if self._open:
            self._place()

    def render_line(self, y: int) -> Strip:
        """Draw the prompt or the suggestions; the field draws itself."""
        width, base = self.size.width, self.rich_style
        if not self._open:
            return Strip.blank(width, base)
        prompt = self.get_component_rich_style("edit-line--prompt")
        if y < self._above:
            pieces = list(self._above_pieces(y, width - 1, prompt))
        elif self._wide:
            pieces = [(self._prompt_shown(), prompt)]
        else:
            pieces = [(">", prompt)]
        return strip_of([(" ", base), *pieces], width, base)

    def _above_pieces(self, y: int, width: int, prompt: Style) -> Iterable[Piece]:
        """What stands above the field: the suggestions or the prompt, then why it was refused."""
        dots = ellipsis(self.ascii)
        if self._reason and y == self._above - 1:
            style = self.get_component_rich_style("edit-line--problem")
            return [(fit(self._reason, width, ellipsis=dots), style)]
        if self._suggestions and not self._reason:
            plain = self.get_component_rich_style("edit-line--candidate")
            chosen = self.get_component_rich_style("edit-line--chosen")
            return self._suggestions.pieces(width, plain, chosen, ascii_only=self.ascii)
        return [] if self._wide else [(fit(self._prompt, width, ellipsis=dots), prompt)]
