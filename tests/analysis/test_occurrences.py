"""On which days a cadence falls. The days were worked out on a wall calendar."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.analysis.communications import next_occurrence
from actionplan_tui.analysis.occurrences import (
    Occurrence,
    communication_occurrences,
    occurrences,
)
from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication, Goal, PlanInfo, Step
from actionplan_tui.model.workdays import WorkCalendar

CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)
WEEK = WorkCalendar(("mon", "tue", "wed", "thu", "fri"), (CHRISTMAS, NEW_YEAR))


def days(text: str, start: str, until: str = "", **more: object) -> str:
    """The days of a cadence as month-day, as one text; moved ones marked with *."""
    found = occurrences(
        parse(text),
        date.fromisoformat(start),
        date.fromisoformat(until) if until else None,
        **{"plan_end": None, "calendar": WEEK, **more},  # type: ignore[arg-type]
    )
    return " ".join(f"{one.day:%m-%d}{'' if one.day == one.original else '*'}" for one in found)


@pytest.mark.parametrize(
    ("cadence", "start", "until", "expected"),
    [
        ("once", "2026-11-25", "", "11-25"),
        ("daily", "2026-12-30", "2027-01-02", "12-30 12-31 01-01 01-02"),
        ("every 3 days", "2026-12-30", "2027-01-08", "12-30 01-02 01-05 01-08"),
        ("every working day", "2026-12-24", "2026-12-29", "12-24 12-28 12-29"),
        # 25 November 2026 is a Wednesday: the first Tuesday comes six days later.
        ("weekly on tue", "2026-11-25", "2026-12-15", "12-01 12-08 12-15"),
        ("weekly on tue, thu", "2026-11-25", "2026-12-03", "11-26 12-01 12-03"),
        ("weekly", "2026-11-25", "2026-12-10", "11-25 12-02 12-09"),
        ("every 2 weeks on mon", "2026-11-25", "2026-12-31", "11-30 12-14 12-28"),
        # The first is Friday 27 November; every second week from that week on.
        ("every 2 weeks on mon, fri", "2026-11-25", "2026-12-11", "11-27 12-07 12-11"),
        ("every 2 weeks on mon, sun", "2026-11-25", "2026-12-31", "11-29 12-07 12-13 12-21 12-27"),
        ("monthly on 15", "2026-11-25", "2027-03-15", "12-15 01-15 02-15 03-15"),
        ("monthly on last day", "2027-01-31", "2027-04-30", "01-31 02-28 03-31 04-30"),
        ("monthly on last day", "2028-02-01", "2028-03-31", "02-29 03-31"),
        ("monthly on 30, else last day", "2027-01-01", "2027-04-30", "01-30 02-28 03-30 04-30"),
        ("monthly on 30, skip short months", "2027-01-01", "2027-04-30", "01-30 03-30 04-30"),
        ("monthly on 29, else last day", "2028-01-30", "2028-03-31", "02-29 03-29"),
        ("monthly", "2027-01-31", "2027-04-30", "01-31 02-28 03-31 04-30"),
        ("monthly", "2027-01-30", "2027-03-31", "01-30 02-28 03-30"),
        # December 2026 begins on a Tuesday, February 2027 on a Monday.
        ("monthly on 2nd tue", "2026-12-01", "2027-03-31", "12-08 01-12 02-09 03-09"),
        ("monthly on last fri", "2026-12-01", "2027-02-28", "12-25 01-29 02-26"),
        # 1 January is a holiday and 2, 3 January a weekend.
        ("monthly on first working day", "2026-12-01", "2027-03-31", "12-01 01-04 02-01 03-01"),
        ("monthly on last working day", "2026-12-01", "2027-02-28", "12-31 01-29 02-26"),
        # 1 August 2026 is a Saturday, so a start on Monday the 3rd is in time.
        ("monthly on first working day", "2026-08-03", "2026-09-30", "08-03 09-01"),
        ("monthly on first working day", "2026-08-04", "2026-09-30", "09-01"),
        ("quarterly on 1", "2026-11-25", "2027-06-30", "12-01 03-01 06-01"),
        ("quarterly", "2026-11-30", "2027-09-01", "11-30 02-28 05-30 08-30"),
        ("half-yearly on 15", "2026-11-25", "2027-12-31", "12-15 06-15 12-15"),
        ("yearly on 1 mar", "2026-11-25", "2028-12-31", "03-01 03-01"),
        ("yearly on last day of feb", "2027-01-01", "2029-01-01", "02-28 02-29"),
        ("yearly", "2028-02-29", "2032-12-31", "02-29 02-28 02-28 02-28 02-29"),
        ("every 2 years on 1 mar", "2027-01-01", "2031-12-31", "03-01 03-01 03-01"),
        ("on 2026-12-01, 2027-01-05", "2026-12-20", "", "12-01 01-05"),
        ("on 2026-12-01, 2027-01-05", "2026-12-20", "2026-12-31", "12-01"),
        ("weekly on tue, 3 times", "2026-11-25", "", "12-01 12-08 12-15"),
        ("weekly on tue, 3 times", "2026-11-25", "2026-12-08", "12-01 12-08"),
        ("weekly on tue", "2026-11-25", "2026-11-30", ""),
    ],
)
def test_days_of_a_cadence(cadence: str, start: str, until: str, expected: str) -> None:
    assert days(cadence, start, until) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("leave", "12-18 12-25 01-01 01-08"),
        ("drop", "12-18 01-08"),
        ("previous", "12-18 12-24* 12-31* 01-08"),
        ("next", "12-18 12-28* 01-04* 01-08"),
    ],
)
def test_a_day_off_is_left_dropped_or_moved(rule: str, expected: str) -> None:
    assert days("weekly on fri", "2026-12-18", "2027-01-08", rule=rule) == expected


def test_two_occurrences_moved_to_one_day_are_one() -> None:
    assert days("daily", "2026-12-24", "2026-12-29", rule="next") == "12-24 12-28 12-29"
    assert days("weekly on sat, sun", "2026-12-05", "2026-12-06", rule="next") == "12-07*"
    assert days("daily", "2026-12-24", "2026-12-28", rule="previous") == "12-24 12-28"


def test_the_count_is_of_those_that_happen() -> None:
    dropped = days("weekly on fri, 4 times", "2026-12-11", rule="drop")
    assert dropped == "12-11 12-18 01-08 01-15"


def test_every_working_day_follows_the_plan_s_own_week() -> None:
    sunday_to_thursday = WorkCalendar(("sun", "mon", "tue", "wed", "thu"))
    found = days("every working day", "2026-12-03", "2026-12-08", calendar=sunday_to_thursday)
    assert found == "12-03 12-06 12-07 12-08"


def test_the_earlier_of_until_and_plan_end_stops_it() -> None:
    end = date(2026, 12, 10)
    assert days("weekly on tue", "2026-12-01", "2026-12-31", plan_end=end) == "12-01 12-08"
    assert days("weekly on tue", "2026-12-01", "2026-12-07", plan_end=end) == "12-01"


def test_days_named_outright_may_lie_after_the_plan_s_end() -> None:
    end = date(2026, 12, 10)
    assert days("once", "2027-01-15", plan_end=end) == "01-15"
    assert days("on 2027-01-05", "2026-12-01", plan_end=end) == "01-05"


def test_without_an_end_it_stops_24_months_after_the_start() -> None:
    found = occurrences(parse("monthly on 1"), date(2026, 12, 1), plan_end=None, calendar=WEEK)
    assert len(found) == 25
    assert found[-1] == Occurrence(date(2028, 12, 1), date(2028, 12, 1))
    leap = occurrences(parse("yearly"), date(2028, 2, 29), plan_end=None, calendar=WEEK)
    assert [one.day for one in leap] == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28)]


def test_an_end_centuries_away_cannot_stop_the_program() -> None:
    found = occurrences(
        parse("daily"), date(2026, 1, 1), date(9999, 12, 31), plan_end=None, calendar=WEEK
    )
    assert len(found) == 4000
    for text in ("daily", "every working day", "weekly on mon, wed", "every 3 weeks", "yearly"):
        ends = {"plan_end": date(9999, 12, 31), "calendar": WEEK, "rule": "next"}
        whole = occurrences(parse(text), date(2026, 1, 1), **ends)
        since = whole[-1].day - timedelta(days=900)
        near = occurrences(parse(text), date(2026, 1, 1), since=since, **ends)
        assert near == [one for one in whole if one.day >= since], text
        assert 550 < len(whole) <= 4000
    late = occurrences(parse("monthly"), date(9999, 1, 31), plan_end=None, calendar=WEEK)
    assert len(late) == 12


@pytest.mark.parametrize(
    "text",
    [
        "daily", "every 5 days", "every 3 weeks", "every 2 weeks on mon, fri",
        "every working day", "monthly", "quarterly on 1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rule", ["leave", "next", "previous", "drop"])
def test_asking_only_for_the_later_ones_gives_the_same_later_ones(text: str, rule: str) -> None:
    since = date(2027, 9, 1)
    everything = occurrences(
        parse(text),
        date(2026, 11, 25),
        date(2028, 1, 1),
        plan_end=None,
        calendar=WEEK,
        rule=rule,  # type: ignore[arg-type]
    )
    later = occurrences(
        parse(text),
        date(2026, 11, 25),
        date(2028, 1, 1),
        plan_end=None,
        calendar=WEEK,
        rule=rule,  # type: ignore[arg-type]
        since=since,
    )
    assert [one.day for one in later] == [one.day for one in everything if one.day >= since]


AUGUST = tuple(date(2027, 8, 1) + timedelta(days=day) for day in range(80))
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


CADENCES = st.one_of(
    st.builds(Cadence, st.just("month"), st.integers(1, 7), day=st.integers(0, 31)),
    st.builds(
        Cadence,
        st.just("month"),
        st.integers(1, 7),
        nth=st.sampled_from((1, -1)),
        working=st.just(True),
    ),
    st.builds(
        Cadence, st.just("month"), st.integers(1, 7), st.just((1,)), st.sampled_from((1, 2, -1))
    ),
    st.builds(Cadence, st.just("week"), st.integers(1, 7), st.sampled_from(((), (1,), (0, 4)))),
    st.builds(Cadence, st.just("day"), st.integers(1, 7)),
)


@given(
    CADENCES,
    DAYS,
    st.integers(0, 700),
    st.booleans(),
    st.sampled_from(("leave", "next", "previous", "drop")),
)
def test_whatever_is_left_out_before_a_day_changes_nothing_after_it(
    cadence: Cadence, start: date, later: int, closed: bool, rule: str
) -> None:
    since = start + timedelta(days=later)
    calendar = WorkCalendar(("mon", "tue", "wed", "thu", "fri"), AUGUST if closed else ())
    ends = {"plan_end": date(2028, 6, 30), "calendar": calendar, "rule": rule}
    whole = occurrences(cadence, start, **ends)  # type: ignore[arg-type]
    near = occurrences(cadence, start, since=since, **ends)  # type: ignore[arg-type]
    assert [one.day for one in near] == [one.day for one in whole if one.day >= since]


PLAN = Plan(
    info=PlanInfo(id=1, start=date(2026, 11, 23), target_end=date(2027, 3, 31)),
    goals={1: Goal(id=1, target_date=date(2027, 2, 15))},
    steps={
        1: Step(id=1, due=date(2027, 1, 20)),
        2: Step(id=2, due=date(2027, 1, 21), cancelled=True),
        3: Step(id=3, parent=2, due=date(2027, 1, 22)),
    },
)


def first_of(**fields: object) -> date | None:
    """The only occurrence of a communication in PLAN."""
    communication = Communication(id=1, **fields)  # type: ignore[arg-type]
    found = communication_occurrences(PLAN, communication)
    return found[0].day if found else None


def test_at_a_milestone_is_the_day_that_step_is_due() -> None:
    assert first_of(cadence="at S1") == date(2027, 1, 20)
    assert first_of(cadence="at S99") is None


def test_at_due_is_the_end_of_what_the_communication_is_about() -> None:
    assert first_of(cadence="at due", step=1) == date(2027, 1, 20)
    assert first_of(cadence="at due", goal=1) == date(2027, 2, 15)
    assert first_of(cadence="at due") == date(2027, 3, 31)


def test_it_counts_from_its_own_start_else_the_plan_s_else_the_day_it_was_written() -> None:
    assert first_of(cadence="daily", start=date(2026, 12, 1)) == date(2026, 12, 1)
    assert first_of(cadence="daily") == date(2026, 11, 23)
    written = Communication(id=1, cadence="daily", created_at=datetime(2026, 11, 2, 8, tzinfo=UTC))
    assert communication_occurrences(Plan(), written)[0].day == date(2026, 11, 2)
    assert communication_occurrences(Plan(), Communication(id=1, cadence="daily")) == []
    named = Communication(id=1, cadence="on 2026-12-01")
    assert communication_occurrences(Plan(), named)[0].day == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, date(2026, 12, 1)),
        ({"status": "planned"}, date(2026, 12, 1)),
        ({"status": "paused"}, None),
        ({"status": "ended"}, None),
        ({"archived": True}, None),
        ({"cadence": ""}, None),
        ({"cadence": "whenever"}, None),
        ({"cadence": "at S1"}, date(2027, 1, 20)),
        ({"cadence": "at S2"}, None),
        ({"cadence": "at S3"}, None),
        ({"until": date(2026, 11, 30)}, None),
    ],
)
def test_next_occurrence(fields: dict[str, object], expected: date | None) -> None:
    communication = Communication(id=1, **{"cadence": "weekly on tue", **fields})  # type: ignore[arg-type]
    found = next_occurrence(PLAN, communication, date(2026, 11, 25))
    assert (found.day if found else None) == expected


def test_the_next_occurrence_may_be_today() -> None:
    communication = Communication(id=1, cadence="weekly on tue")
    assert next_occurrence(PLAN, communication, date(2026, 12, 1)) == Occurrence(
        date(2026, 12, 1), date(2026, 12, 1)
    )
    assert next_occurrence(PLAN, communication, date(2027, 3, 31)) is None


def test_importing_it_loads_neither_dateutil_nor_icalendar() -> None:
    code = (
        "import actionplan_tui.analysis.agenda, sys;"
        "sys.exit(bool({'dateutil', 'icalendar'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
