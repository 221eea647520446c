"""The thirty facts that a calendar file must hold to be accepted and updated everywhere.

Those that can be read off any file are checked here of many files, byte by byte and without the
library that wrote them; `HELD` says which tests hold the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from cadence_plans import whole_plans
from expanding import instances
from golden_calendars import GOLDEN
from hypothesis import given, settings
from icalendar import Calendar

from actionplan_tui.cli.shipped import example
from actionplan_tui.exchange.ics import calendar_file
from actionplan_tui.model.plan import Plan

TESTS = Path(__file__).parents[1]

HELD: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("every line ends in CRLF", ("test_any_file_holds_the_facts",)),
    2: ("no line past 75 octets, each valid UTF-8 by itself", (
        "test_any_file_holds_the_facts", "test_hard_text_survives_and_every_line_stands_alone")),
    3: ("no BOM, no control characters, no lone surrogates", (
        "test_any_file_holds_the_facts",
        "test_control_characters_and_lone_surrogates_are_left_out")),
    4: ("one VCALENDAR, VERSION:2.0, our own PRODID", ("test_any_file_holds_the_facts",)),
    5: ("no METHOD, ATTENDEE or ORGANIZER", (
        "test_any_file_holds_the_facts", "test_nobody_is_invited_and_nothing_is_a_request")),
    6: ("a UID once in a file, and the same for ever", (
        "test_any_file_holds_the_facts",
        "test_a_uid_survives_renaming_reordering_and_becoming_a_milestone",
        "test_a_new_holiday_changes_the_series_and_keeps_its_uid")),
    7: ("two plans never share a UID", ("test_two_plans_never_share_a_uid",)),
    8: ("DTSTAMP in UTC", ("test_any_file_holds_the_facts",)),
    9: ("the same plan gives the same bytes", (
        "test_the_same_plan_gives_the_same_bytes_whatever_the_order_of_its_records",
        "test_the_first_file_advises_and_a_second_counts")),
    10: ("SEQUENCE rises with the content, and only then", (
        "test_a_change_that_a_calendar_shows_raises_the_sequence", "test_other_changes_do_not",
        "test_one_commit_raises_it_once_and_undo_raises_it_again")),
    11: ("what is removed is said as cancelled, with a higher SEQUENCE, without alarm", (
        "test_a_removed_record_is_said_once_more_as_cancelled_until_it_is_back",
        "test_a_removed_dated_step_leaves_a_tombstone", "test_so_do_other_dated_records",
        "test_what_the_last_file_held_and_the_plan_forgot_stays_cancelled")),
    12: ("an all-day event ends the day after", (
        "test_any_file_holds_the_facts", "test_an_all_day_event_ends_the_day_after")),
    13: ("a date never shifts, whatever TZ the machine has", (
        "test_nothing_depends_on_the_machine_s_time_zone",)),
    14: ("each TZID has a VTIMEZONE", (
        "test_any_file_holds_the_facts", "test_a_calendar_shows_what_the_agenda_lists",
        "test_every_zone_in_the_world_gives_the_offset_of_its_own_data")),
    15: ("09:00 stays 09:00", (
        "test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change",
        "test_any_plan_is_the_same_on_screen_and_in_a_program")),
    16: ("UNTIL is of the type of DTSTART and takes the last instance in", (
        "test_any_file_holds_the_facts",
        "test_the_last_instance_of_a_timed_series_is_within_its_end_in_utc")),
    17: ("DTSTART is an instance of its RRULE", ("test_any_file_holds_the_facts",)),
    18: ("month ends are 28, 29, 30 or 31", (
        "test_a_calendar_is_this_file_byte_for_byte", "test_a_yearly_cadence_names_its_month")),
    19: ("no RDATE; EXDATE of the type and zone of DTSTART", ("test_any_file_holds_the_facts",)),
    20: ("holidays are left out in every program", (
        "test_each_program_shows_the_agenda", "test_all_programs_read_it_alike",
        "test_any_plan_is_the_same_on_screen_and_in_a_program")),
    21: ("commas, semicolons, backslashes, quotes and new lines survive", (
        "test_hard_text_survives_and_every_line_stands_alone",
        "test_the_calendar_s_name_is_escaped_like_any_text", "test_an_event_has_two_categories")),
    22: ("Arabic, Chinese and joined emoji beyond 75 octets survive", (
        "test_hard_text_survives_and_every_line_stands_alone",
        "test_all_programs_read_it_alike")),
    23: ("at most one alarm, of DISPLAY, with TRIGGER and DESCRIPTION", (
        "test_any_file_holds_the_facts", "test_every_communication_has_one_reminder")),
    24: ("due dates are transparent", ("test_any_file_holds_the_facts",)),
    25: ("a file beyond 1 MB is warned about", (
        "test_a_file_beyond_one_megabyte_is_warned_about",)),
    26: ("a plan with nothing dated writes no file and says so", (
        "test_a_plan_with_nothing_dated_writes_no_file_and_says_so",
        "test_what_cannot_be_written_is_not")),
    27: ("the file holds what screen and `agenda --json` show", (
        "test_a_calendar_shows_what_the_agenda_lists",
        "test_the_screen_and_the_command_list_what_the_file_holds")),
    28: ("programs accept it, expand it alike, and update without doubles", (
        "test_each_program_shows_the_agenda",
        "test_any_plan_and_any_window_is_the_same_on_screen_and_in_libical",
        "test_importing_an_edited_plan_leaves_nothing_double_and_nothing_stale",
        "test_an_edited_plan_leaves_no_task_double_and_none_stale")),
    29: ("a new file takes the old one's place whole", (
        "test_a_full_disk_leaves_the_old_file_and_no_rubbish",)),
    30: ("in again: our own dates; others are listed; a bad file is one line", (
        "test_moved_dates_and_hours_come_back_as_one_edit",
        "test_what_cannot_be_taken_is_left_and_says_why",
        "test_a_bad_file_gives_one_line_and_changes_nothing")),
}  # fmt: skip
"""By number: the fact, and the tests that hold it."""


def test_every_fact_is_held_by_tests_that_are_there() -> None:
    named = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
    files = TESTS.rglob("test_*.py")
    there = {name for file in files for name in named.findall(file.read_text(encoding="utf-8"))}
    assert list(HELD) == list(range(1, 31))
    assert {name for _, names in HELD.values() for name in names} - there == set()


@cache
def worked_example() -> bytes:
    return calendar_file(example().plan, now_version="1").data


FILES: dict[str, Callable[[], bytes]] = {**GOLDEN, "worked-example": worked_example}


@pytest.mark.parametrize("name", FILES)
def test_any_file_holds_the_facts(name: str) -> None:
    holds_the_facts(FILES[name]())


@settings(max_examples=15, deadline=None)
@given(whole_plans())
def test_the_file_of_any_plan_holds_the_facts(plan: Plan) -> None:
    holds_the_facts(calendar_file(plan, now_version="1").data)


def holds_the_facts(data: bytes) -> None:
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = data.split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in line.decode())
    whole = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert whole[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert re.fullmatch(r"PRODID:-//actionplan-tui//[^/]+//EN", whole[2])
    assert whole.count("BEGIN:VCALENDAR") == 1
    names = {re.split("[;:]", line)[0] for line in whole}
    assert not names & {"METHOD", "ATTENDEE", "ORGANIZER", "RDATE", "RECURRENCE-ID"}

    entries = [part for kind in ("VEVENT", "VTODO") for part in parts(whole, kind)]
    uids = [one["UID"] for one in entries]
    assert len(set(uids)) == len(uids)
    for one in entries:
        assert re.fullmatch(r":\d{8}T\d{6}Z", one["DTSTAMP"])
        assert re.fullmatch(r":\d+", one["SEQUENCE"])
    for one in parts(whole, "VEVENT"):
        holds_of_an_event(one)
    defined = [zone["TZID"][1:] for zone in parts(whole, "VTIMEZONE")]
    used = set(re.findall(r";TZID=([^:;]+):", data.replace(b"\r\n ", b"").decode()))
    assert set(defined) == used
    assert len(defined) <= 1
    for event in Calendar.from_ical(data).walk("VEVENT"):
        list(instances(event))  # DTSTART is one, and so is each EXDATE


def parts(whole: list[str], kind: str) -> list[dict[str, str]]:
    """The components of a kind: what follows each name, `;parameters:value`; alarms are counted,
    and theirs are named ALARM-TRIGGER and so on."""
    found: list[dict[str, str]] = []
    begins = [at for at, line in enumerate(whole) if line == f"BEGIN:{kind}"]
    for at in begins:
        one: dict[str, str] = {"ALARMS": "0"}
        before = ""
        for line in whole[at + 1 : whole.index(f"END:{kind}", at)]:
            if line == "BEGIN:VALARM":
                before = "ALARM-"
                one["ALARMS"] = str(int(one["ALARMS"]) + 1)
            elif line.startswith(("BEGIN:", "END:")):
                before = "" if line == "END:VALARM" else "IN-"
            else:
                name = re.split("[;:]", line)[0]
                one[before + name] = line[len(name) :]
        found.append(one)
    return found


def holds_of_an_event(one: dict[str, str]) -> None:
    start, end = one["DTSTART"], one["DTEND"]
    all_day = start.startswith(";VALUE=DATE:")
    if all_day:
        day, following = (date.fromisoformat(text[12:]) for text in (start, end))
        assert following - day == timedelta(days=1)
        assert one["TRANSP"] == ":TRANSPARENT"
    else:
        assert re.fullmatch(r"(;TZID=[A-Za-z_/+-]+:\d{8}T\d{6}|:\d{8}T\d{6}Z)", start)
        assert end != start
    if "RRULE" in one:
        until = re.search(r"UNTIL=(\d{8})(T\d{6}Z)?;", one["RRULE"] + ";")
        assert until is not None
        assert (until[2] is None) == all_day
        assert "COUNT" not in one["RRULE"]
    if "EXDATE" in one:
        assert one["EXDATE"].rpartition(":")[0] == start.rpartition(":")[0]
    assert int(one["ALARMS"]) <= (one["STATUS"] != ":CANCELLED")
    if int(one["ALARMS"]):
        assert one["ALARM-ACTION"] == ":DISPLAY"
        assert re.fullmatch(r":-?P.+", one["ALARM-TRIGGER"])
        assert len(one["ALARM-DESCRIPTION"]) > 1
    if one["STATUS"] == ":CANCELLED":
        assert one["SUMMARY"].startswith(":Cancelled: ")
