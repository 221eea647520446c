"""What is impossible in a plan. What is merely unwise is for the readiness findings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping
from math import isfinite
from typing import Any

from actionplan_tui.model.cadence import parse as parse_cadence
from actionplan_tui.model.cadence import step_to_come
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import KPI, CorrectiveAction, Record
from actionplan_tui.model.references import BY_FIELD
from actionplan_tui.model.workdays import short_date

MAX_TEXT = 100_000
"""Longest text of one field, in characters."""

Touched = Collection[tuple[str, int, str]]
"""Table, id and field of every value changed; field "" is a record added."""


def check(plan: Plan, touched: Touched) -> None:
    """Refuse a plan in which what was touched breaks a rule.

    Raises: Problem naming the field.
    """
    for table, id, field in touched:
        record = plan.find(table, id)
        if record is None:
            continue
        for name in (field,) if field else record.__struct_fields__:
            _check_field(plan, table, record, name)
        rule = _RULES.get(table)
        if rule is not None:
            rule(plan, record, field)


def _check_field(plan: Plan, table: str, record: Record, field: str) -> None:
    value = getattr(record, field)
    if isinstance(value, str):
        _check_text(value, table, record.id, field)
    elif isinstance(value, tuple):
        for part in value:
            if isinstance(part, str):
                _check_text(part, table, record.id, field)
    elif isinstance(value, float) and not isfinite(value):  # no JSON file could hold it
        raise Problem(f"{field}: must be a number", table=table, id=record.id, field=field)
    reference = BY_FIELD.get((table, field))
    if reference is None or value is None:
        return
    for id in value if reference.many else (value,):
        if plan.find(reference.target, id) is None:
            noun = TABLES[reference.target].noun
            raise Problem(
                f"{field}: there is no {noun} {ref(reference.target, id)}",
                table=table,
                id=record.id,
                field=field,
            )


def _check_text(text: str, table: str, id: int, field: str) -> None:
    if len(text) > MAX_TEXT:
        raise Problem(
            f"{field}: {len(text):,} characters are too many, {MAX_TEXT:,} at most",
            table=table,
            id=id,
            field=field,
        )
    if text.isprintable():
        return
    for char in text:
        kind = unicodedata.category(char)
        if char not in "\n\t" and kind in ("Cc", "Cs"):
            what = f"the control character U+{ord(char):04X}"
            if kind == "Cs":
                what = "half a character, as text in another encoding than UTF-8 does"
            raise Problem(f"{field}: holds {what}", table=table, id=id, field=field)


def _order(record: Record, table: str, touched: str, first: str, last: str, message: str) -> None:
    """Refuse a day before the one it follows, where one of the two was touched."""
    start, end = getattr(record, first), getattr(record, last)
    if touched not in ("", first, last) or start is None or end is None:
        return
    if end < start:
        said = message.format(start=short_date(start), end=short_date(end))
        raise Problem(said, table=table, id=record.id, field=last)


def _no_circle(rows: Mapping[int, Any], table: str, id: int, field: str, word: str) -> None:
    """Refuse a record that reaches itself by following `field`."""
    stack = [id]
    seen: set[int] = set()
    while stack:
        row = rows.get(stack.pop())
        value = getattr(row, field, None)
        for other in value if isinstance(value, tuple) else (value,):
            if other == id:
                raise Problem(f"{field}: {word}", table=table, id=id, field=field)
            if other is not None and other not in seen:
                seen.add(other)
                stack.append(other)


def _plan_rule(plan: Plan, record: Record, field: str) -> None:
    info = plan.info
    _order(
        info, "plan", field, "start", "target_end", "target end {end} is before the start {start}"
    )
    for name in ("review_cadence", "communication_review_cadence"):
        if field in ("", name):
            _check_cadence(getattr(info, name), "plan", 1, name)
    if field in ("", "time_zone"):
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # seldom checked, slow to load

        try:
            ZoneInfo(info.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Problem(
                f"time_zone: {info.time_zone!r} is no time zone, such as Pacific/Apia or UTC",
                table="plan",
                id=1,
                field="time_zone",
            ) from None
    if field in ("", "work_week") and not info.work_week:
        raise Problem("work_week: needs at least one day", table="plan", id=1, field="work_week")


def _goal_rule(plan: Plan, record: Record, field: str) -> None:
    if field in ("", "parent"):
        _no_circle(plan.goals, "goals", record.id, "parent", "a goal cannot stand under itself")


def _framework_rule(plan: Plan, record: Record, field: str) -> None:
    if field in ("", "parent"):
        _no_circle(
            plan.framework, "framework", record.id, "parent", "a line cannot stand under itself"
        )


def _step_rule(plan: Plan, record: Record, field: str) -> None:
    _order(record, "steps", field, "start", "due", "due {end} is before the start {start}")
    if field in ("", "parent"):
        _no_circle(plan.steps, "steps", record.id, "parent", "a step cannot stand under itself")
    if field in ("", "depends_on"):
        _no_circle(plan.steps, "steps", record.id, "depends_on", "a step cannot wait for itself")


def _communication_rule(plan: Plan, record: Record, field: str) -> None:
    said = "until {end} is before the start {start}"
    _order(record, "communications", field, "start", "until", said)
    cadence = getattr(record, "cadence", "")
    if field in ("", "cadence") and step_to_come(cadence) not in plan.steps:
        _check_cadence(cadence, "communications", record.id, "cadence")


def _check_cadence(text: str, table: str, id: int, field: str) -> None:
    if text:
        try:
            parse_cadence(text)
        except Problem as problem:
            raise Problem(f"{field}: {problem.message}", table=table, id=id, field=field) from None


def _kpi_rule(plan: Plan, record: Record, field: str) -> None:
    assert isinstance(record, KPI)
    _order(
        record,
        "kpis",
        field,
        "baseline_date",
        "target_date",
        "target date {end} is before the baseline's {start}",
    )
    for text in record.interim_targets if field in ("", "interim_targets") else ():
        interim_target(text, record.id)
    if field not in ("", "baseline", "target", "direction"):
        return
    if record.baseline is None or record.target is None:
        return
    wrong = {
        "increase": record.target <= record.baseline,
        "decrease": record.target >= record.baseline,
        "maintain": False,
    }
    if wrong[record.direction]:
        raise Problem(
            f"target {record.target:g} does not {record.direction} from {record.baseline:g}",
            table="kpis",
            id=record.id,
            field="target",
        )


def interim_target(text: str, kpi: int = 0) -> tuple[Any, float]:
    """The day and value of one interim target, `YYYY-MM-DD=VALUE`.

    Raises: Problem when it is not of that form.
    """
    import datetime as dt

    day, _, value = text.partition("=")
    try:
        number = float(value)
        if not isfinite(number):
            raise ValueError
        return dt.date.fromisoformat(day.strip()), number
    except ValueError:
        raise Problem(
            f"interim_targets: {text!r} is not of the form YYYY-MM-DD=VALUE",
            table="kpis",
            id=kpi,
            field="interim_targets",
        ) from None


def _idea_rule(plan: Plan, record: Record, field: str) -> None:
    if field in ("", "merged_into"):
        _no_circle(plan.ideas, "ideas", record.id, "merged_into", "an idea cannot join itself")


def _corrective_rule(plan: Plan, record: Record, field: str) -> None:
    assert isinstance(record, CorrectiveAction)
    said = "due {end} is before it was seen, {start}"
    _order(record, "corrective_actions", field, "detected", "due", said)
    if field and record.status in ("verified", "cancelled"):  # a copy keeps what it was told
        _closed_by_owner(plan, record)


_TO_CLOSE = {
    "verified": ("cause", "decision", "responsible", "due", "verified"),
    "cancelled": ("decision",),
}
_ASKED = {
    "cause": "why it went off track",
    "decision": "what was decided",
    "responsible": "who did it",
    "due": "by when it was to be done",
    "verified": "when it was verified",
}


def _closed_by_owner(plan: Plan, action: CorrectiveAction) -> None:
    """What is off track is closed by its owner alone, with everything said."""
    # What hangs from the outline is loaded with the first action that is closed.
    from actionplan_tui.model.ownership import accountable

    def refuse(message: str, field: str) -> Problem:
        return Problem(message, table="corrective_actions", id=action.id, field=field)

    name = ref("corrective_actions", action.id) if action.id > 0 else "the corrective action"
    for field in _TO_CLOSE[action.status]:
        if not getattr(action, field):
            raise refuse(f"{field}: say {_ASKED[field]} before {name} is closed", field)
    about = next(
        ((table, id) for table, id in (("steps", action.step), ("kpis", action.kpi),
                                       ("goals", action.goal)) if id is not None),
        ("plan", 1),
    )  # fmt: skip
    owner = accountable(plan, *about)
    person = plan.stakeholders.get(owner) if owner is not None else None
    if person is None:
        raise refuse(f"owner: nobody is accountable yet, and only the owner closes {name}", "owner")
    if action.owner != owner:
        raise refuse(f"owner: {person.name} is accountable, and alone closes {name}", "owner")
    if action.closed_by != owner:
        raise refuse(f"closed_by: {person.name}, the owner, closes {name}: say so", "closed_by")


_RULES: dict[str, Callable[[Plan, Record, str], None]] = {
    "plan": _plan_rule,
    "framework": _framework_rule,
    "goals": _goal_rule,
    "steps": _step_rule,
    "communications": _communication_rule,
    "kpis": _kpi_rule,
    "ideas": _idea_rule,
    "corrective_actions": _corrective_rule,
}
