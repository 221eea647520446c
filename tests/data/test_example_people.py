"""The worked example: its stakeholders, and who is told what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from actionplan_tui.analysis.occurrences import communication_occurrences
from actionplan_tui.model import cadence
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Stakeholder

BlankIn = Callable[..., list[str]]


def analysed(plan: Plan) -> list[Stakeholder]:
    return [person for person in plan.stakeholders.values() if person.power is not None]


def test_stakeholders_are_persons_groups_teams_and_organisations(plan: Plan) -> None:
    people = plan.stakeholders.values()

    assert len(analysed(plan)) >= 10
    assert {person.kind for person in people} == {"person", "group", "team", "organisation"}
    assert len({person.name for person in people}) == len(people)


def test_they_stand_in_all_four_quadrants_and_on_the_border(plan: Plan) -> None:
    """Three and more is high, and three the border."""
    places = [(person.power or 0, person.interest or 0) for person in analysed(plan)]

    assert Counter((power >= 3, interest >= 3) for power, interest in places) == {
        (True, True): 9,  # manage closely
        (True, False): 2,  # keep satisfied
        (False, True): 4,  # keep informed
        (False, False): 2,  # monitor
    }
    assert (3, 3) in places
    assert sum(3 in place for place in places) == 5


def test_who_is_analysed_is_analysed_whole(plan: Plan, blank_in: BlankIn) -> None:
    people = analysed(plan)

    for person in people:
        fields = ("interest", "attitude", "engagement", "desired_engagement")
        assert blank_in(person, *fields, "interests", "concerns") == [], person.name
    assert {person.engagement for person in people} == {
        "unaware",
        "resistant",
        "neutral",
        "supportive",
        "leading",
    }
    assert sum(person.engagement != person.desired_engagement for person in people) >= 10
    assert sum(bool(person.private_notes) for person in people) == 2


def test_communications_are_of_the_plan_of_goals_and_of_steps(
    plan: Plan, blank_in: BlankIn
) -> None:
    rows = plan.communications.values()

    assert Counter((row.goal is not None, row.step is not None) for row in rows) == {
        (False, False): 5,
        (True, False): 3,
        (False, True): 18,
    }
    assert {row.status for row in rows} == {"active", "paused", "ended"}
    for row in rows:
        fields = ("audience", "message", "responsible", "channel", "cadence")
        assert blank_in(row, *fields) == [], row.message


def test_their_cadences_are_many_and_each_falls_on_the_day_it_starts(plan: Plan) -> None:
    rows = plan.communications.values()

    assert len({row.cadence for row in rows}) >= 15
    assert {cadence.parse(row.cadence).kind for row in rows} == {
        "week",
        "month",
        "once",
        "due",
        "step",
    }
    for row in rows:
        first = communication_occurrences(plan, row)[0].original
        assert first == (row.start or first), row.message


def test_some_take_an_hour_in_a_zone_without_daylight_saving(plan: Plan) -> None:
    timed = [row for row in plan.communications.values() if row.time]

    assert plan.info.time_zone == "Pacific/Apia"
    assert len(timed) == 7
    assert all(row.duration for row in timed)
    assert any(row.remind_before for row in timed)


def test_the_log_says_what_came_back_on_days_when_something_was_said(
    plan: Plan, monday: date, blank_in: BlankIn
) -> None:
    assert len(plan.contacts) >= 6
    for contact in plan.contacts.values():
        communication = plan.communications[contact.communication]
        days = {one.day for one in communication_occurrences(plan, communication)}
        assert contact.date in days, contact.outcome
        assert contact.date < monday, contact.outcome
        assert blank_in(contact, "outcome", "by") == []


def test_only_the_post_office_is_told_by_nobody(plan: Plan) -> None:
    told = {
        person
        for row in plan.communications.values()
        if row.status == "active"
        for person in row.audience
    }
    assert [plan.stakeholders[id].name for id in plan.stakeholders.keys() - told] == ["Post office"]


def test_each_kind_of_review_was_held_once_and_says_what_changed_around_us(
    plan: Plan, blank_in: BlankIn
) -> None:
    assert [row.kind for row in plan.reviews.values()] == ["communication", "plan"]
    for row in plan.reviews.values():
        assert blank_in(row, "date", "by", "environment", "decisions", "next") == []
