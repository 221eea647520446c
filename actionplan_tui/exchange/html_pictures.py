"""The pictures of the page, drawn as SVG: the road map, the matrix, the KPIs over time.

Each has a name and a description for those who cannot see it, and the page says the same in
words beside it. Texts in them are set as on the page, on a ground of their own colour: no line
runs through a word, each takes its own direction, and its contrast can be measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, date
from typing import NamedTuple

from actionplan_tui.analysis.engagement import strategy_of
from actionplan_tui.analysis.kpis import history, path_of
from actionplan_tui.analysis.road_map import RoadMap, Stop
from actionplan_tui.capture.amounts import format_number
from actionplan_tui.capture.days import short_date
from actionplan_tui.exchange.html_text import safe
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.records import Stakeholder
from actionplan_tui.model.wbs import outline

_INK = "#1b1f24"
_ACCENT = "#1f4e79"
_LINE = "#8a9099"


def picture(
    key: str, title: str, about: str, width: int, height: int, body: Sequence[str]
) -> list[str]:
    """An image with its name and description."""
    return [
        f'<svg role="img" aria-labelledby="{key}-name {key}-about" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" fill="{_INK}">',
        f'<title id="{key}-name">{safe(title)}</title>',
        f'<desc id="{key}-about">{safe(about)}</desc>',
        *sorted(body, key=lambda part: part.startswith(_SET)),  # texts over lines and shapes
        "</svg>",
    ]


def _text(
    x: float, y: float, text: str, anchor: str = "start", look: str = "", ground: str = ""
) -> str:
    """A text on one line whose baseline is at `y`; it begins, has its middle or ends at `x`.

    `look` are classes of the page's style, `ground` the colour it stands on where not white.
    """
    left = x - {"start": 0, "middle": _ROOM / 2, "end": _ROOM}[anchor]
    look = f' class="{look}"' if look else ""
    ground = f' style="background:{ground}"' if ground else ""
    return (
        f'{_SET}x="{left:g}" y="{y - 12:g}" width="{_ROOM}" height="16">'
        f'<p class="{anchor}"><span dir="auto"{look}{ground}>{safe(text)}</span></p>'
        "</foreignObject>"
    )


_SET = "<foreignObject "
_ROOM = 320
"""Width of the box that a text is set in, which is not seen."""


def _line(x1: float, y1: float, x2: float, y2: float, extra: str = "") -> str:
    stroke = extra if "stroke=" in extra else f' stroke="{_LINE}"{extra}'
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"{stroke}/>'


def shortened(text: str, most: int) -> str:
    """The text on one line, its end left off when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


# The power/interest matrix

_CELL_WIDTH, _CELL_HEIGHT, _LEFT, _TOP = 172, 88, 56, 12
_IN_CELL = 5


def matrix_svg(plan: Plan) -> list[str]:
    """The power/interest matrix with the names in it; nothing when nobody is placed."""
    placed: dict[tuple[int, int], list[Stakeholder]] = {}
    for person in live(plan.stakeholders).values():
        if person.power is not None and person.interest is not None:
            placed.setdefault((person.power, person.interest), []).append(person)
    if not placed:
        return []
    people = [person for here in placed.values() for person in here]
    body = [*_quadrants(), *_grid()]
    for (power, interest), here in placed.items():
        x = _LEFT + (interest - 1) * _CELL_WIDTH + _CELL_WIDTH / 2
        y = _TOP + (5 - power) * _CELL_HEIGHT + 16
        names = [shortened(person.name, 25) for person in here]
        if len(names) > _IN_CELL:
            names = [*names[: _IN_CELL - 1], f"+ {len(names) - _IN_CELL + 1} more"]
        ground = _ground(power > 2, interest > 2)
        body += [_text(x, y + 16 * n, name, "middle", "", ground) for n, name in enumerate(names)]
    counts = ", ".join(
        f"{count} to {strategy}"
        for strategy in ("manage closely", "keep satisfied", "keep informed", "monitor")
        if (count := sum(strategy_of(person) == strategy for person in people))
    )
    width, height = _LEFT + 5 * _CELL_WIDTH + 8, _TOP + 5 * _CELL_HEIGHT + 44
    about = f"{len(people)} stakeholders by power and interest: {counts}."
    return picture("matrix", "Power/interest matrix", about, width, height, body)


def _ground(powerful: bool, interested: bool) -> str:
    """The colour of a quadrant: the darker the closer its people are to be managed."""
    return ("#fafafa", "#eef4fa", "#dfeaf5")[powerful + interested]


def _quadrants() -> Iterator[str]:
    for powerful, row, high in ((True, 0, 3), (False, 3, 2)):
        for interested, column, wide in ((False, 0, 2), (True, 2, 3)):
            x, y = _LEFT + column * _CELL_WIDTH, _TOP + row * _CELL_HEIGHT
            yield (
                f'<rect x="{x}" y="{y}" width="{wide * _CELL_WIDTH}" '
                f'height="{high * _CELL_HEIGHT}" fill="{_ground(powerful, interested)}"/>'
            )
    names = (
        ("keep satisfied", 2, 3),
        ("manage closely", 5, 3),
        ("monitor", 2, 5),
        ("keep informed", 5, 5),
    )
    for name, column, row in names:
        x, y = _LEFT + column * _CELL_WIDTH - 6, _TOP + row * _CELL_HEIGHT - 6
        yield _text(x, y, name, "end", "accent strong", _ground(row < 4, column > 2))


def _grid() -> Iterator[str]:
    right, bottom = _LEFT + 5 * _CELL_WIDTH, _TOP + 5 * _CELL_HEIGHT
    for n in range(6):
        bold = ' stroke-width="2"' if n in (0, 5) else ""
        yield _line(_LEFT + n * _CELL_WIDTH, _TOP, _LEFT + n * _CELL_WIDTH, bottom, bold)
        yield _line(_LEFT, _TOP + n * _CELL_HEIGHT, right, _TOP + n * _CELL_HEIGHT, bold)
    for n in range(1, 6):
        yield _text(_LEFT + (n - 0.5) * _CELL_WIDTH, bottom + 18, str(n), "middle")
        yield _text(_LEFT - 10, _TOP + (5.5 - n) * _CELL_HEIGHT + 4, str(n), "end")
    yield _text((_LEFT + right) / 2, bottom + 36, "Interest", "middle", "strong")
    yield _text(0, _TOP + 2 * _CELL_HEIGHT + 4, "Power", "start", "strong")


# The road map

_LANE, _MAP_LEFT, _MAP_WIDTH = 46, 260, 1000


def road_map_svg(plan: Plan, road: RoadMap, today: date) -> list[str]:
    """The goals' lanes over the quarters; nothing when there is no stop."""
    if not road.quarters:
        return []
    first = _start_of(*road.quarters[0])
    last = _start_of(*road.quarters[-1].following)
    days = (last - first).days

    def at(day: date) -> float:
        return _MAP_LEFT + (day - first).days / days * (_MAP_WIDTH - _MAP_LEFT)

    bottom = 30 + _LANE * len(road.goals)
    body: list[str] = []
    every = max(1, len(road.quarters) // 12 + (len(road.quarters) % 12 > 0))
    for n, quarter in enumerate(road.quarters):
        x = at(_start_of(*quarter))
        body.append(_line(x, 24, x, bottom))
        if n % every == 0:
            body.append(_text(x + 4, 16, quarter.text))
    if first <= today < last:
        mark = f' stroke="{_ACCENT}" stroke-width="2" stroke-dasharray="5 4"'
        body.append(_line(at(today), 24, at(today), bottom, mark))
        body.append(_text(at(today), bottom + 16, "today", "middle", "accent"))
    goals = outline(plan).goals
    stops = 0
    for lane, (goal, by_quarter) in enumerate(road.goals):
        y = 30 + _LANE * lane + _LANE / 2
        body.append(_line(0, y + _LANE / 2, _MAP_WIDTH, y + _LANE / 2))
        name = f"{goals.index(goal) + 1}. {plan.goals[goal].statement}" if goal in goals else ""
        body.append(_text(0, y + 4, shortened(name or "No goal", 38)))
        labels = _Labels(y)
        for stop in (stop for here in by_quarter.values() for stop in here):
            stops += 1
            body += _stop(plan, stop, at(stop.day), y, labels)
    about = (
        f"{len(road.goals)} lanes, {stops} stops from {road.quarters[0].text} to "
        f"{road.quarters[-1].text}. A diamond is a milestone with its code, a ring the target end "
        "of a goal; filled is done."
    )
    return picture("road-map-picture", "Road map", about, _MAP_WIDTH + 8, bottom + 24, body)


class _Labels:
    """Labels of one lane: above their stops, below where one above would be written over."""

    def __init__(self, y: float) -> None:
        self._baselines = (y - 11, y + 20)
        self._ends = [-1e9, -1e9]

    def put(self, x: float, label: str) -> str:
        half = 4 + 3.5 * len(label)
        x = min(x, _MAP_WIDTH + 8 - half)
        row = 0 if x - half >= self._ends[0] or x - half < self._ends[1] else 1
        self._ends[row] = x + half
        return _text(x, self._baselines[row], label, "middle")


def _stop(plan: Plan, stop: Stop, x: float, y: float, labels: _Labels) -> Iterator[str]:
    fill = _ACCENT if stop.done else "#fff"
    look = f'fill="{fill}" stroke="{_ACCENT}" stroke-width="2"'
    if stop.kind == "milestone":
        yield f'<path d="M{x:g} {y - 8:g} l8 8 l-8 8 l-8 -8 z" {look}/>'
        yield labels.put(x, outline(plan).code.get(stop.id, ""))
    else:
        yield f'<circle cx="{x:g}" cy="{y:g}" r="7" {look}/>'
        yield labels.put(x, "target")


def _start_of(year: int, number: int) -> date:
    return date(year, number * 3 - 2, 1) if year <= MAXYEAR else date.max


# KPIs over time

_CHART_WIDTH, _CHART_HEIGHT = 460, 190


class _Frame(NamedTuple):
    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return 64 + (day - self.first).days / days * (_CHART_WIDTH - 84)

    def y(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return 14 + (self.high - value) / span * (_CHART_HEIGHT - 50)


def kpi_svg(plan: Plan, kpi_id: int, today: date) -> list[str]:
    """The measurements of a KPI against its expected path; nothing when there is neither."""
    kpi = plan.kpis[kpi_id]
    points = [point for point in history(plan, kpi_id) if point[0] <= today]
    path = path_of(plan, kpi)
    days = [day for day, _ in (*points, *path)]
    values = [value for _, value in (*points, *path)]
    if kpi.target is not None:
        values.append(kpi.target)
    if not days:
        return []
    frame = _Frame(min(days), max(*days, today), min(values), max(values))
    body = [
        _line(64, frame.y(frame.low), _CHART_WIDTH - 20, frame.y(frame.low)),
        _line(64, 14, 64, frame.y(frame.low)),
        _text(58, frame.y(frame.high) + 4, format_number(frame.high), "end"),
        _text(58, frame.y(frame.low) + 4, format_number(frame.low), "end"),
        _text(64, _CHART_HEIGHT - 16, short_date(frame.first)),
        _text(_CHART_WIDTH - 20, _CHART_HEIGHT - 16, short_date(frame.last), "end"),
    ]
    if path:
        body.append(_way(frame, path, f'stroke="{_LINE}" stroke-width="2" stroke-dasharray="6 4"'))
    if kpi.target is not None:
        y = frame.y(kpi.target)
        body.append(_line(64, y, _CHART_WIDTH - 20, y, f' stroke="{_ACCENT}"'))
        below = 14 if y < 30 else -5
        body.append(_text(_CHART_WIDTH - 24, y + below, "target", "end", "accent"))
    if points:
        body.append(_way(frame, points, f'stroke="{_INK}" stroke-width="2"'))
        body += [
            f'<circle cx="{frame.x(day):.1f}" cy="{frame.y(value):.1f}" r="3.5"/>'
            for day, value in points
        ]
    about = (
        f"{len(points)} figures measured (line with dots)"
        f"{', the expected path (dashed)' if path else ''}"
        f"{', the target (straight line)' if kpi.target is not None else ''}."
    )
    name = kpi.name or f"K{kpi_id}"
    return picture(f"kpi-{kpi_id}", name, about, _CHART_WIDTH, _CHART_HEIGHT, body)


def _way(frame: _Frame, points: Sequence[tuple[date, float]], look: str) -> str:
    corners = " ".join(f"{frame.x(day):.1f},{frame.y(value):.1f}" for day, value in points)
    return f'<polyline points="{corners}" fill="none" {look}/>'
