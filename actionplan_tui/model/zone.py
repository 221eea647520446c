"""The plan's own days: moments are kept in UTC, days are those of its time zone."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Record


def plan_zone(plan: Plan) -> dt.tzinfo:
    """The plan's time zone, kept beside it; UTC when the system does not know it."""
    known: dt.tzinfo | None = plan.__dict__.get("zone")
    if known is None:
        known = plan.__dict__["zone"] = _zone(plan.info.time_zone)
    return known


def _zone(name: str) -> dt.tzinfo:
    if name == "UTC":
        return dt.UTC
    from zoneinfo import ZoneInfo  # slow to load, and many plans are kept in UTC

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # a zone not found is a KeyError
        return dt.UTC


def touched_on(plan: Plan, record: Record) -> dt.date | None:
    """The day on which a record was last made, changed or confirmed, in the plan's zone."""
    at = record.updated_at or record.created_at
    day = at.astimezone(plan_zone(plan)).date() if at is not None else None
    if day is None or (record.confirmed is not None and record.confirmed > day):
        return record.confirmed
    return day
