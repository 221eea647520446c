"""Lines of text with a cursor on those that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from screens.keys import bindings
from screens.widgets.key_order import KeyOrder, plain_moves
from screens.widgets.strips import Piece, strip_of
from screens.widgets.text_lines import Line, TextLines

__all__ = ["Entry", "InSight", "LineList"]


class InSight(Sequence[Line]):
    """The one line of an entry, put into words when it comes in sight: of a thousand few do."""

    def __init__(self, say: Callable[[], Line]) -> None:
        """Take over how it is said."""
        self._say = say
        self._line: Line | None = None

    def __len__(self) -> int:
        return 1

    def __getitem__(self, place: Any) -> Any:
        if self._line is None:
            self._line = self._say()
        return (self._line,)[place]


class Entry(NamedTuple):
    """Lines that belong together, and where Enter on them leads."""

    lines: Sequence[Line]
    target: Hashable = None
    """What `Activated` tells; None for lines that lead nowhere, which the cursor passes."""


class LineList(TextLines, KeyOrder, can_focus=True):
    """A list too varied for a table: what has no room is counted, and reached by moving.

    Each line has a cell at its left for the cursor's sign.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("panel")]
    PLAIN_MOVES = plain_moves("panel")

    @dataclass
    class Activated(Message):
        """Posted when the entry under the cursor is to be opened."""

        line_list: LineList
        target: Hashable

        @property
        def control(self) -> LineList:
            """Alias for self.line_list."""
            return self.line_list

    def __init__(self, *, id: str | None = None) -> None:
        """Initialise the list, blank.

        Args:
            id: The ID of the widget in the DOM.
        """
        super().__init__(id=id)
        self._give: Callable[[int, int], Sequence[Entry]] = lambda width, height: ()
        self._entries: Sequence[Entry] = ()
        self._given_for: tuple[int, int] | None = None
        self._rows: list[tuple[int, int]] = []
        """By line: the entry, and which of its lines it is."""
        self._heads = 0
        self._at: Hashable = None
        self._top = 0

    def show_entries(self, give: Callable[[int, int], Sequence[Entry]], *, heads: int = 0) -> None:
        """Show entries; the cursor stays on the entry of the same target.

        Args:
            give: Gives the entries for a width and a height in cells.
            heads: Entries at the beginning that never scroll.
        """
        self._give, self._heads = give, heads
        self._given_for = None
        self.refresh()

    @property
    def target(self) -> Hashable:
        """Where the entry under the cursor leads; None when none does."""
        self._ensure()
        return self._at

    def _ensure(self) -> None:
        """Ask for the entries anew where the room has changed, and put the cursor on one."""
        room = (max(1, self.size.width - 1), self.size.height)
        if self._given_for == room:
            return
        before = self._targets
        place = before.index(self._at) if self._at in before else 0
        self._entries, self._given_for = self._give(*room), room
        self._rows = [
            (n, k) for n, entry in enumerate(self._entries) for k in range(len(entry.lines))
        ]
        targets = self._targets
        if self._at not in targets:
            self._at = targets[min(place, len(targets) - 1)] if targets else None
        self._reveal()

    @property
    def _targets(self) -> list[Hashable]:
        return [entry.target for entry in self._entries if entry.target is not None]

    @property
    def _room(self) -> tuple[int, int]:
        """Lines at the top that never scroll, and lines left for the others."""
        fixed = sum(len(entry.lines) for entry in self._entries[: self._heads])
        return fixed, max(1, self.size.height - fixed)

    def _reveal(self) -> None:
        """Scroll so that all lines of the cursor's entry are in sight, and what stands above."""
        fixed, room = self._room
        rows = self._rows[fixed:]
        if len(rows) <= room:
            self._top = 0
            return
        mine = [y for y, (n, _) in enumerate(rows) if self._entries[n].target == self._at]
        if not mine or self._at is None:
            self._top = 0
            return
        first, last = mine[0], mine[-1]
        if self._at == self._targets[0]:
            first = 0  # its heading is worth seeing too
        room -= last < len(rows) - 1  # the last line counts what is hidden
        self._top = max(0, min(self._top, first), last - room + 1)

    # The cursor

    def move_to(self, target: Hashable) -> bool:
        """Put the cursor on the entry that leads somewhere; gives whether there is one."""
        self._ensure()
        if target not in self._targets:
            return False
        self._at = target
        self._reveal()
        self.refresh()
        return True

    def _go(self, by: int) -> None:
        self._ensure()
        targets = self._targets
        if not targets:
            return
        place = targets.index(self._at) + by if self._at in targets else 0
        self._at = targets[max(0, min(place, len(targets) - 1))]
        self._reveal()
        self.refresh()

    def action_cursor_up(self) -> None:
        """Go to the entry above."""
        self._go(-1)

    def action_cursor_down(self) -> None:
        """Go to the entry below."""
        self._go(1)

    def action_cursor_left(self) -> None:
        """Stay: there is one column."""

    def action_cursor_right(self) -> None:
        """Stay: there is one column."""

    def action_cursor_first(self) -> None:
        """Go to the first entry."""
        self._go(-len(self._entries))

    def action_cursor_last(self) -> None:
        """Go to the last entry."""
        self._go(len(self._entries))

    def action_activate(self) -> None:
        """Open the entry under the cursor."""
        if self.target is not None:
            self.post_message(self.Activated(self, self.target))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw a line, or in place of the last one how many are hidden."""
        self._ensure()
        width, base = self.size.width, self.rich_style
        fixed, room = self._room
        row = y if y < fixed else y + self._top
        if row >= len(self._rows):
            return Strip.blank(width, base)
        hidden = len(self._rows) - fixed - self._top - room
        if y == self.size.height - 1 and hidden > 0:
            dim = self.get_component_rich_style("text-lines--dim")
            last = {n for n, _ in self._rows[row:]}
            count = len([n for n in last if self._entries[n].target is not None])
            return strip_of([(" ", base), (f"and {count} more", dim)], width, base)
        n, place = self._rows[row]
        entry = self._entries[n]
        mine = self.has_focus and self._at is not None and entry.target == self._at
        accent = self.get_component_rich_style("text-lines--accent")
        pieces: list[Piece] = [(">" if mine and not place else " ", accent if mine else base)]
        for text, role in entry.lines[place]:
            style = self.get_component_rich_style(f"text-lines--{role}") if role else base
            pieces.append((text, accent if mine else style))
        return strip_of(pieces, width, base)
