"""Plans: those of this folder and those opened lately, each with its status in a line."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.status import status
from actionplan_tui.analysis.status_text import status_line
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import make
from actionplan_tui.store import create_store, open_store
from actionplan_tui.store.recent import recent
from screens.answering import NOTHING_FITS
from screens.dialogs.reading import Reading
from screens.keys import bindings
from screens.messages import OpenPlan
from screens.plan_screen import PlanScreen
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Column, Grid, RowKey

EMPTY = """No plan here.

a    make a new one in this folder"""


class PlansScreen(PlanScreen):
    """Enter opens a plan; a makes a new one in this folder."""

    NAME = "plans"
    CSS_PATH = "plans.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("plans")]
    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"grid.open": "open", "plans.add": "new plan"}

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Path, tuple[str, str]] = {}
        self._sought = ""

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Grid(
            (
                Column("plan", "Plan", 24),
                Column("file", "File", 18),
                Column("status", "Status", 30, flexible=True),
            ),
            cursor_type="row",
            empty_text=EMPTY,
            markable=False,
            id="plans",
        )

    @property
    def grid(self) -> Grid:
        """The list."""
        return self.query_one("#plans", Grid)

    def begin(self) -> None:
        """Read the plans while the list shows already."""
        self.grid.focus()

    def plan_changed(self) -> None:
        """Look anew which plans there are."""
        self._lines.clear()
        self._show()
        self._read(self._paths(), self.view.today)

    @property
    def _here(self) -> Path:
        """The file of the open plan, as the plans opened lately are remembered."""
        return Path(os.path.abspath(self.view.path))

    def _paths(self) -> list[Path]:
        here = self._here.parent
        folder = sorted(path for path in here.glob("*.json") if not path.name.startswith("."))
        lately = [Path(known.path) for known in recent()]
        return list(dict.fromkeys([*folder, *(path for path in lately if path.is_file())]))

    def _show(self) -> None:
        words = self._sought.casefold().split()
        rows: list[RowKey] = [
            path
            for path in self._paths()
            if all(word in f"{path} {self._lines.get(path, '')}".casefold() for word in words)
        ]
        self.grid.show(rows, self._cell)

    def _cell(self, row: RowKey, column: str) -> Cell:
        assert isinstance(row, Path)
        title, line = self._lines.get(row, ("", "reading"))
        if column == "plan":
            return Cell(title or row.stem, "accent" if row == self._here else "")
        if column == "file":
            return Cell(row.name if row.parent == self._here.parent else str(row))
        return Cell(line)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read(self, paths: list[Path], today: dt.date) -> None:
        """Read each plan for its line, off the screen's thread."""
        for path in paths:
            try:
                plan = open_store(path, now=_utc_now).load().plan
                title = " ".join(plan.info.title.split()) or "Untitled plan"
                line = status_line(status(plan, today)).removeprefix(f"{title}: ")
            except Problem as problem:
                title, line = "", problem.message
            self.app.call_from_thread(self._line_read, path, title, line)

    def _line_read(self, path: Path, title: str, line: str) -> None:
        self._lines[path] = title, line
        if self.is_mounted:
            self.grid.invalidate([path])

    @on(Grid.Activated)
    def _open(self, event: Grid.Activated) -> None:
        event.stop()
        assert isinstance(event.key, Path)
        path = event.key

        def read(found: object) -> None:
            if isinstance(found, Problem):
                self.say(found.message, severe=True)
            elif found is not None:
                self.post_message(OpenPlan(path))

        # Behind the desk: it may be large, or on a disk that is gone.
        work = open_store(path, now=_utc_now).load
        self.app.push_screen(Reading(path.name, work), read)

    def action_add(self) -> None:
        """Ask for the title of a new plan, make it in this folder, and open it."""
        folder = self.view.path.parent

        def target(title: str) -> Path:
            words = "".join(char if char.isalnum() else " " for char in title.casefold()).split()
            return folder / f"{'-'.join(words)[:60] or 'plan'}.json"

        def commit(title: str, move: Move) -> None:
            if not title.strip():
                self.asked()
                return
            path = target(title)
            try:
                info = make(type(Plan().info), id=1, title=title.strip())
                create_store(path, Plan(info=info), now=_utc_now, by="")
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            self.post_message(OpenPlan(path))

        self.ask_text("What is the new plan called?", lambda text: target(text).name, commit)

    def action_filter(self) -> None:
        """Show only the plans that hold what is typed."""

        def said(text: str) -> str:
            return f"{len(self.grid.rows)} shown"

        self.ask_filter(said, self._refilter, value=self._sought)

    def _refilter(self, text: str) -> None:
        self._sought = text
        self.grid.empty_text = NOTHING_FITS if text.strip() else EMPTY
        self._show()

    def action_back(self) -> None:
        """Take the filter back."""
        self._refilter("")


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
