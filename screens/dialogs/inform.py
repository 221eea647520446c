"""Proposes a communication for a stakeholder: how often, and why so often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from actionplan_tui.analysis.engagement import engagement_gap, proposed_cadence, strategy_of
from actionplan_tui.analysis.occurrences import occurrences
from actionplan_tui.capture import items_communications
from actionplan_tui.capture.dates import context_of
from actionplan_tui.capture.days import long_date
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication, Stakeholder
from actionplan_tui.model.workdays import work_calendar
from screens.dialogs.dialog import Dialog
from screens.widgets.edit_line import EditLine, Understood

NEXT = 3
"""Dates said back."""


class InformDialog(Dialog[dict[str, Any]]):
    """One line to accept or change; returns the fields of the communication it means."""

    DEFAULT_CSS = """
    InformDialog > #box {
        width: 100;

        & #why { height: auto; margin-bottom: 1; }
        & #dates { height: auto; margin-top: 1; }
    }
    """

    def __init__(
        self, plan: Plan, person: Stakeholder, today: dt.date, *, by: int | None, told: str
    ) -> None:
        """Prepare the proposal.

        Args:
            plan: The plan as it is shown.
            person: Who is to be informed.
            today: The day from which it counts.
            by: Who is proposed to send it.
            told: What reaches them already.
        """
        super().__init__(f"Inform {person.name}")
        self._plan = plan
        self._person = person
        self._today = today
        self._told = told
        self._start = work_calendar(plan.info).on_or_after(today)
        proposed = Communication(
            audience=(person.id,), responsible=by, cadence=proposed_cadence(person)
        )
        self._text = f"{next(items_communications.forms(plan, proposed))}: "

    def body(self) -> Iterable[Widget]:
        """Why so often, the line, and when that is."""
        yield Static(self._why, id="why", markup=False)
        yield EditLine(in_full=False)
        yield Static("", id="dates", markup=False)

    @property
    def _why(self) -> str:
        strategy = strategy_of(self._person)
        gap = engagement_gap(self._person) or 0
        reasons: list[str] = [strategy or "not yet placed on the matrix"]
        if gap > 0:
            levels = f"{gap} level{'s' * (gap > 1)}"
            now, desired = self._person.engagement, self._person.desired_engagement
            reasons.append(f"{now} now, to become {desired}: {levels} to gain")
        told = self._told or "nothing"
        return (
            f"Proposed: {proposed_cadence(self._person)} ({'; '.join(reasons)}).\n"
            f"Told now: {told}.\n"
            "Add after the colon what they should hear; change what you like."
        )

    def on_mount(self) -> None:
        """Open the line, ready for the message."""
        self._open(self._text)

    def _open(self, text: str) -> None:
        line = self.query_one(EditLine)
        line.open("Tell", text, understand=self._understand, select_all=False)
        self._show_dates(text)

    def fields(self, text: str) -> dict[str, Any]:
        """The fields that a text means.

        Raises: Problem when it is not understood, or tells nobody, or never.
        """
        context = context_of(self._plan, self._today, None)
        parts = items_communications.read(self._plan, text, context)
        if not parts["audience"]:
            raise Problem("who should hear it?")
        if not parts["cadence"]:
            raise Problem("how often? For example weekly, every 2 weeks on tue, monthly")
        if not self._dates(parts["cadence"]) and not parts["cadence"].startswith("at "):
            raise Problem(f"{parts['cadence']}: never occurs before the plan ends")
        return {**parts, "start": self._start}

    def _dates(self, cadence: str) -> list[dt.date]:
        info = self._plan.info
        found = occurrences(
            parse(cadence), self._start, plan_end=info.target_end, calendar=work_calendar(info)
        )
        return [one.day for one in found[:NEXT]]

    def _understand(self, text: str) -> Understood:
        try:
            self.fields(text)
        except Problem as problem:
            return Understood(problem.message, problem=True)
        return Understood("")

    def _show_dates(self, text: str) -> None:
        try:
            days = self._dates(self.fields(text)["cadence"])
        except Problem:
            days = []
        said = ", ".join(long_date(day) for day in days)
        self.query_one("#dates", Static).update(f"Next: {said}" if said else "")

    @on(EditLine.Typed)
    def _typed(self, event: EditLine.Typed) -> None:
        event.stop()
        self._show_dates(event.value)

    @on(EditLine.Committed)
    def _committed(self, event: EditLine.Committed) -> None:
        event.stop()
        try:
            fields = self.fields(event.value)
        except Problem as problem:
            self.query_one(EditLine).refuse(problem.message)
            return
        self.dismiss(fields)

    @on(EditLine.Cancelled)
    def _cancelled(self, event: EditLine.Cancelled) -> None:
        event.stop()
        self.dismiss(None)
