"""The worked example: its KPIs, its ideas and what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from actionplan_tui.analysis.kpis import history, reading
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI
from actionplan_tui.model.rules import interim_target

BlankIn = Callable[..., list[str]]


def of_goals(plan: Plan) -> list[KPI]:
    return [kpi for kpi in plan.kpis.values() if kpi.goal is not None]


def test_every_kpi_is_defined_so_that_two_people_would_report_the_same(
    plan: Plan, blank_in: BlankIn
) -> None:
    for kpi in plan.kpis.values():
        fields = ("name", "unit", "baseline", "baseline_date", "target", "target_date")
        assert blank_in(kpi, *fields, "frequency", "source", "data_owner") == [], kpi.name
        assert (kpi.goal is None) != (kpi.step is None), kpi.name


def test_five_kpis_of_goals_go_every_way_and_cover_every_goal(plan: Plan) -> None:
    kpis = of_goals(plan)

    assert [kpi.id for kpi in kpis] == [1, 2, 3, 4, 5]
    assert {kpi.goal for kpi in kpis} == plan.goals.keys()
    assert Counter(kpi.direction for kpi in kpis) == {"increase": 2, "decrease": 2, "maintain": 1}
    assert {kpi.path for kpi in kpis} == {"linear", "stepped"}


def test_interim_targets_lie_on_the_way_to_the_target(plan: Plan) -> None:
    for kpi in plan.kpis.values():
        points = [interim_target(text) for text in kpi.interim_targets]
        whole = [(kpi.baseline_date, kpi.baseline), *points, (kpi.target_date, kpi.target)]
        assert whole == sorted(whole) or not points, kpi.name
    assert sum(bool(kpi.interim_targets) for kpi in plan.kpis.values()) == 3


def test_their_measurements_run_over_six_to_eleven_months(plan: Plan, monday: date) -> None:
    for kpi in of_goals(plan):
        days = [day for day, _ in history(plan, kpi.id)]
        assert len(set(days)) == len(days) >= 8, kpi.name
        assert 180 <= (days[-1] - days[0]).days <= 340, kpi.name
        assert days[-1] < monday, kpi.name


def test_kpis_are_in_every_state_of_health(plan: Plan, monday: date) -> None:
    health = Counter(reading(plan, id, monday).health for id in plan.kpis)

    assert health == {
        "on track": 14,
        "at risk": 2,
        "off track": 2,
        "achieved": 1,
        "not started": 1,
    }


def test_eight_ideas_answer_one_question_with_votes_themes_impact_and_effort(
    plan: Plan, blank_in: BlankIn
) -> None:
    ideas = plan.ideas.values()

    assert len(ideas) == 8
    assert len({idea.question for idea in ideas}) == 1
    for idea in ideas:
        assert blank_in(idea, "text", "question", "theme", "impact", "effort") == []
    assert {idea.votes for idea in ideas} == {0, 1, 2, 4, 5, 6, 7}
    assert Counter(idea.status for idea in ideas) == {
        "new": 1,
        "shortlisted": 2,
        "promoted": 2,
        "parked": 1,
        "rejected": 1,
        "merged": 1,
    }


def test_promoted_ideas_and_their_steps_name_each_other(plan: Plan) -> None:
    became = {id: idea.promoted_to for id, idea in plan.ideas.items() if idea.promoted_to}
    came_from = {step.from_idea: id for id, step in plan.steps.items() if step.from_idea}

    assert became == came_from
    assert {id for id, idea in plan.ideas.items() if idea.status == "promoted"} == became.keys()


def test_ideas_put_aside_say_why_and_the_merged_one_where_it_went(plan: Plan) -> None:
    for idea in plan.ideas.values():
        assert bool(idea.reason) == (idea.status in ("parked", "rejected")), idea.text
        assert (idea.merged_into is not None) == (idea.status == "merged"), idea.text


def test_corrective_actions_are_whole_and_one_is_closed(plan: Plan, blank_in: BlankIn) -> None:
    for action in plan.corrective_actions.values():
        fields = ("detected", "deviation", "cause", "decision", "owner", "responsible", "due")
        assert blank_in(action, *fields) == []
        assert action.owner != action.responsible
        assert (action.status == "verified") == (action.verified is not None)
    assert Counter(action.status for action in plan.corrective_actions.values()) == {
        "open": 1,
        "in progress": 1,
        "verified": 1,
    }
