"""What a brainstorm tells."""

from __future__ import annotations

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.ideas import open_ideas, question, ranked, worth
from actionplan_tui.model.records import Idea, make


@pytest.mark.parametrize(
    ("impact", "effort", "name"),
    [
        (5, 1, "quick win"), (3, 2, "quick win"), (3, 3, "major project"), (5, 5, "major project"),
        (2, 2, "fill-in"), (1, 1, "fill-in"), (2, 3, "thankless"), (1, 5, "thankless"),
        (None, 1, ""), (5, None, ""), (None, None, ""),
    ],
)  # fmt: skip
def test_impact_and_effort_of_three_count_as_high(
    impact: int | None, effort: int | None, name: str
) -> None:
    assert worth(make(Idea, impact=impact, effort=effort)) == name


def test_open_ideas_stand_by_votes_then_by_impact_for_effort_then_as_they_came() -> None:
    build = PlanBuilder()
    for votes, impact, effort, status in (
        (1, 2, 4, "new"),  # half an impact a point of effort
        (1, 4, 2, "shortlisted"),  # two
        (9, 5, 1, "rejected"),
        (3, None, None, "new"),
        (1, 4, 2, "new"),
        (0, 5, 1, "new"),
        (2, 1, 1, "promoted"),
    ):
        build.add("ideas", votes=votes, impact=impact, effort=effort, status=status)
    build.add("ideas", votes=50, archived=True)
    assert ranked(build.plan) == [4, 2, 5, 1, 6, 3, 7]


def test_the_question_is_that_of_the_newest_idea_that_has_one() -> None:
    build = PlanBuilder()
    assert question(build.plan) == ""
    build.add("ideas", question="First?")
    build.add("ideas", question="Second?")
    build.add("ideas")
    build.add("ideas", question="Gone?", archived=True)
    assert question(build.plan) == "Second?"


def test_ideas_to_decide_are_those_neither_settled_nor_archived() -> None:
    build = PlanBuilder()
    for status in ("new", "shortlisted", "promoted", "parked", "merged", "rejected"):
        build.add("ideas", status=status)
    build.add("ideas", archived=True)
    assert open_ideas(build.plan) == 2
