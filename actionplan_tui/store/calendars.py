"""What a commit means for calendars: which entries have changed, which are gone.

Entries (`analysis.entries`) before and after are compared, for the records that a commit
may have touched: its own, and those whose entry shows or waits for something it changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from actionplan_tui.analysis.clocks import last_measured, last_review
from actionplan_tui.analysis.entries import entries_of
from actionplan_tui.analysis.entry import Entry
from actionplan_tui.analysis.entry_reach import Changed, Key, reached
from actionplan_tui.model.plan import Plan


class News(NamedTuple):
    """What calendars must be told: the records whose entries differ, the entries that are
    gone, and the names of those that are there, of what the change reaches."""

    differs: frozenset[Key] = frozenset()
    gone: tuple[Entry, ...] = ()
    there: frozenset[str] = frozenset()


def news(before: Plan, after: Plan, changed: Changed) -> News:
    """What the change from one plan to the next means for calendars.

    Args:
        before: The plan.
        after: The plan with what changed.
        changed: The fields of each record that changed, all where it was added or removed.
    """
    differs: set[Key] = set()
    gone: list[Entry] = []
    there: set[str] = set()
    for key in sorted(reached(before, after, changed)):
        was = {entry.name: entry for entry in entries_of(before, *key)}
        now = {entry.name: entry for entry in entries_of(after, *key)}
        there.update(now)
        gone += [
            entry for name, entry in was.items() if name not in now and not _happened(after, entry)
        ]
        if _shown(before, was.values()) != _shown(after, now.values()):
            differs.add(key)
    return News(frozenset(differs), tuple(gone), frozenset(there))


def _shown(plan: Plan, entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """What a reader of a calendar sees: the entries, and the zone of those that have an hour."""
    zone = plan.info.time_zone
    return [(entry.shown, zone if entry.time is not None else "") for entry in entries]


def _happened(plan: Plan, entry: Entry) -> bool:
    """Whether it is gone because it was held: calendars keep what has been."""
    if entry.table == "plan":
        day = last_review(plan, "plan" if entry.kind == "review" else "communication")
    else:
        day = last_measured(plan, entry.id) if entry.table == "kpis" else None
    return day is not None and entry.day <= day
