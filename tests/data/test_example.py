"""The worked example keeps every promise made of it, on every day of the week it opens in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from actionplan_tui.analysis.occurrences import communication_occurrences, next_occurrence
from actionplan_tui.analysis.occurrences import occurrences as days_of
from actionplan_tui.analysis.people import owner_leads, owner_of
from actionplan_tui.analysis.schedule import StateKind, state
from actionplan_tui.model import cadence, codec, rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import KPI, STAMPS, Resource, Stakeholder, Step
from actionplan_tui.model.references import REFERENCES
from actionplan_tui.model.rules import interim_target
from actionplan_tui.model.wbs import Outline, framework_order, outline
from actionplan_tui.model.workdays import work_calendar

DOCUMENT: dict[str, Any] = json.loads(
    (files("actionplan_tui.data") / "example.json").read_text(encoding="utf-8")
)
MONDAY = date.fromisoformat(DOCUMENT["base"])
WEEK = [MONDAY + timedelta(days=day) for day in range(7)]
every_day = pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan of the documents, each decoded as a plan file's would be."""
    tables = {
        table: {int(id): codec.decode(table, int(id), row) for id, row in rows.items()}
        for table, rows in DOCUMENT.items()
        if table != "base"
    }
    info = tables.pop("plan")[1]
    return Plan(info=info, **tables)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tree(plan: Plan) -> Outline:
    return outline(plan)


@pytest.fixture(scope="module")
def leaves(plan: Plan, tree: Outline) -> list[Step]:
    return [plan.steps[id] for id in tree.rows if tree.is_leaf(id)]


def texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text of the plan with the place where it stands, such as `steps 3 notes`."""
    for table in TABLES:
        for id, record in plan.table(table).items():
            for name in record.__struct_fields__:
                value = getattr(record, name)
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str) and text:
                        yield f"{table} {id} {name}", text


def of_kind(plan: Plan, leaves: list[Step], kind: StateKind, today: date) -> list[int]:
    return [step.id for step in leaves if state(plan, step.id, today).kind == kind]


# ---- the documents


def test_the_base_is_a_monday() -> None:
    assert MONDAY.weekday() == 0


def test_the_documents_hold_known_fields_only_without_stamps_or_defaults(plan: Plan) -> None:
    for table, rows in DOCUMENT.items():
        if table == "base":
            continue
        for id, row in rows.items():
            plain = json.loads(json.dumps(codec.encode(plan.get(table, int(id)))))
            assert row == plain, f"{table} {id}"
            assert not row.keys() & STAMPS, f"{table} {id}"


def test_ids_count_from_one_without_gaps() -> None:
    for table, rows in DOCUMENT.items():
        if table != "base":
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


def test_every_cadence_is_understood_and_falls_on_some_day(plan: Plan) -> None:
    for id, communication in plan.communications.items():
        assert str(cadence.parse(communication.cadence)) == communication.cadence
        assert communication_occurrences(plan, communication), f"C{id}"


def test_dated_texts_are_dates_and_no_sentence_names_a_month_or_a_year(plan: Plan) -> None:
    """The plan is moved by weeks when it is opened; a sentence cannot move with it."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    for place, text in texts(plan):
        if place.endswith("interim_targets"):
            interim_target(text)
        else:
            assert not re.search(rf"\b(?:{months}|(?:19|20)\d\d)\b", text), f"{place}: {text}"


# ---- framework and goals


def test_three_goals_each_with_success_strategy_owner_target_and_place_in_the_framework(
    plan: Plan,
) -> None:
    assert len(plan.goals) == 3
    for goal in plan.goals.values():
        assert goal.success and goal.strategy and goal.owner
        assert goal.target_date is not None and plan.info.target_end is not None
        assert MONDAY < goal.target_date <= plan.info.target_end
        kinds = {plan.framework[line].kind for line in goal.aligned_to}
        assert kinds == {"objective", "strategy"}


def test_the_framework_goes_from_strategic_goals_through_objectives_to_strategies(
    plan: Plan,
) -> None:
    above = {"strategic goal": None, "objective": "strategic goal", "strategy": "objective"}
    for id in framework_order(plan):
        line = plan.framework[id]
        parent = plan.framework[line.parent].kind if line.parent else None
        assert parent == above[line.kind], f"F{id}"
    assert plan.info.vision and plan.info.mission and plan.info.values


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
        assert (step.kind == "deliverable") == (not tree.is_leaf(id)), f"S{id}"
    milestones = [id for id, step in plan.steps.items() if step.kind == "milestone"]
    assert {tree.goal[id] for id in milestones} == plan.goals.keys()


def test_a_step_ends_within_its_parent_and_starts_after_what_it_waits_for(plan: Plan) -> None:
    calendar = work_calendar(plan.info)
    for id, step in plan.steps.items():
        assert step.start and step.due and calendar.is_workday(step.due), f"S{id}"
        if step.parent:
            parent = plan.steps[step.parent]
            assert parent.start and parent.start <= step.start, f"S{id}"
            assert parent.due and step.due <= parent.due, f"S{id}"
        for other in (plan.steps[before] for before in step.depends_on):
            ends = other.finished or other.forecast or other.due
            assert ends and ends <= step.start, f"S{id} waits for S{other.id}"


def is_available(resource: Resource) -> bool:
    return resource.available is not None or (
        resource.needed is None and resource.status in ("available", "committed")
    )


def is_needed(resource: Resource) -> bool:
    return resource.needed is not None or (
        resource.available is None and resource.status in ("needed", "requested", "refused")
    )


def test_every_column_of_the_table_is_answered_for_every_action_step(
    plan: Plan, leaves: list[Step]
) -> None:
    for step in leaves:
        resources = [row for row in plan.resources.values() if row.step == step.id]
        barriers = [row for row in plan.barriers.values() if row.step == step.id]
        answers = {
            "title": bool(step.title),
            "lead": step.lead is not None,
            "due": step.due is not None,
            "available": any(is_available(row) for row in resources),
            "needed": any(is_needed(row) for row in resources),
            "barriers": bool(barriers) and all(row.how for row in barriers),
            "communications": any(row.step == step.id for row in plan.communications.values()),
            "kpis": any(row.step == step.id for row in plan.kpis.values()),
            "support": bool(step.support),
            "done when": bool(step.done_when),
        }
        for column, filled in answers.items():
            none = column in step.none_identified
            assert filled != none, f"S{step.id} {column}: filled {filled}, none identified {none}"


def test_none_identified_is_a_real_answer_in_most_columns(leaves: list[Step]) -> None:
    counts = Counter(column for step in leaves for column in step.none_identified)

    assert counts.keys() >= {"available", "needed", "barriers", "communications", "kpis"}
    assert counts["kpis"] == 4
    for column in ("available", "needed", "barriers", "communications"):
        assert counts[column] == 1, column


def test_the_step_record_below_the_table_is_filled_too(plan: Plan, leaves: list[Step]) -> None:
    for step in leaves:
        assert step.baseline_start and step.baseline_due and step.priority, f"S{step.id}"
        assert step.notes or step.finished, f"S{step.id}"
        assert step.tags, f"S{step.id}"
    assert sum(bool(step.depends_on) for step in leaves) >= 8
    assert sum(step.forecast is not None for step in leaves) == 3
    assert sum(step.baseline_due != step.due for step in leaves) == 2
    assert sum(step.owner is not None for step in leaves) == 1
    assert any(step.origin for step in plan.steps.values())


def test_resources_are_financial_and_not_and_many_have_quantities_and_gaps(plan: Plan) -> None:
    rows = plan.resources.values()

    assert {row.category for row in rows} == {
        "financial", "human", "political", "equipment", "information", "other",
    }  # fmt: skip
    assert {row.status for row in rows} >= {"needed", "requested", "committed", "available"}
    assert all(row.unit == plan.info.currency for row in rows if row.category == "financial")
    assert all(row.unit for row in rows if row.available is not None or row.needed is not None)
    assert sum((row.needed or 0) > (row.available or 0) for row in rows) >= 15


def test_barriers_say_who_and_how_and_what_is_done_about_it(plan: Plan) -> None:
    rows = plan.barriers.values()

    assert {row.kind for row in rows} == {"resistance", "barrier", "risk", "assumption"}
    assert all(row.who for row in rows if row.kind == "resistance")
    assert all(row.how and row.response and row.owner for row in rows)
    assert all(row.likelihood and row.impact for row in rows)
    assert any(row.step is None for row in rows)


def test_one_person_owns_and_leads_exactly_one_step(plan: Plan) -> None:
    assert [plan.steps[id].title for id in plan.steps if owner_leads(plan, id)] == [
        "Obtain Cabinet approval of the bill"
    ]


def test_no_two_long_texts_are_equal_or_share_a_turn_of_phrase(plan: Plan) -> None:
    """A run of five words in two cells is boilerplate; the question of the ideas is one."""
    long: dict[str, str] = {}
    runs: dict[tuple[str, ...], str] = {}
    names = {person.name for person in plan.stakeholders.values()}
    names |= {person.organisation for person in plan.stakeholders.values()}
    for place, text in texts(plan):
        if place.endswith(("cadence", "question")) or text in names:
            continue
        if len(text) > 20:
            assert text not in long, f"{place} and {long[text]}: {text}"
        long[text] = place
        words = re.findall(r"[\w']+", text.casefold())
        for run in zip(*(words[start:] for start in range(5)), strict=False):
            other = runs.setdefault(run, place)
            assert other == place, f"{place} and {other}: {' '.join(run)}"


# ---- the state of things, whichever day the plan is opened


@every_day
def test_one_step_is_late_but_within_the_tolerance(
    plan: Plan, leaves: list[Step], today: date
) -> None:
    [late] = of_kind(plan, leaves, "LATE", today)
    step = plan.steps[late]

    assert step.title == "Consult the bar association"
    assert step.due and step.forecast and today < step.forecast
    # Monday is the fifth working day after the Monday it was due; Friday and the weekend the ninth.
    assert state(plan, late, today).days == 5 + min(today.weekday(), 4)
    assert plan.info.late_tolerance == 10


@every_day
def test_one_step_is_off_track_and_its_owner_corrects(
    plan: Plan, leaves: list[Step], today: date
) -> None:
    [off] = of_kind(plan, leaves, "OFF TRACK", today)
    step = plan.steps[off]
    [action] = [row for row in plan.corrective_actions.values() if row.step == off]

    assert step.title == "Connect sign-in to the identity register"
    assert step.due and step.forecast
    assert work_calendar(plan.info).between(step.due, step.forecast) > 10
    assert action.status in ("open", "in progress") and action.deviation and action.cause
    assert action.decision and action.owner == owner_of(plan, off)[0] != step.lead
    assert action.responsible and action.detected and action.due
    assert action.detected < MONDAY and today < action.due


@every_day
def test_the_other_steps_are_where_they_are_said_to_be(
    plan: Plan, leaves: list[Step], today: date
) -> None:
    counts = Counter(state(plan, step.id, today).kind for step in leaves)

    assert counts == {
        "done": 3, "LATE": 1, "OFF TRACK": 1, "AT RISK": 1, "on hold": 1, "on track": 6,
        "not started": 6,
    }  # fmt: skip


@every_day
def test_some_steps_are_due_soon(plan: Plan, leaves: list[Step], today: date) -> None:
    soon = today + timedelta(days=plan.info.due_soon)
    due = [s.title for s in leaves if not s.finished and s.due and today <= s.due <= soon]

    assert {
        "Translate the service pages into Maralauan",
        "Withdraw certified copies from six procedures",
    } <= set(due)


@every_day
def test_both_reviews_are_due_within_nine_days_and_neither_is_overdue(
    plan: Plan, today: date
) -> None:
    """Their cadences count weeks: moved by whole weeks the next review stays where it is."""
    calendar = work_calendar(plan.info)
    clocks = (
        (plan.info.review_cadence, plan.info.last_review, "plan"),
        (
            plan.info.communication_review_cadence,
            plan.info.last_communication_review,
            "communication",
        ),
    )
    for text, last, kind in clocks:
        assert " weeks on " in text and last is not None and plan.info.start is not None
        for start in (last, plan.info.start):
            days = days_of(cadence.parse(text), start, plan_end=None, calendar=calendar)
            following = next(day for _, day in days if day > last)
            assert timedelta(0) < following - today <= timedelta(days=9), kind
            [review] = [row for row in plan.reviews.values() if row.kind == kind]
            assert (review.date, review.next) == (last, following)


def test_the_past_reviews_say_what_changed_around_us_and_what_was_decided(plan: Plan) -> None:
    assert [row.kind for row in plan.reviews.values()] == ["communication", "plan"]
    assert all(row.environment and row.decisions and row.by for row in plan.reviews.values())


# ---- stakeholders


def quadrant(person: Stakeholder) -> tuple[bool, bool] | None:
    if person.power is None or person.interest is None:
        return None
    return person.power >= 3, person.interest >= 3


def test_stakeholders_of_every_kind_stand_in_all_four_quadrants_and_on_the_border(
    plan: Plan,
) -> None:
    people = plan.stakeholders.values()

    assert len(people) >= 10
    assert {person.kind for person in people} == {"person", "group", "team", "organisation"}
    assert {quadrant(person) for person in people} == {
        (True, True), (True, False), (False, True), (False, False), None,
    }  # fmt: skip
    assert any(3 in (person.power, person.interest) for person in people)
    assert len({person.name for person in people}) == len(people)


def test_who_is_analysed_is_analysed_whole(plan: Plan) -> None:
    analysed = [person for person in plan.stakeholders.values() if quadrant(person)]

    assert len(analysed) >= 10
    for person in analysed:
        assert person.attitude is not None and person.interests and person.concerns, person.name
        assert person.engagement and person.desired_engagement, person.name
    assert {person.engagement for person in analysed} == {
        "unaware", "resistant", "neutral", "supportive", "leading",
    }  # fmt: skip
    assert sum(bool(person.private_notes) for person in analysed) == 2


# ---- communications


def test_communications_of_every_scope_have_many_cadences_and_whole_lines(plan: Plan) -> None:
    rows = plan.communications.values()

    assert {(row.goal is not None, row.step is not None) for row in rows} == {
        (False, False), (True, False), (False, True),
    }  # fmt: skip
    assert len({row.cadence for row in rows}) >= 6
    assert {cadence.parse(row.cadence).kind for row in rows} >= {
        "week", "month", "once", "due", "step",
    }  # fmt: skip
    assert {row.status for row in rows} == {"active", "paused", "ended"}
    for id, row in plan.communications.items():
        assert row.audience and row.message and row.responsible and row.channel, f"C{id}"
        assert row.start or cadence.parse(row.cadence).kind in ("due", "step"), f"C{id}"


def test_some_are_timed_in_a_zone_without_daylight_saving(plan: Plan) -> None:
    timed = [row for row in plan.communications.values() if row.time]

    assert plan.info.time_zone == "Pacific/Apia"
    assert len(timed) >= 3
    assert all(row.duration for row in timed)
    assert any(row.remind_before for row in timed)


@every_day
def test_somebody_is_told_something_in_the_coming_week(plan: Plan, today: date) -> None:
    coming = [next_occurrence(plan, row, today) for row in plan.communications.values()]

    assert sum(one is not None and one.day <= today + timedelta(days=7) for one in coming) >= 4


def test_the_log_says_what_came_back_on_days_when_something_was_said(plan: Plan) -> None:
    assert len(plan.contacts) >= 6
    for id, contact in plan.contacts.items():
        communication = plan.communications[contact.communication]
        days = {one.day for one in communication_occurrences(plan, communication)}
        assert contact.date in days and contact.date < MONDAY, f"L{id}"
        assert contact.outcome and contact.by == communication.responsible, f"L{id}"


def test_only_the_post_office_is_told_by_nobody(plan: Plan) -> None:
    told = {
        person
        for row in plan.communications.values()
        if row.status in ("planned", "active")
        for person in row.audience
    }
    assert [plan.stakeholders[id].name for id in plan.stakeholders.keys() - told] == ["Post office"]


# ---- KPIs


def goal_kpis(plan: Plan) -> list[KPI]:
    return [kpi for kpi in plan.kpis.values() if kpi.goal is not None]


def readings(plan: Plan, kpi: int) -> list[date]:
    days = [row.date for row in plan.measurements.values() if row.kpi == kpi and row.date]
    assert days == sorted(set(days)) and days[-1] < MONDAY, f"K{kpi}"
    return days


def test_every_kpi_is_defined_so_that_two_people_would_report_the_same(plan: Plan) -> None:
    for id, kpi in plan.kpis.items():
        assert (kpi.goal is None) != (kpi.step is None), f"K{id}"
        assert kpi.name and kpi.unit and kpi.frequency and kpi.source and kpi.data_owner, f"K{id}"
        assert kpi.baseline is not None and kpi.baseline_date, f"K{id}"
        assert kpi.target is not None and kpi.target_date, f"K{id}"


def test_five_kpis_of_goals_go_every_way_and_cover_every_goal(plan: Plan) -> None:
    kpis = goal_kpis(plan)

    assert [kpi.id for kpi in kpis] == [1, 2, 3, 4, 5]
    assert {kpi.goal for kpi in kpis} == plan.goals.keys()
    assert {kpi.direction for kpi in kpis} == {"increase", "decrease", "maintain"}
    assert {kpi.path for kpi in kpis} == {"linear", "stepped"}
    assert any(kpi.interim_targets for kpi in kpis)


def test_their_measurements_run_over_six_to_eleven_months(plan: Plan) -> None:
    for kpi in goal_kpis(plan):
        days = readings(plan, kpi.id)
        assert len(days) >= 8, f"K{kpi.id}"
        assert 180 <= (days[-1] - days[0]).days <= 340, f"K{kpi.id}"


@every_day
def test_only_the_cost_of_a_request_is_stale(plan: Plan, today: date) -> None:
    """Stale: last measured more than one and a half periods ago."""
    period = {"weekly": 7, "monthly": 30.5, "quarterly": 91}
    stale = [
        kpi.name
        for id, kpi in plan.kpis.items()
        if kpi.frequency and (today - readings(plan, id)[-1]).days > 1.5 * period[kpi.frequency]
    ]
    assert stale == ["Cost of a request"]


# ---- ideas and corrective actions


def test_eight_ideas_answer_one_question_with_votes_themes_impact_and_effort(plan: Plan) -> None:
    ideas = plan.ideas.values()

    assert len(ideas) == 8
    assert len({idea.question for idea in ideas}) == 1
    assert all(idea.theme and idea.impact and idea.effort for idea in ideas)
    assert len({idea.votes for idea in ideas}) >= 5
    assert Counter(idea.status for idea in ideas) == {
        "new": 1, "shortlisted": 2, "promoted": 2, "parked": 1, "rejected": 1, "merged": 1,
    }  # fmt: skip


def test_promoted_ideas_and_their_steps_name_each_other(plan: Plan) -> None:
    to = {id: idea.promoted_to for id, idea in plan.ideas.items() if idea.promoted_to}
    back = {step.from_idea: id for id, step in plan.steps.items() if step.from_idea}

    assert to == back
    assert {id for id, idea in plan.ideas.items() if idea.status == "promoted"} == to.keys()


def test_put_aside_ideas_say_why_and_merged_ones_where_they_went(plan: Plan) -> None:
    for idea in plan.ideas.values():
        assert bool(idea.reason) == (idea.status in ("parked", "rejected"))
        assert (idea.merged_into is not None) == (idea.status == "merged")


def test_corrective_actions_are_whole_and_only_one_is_closed(plan: Plan) -> None:
    for action in plan.corrective_actions.values():
        assert action.deviation and action.cause and action.decision
        assert action.owner and action.responsible and action.owner != action.responsible
        assert (action.status == "verified") == (action.verified is not None)
        assert action.due is not None and (action.verified or action.due > WEEK[-1])
    assert sum(action.verified is not None for action in plan.corrective_actions.values()) == 1
