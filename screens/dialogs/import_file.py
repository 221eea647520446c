"""Chooses a file to take in: a table, notes of a meeting, or another plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from actionplan_tui.exchange.taking_in import Source, source_in
from actionplan_tui.model.problem import Problem
from screens.dialogs.dialog import Dialog
from screens.dialogs.lines import Answer
from screens.dialogs.reading import Reading
from screens.keys import bindings
from screens.widgets.grid import Cell, Column, Grid, RowKey

KINDS = {
    ".xlsx": "Excel workbook",
    ".csv": "table as text",
    ".tsv": "table as text",
    ".md": "Markdown: a table, or notes",
    ".txt": "a table, or notes",
    ".json": "a plan",
    ".ics": "calendar: dates moved there",
}
"""The files that are offered, by their suffixes."""

NO_FILES = """No tables, notes or plans in this folder.

Tab  go to the line below and type where the file is"""
_MOST = 200


class ImportDialog(Dialog[Source]):
    """Files beside the plan, and a line for any other; returns what stands in the one chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("parts")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "read"}

    DEFAULT_CSS = """
    ImportDialog {
        & #files { height: 12; }
        & #where { border: none; height: 1; padding: 0; margin-top: 1; background: $panel; }
        & #problem { color: $text-error; height: auto; }
    }
    """

    def __init__(self, path: Path) -> None:
        """Look for files beside the plan.

        Args:
            path: The plan's own file, which is not offered.
        """
        super().__init__("Take in a table, notes, a plan or a calendar: nothing changes unseen")
        self._folder = path.parent
        self._files = _files(path)

    def body(self) -> Iterable[Widget]:
        """The files, then the path."""
        grid = Grid(
            (Column("name", "File", 40, flexible=True), Column("kind", "", 28)),
            cursor_type="row",
            markable=False,
            id="files",
        )
        grid.empty_text = NO_FILES
        yield grid
        yield Answer(placeholder="or the path of another file", id="where", compact=True)
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """Begin at the files."""
        grid = self.query_one(Grid)
        rows: list[RowKey] = [path.name for path in self._files]
        grid.show(rows, self._cell)
        (grid if rows else self.query_one("#where", Input)).focus()

    def _cell(self, row: RowKey, column: str) -> Cell:
        name = str(row)
        return Cell(name if column == "name" else KINDS[Path(name).suffix.lower()])

    @on(Grid.Activated)
    def _file_chosen(self, event: Grid.Activated) -> None:
        event.stop()
        self._read(self._folder / str(event.key))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.query_one("#problem", Static).update("Type the path of a file, or Esc leaves")
        else:
            self._read(self._folder / Path(event.value.strip()).expanduser())

    def _read(self, path: Path) -> None:
        problem = self.query_one("#problem", Static)
        problem.update("")

        def answered(read: Source | Problem | None) -> None:
            if isinstance(read, Problem):
                problem.update(read.message)
            elif read is not None:
                self.dismiss(read)

        self.app.push_screen(Reading(path.name, lambda: source_in(path)), answered)


def _files(plan: Path) -> list[Path]:
    """The files beside the plan that can be taken in, the newest first."""
    try:
        found = [
            (-path.stat().st_mtime, path)
            for path in plan.parent.iterdir()
            if path.suffix.lower() in KINDS
            and path.name != plan.name
            and path.is_file()
            and not path.name.startswith(".")
        ]
    except OSError:
        return []
    return [path for _, path in sorted(found)[:_MOST]]
