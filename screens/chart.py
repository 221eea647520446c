"""A KPI's measurements against its expected path, drawn in text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from actionplan_tui.analysis.kpis import expected_value, history, path_of
from actionplan_tui.capture.amounts import format_number
from actionplan_tui.model.plan import Plan
from screens.widgets.cells import fit

Line = Sequence[tuple[str, str]]
"""Pieces of a line: text and role."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Furniture(NamedTuple):
    """The signs of a chart."""

    measured: str = "●"
    expected: str = "·"
    target: str = "◎"
    axis: str = "┤"
    corner: str = "└"
    line: str = "─"
    tick: str = "┬"


ASCII = Furniture("o", ".", "T", "|", "+", "-", "+")


class Frame(NamedTuple):
    """Which days and values a chart spans, and the cells it has for them."""

    first: dt.date
    last: dt.date
    low: float
    high: float
    width: int
    height: int

    def column(self, day: dt.date) -> int:
        """The column of a day, from the left."""
        days = max(1, (self.last - self.first).days)
        return round((day - self.first).days / days * (self.width - 1))

    def row(self, value: float) -> int:
        """The row of a value, from the top."""
        share = (value - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return round((1 - share) * (self.height - 1))

    def value(self, row: int) -> float:
        """The value in the middle of a row."""
        if self.height < 2:
            return self.high
        return self.high - (self.high - self.low) * row / (self.height - 1)


def chart_lines(
    plan: Plan, kpi_id: int, today: dt.date, width: int, height: int, *, ascii_only: bool = False
) -> list[Line]:
    """The chart's lines: a heading, the grid with its scale, and the months below."""
    kpi = plan.kpis[kpi_id]
    signs = ASCII if ascii_only else Furniture()
    unit = f", {kpi.unit}" if kpi.unit else ""
    legend = f"{signs.measured} measured  {signs.expected} expected  {signs.target} target"
    heading: Line = [
        (fit(f" K{kpi_id} {kpi.name}{unit}", max(10, width - len(legend) - 2)), "accent"),
        (f" {legend}", "dim"),
    ]
    points = [point for point in history(plan, kpi_id) if point[0] <= today]
    path = path_of(plan, kpi)
    if not points and not path:
        return [heading, [(" Nothing measured yet: Enter measures", "dim")]]
    labels = 9
    frame = _frame(points, path, today, max(10, width - labels - 2), max(3, height - 3))
    grid = _drawn(plan, kpi_id, frame, signs, points, path)
    lines: list[Line] = [heading]
    for row in range(frame.height):
        marked = row % 2 == 0 or row == frame.height - 1
        label = format_number(round(frame.value(row), 2)) if marked else ""
        lines.append([(fit(label, labels, align="right"), "dim"), (f" {signs.axis}", "dim"),
                      *grid[row]])  # fmt: skip
    axis, months = _months(frame, signs)
    lines.append([(" " * labels, ""), (f" {signs.corner}{axis}", "dim")])
    lines.append([(" " * (labels + 2), ""), (months, "dim")])
    return lines


def _frame(
    points: Sequence[tuple[dt.date, float]],
    path: Sequence[tuple[dt.date, float]],
    today: dt.date,
    width: int,
    height: int,
) -> Frame:
    days = [day for day, _ in (*points, *path)] or [today]
    values = [value for _, value in (*points, *path)] or [0.0]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    return Frame(min(days), max(*days, today), low, high, width, height)


def _drawn(
    plan: Plan,
    kpi_id: int,
    frame: Frame,
    signs: Furniture,
    points: Sequence[tuple[dt.date, float]],
    path: Sequence[tuple[dt.date, float]],
) -> list[list[tuple[str, str]]]:
    """The grid's rows as pieces: the path first, measurements over it, the target last."""
    cells: dict[tuple[int, int], tuple[str, str]] = {}
    if path:
        span = max(1, (frame.last - frame.first).days)
        for column in range(frame.width):
            day = frame.first + dt.timedelta(days=round(column / max(1, frame.width - 1) * span))
            if path[0][0] <= day <= path[-1][0]:
                value = expected_value(plan, plan.kpis[kpi_id], day)
                if value is not None:
                    cells[frame.row(value), column] = (signs.expected, "dim")
        day, value = path[-1]
        cells[frame.row(value), frame.column(day)] = (signs.target, "accent")
    for day, value in points:
        cells[frame.row(value), frame.column(day)] = (signs.measured, "good")
    rows: list[list[tuple[str, str]]] = []
    for row in range(frame.height):
        pieces: list[tuple[str, str]] = []
        gap = 0
        for column in range(frame.width):
            cell = cells.get((row, column))
            if cell is None:
                gap += 1
                continue
            if gap:
                pieces.append((" " * gap, ""))
                gap = 0
            pieces.append(cell)
        rows.append(pieces)
    return rows


def _months(frame: Frame, signs: Furniture) -> tuple[str, str]:
    """The axis with a tick a month, and the months' names where they fit."""
    axis = [signs.line] * frame.width
    names = [" "] * (frame.width + 4)
    free = 0
    day = frame.first.replace(day=1)
    while day <= frame.last:
        if day >= frame.first:
            column = frame.column(day)
            axis[column] = signs.tick
            name = MONTHS[day.month - 1] if day.month > 1 else str(day.year)
            if column >= free:
                names[column : column + len(name)] = name
                free = column + len(name) + 1
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return "".join(axis), "".join(names).rstrip()


_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII_BLOCKS = "._-=+*#@"


def sparkline(values: Sequence[float], width: int, *, ascii_only: bool = False) -> str:
    """The last values as one row of bars, lowest to highest."""
    shown = list(values)[-width:]
    if not shown:
        return ""
    low, high = min(shown), max(shown)
    blocks = _ASCII_BLOCKS if ascii_only else _BLOCKS
    if low == high:
        return blocks[3] * len(shown)
    return "".join(
        blocks[round((value - low) / (high - low) * (len(blocks) - 1))] for value in shown
    )
