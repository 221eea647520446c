"""What the dashboard's table of KPIs shows, and how a measurement is typed."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.analysis.kpis import history, reading
from actionplan_tui.capture.amounts import format_number, understand_number
from actionplan_tui.capture.days import say_date
from actionplan_tui.capture.past_days import understand_past_day
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddRecord, set_field
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.chart import sparkline
from screens.widgets.grid import Cell, Column

_FIGURE = 7
"""Cells of a figure; a longer one is said in thousands or millions."""
_BARS = 4

COLUMNS = (
    Column("name", "KPI", 20, flexible=True),
    Column("latest", "Now", _FIGURE, align="right"),
    Column("expected", "Expected", 8, align="right"),
    Column("target", "Target", _FIGURE, align="right"),
    Column("trend", "Trend", 11),
    Column("health", "Health", 11),
    Column("scope", "For", 6),
)

_HEALTH_ROLES = {
    "off track": "bad",
    "at risk": "warn",
    "on track": "good",
    "achieved": "good",
    "not started": "dim",
    "no data": "dim",
}
_VERDICTS = {"good": "better", "bad": "worse"}


def cell(plan: Plan, today: dt.date, id: int, column: str, *, ascii_only: bool = False) -> Cell:
    """One cell of the table."""
    kpi = plan.kpis.get(id)
    if kpi is None:
        return Cell("")
    if column == "name":
        return Cell(f"K{id} {kpi.name}{f', {kpi.unit}' if kpi.unit else ''}")
    found = reading(plan, id, today)
    if column == "latest":
        return Cell(figure(found.latest))
    if column == "expected":
        return Cell(figure(_rounded(found.expected)), "dim")
    if column == "target":
        return Cell(figure(kpi.target))
    if column == "scope":
        return Cell(scope(plan, id), "dim")
    if column == "trend":
        return _trend(plan, today, id, ascii_only)
    return Cell(found.health, _HEALTH_ROLES[found.health])


def _trend(plan: Plan, today: dt.date, id: int, ascii_only: bool) -> Cell:
    """The last figures as bars, and whether they go the right way; or that they are too old."""
    found = reading(plan, id, today)
    if found.stale and found.latest_date is None:
        return Cell("never taken", "warn")
    if found.stale and found.latest_date is not None:
        return Cell(f"stale {(today - found.latest_date).days} d", "warn")
    values = [value for day, value in history(plan, id) if day <= today]
    bars = sparkline(values, _BARS, ascii_only=ascii_only)
    word = _VERDICTS.get(found.verdict, "flat" if found.trend == "steady" else "")
    return Cell(f"{bars} {word}".strip(), found.verdict)


def scope(plan: Plan, id: int) -> str:
    """What a KPI measures: a step, by its code, else a goal."""
    kpi = plan.kpis[id]
    if kpi.step is not None:
        return outline(plan).code.get(kpi.step, f"S{kpi.step}")
    return f"G{kpi.goal}" if kpi.goal is not None else ""


def figure(value: float | None) -> str:
    """A figure in the cells of its column: whole, else in thousands or millions, never cut."""
    if value is None:
        return ""
    text = format_number(round(value, 2))
    if len(text) <= _FIGURE:
        return text
    for size, sign in ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k"), (1.0, "")):
        if abs(value) < size * 0.9995:  # 999,999 is a million rather than a thousand thousand
            continue
        for digits in (2, 1, 0):
            short = format_number(round(value / size, digits)) + sign
            if len(short) <= _FIGURE:
                return short
    return f"{value:.0e}"


def _rounded(value: float | None) -> float | None:
    """What was worked out, no finer than is worth reading."""
    if value is None:
        return None
    return round(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2)


def read_measurement(plan: Plan, text: str, today: dt.date) -> tuple[float, dt.date]:
    """A value and its day out of "31", "31 on 1 nov", "4,10 yesterday".

    Raises: Problem when the value is no number, or the day is none or yet to come.
    """
    words = text.split()
    for count in range(len(words), 0, -1):
        try:
            value = understand_number(" ".join(words[:count]))
        except Problem:
            continue
        day = " ".join(words[count:]).removeprefix("on ")
        return value, understand_past_day(plan, day, today) if day else today
    return understand_number(text), today


def measured_on(plan: Plan, id: int, day: dt.date) -> int | None:
    """The measurement of a KPI on a day, the last one entered; None without."""
    same = [m for m in hanging(plan, "measurements", "kpi", id) if plan.measurements[m].date == day]
    return same[-1] if same else None


def measurement(plan: Plan, id: int, text: str, today: dt.date) -> Edit:
    """The edit that a typed measurement makes: a second figure of a day corrects the first.

    Raises: Problem as `read_measurement` does.
    """
    value, day = read_measurement(plan, text, today)
    same = measured_on(plan, id, day)
    if same is not None:
        return set_field("measurements", same, "value", value)
    return AddRecord("measurements", {"kpi": id, "date": day, "value": value})


def say_measurement(plan: Plan, id: int, text: str, today: dt.date) -> str:
    """What a typed measurement is understood as.

    Raises: Problem as `read_measurement` does.
    """
    value, day = read_measurement(plan, text, today)
    said = f"{format_number(value)} {plan.kpis[id].unit}".strip() + f" on {say_date(day, today)}"
    same = measured_on(plan, id, day)
    if same is None:
        return said
    return f"{said}, not {format_number(plan.measurements[same].value)}"
