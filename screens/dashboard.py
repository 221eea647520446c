"""Dashboard: KPIs with their chart, goals, what is late, what comes next, who carries it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast, get_args

from textual import events, on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from actionplan_tui.analysis.kpis import Health, live_kpis, reading
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import AddRecord, Remove
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.problem import Problem
from screens.chart import chart_lines
from screens.dashboard_lists import READY, list_entries
from screens.dialogs.record import RecordDialog
from screens.keys import bindings
from screens.kpi_cells import COLUMNS, cell, measurement, say_measurement
from screens.messages import Copied, GoTo, PlanView
from screens.record_list import RecordList
from screens.widgets.edit_line import Move
from screens.widgets.grid import Cell, Grid, RowKey
from screens.widgets.line_list import LineList
from screens.widgets.text_lines import TextLines

WIDE = 110
"""Cells of screen from which the lists stand beside the KPIs."""


_HEALTH: tuple[Health, ...] = get_args(Health)
"""The worst first."""


class DashboardScreen(RecordList):
    """Enter measures the KPI under the cursor; ctrl+o opens its whole record."""

    NAME = "dashboard"
    TABLE = "kpis"
    CSS_PATH = "dashboard.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dashboard")]
    FOOTER_LABELS: ClassVar[dict[str, str]] = {"grid.open": "measure", "panel.open": "go there"}
    EMPTY = """No KPI yet: how will you measure your success?

a    add a KPI: its name, then its record"""

    def body(self) -> Iterable[Widget]:
        """KPIs and their chart; goals, late steps, what comes next."""
        with Container(id="parts"):
            with Vertical(id="measured"):
                yield Grid(COLUMNS, frozen=1, empty_text=self.EMPTY, id="records")
                yield TextLines(id="chart")
            yield LineList(id="lists")

    @property
    def lists(self) -> LineList:
        """Goals, late steps, what comes next."""
        return self.query_one("#lists", LineList)

    # What is shown

    def sort_value(self, id: int, column: str, text: str) -> object:
        """The figures of a KPI's reading; the worst health first."""
        found = reading(self.view.plan, id, self.view.today)
        if column in ("latest", "expected"):
            return getattr(found, column)
        if column == "health":
            return _HEALTH.index(found.health)
        return super().sort_value(id, column, text)

    def plan_changed(self) -> None:
        """Show KPIs, the chart of the one under the cursor, and the lists."""
        plan, today, ascii_only = self.view.plan, self.view.today, self.grid.ascii

        def shown(row: RowKey, column: str) -> Cell:
            return cell(plan, today, cast("int", row), column, ascii_only=ascii_only)

        kpis = [id for id in live_kpis(plan) if self.fits(f"K{id} {plan.kpis[id].name}")]
        self.grid.show(self.ordered(kpis, shown), shown)
        found = self.view.readiness
        self.lists.show_entries(
            lambda width, height: list_entries(
                plan, today, width - 1, height, found=found, ascii_only=ascii_only
            )
        )
        self.set_class(not live_kpis(plan), "-bare")
        self._show_chart()

    def show_judged(self, view: PlanView) -> None:
        """Show what was found of the plan's readiness, in the lists too."""
        same = self.ready and self.view.readiness == view.readiness
        super().show_judged(view)
        if self.ready and not same:
            self.plan_changed()

    def _show_chart(self) -> None:
        plan, today, kpi = self.view.plan, self.view.today, self.here
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
        self.set_class(self.size.width >= WIDE, "-wide")
        if self.ready:
            self._show_chart()

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a KPI under the cursor, unfiltered."""
        self.remove_class("-lists")
        super().reveal(table, id, field)

    def edit_place(self, table: str, id: int, field: str) -> None:
        """Ask for a measurement, or for a field of the KPI."""
        if table == "kpis" and field == "latest":
            self.measure(id)
        else:
            super().edit_place(table, id, field)

    # Measuring

    def out_of_use(self, action: str) -> str:
        """Why a key does nothing now; the lists open what they tell of without any KPI."""
        there = action == "activate" and self.lists.has_focus
        return "" if there else super().out_of_use(action)

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        event.stop()
        id = cast("int", event.key)
        if event.column == "scope":
            self._go_to_scope(id)
        else:
            self.measure(id)

    def _go_to_scope(self, id: int) -> None:
        kpi = self.view.plan.kpis[id]
        if kpi.step is not None:
            self.post_message(GoTo("steps", kpi.step, "kpis"))
        elif kpi.goal is not None:
            self.post_message(GoTo("goals", kpi.goal))
        else:
            self.say("It measures no goal and no step yet: ctrl+o opens its record")

    def measure(self, id: int) -> None:
        """Ask for a value, and optionally the day it is of."""
        if self.locked:
            self.say(self.locked)
            return
        today = self.view.today

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.asked()
                return
            try:
                edit = measurement(self.view.plan, id, text, today)
            except Problem as problem:
                self.edit_line.refuse(problem.message)
                return
            self.asked()
            self.do(edit)
            if move == "down":
                self.grid.action_cursor_down()

        kpi = self.view.plan.kpis[id]
        self.ask_text(
            f"K{id} {kpi.name} now?",
            lambda text: (
                say_measurement(self.view.plan, id, text, today) if text.strip()
                else "a figure; 31 on 1 nov, for another day"
            ),
            commit,
        )  # fmt: skip

    # The record

    def action_add(self) -> None:
        """Add a KPI by its name, then open its record."""

        def commit(text: str, move: Move) -> None:
            self.asked()
            if not text.strip():
                return

            def settled(answer: Settled) -> None:
                for id in answer.added("kpis"):
                    self.grid.move_to(id)
                    self.action_record()
                # The focus does not leave the grid for a dialog, so it is not told.
                self.call_after_refresh(self.grid.let_keys_go)

            fields = {"name": text.strip(), **self.given()}
            self.refilter("")
            self.grid.hold_keys()  # what is typed before it is saved is for its record
            self.do(AddRecord("kpis", fields), settled=settled)

        prompt = FIELDS["kpis"]["name"].prompt
        self.ask_text(prompt, lambda text: "Enter adds it and opens its record", commit)

    def action_record(self) -> None:
        """Open the KPI's whole record."""
        id = self.here
        if id is None:
            self.say("No KPI here: a adds one")
            return

        def answered(edits: tuple[Edit, ...] | None) -> None:
            if edits:
                self.do(Batch(f"K{id} {self.view.plan.kpis[id].name}", edits))

        self.app.push_screen(RecordDialog(self.view.plan, "kpis", id, self.view.today), answered)

    def action_remove(self) -> None:
        """Pressed twice, remove the KPI, or all marked, with their measurements."""
        ids = self.chosen
        if not self.grid.has_focus:
            self.say("d removes a KPI: Tab goes back to them")
        elif ids and self.grid.twice("remove"):
            self.grid.marks = frozenset()
            self.do(Remove("kpis", ids))
        elif ids:
            what = "the KPI with its" if len(ids) == 1 else f"{len(ids)} KPIs with their"
            self.say(f"d again removes {what} measurements")

    def action_copy(self) -> None:
        """Copy the KPI's line, or all marked, for a document or a table."""
        plan, today = self.view.plan, self.view.today
        lines = [
            "\t".join(cell(plan, today, id, column.key).text for column in COLUMNS)
            for id in self.chosen
        ]
        if lines:
            self.post_message(Copied("\n".join(lines)))

    def given(self) -> dict[str, Any]:
        """The goal of pasted KPIs, where there is one alone."""
        goals = list(self.view.plan.goals)
        return {"goal": goals[0]} if len(goals) == 1 else {}

    def on_paste(self, event: events.Paste) -> None:
        """Show rows or lines that are pasted over the KPIs as the KPIs they would become."""
        event.stop()
        self.offer_table(event.text)

    # The other part

    @on(LineList.Activated)
    def _listed(self, event: LineList.Activated) -> None:
        """Go to what an entry of the lists tells of."""
        event.stop()
        table, id = cast("tuple[str, int]", event.target)[:2]
        if event.target == READY:
            self.app.call_later(self.app.run_action, "go('readiness')")
        elif table == "kpis":
            self.reveal(table, id)
        else:
            self.post_message(GoTo(table, id))

    def action_panel(self) -> None:
        """Go to the lists, which take the screen where it is narrow, and back."""
        if self.lists.has_focus:
            self.remove_class("-lists")
            self.grid.focus()
        else:
            self.add_class("-lists")
            self.lists.focus()

    def action_back(self) -> None:
        """Go back one level: lists, marks, filter."""
        if self.lists.has_focus:
            self.action_panel()
        else:
            super().action_back()
