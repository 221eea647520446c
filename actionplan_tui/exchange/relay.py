"""Moving a plan in time: the example laid before today's reader, last year's plan renewed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import KPI, Record, Step
from actionplan_tui.model.rules import interim_target
from actionplan_tui.model.workdays import WorkCalendar, work_calendar

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def relaid(plan: Plan, base: dt.date, today: dt.date) -> Plan:
    """A plan written as of `base`, moved to today by whole weeks: weekdays stay what they are.

    `base` falls on today or up to six days before it.
    """
    return shifted(plan, (today - base).days // 7 * 7)


def shifted(plan: Plan, days: int) -> Plan:
    """The plan with every date in it moved by so many days; stamps stay."""
    if not days:
        return plan
    by = dt.timedelta(days=days)
    for table in TABLES:
        moved = [_shifted_record(table, record, by) for record in plan.table(table).values()]
        if moved:
            plan = plan.put(table, *moved)
    return plan


def _shifted_record(table: str, record: Record, by: dt.timedelta) -> Record:
    changed: dict[str, Any] = {}
    cadences = _CADENCES.get(table, ())
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if type(value) is dt.date:
            changed[name] = value + by
        elif name in cadences and value.startswith("on "):
            changed[name] = _DAY.sub(lambda found: _moved(found[0], by), value)
        elif isinstance(value, tuple) and value and type(value[0]) is dt.date:
            changed[name] = tuple(day + by for day in value)
        elif name == "interim_targets":
            changed[name] = tuple(_DAY.sub(lambda day: _moved(day[0], by), t, 1) for t in value)
    return msgspec.structs.replace(record, **changed)


def _moved(day: str, by: dt.timedelta) -> str:
    try:
        return (dt.date.fromisoformat(day) + by).isoformat()
    except ValueError:
        return day


_CADENCES: dict[str, tuple[str, ...]] = {
    table: tuple(name for name, field in fields.items() if field.kind == "cadence")
    for table, fields in FIELDS.items()
}


# --- Last year's plan as a new one ---

_HISTORY = (
    "contacts", "measurements", "corrective_actions", "reviews", "approvals", "waivers",
    "tombstones",
)  # fmt: skip
"""Tables of what happened, which a renewed plan begins without."""

_FRESH: dict[str, dict[str, Any]] = {
    "plan": {
        "plan_id": "",
        "status": "draft",
        "version": "0.1",
        "last_review": None,
        "last_communication_review": None,
    },
    "steps": {
        "percent": 0,
        "finished": None,
        "forecast": None,
        "baseline_start": None,
        "baseline_due": None,
        "on_hold": False,
        "cancelled": False,
    },
}
_STAMPS: dict[str, Any] = {
    "created_at": None,
    "created_by": "",
    "updated_at": None,
    "updated_by": "",
    "confirmed": None,
    "sequence": 0,
}


def renewed(plan: Plan, start: dt.date, today: dt.date) -> Plan:
    """The plan as a new one that starts on a day: its dates moved, its progress forgotten.

    The plan's start, else the earliest start or due date of a step, else `today`, falls on
    `start`. Steps that began or fell due on a working day still do. Holidays move by whole
    years. KPIs start from their last measurement; a target reached already is left open.
    """
    first = _first_day(plan) or today
    kpis = {id: _renewed_kpi(plan, kpi) for id, kpi in plan.kpis.items()}
    days = (start - first).days
    after = shifted(plan, days)
    info = msgspec.structs.replace(
        after.info,
        holidays=_in_years(plan.info.holidays, round(days / 365.25)),
        **_FRESH["plan"],
        **_STAMPS,
    )
    after = after.put("plan", info)
    for name in _HISTORY:
        after = after.drop(name, list(after.table(name)))
    for name in TABLES:
        fresh = [
            msgspec.structs.replace(record, **_STAMPS, **_FRESH.get(name, {}))
            for record in after.table(name).values()
        ]
        if fresh and name != "plan":
            after = after.put(name, *fresh)
    after = _with_kpis(after, kpis)
    return _on_workdays(plan, after)


def _first_day(plan: Plan) -> dt.date | None:
    if plan.info.start is not None:
        return plan.info.start
    days = [
        day
        for step in plan.steps.values()
        if not step.archived
        for day in (step.start, step.due)
        if day is not None
    ]
    return min(days, default=None)


def _in_years(days: tuple[dt.date, ...], years: int) -> tuple[dt.date, ...]:
    """The days as many years later; 29 February becomes the 28th."""
    moved = {
        dt.date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)
        for day in days
    }
    return tuple(sorted(moved)) if years else days


def _renewed_kpi(plan: Plan, kpi: KPI) -> dict[str, Any]:
    """The baseline of the KPI in the new plan, and what no longer stands above it."""
    known = [m for m in plan.measurements.values() if m.kpi == kpi.id and not m.archived]
    last = max(known, key=lambda m: (m.date or dt.date.min, m.id), default=None)
    if last is None:
        return {}
    fields: dict[str, Any] = {"baseline": last.value, "baseline_date": last.date}
    reached = {
        "increase": kpi.target is not None and kpi.target <= last.value,
        "decrease": kpi.target is not None and kpi.target >= last.value,
        "maintain": False,
    }
    if reached[kpi.direction]:
        fields["target"] = None
        fields["interim_targets"] = ()
    return fields


def _with_kpis(plan: Plan, fields: dict[int, dict[str, Any]]) -> Plan:
    fresh: list[Record] = []
    for id, kpi in plan.kpis.items():
        changed = dict(fields[id])
        since = changed.get("baseline_date")
        if since is not None:
            # The baseline is of last year: what was to be reached before it is past.
            targets = changed.get("interim_targets", kpi.interim_targets)
            changed["interim_targets"] = tuple(t for t in targets if interim_target(t)[0] > since)
            if kpi.target_date is not None and kpi.target_date < since:
                changed["target_date"] = None
        fresh.append(msgspec.structs.replace(kpi, **changed))
    return plan.put("kpis", *fresh) if fresh else plan


def _on_workdays(old: Plan, new: Plan) -> Plan:
    """The new plan with steps that stood on working days back on working days."""
    was, now = work_calendar(old.info), work_calendar(new.info)
    steps = [_step_on_workdays(old.steps[id], step, was, now) for id, step in new.steps.items()]
    return new.put("steps", *steps) if steps else new


def _step_on_workdays(old: Step, new: Step, was: WorkCalendar, now: WorkCalendar) -> Step:
    start, due = new.start, new.due
    if due is not None and old.due is not None and was.is_workday(old.due):
        due = now.on_or_before(due)
    if start is not None and old.start is not None and was.is_workday(old.start):
        start = now.on_or_after(start)
    if start is not None and due is not None and due < start:
        due = start if new.due is not None and new.due >= start else now.on_or_after(start)
    return msgspec.structs.replace(new, start=start, due=due)
