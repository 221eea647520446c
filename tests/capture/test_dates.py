"""Dates as planners type them, read on several days."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.capture.dates import (
    AmbiguousDate,
    DateContext,
    context_of,
    long_date,
    say_date,
    short_date,
    understand_date,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder
from actionplan_tui.model.workdays import WEEKDAYS, WorkCalendar

MONDAY = date(2026, 11, 23)
LEAP_EVE = date(2028, 2, 28)  # a Monday
NEW_YEARS_EVE = date(2026, 12, 31)  # a Thursday
ANY_DAY = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def on(today: date, text: str, **more: object) -> date | None:
    return understand_date(text, DateContext(today, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("2026/12/31", date(2026, 12, 31)),
        ("๒๐๒๖-๑๒-๓๑", date(2026, 12, 31)),
        ("20261231", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),  # as spreadsheets write a day
        ("today", MONDAY),
        ("TOD", MONDAY),
        ("tomorrow", date(2026, 11, 24)),
        ("tom", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 22)),
        ("mon", date(2026, 11, 30)),  # after today, although today is a Monday
        ("tue", date(2026, 11, 24)),
        ("Sunday", date(2026, 11, 29)),
        ("next mon", date(2026, 11, 30)),
        ("next fri", date(2026, 12, 4)),
        ("this fri", date(2026, 11, 27)),
        ("last fri", date(2026, 11, 20)),
        ("last mon", date(2026, 11, 16)),
        ("eow", date(2026, 11, 27)),
        ("eom", date(2026, 11, 30)),
        ("eoq", date(2026, 12, 31)),
        ("eoy", date(2026, 12, 31)),
        ("end of next week", date(2026, 12, 4)),
        ("next month", date(2026, 12, 31)),
        ("end of this quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("next year", date(2027, 12, 31)),
        ("Q3", date(2027, 9, 30)),
        ("Q4", date(2026, 12, 31)),
        ("Q3 2027", date(2027, 9, 30)),
        ("2027 Q1", date(2027, 3, 31)),
        ("end of Q2", date(2027, 6, 30)),
        ("15 dec", date(2026, 12, 15)),
        ("15 Dec 2026", date(2026, 12, 15)),
        ("15 december", date(2026, 12, 15)),
        ("dec 15", date(2026, 12, 15)),
        ("Dec 15, 2027", date(2027, 12, 15)),
        ("15-dec-26", date(2026, 12, 15)),
        ("1st of june", date(2027, 6, 1)),
        ("22 nov", date(2027, 11, 22)),  # yesterday's, so next year's
        ("23 nov", date(2026, 11, 23)),  # today's still counts
        ("Dec 2026", date(2026, 12, 31)),
        ("feb 2028", date(2028, 2, 29)),
        ("2027-02", date(2027, 2, 28)),
        ("may", date(2027, 5, 31)),
        ("end of june", date(2027, 6, 30)),
        ("2027", date(2027, 12, 31)),
        ("15", date(2026, 12, 15)),
        ("23", date(2026, 11, 23)),
        ("31", date(2026, 12, 31)),  # November has none
        ("the 24th", date(2026, 11, 24)),
        ("29 feb", date(2028, 2, 29)),
        ("fri 27 nov", date(2026, 11, 27)),
        ("3d", date(2026, 11, 26)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("1m", date(2026, 12, 23)),
        ("1q", date(2027, 2, 23)),
        ("1 year", date(2027, 11, 23)),
        ("3 days ago", date(2026, 11, 20)),
        ("5wd", date(2026, 11, 30)),
        ("eom - 3wd", date(2026, 11, 25)),
        ("15 dec + 2w", date(2026, 12, 29)),
        ("١٥ dec", date(2026, 12, 15)),
        ("۲۰۲۶-۱۲-۳۱", date(2026, 12, 31)),
        ("\u200f15 dec\u200e", date(2026, 12, 15)),  # direction marks of pasted Arabic
    ],
)
def test_what_is_typed_on_a_monday_in_november(text: str, expected: date) -> None:
    assert on(MONDAY, text) == expected


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        (NEW_YEARS_EVE, "fri", date(2027, 1, 1)),
        (NEW_YEARS_EVE, "thu", date(2027, 1, 7)),
        (NEW_YEARS_EVE, "next thu", date(2027, 1, 7)),
        (NEW_YEARS_EVE, "1m", date(2027, 1, 31)),
        (NEW_YEARS_EVE, "2m", date(2027, 2, 28)),
        (NEW_YEARS_EVE, "eoq", date(2026, 12, 31)),
        (NEW_YEARS_EVE, "next quarter", date(2027, 3, 31)),
        (NEW_YEARS_EVE, "1", date(2027, 1, 1)),
        (LEAP_EVE, "tomorrow", date(2028, 2, 29)),
        (LEAP_EVE, "30", date(2028, 3, 30)),
        (LEAP_EVE, "1y", date(2029, 2, 28)),
        (date(2026, 11, 28), "eow", date(2026, 12, 4)),  # a Saturday: this week is over
    ],
)
def test_what_is_typed_at_the_edges(today: date, text: str, expected: date) -> None:
    assert on(today, text) == expected


def test_signs_count_from_the_date_of_the_cell_and_bare_lengths_from_today() -> None:
    base = date(2027, 3, 1)

    assert on(MONDAY, "+2w", base=base) == date(2027, 3, 15)
    assert on(MONDAY, "-3d", base=base) == date(2027, 2, 26)
    assert on(MONDAY, "2w", base=base) == date(2026, 12, 7)
    assert on(MONDAY, "+2w") == date(2026, 12, 7)


def test_working_days_keep_to_the_plans_week_and_holidays() -> None:
    week = ("sun", "mon", "tue", "wed", "thu")
    christmas = date(2026, 12, 24)  # a Thursday
    calendar = WorkCalendar(week, (christmas,))

    assert on(date(2026, 12, 22), "3wd", calendar=calendar) == date(2026, 12, 28)
    assert on(MONDAY, "eow", calendar=calendar, work_week=week) == date(2026, 11, 26)
    assert on(date(2026, 12, 22), "eow", calendar=calendar, work_week=week) == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("order", "text", "expected"),
    [
        ("dmy", "3/4", date(2027, 4, 3)),
        ("mdy", "3/4", date(2027, 3, 4)),
        ("ymd", "3/4", date(2027, 3, 4)),
        ("dmy", "15.12.2026", date(2026, 12, 15)),
        ("mdy", "12-15-26", date(2026, 12, 15)),
        ("ymd", "26-12-15", date(2026, 12, 15)),
        ("dmy", "2027-01-05", date(2027, 1, 5)),
        ("mdy", "2027-01-05", date(2027, 1, 5)),
    ],
)
def test_the_plans_order_reads_numbers(order: DateOrder, text: str, expected: date) -> None:
    assert on(MONDAY, text, order=order) == expected


@pytest.mark.parametrize(
    ("order", "text"), [("dmy", "12/15/2026"), ("mdy", "15/12"), ("ymd", "15/12/2026")]
)
def test_a_value_that_does_not_fit_the_order_is_refused_not_flipped(
    order: DateOrder, text: str
) -> None:
    with pytest.raises(Problem, match=order):
        on(MONDAY, text, order=order)


def test_without_an_order_both_readings_are_asked_about() -> None:
    with pytest.raises(AmbiguousDate) as caught:
        on(MONDAY, "3/4")

    assert caught.value.readings == (("dmy", date(2027, 4, 3)), ("mdy", date(2027, 3, 4)))
    assert "3 Apr 2027 (dmy)" in caught.value.message


def test_without_an_order_the_only_possible_reading_is_taken() -> None:
    assert on(MONDAY, "15/12") == date(2026, 12, 15)
    assert on(MONDAY, "12/15/2026") == date(2026, 12, 15)
    assert on(MONDAY, "5/5") == date(2027, 5, 5)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "none", "None"])
def test_a_date_is_cleared(text: str) -> None:
    assert on(MONDAY, text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("fooday", "'fooday' is no date: try 2026-12-31, 31 dec, fri"),
        ("2026-02-30", "Feb 2026 has no day 30"),
        ("31 april", "Apr"),
        ("13/13", "whichever"),
        ("Thu 27 Nov 2026", "27 Nov 2026 is a Friday, not a Thursday"),
        ("31/12/0226", "the year 0226"),
        ("99999y", "too far away"),
        ("99999999", "no month 99"),
        ("+2", "no date"),
        ("10:30", "no date"),
        pytest.param("x" * 5000, "no date", id="long"),
        pytest.param("+1d" * 1000, "no date", id="long sum"),
    ],
)
def test_what_is_no_date_is_told_in_a_short_line(text: str, word: str) -> None:
    with pytest.raises(Problem) as caught:
        on(MONDAY, text)

    assert word in caught.value.message
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 120


def test_the_context_comes_from_the_plan(plan: Plan) -> None:
    # 18 December, a Friday, is the plan's holiday.
    assert understand_date("1wd", context_of(plan, date(2026, 12, 17))) == date(2026, 12, 21)


@given(ANY_DAY, ANY_DAY)
def test_what_is_said_is_understood_again(day: date, today: date) -> None:
    context = DateContext(today)

    for text in (day.isoformat(), short_date(day), long_date(day)):
        assert understand_date(text, context) == day


@given(ANY_DAY, st.text(max_size=20))
def test_any_text_is_a_date_or_a_problem(today: date, text: str) -> None:
    with suppress(Problem):
        assert isinstance(understand_date(text, DateContext(today)), date | None)


@given(ANY_DAY, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_within_the_seven_days_after_today(today: date, weekday: str) -> None:
    day = understand_date(weekday, DateContext(today))

    assert day is not None
    assert today < day <= today + timedelta(days=7)
    assert WEEKDAYS[day.weekday()] == weekday


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Mon 23 Nov 2026, today"),
        (1, "Tue 24 Nov 2026, tomorrow"),
        (-1, "Sun 22 Nov 2026, yesterday"),
        (4, "Fri 27 Nov 2026, in 4 days"),
        (-3, "Fri 20 Nov 2026, 3 days ago"),
        (42, "Mon 4 Jan 2027, in 6 weeks"),
        (365, "Tue 23 Nov 2027, in 12 months"),
        (-1461, "Wed 23 Nov 2022, 4 years ago"),
    ],
)
def test_dates_are_said_with_their_distance(days: int, said: str) -> None:
    assert say_date(MONDAY + timedelta(days=days), MONDAY) == said


def test_a_short_date_leaves_out_the_year_that_is_todays() -> None:
    assert short_date(date(2026, 11, 27)) == "27 Nov 2026"
    assert short_date(date(2026, 11, 27), MONDAY) == "27 Nov"
    assert short_date(date(2027, 1, 2), MONDAY) == "2 Jan 2027"
