"""A calendar file beside the one exported before to the same place: what has changed.

The file last written is the memory of what its readers hold, and nothing else needs to be
remembered. Importing never deletes, so what it had and the plan has no more is cancelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from icalendar import Calendar, Component, Event, vText

from actionplan_tui.analysis.entry import Entry
from actionplan_tui.exchange.ics_events import uid_of
from actionplan_tui.model.records import PlanInfo

CHOICE = "x-actionplan-choice"
"""The mark of what is chosen, in the file; absent for the whole plan."""

_NOT_CONTENT = ("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE")

Fate = Literal["new", "changed", "cancelled", "unchanged"]


class Counts(NamedTuple):
    """How many entries are new, changed, newly cancelled, or as they were."""

    new: int
    changed: int
    cancelled: int
    unchanged: int

    @property
    def message(self) -> str:
        """The counts in one line."""
        return (
            f"{self.new} new, {self.changed} changed, {self.cancelled} cancelled, "
            f"{self.unchanged} unchanged since the last export here"
        )


def carried(
    before: bytes,
    made: Sequence[Component],
    *,
    info: PlanInfo,
    known: Mapping[str, Entry],
    out: Collection[str],
    mark: str,
) -> list[Component]:
    """What the file before held and this one would leave out, as cancelled.

    `known` are all entries of the plan by UID, removed ones among them; `out` the UIDs of
    those that may be left out for their day alone. `mark` says what is chosen: what the plan
    has and another choice leaves out is no longer this file's business.

    Raises the SEQUENCE of those in `made` that differ from the file before and would not else
    come after it.
    """
    last = _calendar(before)
    if last is None:
        return []
    suffix = uid_of(info, "")
    held = {uid: one for uid, one in _components(last).items() if uid.endswith(suffix)}
    new = {str(one["uid"]): one for one in made}
    for uid, one in new.items():
        if uid in held:
            _overtake(one, held[uid])
    same_choice = str(last.get(CHOICE, "")) == mark
    types = {one.name for one in made} or {one.name for one in held.values()}
    return [
        _cancelled(one, known.get(uid))
        for uid, one in held.items()
        if uid not in new and uid not in out and one.name in types
        if same_choice or uid not in known
    ]


def counts(before: bytes, after: bytes) -> Counts | None:
    """What has changed from one file to the next; None when there was none before."""
    last, now = _calendar(before), _calendar(after)
    if last is None or now is None:
        return None
    held = _components(last)
    found = Counter(_fate(one, held.get(uid)) for uid, one in _components(now).items())
    return Counts(*(found[fate] for fate in ("new", "changed", "cancelled", "unchanged")))


def advice(before: bytes, after: bytes) -> tuple[str, ...]:
    """The counts of a file just written beside the one before, and how best to import it."""
    found = counts(before, after)
    if found is None:
        now = _calendar(after)
        return (
            f"{len(_components(now)) if now else 0} new: nothing was exported here before",
            "import it into a calendar of its own: importing never deletes, "
            "and a calendar of its own can be emptied",
        )
    if not (found.new or found.changed or found.cancelled):
        return (found.message, "nothing needs to be imported again")
    return (
        found.message,
        "import it into the same calendar again: that updates it "
        "(Nextcloud's web page and calcurse want it emptied first)",
    )


def is_calendar_of(info: PlanInfo, data: bytes) -> bool:
    """Whether a file is an earlier calendar of the plan, which a new one may update."""
    last = _calendar(data)
    suffix = uid_of(info, "")
    return last is not None and any(uid.endswith(suffix) for uid in _components(last))


def _calendar(data: bytes) -> Calendar | None:
    if not data.lstrip()[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        return None
    try:
        return Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return None  # what cannot be read told nobody anything


def _components(calendar: Calendar) -> dict[str, Component]:
    """The entries of a file by UID."""
    found = (one for name in ("VEVENT", "VTODO") for one in calendar.walk(name))
    return {
        str(one["uid"]): one
        for one in found
        if "uid" in one and "dtstamp" in one and _is_sound(one)
    }


def _is_sound(one: Component) -> bool:
    """Whether an entry that was read can be written: a spoilt file may hold what cannot."""
    try:
        one.to_ical()
        if isinstance(one, Event):
            one.start  # noqa: B018 - worked out when it is asked for
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return False
    return True


def _fate(one: Component, held: Component | None) -> Fate:
    if held is not None and _content(one) == _content(held):
        return "unchanged"
    if str(one.get("status", "")) == "CANCELLED":
        return "cancelled"
    return "new" if held is None else "changed"


def _content(one: Component) -> list[str]:
    return [
        line
        for line in one.to_ical().decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")
        if line.partition(":")[0].partition(";")[0] not in _NOT_CONTENT
    ]


def _overtake(one: Component, held: Component) -> None:
    """What differs from the file before comes after it, whatever makes it differ: other days
    chosen, a cancellation, a new title of the plan."""
    past, own = _sequence(held), _sequence(one)
    if past >= own:
        one["sequence"] = past if _content(one) == _content(held) else past + 1


def _cancelled(held: Component, entry: Entry | None) -> Component:
    """The entry once more, called off, on its first day alone and without an hour: the file
    may no longer define the zone it was in."""
    start = held.start if isinstance(held, Event) else None
    timed = isinstance(start, datetime)
    if _is_cancelled(held) and not timed and "rrule" not in held:
        return held
    one = held.copy(recursive=False)
    for name in ("rrule", "exdate"):
        one.pop(name, None)
    if isinstance(start, datetime):
        for name, day in (("dtstart", start.date()), ("dtend", start.date() + timedelta(days=1))):
            one.pop(name, None)
            one.add(name, day)
    if not _is_cancelled(held):
        one["summary"] = vText(f"Cancelled: {held.get('summary', '')}")
        one["status"] = vText("CANCELLED")
    one["sequence"] = max(_sequence(held) + 1, entry.sequence if entry is not None else 0)
    return one


def _is_cancelled(one: Component) -> bool:
    return str(one.get("status", "")) == "CANCELLED"


def _sequence(one: Component) -> int:
    try:
        return int(one.get("sequence", 0))
    except (TypeError, ValueError):
        return 0
