"""Dashboard: KPIs with their chart, goals, what is late, what comes next, who carries it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from actionplan_tui.analysis.kpis import history, live_kpis, reading
from actionplan_tui.capture.amounts import format_number, understand_number
from actionplan_tui.capture.dates import context_of, say_date, understand_date
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord, Remove
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from screens.chart import chart_lines, sparkline
from screens.dashboard_lists import list_lines
from screens.dialogs.record import RecordDialog
from screens.keys import bindings
from screens.messages import Copied
from screens.plan_screen import PlanScreen
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Column, Grid, RowKey
from screens.widgets.text_lines import TextLines

EMPTY = """No KPI yet: how will you measure your success?

a    add a KPI: its name, then its record"""

COLUMNS = (
    Column("name", "KPI", 20, flexible=True),
    Column("latest", "Now", 8, align="right"),
    Column("expected", "Expected", 8, align="right"),
    Column("target", "Target", 8, align="right"),
    Column("trend", "Trend", 11),
    Column("health", "Health", 11),
)

_HEALTH_ROLES = {
    "off track": "bad",
    "at risk": "warn",
    "on track": "good",
    "achieved": "good",
    "not started": "dim",
    "no data": "dim",
}


class DashboardScreen(PlanScreen):
    """Enter measures the KPI under the cursor; ctrl+o opens its whole record."""

    NAME = "dashboard"
    CSS_PATH = "dashboard.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dashboard")]

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""
        self._shows_chart = True

    def body(self) -> Iterable[Widget]:
        """KPIs and their chart; goals, late steps, what comes next."""
        with Container(id="parts"):
            with Vertical(id="measured"):
                yield Grid(COLUMNS, frozen=1, cursor_type="row", empty_text=EMPTY, id="kpis")
                yield TextLines(id="chart")
            yield TextLines(id="lists")

    @property
    def grid(self) -> Grid:
        """The KPIs."""
        return self.query_one("#kpis", Grid)

    @property
    def kpi(self) -> int | None:
        """The KPI under the cursor."""
        return cast("int | None", self.grid.cursor_key)

    def begin(self) -> None:
        """Begin at the KPIs."""
        self.grid.focus()

    # What is shown

    def plan_changed(self) -> None:
        """Show KPIs, the chart of the one under the cursor, and the lists."""
        plan, today = self.view.plan, self.view.today
        words = self._sought.casefold().split()
        rows: list[RowKey] = [
            id
            for id in live_kpis(plan)
            if all(word in plan.kpis[id].name.casefold() for word in words)
        ]
        self.grid.show(rows, self._cell)
        ascii_only = self.grid.ascii
        self.query_one("#lists", TextLines).show(
            lambda width: list_lines(plan, today, width, ascii_only=ascii_only)
        )
        self._show_chart()

    def _show_chart(self) -> None:
        plan, today, kpi = self.view.plan, self.view.today, self.kpi
        chart = self.query_one("#chart", TextLines)
        ascii_only = self.grid.ascii
        if kpi is None or kpi not in plan.kpis:
            chart.show(lambda width: ())
            return
        chart.show(
            lambda width: chart_lines(
                plan, kpi, today, width, chart.size.height, ascii_only=ascii_only
            )
        )

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        event.stop()
        if self.ready:
            self._show_chart()

    def resized(self) -> None:
        """Stand side by side where the screen is wide, else take turns."""
        self.set_class(self.size.width >= 110, "-wide")
        self.set_class(self._shows_chart, "-chart")
        if self.ready:
            self._show_chart()

    def _cell(self, row: RowKey, column: str) -> Cell:
        plan, id = self.view.plan, cast("int", row)
        kpi = plan.kpis.get(id)
        if kpi is None:
            return Cell("")
        if column == "name":
            unit = f", {kpi.unit}" if kpi.unit else ""
            return Cell(f"K{id} {kpi.name}{unit}")
        found = reading(plan, id, self.view.today)
        if column == "latest":
            return Cell(_number(found.latest))
        if column == "expected":
            return Cell(_number(found.expected), "dim")
        if column == "target":
            return Cell(_number(kpi.target))
        if column == "trend" and found.stale:
            days = (self.view.today - found.latest_date).days if found.latest_date else 0
            return Cell(f"stale {days} d" if days else "stale", "warn")
        if column == "trend":
            values = [value for day, value in history(plan, id) if day <= self.view.today]
            spark = sparkline(values, 6, ascii_only=self.grid.ascii)
            word = {"rising": "up", "falling": "down", "steady": "flat"}.get(found.trend, "")
            return Cell(f"{spark} {word}".strip(), found.verdict)
        return Cell(found.health, _HEALTH_ROLES[found.health])

    # Where the cursor is

    def place(self) -> tuple[str, int]:
        """The KPI under the cursor."""
        return ("kpis", self.kpi) if self.kpi is not None else ("", 0)

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a KPI under the cursor."""
        self._sought = ""
        self.plan_changed()
        self.grid.move_to(id)

    # Measuring

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        self.measure(cast("int", event.key))

    def measure(self, id: int) -> None:
        """Ask for a value, and optionally the day it is of."""
        plan, today = self.view.plan, self.view.today
        kpi = plan.kpis[id]

        def said(text: str) -> str:
            value, day = read_measurement(plan, text, today)
            return f"{format_number(value)} {kpi.unit} on {say_date(day, today)}"

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return
            try:
                value, day = read_measurement(self.view.plan, text, today)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            self.do(AddRecord("measurements", {"kpi": id, "date": day, "value": value}))
            if move == "down":
                self.grid.action_cursor_down()

        self.ask_text(f"{kpi.name} now? (VALUE, or VALUE on DATE)", said, commit)

    # The record

    def action_add(self) -> None:
        """Add a KPI by its name, then open its record."""
        goals = list(self.view.plan.goals)

        def commit(text: str, move: Move) -> None:
            self.asked()
            if not text.strip():
                return

            def settled(answer: Settled) -> None:
                for id in answer.added("kpis"):
                    self.grid.move_to(id)
                    self.action_record()

            fields: dict[str, object] = {"name": text.strip()}
            if len(goals) == 1:
                fields["goal"] = goals[0]
            self.do(AddRecord("kpis", fields), settled=settled)

        self.ask_text(FIELDS["kpis"]["name"].prompt, lambda text: "", commit)

    def action_record(self) -> None:
        """Open the KPI's whole record."""
        id = self.kpi
        if id is None:
            self.say("No KPI here: a adds one")
            return

        def answered(edits: tuple[Edit, ...] | None) -> None:
            if edits:
                self.do(Batch(f"K{id} {self.view.plan.kpis[id].name}", edits))

        self.app.push_screen(RecordDialog(self.view.plan, "kpis", id, self.view.today), answered)

    def action_remove(self) -> None:
        """Pressed twice, remove the KPI with its measurements."""
        id = self.kpi
        if id is not None and self.grid.twice("remove"):
            self.do(Remove("kpis", (id,)))
        elif id is not None:
            self.say("d again removes it with its measurements")

    def action_copy(self) -> None:
        """Copy the KPI's line."""
        if self.kpi is not None:
            cells = (self._cell(self.kpi, column.key).text for column in COLUMNS)
            self.post_message(Copied("\t".join(cells)))

    def action_filter(self) -> None:
        """Show only the KPIs that hold what is typed."""

        def typed(text: str | None) -> None:
            if text is not None:
                self._sought = text
                self.plan_changed()

        def commit(text: str, move: Move) -> None:
            self._sought = text
            self.asked()
            self.plan_changed()

        self.ask_text("Filter", lambda text: "", commit, value=self._sought, typed=typed)

    def action_panel(self) -> None:
        """On a narrow screen, show the lists in place of the chart, and back."""
        self._shows_chart = not self._shows_chart
        self.set_class(self._shows_chart, "-chart")

    def action_back(self) -> None:
        """Take the filter back."""
        if self._sought:
            self._sought = ""
            self.plan_changed()


def read_measurement(plan: Plan, text: str, today: dt.date) -> tuple[float, dt.date]:
    """A value and its day out of "31", "31 on 1 nov", "4,10 yesterday".

    Raises: Problem when the value is no number or the day is none.
    """
    value, _, day = text.strip().partition(" on ")
    if not day and len(parts := text.strip().rsplit(" ", 1)) == 2:
        try:
            return understand_number(text), today
        except Problem:
            value, day = parts
    when = understand_date(day, context_of(plan, today)) if day.strip() else today
    return understand_number(value), when or today


def _number(value: float | None) -> str:
    return "" if value is None else format_number(round(value, 2))
