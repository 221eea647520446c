"""Edits of a brainstorm."""

from __future__ import annotations

import pytest

from actionplan_tui.edits.ideas import MergeIdeas, PromoteIdeas, Vote, became
from actionplan_tui.edits.records import AddRecord, SetFields
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline


@pytest.fixture
def stormed(small: Plan) -> Plan:
    """Three ideas over the small plan."""
    plan = small
    for text in ("One form for all", "A form for everything", "Close the counters"):
        plan = AddRecord("ideas", {"text": text}).apply(plan)
    return plan


def test_an_idea_is_promoted_once_with_links_both_ways(stormed: Plan) -> None:
    plan = PromoteIdeas((-1,), parent=-1).apply(stormed)
    step = outline(plan).rows[3]
    assert (outline(plan).code[step], plan.steps[step].title) == ("1.3", "One form for all")
    assert plan.ideas[-1].promoted_to == step
    assert plan.ideas[-1].status == "promoted"
    assert plan.steps[step].from_idea == -1
    with pytest.raises(Problem, match=r"I-1 has become step 1\.3 already"):
        PromoteIdeas((-1,), parent=-1).apply(plan)


def test_several_ideas_are_promoted_in_order_with_the_wording_given(stormed: Plan) -> None:
    plan = PromoteIdeas((-3, -1), goal=-1, titles=("Shut two counters",)).apply(stormed)
    titles = [plan.steps[id].title for id in outline(plan).rows[-2:]]
    assert titles == ["Shut two counters", "One form for all"]


def test_votes_never_fall_below_none(stormed: Plan) -> None:
    plan = Vote((-1, -2), 1).apply(Vote((-1,), 1).apply(stormed))
    assert [plan.ideas[id].votes for id in (-1, -2)] == [2, 1]
    plan = Vote((-1, -2), -2).apply(plan)
    assert [plan.ideas[id].votes for id in (-1, -2)] == [0, 0]


def test_merged_ideas_give_their_votes_and_say_where_they_went(stormed: Plan) -> None:
    plan = SetFields("ideas", -2, {"votes": 3, "theme": "forms"}).apply(
        Vote((-1,), 2).apply(stormed)
    )
    plan = MergeIdeas(-1, (-2,)).apply(plan)
    assert (plan.ideas[-1].votes, plan.ideas[-1].theme) == (5, "forms")
    assert (plan.ideas[-2].status, plan.ideas[-2].merged_into) == ("merged", -1)


def test_an_idea_is_not_merged_with_itself_nor_away_from_its_step(stormed: Plan) -> None:
    with pytest.raises(Problem, match="itself"):
        MergeIdeas(-1, (-1,)).apply(stormed)
    plan = PromoteIdeas((-2,), goal=-1).apply(stormed)
    with pytest.raises(Problem, match="other way round"):
        MergeIdeas(-1, (-2,)).apply(plan)


def test_an_idea_that_is_part_of_another_is_not_promoted_voted_for_or_merged_again(
    stormed: Plan,
) -> None:
    plan = MergeIdeas(-1, (-2,)).apply(stormed)
    with pytest.raises(Problem, match="I-2 is part of I-1: promote that"):
        PromoteIdeas((-2,), goal=-1).apply(plan)
    with pytest.raises(Problem, match="vote for that"):
        Vote((-2,), 1).apply(plan)
    for keep, gone in ((-3, -2), (-2, -3)):
        with pytest.raises(Problem, match="I-2 is part of I-1 already"):
            MergeIdeas(keep, (gone,)).apply(plan)


def test_one_idea_that_cannot_be_promoted_keeps_all_from_it(stormed: Plan) -> None:
    plan = PromoteIdeas((-2,), goal=-1).apply(stormed)
    with pytest.raises(Problem):
        PromoteIdeas((-1, -2), goal=-1).apply(plan)
    assert plan.ideas[-1].promoted_to is None


def test_why_an_idea_cannot_become_a_step(stormed: Plan) -> None:
    assert became(stormed, -1) == ""
    plan = PromoteIdeas((-1,), parent=-1).apply(stormed)
    assert became(plan, -1) == "I-1 has become step 1.3 already"
