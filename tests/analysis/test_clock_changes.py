"""Hours that the clocks skip or repeat: which, and when they are meant."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from actionplan_tui.analysis.clock_changes import hour_on, is_clear, is_clear_on, unclear_days


@pytest.mark.parametrize(
    ("zone", "day", "at", "shown"),
    [
        ("Europe/Berlin", "2027-03-28", "02:00", "03:00"),  # 02:00 is followed by 03:00
        ("Europe/Berlin", "2027-03-28", "02:30", "03:30"),
        ("Europe/Berlin", "2027-10-31", "02:30", "02:30"),  # twice
        ("America/New_York", "2027-03-14", "02:59", "03:59"),
        ("America/New_York", "2027-11-07", "01:00", "01:00"),  # twice
        ("Pacific/Auckland", "2027-09-26", "02:30", "03:30"),
        ("Pacific/Auckland", "2027-04-04", "02:30", "02:30"),  # twice
        ("Australia/Lord_Howe", "2027-10-03", "02:15", "02:45"),  # summer is half an hour there
        ("Australia/Lord_Howe", "2027-04-04", "01:45", "01:45"),  # twice
        ("Africa/Cairo", "2027-04-30", "00:30", "01:30"),
        ("Africa/Cairo", "2027-10-28", "23:30", "23:30"),  # twice
        ("America/Nuuk", "2027-03-27", "23:30", "22:30"),  # an hour later is another day
    ],
)
def test_what_is_skipped_or_repeated_is_meant_at_one_hour_of_the_same_day(
    zone: str, day: str, at: str, shown: str
) -> None:
    on, hour = date.fromisoformat(day), time.fromisoformat(at)
    assert not is_clear_on(on, hour, zone)
    assert hour_on(on, hour, zone) == time.fromisoformat(shown)
    assert hour_on(on, time(9), zone) == time(9)
    assert on in unclear_days(date(2026, 12, 1), date(2027, 12, 31), hour, zone)
    assert on not in unclear_days(date(2026, 12, 1), date(2027, 12, 31), time(9), zone)


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Pacific/Apia", "Asia/Kathmandu", "Mars/Base"])
def test_where_no_clock_changes_every_hour_is_clear(zone: str) -> None:
    for minute in range(0, 24 * 60, 30):
        at = time(minute // 60, minute % 60)
        assert not unclear_days(date(2026, 1, 1), date(2036, 12, 31), at, zone)
    assert hour_on(date(2027, 3, 28), None, zone) is None


def test_the_edges_of_a_change_are_clear() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert is_clear(datetime(2027, 3, 28, 1, 59), berlin)
    assert is_clear(datetime(2027, 3, 28, 3, 0), berlin)
    assert is_clear(datetime(2027, 10, 31, 1, 59), berlin)
    assert is_clear(datetime(2027, 10, 31, 3, 0), berlin)
    assert is_clear(datetime(2027, 10, 31, 2, 30), berlin, skipped_only=True)


def test_the_days_of_the_change_are_the_same_year_after_year() -> None:
    # The last Sundays of March of three years.
    assert unclear_days(date(2026, 1, 1), date(2028, 9, 30), time(2, 30), "Europe/Berlin") == {
        date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31),
        date(2028, 3, 26),
    }  # fmt: skip
