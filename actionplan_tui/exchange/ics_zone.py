"""The VTIMEZONE of a calendar file (RFC 5545 section 3.6.5), from the IANA data itself.

icalendar's own zones are not used: they list every change as an RDATE, of which several
calendars read only the first and so show all summer an hour wrong. Here a zone is two
yearly rules taken from the last line of its tzdata file, a POSIX TZ string such as
`CET-1CEST,M3.5.0,M10.5.0/3` (RFC 8536 section 3.3). Where that line does not tell the
whole truth (Morocco's Ramadan, a law that changes), the changes are written one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

from actionplan_tui.analysis.clock_changes import is_clear
from actionplan_tui.model.problem import Problem

UTC = ZoneInfo("UTC")
_UTC_NAMES = ("UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # POSIX counts from Sunday
_EPOCH = datetime(1970, 1, 1)


class Change(NamedTuple):
    """The yearly day on which the clocks change: POSIX `Mm.w.d/time`.

    `week` 5 is the last, `weekday` 0 is Sunday, `at` counts from local midnight.
    """

    month: int
    week: int
    weekday: int
    at: timedelta

    def onset(self, year: int) -> datetime:
        """The local time of the change in a year, by the clock in force before it."""
        first = date(year, self.month, 1)
        days = (self.weekday - first.isoweekday()) % 7
        day = first + timedelta(days=days, weeks=self.week - 1)
        if day.month != self.month:
            day -= timedelta(weeks=1)
        return datetime(day.year, day.month, day.day) + self.at


class Offset(NamedTuple):
    """A clock of the zone: its abbreviation and its offset from UTC."""

    name: str
    utc: timedelta


class Rules(NamedTuple):
    """What a POSIX TZ string says: standard time, and summer time with its two changes."""

    standard: Offset
    summer: Offset | None = None
    to_summer: Change | None = None
    to_standard: Change | None = None

    def offset(self, local: datetime) -> timedelta:
        """The offset from UTC at a local time (not within the hour that is skipped)."""
        if self.summer is None or self.to_summer is None or self.to_standard is None:
            return self.standard.utc
        on = self.to_summer.onset(local.year)
        off = self.to_standard.onset(local.year)
        summer = on <= local < off if on < off else not (off <= local < on)
        return self.summer.utc if summer else self.standard.utc


def is_utc(key: str) -> bool:
    """Whether the zone is UTC itself, which needs no VTIMEZONE."""
    return key in _UTC_NAMES


def zone_of(key: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises: Problem when there is no such zone (a file edited by hand).
    """
    if is_utc(key):
        return UTC
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Problem(
            f"time zone {key!r} is unknown; set one such as Pacific/Apia or UTC",
            table="plan",
            id=1,
            field="time_zone",
        ) from None


def zone_component(key: str, moments: Iterable[datetime]) -> Timezone:
    """The VTIMEZONE of an IANA zone, right for all the local times that the file uses.

    Standard and daylight time each carry one yearly RRULE with one BYDAY, the form that
    Outlook reads (MS-OXCICAL 2.1.3.1.1.19.2.2), with the onset in the local time before it.
    """
    zone = zone_of(key)
    used = sorted({moment.replace(tzinfo=None) for moment in moments})
    used = [local for local in used if is_clear(local, zone, skipped_only=True)] or used
    rules = posix_rules(_footer(key))
    component = Timezone()
    component.add("tzid", key)
    if rules is not None and all(
        rules.offset(local) == local.replace(tzinfo=zone).utcoffset() for local in used
    ):
        _add_yearly(component, rules)
    else:
        _add_one_by_one(component, zone, used)
    return component


def posix_rules(text: str) -> Rules | None:
    """A POSIX TZ string taken apart; None for forms that no yearly RRULE can carry."""
    name = r"(<[+-]?\w+>|[A-Za-z]+)"
    offset = r"([+-]?\d+(?::\d+){0,2})"
    change = r",M(\d+)\.(\d)\.(\d)(?:/([+-]?\d+(?::\d+){0,2}))?"
    match = re.fullmatch(f"{name}{offset}(?:{name}{offset}?{change}{change})?", text)
    if match is None:
        return None
    # POSIX counts west of Greenwich as positive; iCalendar, like everybody, east.
    standard = Offset(match[1].strip("<>"), -_duration(match[2]))
    if match[3] is None:
        return Rules(standard)
    utc = -_duration(match[4]) if match[4] else standard.utc + timedelta(hours=1)
    changes = [
        Change(int(match[i]), int(match[i + 1]), int(match[i + 2]), _duration(match[i + 3]))
        for i in (5, 9)
    ]
    day = timedelta(days=1)
    if any(not timedelta(0) <= change.at < day for change in changes):
        return None  # counted from another day, as in Jerusalem: not "the nth weekday"
    return Rules(standard, Offset(match[3].strip("<>"), utc), changes[0], changes[1])


def _duration(text: str | None) -> timedelta:
    if text is None:
        return timedelta(hours=2)  # the time of a change when none is written
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    return sign * timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])


def _add_yearly(component: Timezone, rules: Rules) -> None:
    standard, summer = rules.standard, rules.summer
    if summer is None or rules.to_summer is None or rules.to_standard is None:
        _add(component, _EPOCH, standard.utc, standard, None)
        return
    _add(component, None, summer.utc, standard, rules.to_standard)
    _add(component, None, standard.utc, summer, rules.to_summer)


def _add_one_by_one(component: Timezone, zone: ZoneInfo, used: list[datetime]) -> None:
    # Two days: a change may lie an hour before a local time, and yet on another day of UTC.
    around = timedelta(days=2)
    first = max(used[0].date(), date.min + around) - around
    last = min(used[-1].date(), date.max - around) + around
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    before = start.astimezone(zone)
    offset = before.utcoffset() or timedelta()
    _add(component, _EPOCH, offset, Offset(before.tzname() or "", offset), None)
    for onset, was, now in _changes(zone, start, (last - first).days):
        _add(component, onset, was, now, None)


def _changes(
    zone: ZoneInfo, start: datetime, days: int
) -> Iterable[tuple[datetime, timedelta, Offset]]:
    """Every change of offset in so many days from a midnight in UTC: when by the old clock, the
    old, the new."""

    def offset(instant: datetime) -> timedelta:
        return instant.astimezone(zone).utcoffset() or timedelta()

    for midnight in (start + timedelta(days=day) for day in range(days)):
        was = offset(midnight)
        if was != offset(midnight + timedelta(days=1)):
            early, late = 0, 24 * 60  # minutes; the change is after the one, by the other
            while late - early > 1:
                middle = (early + late) // 2
                same = offset(midnight + timedelta(minutes=middle)) == was
                early, late = (middle, late) if same else (early, middle)
            moment = midnight + timedelta(minutes=late)
            now = Offset(moment.astimezone(zone).tzname() or "", offset(moment))
            yield (moment + was).replace(tzinfo=None), was, now


def _add(
    component: Timezone, onset: datetime | None, was: timedelta, now: Offset, yearly: Change | None
) -> None:
    daylight = now.utc > was
    part = TimezoneDaylight() if daylight else TimezoneStandard()
    part.add("dtstart", onset or (yearly.onset(1970) if yearly else _EPOCH))
    part.add("tzoffsetfrom", was)
    part.add("tzoffsetto", now.utc)
    part.add("tzname", now.name)
    if yearly is not None:
        nth = -1 if yearly.week == 5 else yearly.week
        day = f"{nth}{_WEEKDAYS[yearly.weekday]}"
        part.add("rrule", vRecur(freq="YEARLY", bymonth=yearly.month, byday=[day]))
    component.add_component(part)


@lru_cache(maxsize=8)
def _footer(key: str) -> str:
    """The last line of a zone's tzdata file; "" when there is none."""
    for folder in TZPATH:
        path = Path(folder, key)
        if path.is_file():
            data = path.read_bytes()
            break
    else:
        data = resources.files("tzdata").joinpath("zoneinfo", *key.split("/")).read_bytes()
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")
