"""A communication that would never happen is refused where it is typed, with the reason."""

from __future__ import annotations

from actionplan_tui.analysis.occurrences import communication_occurrences, first_day
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.cadence import parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication

TIMED = frozenset({"cadence", "start", "until", "working_day_rule"})
"""Fields on which the dates of a communication depend."""


def refuse_never(plan: Plan, id: int, field: str = "cadence") -> None:
    """Refuse a communication of the plan that never occurs.

    Raises: Problem saying from when to when it does not.
    """
    line = plan.communications[id]
    reason = never(plan, line)
    if reason:
        raise Problem(reason, table="communications", id=id, field=field)


def never(plan: Plan, line: Communication) -> str:
    """Why a communication would never occur; nothing when it does, or waits for a step."""
    try:
        cadence = parse(line.cadence) if line.cadence else None
    except Problem:  # in a file edited by hand
        return ""
    start = first_day(plan, line)
    if cadence is None or cadence.kind in ("step", "due") or start is None:
        return ""
    if communication_occurrences(plan, line) or (line.until and line.until < start):
        return ""  # a last day before the first is refused by the plan's own rules
    ends = [day for day in (line.until, plan.info.target_end) if day is not None]
    until = f" to {short_date(min(ends))}" if ends else ""
    return f"{line.cadence} never occurs from {short_date(start)}{until}"
