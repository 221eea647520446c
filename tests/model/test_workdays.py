"""Working days: checked by hand, and against counting one day after another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.model.records import PlanInfo
from actionplan_tui.model.workdays import WEEKDAYS, WorkCalendar, work_calendar

DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = WorkCalendar(("mon", "tue", "wed", "thu", "fri"))
# November 2026 begins on a Sunday. Wednesday 2 and Thursday 3 December are holidays.
GULF = WorkCalendar(
    ("sun", "mon", "tue", "wed", "thu"), (date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 4))
)


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


def test_days_of_the_week_and_holidays() -> None:
    assert MONDAY_TO_FRIDAY.is_workday(nov(6))
    assert not MONDAY_TO_FRIDAY.is_workday(nov(7))
    assert GULF.is_workday(nov(8))
    assert not GULF.is_workday(nov(6))
    assert not GULF.is_workday(dec(2))
    assert GULF.weekdays == (0, 1, 2, 3, 6)


@pytest.mark.parametrize(
    ("calendar", "first", "last", "days"),
    [
        (MONDAY_TO_FRIDAY, nov(2), nov(2), 1),
        (MONDAY_TO_FRIDAY, nov(2), nov(8), 5),
        (MONDAY_TO_FRIDAY, nov(7), nov(8), 0),
        (MONDAY_TO_FRIDAY, nov(2), dec(31), 44),
        (MONDAY_TO_FRIDAY, nov(3), nov(2), 0),
        (GULF, nov(29), dec(8), 6),  # 29, 30, 1, 6, 7, 8; the holiday on a Friday is no loss
        (GULF, dec(2), dec(5), 0),
    ],
)
def test_count_takes_in_both_ends(
    calendar: WorkCalendar, first: date, last: date, days: int
) -> None:
    assert calendar.count(first, last) == days


def test_between_counts_the_days_after_the_first() -> None:
    assert MONDAY_TO_FRIDAY.between(nov(6), nov(9)) == 1
    assert MONDAY_TO_FRIDAY.between(nov(9), nov(6)) == -1
    assert MONDAY_TO_FRIDAY.between(nov(9), nov(9)) == 0
    assert MONDAY_TO_FRIDAY.between(nov(6), nov(8)) == 0
    assert GULF.between(dec(1), dec(6)) == 1
    assert GULF.between(dec(6), dec(1)) == -1


def test_add_goes_by_working_days() -> None:
    assert MONDAY_TO_FRIDAY.add(nov(6), 1) == nov(9)
    assert MONDAY_TO_FRIDAY.add(nov(9), -1) == nov(6)
    assert MONDAY_TO_FRIDAY.add(nov(7), 1) == nov(9)
    assert MONDAY_TO_FRIDAY.add(nov(7), 0) == nov(7)
    assert GULF.add(dec(1), 1) == dec(6)
    assert GULF.add(dec(6), -1) == dec(1)


def test_the_nearest_working_day() -> None:
    assert MONDAY_TO_FRIDAY.on_or_after(nov(7)) == nov(9)
    assert MONDAY_TO_FRIDAY.on_or_before(nov(8)) == nov(6)
    assert MONDAY_TO_FRIDAY.on_or_after(nov(6)) == nov(6)
    assert GULF.on_or_after(dec(2)) == dec(6)
    assert GULF.on_or_before(dec(5)) == dec(1)


def test_a_week_without_working_days_works_them_all() -> None:
    calendar = WorkCalendar((), (nov(3),))
    assert calendar.count(nov(1), nov(7)) == 6
    assert calendar.add(nov(2), 1) == nov(4)


def test_the_calendar_of_a_plan_is_made_once() -> None:
    info = PlanInfo(work_week=("sun",), holidays=(nov(1),))
    assert work_calendar(info) is work_calendar(PlanInfo(work_week=("sun",), holidays=(nov(1),)))
    assert not work_calendar(info).is_workday(nov(1))


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    lambda week, holidays: WorkCalendar(tuple(week), tuple(holidays)),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    st.lists(days, max_size=20),
)


@given(calendars, days, days)
def test_count_is_what_counting_day_by_day_gives(
    calendar: WorkCalendar, first: date, last: date
) -> None:
    span = [first + DAY * n for n in range((last - first).days + 1)]
    assert calendar.count(first, last) == sum(map(calendar.is_workday, span))


@given(calendars, days, st.integers(-30, 30))
def test_add_then_between_gives_back_the_count(
    calendar: WorkCalendar, day: date, count: int
) -> None:
    start = calendar.on_or_after(day)
    assert calendar.between(start, calendar.add(start, count)) == count


@given(calendars, days, days, days)
def test_ways_add_up(calendar: WorkCalendar, one: date, two: date, three: date) -> None:
    there = calendar.between(one, two) + calendar.between(two, three)
    assert there == calendar.between(one, three)


def test_the_last_of_all_days_is_no_trouble() -> None:
    last, first = date.max, date.min  # a Friday, and a Monday
    assert MONDAY_TO_FRIDAY.between(last, last) == 0
    assert MONDAY_TO_FRIDAY.between(last - DAY, last) == 1
    assert MONDAY_TO_FRIDAY.between(last, last - DAY) == -1
    assert MONDAY_TO_FRIDAY.add(last - DAY, 5) == last
    assert MONDAY_TO_FRIDAY.add(first, -1) == first
    closed = WorkCalendar(("fri",), (last,))
    assert closed.on_or_after(last) == last
    assert WorkCalendar(("sun",)).on_or_before(first) == first
