"""What falls due and what is to be said, by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from actionplan_tui.analysis.awaited import is_called_off
from actionplan_tui.analysis.clocks import measurements, reviews
from actionplan_tui.analysis.communications import communication_title, to_be_said
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.people import name_of, owner_of
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.records import CorrectiveAction, ReviewKind
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

AgendaKind = Literal[
    "due",
    "milestone",
    "communication",
    "review",
    "communication review",
    "kpi measurement",
    "corrective action",
]
REVIEWS: tuple[tuple[ReviewKind, AgendaKind, str], ...] = (
    ("plan", "review", "Review the plan"),
    ("communication", "communication review", "Review the communication plan"),
)
"""Each kind of review: what it is in the agenda, and its title."""

_ORDER = {kind: place for place, kind in enumerate(get_args(AgendaKind))}


class AgendaItem(NamedTuple):
    """Something dated: on which day, what, and who sees to it (a name, or "").

    `table` and `id` name the record; `time` is None for what takes no hour of the day, and
    is in the plan's time zone, as a clock shows it that day.
    """

    date: date
    kind: AgendaKind
    table: str
    id: int
    title: str
    who: str = ""
    time: time | None = None


def agenda(plan: Plan, today: date, until: date) -> list[AgendaItem]:
    """All that is dated from today to `until`, both counted, in order of date.

    Due dates are those of open action steps and milestones; a deliverable's are shown by
    the steps below it. What should have happened before today is not repeated here.
    """
    items = [
        *_steps(plan, today, until),
        *_communications(plan, today, until),
        *_reviews(plan, until),
        *_measurements(plan, until),
        *_corrective_actions(plan),
    ]
    return sorted((item for item in items if today <= item.date <= until), key=_place)


def _place(item: AgendaItem) -> tuple[date, str, int, int]:
    return item.date, _hour(item), _ORDER[item.kind], item.id


def _hour(item: AgendaItem) -> str:
    """What takes no hour comes before what does."""
    return item.time.strftime("%H:%M") if item.time else ""


def corrective_title(action: CorrectiveAction) -> str:
    """A corrective action in one line."""
    return " ".join((action.decision or action.deviation).split()) or "Corrective action"


def _steps(plan: Plan, today: date, until: date) -> Iterator[AgendaItem]:
    for id, due in kept(plan, "dated", None, lambda: _dated(plan), _dated_next).items():
        if today <= due <= until:
            step = plan.steps[id]
            who = step.lead if step.lead is not None else owner_of(plan, id)[0]
            kind: AgendaKind = "milestone" if step.kind == "milestone" else "due"
            yield AgendaItem(due, kind, "steps", id, step.title, name_of(plan, who))


def _dated(plan: Plan) -> dict[int, date]:
    return _due_days(plan, outline(plan).rows)


def _dated_next(known: dict[int, date], plan: Plan, change: Touched) -> dict[int, date]:
    """Those of another plan: the steps that the change reached are looked at again."""
    again = [id for id in change.above if id in outline(plan).depth]
    return {**without(known, change.above), **_due_days(plan, again)}


def _due_days(plan: Plan, steps: Iterable[int]) -> dict[int, date]:
    """The due days of open action steps and milestones that are not called off."""
    tree, found = outline(plan), dict[int, date]()
    for id in steps:
        step = plan.steps[id]
        if step.due is None or is_done(step):
            continue
        if (step.kind == "milestone" or tree.is_leaf(id)) and not is_called_off(plan, id):
            found[id] = step.due
    return found


def _communications(plan: Plan, today: date, until: date) -> Iterator[AgendaItem]:
    for said in to_be_said(plan, today, until):
        title, who = communication_title(plan, said.line), name_of(plan, said.line.responsible)
        yield AgendaItem(
            said.day, "communication", "communications", said.line.id, title, who, said.hour
        )


def _reviews(plan: Plan, until: date) -> Iterator[AgendaItem]:
    for review, kind, title in REVIEWS:
        for day in reviews(plan, review, until).days(until):
            yield AgendaItem(day, kind, "plan", 1, title, name_of(plan, plan.info.owner))


def _measurements(plan: Plan, until: date) -> Iterator[AgendaItem]:
    known = kept(plan, "to measure", until, dict[int, list[date]], _to_measure_next)
    for id, kpi in live(plan.kpis).items():
        days = known.get(id)
        if days is None:
            days = known[id] = measurements(plan, kpi, until).days(until)
        who = name_of(plan, kpi.data_owner)
        for day in days:
            yield AgendaItem(day, "kpi measurement", "kpis", id, f"Measure {kpi.name}", who)


def _to_measure_next(
    known: dict[int, list[date]], plan: Plan, change: Touched
) -> dict[int, list[date]]:
    return without(known, change.kpis)


def _corrective_actions(plan: Plan) -> Iterator[AgendaItem]:
    for id, action in live(plan.corrective_actions).items():
        if action.due is None or action.status not in ("open", "in progress"):
            continue
        who = action.responsible if action.responsible is not None else action.owner
        title = corrective_title(action)
        yield AgendaItem(
            action.due, "corrective action", "corrective_actions", id, title, name_of(plan, who)
        )
