"""Writes the plan as a document, a table or a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from actionplan_tui.exchange.files import write_whole
from actionplan_tui.exchange.formats import FORMATS, Options, export_name
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from screens.dialogs.dialog import Dialog
from screens.widgets.grid import Cell, Column, Grid, RowKey


class ExportDialog(Dialog[str]):
    """Choose a format, then where; returns what was written, in a sentence."""

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "choose"}

    DEFAULT_CSS = """
    ExportDialog {
        & #formats { height: 8; }
        & #where { border: none; height: 1; padding: 0; margin-top: 1; background: $panel; }
        & #problem { color: $text-error; height: auto; }
    }
    """

    def __init__(self, plan: Plan, today: dt.date, path: Path, *, first: str = "") -> None:
        """Prepare the list of formats.

        Args:
            plan: The plan to write.
            today: The day its names and states are of.
            path: The plan's own file: exports go beside it unless told otherwise.
            first: The format to begin on; nothing: the first of the list.
        """
        super().__init__("Export the plan")
        self._plan = plan
        self._today = today
        self._path = path
        self._first = first
        self._chosen = ""
        self._over: Path | None = None

    def body(self) -> Iterable[Widget]:
        """The formats, then the path."""
        yield Grid(
            (Column("suffix", "", 8), Column("label", "Format", 40, flexible=True)),
            cursor_type="row",
            id="formats",
        )
        yield Input(placeholder="where", id="where", compact=True)
        yield Problemed()

    def on_mount(self) -> None:
        """Begin at the formats."""
        grid = self.query_one(Grid)
        grid.show(list(FORMATS), self._cell)
        if self._first in FORMATS:
            grid.move_to(self._first)
        grid.focus()

    def _cell(self, row: RowKey, column: str) -> Cell:
        known = FORMATS[str(row)]
        return Cell(f".{known.suffix.lstrip('.')}" if column == "suffix" else known.label)

    @on(Grid.Activated)
    def _format_chosen(self, event: Grid.Activated) -> None:
        event.stop()
        self._chosen = str(event.key)
        where = self.query_one("#where", Input)
        where.value = str(self._path.parent / export_name(self._plan, self._chosen, self._today))
        where.focus()

    @on(Input.Submitted)
    def _write(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._chosen:
            self.query_one(Grid).focus()
            return
        target = Path(event.value.strip()).expanduser()
        try:
            self._heed(target)
            data = FORMATS[self._chosen].write(self._plan, self._today, Options())
            write_whole(target, data)
        except Problem as problem:
            self.query_one(Problemed).update(problem.message)
            return
        self.dismiss(f"Written: {target}")

    def _heed(self, target: Path) -> None:
        """Let nothing that is there be written over unawares.

        Raises: Problem when it is the plan itself, or when it was not asked about yet.
        """
        if not target.exists():
            return
        if self._path.exists() and target.samefile(self._path):
            raise Problem("this is the plan itself: name another file")
        if target != self._over:
            self._over = target
            raise Problem("a file of that name is there already: Enter again writes over it")


class Problemed(Static):
    """Why nothing was written; blank until then."""

    def __init__(self) -> None:
        super().__init__("", id="problem", markup=False)
