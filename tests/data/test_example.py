"""The worked example: its documents, its wording, its framework, goals and steps."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from actionplan_tui.analysis.blanks import stands_available, stands_needed
from actionplan_tui.analysis.people import owner_leads
from actionplan_tui.model import codec, rules
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import STAMPS, Step
from actionplan_tui.model.references import REFERENCES
from actionplan_tui.model.wbs import Outline, framework_order
from actionplan_tui.model.workdays import work_calendar

Documents = dict[str, dict[str, dict[str, Any]]]
BlankIn = Callable[..., list[str]]


def texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text of the plan with the place where it stands, such as `steps 3 notes`."""
    for table in TABLES:
        for id, record in plan.table(table).items():
            for name in record.__struct_fields__:
                value = getattr(record, name)
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str) and text:
                        yield f"{table} {id} {name}", text


# ---- the documents


def test_it_is_laid_out_from_a_monday(monday: date) -> None:
    assert monday.weekday() == 0


def test_the_documents_hold_known_fields_without_stamps_or_defaults(
    plan: Plan, documents: Documents
) -> None:
    for table, rows in documents.items():
        for id, row in rows.items():
            assert row == json.loads(json.dumps(codec.encode(plan.get(table, int(id)))))
            assert not row.keys() & STAMPS, f"{table} {id}"


def test_ids_count_from_one_without_gaps(documents: Documents) -> None:
    for table, rows in documents.items():
        assert list(rows) == [str(number) for number in range(1, len(rows) + 1)], table


def test_nothing_in_it_breaks_a_rule(plan: Plan) -> None:
    rules.check(plan, [(table, id, "") for table in TABLES for id in plan.table(table)])


def test_every_reference_names_a_record_that_is_there(plan: Plan) -> None:
    for table, field, target, many, _ in REFERENCES:
        for id, record in plan.table(table).items():
            value = getattr(record, field)
            named = value if many else () if value is None else (value,)
            assert set(named) <= plan.table(target).keys(), f"{table} {id} {field}"
            assert len(set(named)) == len(named), f"{table} {id} {field}"


# ---- the wording


def test_no_sentence_names_a_month_or_a_year(plan: Plan) -> None:
    """The plan's dates move to the week it is opened in; a sentence cannot move with them."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    fixed = re.compile(rf"\b(?:{months}|(?:19|20)\d\d)\b")

    found = [
        (place, text)
        for place, text in texts(plan)
        if fixed.search(text) and not place.endswith("interim_targets")
    ]
    assert found == []


def test_no_two_long_texts_are_equal_or_share_a_turn_of_phrase(plan: Plan) -> None:
    """A run of five words in two cells is boilerplate; only the ideas share their question."""
    names = {person.name for person in plan.stakeholders.values()}
    names |= {person.organisation for person in plan.stakeholders.values()}
    seen: dict[str, str] = {}
    runs: dict[tuple[str, ...], str] = {}
    for place, text in texts(plan):
        if place.endswith((" cadence", "review_cadence", " question")) or text in names:
            continue
        if len(text) > 20:
            assert seen.setdefault(text, place) == place, text
        words = re.findall(r"[\w']+", text.casefold())
        for run in zip(*(words[start:] for start in range(5)), strict=False):
            other = runs.setdefault(run, place)
            assert other == place, f"{place} and {other}: {' '.join(run)}"


# ---- framework and goals


def test_the_plan_says_why_for_whom_and_to_what_end(plan: Plan, blank_in: BlankIn) -> None:
    fields = "title institution purpose success owner sponsor start target_end vision mission"
    assert blank_in(plan.info, *fields.split(), "values", "holidays") == []


def test_three_goals_stand_under_the_framework(plan: Plan, blank_in: BlankIn) -> None:
    assert len(plan.goals) == 3
    for goal in plan.goals.values():
        fields = ("statement", "owner", "target_date", "success", "strategy", "aligned_to")
        assert blank_in(goal, *fields) == []
        assert goal.target_date is not None
        assert plan.info.target_end is not None
        assert goal.target_date <= plan.info.target_end
        assert {plan.framework[line].kind for line in goal.aligned_to} == {"objective", "strategy"}


def test_the_framework_goes_from_strategic_goals_through_objectives_to_strategies(
    plan: Plan,
) -> None:
    above = {"strategic goal": "", "objective": "strategic goal", "strategy": "objective"}
    lines = [plan.framework[id] for id in framework_order(plan)]

    for line in lines:
        parent = plan.framework[line.parent].kind if line.parent else ""
        assert parent == above[line.kind], line.text
    assert Counter(line.kind for line in lines) == {
        "strategic goal": 2,
        "objective": 3,
        "strategy": 3,
    }


# ---- steps


def test_twenty_to_twenty_six_steps_stand_on_three_levels(plan: Plan, tree: Outline) -> None:
    assert 20 <= len(plan.steps) <= 26
    assert set(tree.depth.values()) == {0, 1, 2}
    assert set(tree.goal.values()) == plan.goals.keys()


def test_steps_name_a_goal_at_the_top_and_a_parent_below(plan: Plan) -> None:
    assert all((step.goal is None) != (step.parent is None) for step in plan.steps.values())


def test_what_has_steps_below_is_a_deliverable_and_every_goal_has_a_milestone(
    plan: Plan, tree: Outline
) -> None:
    for id, step in plan.steps.items():
        assert (step.kind == "deliverable") == (not tree.is_leaf(id)), step.title
    milestones = [id for id, step in plan.steps.items() if step.kind == "milestone"]
    assert {tree.goal[id] for id in milestones} == plan.goals.keys()


def test_steps_end_on_working_days_and_within_their_parents(plan: Plan) -> None:
    calendar = work_calendar(plan.info)
    for step in plan.steps.values():
        assert step.start is not None, step.title
        assert step.due is not None, step.title
        assert calendar.is_workday(step.due), step.title
        if step.parent is not None:
            parent = plan.steps[step.parent]
            assert parent.start is not None
            assert parent.due is not None
            assert parent.start <= step.start <= step.due <= parent.due, step.title


def test_steps_start_after_those_they_wait_for(plan: Plan, leaves: list[Step]) -> None:
    for step in leaves:
        for other in (plan.steps[before] for before in step.depends_on):
            ends = other.finished or other.forecast or other.due
            assert ends is not None
            assert step.start is not None
            assert ends <= step.start, f"{step.title} waits for {other.title}"


def test_every_column_of_the_table_is_answered_for_every_action_step(
    plan: Plan, leaves: list[Step]
) -> None:
    """By a value or by "none identified", and never by both."""
    for step in leaves:
        resources = [plan.resources[id] for id in hanging(plan, "resources", "step", step.id)]
        filled = {
            "title": bool(step.title),
            "lead": step.lead is not None,
            "due": step.due is not None,
            "available": any(map(stands_available, resources)),
            "needed": any(map(stands_needed, resources)),
            "barriers": bool(hanging(plan, "barriers", "step", step.id)),
            "communications": bool(hanging(plan, "communications", "step", step.id)),
            "kpis": bool(hanging(plan, "kpis", "step", step.id)),
            "support": bool(step.support),
        }
        unanswered = [
            column for column, has in filled.items() if has == (column in step.none_identified)
        ]
        assert unanswered == [], step.title


def test_none_identified_is_a_real_answer_in_most_columns(leaves: list[Step]) -> None:
    counts = Counter(column for step in leaves for column in step.none_identified)
    del counts["depends_on"]

    assert counts == {"available": 1, "needed": 1, "barriers": 1, "communications": 1, "kpis": 4}


def test_the_record_below_the_table_is_filled_too(
    plan: Plan, leaves: list[Step], blank_in: BlankIn
) -> None:
    for step in leaves:
        fields = ("done_when", "notes", "tags", "priority", "baseline_start", "baseline_due")
        assert blank_in(step, *fields) == [], step.title
    assert sum(bool(step.depends_on) for step in leaves) == 9
    assert sum(step.forecast is not None for step in leaves) == 3
    assert sum(step.baseline_due != step.due for step in leaves) == 2
    assert sum(step.owner is not None for step in leaves) == 1
    assert sum(bool(step.origin) for step in plan.steps.values()) == 5


def test_resources_are_of_every_category_with_amounts_gaps_and_answers(plan: Plan) -> None:
    rows = plan.resources.values()
    gaps = [row for row in rows if (row.needed or 0) > (row.available or 0)]

    assert {row.category for row in rows} == {
        "financial",
        "human",
        "political",
        "equipment",
        "information",
        "other",
    }
    assert {row.status for row in rows} == {"needed", "requested", "committed", "available"}
    assert {row.unit for row in rows if row.category == "financial"} == {plan.info.currency}
    assert len(gaps) >= 20
    assert any(not row.source for row in gaps)  # a gap that nobody has filled yet


def test_barriers_say_who_and_how_and_what_is_done_about_it(plan: Plan, blank_in: BlankIn) -> None:
    rows = plan.barriers.values()

    assert {row.kind for row in rows} == {"resistance", "barrier", "risk", "assumption"}
    assert {row.status for row in rows} == {"open", "treating", "closed"}
    assert all(row.who for row in rows if row.kind == "resistance")
    assert [row.kind for row in rows if row.step is None] == ["assumption"]
    for row in rows:
        assert blank_in(row, "how", "response", "owner", "likelihood", "impact") == [], row.how


def test_one_person_owns_and_leads_exactly_one_step(plan: Plan) -> None:
    assert [plan.steps[id].title for id in plan.steps if owner_leads(plan, id)] == [
        "Obtain Cabinet approval of the bill"
    ]
