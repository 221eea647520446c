"""The road map: goals, milestones and target ends laid out by quarter (UN DESA deck, "Toward a
Road Map and Action Plan")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched


class Stop(NamedTuple):
    """One stop on the way: a milestone, or the target end of a goal."""

    day: date
    kind: Literal["milestone", "target"]
    title: str
    table: str
    id: int
    done: bool


class Quarter(NamedTuple):
    """A quarter of a calendar year."""

    year: int
    number: int

    @property
    def following(self) -> Quarter:
        """The quarter after this one."""
        if self.number == 4:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def text(self) -> str:
        """What it is called: `2026 Q4`."""
        return f"{self.year} Q{self.number}"


class RoadMap(NamedTuple):
    """Quarters in order without a gap, and every goal's stops by quarter."""

    quarters: tuple[Quarter, ...]
    goals: tuple[tuple[int | None, dict[Quarter, tuple[Stop, ...]]], ...]


def quarter_of(day: date) -> Quarter:
    """The quarter a day is in."""
    return Quarter(day.year, (day.month + 2) // 3)


def road_map(plan: Plan, today: date) -> RoadMap:
    """The road map from the quarter of today, or of the first stop still open, on."""
    lanes: list[tuple[int | None, list[Stop]]] = []
    tree = outline(plan)
    by_goal: dict[int | None, list[Stop]] = {}
    for stop, goal_id in kept(plan, "milestones", None, lambda: _milestones(plan), _next).values():
        by_goal.setdefault(goal_id, []).append(stop)
    lane_ids: tuple[int | None, ...] = (*tree.goals, None)
    for id in lane_ids:
        stops = by_goal.get(id, [])
        goal = plan.goals.get(id) if id is not None else None
        if goal is not None and goal.target_date is not None:
            stops.append(Stop(goal.target_date, "target", goal.success or goal.statement,
                              "goals", goal.id, False))  # fmt: skip
        if stops:
            lanes.append((id, sorted(stops)))
    open_days = [stop.day for _, stops in lanes for stop in stops if not stop.done]
    days = [stop.day for _, stops in lanes for stop in stops]
    if not days:
        return RoadMap((), ())
    first = quarter_of(min([today, *open_days]))
    last = max(quarter_of(max(days)), first)
    return RoadMap(
        tuple(_quarters(first, last)), tuple((id, _by_quarter(stops)) for id, stops in lanes)
    )


_Milestones = dict[int, tuple[Stop, int | None]]
"""Where each milestone stands, and its goal."""


def _milestones(plan: Plan) -> _Milestones:
    return _stops(plan, outline(plan).rows)


def _next(known: _Milestones, plan: Plan, change: Touched) -> _Milestones:
    """Those of another plan: the steps that the change reached are looked at again."""
    rows = outline(plan).depth
    return {**without(known, change.steps), **_stops(plan, [i for i in change.steps if i in rows])}


def _stops(plan: Plan, steps: Iterable[int]) -> _Milestones:
    goal_of, found = outline(plan).goal, _Milestones()
    for id in steps:
        step = plan.steps[id]
        day = step.finished or step.forecast or step.due
        if step.kind == "milestone" and day is not None and not step.cancelled:
            found[id] = Stop(day, "milestone", step.title, "steps", id, is_done(step)), goal_of[id]
    return found


def _by_quarter(stops: list[Stop]) -> dict[Quarter, tuple[Stop, ...]]:
    found: dict[Quarter, list[Stop]] = {}
    for stop in stops:
        found.setdefault(quarter_of(stop.day), []).append(stop)
    return {quarter: tuple(here) for quarter, here in found.items()}


def _quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    quarter = first
    while quarter <= last:
        yield quarter
        quarter = quarter.following
