"""Writes the plan as a document, a table or a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.exchange.calendar_words import LINE_HINT, Wanted, wanted_of
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.files import read_if_there, write_whole
from actionplan_tui.exchange.formats import (
    FORMATS,
    Options,
    Written,
    export_name,
    report_name,
    written,
)
from actionplan_tui.exchange.reports import REPORTS, report_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from screens.dialogs.dialog import Dialog
from screens.dialogs.lines import Answer
from screens.keys import bindings
from screens.plain_texts import PlainText
from screens.widgets.grid import Cell, Column, Grid, RowKey


class ExportDialog(Dialog[str]):
    """Choose a format or a report, then where; returns what was written, in a sentence.

    Below the formats stand choices that Enter turns on and off.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("parts")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "choose"}

    DEFAULT_CSS = """
    ExportDialog {
        & #formats { max-height: 70vh; }
        & #where { border: none; height: 1; padding: 0; margin-top: 1; background: $panel; }
        & #holds { border: none; height: 1; padding: 0; background: $panel; }
        & #calendar { display: none; height: auto; margin-top: 1; }
        &.-calendar #calendar { display: block; }
        &.-calendar #formats { max-height: 8; }
        & #problem { color: $text-error; height: auto; }
    }
    """

    def __init__(
        self,
        plan: Plan,
        today: dt.date,
        path: Path,
        *,
        first: str = "",
        shown: Shown = Shown(),  # noqa: B008
        history: Sequence[HistoryRow] = (),
        texts: Sequence[PlainText] = (),
    ) -> None:
        """Prepare the list of formats.

        Args:
            plan: The plan to write.
            today: The day its names and states are of.
            path: The plan's own file: exports go beside it unless told otherwise.
            first: The format to begin on; nothing: the first of the list.
            shown: The part of the Action Planning Table that is on screen.
            history: The commits kept with the plan, for minutes.
            texts: The row and the table on screen as plain text.
        """
        super().__init__("Export the plan")
        self._plan = plan
        self._today = today
        self._path = path
        self._first = first
        self._shown = shown
        self._history = history
        self._texts = {text.name: text for text in texts}
        self._on = {"shown", "guard"}
        self._chosen: RowKey | None = None
        self._over: Path | None = None

    def body(self) -> Iterable[Widget]:
        """The formats, then the path."""
        yield Grid(
            (Column("suffix", "", 8), Column("label", "Format", 40, flexible=True)),
            cursor_type="row",
            markable=False,
            id="formats",
        )
        with Vertical(id="calendar"):
            yield Static(
                f"It holds all that has a date. Shift+Tab to choose:\n{LINE_HINT}", markup=False
            )
            yield Answer(placeholder="all of it", id="holds", compact=True)
        yield Answer(placeholder="where", id="where", compact=True)
        yield Problemed()

    def on_mount(self) -> None:
        """Begin at the formats."""
        grid = self.query_one(Grid)
        rows: list[RowKey] = [*FORMATS, *(("report", name) for name in REPORTS)]
        rows += [("text", name) for name in self._texts]
        rows += [("choice", name) for name in self._choices]
        grid.styles.height = len(rows) + 2
        grid.show(rows, self._cell)
        if self._first in FORMATS:
            grid.move_to(self._first)
        grid.focus()

    @property
    def _choices(self) -> dict[str, str]:
        """What can be turned on and off: its name, and what it says."""
        part = self._shown.said or "its columns"
        whole = self._shown == Shown()
        choices = {} if whole else {"shown": f"the table as it is on screen: {part}"}
        return choices | {"guard": "CSV: no cell that a spreadsheet would run as a formula"}

    def _cell(self, row: RowKey, column: str) -> Cell:
        kind, name = row if isinstance(row, tuple) else ("format", str(row))
        if kind == "choice":
            on = "x" if name in self._on else " "
            return Cell(f"[{on}]" if column == "suffix" else self._choices[str(name)])
        if kind == "text":
            return Cell(".txt" if column == "suffix" else self._texts[str(name)].label)
        if kind == "report":
            said = REPORTS[str(name)].label[0].upper() + REPORTS[str(name)].label[1:]
            return Cell("report" if column == "suffix" else said)
        known = FORMATS[str(name)]
        return Cell(f".{known.suffix}" if column == "suffix" else known.label)

    @on(Grid.Activated)
    def _row_chosen(self, event: Grid.Activated) -> None:
        event.stop()
        kind, name = event.key if isinstance(event.key, tuple) else ("format", event.key)
        if kind == "choice":
            self._on ^= {str(name)}
            event.grid.invalidate([event.key])
            return
        self._chosen = event.key
        suffix = {"report": "html", "text": "txt"}.get(str(kind))
        named = (
            report_name(self._plan, str(name), suffix, self._today)
            if suffix is not None
            else export_name(self._plan, str(name), self._today)
        )
        self.set_class(event.key == "ics", "-calendar")
        where = self.query_one("#where", Input)
        where.value = str(self._path.parent / named)
        where.focus()

    @on(Input.Submitted, "#holds")
    def _holds(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._wanted()
        except Problem as problem:
            self.query_one(Problemed).update(problem.message)
            return
        self.query_one(Problemed).update("")
        self.query_one("#where", Input).focus()

    def _wanted(self) -> Wanted:
        """What the calendar is to hold.

        Raises: Problem when it is not understood.
        """
        return wanted_of(self._plan, self._today, self.query_one("#holds", Input).value)

    @on(Input.Submitted, "#where")
    def _write(self, event: Input.Submitted) -> None:
        event.stop()
        if self._chosen is None:
            self.query_one(Grid).focus()
            return
        target = Path(event.value.strip()).expanduser()
        try:
            self._heed(target)
            made = self._made(self._chosen, target)
            write_whole(target, made.data)
        except Problem as problem:
            self.query_one(Problemed).update(problem.message)
            return
        said = (one[0].upper() + one[1:] for one in made.said)
        self.dismiss(". ".join((f"Written: {target}", *said)))

    def _made(self, chosen: RowKey, target: Path) -> Written:
        """What is to be written, and what is to be said of it.

        The suffix says whether a report is Markdown or a page.
        """
        if isinstance(chosen, tuple) and chosen[0] == "text":
            return Written(self._texts[str(chosen[1])].make().encode("utf-8", "replace"))
        if isinstance(chosen, tuple):
            suffix = target.suffix.lower().lstrip(".")
            report = str(chosen[1])
            return Written(
                report_bytes(self._plan, self._today, report, suffix, history=self._history)
            )
        wanted = self._wanted() if chosen == "ics" else Wanted(Choice())
        options = Options(
            shown=self._shown if "shown" in self._on else Shown(),
            guard="guard" in self._on,
            choice=wanted.choice,
            todos=wanted.todos,
            alarms=wanted.alarms,
            before=read_if_there(target) if chosen == "ics" else b"",
        )
        return written(self._plan, str(chosen), self._today, options)

    def _heed(self, target: Path) -> None:
        """Let nothing that is there be written over unawares.

        Raises: Problem when it is the plan itself, or when it was not asked about yet.
        """
        if not target.exists():
            return
        if self._path.exists() and target.samefile(self._path):
            raise Problem("this is the plan itself: name another file")
        if self._chosen == "ics" and b".actionplan-tui" in read_if_there(target):
            return  # an earlier calendar: a new one updates it
        if target != self._over:
            self._over = target
            raise Problem("a file of that name is there already: Enter again writes over it")


class Problemed(Static):
    """Why nothing was written; blank until then."""

    def __init__(self) -> None:
        super().__init__("", id="problem", markup=False)
