"""The top of every screen: which plan this is, how it stands, and where one is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip

from screens.widgets.cells import cell_len, clean, ellipsis, fit
from screens.widgets.looks import Looks
from screens.widgets.strips import Piece, strip_of

__all__ = ["HeaderPart", "PlanHeader", "Tab"]

_GAP = 3
_TALL = 30
"""Lines of screen below which a line of tabs costs more than it tells."""


@dataclass(frozen=True)
class HeaderPart:
    """One thing said at the right of the header."""

    text: str
    """In full, where there is room."""
    short: str = ""
    """In short; nothing when it has no shorter form."""
    rank: int = 0
    """The higher, the longer it stays when room runs out."""
    role: str = ""
    """`good`, `warn`, `bad`, or nothing."""
    stays: bool = False
    """Do version and title give way before it goes, and before what ranks higher?"""


@dataclass(frozen=True)
class Tab:
    """One screen in the line of tabs."""

    id: str
    """What `PlanHeader.current` calls it."""
    key: str
    """The key that goes there, as people call it."""
    title: str
    """Its name."""


class PlanHeader(Looks):
    """One line with the plan's title, its version and how it stands; the tabs below if they fit.

    Nothing is cut in the middle of a word: what has no room is said in short, then not at all,
    the least important first; the title gives way last, but for a part that stays.
    """

    LOOKS = "plan-header"

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "plan-header--title",
        "plan-header--version",
        "plan-header--part",
        "plan-header--good",
        "plan-header--warn",
        "plan-header--bad",
        "plan-header--tab",
        "plan-header--current",
    }
    """
    | Class | Description |
    | :- | :- |
    | `plan-header--title` | The plan's title. |
    | `plan-header--version` | Its version. |
    | `plan-header--part` | How it stands; also with `good`, `warn` and `bad`. |
    | `plan-header--tab` | The other screens. |
    | `plan-header--current` | The screen one is on. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    PlanHeader {
        width: 1fr;
        height: auto;
        background: $background;
        color: $foreground;

        & > .plan-header--title { text-style: bold; }
        & > .plan-header--version { color: auto 70%; }
        & > .plan-header--part { color: auto 70%; }
        & > .plan-header--good { color: $text-success; }
        & > .plan-header--warn { color: $text-warning; }
        & > .plan-header--bad { color: $text-error; text-style: bold; }
        & > .plan-header--tab { color: auto 70%; }
        & > .plan-header--current {
            color: auto 95%;
            background: $primary-darken-1;
            text-style: bold;
        }

        &:ansi {
            background: ansi_default;
            color: ansi_default;
            & > .plan-header--version { color: ansi_default; text-style: dim; }
            & > .plan-header--part { color: ansi_default; }
            & > .plan-header--good { color: ansi_green; }
            & > .plan-header--warn { color: ansi_yellow; }
            & > .plan-header--bad { color: ansi_red; }
            & > .plan-header--tab { color: ansi_default; }
            & > .plan-header--current {
                color: ansi_default;
                background: ansi_default;
                text-style: bold reverse;
            }
        }
        &:nocolor > .plan-header--current { text-style: bold reverse; }
    }
    """

    ascii: var[bool] = var(False, init=False)
    """Draw with ASCII alone?"""
    current: var[str] = var("", init=False)
    """The id of the screen one is on."""

    def __init__(
        self,
        tabs: Sequence[Tab] = (),
        current: str = "",
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Initialise the header.

        Args:
            tabs: The screens, in the order of their tabs.
            current: The id of the screen one is on.
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._tabs = tuple(tabs)
        self._title = ""
        self._version = ""
        self._parts: tuple[HeaderPart, ...] = ()
        self.set_reactive(PlanHeader.current, current)

    def show(self, title: str, version: str = "", parts: Sequence[HeaderPart] = ()) -> None:
        """Say which plan this is and how it stands.

        Args:
            title: The plan's title.
            version: Its version; nothing when it has none.
            parts: How it stands, in the order they are said.
        """
        now = (title, version, tuple(parts))
        if now != (self._title, self._version, self._parts):
            self._title, self._version, self._parts = now
            self.refresh()

    def watch_current(self) -> None:
        """Light the other tab."""
        self.refresh()

    def watch_ascii(self) -> None:
        """Draw with the other furniture."""
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Two lines where the tabs fit whole and the screen is tall, else one."""
        return 2 if self._tabs and self._tabs_width <= width and viewport.height >= _TALL else 1

    @property
    def _tabs_width(self) -> int:
        return sum(cell_len(f" {tab.key} {tab.title} ") for tab in self._tabs)

    def render_line(self, y: int) -> Strip:
        """Draw the title line, or the tabs."""
        width, base = self.size.width, self.look()
        pieces = self._title_pieces(width) if y == 0 else self._tab_pieces()
        return strip_of(pieces, width, base)

    def _tab_pieces(self) -> list[Piece]:
        return [
            (
                f" {tab.key} {tab.title} ",
                self.look("current" if tab.id == self.current else "tab"),
            )
            for tab in self._tabs
        ]

    def _title_pieces(self, width: int) -> list[Piece]:
        """The title, its version and the screen's name at the left, the parts at the right."""
        base, room = self.look(), width - 2
        dot = " - " if self.ascii else " · "
        title = clean(self._title, ascii=self.ascii)
        after: list[Piece] = []
        if self._version:
            version = clean(self._version, ascii=self.ascii)
            after.append((f"{dot}{version}", self.look("version")))
        here = [tab for tab in self._tabs if tab.id == self.current and self.size.height < 2]
        after += [(f"{dot}{tab.title}", self.look("part")) for tab in here]
        staying = self._staying
        if cell_len(title) + _width(after) + staying > room:
            after = after[len(after) - len(here) :]
            least = min(cell_len(title), max(12, room // 3))
            title_room = max(least, room - _width(after) - staying)
            title = fit(title, min(cell_len(title), title_room), ellipsis=ellipsis(self.ascii))
        parts = self._parts_for(room - cell_len(title) - _width(after))
        if not parts and self._parts:
            # The version goes, and the title gives way, before the last of what matters.
            after = after[len(after) - len(here) :]
            least = min(cell_len(title), max(12, room // 3))
            parts = self._parts_for(room - least - _width(after))
        said = [piece for part in parts for piece in _apart(part, base)]
        left = max(0, room - _width(said) - _width(after))
        title = fit(title, min(cell_len(title), left), ellipsis=ellipsis(self.ascii))
        blank = " " * (left - cell_len(title))
        return [
            (" ", base),
            (title, self.look("title")),
            *after,
            (blank, base),
            *said,
            (" ", base),
        ]

    @property
    def _staying(self) -> int:
        """The room, in short, of the parts that stay and of those that rank higher."""
        rank = min((part.rank for part in self._parts if part.stays and part.text), default=None)
        if rank is None:
            return 0
        return sum(
            cell_len(part.short or part.text) + _GAP
            for part in self._parts
            if part.text and part.rank >= rank
        )

    def _parts_for(self, room: int) -> list[Piece]:
        """The parts that fit in a width, each in full, in short or left out, none of them cut."""
        chosen = [part.text for part in self._parts]
        by_rank = sorted(
            range(len(self._parts)), key=lambda place: (self._parts[place].rank, place)
        )
        steps = [(place, self._parts[place].short) for place in by_rank if self._parts[place].short]
        steps += [(place, "") for place in by_rank]
        for place, shorter in steps:
            if sum(cell_len(text) + _GAP for text in chosen if text) <= room:
                break
            chosen[place] = shorter
        if sum(cell_len(text) + _GAP for text in chosen if text) > room:
            return []
        return [
            (clean(text, ascii=self.ascii), self.look(part.role or "part"))
            for text, part in zip(chosen, self._parts, strict=True)
            if text
        ]


def _apart(part: Piece, base: Style) -> tuple[Piece, Piece]:
    """A part with the gap before it, to which the blanks that it begins with belong."""
    text, style = part
    said = text.lstrip(" ")
    return (" " * (_GAP + len(text) - len(said)), base), (said, style)


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)
