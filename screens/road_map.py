"""The road map drawn in text: a lane a goal, a column a quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from actionplan_tui.analysis.road_map import Quarter, Stop, road_map
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.plan import Plan
from screens.widgets.cells import fit

_LANE = 11
_QUARTER = 26

Line = Sequence[tuple[str, str]]


def road_map_lines(
    plan: Plan, today: dt.date, width: int, *, ascii_only: bool, most: int | None = None
) -> list[Line]:
    """The road map's lines for a width: as many quarters as fit, from now on.

    Args:
        plan: The plan.
        today: The day.
        width: Cells of a line.
        ascii_only: Draw with ASCII alone?
        most: Lines that can be seen: no more lanes are drawn than reach there.
    """
    found = road_map(plan, today)
    if not found.quarters:
        return [[(" Road map", "accent"), ("  no milestone and no target date yet", "dim")]]
    count = max(1, min(len(found.quarters), (width - _LANE) // _QUARTER))
    quarters = found.quarters[:count]
    cells = (width - _LANE) // count
    title = fit(" Road map", _LANE)
    lines: list[Line] = [
        [(title, "accent"), *((fit(quarter.text, cells), "dim") for quarter in quarters)]
    ]
    for goal, stops in found.goals:
        if most is not None and len(lines) >= most:
            return lines
        lines += _lane(goal, stops, quarters, cells, today, ascii_only)
    beyond = found.quarters[count:]
    later = sum(len(stops.get(quarter, ())) for _, stops in found.goals for quarter in beyond)
    if later:
        lines.append([(" " * _LANE, ""), (f"and {later} later, to {beyond[-1].text}", "dim")])
    return lines


def _lane(
    goal: int | None,
    stops: dict[Quarter, tuple[Stop, ...]],
    quarters: tuple[Quarter, ...],
    cells: int,
    today: dt.date,
    ascii_only: bool,
) -> list[Line]:
    deep = max((len(stops.get(quarter, ())) for quarter in quarters), default=0)
    name = f" G{goal}" if goal is not None else " -"
    lines: list[Line] = []
    for depth in range(deep):
        line = [(fit(name if depth == 0 else "", _LANE), "accent")]
        for quarter in quarters:
            here = stops.get(quarter, ())
            line.append(
                _stop(here[depth], cells, today, ascii_only)
                if depth < len(here)
                else (" " * cells, "")
            )
        lines.append(line)
    return lines


def _stop(stop: Stop, cells: int, today: dt.date, ascii_only: bool) -> tuple[str, str]:
    marks = ("*", "#") if ascii_only else ("◆", "▪")
    mark = marks[stop.kind == "target"]
    day = short_date(stop.day).rsplit(" ", 1)[0]
    done = " done" if stop.done else ""
    text = f"{mark} {day} {stop.title}{done}"
    role = "good" if stop.done else "bad" if stop.day < today else ""
    return fit(text, cells - 1) + " ", role
