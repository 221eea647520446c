"""Writes the plan as a document, a table or a calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from msgspec import structs
from textual import on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.exchange.calendar_words import LINE_HINT, Wanted, wanted_of
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.files import read_if_there
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
from actionplan_tui.model.records import PlanInfo
from screens.dialogs.dialog import Dialog
from screens.dialogs.lines import Still
from screens.dialogs.writing import Writing
from screens.plain_texts import PlainText
from screens.widgets.grid import Cell, Column, Grid, RowKey


class ExportDialog(Dialog[str]):
    """Choose a format or a report, then where; returns what was written, in a sentence.

    Below the formats stand choices that Enter turns on and off.
    """

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
        self._named = ""
        self._over: Path | None = None
        self._rows: list[list[str]] = []

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
            yield Still(placeholder="all of it", id="holds", compact=True)
        yield Still(placeholder="where", id="where", compact=True)
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
        self._named = named
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
        target = _meant(event.value.strip(), self._named)
        said = self.query_one(Problemed)
        kind, name = self._chosen if isinstance(self._chosen, tuple) else ("format", self._chosen)
        try:
            make = self._maker(str(kind), str(name), target)
        except Problem as problem:
            said.update(problem.message)
            return
        sure, info = target == self._over, self._plan.info

        def made() -> Written:
            _heed(target, self._path, updates=info if name == "ics" else None, sure=sure)
            return make()

        text = self._texts[str(name)] if kind == "text" else None
        writing = Writing(target, made, before=partial(self._gather, text) if text else None)

        def answered(outcome: str | Problem | None) -> None:
            if isinstance(outcome, str):
                self.dismiss(outcome)
            elif outcome is not None:
                said.update(outcome.message)
                self._over = target if isinstance(outcome, _IsThere) else self._over
            elif writing.too_late:
                said.update(f"too late to give up: {target.name} is being written")
            else:
                said.update("given up: nothing was written")

        said.update("")
        self.app.push_screen(writing, answered)

    async def _gather(self, text: PlainText) -> None:
        """Keep the texts of the rows that are to be written as plain text."""
        self._rows = await text.gather()

    def _maker(self, kind: str, name: str, target: Path) -> Callable[[], Written]:
        """What makes the bytes to be written, and what is to be said of them, in another thread.

        The suffix says whether a report is Markdown or a page. Raises: Problem when what is to be
        written is not understood.
        """
        # What is kept beside a plan is for one thread alone: the other one has its own copy.
        plan, today, history = structs.replace(self._plan), self._today, self._history
        if kind == "text":
            form, headings = self._texts[name].form, self._texts[name].headings
            return lambda: Written(form(headings, self._rows).encode("utf-8", "replace"))
        if kind == "report":
            suffix = target.suffix.lower().lstrip(".")
            return lambda: Written(report_bytes(plan, today, name, suffix, history=history))
        wanted = self._wanted() if name == "ics" else Wanted(Choice())
        options = Options(
            shown=self._shown if "shown" in self._on else Shown(),
            guard="guard" in self._on,
            choice=wanted.choice,
            todos=wanted.todos,
            alarms=wanted.alarms,
        )

        def make() -> Written:
            before = read_if_there(target) if name == "ics" else b""
            return written(plan, name, today, structs.replace(options, before=before))

        return make


_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]*")
"""The end of a name that says what it is: that of "plan v1.2" does not."""


def _meant(typed: str, offered: str) -> Path:
    """The file meant: after a last / the name that was offered; any name gets its suffix."""
    path = Path(typed).expanduser()
    if not typed or typed.endswith("/"):
        return path / offered
    known = _SUFFIX.fullmatch(path.suffix)
    return path if known or not path.name else path.with_name(path.name + Path(offered).suffix)


def _heed(target: Path, plan: Path, *, updates: PlanInfo | None, sure: bool) -> None:
    """Let nothing that is there be written over unawares.

    Args:
        target: Where somebody wants to write.
        plan: The plan's own file.
        updates: Of which plan an earlier calendar takes what is new; of none when nothing does.
        sure: Was it asked already whether to write over what is there?

    Raises: Problem when it is the plan itself, or when it was not asked about yet.
    """
    if not target.exists():
        return
    if plan.exists() and target.samefile(plan):
        raise Problem("this is the plan itself: name another file")
    if not sure and not (updates is not None and _is_calendar_of(updates, target)):
        raise _IsThere("a file of that name is there already: Enter again writes over it")


def _is_calendar_of(info: PlanInfo, path: Path) -> bool:
    from actionplan_tui.exchange.ics_update import is_calendar_of  # a large library, not on start

    return is_calendar_of(info, read_if_there(path))


class _IsThere(Problem):
    """The file is there: it is asked whether to write over it."""


class Problemed(Static):
    """Why nothing was written; blank until then."""

    def __init__(self) -> None:
        super().__init__("", id="problem", markup=False)
