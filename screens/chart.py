"""A KPI's measurements against its expected path, drawn in text."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import NamedTuple

from actionplan_tui.analysis.kpis import expected_value, history, path_of
from actionplan_tui.capture.amounts import format_number
from actionplan_tui.capture.days import MONTH_NAMES, short_date
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI
from screens.widgets.cells import cell_len, clean, fit
from screens.widgets.text_lines import Line

LABELS = 10
"""Cells of the scale at the left; the chart's columns begin two cells after it."""

Point = tuple[dt.date, float]
Cells = dict[tuple[int, int], tuple[str, str]]
"""Signs and their roles by row and column."""


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
    """Which days and values a chart spans, and the cells it has for them.

    A row stands for `step` more than the one below it, so that every row has a round value.
    """

    first: dt.date
    last: dt.date
    high: float
    step: float
    width: int
    height: int

    def column(self, day: dt.date) -> int:
        """The column of a day, from the left."""
        days = max(1, (self.last - self.first).days)
        return round((day - self.first).days / days * (self.width - 1))

    def day(self, column: int) -> dt.date:
        """The day that a column stands for."""
        days = (self.last - self.first).days
        return self.first + dt.timedelta(days=round(column / max(1, self.width - 1) * days))

    def row(self, value: float) -> int:
        """The row of a value, from the top."""
        return round((self.high - value) / self.step)

    def value(self, row: int) -> float:
        """The value that a row stands for."""
        return self.high - row * self.step


_LARGEST = 1e300
"""Beyond it the differences of two figures are no numbers."""


def chart_lines(
    plan: Plan, kpi_id: int, today: dt.date, width: int, height: int, *, ascii_only: bool = False
) -> list[Line]:
    """The chart's lines: a heading, the rows with their scale, the axis, the months below."""
    kpi = plan.kpis[kpi_id]
    signs = ASCII if ascii_only else Furniture()
    heading = _heading(kpi, signs, width, ascii_only)
    points = [point for point in history(plan, kpi_id) if point[0] <= today]
    path = path_of(plan, kpi)
    if not points and not path:
        missing = "" if kpi.target is not None else ", and no target: ctrl+o sets one"
        return [heading, [(f" Nothing measured yet{missing}. Enter measures", "dim")]]
    values = [value for _, value in (*points, *path)]
    if kpi.target is not None:
        values.append(kpi.target)
    if max(map(abs, values)) > _LARGEST:
        return [heading, [(" Its figures are too large to be drawn", "dim")]]
    days = [day for day, _ in (*points, *path)]
    rows = max(3, height - 3)
    high, step = scale(min(values), max(values), rows)
    frame = Frame(min(days), max(*days, today), high, step, max(10, width - LABELS - 2), rows)
    cells = _cells(plan, kpi, frame, signs, points, path)
    lines: list[Line] = [heading]
    for row in range(frame.height):
        marked = row % 2 == 0
        label = _label(frame.value(row), step) if marked else ""
        scale_piece = (fit(label, LABELS, align="right"), "dim")
        lines.append([scale_piece, (f" {signs.axis}", "dim"), *_pieces(cells, row, frame.width)])
    axis, names = _months(frame, signs)
    lines.append([(" " * LABELS, ""), (f" {signs.corner}{axis}", "dim")])
    lines.append([(" " * (LABELS + 2), ""), (names, "dim")])
    return lines


def _heading(kpi: KPI, signs: Furniture, width: int, ascii_only: bool) -> Line:
    """The KPI at the left, what the signs mean at the right."""
    legend = f"{signs.measured} measured  {signs.expected} expected  {signs.target} target"
    unit = f", {kpi.unit}" if kpi.unit else ""
    name = clean(f" K{kpi.id} {kpi.name}{unit}", ascii=ascii_only)
    room = width - cell_len(legend) - 2
    if cell_len(name) > room:
        room = max(10, room)
    return [
        (fit(name, room, ellipsis="..." if ascii_only else "…"), "accent"),
        (f" {legend}", "dim"),
    ]


_FACTORS = (1, 1.25, 1.5, 2, 2.5, 4, 5, 7.5, 10, 15, 20, 25, 40, 50)
"""Steps whose doubles, which are the figures shown, are easily read and counted on from."""


def scale(low: float, high: float, rows: int) -> tuple[float, float]:
    """The value of the top row and the step between rows, both round, that hold low and high."""
    least = (high - low) / (rows - 1)
    if least <= 0:
        least = abs(high) / 20 or 1.0
    size = 10.0 ** math.floor(math.log10(least))
    for factor in _FACTORS:
        step = factor * size
        bottom = math.floor(round(low / step, 6))
        top = math.ceil(round(high / step, 6))
        if top - bottom <= rows - 1:
            spare = rows - 1 - (top - bottom)
            top += spare // 2
            if low >= 0:  # no room below nought for what never falls below it
                top = max(top, rows - 1)
            return top * step, step
    raise AssertionError("a step of fifty times the least always holds the span")


def _label(value: float, step: float) -> str:
    digits = max(0, 2 - math.floor(math.log10(step)))
    text = format_number(round(value, digits) + 0.0)
    return text if len(text) < LABELS else f"{value:.2e}"


def _cells(
    plan: Plan,
    kpi: KPI,
    frame: Frame,
    signs: Furniture,
    points: Sequence[Point],
    path: Sequence[Point],
) -> Cells:
    """The signs: the expected path first, the target on it, measurements over both."""
    cells: Cells = {}
    steady = kpi.direction == "maintain"  # its target holds on every day
    for column in range(frame.width):
        day = frame.day(column)
        if steady or (path and path[0][0] <= day <= path[-1][0]):
            value = expected_value(plan, kpi, day)
            if value is not None:
                cells[frame.row(value), column] = (signs.expected, "dim")
    if kpi.target is not None:
        day = path[-1][0] if path else frame.last
        cells[frame.row(kpi.target), frame.column(day)] = (signs.target, "accent")
    for day, value in points:
        cells[frame.row(value), frame.column(day)] = (signs.measured, "good")
    return cells


def _pieces(cells: Cells, row: int, width: int) -> list[tuple[str, str]]:
    """One row as pieces, its gaps filled with spaces."""
    pieces: list[tuple[str, str]] = []
    gap = 0
    for column in range(width):
        cell = cells.get((row, column))
        if cell is None:
            gap += 1
            continue
        if gap:
            pieces.append((" " * gap, ""))
            gap = 0
        pieces.append(cell)
    return pieces


_STEPS_OF_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
"""Months from one that is named to the next: whole years soon, and centuries at last."""


def _month(day: dt.date) -> int:
    """The months from the beginning of the calendar to that of the day."""
    return day.year * 12 + day.month - 1


def _months(frame: Frame, signs: Furniture) -> tuple[str, str]:
    """The axis with a tick at each month named, and the names, as many as fit evenly."""
    axis = [signs.line] * frame.width
    names = [" "] * (frame.width + 12)
    begun = _month(frame.first) + (frame.first.day > 1)
    months = range(begun, _month(frame.last) + 1)
    if len(months) < 2:  # too short for months: its first and last day
        last = short_date(frame.last)
        ends = ((0, short_date(frame.first)), (max(0, frame.width - len(last)), last))
        for column, name in ends:
            names[column : column + len(name)] = name
        axis[0] = axis[-1] = signs.tick
        return "".join(axis), "".join(names).rstrip()
    span = (frame.width - 1) / max(1, (frame.last - frame.first).days) * 30.4
    every = next((n for n in _STEPS_OF_MONTHS if n * span >= 5), _STEPS_OF_MONTHS[-1])
    for month in months[-begun % every :: every]:
        start = dt.date(month // 12, month % 12 + 1, 1)
        column = frame.column(start)
        axis[column] = signs.tick
        name = MONTH_NAMES[start.month - 1] if start.month > 1 else f"{start.year}"
        names[column : column + len(name)] = name
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
    if low == high or max(high, -low) > _LARGEST:
        return blocks[3] * len(shown)
    return "".join(
        blocks[round((value - low) / (high - low) * (len(blocks) - 1))] for value in shown
    )
