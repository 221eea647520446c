"""Where stakeholders stand, what reaches them, and what stands out; figures worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.engagement import (
    Moved,
    Position,
    PullApart,
    Resistance,
    Told,
    engagement_gap,
    is_borderline,
    position_history,
    proposed_cadence,
    pull_apart,
    quadrant,
    reach,
    resistance,
    unreached,
    was_before,
)
from actionplan_tui.model.records import Stakeholder, make

TODAY = dt.date(2026, 11, 23)  # a Monday


def day(month: int, date: int) -> dt.date:
    return dt.date(2026, month, date)


def someone(**fields: object) -> Stakeholder:
    return make(Stakeholder, id=1, name="Somebody", **fields)


@pytest.mark.parametrize(
    ("power", "interest", "strategy", "border"),
    [
        (5, 5, "manage closely", False),
        (4, 2, "keep satisfied", False),
        (2, 4, "keep informed", False),
        (1, 1, "monitor", False),
        (3, 3, "manage closely", True),
        (3, 2, "keep satisfied", True),
        (2, 3, "keep informed", True),
        (3, 5, "manage closely", True),
    ],
)
def test_three_of_five_counts_as_high_and_is_borderline(
    power: int, interest: int, strategy: str, border: bool
) -> None:
    assert quadrant(power, interest) == strategy
    assert is_borderline(power, interest) is border


@pytest.mark.parametrize(("power", "interest"), [(None, 3), (3, None), (None, None)])
def test_who_is_not_placed_has_no_strategy(power: int | None, interest: int | None) -> None:
    assert quadrant(power, interest) is None
    assert not is_borderline(power, interest)


@pytest.mark.parametrize(
    ("now", "desired", "gap"),
    [
        ("resistant", "neutral", 1),
        ("unaware", "leading", 4),
        ("supportive", "supportive", 0),
        ("leading", "supportive", -1),
        (None, "leading", None),
        ("neutral", None, None),
    ],
)
def test_the_gap_is_counted_in_levels(
    now: str | None, desired: str | None, gap: int | None
) -> None:
    assert engagement_gap(someone(engagement=now, desired_engagement=desired)) == gap


def test_who_resists_which_steps_and_how() -> None:
    build = PlanBuilder()
    union, mayor = build.person("Union"), build.person("Mayor")
    wells = build.step("Wells")
    shut = build.add("barriers", step=wells, who=(union,), how="strikes", status="closed")
    strike = build.add("barriers", step=wells, who=(union, mayor), how="strikes again")
    plan_wide = build.add("barriers", who=(mayor,), how="wants the money elsewhere")

    assert resistance(build.plan) == {
        union: (Resistance(strike, wells, "strikes again"),),
        mayor: (
            Resistance(strike, wells, "strikes again"),
            Resistance(plan_wide, None, "wants the money elsewhere"),
        ),
    }
    assert shut not in {row.barrier for rows in resistance(build.plan).values() for row in rows}


def test_what_reaches_somebody_from_today_on() -> None:
    build = PlanBuilder()
    council, press, nurses, donor = map(build.person, ("Council", "Press", "Nurses", "Donor"))
    step = build.step("Report")  # without a date
    weekly = build.add(
        "communications", audience=(council, press), cadence="weekly on wed", start=day(11, 4)
    )
    soon = build.add(
        "communications", audience=(council,), cadence="once", start=day(11, 24)
    )  # fmt: skip
    waits = build.add("communications", audience=(donor,), cadence=f"at S{step}")
    build.add("communications", audience=(nurses,), cadence="once", start=day(11, 20))  # is over
    build.add(
        "communications", audience=(nurses,), cadence="daily", start=day(11, 1), status="paused"
    )

    reached = reach(build.plan, TODAY)

    assert reached == {
        council: (Told(soon, day(11, 24)), Told(weekly, day(11, 25))),
        press: (Told(weekly, day(11, 25)),),
        donor: (Told(waits, None),),
    }
    assert unreached(build.plan, reached) == (nurses,)


def test_the_unreached_are_named_with_those_who_matter_most_first() -> None:
    build = PlanBuilder()
    newcomer = build.person("Newcomer")
    monitored = build.person("Kiosk", power=1, interest=2)
    informed = build.person("Students", power=1, interest=5)
    key = build.person("Minister", power=5, interest=5)
    satisfied = build.person("Treasury", power=5, interest=1)
    build.person("Left last year", power=5, interest=5, archived=True)

    assert unreached(build.plan, {}) == (key, satisfied, informed, monitored, newcomer)


def test_key_players_on_both_sides_pull_apart() -> None:
    build = PlanBuilder()
    friend = build.person("Friend", power=5, interest=4, attitude=1)
    champion = build.person("Champion", power=4, interest=4, attitude=2)
    foe = build.person("Foe", power=3, interest=3, attitude=-1)
    build.person("Undecided", power=5, interest=5, attitude=0)
    build.person("Bystander against", power=5, interest=1, attitude=-2)

    assert pull_apart(build.plan) == PullApart((champion, friend), (foe,))

    build.amend("stakeholders", foe, attitude=0)
    assert pull_apart(build.plan) is None


@pytest.mark.parametrize(
    ("power", "interest", "gap", "cadence"),
    [
        (5, 5, 0, "every 2 weeks"),
        (5, 5, 1, "every 2 weeks"),
        (5, 5, 2, "weekly"),
        (5, 5, 4, "weekly"),
        (5, 1, 1, "monthly"),
        (5, 1, 2, "every 2 weeks"),
        (1, 5, 0, "monthly"),
        (1, 5, 3, "every 2 weeks"),
        (1, 1, 1, "quarterly"),
        (1, 1, 2, "monthly"),
        (None, None, 0, "monthly"),
    ],
)
def test_a_cadence_is_proposed_from_quadrant_and_gap(
    power: int | None, interest: int | None, gap: int, cadence: str
) -> None:
    levels = ("unaware", "resistant", "neutral", "supportive", "leading")
    person = someone(
        power=power, interest=interest, engagement="unaware", desired_engagement=levels[gap]
    )

    assert proposed_cadence(person) == cadence


def test_a_position_has_a_history() -> None:
    person = someone(power=4, interest=4)
    moves = [
        Moved(day(1, 10), "ana", "power", 2, 4),
        Moved(day(2, 1), "ana", "concerns", "", "noise"),
        # Two presses of one hand on one day are one move.
        Moved(day(3, 3), "ioane", "interest", 2, 3),
        Moved(day(3, 3), "ioane", "interest", 3, 4),
    ]

    positions = position_history(person, moves)

    assert positions == [
        Position(None, 2, 2),
        Position(day(1, 10), 4, 2, "ana"),
        Position(day(3, 3), 4, 4, "ioane"),
    ]
    assert was_before(positions) == ("keep satisfied", day(3, 3))


def test_who_has_only_moved_inside_a_quadrant_was_nothing_else() -> None:
    person = someone(power=5, interest=5)

    assert was_before(position_history(person, [])) is None
    assert was_before(position_history(person, [Moved(TODAY, "ana", "power", 4, 5)])) is None
    first_placed = [Moved(TODAY, "ana", "power", None, 5), Moved(TODAY, "ana", "interest", None, 5)]
    assert was_before(position_history(person, first_placed)) is None
