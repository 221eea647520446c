"""Where the plan stands today: the answer of `actionplan status`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from actionplan_tui.analysis.kpis import goal_result_percent, kpis_of_goal, live_kpis, reading
from actionplan_tui.analysis.people import duties, goal_owner_of, name_of, owner_of
from actionplan_tui.analysis.readiness.readiness import known_figures
from actionplan_tui.analysis.readiness.report import readiness_line
from actionplan_tui.analysis.reviews import review_clock
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import State, StateKind, States, states
from actionplan_tui.analysis.status_lines import (
    CommunicationLine,
    GoalLine,
    KpiLine,
    ReviewLine,
    StateCounts,
    Status,
    StepLine,
)
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import ReviewKind
from actionplan_tui.model.wbs import outline


def status(
    plan: Plan,
    today: date,
    *,
    due_days: int | None = None,
    owner: int | None = None,
    count_blanks: bool = True,
) -> Status:
    """Where the plan stands today, for everyone or for one stakeholder.

    `due_days`: how many calendar days ahead is soon; the plan's own setting when None.
    `count_blanks`: whether anybody is going to read them.
    """
    days = plan.info.due_soon if due_days is None else due_days
    until = today + timedelta(days=days)
    known = states(plan, today)
    share = _Share(plan, owner)
    steps = _by_kind(known, share)
    return Status(
        title=plan.info.title,
        date=today,
        owner=name_of(plan, plan.info.owner),
        of=name_of(plan, owner),
        due_days=days,
        work=rollup(plan).plan_percent(),
        steps=_tally({kind: len(found) for kind, found in steps.items()}),
        goals=_goals(plan, known, share),
        off_track=_steps(plan, steps.get("OFF TRACK", ())),
        late=_steps(plan, steps.get("LATE", ())),
        due_soon=_due_soon(plan, known, share, today, until),
        communications=_communications(plan, today, until, share),
        kpis=[_kpi(plan, id, today) for id in live_kpis(plan) if share.has_kpi(id)],
        blanks=_blanks(plan, share) if count_blanks else None,
        readiness=readiness_line(known_figures(plan, today)),
        review=_review(plan, today, "plan"),
        communication_review=_review(plan, today, "communication"),
    )


def needs_attention(status: Status) -> bool:
    """Whether anything is late or off track: a step, or a KPI."""
    return bool(status.late or status.off_track or status.kpis_off_track)


class _Share:
    """Which part of the plan the status is about: all of it, or one person's."""

    def __init__(self, plan: Plan, person: int | None) -> None:
        self.everything = person is None
        if person is None:
            return
        carried = duties(plan, person)
        goal_of = outline(plan).goal
        self._steps = carried.steps
        self._goals = {*carried.owns_goals, *(goal_of[id] for id in carried.steps)}
        self._sends = frozenset(carried.sends)
        self._kpis = {
            *carried.reports,
            *(id for id, kpi in plan.kpis.items() if kpi.goal in carried.owns_goals),
            *(id for id, kpi in plan.kpis.items() if kpi.step in carried.steps),
        }

    def has_step(self, id: int) -> bool:
        return self.everything or id in self._steps

    def has_goal(self, id: int | None) -> bool:
        return self.everything or id in self._goals

    def has_communication(self, id: int) -> bool:
        return self.everything or id in self._sends

    def has_kpi(self, id: int) -> bool:
        return self.everything or id in self._kpis


_Found = tuple[int, State]
"""A step that is counted, and its state."""


def _by_kind(known: States, share: _Share) -> dict[StateKind, list[_Found]]:
    """The steps of a share by the kind of their state, in outline order."""
    found: dict[StateKind, list[_Found]] = {}
    for id in known.counted():
        if share.everything or share.has_step(id):
            state = known.of(id)
            found.setdefault(state.kind, []).append((id, state))
    return found


def _tally(counts: Mapping[StateKind, int]) -> StateCounts:
    by_key = {kind.lower().replace(" ", "_"): count for kind, count in counts.items()}
    total = sum(counts.values()) - counts.get("cancelled", 0)
    return StateCounts(total=total, **by_key)


def _goals(plan: Plan, known: States, share: _Share) -> list[GoalLine]:
    tree = outline(plan)
    done = rollup(plan)
    ids: list[int | None] = [id for id in tree.goals if share.has_goal(id)]
    if tree.of_goal(None) and share.has_goal(None):
        ids.append(None)
    return [
        GoalLine(
            ref=ref("goals", id) if id is not None else "",
            statement=plan.goals[id].statement if id is not None else "No goal",
            owner=name_of(plan, goal_owner_of(plan, id)[0] if id is not None else plan.info.owner),
            target_date=plan.goals[id].target_date if id is not None else None,
            work=done.goal_percent(id),
            result=goal_result_percent(plan, id, known.today) if id is not None else None,
            steps=done.goal_leaves(id),
            kpis=len(kpis_of_goal(plan, id)) if id is not None else 0,
            state=known.goal(id).kind,
            counts=_tally(known.goal_counts(id)),
        )
        for id in ids
    ]


def _steps(plan: Plan, steps: Iterable[_Found]) -> list[StepLine]:
    code = outline(plan).code
    return [
        StepLine(
            ref=ref("steps", id),
            code=code[id],
            title=plan.steps[id].title,
            lead=name_of(plan, plan.steps[id].lead),
            owner=name_of(plan, owner_of(plan, id)[0]),
            due=plan.steps[id].due,
            state=state.kind,
            workdays_late=state.days,
            reason=state.reason,
        )
        for id, state in steps
    ]


def _due_soon(plan: Plan, known: States, share: _Share, today: date, until: date) -> list[StepLine]:
    """The steps still open that fall due by `until`, the earliest first."""
    closed = ("done", "cancelled", "OFF TRACK", "LATE")
    rows = plan.steps
    soon = [
        (day, id)
        for id in known.counted()
        if (day := rows[id].due) is not None and today <= day <= until and share.has_step(id)
    ]
    soon.sort(key=lambda found: found[0])
    states = ((id, known.of(id)) for _, id in soon)
    return _steps(plan, [(id, state) for id, state in states if state.kind not in closed])


def _communications(plan: Plan, today: date, until: date, share: _Share) -> list[CommunicationLine]:
    if not plan.communications:
        return []
    # Here, because a plan that tells nobody anything need not pay for expanding cadences.
    from actionplan_tui.analysis.communications import communication_title, to_be_said

    return [
        CommunicationLine(
            ref=ref("communications", said.line.id),
            date=said.day,
            time=said.hour,
            title=communication_title(plan, said.line),
            responsible=name_of(plan, said.line.responsible),
        )
        for said in to_be_said(plan, today, until)
        if share.has_communication(said.line.id)
    ]


def _kpi(plan: Plan, id: int, today: date) -> KpiLine:
    kpi, read = plan.kpis[id], reading(plan, id, today)
    return KpiLine(
        ref=ref("kpis", id),
        name=kpi.name,
        unit=kpi.unit,
        latest=read.latest,
        latest_date=read.latest_date,
        target=kpi.target,
        expected=read.expected,
        health=read.health,
        stale=read.stale,
        trend=read.trend,
        verdict=read.verdict,
    )


def _blanks(plan: Plan, share: _Share) -> int:
    from actionplan_tui.analysis.blanks import blanks  # words have no room for them

    missing = blanks(plan)
    if share.everything:
        return missing.total
    return sum(len(columns) for id, columns in missing.by_step.items() if share.has_step(id))


def _review(plan: Plan, today: date, kind: ReviewKind) -> ReviewLine:
    clock = review_clock(plan, today, kind)
    return ReviewLine(last=clock.last, next=clock.next, days=clock.days, text=clock.text)
