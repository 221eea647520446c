"""Screen, `agenda --json` and file never disagree: what a calendar shows is what the plan lists.

Any cadence, any window, every kind of date, hours that a change of the clocks skips or repeats.
The files are read by icalendar and expanded by dateutil, from the file alone; what calendar
programs make of them is in test_ics_consumers.py.
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cadence_plans import whole_plans
from expanding import instances
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.capture.days import short_date
from actionplan_tui.cli import clock
from actionplan_tui.cli.main import run
from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store
from screens.communication_parts import AHEAD, part_entries

FIRST, LAST = date(2026, 1, 1), date(2035, 1, 1)
WORDS = {"due": "Due: ", "milestone": "Milestone: ", "corrective action": "Corrective action: "}

Shown = tuple[date, str, str]
"""A day, an hour of it ("" for none), and what."""


def expanded(data: bytes, zone: str) -> list[Shown]:
    """What a calendar shows in a time zone, by dateutil from the file alone."""
    found = []
    for event in Calendar.from_ical(data).walk("VEVENT"):
        for moment in instances(event):
            if isinstance(moment, datetime):
                moment = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
            hour = moment.strftime("%H:%M") if isinstance(moment, datetime) else ""
            day = moment.date() if isinstance(moment, datetime) else moment
            found.append((day, hour, str(event["summary"])))
    return sorted(found)


def listed(plan: Plan, first: date = FIRST, last: date = LAST) -> list[Shown]:
    """What the agenda lists."""
    return sorted(
        (
            item.date,
            f"{item.time:%H:%M}" if item.time else "",
            WORDS.get(item.kind, "") + item.title,
        )
        for item in agenda(plan, first, last)
    )


def zones_and_uses(data: bytes) -> tuple[set[str], set[str]]:
    """The zones that a file defines, and those it needs."""
    calendar = Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    named = [event[name].params.get("TZID") for event in events for name in ("dtstart", "dtend")]
    return {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}, {*named} - {None}


@pytest.mark.parametrize("times", [15, pytest.param(400, marks=pytest.mark.verify)])
def test_a_calendar_shows_what_the_agenda_lists(times: int) -> None:
    @settings(max_examples=times, deadline=None)
    @given(whole_plans(), st.dates(date(2026, 10, 1), date(2029, 1, 1)), st.integers(0, 800))
    def same(plan: Plan, since: date, days: int) -> None:
        zone = plan.info.time_zone
        data = calendar_bytes(plan, now_version="1")
        assert expanded(data, zone) == listed(plan)
        defined, used = zones_and_uses(data)
        assert defined == used
        window = Choice(since=since, through=since + timedelta(days))
        try:
            shown = expanded(calendar_bytes(plan, now_version="1", choice=window), zone)
        except Problem:
            shown = []
        assert shown == listed(plan, since, since + timedelta(days))

    same()


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=whole_plans(), today=st.dates(date(2026, 12, 1), date(2028, 1, 1)))
def test_the_screen_and_the_command_list_what_the_file_holds(
    plan: Plan,
    today: date,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    moment = datetime.combine(today, time(12), ZoneInfo(plan.info.time_zone)).astimezone(UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    path = Path(home, "plan.json")
    create_store(path, plan, now=lambda: moment, by="ana")
    capsys.readouterr()
    assert run(("agenda", "--due", f"{AHEAD}d", "--json", "-f", str(path))) == 0
    printed = sorted(
        (
            date.fromisoformat(one["date"]),
            (one["time"] or "")[:5],
            WORDS.get(one["kind"], "") + one["title"],
        )
        for one in json.loads(capsys.readouterr().out)
    )
    last = today + timedelta(AHEAD)
    held = expanded(calendar_bytes(plan, now_version="1"), plan.info.time_zone)
    assert printed == [one for one in held if today <= one[0] <= last]

    drawn = [
        (entry.target[2], "".join(text for text, _ in entry.lines[0]))
        for entry in part_entries(plan, today, "agenda", 120)
        if entry.target is not None
    ]
    said = [
        one for one in printed if one[2] in {line.message for line in plan.communications.values()}
    ]
    assert [day for day, _ in drawn] == [day for day, _, _ in said]
    for (day, line), (_, hour, what) in zip(drawn, said, strict=True):
        assert line.split()[-1] == what
        assert hour in line
        assert day == today or short_date(day, day) in line
