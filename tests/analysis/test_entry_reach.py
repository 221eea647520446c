"""Calendars are told of all that a comparison of every entry would find otherwise."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import pytest
from any_edits import FIRST, any_edit, fields_of, set_any
from any_plans import plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.analysis.entries import ENTRY_TABLES, entries_of
from actionplan_tui.analysis.entry import Entry
from actionplan_tui.analysis.entry_reach import Key, reached
from actionplan_tui.edits.changes import diff
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import STAMPS


def shown(plan: Plan) -> dict[Key, list[tuple[Entry, str]]]:
    """What a calendar shows of each record, and in which zone where that has an hour."""
    found = {}
    zone = plan.info.time_zone
    for table in ENTRY_TABLES:
        for id in plan.table(table):
            entries = entries_of(plan, table, id)
            found[table, id] = [(one.shown, zone if one.time else "") for one in entries]
    return found


def changed(before: Plan, after: Plan) -> dict[Key, frozenset[str]]:
    found: dict[Key, frozenset[str]] = {}
    for change in diff(before, after):
        key = change.table, change.id
        every = frozenset(TABLES[change.table].type.__struct_fields__)
        found[key] = found.get(key, frozenset()) | ({change.field} if change.field else every)
    return found


TOLD = [
    ("plan", "owner"), ("plan", "time_zone"), ("plan", "remind_due"), ("plan", "holidays"),
    ("plan", "start"), ("plan", "target_end"), ("plan", "review_cadence"), ("plan", "title"),
    ("goals", "statement"), ("goals", "owner"), ("goals", "parent"), ("goals", "archived"),
    ("goals", "target_date"), ("stakeholders", "name"), ("stakeholders", "name"),
    ("steps", "title"), ("steps", "goal"), ("steps", "parent"), ("steps", "due"),
    ("steps", "cancelled"), ("steps", "archived"), ("steps", "owner"), ("steps", "lead"),
    ("communications", "step"), ("communications", "goal"), ("communications", "cadence"),
    ("kpis", "step"), ("kpis", "goal"), ("kpis", "frequency"), ("measurements", "date"),
    ("corrective_actions", "step"), ("corrective_actions", "kpi"), ("reviews", "date"),
]  # fmt: skip
"""What entries are told by."""
HELD = ("goals", "communications", "kpis", "measurements", "corrective_actions", "reviews")


def with_entries(plan: Plan, random: Random) -> Plan:
    """The plan with entries of every kind, hanging from anything."""
    plan = plan.amend("plan", 1, start=FIRST, review_cadence="monthly on 15")
    for table in HELD:
        for id in range(90, 93):
            plan = plan.put(table, TABLES[table].type(id=id))
            for field in fields_of(table):
                if field != "archived" and field not in STAMPS:
                    plan = set_any(random, plan, table, id, field)
    for table, fields in (
        ("goals", {"archived": False, "owner": None}),
        ("steps", {"due": FIRST, "owner": None}),
        ("communications", {"start": FIRST}),
        ("kpis", {"frequency": "monthly"}),
    ):
        for id in plan.table(table):
            if random.random() < 0.7:
                plan = plan.put(table, msgspec.structs.replace(plan.get(table, id), **fields))
    return set_any(random, plan, "goals", 90, "owner")


def edited(plan: Plan, random: Random) -> Plan:
    """The plan after any edit, or one of what entries are told by; stamps are none's to set."""
    table, field = random.choice(TOLD)
    if random.random() < 0.3 or not plan.table(table):
        after = any_edit(random, plan)
    else:
        after = set_any(random, plan, table, random.choice(list(plan.table(table))), field)
    for name in TABLES:
        for id, record in after.table(name).items():
            was = plan.find(name, id)
            if was is not None and record.created_at != was.created_at:
                after = after.put(name, msgspec.structs.replace(record, created_at=was.created_at))
    return after


def compare(plan: Plan, random: Random, edits: int) -> None:
    """Make edits, some of them two at once, and hold what they reach to all there is."""
    plan = with_entries(plan, random)
    for _ in range(edits):
        after = edited(plan, random)
        if random.random() < 0.2:
            after = edited(after, random)
        was, now = shown(plan), shown(after)
        differs = {key for key in was.keys() | now.keys() if was.get(key, []) != now.get(key, [])}
        missed = differs - reached(plan, after, changed(plan, after))
        assert not missed, (missed, changed(plan, after))
        plan = after


def test_what_only_names_a_record_is_reached_and_nothing_else() -> None:
    b = PlanBuilder()
    ana = b.add("stakeholders", name="Ana")
    above = b.add("goals", statement="Trust", owner=ana)
    goal = b.add("goals", statement="Wells")
    step = b.add("steps", title="Dig", goal=goal, due=FIRST)
    child = b.add("steps", title="Drill", parent=step, due=FIRST)
    kpi = b.add("kpis", name="Wells", step=child)
    action = b.add("corrective_actions", kpi=kpi, decision="Hire", due=FIRST)
    line = b.add("communications", message="Dug", goal=goal, cadence="at due", start=FIRST)
    waits = b.add("communications", message="Dug", cadence=f"at S{child}", start=FIRST)
    other = b.add("goals", statement="Pumps")
    b.add("steps", title="Buy", goal=other, due=FIRST)
    steps = {("steps", step), ("steps", child)}

    def reach(table: str, id: int, **fields: Any) -> set[Key]:
        return reached(b.plan, b.plan.amend(table, id, **fields), {(table, id): fields.keys()})

    assert reach("goals", goal, success="Nobody walks for water") == set()
    assert reach("goals", goal, statement="Water") == {*steps, ("communications", line)}
    assert reach("goals", goal, target_date=FIRST) == {("communications", line)}
    assert reach("goals", goal, parent=above) == steps
    served = {*steps, ("kpis", kpi), ("corrective_actions", action), ("communications", waits)}
    assert reach("goals", goal, archived=True) == served
    assert reach("steps", step, goal=other) == served
    assert reach("stakeholders", ana, power=5) == set()
    b.amend("goals", goal, parent=above)
    assert reach("stakeholders", ana, name="Ana Ruiz") == steps


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_entry_that_shows_something_else_is_passed_over(plan: Plan, random: Random) -> None:
    compare(plan, random, 25)


@pytest.mark.verify
@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_none_is_passed_over_by_many_edits(plan: Plan, random: Random) -> None:
    compare(plan, random, 60)
