"""The questions of a first plan: in order, each once, each skippable, until no step is wanted."""

from __future__ import annotations

import datetime as dt

from plans import PlanBuilder

from actionplan_tui.analysis.first_plan import next_question
from actionplan_tui.model.plan import Plan


def asked(plan: Plan, skipped: set[tuple[str, int, str]] | None = None) -> tuple[str, int, str]:
    question = next_question(plan, skipped or set())
    assert question is not None
    return question[:3]


def test_first_why_then_whose_then_what_will_change() -> None:
    plan = Plan()
    assert asked(plan) == ("plan", 1, "purpose")
    plan = plan.amend("plan", 1, purpose="People fall ill")
    assert asked(plan) == ("plan", 1, "owner")
    assert asked(plan, {("plan", 1, "owner")}) == ("goals", 0, "statement")


def test_then_the_goal_and_its_steps_column_by_column() -> None:
    build = PlanBuilder(purpose="People fall ill")
    goal = build.goal("Clean water in every village")
    plan = build.plan
    skipped = {("plan", 1, "owner")}
    assert asked(plan, skipped) == ("goals", goal, "target_date")
    plan = plan.amend("goals", goal, target_date=dt.date(2027, 6, 30), success="No outbreak")
    assert asked(plan, skipped) == ("steps", 0, "title")

    step = build.step("Dig wells", goal=goal)
    plan = build.plan.amend("goals", goal, target_date=dt.date(2027, 6, 30), success="No outbreak")
    order = []
    while (question := next_question(plan, skipped)) is not None:
        order.append((question.id, question.column))
        skipped.add(question[:3])
    assert order == [
        (step, "lead"),
        (step, "due"),
        (step, "available"),
        (step, "needed"),
        (step, "barriers"),
        (step, "communications"),
        (step, "kpis"),
        (0, "title"),
    ]
    question = next_question(plan, {("plan", 1, "owner")})
    assert question is not None
    assert question.about == "Dig wells"
    assert question.question == "Who will be responsible for this step?"


def test_none_is_an_answer_and_a_blank_step_skipped_ends_it() -> None:
    build = PlanBuilder(purpose="People fall ill")
    goal = build.goal("Clean water", target_date=dt.date(2027, 6, 30), success="No outbreak")
    build.step("", goal=goal)
    build.step("", goal=goal)
    build.step("Far", goal=build.goal("Another"))
    skipped = {("plan", 1, "owner")}

    first = asked(build.plan, skipped)
    assert first == ("steps", 1, "title")
    assert next_question(build.plan, {*skipped, first}) is None

    plan = build.plan.amend(
        "steps", 1, title="Dig", none_identified=("available", "needed", "barriers")
    )
    assert asked(plan, skipped) == ("steps", 1, "lead")
    answered = {*skipped, ("steps", 1, "lead"), ("steps", 1, "due")}
    assert asked(plan, answered) == ("steps", 1, "communications")
