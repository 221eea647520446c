"""Moving a plan in time: the example laid before today's reader, last year's plan renewed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import KPI, UNSTAMPED, Record, Step
from actionplan_tui.model.rules import interim_target
from actionplan_tui.model.workdays import WorkCalendar, short_date, work_calendar

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
    },
}


def renewed(plan: Plan, start: dt.date, today: dt.date) -> Plan:
    """The plan as a new one that starts on a day: its dates moved, its progress forgotten.

    The plan's start, else the earliest start or due date of a step, else `today`, falls on
    `start`. Steps that began or fell due on a working day still do. Holidays move by whole
    years. KPIs start from their last measurement; a target reached already is left open.
    What was cancelled stays so; what was on hold is open.

    Raises: Problem when a date would leave the calendar of all dates.
    """
    days = (start - (_first_day(plan) or today)).days
    try:
        after = shifted(plan, days)
        holidays = _in_years(plan.info.holidays, round(days / 365.25))
    except (OverflowError, ValueError):
        raise Problem(
            f"the plan cannot start on {short_date(start)}: some of its dates would be none"
        ) from None
    info = msgspec.structs.replace(after.info, holidays=holidays, **_FRESH["plan"], **UNSTAMPED)
    if info.start is None and (info.target_end is None or start <= info.target_end):
        info = msgspec.structs.replace(info, start=start)
    after = after.put("plan", info)
    for name in _HISTORY:
        after = after.drop(name, list(after.table(name)))
    for name in TABLES:
        fresh = [
            msgspec.structs.replace(record, **UNSTAMPED, **_FRESH.get(name, {}))
            for record in after.table(name).values()
        ]
        if fresh and name != "plan":
            after = after.put(name, *fresh)
    kpis = [_renewed_kpi(plan, plan.kpis[id], kpi) for id, kpi in after.kpis.items()]
    return _on_workdays(plan, after.put("kpis", *kpis) if kpis else after)


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


def _renewed_kpi(plan: Plan, old: KPI, new: KPI) -> KPI:
    """The KPI of the new plan, measured from where the old one came to stand.

    A baseline is a fact of its day, which does not move. What was to be reached before it, or
    is reached already, is no longer a target.
    """
    known = [m for m in plan.measurements.values() if m.kpi == old.id and not m.archived]
    last = max(known, key=lambda m: (m.date or dt.date.min, m.id), default=None)
    value = last.value if last else old.baseline
    since = last.date if last else old.baseline_date
    late = since is not None and new.target_date is not None and new.target_date < since
    target = new.target if last is None or _is_ahead(new, last.value, new.target) else None
    return msgspec.structs.replace(
        new,
        baseline=value,
        baseline_date=since,
        target=target,
        target_date=None if late else new.target_date,
        interim_targets=tuple(
            text
            for text, (day, wanted) in zip(
                new.interim_targets, map(interim_target, new.interim_targets), strict=True
            )
            if target is not None
            and (since is None or day > since)
            and (value is None or _is_ahead(new, value, wanted))
        ),
    )


def _is_ahead(kpi: KPI, value: float, target: float | None) -> bool:
    """Whether the target lies ahead of the value, the way that the KPI is to go."""
    if target is None or kpi.direction == "maintain":
        return True
    return target > value if kpi.direction == "increase" else target < value


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
