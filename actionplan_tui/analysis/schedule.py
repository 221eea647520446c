"""The state of every step: done, late, off track and the rest, with the rule that says so.

The rules are the plan's own tolerances applied in order, first match wins. A day counts
against a step only when it is over: on the morning a step is due it is not late, and on the
morning it starts nothing is expected yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan_tui.analysis.bottom_up import bottom_up
from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.goal_steps import goals_of, tops_of
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.progress import (
    duration,
    is_done,
    is_late,
    planned_percent,
    slip,
    variance,
    workdays_late,
)
from actionplan_tui.analysis.step_state import KINDS, State, StateKind
from actionplan_tui.analysis.triggers import OtherTriggers
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

__all__ = [
    "KINDS", "Counts", "State", "StateKind", "States", "duration", "is_done", "is_late",
    "planned_percent", "slip", "state", "states", "variance", "workdays_late",
]  # fmt: skip

Counts = dict[StateKind, int]
"""How many steps are in each state; every kind is a key."""


def state(plan: Plan, step_id: int, today: date) -> State:
    """The state of a live step; a deliverable's is the worst of what stands below it."""
    return states(plan, today).of(step_id)


def states(plan: Plan, today: date) -> States:
    """The states of the plan's steps on a day, kept beside the plan for that day; of the next
    plan what an edit reached is judged anew."""
    return kept(plan, "states", today, lambda: States(plan, today), States.of_next)


class _Entry(Struct, frozen=True, gc=False):
    """What is known of a step: its state, counts by kind below it, and whether it is counted
    itself (a leaf, or a deliverable worse off than all below it)."""

    state: State
    counts: tuple[int, ...]
    counted: bool


class States:
    """States of steps on one day, each worked out once and only when asked for.

    Counts are of leaf steps. A deliverable is counted too when its own dates, or a
    corrective action on it, put it in a worse state than all that stands below it.
    """

    def __init__(self, plan: Plan, today: date, last: States | None = None) -> None:
        self.plan = plan
        self.today = today
        self._yesterday = today - timedelta(days=1)
        self._tree = outline(plan)
        self._known: dict[int, _Entry] = {}
        self._counted: list[int] | None = None
        self._of_goals: dict[int | None, tuple[int, ...]] = {}
        self._goals: dict[int | None, State] = {}
        self._marks: dict[int | None, str] = {None: ""}
        others = last._others if last is not None else None
        self._others: OtherTriggers = OtherTriggers(plan, today, others)
        self._actions = {
            action.step: id
            for id, action in plan.corrective_actions.items()
            if action.step is not None
            and not action.archived
            and action.status not in ("verified", "cancelled")
        }

    def of_next(self, plan: Plan, change: Touched) -> States:
        """The states of another plan: what the change did not reach is known already."""
        after = States(plan, self.today, self)
        after._known = without(self._known, change.above)
        if not change.any("places"):
            after._of_goals = without(self._of_goals, {None, *change.goals})
            after._goals = without(self._goals, {None, *change.goals})
        return after

    def of(self, step_id: int) -> State:
        """The state of a live step."""
        known = self._known.get(step_id)
        return known.state if known is not None else self._entry(step_id).state

    def is_counted(self, step_id: int) -> bool:
        """Whether the counts count the step itself: a leaf, or a deliverable worse off than
        all that stands below it."""
        return self._entry(step_id).counted

    def counts(self, step_id: int) -> Counts:
        """How many steps at or below the step are in each state."""
        return _named(self._entry(step_id).counts)

    def goal(self, goal_id: int | None) -> State:
        """The worst state in a goal and its sub-goals (None: among steps without a goal)."""
        known = self._goals.get(goal_id)
        if known is None:
            known = self._goals[goal_id] = _worst(*self._sum(tops_of(self.plan, goal_id)))
        return known

    def goal_counts(self, goal_id: int | None) -> Counts:
        """How many steps of a goal and its sub-goals are in each state."""
        if goal_id is None:
            return _named(self._own_counts(None))
        return _named(_added(map(self._own_counts, goals_of(self.plan, goal_id))))

    def plan_counts(self) -> Counts:
        """How many steps of the whole plan are in each state."""
        return _named(_added(map(self._own_counts, self._tree.tops)))

    def _own_counts(self, goal_id: int | None) -> tuple[int, ...]:
        """How many steps of a goal itself are in each state."""
        known = self._of_goals.get(goal_id)
        if known is None:
            known = self._of_goals[goal_id] = self._sum(self._tree.of_goal(goal_id))[1]
        return known

    def counted(self) -> Sequence[int]:
        """The steps that the counts count, in outline order."""
        if self._counted is None:
            known = self._known
            for id in reversed(self._tree.rows):  # children before their parents
                if id not in known:
                    known[id] = self._value(id)
            self._counted = [id for id in self._tree.rows if known[id].counted]
        return self._counted

    def _entry(self, id: int) -> _Entry:
        known = self._known.get(id)
        return known if known is not None else bottom_up(self._tree, id, self._known, self._value)

    def _value(self, id: int) -> _Entry:
        step = self.plan.steps[id]
        children = self._tree.children.get(id)
        if not children:
            leaf = self._judge_leaf(step)
            return _Entry(leaf, _ONE[leaf.kind], True)
        known = self._known  # which has what stands below
        entries = [known[child] for child in children]
        counts = _added([entry.counts for entry in entries])
        worst = _worst([entry.state for entry in entries], counts)
        own = None if worst.kind in _SETTLED else self._judge_dates(step, 0.0)
        if own is None or KINDS.index(own.kind) >= KINDS.index(worst.kind):
            return _Entry(worst, counts, False)
        return _Entry(own, _add(counts, _ONE[own.kind]), True)

    def _sum(self, ids: Sequence[int]) -> tuple[list[State], tuple[int, ...]]:
        entries = [self._entry(id) for id in ids]
        return [entry.state for entry in entries], _added([entry.counts for entry in entries])

    def _mark(self, id: int | None) -> str:
        """Whether a step or one above it is cancelled or on hold, and which; else ""."""
        trail: list[int] = []
        while id not in self._marks:
            assert id is not None  # None is always known
            trail.append(id)
            id = self._tree.parent.get(id)
        mark = self._marks[id]
        for step_id in reversed(trail):
            step = self.plan.steps[step_id]
            if step.cancelled:
                mark = f"cancelled with {ref('steps', step_id)}"
            elif step.on_hold and not mark:
                mark = f"on hold with {ref('steps', step_id)}"
            self._marks[step_id] = mark
        return mark

    def _judge_leaf(self, step: Step) -> State:
        if self._is_only_waiting(step):
            return State("not started", 0, f"starts {day_text(step.start)}")
        if is_done(step):
            day = day_text(step.finished)
            return State("done", 0, f"finished {day}" if day else "100 percent")
        mark = self._mark(self._tree.parent.get(step.id))
        if step.cancelled or mark.startswith("cancelled"):
            return State("cancelled", 0, "" if step.cancelled else mark)
        if step.on_hold or mark:
            return State("on hold", 0, "" if step.on_hold else mark)
        behind = self._behind(step)
        dated = self._judge_dates(step, behind)
        if dated is not None and dated.kind == "OFF TRACK":
            return dated
        return self._others.judge(step) or dated or self._judge_percent(step, behind)

    def _is_only_waiting(self, step: Step) -> bool:
        """Whether a step begins after today and none of the rules below has anything to say:
        so do most steps of a young plan, and it is told at a glance."""
        return (
            not step.percent
            and step.start is not None
            and step.start > self.today
            and (step.due is None or step.due > self.today)
            and not (step.finished or step.cancelled or step.on_hold)
            and not (step.forecast or step.depends_on or step.id in self._actions)
            and not self._mark(self._tree.parent.get(step.id))
            and not self._others.was_refused(step.id)
        )

    def _judge_dates(self, step: Step, behind: float) -> State | None:
        """What due date, forecast, planned percent and corrective actions say of a step.

        None when nothing is wrong. `behind`: points behind plan, 0 for a deliverable, whose
        percent is that of its leaves.
        """
        info, tolerance = self.plan.info, self.plan.info.late_tolerance
        late = step.due is not None and step.due < self.today and is_late(step, self.today)
        if not (late or behind or step.forecast or step.id in self._actions):
            return None  # as with most steps of most plans
        days = workdays_late(self.plan, step, self.today) if late else 0
        slipped = slip(self.plan, step) if step.forecast else 0
        if late and step.kind == "milestone":
            return State("OFF TRACK", days, f"milestone of {day_text(step.due)} missed", "OT1")
        if days > tolerance:
            return State("OFF TRACK", days, f"{_days(days)} late, tolerance {tolerance}", "OT2")
        if slipped > tolerance:
            reason = f"forecast {_days(slipped)} late, tolerance {tolerance}"
            return State("OFF TRACK", days, reason, "OT4")
        if behind and behind >= -info.red_variance:
            reason = f"{_points(behind)} behind plan, tolerance {-info.red_variance}"
            return State("OFF TRACK", days, reason, "OT3")
        if step.id in self._actions:
            action = ref("corrective_actions", self._actions[step.id])
            return State("OFF TRACK", days, f"corrective action {action} is open", "OT10")
        if late:
            return State("LATE", days, f"{_days(days)} late, tolerance {tolerance}")
        if slipped > 0:
            return State("AT RISK", 0, f"forecast {_days(slipped)} late")
        return None

    def _judge_percent(self, step: Step, behind: float) -> State:
        """What progress says of a step whose dates are in order."""
        if behind and behind >= -self.plan.info.amber_variance:
            return State("AT RISK", 0, f"{_points(behind)} behind plan")
        if step.percent == 0:
            if step.start is not None and step.start < self.today:
                return State("AT RISK", 0, f"should have started on {day_text(step.start)}")
            return State("not started", 0, f"starts {day_text(step.start)}" if step.start else "")
        return State("on track", 0, f"due {day_text(step.due)}" if step.due else "")

    def _behind(self, step: Step) -> float:
        """Points behind what was planned by the end of yesterday; 0 when not behind.

        A milestone is judged by its day alone.
        """
        if step.kind == "milestone" or step.start is None or step.start >= self.today:
            return 0.0
        ahead = variance(self.plan, step, self._yesterday)
        return -ahead if ahead is not None and ahead < 0 else 0.0


_SETTLED = frozenset({"done", "cancelled", "on hold"})
_NONE = (0,) * len(KINDS)
_ONE = {kind: tuple(int(kind == other) for other in KINDS) for kind in KINDS}


def _add(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(int.__add__, left, right))


def _added(counts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*counts, strict=True))) or _NONE


def _named(counts: tuple[int, ...]) -> Counts:
    return dict(zip(KINDS, counts, strict=True))


def _worst(states: Sequence[State], counts: tuple[int, ...]) -> State:
    """The state of what is made of steps in these states, with their counts as the reason.

    Some steps on hold among others at work put the whole at risk.
    """
    if not states:
        return State("not started")
    off, late, risk, hold, track, waiting, done, _ = counts
    reason = _in_words(counts)
    if off or late or risk:
        worst = min(states, key=_severity)
        return State(worst.kind, worst.days, reason)
    if hold:
        return State("AT RISK" if track or waiting else "on hold", 0, reason)
    if track or (waiting and done):
        return State("on track", 0, reason)
    if waiting or done:
        return State("not started" if waiting else "done", 0, reason)
    return State("cancelled", 0, reason)


@lru_cache(maxsize=1024)
def _in_words(counts: tuple[int, ...]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in zip(KINDS, counts, strict=True) if count)


def _severity(known: State) -> tuple[int, int]:
    return KINDS.index(known.kind), -known.days


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _points(count: float) -> str:
    return f"{count:.0f} point{'' if round(count) == 1 else 's'}"
