"""The power/interest matrix, with keys: a cursor on people, marks, and pages of crowded cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from screens.keys import bindings
from screens.widgets.key_order import plain_moves
from screens.widgets.matrix_layout import Placed
from screens.widgets.matrix_view import MatrixView
from screens.widgets.matrix_ways import Way

__all__ = ["Matrix", "Placed"]


class Matrix(MatrixView, can_focus=True):
    """Names in the cells of power and interest, with a cursor on one of them.

    It fills the room it has. Those not yet placed stand in a strip below. Nothing here knows what
    a plan is: the screen hands down who stands where, and moves people when told that a key asks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("matrix")]
    """Declared in `screens.keys`, scope `matrix`."""

    PLAIN_MOVES = plain_moves("matrix")

    @dataclass
    class CursorMoved(Message):
        """Posted when the cursor is on somebody else."""

        matrix: Matrix
        key: int | None
        """Who; None when there is nobody."""

        @property
        def control(self) -> Matrix:
            """Alias for self.matrix."""
            return self.matrix

    @dataclass
    class Activated(Message):
        """Posted when the record of the one under the cursor is to be opened."""

        matrix: Matrix
        key: int
        """Who."""

        @property
        def control(self) -> Matrix:
            """Alias for self.matrix."""
            return self.matrix

    @dataclass
    class MarksChanged(Message):
        """Posted when somebody was marked, or a mark taken away, by a key."""

        matrix: Matrix
        marks: frozenset[int]
        """All who are marked."""

        @property
        def control(self) -> Matrix:
            """Alias for self.matrix."""
            return self.matrix

    def __init__(self, *, empty_text: str = "", id: str | None = None) -> None:
        """Initialise the matrix, empty.

        Args:
            empty_text: Said where there is nobody; its lines are kept, and nothing is markup.
            id: The ID of the widget in the DOM.
        """
        super().__init__(empty_text=empty_text, id=id)
        self._told: int | None = None
        self._keys_pressed = 0
        self._armed: tuple[str, int | None, int] | None = None

    def show(self, people: Sequence[Placed]) -> None:
        """Show who stands where; the cursor stays on its person, or goes to the first.

        Args:
            people: Everybody to be shown, each key once.
        """
        now = tuple(people)
        if now != self._people or self._laid is None:
            before = self._layout_now().order if self.is_attached and self._people else []
            if bool(now) != bool(self._people):
                self.refresh_bindings()
            self._people = now
            self._laid = None
            self._keep_cursor(before)
            self._slots.clear()
            self.refresh()
        self._tell()

    def _keep_cursor(self, before: Sequence[int]) -> None:
        """Leave the cursor where it is, or put it on the nearest of those still here."""
        here = {person.key for person in self._people}
        if self._cursor in here:
            return
        place = before.index(self._cursor) if self._cursor in before else 0
        near = [*before[place:], *reversed(before[:place])]
        first = self._layout_now().order[:1]
        self._cursor = next(iter([key for key in near if key in here] or first), None)

    # The cursor and the marks

    @property
    def cursor_key(self) -> int | None:
        """Who the cursor is on; None when there is nobody."""
        return self._cursor

    @property
    def order(self) -> list[int]:
        """Everybody in the order of reading."""
        return self._layout_now().order

    @property
    def marks(self) -> frozenset[int]:
        """All who are marked."""
        return self._marks

    @marks.setter
    def marks(self, marks: Iterable[int]) -> None:
        self._marks = frozenset(marks)
        self.refresh()

    def move_to(self, key: int) -> bool:
        """Put the cursor on somebody.

        Args:
            key: Who.

        Returns:
            Whether they are here.
        """
        if all(person.key != key for person in self._people):
            return False
        if key != self._cursor:
            lines = {slot.y for slot in self._all_slots() if slot.key in (key, self._cursor)}
            before = self._page()
            self._cursor = key
            self._slots.clear()
            if self._page() != before:  # another page of a crowded cell is shown
                self.refresh()
            else:
                self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))
            self._tell()
        return True

    def _page(self) -> frozenset[int | None]:
        return frozenset(slot.key for slot in self._all_slots())

    def _tell(self) -> None:
        """Post who the cursor is on, once for each."""
        if self._cursor != self._told:
            self._told = self._cursor
            self.post_message(self.CursorMoved(self, self._cursor))

    def twice(self, verb: str) -> bool:
        """Is this the second press, one after the other, of a key that wants two?

        Args:
            verb: What the key does. Any other key, or somebody else, and it starts anew.
        """
        now = (verb, self._cursor, self._keys_pressed)
        before, self._armed = self._armed, now
        if before is None or before[:2] != now[:2] or before[2] + 1 != now[2]:
            return False
        self._armed = None
        return True

    def on_key(self) -> None:
        """Count keys, for `twice`."""
        self._keys_pressed += 1

    def _go(self, key: int | None) -> None:
        if key is not None:
            self.move_to(key)

    def _beside(self, way: Way) -> None:
        if self._cursor is not None:
            self._go(self._layout_now().beside(self._cursor, way))

    def action_cursor_up(self) -> None:
        """Go to who has as much power, above, or more."""
        self._beside("up")

    def action_cursor_down(self) -> None:
        """Go to who has as much power, below, or less."""
        self._beside("down")

    def action_cursor_left(self) -> None:
        """Go to who has less interest."""
        self._beside("left")

    def action_cursor_right(self) -> None:
        """Go to who has more interest."""
        self._beside("right")

    def action_cursor_first(self) -> None:
        """Go to the first in the order of reading."""
        self._go(next(iter(self.order), None))

    def action_cursor_last(self) -> None:
        """Go to the last in the order of reading."""
        self._go(next(reversed(self.order), None))

    def action_page_up(self) -> None:
        """Go to the cell before."""
        if self._cursor is not None:
            self._go(self._layout_now().next_cell(self._cursor, -1))

    def action_page_down(self) -> None:
        """Go to the next cell where somebody stands."""
        if self._cursor is not None:
            self._go(self._layout_now().next_cell(self._cursor, 1))

    def action_activate(self) -> None:
        """Open the record of the one under the cursor."""
        if self._cursor is not None:
            self.post_message(self.Activated(self, self._cursor))

    def action_mark(self) -> None:
        """Mark the one under the cursor, or take the mark away."""
        if self._cursor is not None:
            self._mark(self._marks ^ {self._cursor})

    def action_mark_all(self) -> None:
        """Mark everybody; where everybody is marked, nobody."""
        every = frozenset(person.key for person in self._people)
        self._mark(self._marks - every if every <= self._marks else self._marks | every)

    def _mark(self, marks: frozenset[int]) -> None:
        self.marks = marks
        self.post_message(self.MarksChanged(self, marks))

    def on_click(self, event: events.Click) -> None:
        """Go to the name that is clicked; a second click opens its record."""
        place = event.get_content_offset(self)
        if place is None:
            return
        for slot in self._lines().get(place.y, ()):
            if slot.key is not None and slot.x <= place.x < slot.x + slot.width:
                self.move_to(slot.key)
                if event.chain == 2:
                    self.action_activate()
