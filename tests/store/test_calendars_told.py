"""Whatever field is set, calendars are told: what a file shows otherwise has a higher sequence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.model.fields import FIELDS, Field
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import KPI, CorrectiveAction, Measurement, Review, make

pytestmark = pytest.mark.verify

OTHER: dict[str, Any] = {
    "text": "Other", "long": "Other", "whole": 7, "number": 7.0, "time": dt.time(10),
    "date": dt.date(2026, 7, 7), "dates": (dt.date(2026, 5, 8),), "words": ("x",),
    "cadence": "weekly on thu", "reference": 2, "references": (3,),
}  # fmt: skip
"""Another value of a field, by its kind."""
NOT_CONTENT = ("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE")


def other(field: Field, now: Any) -> Any:
    if field.name == "time_zone":
        return "Pacific/Apia"
    if field.kind == "flag":
        return not now
    if field.kind == "choice":
        return next(choice for choice in field.choices if choice not in ("", now))
    if field.kind == "choices":
        return field.choices[:2]
    return OTHER[field.kind]


def shown(plan: Plan) -> dict[str, tuple[list[str], int]]:
    """Of each entry of the plan's calendar: what it shows, and its sequence."""
    found = {}
    for event in Calendar.from_ical(calendar_bytes(plan, now_version="1")).walk("VEVENT"):
        lines = event.to_ical().decode().replace("\r\n ", "").split("\r\n")
        kept = [line for line in lines if not line.startswith(NOT_CONTENT)]
        found[str(event["uid"])] = (kept, int(event["sequence"]))
    return found


@pytest.fixture
def rich(ana: Any) -> Any:
    """The small plan with every kind of entry, all of them hanging from something."""
    reviews = {"review_cadence": "monthly on 1", "communication_review_cadence": "quarterly on 1"}
    ends = dt.date(2026, 12, 31)
    ana.set("plan", 1, owner=1, start=dt.date(2026, 3, 2), target_end=ends, **reviews)
    ana.set("communications", 1, cadence="weekly on fri", time=dt.time(9), step=1, responsible=1)
    ana.add("kpis", make(KPI, id=-1, name="Wells", goal=1, frequency="monthly", data_owner=3))
    ana.add("measurements", make(Measurement, id=-1, kpi=1, date=dt.date(2026, 3, 2), value=1.0))
    due = dt.date(2026, 4, 2)
    ana.add("corrective_actions", make(CorrectiveAction, id=-1, step=1, decision="Hire", due=due))
    ana.add("reviews", make(Review, id=-1, date=dt.date(2026, 3, 2), next=dt.date(2026, 4, 3)))
    return ana


@pytest.mark.parametrize(
    "table",
    ["plan", "goals", "steps", "stakeholders", "communications", "kpis", "measurements",
     "corrective_actions", "reviews"],
)  # fmt: skip
def test_what_is_shown_otherwise_has_a_higher_sequence(rich: Any, table: str) -> None:
    archived = [] if table == "plan" else [Field(table, "archived", "", "flag")]
    for field in [*FIELDS[table].values(), *archived]:
        before = shown(rich.plan)
        try:
            done = rich.set(table, 1, **{field.name: other(field, getattr(
                rich.plan.get(table, 1), field.name))})  # fmt: skip
        except Problem:
            continue  # not with what stands beside it
        for after in (shown(rich.plan), None):
            if after is None:
                rich.undo(done)
                before, after = shown(done.loaded.plan), shown(rich.plan)
            for uid in before.keys() & after.keys():
                (was, then), (now, sequence) = before[uid], after[uid]
                assert sequence > then if was != now else sequence >= then, (field.name, uid)
