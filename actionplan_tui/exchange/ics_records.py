"""The events of steps, milestones, reviews and other records with one date of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter

from icalendar import Event

from actionplan_tui.analysis.awaited import is_called_off
from actionplan_tui.analysis.clocks import next_measurement, next_review
from actionplan_tui.analysis.people import name_of, owner_of
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.exchange.ics_events import CalendarKind, Entry, event_of, uid_of
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Record, ReviewKind, Step
from actionplan_tui.model.wbs import outline

_REVIEWS: tuple[tuple[ReviewKind, str], ...] = (
    ("plan", "Review the plan"),
    ("communication", "Review the communication plan"),
)
_TOMBSTONES: dict[str, tuple[str, tuple[CalendarKind, ...], str]] = {
    "steps": ("step", ("due", "milestone"), "Due"),
    "communications": ("communication", ("communication",), "Communication"),
    "corrective_actions": ("corrective-action", ("corrective action",), "Corrective action"),
    "kpis": ("kpi", ("kpi measurement",), "KPI"),
}
"""By table: the word in UIDs, the kinds it is exported under, the category."""


def step_events(plan: Plan, kinds: Iterable[CalendarKind], alarms: bool) -> Iterator[Event]:
    """Due dates of action steps (those with no steps below) and milestones.

    A finished step keeps its day, as "Done: ", without an alarm; one that is cancelled or
    archived unfinished, or stands under one that is, says so.
    """
    wanted = set(kinds)
    tree = outline(plan)
    parents = {step.parent for step in plan.steps.values()}
    for id in sorted(plan.steps):
        step = plan.steps[id]
        leaf = tree.is_leaf(id) if not step.archived else id not in parents
        milestone = step.kind == "milestone"
        kind: CalendarKind = "milestone" if milestone else "due"
        if step.due is not None and (milestone or leaf) and kind in wanted:
            yield event_of(_step_entry(plan, step, alarms), step.due)


def _step_entry(plan: Plan, step: Step, alarms: bool) -> Entry:
    done = is_done(step)
    called_off = not done and is_called_off(plan, step.id)
    milestone = step.kind == "milestone"
    word = "Done" if done else ("Milestone" if milestone else "Due")
    before = plan.info.remind_due
    return Entry(
        uid=uid_of(plan.info, "step", step.id),
        summary=f"{word}: {step.title}",
        description=_step_description(plan, step),
        category="Milestone" if milestone else "Due",
        stamped=(step,),
        sequence=step.sequence,
        status="cancelled" if called_off else "confirmed",
        alarm=_at_nine(before) if alarms and before is not None and not done else None,
    )


def _step_description(plan: Plan, step: Step) -> str:
    tree = outline(plan)
    goal = tree.goal.get(step.id)
    owner, source = owner_of(plan, step.id)
    inherited = f" (from the {source})" if source else ""
    lines = (
        ("WBS", tree.code.get(step.id, "")),
        ("Goal", plan.goals[goal].statement if goal is not None else ""),
        ("Lead", name_of(plan, step.lead)),
        ("Owner", f"{name_of(plan, owner)}{inherited}" if owner is not None else ""),
        ("Plan", plan.info.title),
    )
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def _at_nine(days_before: int) -> timedelta:
    """09:00, so many days before an all-day event, counted from its midnight."""
    return timedelta(hours=9) - timedelta(days=min(days_before, 366))


def review_events(plan: Plan) -> Iterator[Event]:
    """The next review of the plan and of its communication plan, one event each, which
    moves on once the review is held."""
    for kind, summary in _REVIEWS:
        day = next_review(plan, kind)
        if day is not None:
            held = [review for review in plan.reviews.values() if review.kind == kind]
            yield _next_day(plan, f"{kind}-review", 1, summary, "Review", day, plan.info, held)


def measurement_events(plan: Plan) -> Iterator[Event]:
    """The day each KPI is next to be measured."""
    for id in sorted(plan.kpis):
        kpi = plan.kpis[id]
        day = next_measurement(plan, kpi)
        if day is not None:
            held = [one for one in plan.measurements.values() if one.kpi == id]
            yield _next_day(plan, "kpi", id, f"Measure {kpi.name}", "KPI", day, kpi, held)


def _next_day(
    plan: Plan,
    word: str,
    id: int,
    summary: str,
    category: str,
    day: date,
    record: Record,
    held: Iterable[Record],
) -> Event:
    """An event for the next of something repeated: it has changed with each one held."""
    held = tuple(held)
    latest = max((one.id for one in held), default=0)  # ids are never reused, so it only rises
    entry = Entry(
        uid=uid_of(plan.info, word, id),
        summary=summary,
        description=f"Plan: {plan.info.title}" if plan.info.title else "",
        category=category,
        stamped=(record, *held),
        sequence=record.sequence + max(latest, 0),
    )
    return event_of(entry, day)


def corrective_events(plan: Plan) -> Iterator[Event]:
    """The due dates of corrective actions."""
    for id in sorted(plan.corrective_actions):
        action = plan.corrective_actions[id]
        if action.due is None:
            continue
        done = action.status in ("implemented", "verified")
        called_off = action.status == "cancelled" or (action.archived and not done)
        who = action.responsible if action.responsible is not None else action.owner
        by = f"By: {name_of(plan, who)}\n" if who is not None else ""
        what = action.decision or action.deviation or "Corrective action"
        entry = Entry(
            uid=uid_of(plan.info, "corrective-action", id),
            summary=f"{'Done' if done else 'Corrective action'}: {what}",
            description=f"{by}Plan: {plan.info.title}",
            category="Corrective action",
            stamped=(action,),
            sequence=action.sequence,
            status="cancelled" if called_off else "confirmed",
        )
        yield event_of(entry, action.due)


def removed_events(plan: Plan, kinds: Iterable[CalendarKind]) -> Iterator[Event]:
    """Removed records that a calendar may still hold, said once more as cancelled."""
    wanted = set(kinds)
    for stone in sorted(plan.tombstones.values(), key=attrgetter("kind", "of")):
        if stone.kind not in _TOMBSTONES or stone.date is None:
            continue
        word, exported_as, category = _TOMBSTONES[stone.kind]
        alive = plan.find(stone.kind, stone.of) is not None  # an undo has brought it back
        if alive or not wanted.intersection(exported_as):
            continue
        entry = Entry(
            uid=uid_of(plan.info, word, stone.of),
            summary=stone.title,
            description=f"Plan: {plan.info.title}" if plan.info.title else "",
            category=category,
            stamped=(stone,),
            sequence=stone.sequence,
            status="cancelled",
        )
        yield event_of(entry, stone.date)
