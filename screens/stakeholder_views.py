"""The matrix, the register and the record beside them: what they show, and where the cursor is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast
from zoneinfo import ZoneInfo

from textual import on
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from actionplan_tui.analysis.engagement import Moved
from actionplan_tui.model.plan import ref
from actionplan_tui.model.records import Stakeholder
from screens.answering import in_a_line
from screens.messages import PlanView
from screens.places import Left, Place
from screens.plan_screen import LOW
from screens.saved_filters import SavedFilters
from screens.stakeholder_cells import OF_PEOPLE, StakeholderCells, columns, pairs
from screens.widgets.cells import cell_len, ellipsis, fit
from screens.widgets.grid import Grid
from screens.widgets.matrix import Matrix, Placed
from screens.widgets.panel import RecordPanel
from screens.widgets.text_lines import TextLines

REST_SECONDS = 0.15
"""How long the cursor rests on somebody before the record follows."""

WIDE = 100
"""Cells of screen from which the record stands beside the matrix, not under it."""

_LABEL = 14
"""Cells of a line of the record that are no value: the label and the spaces."""

EMPTY = """No stakeholder yet: who is affected, who decides, who might resist?

a    add the first; a pasted list adds one a line
HJKL move somebody on the matrix
?    all keys"""

NOT_FOUND = """Nobody fits.

Esc  show everybody"""


class StakeholderViews(SavedFilters):
    """The same people twice, on the matrix and in the register; one is shown at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""
        self._resting: Timer | None = None
        self._cells: StakeholderCells | None = None

    def body(self) -> Iterable[Widget]:
        """The matrix or the register, the record, and what a meeting must not overlook."""
        yield Container(
            Matrix(empty_text=EMPTY, id="matrix"),
            Grid(columns(), frozen=1, empty_text=EMPTY, id="register"),
            RecordPanel(id="record"),
            id="parts",
        )
        yield TextLines(id="signals")

    @property
    def matrix(self) -> Matrix:
        """The power/interest matrix."""
        return self.query_one("#matrix", Matrix)

    @property
    def grid(self) -> Grid:
        """The register."""
        return self.query_one("#register", Grid)

    @property
    def panel(self) -> RecordPanel:
        """The record of the one under the cursor."""
        return self.query_one("#record", RecordPanel)

    @property
    def nothing_here(self) -> str:
        """Why there is nobody under the cursor; nothing where there is somebody."""
        return "" if self.shown.cursor_key is not None else in_a_line(self.shown.empty_text)

    def out_of_use(self, action: str) -> str:
        """Why a key does nothing now: informing is done to somebody, as the rest is."""
        return super().out_of_use(action) or (self.nothing_here if action == "inform" else "")

    @property
    def on_register(self) -> bool:
        """Is the register shown, not the matrix?"""
        return self.has_class("-register")

    @property
    def shown(self) -> Matrix | Grid:
        """Which of the two is shown."""
        return self.grid if self.on_register else self.matrix

    def begin(self) -> None:
        """Begin on the matrix, or where it was left."""
        self.set_class(self.matrix.ascii, "-ascii")
        self.set_class(self.back_at.part == "register", "-register")
        if self.back_at.row.isdecimal():
            self.matrix.move_to(int(self.back_at.row))
            self.grid.move_to(int(self.back_at.row), self.back_at.column or None)
        self.shown.focus()

    def come_back(self, place: Place) -> None:
        """Go where somebody was, behind the filter that was in force."""
        super().come_back(place)
        self._sought = self.back_at.filter

    def left(self) -> Left:
        """Who is under the cursor, on which of the two views, and the filter."""
        row = "" if self.person is None else str(self.person.id)
        part = "register" if self.on_register else ""
        return Left(row, self.grid.cursor_column, self._sought, part)

    @property
    def narrowed(self) -> str:
        """The filter in force."""
        text = " ".join(self._sought.split())
        return f"filter: {text}" if text else ""

    def resized(self) -> None:
        """Put the record beside the matrix where there is room, else under it."""
        self.set_class(self.size.width < WIDE, "-narrow")
        if self.ready:
            self.call_after_refresh(self._show_panel)

    # What is shown

    @property
    def cells(self) -> StakeholderCells:
        """The register of the plan as it is shown."""
        assert self._cells is not None
        return self._cells

    def show_view(self, view: PlanView) -> None:
        """Show the plan as it now is; what was shown at once is in the history only when saved."""
        before = self._view
        super().show_view(view)
        if self.ready and before is not None and before.history is not view.history:
            self._show_panel()

    def plan_changed(self) -> None:
        """Show everybody whom the filter leaves."""
        plan, today = self.view.plan, self.view.today
        self._cells = cells = StakeholderCells(plan, today, ascii_only=self.matrix.ascii)
        ids = cells.ids(self._sought)
        for part in (self.matrix, self.grid):
            part.empty_text = NOT_FOUND if self._sought else EMPTY
        self.matrix.show(
            [
                Placed(id, cells.cell(id, "name").text, person.power, person.interest)
                for id in ids
                for person in (plan.stakeholders[id],)
            ]
        )
        shown = tuple(column for column in columns() if self._is_shown(column.key))
        if shown != tuple(self.grid.columns):
            self.grid.columns = shown
        self.grid.show(ids, lambda row, column: cells.cell(cast("int", row), column))
        marked = self.shown.marks & frozenset(ids)
        if marked != self.shown.marks:
            self.mark(cast("frozenset[int]", marked))
        self._show_panel()
        self._show_signals()

    def _is_shown(self, what: str) -> bool:
        """Whether a column of the register, or a field of the record, is for who is looking."""
        return not self.view.presenting or what not in OF_PEOPLE

    def _show_signals(self) -> None:
        low = self.size.height < LOW
        found = self.cells.signals(2 if low else 6)
        dots = ellipsis(self.matrix.ascii)

        def lines(width: int) -> list[list[tuple[str, str]]]:
            if not self.view.plan.stakeholders:
                return []
            if not found:
                pull = ", and key players pull one way" if self._is_shown("attitude") else ""
                return [[(f" Everybody is told something{pull}", "dim")]]
            if low:
                return [_in_one(found, width, dots)]
            return [_in_one([each], width, dots) for each in found]

        signals = self.query_one("#signals", TextLines)
        signals.styles.height = 1 if low else max(1, len(found))
        signals.show(lines)

    def _show_panel(self) -> None:
        person = self.person
        if person is None:
            self.panel.show("", "", ())
            return
        beside = not self.on_register and self.size.width >= WIDE
        room = max(0, self.panel.content_size.width - _LABEL) if beside else 0
        fields = pairs(self.cells, person, self._moves(person.id), room)
        aside = [ref("stakeholders", person.id), person.kind]
        if person.organisation and not beside:
            aside.append(person.organisation)
        self.panel.show(
            person.name,
            f" {self.cells.dot} ".join(aside),
            [pair for pair in fields if self._is_shown(pair.field)],
        )

    def _moves(self, id: int) -> list[Moved]:
        """What the history says of somebody's position."""
        zone = ZoneInfo(self.view.plan.info.time_zone)
        return [
            Moved(row.at.astimezone(zone).date(), row.by, change.field, change.before, change.after)
            for row in self.view.history
            for change in row.changes
            if change.table == "stakeholders" and change.id == id and change.field
        ]

    # Where the cursor is

    @property
    def person(self) -> Stakeholder | None:
        """Who the cursor is on."""
        key = self.shown.cursor_key
        if key is None or self._view is None:
            return None
        return self.view.plan.stakeholders.get(cast("int", key))

    @property
    def chosen(self) -> list[int]:
        """The marked ones in the order shown, else the one under the cursor."""
        marked = [cast("int", row) for row in self.grid.rows if row in self.shown.marks]
        person = self.person
        return marked or ([person.id] if person is not None else [])

    def mark(self, ids: frozenset[int]) -> None:
        """Mark these, on the matrix and in the register."""
        self.matrix.marks = ids
        self.grid.marks = ids

    def place(self) -> tuple[str, int]:
        """The stakeholder under the cursor."""
        person = self.person
        return ("stakeholders", person.id) if person is not None else ("", 0)

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a stakeholder under the cursor, unfiltered; on a field in their record."""
        person = self.view.plan.stakeholders.get(id)
        sought = "archived" if person is not None and person.archived else ""
        if self._sought != sought:
            self.refilter(sought)
        self.matrix.move_to(id)
        self.grid.move_to(id)
        self._show_panel()
        if field and self.panel.move_to(field):
            self.panel.focus()

    @on(Matrix.CursorMoved)
    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Matrix.CursorMoved | Grid.CursorMoved) -> None:
        event.stop()
        if event.control is not self.shown or event.key is None:
            return
        key = cast("int", event.key)
        other = self.matrix if self.on_register else self.grid
        other.move_to(key)
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._show_panel)

    @on(Matrix.MarksChanged)
    @on(Grid.MarksChanged)
    def _marks_changed(self, event: Matrix.MarksChanged | Grid.MarksChanged) -> None:
        event.stop()
        self.mark(cast("frozenset[int]", event.marks))

    # Going from part to part

    def action_panel(self) -> None:
        """Go to the register, and back to the matrix; from the record, back to either."""
        if self.panel.has_focus:
            self.shown.focus()
            return
        self.toggle_class("-register")
        self.shown.focus()
        self.call_after_refresh(self._show_panel)

    def action_back(self) -> None:
        """Go back one level: record, marks, filter."""
        if self.panel.has_focus:
            self.shown.focus()
        elif self.shown.marks:
            self.mark(frozenset())
        elif self._sought:
            self.refilter("")

    @property
    def filter_text(self) -> str:
        """The filter in force."""
        return self._sought

    def refilter(self, text: str) -> None:
        """Show whom a filter leaves, and that there is one."""
        self._sought = text
        self.plan_changed()
        self.show_header()

    def action_filter(self) -> None:
        """Show only those who hold what is typed; "archived" shows those who left."""

        def said(text: str) -> str:
            shown = len(self.grid.rows)
            return f"{shown} shown" if text else 'a name, a strategy, a word; "archived": who left'

        self.ask_filter(said, self.refilter, value=self._sought)


def _in_one(found: Sequence[tuple[str, str]], width: int, dots: str) -> list[tuple[str, str]]:
    """Labels and texts on one line, the last cut where it must be."""
    pieces: list[tuple[str, str]] = []
    room = width
    for label, text in found:
        room -= cell_len(label) + 3
        shown = fit(text, min(cell_len(text), max(0, room)), ellipsis=dots)
        pieces += [(f" {label}: ", "accent"), (shown + "  ", "")]
        room -= cell_len(shown) + 2
    return pieces
