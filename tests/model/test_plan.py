"""The plan as a value: an edit makes the next one, whatever was made beforehand."""

from __future__ import annotations

from plans import PlanBuilder

from actionplan_tui.model.plan import KEPT, Plan

MANY = 1_200


def long_plan() -> Plan:
    """A plan with so many steps that their table is copied beforehand."""
    build = PlanBuilder(title="Clean water")
    for number in range(MANY):
        build.step(f"Step {number}")
    return build.plan


def titles(plan: Plan) -> list[str]:
    """The titles of all steps, in the table's order."""
    return [step.title for step in plan.steps.values()]


def test_a_change_prepared_for_is_the_same_change() -> None:
    plan, other = long_plan(), long_plan()
    before = titles(plan)
    plan.prepare()
    changed, expected = (
        each.amend("steps", 7, title="Survey wells").amend("steps", 9, title="Buy pumps")
        for each in (plan, other)
    )

    assert changed == expected
    assert titles(plan) == before
    assert titles(changed) != before


def test_two_changes_of_one_plan_share_nothing_that_was_prepared() -> None:
    plan = long_plan()
    plan.prepare()
    plan.prepare()
    first = plan.amend("steps", 7, title="Survey wells")
    second = plan.amend("steps", 9, title="Buy pumps")
    first.prepare()
    third = plan.amend("steps", 8, title="Train crews")  # what was prepared is of another plan

    assert [each.steps[7].title for each in (first, second, third)] == [
        *("Survey wells", "Step 6", "Step 6")
    ]
    assert [each.steps[9].title for each in (first, second, third)] == [
        *("Step 8", "Buy pumps", "Step 8")
    ]
    assert third.steps[8].title == "Train crews"
    assert len({id(each.steps) for each in (plan, first, second, third)}) == 4


def test_a_change_takes_the_copy_that_was_made_beforehand() -> None:
    plan = long_plan()
    plan.prepare()
    _, copy = plan.__dict__[KEPT]["copy", "steps"]

    assert plan.amend("steps", 7, title="Survey wells").steps is copy
