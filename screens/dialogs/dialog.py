"""What all dialogs share: a framed box that returns a value and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget

from screens.answering import Answers
from screens.dialogs.giving_way import Box
from screens.keys import bindings
from screens.plain import draw_plainly
from screens.presenting import LOCKED
from screens.widgets.footer import KeyFooter
from screens.wrapping import wrap

Result = TypeVar("Result")

_TITLE_LINES = 3
"""Lines of a title at most: it may hold what somebody wrote, and the keys below stay in sight."""


class _Title(Widget):
    """What the dialog is about, or asks; data, never markup."""

    DEFAULT_CSS = "_Title { height: auto; text-style: bold; margin-bottom: 1; }"

    def __init__(self, text: str) -> None:
        super().__init__(id="title")
        self._text = text

    def show(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[str]:
        plain = self.app.has_class("-ascii")
        return wrap(self._text, width, _TITLE_LINES, ascii_only=plain)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._lines(self.size.width)))


class Dialog(Answers, ModalScreen[Result]):
    """A box over the screen. Esc leaves it with nothing; each dialog says what it returns."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dialog")]
    AUTO_FOCUS = ""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 40%;

        & > #box {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            border: solid $foreground 60%;
            background: $surface;
            padding: 0 1;
        }
    }
    """

    def __init__(self, title: str) -> None:
        """Prepare the dialog.

        Args:
            title: What it is about, or asks; data, never markup.
        """
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The box with its title, the dialog's own body, and its keys."""
        with Box(id="box"):
            yield _Title(self._title)
            yield from self.body()
            yield KeyFooter(self.offered)

    def on_mount(self) -> None:
        """Draw with ASCII alone where the desk does; called after the dialog's own."""
        draw_plainly(self)

    def body(self) -> Iterable[Widget]:
        """The dialog's own widgets."""
        return ()

    def retitle(self, title: str) -> None:
        """Say something else at the top.

        Args:
            title: Data, never markup.
        """
        self.query_one(_Title).show(title)

    @property
    def locked(self) -> str:
        """Why nothing may be changed now; nothing where it may."""
        return LOCKED if getattr(self.app, "presenting", False) else ""

    def action_help(self) -> None:
        """Say what this is for, and the keys that work in it; one chosen is run."""
        # It is a dialog itself, and rests on this one.
        from screens.dialogs.help import HelpDialog, runs_in

        self.app.push_screen(HelpDialog(self), runs_in(self))

    def action_cancel(self) -> None:
        """Leave with nothing."""
        self.dismiss(None)
