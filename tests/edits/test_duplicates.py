"""A record once more beside itself: goals with all under them, KPIs and communications alone."""

from __future__ import annotations

import datetime as dt

from plans import PlanBuilder

from actionplan_tui.edits.duplicates import Duplicate
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import goal_order, outline


def plan() -> Plan:
    """Two goals, the first with a goal under it; steps, a KPI measured, a communication."""
    build = PlanBuilder()
    ana = build.person("Ana")
    water = build.goal("Clean water", owner=ana, strategy="Springs first")
    springs = build.goal("Safe springs", parent=water)
    build.goal("Fewer floods")
    wells = build.step("Wells", goal=water)
    build.step("Survey", parent=wells, lead=ana, percent=40)
    build.step("Fences", goal=springs)
    kpi = build.add("kpis", name="Wells clean", goal=water, target=40.0)
    build.add("measurements", kpi=kpi, date=dt.date(2026, 11, 2), value=4.0)
    line = build.add("communications", goal=water, audience=(ana,), cadence="weekly on mon")
    build.add("contacts", communication=line, date=dt.date(2026, 11, 2))
    return build.plan


def test_a_goal_is_duplicated_with_goals_steps_and_kpis_under_it() -> None:
    after = Duplicate("goals", (1, 2)).apply(plan())

    said = [after.goals[id].statement for id in goal_order(after)]
    assert said == [
        "Clean water", "Safe springs", "Clean water", "Safe springs", "Fewer floods",
    ]  # fmt: skip
    _, _, copy, below, _ = goal_order(after)
    assert (after.goals[copy].strategy, after.goals[below].parent) == ("Springs first", copy)
    tree = outline(after)
    titles = [(tree.code[id], after.steps[id].title) for id in tree.rows]
    assert titles == [
        ("1", "Wells"), ("1.1", "Survey"), ("2", "Fences"),
        ("3", "Wells"), ("3.1", "Survey"), ("4", "Fences"),
    ]  # fmt: skip
    (survey,) = (id for id, code in tree.code.items() if code == "3.1")
    assert (after.steps[survey].lead, after.steps[survey].percent) == (1, 0)
    assert [kpi.goal for kpi in after.kpis.values()] == [1, copy]
    assert [line.goal for line in after.communications.values()] == [1, copy]
    # What was measured and sent did not happen twice.
    assert (len(after.measurements), len(after.contacts)) == (1, 1)


def test_what_stands_alone_is_duplicated_alone_and_one_is_called_by_its_name() -> None:
    before = plan()
    edit = Duplicate("kpis", (1,))
    after = edit.apply(before)

    assert [(kpi.name, kpi.target) for kpi in after.kpis.values()] == [("Wells clean", 40.0)] * 2
    assert after.goals is before.goals
    assert edit.label(before) == "duplicate Wells clean"
    assert Duplicate("goals", (1, 3)).label(before) == "duplicate 2 goals"
