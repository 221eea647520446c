"""The record panel: every field of one record, to read and to enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from screens.keys import bindings
from screens.widgets.cells import cell_len, clean, ellipsis, fit
from screens.widgets.key_order import KeyOrder, plain_moves
from screens.widgets.looks import Looks
from screens.widgets.strips import Piece, strip_of

__all__ = ["Pair", "RecordPanel"]

_TWO_COLUMNS = 100
_LABEL_AT_MOST = 20


class Pair(NamedTuple):
    """One field of the record."""

    field: str
    """What it is called in messages."""
    label: str
    """What it is called on the screen."""
    value: str
    """What it says: data, never markup."""
    role: str = ""
    """`dim`, `good`, `warn`, `bad`, `accent`, or nothing."""


class RecordPanel(Looks, KeyOrder, can_focus=True):
    """A record's title and its fields, in two columns where that is wanted and there is room.

    Each field is one whole line. With the focus it has a cursor on a field; what has no room is
    reached by moving, and the title says how many more there are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("panel")]
    """Declared in `screens.keys`, scope `panel`."""

    PLAIN_MOVES = plain_moves("panel")
    LOOKS = "record-panel"

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-panel--title",
        "record-panel--subtitle",
        "record-panel--label",
        "record-panel--cursor",
        "record-panel--pointer",
        "record-panel--dim",
        "record-panel--good",
        "record-panel--warn",
        "record-panel--bad",
        "record-panel--accent",
    }
    """
    | Class | Description |
    | :- | :- |
    | `record-panel--title` | The record's title. |
    | `record-panel--subtitle` | What else there is to say of it. |
    | `record-panel--label` | A field's name. |
    | `record-panel--cursor` | The value under the cursor. |
    | `record-panel--pointer` | The `>` at the cursor's field. |
    | `record-panel--<role>` | A value of that role. |
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    RecordPanel {
        width: 1fr;
        height: 6;
        background: $background;
        color: $foreground;

        & > .record-panel--title { text-style: bold; }
        & > .record-panel--subtitle { color: auto 70%; }
        & > .record-panel--label { color: auto 70%; }
        & > .record-panel--cursor {
            color: $foreground;
            background: $primary 50%;
        }
        & > .record-panel--pointer { color: $text-primary; text-style: bold; }
        & > .record-panel--dim { color: auto 70%; }
        & > .record-panel--good { color: $text-success; }
        & > .record-panel--warn { color: $text-warning; }
        & > .record-panel--bad { color: $text-error; text-style: bold; }
        & > .record-panel--accent { color: $text-primary; }

        &:ansi {
            background: ansi_default;
            color: ansi_default;
            & > .record-panel--subtitle { color: ansi_default; text-style: dim; }
            & > .record-panel--label { color: ansi_default; text-style: dim; }
            & > .record-panel--cursor {
                color: ansi_default;
                background: ansi_default;
                text-style: reverse;
            }
            & > .record-panel--pointer { color: ansi_default; }
            & > .record-panel--dim { color: ansi_default; text-style: dim; }
            & > .record-panel--good { color: ansi_green; }
            & > .record-panel--warn { color: ansi_yellow; }
            & > .record-panel--bad { color: ansi_red; }
            & > .record-panel--accent { color: ansi_cyan; }
        }
        &:nocolor > .record-panel--cursor { text-style: reverse; }
    }
    """

    ascii: var[bool] = var(False, init=False)
    """Draw with ASCII alone?"""

    @dataclass
    class Activated(Message):
        """Posted when the field under the cursor is to be opened or edited."""

        panel: RecordPanel
        field: str
        """The field's name."""

        @property
        def control(self) -> RecordPanel:
            """Alias for self.panel."""
            return self.panel

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Initialise the panel, empty.

        Args:
            name: The name of the widget.
            id: The ID of the widget in the DOM.
            classes: The CSS classes of the widget.
            disabled: Whether the widget is disabled.
        """
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._title = self._subtitle = ""
        self._pairs: tuple[Pair, ...] = ()
        self._cursor = self._top = 0

    def show(self, title: str, subtitle: str = "", pairs: Sequence[Pair] = ()) -> None:
        """Show a record; the cursor stays on the field of the same name.

        Args:
            title: The record's title.
            subtitle: What else there is to say of it, on the same line.
            pairs: Its fields.
        """
        now = (title, subtitle, tuple(pairs))
        if now == (self._title, self._subtitle, self._pairs):
            return
        field = self.cursor_field
        self._title, self._subtitle, self._pairs = now
        places = [pair.field for pair in self._pairs]
        last = max(0, len(places) - 1)
        self._cursor = places.index(field) if field in places else min(self._cursor, last)
        self._reveal()
        self.refresh()

    @property
    def cursor_field(self) -> str:
        """The name of the field under the cursor; nothing when there are no fields."""
        return self._pairs[self._cursor].field if self._pairs else ""

    def move_to(self, field: str) -> bool:
        """Put the cursor on a field.

        Args:
            field: Its name.

        Returns:
            Whether there is such a field.
        """
        for place, pair in enumerate(self._pairs):
            if pair.field == field:
                self._go(place)
                return True
        return False

    # The cursor: fields run down the first column, then down the second

    @property
    def _columns(self) -> int:
        """Two where there is the width for them and one would not show every field."""
        wide = self.size.width >= _TWO_COLUMNS
        return 2 if wide and len(self._pairs) > self.size.height - 1 else 1

    @property
    def _lines(self) -> int:
        """Lines that all fields need."""
        return -(-len(self._pairs) // self._columns)

    def _reveal(self) -> None:
        room = max(1, self.size.height - 1)
        line = self._cursor % max(1, self._lines)
        top = max(min(self._top, line), line - room + 1)
        self._top = max(0, min(top, self._lines - room))

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._pairs) and place != self._cursor:
            self._cursor = place
            self._reveal()
            self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor's field in sight."""
        self._reveal()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def watch_ascii(self) -> None:
        """Draw with the other furniture."""
        self.refresh()

    def action_cursor_up(self) -> None:
        """Go to the field above."""
        self._go(self._cursor - 1)

    def action_cursor_down(self) -> None:
        """Go to the field below."""
        self._go(self._cursor + 1)

    def action_cursor_left(self) -> None:
        """Go to the field at the left."""
        self._go(self._cursor - self._lines)

    def action_cursor_right(self) -> None:
        """Go to the field at the right."""
        if self._columns > 1 and self._cursor < self._lines:
            self._go(min(self._cursor + self._lines, len(self._pairs) - 1))

    def action_cursor_first(self) -> None:
        """Go to the first field."""
        self._go(0)

    def action_cursor_last(self) -> None:
        """Go to the last field."""
        self._go(len(self._pairs) - 1)

    def action_activate(self) -> None:
        """Open or edit the field under the cursor."""
        if self._pairs:
            self.post_message(self.Activated(self, self.cursor_field))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw the title, or one line of fields."""
        width, base = self.size.width, self.look()
        if y == 0:
            return strip_of(self._title_pieces(width), width, base)
        line = self._top + y - 1
        pieces: list[Piece] = []
        if line < self._lines:
            each = width // self._columns
            for column in range(self._columns):
                place = column * self._lines + line
                if place < len(self._pairs):
                    pieces += self._pair_pieces(place, each)
        return strip_of(pieces, width, base)

    def _title_pieces(self, width: int) -> list[Piece]:
        """The title, the subtitle after it, and how many lines have no room."""
        base, dots = self.look(), ellipsis(self.ascii)
        title = clean(self._title, ascii=self.ascii)
        hidden = self._lines - max(0, self.size.height - 1)
        more = f"{hidden} more" if hidden > 0 else ""
        room = width - 2 - (len(more) + 2 if more else 0)
        title = fit(title, min(cell_len(title), room), ellipsis=dots)
        pieces = [(" ", base), (title, self.look("title"))]
        left = room - cell_len(title) - 3
        if self._subtitle and left >= 8:
            subtitle = clean(self._subtitle, ascii=self.ascii)
            shown = fit(subtitle, min(cell_len(subtitle), left), ellipsis=dots)
            pieces += [("   ", base), (shown, self.look("subtitle"))]
        if more:
            used = sum(cell_len(text) for text, _ in pieces)
            pieces += [
                (" " * (width - 1 - used - len(more)), base),
                (more, self.look("subtitle")),
            ]
        return pieces

    def _pair_pieces(self, place: int, width: int) -> list[Piece]:
        """One field in its column."""
        base, dots = self.look(), ellipsis(self.ascii)
        pair = self._pairs[place]
        at_cursor = self.has_focus and place == self._cursor
        longest = max(cell_len(each.label) for each in self._pairs)
        label = min(longest, _LABEL_AT_MOST, max(4, width // 3))
        room = max(0, width - label - 3)
        value = fit(pair.value, room, ellipsis=dots)
        core = value.strip() or " "
        start = value.index(core) if room else 0
        lit = self.look("cursor" if at_cursor else pair.role)
        return [
            (">" if at_cursor else " ", self.look("pointer" if at_cursor else "")),
            (fit(pair.label, label, ellipsis=dots) + " ", self.look("label")),
            (value[:start], base),
            (value[start : start + len(core)], lit),
            (value[start + len(core) :] + " ", base),
        ]
