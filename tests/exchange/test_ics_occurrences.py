"""The file and the screens never disagree: what a calendar expands is what the plan lists."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from cadence_plans import plans
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from icalendar import Calendar, Event

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.analysis.occurrences import communication_occurrences
from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem


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
