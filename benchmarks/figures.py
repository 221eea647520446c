"""Figures: medians, p95, ratios within a round, and the table in which they are printed."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured thing beside its budget.

    `value` is a ratio, or bytes, milliseconds, megabytes or percent as `unit` says; `raw` says
    how it came about. A figure without a budget is only told.
    """

    what: str
    value: float
    unit: str = "×"
    budget: float | None = None
    raw: str = ""

    @property
    def verdict(self) -> str:
        """Whether the budget is met."""
        if self.budget is None:
            return ""
        return "met" if self.value <= self.budget else "NOT MET"


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """The value that one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def paired(ours: Sequence[float], base: Sequence[float]) -> float:
    """The median of the ratios of each round: what slows a whole round cancels out."""
    return median(one / other for one, other in zip(ours, base, strict=True))


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """A series in short: median, p95 and how many."""
    return f"{median(values):.1f} (p95 {p95(values):.1f}) {unit}, n={len(values)}"


def against(ours: Sequence[float], base: Sequence[float], name: str) -> str:
    """Two series in short."""
    return f"{spread(ours)}; {name} {spread(base)}"


def number(figure: Figure) -> str:
    """The value of a figure, as it is read."""
    return _number(figure.value, figure.unit)


def _number(value: float, unit: str) -> str:
    if unit == "×":
        return f"{value:.2f} ×"
    return f"{value:,.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.2f} {unit}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table in Markdown."""
    rows = [("what", "measured", "budget", "", "raw")]
    rows += [
        (
            figure.what,
            number(figure),
            "" if figure.budget is None else f"≤ {_number(figure.budget, figure.unit)}",
            figure.verdict,
            figure.raw,
        )
        for figure in figures
    ]
    wide = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(f"{cell:{w}}" for cell, w in zip(row, wide, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (w + 2) for w in wide) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
