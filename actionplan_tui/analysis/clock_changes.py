"""Hours that a time zone skips or repeats when its clocks change, and when they are meant.

A skipped hour is as long after midnight as it would have been (RFC 5545 3.3.5), so 02:30 is 03:30
where the clocks go from 02:00 to 03:00. One that would so pass to another day is taken by the new
clock instead: a date never shifts. A repeated hour is meant the second time: half an hour from the
first 02:30 ends at 02:00, and a calendar that keeps the hours on the wall can hold no such thing.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def is_clear(local: dt.datetime, zone: ZoneInfo, *, skipped_only: bool = False) -> bool:
    """Whether a local time happens exactly once: not skipped, nor repeated, by a change of
    the clocks (repeated ones pass with `skipped_only`)."""
    first = local.replace(tzinfo=zone, fold=0)
    if _as_shown(first).replace(tzinfo=None, fold=0) != local.replace(tzinfo=None, fold=0):
        return False
    return skipped_only or first.utcoffset() == first.replace(fold=1).utcoffset()


def is_clear_on(day: dt.date, at: dt.time | None, key: str) -> bool:
    """Whether an hour of a day happens exactly once in a zone of that name; so does any in a
    zone that the system does not know, and what takes no hour."""
    if at is None or key == "UTC" or day not in _days_of_change(key, day.year):
        return True
    zone = _zone(key)
    return zone is None or is_clear(dt.datetime.combine(day, _bare(at)), zone)


def hour_on(day: dt.date, at: dt.time | None, key: str) -> dt.time | None:
    """The hour that a clock on the wall shows on a day when an hour is meant."""
    if at is None or is_clear_on(day, at, key):
        return at
    local = dt.datetime.combine(day, _bare(at), _zone(key))
    shown = _as_shown(local)
    if shown.date() != day:
        shown = _as_shown(local.replace(fold=1))
    return shown.time().replace(fold=0)


def unclear_days(first: dt.date, last: dt.date, at: dt.time, key: str) -> frozenset[dt.date]:
    """The days from one to another, both counted, on which an hour is skipped or repeated."""
    if key == "UTC":
        return frozenset()
    return frozenset(
        day
        for year in range(first.year, last.year + 1)
        for day in _days_of_change(key, year)
        if first <= day <= last and not is_clear_on(day, at, key)
    )


def _as_shown(local: dt.datetime) -> dt.datetime:
    """A local time as a clock on the wall shows it."""
    return local.astimezone(dt.UTC).astimezone(local.tzinfo)


def _bare(at: dt.time) -> dt.time:
    return at.replace(second=0, microsecond=0, tzinfo=None, fold=0)


@lru_cache(maxsize=512)
def _days_of_change(key: str, year: int) -> frozenset[dt.date]:
    """The days of a year on which the clocks of a zone may change: three for each change."""
    zone = _zone(key)
    if zone is None or not dt.MINYEAR < year < dt.MAXYEAR:
        return frozenset()
    new_year, found = dt.datetime(year, 1, 1, tzinfo=dt.UTC), set()
    was = None
    for number in range(-2, 369):
        moment = new_year + dt.timedelta(days=number)
        now = moment.astimezone(zone).utcoffset()
        if was not in (None, now):  # in the day before, by UTC
            found |= {moment.date() - dt.timedelta(days=n) for n in (0, 1, 2)}
        was = now
    return frozenset(found)


@lru_cache(maxsize=16)
def _zone(key: str) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo  # slow to load, and many plans are kept in UTC

    try:
        return ZoneInfo(key)
    except (OSError, ValueError, KeyError):  # a zone not found is a KeyError
        return None
