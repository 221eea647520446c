"""Asks what becomes of dates that are moved; + and - go on moving them while it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.model.problem import Problem
from screens.dialogs.choose import Option
from screens.dialogs.dialog import Dialog
from screens.keys import bindings
from screens.widgets.grid import Cell, Column, Grid, RowKey

Asked = Callable[[int], tuple[str, Sequence[Option]]]
"""The question and its answers, when the dates are so many days further on."""


class Decision(NamedTuple):
    """The answer chosen, and how many days further on the dates go than when it was asked."""

    choice: str
    days: int


class MoveDates(Dialog[Decision]):
    """A question over what would move; Enter decides, Esc leaves the dates as they were."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("move_dates")]
    FOOTER_LABELS: ClassVar[dict[str, str]] = {"grid.open": "choose"}
    DEFAULT_CSS = """
    MoveDates {
        & > #box { width: 100; }
        & #options { height: 16; }
    }
    """

    def __init__(self, asked: Asked) -> None:
        """Prepare the question.

        Args:
            asked: Gives what is asked. Raises Problem for days on which nothing can fall.
        """
        self._asked = asked
        self._days = 0
        title, options = asked(0)
        self._shown = {option.id: option for option in options}
        super().__init__(title)

    def body(self) -> Iterable[Widget]:
        """The answers, and under them what would move."""
        columns = [Column("text", "", 40, flexible=True)]
        yield Grid(columns, cursor_type="row", markable=False, id="options")

    def on_mount(self) -> None:
        """Begin with the first answer."""
        self._show()
        self.query_one(Grid).focus()

    def _show(self) -> None:
        grid, shown = self.query_one(Grid), self._shown
        here = grid.cursor_key
        grid.show(list(shown), self._cell, row_role=self._role)
        if here not in shown or shown[str(here)].group:
            grid.move_to(next(iter(shown)))

    def _role(self, key: RowKey) -> str:
        if not self._shown[str(key)].group:
            return ""
        return "group" if key == "head" else "dim"

    def _cell(self, row: RowKey, column: str) -> Cell:
        return Cell(self._shown[str(row)].text)

    def _move(self, by: int) -> None:
        try:
            title, options = self._asked(self._days + by)
        except Problem as problem:  # it would end before it starts
            self.retitle(problem.message)
            return
        self._days += by
        self._shown = {option.id: option for option in options}
        self.retitle(title)
        self._show()

    def action_later(self) -> None:
        """Move the dates a day later."""
        self._move(1)

    def action_earlier(self) -> None:
        """Move the dates a day earlier."""
        self._move(-1)

    @on(Grid.Activated)
    def _take(self, event: Grid.Activated) -> None:
        event.stop()
        if not self._shown[str(event.key)].group:
            self.dismiss(Decision(str(event.key), self._days))
