"""The notes of a meeting, and another plan's .json, taken in."""

from __future__ import annotations

from datetime import date

import pytest
from plans import PlanBuilder

from actionplan_tui.exchange.json_plan import plan_json
from actionplan_tui.exchange.taking_in import Choices, import_source, read_source
from actionplan_tui.model import rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import PlanInfo
from actionplan_tui.model.wbs import outline

TODAY = date(2026, 11, 23)

NOTES = """\
# Transport

- Draft MoU with Health @Ana due:fri need:legal review
- [ ] Ask the ferry office
- [x] Book the hall
* **Boats** for the north
2. Cheaper tickets
---
goal "No island left out"
> not under anything
Boats for the north
"""


def take(data: bytes, name: str, plan: Plan, goal: int | None = None) -> tuple[Plan, list[str]]:
    """The plan after taking the data in, and what every line did; twice changes nothing."""
    source = read_source(data, name=name)
    found = import_source(plan, source, today=TODAY, choices=Choices(under_goal=goal))
    after = found.edit.apply(plan) if found.edit else plan
    rules.check(after, [(table, id, "") for table in TABLES for id in after.table(table)])
    return after, [f"{line.row} {line.verb} {line.what}" for line in found.lines]


def test_lines_of_notes_become_ideas_and_with_the_capture_grammar_steps() -> None:
    build = PlanBuilder()
    goal = build.goal("Every island is reached")

    plan, lines = take(NOTES.encode(), "meeting.md", build.plan, goal)

    assert lines == [
        "1 skip Transport",
        "3 add Draft MoU with Health",
        "4 add Ask the ferry office",
        "5 add Book the hall",
        "6 add Boats for the north",
        "7 add Cheaper tickets",
        "9 add No island left out",
        "10 add not under anything",
        "11 unchanged Boats for the north",
    ]
    steps = {step.title: step for step in plan.steps.values()}
    mou = steps["Draft MoU with Health"]
    assert (plan.stakeholders[mou.lead].name, mou.due) == ("Ana", date(2026, 11, 27))
    assert mou.goal == goal
    assert [row.description for row in plan.resources.values()] == ["legal review"]
    assert steps["Book the hall"].finished == TODAY
    assert [(idea.text, idea.theme) for idea in plan.ideas.values()] == [
        ("Boats for the north", "Transport"),
        ("Cheaper tickets", "Transport"),
    ]
    assert take(NOTES.encode(), "meeting.md", plan, goal)[0] is plan


def test_notes_without_a_word_are_refused() -> None:
    with pytest.raises(Problem, match=r"empty\.md: no line says anything"):
        take(b"\n \n---\n", "empty.md", Plan())


def other() -> PlanBuilder:
    build = PlanBuilder(title="Old plan", plan_id="old")
    ana = build.person("Ana Ruiz", private_notes="PRIVATE")
    goal = build.goal("Clinics", owner=ana)
    train = build.step("Train", goal=goal, lead=ana)
    drill = build.step("Drill", parent=train, depends_on=())
    build.step("Loose", depends_on=(drill,))
    kpi = build.add("kpis", goal=goal, name="ill", target=5)
    build.add("measurements", kpi=kpi, date=date(2026, 11, 2), value=9)
    build.add("communications", step=drill, audience=(ana,), cadence="at S2", message="done")
    build.add("communications", audience=(ana,), cadence="weekly on mon", message="news")
    return build


def test_another_plan_is_added_with_ids_of_its_own() -> None:
    build = PlanBuilder(title="Mine", plan_id="mine")
    build.person("Ben")
    ana = build.person("ana ruiz")
    build.step("First", goal=build.goal("Wells"))

    plan, lines = take(plan_json(other().plan), "old.json", build.plan)

    assert plan.info.title == "Mine"
    tree = outline(plan)
    assert [(tree.code[id], plan.steps[id].title) for id in tree.rows] == [
        ("1", "First"), ("2", "Train"), ("2.1", "Drill"), ("3", "Loose"),
    ]  # fmt: skip
    by_title = {step.title: step for step in plan.steps.values()}
    assert by_title["Train"].lead == ana  # found by name
    assert by_title["Loose"].depends_on == (by_title["Drill"].id,)
    [kpi] = plan.kpis.values()
    assert plan.goals[kpi.goal].statement == "Clinics"
    assert [m.kpi for m in plan.measurements.values()] == [kpi.id]
    cadences = {told.message: told.cadence for told in plan.communications.values()}
    assert cadences == {"done": f"at S{by_title['Drill'].id}", "news": "weekly on mon"}
    assert "1 unchanged Ana Ruiz" in lines
    assert "goal Clinics" in lines[1]


def test_an_empty_plan_takes_another_whole() -> None:
    build = other()
    build.amend("plan", 1, purpose="Fewer ill", owner=1, work_week=("sun", "mon"), status="active")

    plan, lines = take(plan_json(build.plan), "old.json", Plan(info=PlanInfo(id=1, title="Mine")))

    assert lines[0] == "1 update Mine"
    info = plan.info
    assert (info.title, info.purpose, info.work_week) == ("Mine", "Fewer ill", ("sun", "mon"))
    assert plan.stakeholders[info.owner or 0].name == "Ana Ruiz"
    assert info.status == "draft"  # nobody has approved this one


def test_who_waits_for_a_step_that_is_not_there_is_told() -> None:
    build = other()
    build.add("communications", cadence="at S9", message="lost")
    source = read_source(plan_json(build.plan), name="old.json")

    found = import_source(Plan(), source, today=TODAY)

    troubles = {line.what: line.trouble for line in found.lines if line.trouble}
    assert troubles == {"lost": "it waits for a step that is not in the plan: say again how often"}
    assert found.edit is not None
    told = found.edit.apply(Plan()).communications.values()
    assert [one.cadence for one in told if one.message == "lost"] == [""]


def test_the_same_plan_is_updated_and_keeps_its_private_notes() -> None:
    build = other()
    here = build.plan
    build.amend("steps", 2, title="Drill deeper", due=date(2027, 1, 8))
    build.step("New")

    plan, lines = take(plan_json(build.plan), "later.json", here)

    assert plan.steps[2].title == "Drill deeper"
    assert plan.steps[2].due == date(2027, 1, 8)
    assert len(plan.steps) == 4
    assert plan.stakeholders[1].private_notes == "PRIVATE"
    assert [line for line in lines if "unchanged" not in line] == [
        "4 update Drill deeper", "6 add New",
    ]  # fmt: skip
    assert take(plan_json(here), "same.json", here)[0] is here
