"""The file and the screens never disagree: what a calendar expands is what the plan lists."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.analysis.occurrences import communication_occurrences
from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication, PlanInfo, Step

weekdays = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
numbers = st.integers(2, 8)
monthly = st.sampled_from(
    ["monthly", "quarterly", "half-yearly", "every 2 months", "every 5 months", "every 24 months"]
)
month_days = st.one_of(
    st.integers(1, 28).map(str),
    st.builds("{}, {}".format, st.sampled_from([29, 30]),
              st.sampled_from(["skip short months", "else last day"])),
    st.builds("{} {}".format, st.sampled_from(["1st", "2nd", "3rd", "4th", "last"]), weekdays),
    st.sampled_from(["last day", "first working day", "last working day"]),
)  # fmt: skip
year_days = st.one_of(
    st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(["jan", "feb", "jul"])),
    st.sampled_from(["31 dec", "last day of feb", "30 apr"]),
)
in_week_order = st.sets(weekdays, min_size=1).map(
    lambda days: ", ".join(
        day for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") if day in days
    )
)
repeating = st.one_of(
    st.sampled_from(["daily", "weekly", "every working day", "yearly", "every 2 years"]),
    st.builds("every {} {}".format, numbers, st.sampled_from(["days", "weeks"])),
    st.builds("weekly on {}".format, in_week_order),
    st.builds("every {} weeks on {}".format, numbers, in_week_order),
    monthly,
    st.builds("{} on {}".format, monthly, month_days),
    st.builds("{} on {}".format, st.sampled_from(["yearly", "every 2 years"]), year_days),
)
near = st.dates(date(2026, 11, 1), date(2028, 3, 1))
cadences = st.one_of(
    repeating,
    st.builds(
        lambda text, n: f"{text}, {n} time{'s' if n > 1 else ''}", repeating, st.integers(1, 30)
    ),
    st.sampled_from(["once", "at S1", "at due"]),
    st.sets(near, min_size=1, max_size=6).map(
        lambda days: "on " + ", ".join(map(str, sorted(days)))
    ),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    start = draw(near)
    return Plan(
        info=PlanInfo(
            id=1,
            plan_id="p",
            start=start,
            target_end=draw(st.none() | st.dates(start, date(2029, 1, 1))),
            time_zone=draw(st.sampled_from(["UTC", "Europe/Berlin", "America/New_York",
                                            "Pacific/Apia", "Asia/Jerusalem"])),
            work_week=draw(st.sampled_from([("mon", "tue", "wed", "thu", "fri"),
                                            ("sun", "mon", "tue", "wed", "thu")])),
            holidays=tuple(sorted(draw(st.sets(near, max_size=12)))),
        ),
        steps={1: Step(id=1, due=draw(near))},
        communications={
            1: Communication(
                id=1,
                step=draw(st.none() | st.just(1)),
                cadence=draw(cadences),
                start=draw(st.none() | near),
                until=draw(st.none() | st.dates(date(2028, 3, 1), date(2029, 1, 1))),
                # Not at an hour that a change of the clocks skips or repeats.
                time=draw(st.none() | st.sampled_from([time(0, 30), time(9), time(23, 30)])),
                working_day_rule=draw(st.sampled_from(["leave", "drop", "previous", "next"])),
            )
        },
    )  # fmt: skip


def expanded(data: bytes) -> list[tuple[date, str]]:
    """The days and local hours a calendar would show, by dateutil from the file alone."""
    calendar = Calendar.from_ical(data)
    moments = [m for event in calendar.walk("VEVENT") for m in instances(event)]
    return sorted(
        (m.date(), m.strftime("%H:%M")) if isinstance(m, datetime) else (m, "") for m in moments
    )


def instances(event: Event) -> Iterator[date | datetime]:
    start = event.start
    if "rrule" not in event:
        yield start
        return
    timed = isinstance(start, datetime)
    first = start if timed else datetime.combine(start, time())
    series = rruleset()
    series.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=first))
    exceptions = event.get("exdate", [])
    found = list(series)
    assert found[0] == first, "DTSTART is not an instance of its rule"
    for line in exceptions if isinstance(exceptions, list) else [exceptions]:
        for value in line.dts:
            assert isinstance(value.dt, datetime) == timed
            day = value.dt if timed else datetime.combine(value.dt, time())
            assert day in found, "EXDATE names no instance"
            assert day != first, "EXDATE of the first instance"
            series.exdate(day)
    yield from series if timed else (moment.date() for moment in series)


@settings(max_examples=150, deadline=None)
@given(plans())
def test_a_calendar_shows_the_occurrences_that_the_plan_lists(plan: Plan) -> None:
    communication = plan.communications[1]
    listed = [one.day for one in communication_occurrences(plan, communication)]
    hour = communication.time.strftime("%H:%M") if communication.time else ""
    try:
        data = calendar_bytes(plan, now_version="1", choice=Choice(kinds=("communication",)))
    except Problem:
        shown = []
    else:
        shown = expanded(data)
    assert shown == [(day, hour) for day in sorted(listed)]


@settings(max_examples=50, deadline=None)
@given(plans())
def test_the_agenda_lists_the_same_days_and_hours(plan: Plan) -> None:
    first, last = date(2026, 1, 1), date(2035, 1, 1)
    items = [
        (item.date, item.time.strftime("%H:%M") if item.time else "")
        for item in agenda(plan, first, last)
    ]
    assert sorted(items) == expanded(calendar_bytes(plan, now_version="1"))


@settings(max_examples=50, deadline=None)
@given(plans())
def test_every_zone_named_is_defined_and_no_event_needs_another(plan: Plan) -> None:
    data = calendar_bytes(plan, now_version="1")
    calendar = Calendar.from_ical(data)
    defined = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
    used = {
        str(event[name].params["TZID"])
        for event in calendar.walk("VEVENT")
        for name in ("dtstart", "dtend")
        if "TZID" in event[name].params
    }
    assert used == defined
    assert all(ZoneInfo(key) for key in used)
