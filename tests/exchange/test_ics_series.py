"""A communication in a calendar file: its recurrence rule, its exceptions, its reminder."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.exchange.ics import calendar_bytes, calendar_file
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication, Goal, PlanInfo, Step

CHRISTMAS = date(2026, 12, 25)  # a Friday


def exported(cadence: str, **fields: object) -> list[Event]:
    """The events of one communication of a plan that runs from December 2026 to June 2027."""
    about = {"time_zone": "Europe/Berlin", "target_end": date(2027, 6, 30), "holidays": [CHRISTMAS]}
    about = {name: fields.pop(name, value) for name, value in about.items()}
    communication = Communication(id=4, cadence=cadence, message="News", **fields)  # type: ignore[arg-type]
    plan = Plan(
        info=PlanInfo(id=1, plan_id="p", start=date(2026, 12, 1)),
        goals={1: Goal(id=1, target_date=date(2027, 5, 1))},
        steps={7: Step(id=7, due=date(2027, 2, 1), sequence=3, kind="milestone")},
        communications={4: communication},
    ).amend("plan", 1, **about)
    data = calendar_bytes(plan, now_version="1", choice=Choice(kinds=("communication",)))
    return list(Calendar.from_ical(data).walk("VEVENT"))


def only(cadence: str, **fields: object) -> Event:
    [event] = exported(cadence, **fields)
    return event


@pytest.mark.parametrize(
    ("cadence", "rule", "first"),
    [
        ("every 3 days", "FREQ=DAILY;UNTIL=20270629;INTERVAL=3", date(2026, 12, 1)),
        ("weekly on tue, thu", "FREQ=WEEKLY;UNTIL=20270629;BYDAY=TU,TH", date(2026, 12, 1)),
        ("weekly", "FREQ=WEEKLY;UNTIL=20270629;BYDAY=TU", date(2026, 12, 1)),
        ("every 2 weeks on wed", "FREQ=WEEKLY;UNTIL=20270630;INTERVAL=2;BYDAY=WE",
         date(2026, 12, 2)),
        ("monthly on 15", "FREQ=MONTHLY;UNTIL=20270615;BYMONTHDAY=15", date(2026, 12, 15)),
        ("monthly on last day", "FREQ=MONTHLY;UNTIL=20270630;BYMONTHDAY=-1", date(2026, 12, 31)),
        ("monthly on 30, skip short months", "FREQ=MONTHLY;UNTIL=20270630;BYMONTHDAY=30",
         date(2026, 12, 30)),
        ("monthly on 2nd tue", "FREQ=MONTHLY;UNTIL=20270608;BYDAY=2TU", date(2026, 12, 8)),
        ("monthly on last fri", "FREQ=MONTHLY;UNTIL=20270625;BYDAY=-1FR", date(2026, 12, 25)),
        ("quarterly on 1", "FREQ=MONTHLY;UNTIL=20270601;INTERVAL=3;BYMONTHDAY=1",
         date(2026, 12, 1)),
        ("half-yearly on 15", "FREQ=MONTHLY;UNTIL=20270615;INTERVAL=6;BYMONTHDAY=15",
         date(2026, 12, 15)),
    ],
)  # fmt: skip
def test_a_regular_cadence_is_one_recurring_event(cadence: str, rule: str, first: date) -> None:
    event = only(cadence)
    assert event["rrule"].to_ical().decode() == rule
    assert event.start == first
    assert str(event["uid"]) == "communication-4@p.actionplan-tui"
    assert "exdate" not in event


def test_a_yearly_cadence_names_its_month() -> None:
    event = only("yearly on 1 mar", target_end=date(2029, 1, 1))
    assert event["rrule"].to_ical() == b"FREQ=YEARLY;UNTIL=20280301;BYMONTHDAY=1;BYMONTH=3"
    leap = only("yearly on last day of feb", target_end=date(2029, 1, 1))
    assert leap["rrule"].to_ical() == b"FREQ=YEARLY;UNTIL=20280229;BYMONTHDAY=-1;BYMONTH=2"


def test_every_working_day_is_a_weekly_rule_without_the_holidays() -> None:
    event = only("every working day")
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270630;BYDAY=MO,TU,WE,TH,FR"
    assert event["exdate"].to_ical() == b"20261225"
    assert event["exdate"].params["VALUE"] == "DATE"


def test_a_single_occurrence_needs_no_rule() -> None:
    event = only("weekly on tue, 1 time")
    assert event.start == date(2026, 12, 1)
    assert "rrule" not in event


def test_a_count_is_written_as_an_end() -> None:
    assert only("weekly on tue, 3 times")["rrule"].to_ical() == (
        b"FREQ=WEEKLY;UNTIL=20261215;BYDAY=TU"
    )


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        # What no calendar-wide rule can say is written day by day, each with its own UID.
        ("monthly on 30, else last day, 3 times", ["2026-12-30", "2027-01-30", "2027-02-28"]),
        ("on 2026-12-24, 2027-03-01", ["2026-12-24", "2027-03-01"]),
    ],
)
def test_what_no_rule_can_say_is_single_events(cadence: str, days: list[str]) -> None:
    found = exported(cadence)
    assert [str(event.start) for event in found] == days
    assert [str(event["uid"]) for event in found] == [
        f"communication-4-{day}@p.actionplan-tui" for day in days
    ]
    assert not any("rrule" in event for event in found)


def test_a_first_working_day_is_known_by_its_month() -> None:
    found = exported("monthly on first working day, 2 times")
    assert [str(event.start) for event in found] == ["2026-12-01", "2027-01-01"]
    assert [str(event["uid"])[:26] for event in found] == [
        "communication-4-2026-12-01",
        "communication-4-2027-01-01",
    ]


def test_a_day_off_that_is_dropped_is_an_exception_of_the_rule() -> None:
    event = only("weekly on fri", working_day_rule="drop", time=time(9), until=date(2027, 1, 8))
    assert event["exdate"].to_ical() == b"20261225T090000"
    assert event["exdate"].params["TZID"] == "Europe/Berlin"


def test_a_day_off_that_is_moved_leaves_the_rule_and_becomes_an_event_of_its_own() -> None:
    series, moved = exported("weekly on fri", working_day_rule="previous", until=date(2027, 1, 8))
    assert series["exdate"].to_ical() == b"20261225"
    assert moved.start == date(2026, 12, 24)
    assert str(moved["uid"]) == "communication-4-2026-12-25@p.actionplan-tui"
    assert "Moved from Fri 2026-12-25, a day off" in str(moved["description"])


def test_the_first_instance_is_never_an_exception_the_series_starts_later_instead() -> None:
    series, moved = exported(
        "weekly on fri", working_day_rule="next", start=CHRISTMAS, until=date(2027, 1, 15)
    )
    assert series.start == date(2027, 1, 1)
    assert "exdate" not in series
    assert moved.start == date(2026, 12, 28)


def test_a_new_holiday_changes_the_series_and_keeps_its_uid() -> None:
    before = exported("weekly on fri", working_day_rule="next", holidays=[])
    after = exported("weekly on fri", working_day_rule="next")
    assert [str(event["uid"]).split("@")[0] for event in before] == ["communication-4"]
    assert [str(event["uid"]).split("@")[0] for event in after] == [
        "communication-4",
        "communication-4-2026-12-25",
    ]


def test_too_many_exceptions_for_one_event_are_written_day_by_day() -> None:
    found = exported("every 3 days", working_day_rule="drop", target_end=date(2028, 11, 30))
    assert not any("rrule" in event for event in found)
    # Every third day of two years is 244 days: 34 rounds of the week with 5 worked days each,
    # then Tue, Fri, Mon, Thu, Sun, Wed; without Christmas, the ninth.
    assert len(found) == 34 * 5 + 5 - 1


def test_every_day_but_days_off_is_every_working_day() -> None:
    daily = only("daily", working_day_rule="drop")
    worked = only("every working day")
    assert daily["rrule"] == worked["rrule"]
    assert daily["exdate"].to_ical() == worked["exdate"].to_ical() == b"20261225"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(zone: str) -> None:
    event = only("weekly on sun", time=time(9), time_zone=zone)
    assert event["dtstart"].params["TZID"] == zone
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event.start)
    hours = {moment.astimezone(ZoneInfo(zone)).strftime("%H:%M") for moment in rule}
    offsets = {moment.utcoffset() for moment in rule}
    assert hours == {"09:00"}
    assert len(offsets) == 2


def test_the_last_instance_of_a_timed_series_is_within_its_end_in_utc() -> None:
    # Friday 25 June 2027 in Los Angeles ends at 07:00 UTC the day after.
    event = only("weekly on fri", time=time(23, 30), time_zone="America/Los_Angeles")
    until = event["rrule"]["until"][0]
    assert until == datetime(2027, 6, 26, 6, 59, tzinfo=UTC)
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event.start)
    assert list(rule)[-1].date() == date(2027, 6, 25)


def test_a_plan_in_utc_needs_no_zone() -> None:
    event = only("weekly on fri", time=time(9), time_zone="UTC")
    assert event["dtstart"].to_ical() == b"20261204T090000Z"


@pytest.mark.parametrize(
    ("fields", "trigger"),
    [
        ({}, timedelta(hours=-15)),  # all day: 09:00 the day before
        ({"time": time(9)}, timedelta(hours=-24)),
        ({"time": time(14, 30)}, timedelta(hours=-29, minutes=-30)),
        ({"time": time(8)}, timedelta(hours=-23)),
        ({"time": time(9), "remind_before": 45}, timedelta(minutes=-45)),
        ({"remind_before": 0}, timedelta(0)),
        ({"remind_before": 10**12}, timedelta(days=-366)),
    ],
)
def test_every_communication_has_one_reminder(
    fields: dict[str, object], trigger: timedelta
) -> None:
    [alarm] = only("weekly on tue", **fields).subcomponents
    assert alarm["action"] == "DISPLAY"
    assert alarm["trigger"].dt == trigger
    assert str(alarm["description"]) == "News"


def test_a_reminder_can_be_left_out() -> None:
    assert only("weekly on tue", alarm=False).subcomponents == []


@pytest.mark.parametrize(
    ("duration", "minutes", "transparency"),
    [(None, 30, "TRANSPARENT"), (0, 15, "TRANSPARENT"), (5, 15, "OPAQUE"), (90, 90, "OPAQUE")],
)
def test_a_meeting_is_never_too_short_and_only_a_meeting_makes_busy(
    duration: int | None, minutes: int, transparency: str
) -> None:
    event = only("weekly on tue", time=time(9), duration=duration)
    assert event.end - event.start == timedelta(minutes=minutes)
    assert event["transp"] == transparency


@pytest.mark.parametrize("fields", [{"status": "paused"}, {"status": "ended"}, {"archived": True}])
def test_what_is_paused_ended_or_archived_is_cancelled(fields: dict[str, object]) -> None:
    event = only("weekly on tue", **fields)
    assert event["status"] == "CANCELLED"
    assert str(event["summary"]) == "Cancelled: News"
    assert event.subcomponents == []
    assert "rrule" in event


def test_what_is_only_planned_is_tentative() -> None:
    assert only("weekly on tue", status="planned")["status"] == "TENTATIVE"


def test_a_communication_at_a_milestone_moves_with_it() -> None:
    event = only("at S7", sequence=2)
    assert event.start == date(2027, 2, 1)
    assert str(event["uid"]) == "communication-4@p.actionplan-tui"
    assert event["sequence"] == 2
    assert only("at due", goal=1).start == date(2027, 5, 1)
    assert only("at due").start == date(2027, 6, 30)


def test_a_communication_at_a_cancelled_milestone_is_cancelled() -> None:
    step = Step(id=7, due=date(2027, 2, 1), cancelled=True)
    plan = Plan(
        info=PlanInfo(id=1, plan_id="p"),
        steps={7: step},
        communications={4: Communication(id=4, cadence="at S7")},
    )
    data = calendar_bytes(plan, now_version="1", choice=Choice(kinds=("communication",)))
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert event["status"] == "CANCELLED"


def warnings(**fields: object) -> tuple[str, ...]:
    communication = Communication(id=4, start=date(2027, 3, 1), **fields)  # type: ignore[arg-type]
    plan = Plan(
        info=PlanInfo(id=1, time_zone="Europe/Berlin", target_end=date(2027, 4, 30)),
        communications={4: communication},
    )
    return calendar_file(plan, now_version="1").warnings


def test_an_hour_that_the_clocks_skip_or_repeat_is_said_and_stands_alone() -> None:
    assert warnings(cadence="weekly on sun", time=time(2, 30)) == (
        "02:30 on 28 Mar 2027 is skipped in Europe/Berlin when the clocks change: 03:30 is meant",
    )
    assert warnings(cadence="on 2027-10-31", time=time(2, 30)) == (
        "02:30 on 31 Oct 2027 is there twice in Europe/Berlin when the clocks change: "
        "the second is meant",
    )
    assert warnings(cadence="weekly on sun", time=time(9)) == ()
    # No rule says it alike to all calendars: day by day, the doubtful hour in UTC.
    fields = {"time": time(2, 30), "start": date(2027, 3, 14), "until": date(2027, 4, 4)}
    found = exported("weekly on sun", **fields)
    assert [event["dtstart"].to_ical() for event in found] == [
        b"20270314T023000", b"20270321T023000", b"20270328T033000", b"20270404T023000",
    ]  # fmt: skip
    fields = {"time": time(2, 30), "start": date(2027, 10, 30), "target_end": date(2027, 11, 1)}
    found = exported("daily", **fields)
    assert [event["dtstart"].to_ical() for event in found] == [
        b"20271030T023000", b"20271031T013000Z", b"20271101T023000",
    ]  # fmt: skip
    assert found[1].end - found[1].start == timedelta(minutes=30)
    # Whatever the clocks do at other hours, a series stays one.
    assert "rrule" in only("daily", time=time(3), start=date(2027, 3, 1))


def test_short_months_that_outlook_would_not_skip_are_warned_about() -> None:
    assert warnings(cadence="monthly on 30, skip short months") == (
        "C4 skips short months; Outlook shows it on their last day instead",
    )


def test_a_start_and_a_plan_s_own_start_are_both_understood() -> None:
    assert only("weekly on tue", start=date(2027, 6, 1)).start == date(2027, 6, 1)
    assert only("weekly on tue").start == date(2026, 12, 1)
