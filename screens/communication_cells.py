"""What the cadence table shows."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.capture.days import short_date
from actionplan_tui.capture.fields import show
from actionplan_tui.capture.times import show_time
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication
from actionplan_tui.model.wbs import outline
from screens.cadence_cells import next_text, say_cadence
from screens.widgets.grid import Cell, Column

_WIDTHS = {
    "audience": 22, "message": 28, "responsible": 12, "channel": 16, "cadence": 28, "start": 11,
    "until": 11, "time": 6, "duration": 7, "remind_before": 16, "alarm": 8,
    "working_day_rule": 12, "status": 9,
}  # fmt: skip
_FIRST = ("audience", "cadence", "next", "responsible", "message", "channel", "scope")
_WORKED_OUT = {"next": ("Next", 11), "scope": ("Scope", 9)}


def columns() -> tuple[Column, ...]:
    """The cadence table's columns; `next` and `scope` are worked out, the rest are fields."""
    fields = FIELDS["communications"]
    found: list[Column] = []
    for name in (*_FIRST, *(name for name in _WIDTHS if name not in _FIRST)):
        if name in _WORKED_OUT:
            found.append(Column(name, *_WORKED_OUT[name]))
        else:
            field = fields[name]
            found.append(
                Column(name, field.label, _WIDTHS[name], prompt=field.prompt,
                       flexible=name == "audience")
            )  # fmt: skip
    return tuple(found)


def cell(plan: Plan, today: dt.date, id: int, column: str) -> Cell:
    """One cell of the cadence table."""
    line = plan.communications.get(id)
    if line is None:
        return Cell("")
    role = "dim" if line.status in ("paused", "ended") else ""
    text = cell_text(plan, today, line, column)
    if not text and column in ("audience", "cadence"):
        return Cell("To whom?" if column == "audience" else "How often?", "dim")
    if column in ("scope", "remind_before") and not role:
        role = "dim" if column == "scope" or line.remind_before is None else ""
    return Cell(text, role)


def cell_text(plan: Plan, today: dt.date, line: Communication, column: str) -> str:
    """What a cell says."""
    if column == "next":
        return next_text(plan, line, today)
    if column == "scope":
        return scope(plan, line)
    if column == "cadence":
        return say_cadence(plan, line)
    if column == "remind_before":
        return _reminder(line)
    value = getattr(line, column)
    if isinstance(value, dt.date):
        return short_date(value)
    if isinstance(value, dt.time):
        return show_time(value)
    return show(plan, "communications", line, column)


def _reminder(line: Communication) -> str:
    if not line.alarm:
        return "none"
    if line.remind_before is None:
        return "09:00 day before"
    hours, minutes = divmod(line.remind_before, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else "", f"{minutes} min"
             if minutes else ""]  # fmt: skip
    return f"{' '.join(part for part in parts if part) or '0 min'} before"


def scope(plan: Plan, line: Communication) -> str:
    """What a communication belongs to: a step's code, a goal, or the plan."""
    if line.step is not None:
        return outline(plan).code.get(line.step, f"S{line.step}")
    return f"G{line.goal}" if line.goal is not None else "plan"
