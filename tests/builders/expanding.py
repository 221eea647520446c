"""What an event of a file repeats as, by dateutil, from the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from dateutil.rrule import rruleset, rrulestr
from icalendar import Event


def instances(event: Event) -> Iterator[date | datetime]:
    """When it is, in order; what is no rule by RFC 5545, or no exception to it, fails."""
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
