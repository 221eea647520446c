"""KPI health: what was measured against what should be true by now.

Results, never blended with work done. The expected value moves from the baseline through
the interim targets to the target, in a line or in steps; health compares the progress made
with the progress expected on the day of the latest measurement, by the plan's tolerances.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from actionplan_tui.analysis.goal_steps import goals_of
from actionplan_tui.analysis.kept import kept
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

Health = Literal["off track", "at risk", "on track", "achieved", "not started", "no data"]
Trend = Literal["rising", "falling", "steady", ""]
Verdict = Literal["good", "bad", ""]

PERIODS = {"weekly": 7, "monthly": 30, "quarterly": 91, "half-yearly": 182, "yearly": 365}
"""Days from one measurement to the next."""

STALE_AFTER = 1.5
"""Periods without a measurement after which a KPI is stale."""

_TOO_EARLY = 0.05
"""Expected progress below which a KPI counts as not started, not as behind."""

_MOST_READINGS = 8
"""Readings of one KPI, on different days, that are kept from plan to plan."""

_NEAR = 0.01
"""How far from its target a KPI to be maintained is merely at risk, as a share of it."""


class Reading(Struct, frozen=True, kw_only=True):
    """Where a KPI stands on a day.

    `achievement` and `expected_achievement` are shares of the way from baseline to target
    (1.0: at the target; not clipped). `expected` is the value that should be true on the
    day of the latest measurement, or today when there is none. `trend` is the direction
    of the last two measurements, `verdict` whether that is the right one.
    """

    kpi: int
    latest: float | None = None
    latest_date: date | None = None
    previous: float | None = None
    expected: float | None = None
    achievement: float | None = None
    expected_achievement: float | None = None
    health: Health = "no data"
    stale: bool = False
    trend: Trend = ""
    verdict: Verdict = ""


def reading(plan: Plan, kpi_id: int, today: date) -> Reading:
    """Where a KPI stands: latest value, expected value, health, trend, staleness.

    It is kept beside the plan; of the next plan those that an edit reached are read anew.
    """
    known = kept(plan, "readings", None, dict[tuple[int, date], Reading], _unreached)
    found = known.get((kpi_id, today))
    if found is None:
        found = known[kpi_id, today] = _reading(plan, kpi_id, today)
    return found


def _unreached(
    known: dict[tuple[int, date], Reading], plan: Plan, change: Touched
) -> dict[tuple[int, date], Reading]:
    if len(known) > _MOST_READINGS * len(plan.kpis):  # of days long past
        return {}
    return {key: found for key, found in dict(known).items() if key[0] not in change.kpis}


def _reading(plan: Plan, kpi_id: int, today: date) -> Reading:
    kpi = plan.kpis[kpi_id]
    known = [point for point in history(plan, kpi_id) if point[0] <= today]
    day, latest = known[-1] if known else (None, None)
    previous = known[-2][1] if len(known) > 1 else None
    expected = expected_value(plan, kpi, day or today)
    made = None if latest is None else achievement(kpi, latest)
    due = None if expected is None else achievement(kpi, expected)
    trend, verdict = _trend(kpi, previous, latest)
    return Reading(
        kpi=kpi_id,
        latest=latest,
        latest_date=day,
        previous=previous,
        expected=expected,
        achievement=made,
        expected_achievement=due,
        health="no data" if latest is None else _health(plan, kpi, latest, made, due),
        stale=_stale(plan, kpi, day, today),
        trend=trend,
        verdict=verdict,
    )


def readings(plan: Plan, today: date) -> dict[int, Reading]:
    """Where every live KPI stands, in the table's order."""
    return {id: reading(plan, id, today) for id in live_kpis(plan)}


def history(plan: Plan, kpi_id: int) -> tuple[tuple[date, float], ...]:
    """The dated measurements of a KPI, oldest first; of one day, as they were entered."""
    rows = plan.measurements
    points = [
        (day, id)
        for id in hanging(plan, "measurements", "kpi", kpi_id)
        if (day := rows[id].date) is not None
    ]
    return tuple((day, rows[id].value) for day, id in sorted(points))


def live_kpis(plan: Plan) -> list[int]:
    """KPIs in use: not archived, and not of a step that is cancelled or archived."""
    return list(kpis_in_use(plan))


def kpis_in_use(plan: Plan) -> Mapping[int, KPI]:
    """The KPIs in use by their ids, in the table's order; kept beside the plan."""
    return kept(plan, "kpis_in_use", None, lambda: _in_use(plan), _in_use_next)


def _in_use(plan: Plan) -> dict[int, KPI]:
    found: dict[int, KPI] = {}
    for id, kpi in plan.kpis.items():
        step = plan.steps.get(kpi.step) if kpi.step is not None else None
        if not kpi.archived and (step is None or not (step.archived or step.cancelled)):
            found[id] = kpi
    return found


def _in_use_next(known: dict[int, KPI], plan: Plan, change: Touched) -> dict[int, KPI]:
    return _in_use(plan) if change.any("kpis", "steps.archived", "steps.cancelled") else known


def kpis_of_goal(plan: Plan, goal_id: int) -> list[int]:
    """The KPIs by which a goal is judged: those of the goal and its sub-goals; where there
    are none, those of their steps.
    """
    found = kept(plan, "kpis_of_goals", None, lambda: _of_goals(plan), _of_goals_next)
    goals = goals_of(plan, goal_id)
    for by_goal in found:
        ids = [id for goal in goals for id in by_goal.get(goal, ())]
        if ids:
            return ids if len(goals) == 1 else _in_table_order(plan, ids)
    return []


_ByGoal = dict[int, list[int]]


def _of_goals(plan: Plan) -> tuple[_ByGoal, _ByGoal]:
    """The KPIs in use of each goal itself, and of each goal's own steps."""
    own: _ByGoal = {}
    of_steps: _ByGoal = {}
    goal_of = outline(plan).goal
    for id, kpi in kpis_in_use(plan).items():
        if kpi.goal is not None:
            own.setdefault(kpi.goal, []).append(id)
        if kpi.step is not None and (goal := goal_of.get(kpi.step)) is not None:
            of_steps.setdefault(goal, []).append(id)
    return own, of_steps


def _of_goals_next(
    known: tuple[_ByGoal, _ByGoal], plan: Plan, change: Touched
) -> tuple[_ByGoal, _ByGoal]:
    return known if kpis_stay(change) else _of_goals(plan)


def kpis_stay(change: Touched) -> bool:
    """Whether the same KPIs are in use, for the same steps and goals."""
    return not change.any("kpis", "places", "steps.archived", "steps.cancelled")


def _in_table_order(plan: Plan, ids: list[int]) -> list[int]:
    wanted = frozenset(ids)
    return [id for id in kpis_in_use(plan) if id in wanted]


def goal_result_percent(plan: Plan, goal_id: int, today: date) -> int | None:
    """The result beside the work: mean achievement of the goal's KPIs, each held within 0
    and 100 percent. None when none of them can be measured yet.
    """
    shares = [
        min(1.0, max(0.0, made))
        for id in kpis_of_goal(plan, goal_id)
        if (made := reading(plan, id, today).achievement) is not None
    ]
    return round(100 * sum(shares) / len(shares)) if shares else None


def achievement(kpi: KPI, value: float) -> float | None:
    """The share of the way from baseline to target that a value stands for.

    A KPI to be maintained is achieved (1.0) on the good side of its target, else it falls
    short by the distance as a share of the target. None without a baseline or target.
    """
    target, baseline = kpi.target, kpi.baseline
    if target is None:
        return None
    if kpi.direction == "maintain":
        if reached(kpi, value):
            return 1.0
        return max(0.0, 1.0 - abs(value - target) / abs(target)) if target else 0.0
    if baseline is None:
        return None
    if baseline == target:  # only in a file edited by hand: there is no way to go
        return 1.0 if reached(kpi, value) else 0.0
    return (value - baseline) / (target - baseline)


def reached(kpi: KPI, value: float) -> bool:
    """Whether a value is at the target or better."""
    if kpi.target is None:
        return False
    return value >= kpi.target if higher_is_better(kpi) else value <= kpi.target


def higher_is_better(kpi: KPI) -> bool:
    """Which way is better. What is to be maintained starts on the good side of its target:
    a baseline above the target is to stay above it, one below is to stay below.
    """
    if kpi.direction == "maintain":
        return kpi.baseline is None or kpi.target is None or kpi.baseline >= kpi.target
    return kpi.direction == "increase"


def expected_value(plan: Plan, kpi: KPI, day: date) -> float | None:
    """The value that should be true on a day, along the KPI's path.

    The path starts at the baseline's date, else the plan's start, and ends at the target's
    date, else that of the KPI's step or goal, else the plan's. None when the path has no
    start, no end or no values.
    """
    if kpi.direction == "maintain":
        return kpi.target
    path = path_of(plan, kpi)
    if not path:
        return None
    before_day, before = path[0]
    if day <= before_day:
        return before
    for next_day, value in path[1:]:
        if day < next_day:
            if kpi.path == "stepped":
                return before
            part = (day - before_day).days / (next_day - before_day).days
            return before + (value - before) * part
        before_day, before = next_day, value
    return before


def path_of(plan: Plan, kpi: KPI) -> list[tuple[date, float]]:
    """The days and values a KPI is to pass: baseline, interim targets, target.

    Empty when it has no baseline, no target, or no date for one of them.
    """
    start, end = kpi.baseline_date or plan.info.start, kpi.target_date or _end(plan, kpi)
    if kpi.baseline is None or kpi.target is None or start is None or end is None or end < start:
        return []
    points = {start: kpi.baseline, end: kpi.target}
    for text in kpi.interim_targets:
        day, _, value = text.partition("=")
        try:
            at, interim = date.fromisoformat(day.strip()), float(value)
        except ValueError:  # only in a file edited by hand: the rules refuse it
            continue
        if start < at < end and isfinite(interim):
            points[at] = interim
    return sorted(points.items())


def _end(plan: Plan, kpi: KPI) -> date | None:
    step = plan.steps.get(kpi.step) if kpi.step is not None else None
    goal = plan.goals.get(kpi.goal) if kpi.goal is not None else None
    return (step and step.due) or (goal and goal.target_date) or plan.info.target_end


def _health(plan: Plan, kpi: KPI, latest: float, made: float | None, due: float | None) -> Health:
    if made is None:
        return "no data"
    if kpi.direction == "maintain":
        if reached(kpi, latest):
            return "on track"
        return "at risk" if round(1.0 - made, 9) <= _NEAR else "off track"
    if reached(kpi, latest):
        return "achieved"
    if due is None:
        return "no data"
    if due < _TOO_EARLY:
        return "off track" if made < 0 else "not started" if made == 0 else "on track"
    ratio = round(made / due, 9)  # 0.95 of the way is 0.95, whatever binary fractions make of it
    if ratio >= plan.info.kpi_green:
        return "on track"
    return "at risk" if ratio >= plan.info.kpi_amber else "off track"


def _stale(plan: Plan, kpi: KPI, measured: date | None, today: date) -> bool:
    """Whether the figure is older than one and a half of its periods.

    A KPI never measured is counted from its baseline's date, else the plan's start.
    """
    since = measured or kpi.baseline_date or plan.info.start
    if kpi.frequency is None or since is None:
        return False
    return (today - since).days > STALE_AFTER * PERIODS[kpi.frequency]


def _trend(kpi: KPI, previous: float | None, latest: float | None) -> tuple[Trend, Verdict]:
    if previous is None or latest is None:
        return "", ""
    if latest == previous:
        return "steady", ""
    trend: Trend = "rising" if latest > previous else "falling"
    if kpi.direction == "maintain" and reached(kpi, latest):
        return trend, "good"
    return trend, "good" if (latest > previous) == higher_is_better(kpi) else "bad"
