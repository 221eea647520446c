"""What would move with a date: the steps after it, what they stand under, what is said then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from actionplan_tui.analysis.progress import is_done
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import work_calendar


class Moves(Struct, frozen=True, kw_only=True):
    """A record whose dates would move: `start` and `due` are the new ones, None where it has none
    or keeps it.

    `was` is the day that moves. `by_itself`: a communication that waits for the date, and needs
    no edit.
    """

    table: str
    id: int
    was: date
    to: date
    start: date | None = None
    due: date | None = None
    milestone: bool = False
    by_itself: bool = False


def knock_on(plan: Plan, dues: Mapping[int, date]) -> tuple[Moves, ...]:
    """What would move if steps were due on other days.

    A step that comes after one that then ends later begins on the next working day and keeps its
    duration; a milestone falls on the day itself. What a step stands under cannot end before it.
    Nothing moves when a date is put earlier, but communications that wait for it. The steps
    themselves are not among what moves with them.
    """
    ends = dict(dues)
    starts: dict[int, date | None] = {}
    after = _after(plan)
    queue = list(dues)
    for _ in range(len(plan.steps) * 2 + 2):  # a circle in a file edited by hand comes to an end
        if not queue:
            break
        moved = queue.pop(0)
        for id, end, start in _pushed(plan, moved, ends, after.get(moved, ())):
            if id not in dues and (id not in ends or end > ends[id]):
                ends[id], starts[id] = end, start
                queue.append(id)
    order = {id: place for place, id in enumerate(outline(plan).rows)}
    steps = sorted((id for id in ends if id not in dues), key=lambda id: order.get(id, 0))
    found = [_moves(plan.steps[id], ends[id], starts[id]) for id in steps]
    return (*found, *_communications(plan, ends))


def _after(plan: Plan) -> dict[int, list[int]]:
    """The open steps that come after each."""
    found: dict[int, list[int]] = {}
    for id, step in live(plan.steps).items():
        if not is_done(step) and not step.cancelled:
            for before in step.depends_on:
                found.setdefault(before, []).append(id)
    return found


def _pushed(
    plan: Plan, moved: int, ends: dict[int, date], after: list[int] | tuple[int, ...]
) -> Iterator[tuple[int, date, date | None]]:
    """The steps that one that ends on a day pushes, with their new due date and start."""
    calendar, end = work_calendar(plan.info), ends[moved]
    for id in after:
        step = plan.steps[id]
        if step.due is None or id == moved:
            continue
        if step.kind == "milestone":
            if step.due < end:
                yield id, end, None
        elif (step.start or step.due) <= end:
            days = calendar.count(step.start, step.due) if step.start else 1
            first = calendar.add(end, 1)
            last = calendar.add(first, max(days, 1) - 1)
            if last > step.due:
                yield id, last, first if step.start else None
    parent = outline(plan).parent.get(moved)
    above = plan.steps.get(parent) if parent is not None else None
    if above is not None and above.due is not None and above.due < end:
        yield above.id, end, None


def _moves(step: Step, due: date, start: date | None) -> Moves:
    assert step.due is not None
    return Moves(
        table="steps",
        id=step.id,
        was=step.due,
        to=due,
        start=start,
        due=due,
        milestone=step.kind == "milestone",
    )


def _communications(plan: Plan, ends: dict[int, date]) -> Iterator[Moves]:
    """What is said when a step that moves is due, and what is said once on that very day."""
    for id, line in live(plan.communications).items():
        try:
            cadence = parse(line.cadence) if line.cadence else None
        except Problem:  # a file edited by hand
            continue
        if cadence is None or line.status == "ended":
            continue
        waits = cadence.step if cadence.kind == "step" else line.step
        was = plan.steps[waits].due if waits in ends and waits in plan.steps else None
        if waits is None or was is None or was == ends[waits]:
            continue
        if cadence.kind in ("step", "due"):
            yield Moves(table="communications", id=id, was=was, to=ends[waits], by_itself=True)
        elif cadence.kind == "once" and line.start is not None and line.start >= was:
            to = line.start + (ends[waits] - was)
            to = work_calendar(plan.info).on_or_after(to) if to - line.start > timedelta() else to
            yield Moves(table="communications", id=id, was=line.start, to=to, start=to)
