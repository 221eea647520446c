"""The VTIMEZONE of a calendar file."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical  # reads a VTIMEZONE as a calendar does

from actionplan_tui.exchange.ics_zone import posix_rules, zone_component, zone_of
from actionplan_tui.model.problem import Problem

BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
APIA = """\
BEGIN:VTIMEZONE
TZID:Pacific/Apia
BEGIN:STANDARD
DTSTART:19700101T000000
TZNAME:+13
TZOFFSETFROM:+1300
TZOFFSETTO:+1300
END:STANDARD
END:VTIMEZONE
"""


def noons(first: datetime, days: int) -> list[datetime]:
    return [first + timedelta(days=day) for day in range(days)]


def text(key: str, moments: list[datetime]) -> str:
    return zone_component(key, moments).to_ical().decode().replace("\r\n", "\n")


def test_berlin_changes_on_the_last_sundays_at_the_local_time_before_the_change() -> None:
    assert text("Europe/Berlin", noons(datetime(2027, 1, 1, 12), 400)) == BERLIN


def test_a_zone_without_summer_time_has_one_clock_and_no_rule() -> None:
    assert text("Pacific/Apia", noons(datetime(2027, 1, 1, 12), 400)) == APIA


def test_new_york_changes_on_the_second_and_first_sundays() -> None:
    found = text("America/New_York", [datetime(2027, 1, 1, 12)])
    # 8 March and 1 November 1970 were those Sundays.
    assert "DTSTART:19700308T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\n" in found
    assert "DTSTART:19701101T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\n" in found


def test_morocco_s_ramadan_is_written_change_by_change() -> None:
    found = text("Africa/Casablanca", noons(datetime(2027, 1, 1, 12), 200))
    assert "RRULE" not in found
    assert "RDATE" not in found
    # In 2027 the clocks go back on 7 February at 03:00 and on again on 14 March at 02:00.
    assert "DTSTART:20270207T030000" in found
    assert "DTSTART:20270314T020000" in found


@pytest.mark.parametrize(
    "first", [datetime(2027, 10, 31, 23), datetime(2027, 11, 1, 1, 45), datetime(2027, 11, 1, 23)]
)
def test_a_change_just_before_the_first_hour_is_not_passed_over(first: datetime) -> None:
    # In Jerusalem 02:00 on 31 October is still the day before in UTC.
    found = text("Asia/Jerusalem", [first])
    assert "DTSTART:20271031T020000\nTZNAME:IST\n" in found
    assert found.count("BEGIN:STANDARD") == 2


@pytest.mark.parametrize(
    "start",
    [datetime(2026, 1, 1, 12), pytest.param(datetime(2027, 1, 1, 9), marks=pytest.mark.verify)],
)
def test_every_zone_in_the_world_gives_the_offset_of_its_own_data(
    start: datetime, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("zones") / "zone.ics"
    wrong = []
    for key in sorted(available_timezones() - {"localtime", "Factory"}):
        days = noons(start, 730)[::13]
        file.write_bytes(zone_component(key, days).to_ical())
        zone = tzical(str(file)).get(key)
        for day in days:
            expected = day.replace(tzinfo=ZoneInfo(key)).utcoffset()
            if expected != day.replace(tzinfo=zone).utcoffset():
                wrong.append((key, day))
                break
    assert wrong == []


@pytest.mark.parametrize(
    "footer",
    ["IST-2IDT,M3.4.4/26,M10.5.0", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "", "CET-1CEST,J1,J9"],
)
def test_rules_that_no_nth_weekday_can_say_are_not_taken_for_one(footer: str) -> None:
    assert posix_rules(footer) is None


@pytest.mark.parametrize("key", ["Mars/Olympus", "../../etc/passwd", ""])
def test_a_zone_that_does_not_exist_is_a_problem(key: str) -> None:
    with pytest.raises(Problem, match="is unknown; set one such as Pacific/Apia"):
        zone_of(key)
