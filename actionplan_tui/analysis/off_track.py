"""What is off track, by which rule, and what its owner must still do about it.

The triggers are those of schedule control (OT1 to OT10): a milestone missed, late or behind
plan or forecast late beyond the plan's tolerances, a KPI off its path twice running, a resource
refused or missing, no time left by what comes before, no word for two periods, a key stakeholder
fallen to resistant, or an open corrective action. What was spent is no part of a plan, and so no
trigger. Work and result are kept apart: a step is judged by its work, a KPI by its figures. What
is off track stays so until its owner has said why, what, by whom and by when, and has verified
that it worked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.kpi_triggers import kpi_reason
from actionplan_tui.analysis.kpis import kpis_in_use, live_kpis
from actionplan_tui.analysis.schedule import states
from actionplan_tui.analysis.whole_triggers import Reason, whole_triggers
from actionplan_tui.model.ownership import accountable
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import CorrectiveAction
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

RULES: dict[str, tuple[str, str]] = {
    "OT1": ("a milestone is missed", "steps"),
    "OT2": ("late beyond the plan's late tolerance, with work left", "steps, goals, the plan"),
    "OT3": ("behind plan by the plan's off-track variance", "steps, goals, the plan"),
    "OT4": ("forecast late beyond the late tolerance", "steps, goals, the plan"),
    "OT5": ("below the at-risk share of its path at two measurements running (at one, where it is "
            "a key KPI), or not at its target on the target's day", "KPIs"),
    "OT6": ("a resource is refused; or the step's day has passed, and something it needs is "
            "missing without a source", "steps"),
    "OT7": ("what comes before is forecast so late that it will be late beyond the late tolerance",
            "steps"),
    "OT8": ("under way and no word for two review periods; no figure for two of its own periods",
            "steps, KPIs"),
    "OT9": ("a stakeholder to be managed closely has fallen to resistant", "the plan"),
    "OT10": ("its owner has opened a corrective action, and has not verified it yet",
             "steps, goals, KPIs, the plan"),
}  # fmt: skip
"""The triggers by their codes: what holds, and of what it can hold."""

Stage = Literal["overdue", "must act", "must say", "to verify", "under way"]
"""What the owner must do next, the most urgent first. "overdue": the corrective action was to be
done by now."""

MUST_SAY = (("owner", "who is accountable"), ("cause", "why"), ("decision", "what will be done"),
            ("responsible", "who does it"), ("due", "by when"))  # fmt: skip
"""What a corrective action must say, and how that is asked."""


class OffTrack(Struct, frozen=True, kw_only=True):
    """A step, KPI, goal or the plan (id 1) that is off track.

    `owner` must correct its course, with `action` where one is open. `says` is what the owner
    must do next, in words.
    """

    table: str
    id: int
    rule: str
    reason: str
    owner: int | None
    action: int | None = None
    stage: Stage = "must act"
    says: str = ""

    @property
    def ref(self) -> str:
        """The record: `S12`, `plan`."""
        return "plan" if self.table == "plan" else ref(self.table, self.id)


def off_track(plan: Plan, today: date) -> tuple[OffTrack, ...]:
    """Everything that is off track: the plan, goals, steps in outline order, KPIs.

    It is kept beside the plan for that day.
    """
    known: tuple[date, tuple[OffTrack, ...]] | None = plan.__dict__.get("off_track")
    if known is None or known[0] != today:
        known = plan.__dict__["off_track"] = today, tuple(_found(plan, today))
    return known[1]


def off_track_at(plan: Plan, today: date, table: str, id: int) -> OffTrack | None:
    """What puts one step, KPI, goal or the plan off track, found without asking all others."""
    key = (table, id)
    reason = _reasons(plan, today).of(key)
    if reason is None:
        action = open_action(plan, table, id)
        reason = _open(action) if action is not None else None
    return _told(plan, key, reason, _open_actions(plan), today) if reason else None


def step_off_track(plan: Plan, today: date, id: int) -> OffTrack | None:
    """What puts one step off track, found without judging the others; None when nothing does."""
    known = states(plan, today)
    state = known.of(id)
    if state.kind == "OFF TRACK" and known.is_counted(id):
        reason: tuple[str, str] | None = (state.rule, state.reason)
    else:
        action = open_action(plan, "steps", id)
        reason = _open(action) if action is not None else None
    return _told(plan, ("steps", id), reason, _open_actions(plan), today) if reason else None


def off_track_of(plan: Plan, today: date, person: int) -> tuple[OffTrack, ...]:
    """What one owner must correct: what is overdue, or has no answer yet, first."""
    mine = [one for one in off_track(plan, today) if one.owner == person]
    return tuple(sorted(mine, key=urgency))


def urgency(one: OffTrack) -> int:
    """What to sort by, so that what is overdue or has no answer yet comes first."""
    return get_args(Stage).index(one.stage)


def open_action(plan: Plan, table: str, id: int) -> int | None:
    """The corrective action that is open on a record; None when none is."""
    return _open_actions(plan).get((table, id))


def _found(plan: Plan, today: date) -> Iterator[OffTrack]:
    actions = _open_actions(plan)
    reasons = _reasons(plan, today).all()
    for key, action in actions.items():  # red until verified, though nothing else be wrong
        reasons.setdefault(key, _open(action))
    order = ("plan", "goals", "steps", "kpis")
    for key in sorted(reasons, key=lambda key: order.index(key[0])):
        yield _told(plan, key, reasons[key], actions, today)


def _open(action: int) -> tuple[str, str]:
    """OT10: a corrective action is open."""
    return "OT10", f"{ref('corrective_actions', action)} is open"


def _told(
    plan: Plan,
    key: tuple[str, int],
    reason: tuple[str, str],
    actions: dict[tuple[str, int], int],
    today: date,
) -> OffTrack:
    """A record that is off track, and what its owner must do next."""
    stage, says = _stage(plan, actions.get(key), today)
    return OffTrack(
        table=key[0],
        id=key[1],
        rule=reason[0],
        reason=reason[1],
        owner=accountable(plan, *key),
        action=actions.get(key),
        stage=stage,
        says=says,
    )


def _reasons(plan: Plan, today: date) -> _Reasons:
    """Why what is off track is so, kept beside the plan; of the next plan what an edit reached
    is asked anew."""
    return kept(plan, "reasons", today, lambda: _made(plan, today), _Reasons.of_next)


def _made(plan: Plan, today: date) -> _Reasons:
    counted = states(plan, today).counted()  # first: it finds all at once
    reasons = _Reasons(plan, today)
    reasons.ask(counted, outline(plan).goals, live_kpis(plan))
    return reasons


class _Reasons:
    """The rules by which a plan, its goals, steps and KPIs are off track, as far as any is."""

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.states = states(plan, today)
        self.wholes = whole_triggers(plan, today)
        self.of_plan = self.wholes.of_plan()
        self.goals: dict[int, Reason] = {}
        self.steps: dict[int, Reason] = {}
        self.kpis: dict[int, Reason] = {}

    def of_next(self, plan: Plan, change: Touched) -> _Reasons:
        """Those of another plan: what the change did not reach is known already."""
        after = _Reasons(plan, self.today)
        all_goals = after.wholes.weighs != self.wholes.weighs or change.any("places")
        after.goals = {} if all_goals else without(self.goals, change.goals)
        after.steps = without(self.steps, change.above)
        after.kpis = without(self.kpis, change.kpis)
        tree, in_use = outline(plan), kpis_in_use(plan)
        after.ask(
            [id for id in change.above if id in tree.depth],
            tree.goals if all_goals else [id for id in tree.goals if id in change.goals],
            [id for id in change.kpis if id in in_use],
        )
        return after

    def ask(self, steps: Iterable[int], goals: Iterable[int], kpis: Iterable[int]) -> None:
        """Find why these are off track."""
        known = self.states
        for id in steps:
            state = known.of(id)
            if state.kind == "OFF TRACK" and known.is_counted(id):
                self.steps[id] = (state.rule, state.reason)
        for id in goals:
            if (reason := self.wholes.of_goal(id)) is not None:
                self.goals[id] = reason
        for id in kpis:
            if (reason := kpi_reason(self.plan, id, self.today)) is not None:
                self.kpis[id] = reason

    def of(self, key: tuple[str, int]) -> Reason | None:
        """The rule that one of them is off track by, and what holds."""
        if key == ("plan", 1):
            return self.of_plan
        tables = {"goals": self.goals, "steps": self.steps, "kpis": self.kpis}
        return tables[key[0]].get(key[1])

    def all(self) -> dict[tuple[str, int], Reason]:
        """Every one of them: the plan, goals and steps in their order, KPIs."""
        found = {("plan", 1): self.of_plan} if self.of_plan is not None else {}
        tree = outline(self.plan)
        for table, reasons, order in (
            ("goals", self.goals, tree.goals),
            ("steps", self.steps, tree.rows),
            ("kpis", self.kpis, live_kpis(self.plan)),
        ):
            if reasons:
                found.update({(table, id): reasons[id] for id in order if id in reasons})
        return found


def _open_actions(plan: Plan) -> dict[tuple[str, int], int]:
    """The corrective action that is open on each record; the latest where there are several.
    Kept beside the plan."""
    found: dict[tuple[str, int], int] | None = plan.__dict__.get("open_actions")
    if found is None:
        found = {}
        for id, action in live(plan.corrective_actions).items():
            key = subject(action)
            if action.status not in ("verified", "cancelled") and plan.find(*key) is not None:
                found[key] = id
        plan.__dict__["open_actions"] = found
    return found


def subject(action: CorrectiveAction) -> tuple[str, int]:
    """What a corrective action is about: a step, a KPI, a goal, or the whole plan."""
    for table, id in (("steps", action.step), ("kpis", action.kpi), ("goals", action.goal)):
        if id is not None:
            return table, id
    return "plan", 1


def _stage(plan: Plan, id: int | None, today: date) -> tuple[Stage, str]:
    if id is None:
        return "must act", "must act"
    action, name = plan.corrective_actions[id], ref("corrective_actions", id)
    if action.status == "implemented":
        return "to verify", f"must verify that {name} worked"
    for field, asks in MUST_SAY:
        if not getattr(action, field):
            return "must say", f"must say {asks}"
    assert action.due is not None
    if action.due < today:
        return "overdue", f"{name} was due {day_text(action.due)}"
    return "under way", f"{name} is under way, due {day_text(action.due)}"
