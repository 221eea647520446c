"""Importing into a plan that has the steps already: changed, not doubled, and never emptied."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan_tui.edits.edit import Batch
from actionplan_tui.exchange.csv_table import csv_bytes, read_table, table_bytes
from actionplan_tui.exchange.importing import plan_import
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import (
    KPI,
    Barrier,
    Goal,
    PlanInfo,
    Resource,
    Stakeholder,
    Step,
)
from actionplan_tui.model.wbs import outline

PLAN = Plan(
    info=PlanInfo(id=1, title="Permits", date_order="dmy"),
    stakeholders={
        1: Stakeholder(id=1, name="Ana Ruiz"),
        2: Stakeholder(id=2, name="Registry"),
    },
    goals={
        1: Goal(id=1, statement="Faster permits", position="a"),
        2: Goal(id=2, statement="Trust", position="b"),
    },
    steps={
        10: Step(id=10, title="Legal basis", goal=1, position="a", kind="deliverable"),
        11: Step(id=11, title="Draft the bill", parent=10, position="a", lead=1, support=(2,),
                 due=date(2026, 12, 15), done_when="Initialled", notes="secret handshake"),
        12: Step(id=12, title="Pass the bill", parent=10, position="b", due=date(2027, 3, 1)),
        13: Step(id=13, title="Listen", goal=2, position="a", none_identified=("barriers",)),
    },
    resources={
        1: Resource(id=1, step=11, category="human", description="lawyers", available=2, needed=3),
    },
    barriers={1: Barrier(id=1, step=11, who=(2,), how="workload", likelihood=4)},
    kpis={1: KPI(id=1, step=11, name="letters", target=8, baseline=2)},
)  # fmt: skip


def exported() -> list[list[str]]:
    return read_table(csv_bytes(PLAN, date(2026, 11, 23)), name="permits.csv")


def edited(row: int, heading: str, text: str) -> bytes:
    """The exported table with one cell changed; rows count from 1, headings included."""
    rows = exported()
    rows[row - 1][rows[0].index(heading)] = text
    return table_bytes(rows)


def test_an_exported_table_imported_again_changes_nothing(take) -> None:
    taken = take(table_bytes(exported()), PLAN)

    assert taken.found.edit is None
    assert taken.found.counts == {
        "add": 0, "update": 0, "unchanged": 4, "goal": 0, "skip": 0, "cannot read": 0,
    }  # fmt: skip


def test_a_changed_cell_changes_its_field_alone(take) -> None:
    taken = take(edited(3, "By When", "20/12/2026"), PLAN)

    assert taken.verbs() == [(2, "unchanged"), (3, "update"), (4, "unchanged"), (5, "unchanged")]
    before, after = PLAN.steps[11], taken.plan.steps[11]
    assert after.due == date(2026, 12, 20)
    assert (after.lead, after.support, after.notes) == (before.lead, before.support, before.notes)


def test_a_changed_title_renames_the_step_of_that_id(take) -> None:
    assert take(edited(3, "Action Step", "Draft it"), PLAN).plan.steps[11].title == "Draft it"


def test_a_changed_item_keeps_what_no_text_shows(take) -> None:
    taken = take(
        edited(3, "Potential Barriers or Resistance", "Registry: too much work; rain"), PLAN
    )

    first, second = taken.plan.barriers.values()
    assert (first.id, first.how, first.likelihood) == (1, "too much work", 4)
    assert (second.step, second.how) == (11, "rain")


def test_a_blank_cell_leaves_what_is_there(take) -> None:
    for heading in exported()[0][2:]:
        assert take(edited(3, heading, ""), PLAN).found.edit is None


@pytest.mark.parametrize(
    ("heading", "field", "value"),
    [
        ("By When", "due", None),
        ("By Whom", "lead", None),
        ("Done when", "done_when", ""),
        ("Notes", "notes", ""),
    ],
)
def test_a_dash_clears_the_cell(take, heading: str, field: str, value: object) -> None:
    taken = take(edited(3, heading, "-"), PLAN)

    assert getattr(taken.plan.steps[11], field) == value


def test_a_dash_in_a_cell_of_items_removes_them(take) -> None:
    taken = take(edited(3, "Potential Barriers or Resistance", "–"), PLAN)

    assert taken.plan.barriers == {}
    assert taken.plan.steps[11].none_identified == ()


@pytest.mark.parametrize("word", ["none", "N/A"])
def test_none_in_a_cell_of_items_is_an_answer(take, word: str) -> None:
    taken = take(edited(3, "Potential Barriers or Resistance", word), PLAN)

    assert taken.plan.barriers == {}
    assert taken.plan.steps[11].none_identified == ("barriers",)


def test_another_goal_moves_a_step_that_stands_at_the_top(take) -> None:
    taken = take(edited(5, "Goal", "Faster permits"), PLAN)
    assert [taken.plan.steps[id].title for id in outline(taken.plan).of_goal(1)] == [
        "Legal basis",
        "Listen",
    ]

    taken = take(edited(4, "Goal", "Trust"), PLAN)
    assert taken.troubles() == {4: "Goal: is that of the step above it, so it stays"}
    assert outline(taken.plan).goal[12] == 1


def test_a_row_put_between_two_others_stands_between_them(take) -> None:
    rows = exported()
    fresh = [""] * len(rows[0])
    for heading, text in (("Action Step", "Print it"), ("WBS", "1.9"), ("Goal", "Faster permits")):
        fresh[rows[0].index(heading)] = text
    taken = take(table_bytes([*rows[:3], fresh, *rows[3:]]), PLAN)

    assert taken.column("title") == [
        "Legal basis", "Draft the bill", "Print it", "Pass the bill", "Listen",
    ]  # fmt: skip
    assert taken.column("wbs") == ["1", "1.1", "1.2", "1.3", "2"]


def test_without_ids_a_step_is_known_by_its_title_under_its_goal(take) -> None:
    taken = take(
        "Goal,Task,Who,When\n"
        "faster permits,draft  the BILL,Ana Ruiz,20/12/2026\n"
        "Trust,Draft the bill,Ben,\n",
        PLAN,
    )

    assert taken.verbs() == [(2, "update"), (3, "add")]
    assert (taken.plan.steps[11].title, taken.plan.steps[11].due) == (
        "Draft the bill",
        date(2026, 12, 20),
    )
    assert taken.plan.steps[11].support == (2,)


def test_a_table_that_names_no_goals_finds_its_steps_in_any(take) -> None:
    taken = take("Task,When\nListen,1/2/2027\nSomething new,\n", PLAN)

    assert taken.verbs() == [(2, "update"), (3, "add")]
    assert taken.plan.steps[13].due == date(2027, 2, 1)


def test_rows_of_the_same_title_are_each_one_step(take) -> None:
    table = "Task,Who\nReview,Ana Ruiz\nReview,Registry\n"
    taken = take(table)  # and again: see `take`

    assert taken.rows("title", "lead") == [("Review", "Ana Ruiz"), ("Review", "Registry")]


def test_ids_of_another_plan_are_not_taken_for_this_ones(take) -> None:
    other = Plan(steps={
        10: Step(id=10, title="Dig", position="a"),
        11: Step(id=11, title="Plant", position="b"),
        12: Step(id=12, title="Listen", position="c"),
    })  # fmt: skip
    taken = take(csv_bytes(other, date(2026, 11, 23)), PLAN)

    assert [line.verb for line in taken.found.lines] == ["add", "add", "unchanged"]
    assert taken.plan.steps[10].title == "Legal basis"
    assert "its Ids are those of another plan: matched by title" in taken.found.notes


def test_an_id_that_the_plan_does_not_have_is_said(take) -> None:
    taken = take("Id,Task\nS99,Publish\n", PLAN)

    assert taken.found.lines[0].said == "S99 is not in this plan"
    assert taken.found.lines[0].verb == "add"


def test_a_percent_goes_to_a_step_that_nothing_stands_below(take) -> None:
    taken = take("Id,Task,% done\nS10,Legal basis,50%\nS12,Pass the bill,50%\n", PLAN)

    assert (taken.plan.steps[10].percent, taken.plan.steps[12].percent) == (0, 50)


def test_an_item_that_would_break_a_rule_is_left_as_it_was(take) -> None:
    taken = take(edited(3, "Key Performance Indicators (KPIs)", "letters = 1"), PLAN)

    assert taken.plan.kpis[1].target == 8
    assert taken.troubles() == {
        3: "kpis: letters = 1 left as it was (target 1 does not increase from 2)"
    }


def test_a_resource_available_and_needed_is_one(take) -> None:
    taken = take(
        "Task,Resources available,Resources needed\n"
        "Draft,2 lawyers; a car; room,printer; 3 lawyers; room\n"
    )

    assert [(r.description, r.available, r.needed) for r in taken.plan.resources.values()] == [
        ("printer", None, None),
        ("lawyers", 2, 3),
        ("room", None, None),
        ("a car", None, None),
        ("room", None, None),
    ]
    assert taken.rows("available", "needed") == [
        ("2 lawyers; a car; room", "printer; 3 lawyers; room")
    ]


def test_importing_is_one_undo_step_and_changes_nothing_itself() -> None:
    rows = read_table(b"Task\nPublish\n", name="plan.csv")
    found = plan_import(PLAN, rows, today=date(2026, 11, 23), name="plan.csv")

    assert isinstance(found.edit, Batch)
    assert found.edit.label(PLAN) == "import plan.csv"
    assert len(PLAN.steps) == 4


def test_a_table_without_steps_is_refused() -> None:
    with pytest.raises(Problem, match="no action step stands below the headings in row 1"):
        plan_import(PLAN, [["Action Step", "By Whom"], ["", ""]], today=date(2026, 11, 23))


def test_a_goal_that_is_not_there_is_refused() -> None:
    with pytest.raises(Problem, match="no goal G9"):
        plan_import(PLAN, [["Task"], ["Go"]], today=date(2026, 11, 23), under_goal=9)


def test_a_change_of_one_column_of_resources_leaves_the_other(take) -> None:
    taken = take(edited(3, "Resources and Support Available", "1 car"), PLAN)
    assert taken.rows("available", "needed")[1] == ("1 car", "3 lawyers")

    rows = exported()
    rows[2][4], rows[2][5] = "1 car", "a printer"
    taken = take(table_bytes(rows), PLAN)
    assert taken.rows("available", "needed")[1] == ("1 car", "a printer")
    assert "lawyers" not in [r.description for r in taken.plan.resources.values()]

    rows[2][4], rows[2][5] = "1 clerk", "3 clerk"
    taken = take(table_bytes(rows), PLAN)
    assert [(r.id, r.available, r.needed) for r in taken.plan.resources.values()] == [(1, 1, 3)]


def test_a_row_copied_with_its_id_is_a_new_step(take) -> None:
    rows = exported()
    copy = list(rows[2])
    copy[rows[0].index("Action Step")] = "Draft the regulation"
    taken = take(table_bytes([*rows[:2], copy, *rows[2:]]), PLAN)

    assert taken.verbs() == [
        (2, "unchanged"), (3, "add"), (4, "unchanged"), (5, "unchanged"), (6, "unchanged"),
    ]  # fmt: skip
    assert taken.found.lines[1].said == "S11 stands in row 4"
    assert taken.plan.steps[11].title == "Draft the bill"


def test_steps_that_a_row_waits_for_are_not_dropped_for_a_code_that_is_wrong(take) -> None:
    plan = PLAN.amend("steps", 13, depends_on=(11, 12))
    rows = read_table(csv_bytes(plan, date(2026, 11, 23)), name="permits.csv")
    assert rows[4][rows[0].index("After")] == "1.1, 1.2"
    rows[4][rows[0].index("After")] = "1.1, 9.9"
    taken = take(table_bytes(rows), plan)

    assert taken.plan.steps[13].depends_on == (11, 12)
    assert taken.troubles() == {5: "After: 9.9 is no step it can wait for"}


def test_a_state_typed_over_ours_is_taken_in(take) -> None:
    assert take(edited(4, "State", "done"), PLAN).plan.steps[12].percent == 100
    assert take(edited(4, "State", "cancelled"), PLAN).plan.steps[12].cancelled
    assert take(edited(4, "State", "LATE 3 wd"), PLAN).found.edit is None
