"""Chooses one of several: type to narrow the list, Enter takes the one lit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.dialogs.dialog import Dialog
from screens.dialogs.lines import Sought
from screens.keys import bindings
from screens.widgets.cells import cell_len, clean, ellipsis, fit_end
from screens.widgets.grid import Cell, Column, Grid, RowKey
from screens.widgets.grid_layout import GUTTER
from screens.widgets.text_lines import Line, TextLines

_LOW = 20
"""Lines of screen from which there is one for the end of what is lit."""


class Option(NamedTuple):
    """One thing to choose: what is returned, and what is shown, with an aside at the right."""

    id: str
    text: str
    aside: str = ""
    group: bool = False


class Choose(Dialog[str]):
    """A list that narrows as one types; returns the id of the option chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choose")]
    DEFAULT_CSS = """
    Choose {
        & #sought {
            border: none;
            height: 1;
            padding: 0;
            background: $surface;
        }

        & #options {
            height: 15;
            margin-top: 1;
        }

        & #intro {
            margin-bottom: 1;
        }

        & #rest {
            height: 1;
            background: $surface;
        }

        &.-low #rest {
            display: none;
        }

        &.-introduced #options {
            height: 11;
        }
    }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        placeholder: str = "type to find",
        aside_width: int = 0,
        intro: str = "",
    ) -> None:
        """Prepare the list.

        Args:
            title: What is chosen.
            options: From what.
            placeholder: What the empty field says.
            aside_width: Cells for the asides at the left; none when they have none.
            intro: A sentence or two above the list; data, never markup.
        """
        super().__init__(title)
        self._options = list(options)
        self._by_id = {option.id: option for option in options}
        self._placeholder = placeholder
        self._aside_width = aside_width
        self._intro = intro
        self.set_class(bool(intro), "-introduced")

    def body(self) -> Iterable[Widget]:
        """The field and the list under it."""
        if self._intro:
            yield Static(self._intro, id="intro", markup=False)
        yield Sought(placeholder=self._placeholder, id="sought", compact=True)
        columns = [Column("text", "", 24, flexible=True)]
        if self._aside_width:
            columns.insert(0, Column("aside", "", self._aside_width))
        yield Grid(columns, cursor_type="row", empty_text="Nothing fits.", id="options")
        yield TextLines(id="rest")

    def on_mount(self) -> None:
        """Begin with the whole list."""
        self._show("")
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Leave the line to the list where the screen is low."""
        self.set_class(self.app.size.height < _LOW, "-low")

    def found(self, text: str) -> list[Option]:
        """The options that fit a text: every word of it, in any order."""
        words = text.casefold().split()
        return [
            option
            for option in self._options
            if not words
            or (
                not option.group
                and all(word in f"{option.aside} {option.text}".casefold() for word in words)
            )
        ]

    def _show(self, text: str) -> None:
        found = self.found(text)
        self._by_id.update((option.id, option) for option in found)
        grid = self.query_one(Grid)
        grid.show(
            [option.id for option in found],
            self._cell,
            row_role=lambda key: "group" if self._by_id[str(key)].group else "",
        )
        if found:
            first = next((option for option in found if not option.group), found[0])
            grid.move_to(first.id)

    def _cell(self, row: RowKey, column: str) -> Cell:
        option = self._by_id[str(row)]
        if option.group:
            return Cell(option.text if column in ("aside", "text") else "")
        return Cell(option.aside, "accent") if column == "aside" else Cell(option.text)

    @on(Grid.CursorMoved)
    def _lit(self, event: Grid.CursorMoved) -> None:
        """Show the end of the one that is lit, where it is cut."""
        event.stop()
        plain = self.app.has_class("-ascii")
        option = self._by_id.get(str(event.key))
        text = clean(option.text, ascii=plain) if option is not None else ""
        aside = self._aside_width + bool(self._aside_width)

        def end(width: int) -> list[Line]:
            if cell_len(text) <= width - GUTTER - aside - 1:
                return []
            room = width - GUTTER
            return [[(" " * GUTTER + fit_end(text, room, ellipsis=ellipsis(plain)), "dim")]]

        self.query_one("#rest", TextLines).show(end)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        key = self.query_one(Grid).cursor_key
        if key is not None and not self._by_id[str(key)].group:
            self.dismiss(str(key))

    def action_light(self, by: int) -> None:
        """Light the next one of the list, or the one before; the field keeps the focus."""
        grid = self.query_one(Grid)
        if by > 0:
            grid.action_cursor_down()
        else:
            grid.action_cursor_up()

    def action_page(self, by: int) -> None:
        """Go a page on in the list, or back."""
        grid = self.query_one(Grid)
        if by > 0:
            grid.action_page_down()
        else:
            grid.action_page_up()
