"""Edits of the work breakdown structure."""

from __future__ import annotations

import datetime as dt

import pytest

from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.records import AddGoal, AddRecord, Remove, SetFields, set_field
from actionplan_tui.edits.steps import (
    AddStep,
    CopySteps,
    Finish,
    MoveSteps,
    PlaceSteps,
    SetDuration,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline

MONDAY = dt.date(2026, 11, 23)


def shape(plan: Plan) -> list[str]:
    """The outline as a person reads it."""
    tree = outline(plan)
    return [f"{tree.code[id]} {plan.steps[id].title}" for id in tree.rows]


def test_steps_are_added_last_under_their_parent_or_goal(small: Plan) -> None:
    assert shape(small) == ["1 Sign-in", "1.1 Design", "1.2 Build", "2 Train clerks"]


def test_a_step_is_added_right_after_or_before_another(small: Plan) -> None:
    plan = AddStep({"title": "Try"}, after=-2).apply(small)
    assert shape(plan)[1:4] == ["1.1 Design", "1.2 Try", "1.3 Build"]
    plan = AddStep({"title": "Ask"}, before=-1).apply(plan)
    assert shape(plan)[0] == "1 Ask"


def test_a_new_name_typed_for_a_lead_joins_the_register_once(small: Plan) -> None:
    plan = SetFields("steps", -2, {"lead": "Lani Fa"}).apply(small)
    plan = SetFields("steps", -3, {"lead": "lani  fa", "support": ("Lani Fa", "Josaia")}).apply(
        plan
    )
    assert [person.name for person in plan.stakeholders.values()] == ["Lani Fa", "Josaia"]
    assert plan.steps[-2].lead == plan.steps[-3].lead == -1
    assert plan.steps[-3].support == (-1, -2)


def test_indent_and_outdent_are_each_others_inverse(small: Plan) -> None:
    plan = MoveSteps((-4,), "in").apply(small)
    assert shape(plan)[3] == "1.3 Train clerks"
    assert shape(MoveSteps((-4,), "out").apply(plan)) == shape(small)


def test_marked_neighbours_are_indented_together_under_the_one_above_them(small: Plan) -> None:
    plan = AddStep({"title": "Open"}, after=-4).apply(small)
    plan = MoveSteps((-4, -5), "in").apply(plan)
    assert shape(plan)[3:] == ["1.3 Train clerks", "1.4 Open"]


def test_moving_past_the_edge_of_a_goal_moves_into_the_next(small: Plan) -> None:
    plan = AddGoal({"statement": "Fewer forms"}).apply(small)
    plan = MoveSteps((-4,), "down").apply(plan)
    assert outline(plan).goal[-4] == -2
    with pytest.raises(Problem, match="already the first"):
        MoveSteps((-1,), "up").apply(plan)


def test_steps_are_placed_after_another_with_all_below_them(small: Plan) -> None:
    plan = PlaceSteps((-1,), after=-4).apply(small)
    assert shape(plan) == ["1 Train clerks", "2 Sign-in", "2.1 Design", "2.2 Build"]


def test_a_step_cannot_be_placed_under_itself(small: Plan) -> None:
    with pytest.raises(Problem):
        PlaceSteps((-1,), parent=-2).apply(small)


def test_a_copy_is_open_and_has_records_of_its_own(small: Plan) -> None:
    plan = Batch(
        "fill",
        (
            AddRecord("resources", {"step": -2, "description": "analysts", "needed": 2.0}),
            Finish((-2,), MONDAY),
        ),
    ).apply(small)
    plan = CopySteps((-1,), after=-1).apply(plan)
    assert shape(plan) == [
        "1 Sign-in", "1.1 Design", "1.2 Build",
        "2 Sign-in", "2.1 Design", "2.2 Build", "3 Train clerks",
    ]  # fmt: skip
    copy = outline(plan).children[outline(plan).rows[3]][0]
    assert plan.steps[copy].finished is None
    assert plan.steps[copy].percent == 0
    assert [one.step for one in plan.resources.values()] == [-2, copy]


def test_finishing_a_deliverable_finishes_all_below_it_and_again_opens_them(small: Plan) -> None:
    done = Finish((-1,), MONDAY).apply(small)
    assert [done.steps[id].finished for id in (-2, -3)] == [MONDAY, MONDAY]
    assert done.steps[-1].finished is None
    again = Finish((-1,), MONDAY).apply(done)
    assert [again.steps[id].finished for id in (-2, -3)] == [None, None]
    verbs = [Finish((-1,), MONDAY).label(plan).split()[0] for plan in (small, done)]
    assert verbs == ["finish", "reopen"]


def test_percent_of_a_deliverable_cannot_be_set(small: Plan) -> None:
    with pytest.raises(Problem, match="percent"):
        set_field("steps", -1, "percent", 40).apply(small)


def test_a_duration_gives_the_due_date_from_the_start_and_the_start_from_the_due_date(
    small: Plan,
) -> None:
    # From Monday 23 November, 10 working days end on Friday 4 December.
    plan = set_field("steps", -2, "start", MONDAY).apply(small)
    assert SetDuration(-2, 10).apply(plan).steps[-2].due == dt.date(2026, 12, 4)
    plan = set_field("steps", -3, "due", dt.date(2026, 12, 4)).apply(small)
    assert SetDuration(-3, 10).apply(plan).steps[-3].start == MONDAY
    with pytest.raises(Problem, match="start or a due date"):
        SetDuration(-4, 10).apply(small)


def test_removing_a_step_takes_all_below_it_and_all_that_hangs_from_it(small: Plan) -> None:
    plan = AddRecord("kpis", {"step": -2, "name": "Screens drawn"}).apply(small)
    plan = AddRecord("measurements", {"kpi": -1, "date": MONDAY, "value": 3.0}).apply(plan)
    plan = set_field("steps", -4, "depends_on", (-2,)).apply(plan)
    plan = Remove("steps", (-1,)).apply(plan)
    assert shape(plan) == ["1 Train clerks"]
    assert not plan.kpis
    assert not plan.measurements
    assert plan.steps[-4].depends_on == ()


def test_removing_a_goal_leaves_its_steps_under_no_goal(small: Plan) -> None:
    plan = Remove("goals", (-1,)).apply(small)
    assert set(outline(plan).goal.values()) == {None}


def test_a_stakeholder_who_is_named_is_not_removed(small: Plan) -> None:
    plan = SetFields("steps", -2, {"lead": "Lani"}).apply(small)
    with pytest.raises(Problem, match="Lani is By Whom of S-2: name another first"):
        Remove("stakeholders", (-1,)).apply(plan)


def test_an_unknown_field_is_refused_by_name(small: Plan) -> None:
    with pytest.raises(Problem, match="'colour' is no field of steps"):
        set_field("steps", -1, "colour", "red").apply(small)
    with pytest.raises(Problem, match="'sequence' is kept by the store"):
        set_field("steps", -1, "sequence", 3).apply(small)
