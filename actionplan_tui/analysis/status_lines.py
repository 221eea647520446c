"""What `actionplan status` tells, as plain data.

The fields of these structs are the documented keys of `status --json`; they are added to,
never renamed. References are `S12` or `G1`, dates ISO, percents whole numbers, days late
working days. An empty text or null says that nothing is known.
"""

from __future__ import annotations

from datetime import date, time

from msgspec import Struct

from actionplan_tui.analysis.kpis import Health, Trend, Verdict
from actionplan_tui.analysis.readiness.report import ReadinessLine
from actionplan_tui.analysis.schedule import StateKind


class StateCounts(Struct, frozen=True, kw_only=True):
    """How many steps are in each state; `total` is all of them but those cancelled."""

    total: int = 0
    off_track: int = 0
    late: int = 0
    at_risk: int = 0
    on_hold: int = 0
    on_track: int = 0
    not_started: int = 0
    done: int = 0
    cancelled: int = 0


class GoalLine(Struct, frozen=True, kw_only=True):
    """A goal with its sub-goals: work done beside the result achieved, never blended.

    `work` and `result` are percents. The last line may have no `ref`: steps of no goal.
    """

    ref: str
    statement: str
    owner: str
    target_date: date | None
    work: int | None
    result: int | None
    steps: int
    kpis: int
    state: StateKind
    counts: StateCounts


class StepLine(Struct, frozen=True, kw_only=True):
    """A step that is late, off track or due soon. `reason` is the rule that says so."""

    ref: str
    code: str
    title: str
    lead: str
    owner: str
    due: date | None
    state: StateKind
    workdays_late: int
    reason: str


class CommunicationLine(Struct, frozen=True, kw_only=True):
    """Something to be said: when, by whom, to whom and what."""

    ref: str
    date: date
    time: time | None
    title: str
    responsible: str


class KpiLine(Struct, frozen=True, kw_only=True):
    """A KPI: its latest value, and the value expected on the day of that measurement."""

    ref: str
    name: str
    unit: str
    latest: float | None
    latest_date: date | None
    target: float | None
    expected: float | None
    health: Health
    stale: bool
    trend: Trend
    verdict: Verdict


class ReviewLine(Struct, frozen=True, kw_only=True):
    """A review clock. `days` are calendar days until the next review, below 0 overdue."""

    last: date | None
    next: date | None
    days: int | None
    text: str


class DutyLine(Struct, frozen=True, kw_only=True):
    """What one person carries or must see to, under a heading such as "To correct", "Owns"."""

    heading: str
    ref: str
    text: str


class Status(Struct, frozen=True, kw_only=True):
    """Where a plan stands on `date`.

    `off_track` and `late` are steps in those states; `due_soon` the open others due within
    `due_days` days, `communications` what is to be said within them. `blanks` are answers
    the plan still lacks (None where nobody asked for them), `readiness` what it lacks to be
    complete, clear and current. With `of` (a name) everything but readiness and the reviews is
    what that person owns, leads, supports, must send or reports; a goal's figures are still the
    whole goal's.
    """

    title: str
    date: date
    owner: str
    of: str
    due_days: int
    work: int | None
    steps: StateCounts
    goals: list[GoalLine]
    off_track: list[StepLine]
    late: list[StepLine]
    due_soon: list[StepLine]
    communications: list[CommunicationLine]
    kpis: list[KpiLine]
    blanks: int | None
    readiness: ReadinessLine
    review: ReviewLine
    communication_review: ReviewLine
    duties: list[DutyLine] = []

    @property
    def kpis_off_track(self) -> list[KpiLine]:
        """The KPIs among them that are off track by their latest figure."""
        return [kpi for kpi in self.kpis if kpi.health == "off track"]
