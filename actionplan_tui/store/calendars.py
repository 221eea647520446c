"""What a commit means for calendars: which entries have changed, which are gone.

Entries (`analysis.entries`) before and after are compared, for the records that a commit
may have touched: its own, and those whose entry shows or waits for something it changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actionplan_tui.analysis.clocks import last_measured, last_review
from actionplan_tui.analysis.entries import ENTRY_TABLES, entries_of
from actionplan_tui.analysis.entry import Entry
from actionplan_tui.model.plan import Plan
from actionplan_tui.store.documents import Key
from actionplan_tui.store.merging import Merge

_FIELDS_SHOWN: dict[str, frozenset[str]] = {
    "steps": frozenset(
        {"title", "kind", "lead", "owner", "due", "finished", "percent", "on_hold", "cancelled"}
    ),
    "goals": frozenset({"statement", "owner", "archived"}),
    "stakeholders": frozenset({"name"}),
    "plan": frozenset({"title", "owner", "time_zone", "remind_due"}),
}
"""By table: the fields that entries of a step show, its own or those of others."""

_PLACES = frozenset({"goal", "parent", "archived"})
"""The fields that say where a step stands."""

_CLOCKS: dict[str, frozenset[str]] = {
    "plan": frozenset(
        {
            "start",
            "target_end",
            "holidays",
            "work_week",
            "review_cadence",
            "last_review",
            "communication_review_cadence",
            "last_communication_review",
        }
    ),
    "goals": frozenset({"target_date"}),
}
"""By table: the fields that what repeats counts from or ends with."""


class News(NamedTuple):
    """What calendars must be told: the records whose entries differ, the entries that are
    gone, and the names of all that are there."""

    differs: frozenset[Key] = frozenset()
    gone: tuple[Entry, ...] = ()
    there: frozenset[str] = frozenset()


def news(merge: Merge) -> News:
    """What a commit means for calendars."""
    differs: set[Key] = set()
    gone: list[Entry] = []
    there: set[str] = set()
    for key in _touched(merge):
        was = {entry.name: entry for entry in entries_of(merge.before, *key)}
        now = {entry.name: entry for entry in entries_of(merge.plan, *key)}
        there.update(now)
        gone += [
            entry
            for name, entry in was.items()
            if name not in now and not _happened(merge.plan, entry)
        ]
        if _shown(merge.before, was.values()) != _shown(merge.plan, now.values()):
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


def _touched(merge: Merge) -> Iterable[Key]:
    """The records of ENTRY_TABLES whose entries the commit may change."""
    if any(
        _sets(merge, table, _FIELDS_SHOWN[table]) for table in ("goals", "stakeholders", "plan")
    ):
        return [(table, id) for table in ENTRY_TABLES for id in _either(merge, table)]
    found: dict[Key, None] = dict.fromkeys(
        key for key in (*merge.added, *merge.set, *merge.removed) if key[0] in ENTRY_TABLES
    )
    if any(_sets(merge, table, fields) for table, fields in _CLOCKS.items()):
        found |= dict.fromkeys(
            (table, id)
            for table in ("communications", "plan", "kpis")
            for id in _either(merge, table)
        )
    steps = set(_steps_touched(merge))
    found = {key: None for key in found if key[0] != "steps"}
    found |= dict.fromkeys(("steps", id) for id in sorted(steps))
    if steps:
        found |= dict.fromkeys(_waiting(merge, steps))
    for table, id in (*merge.added, *merge.set, *merge.removed):
        if table == "reviews":
            found["plan", 1] = None
        elif table == "measurements":
            both = (plan.measurements.get(id) for plan in (merge.before, merge.plan))
            found |= dict.fromkeys(("kpis", one.kpi) for one in both if one is not None)
    return found


def _sets(merge: Merge, table: str, fields: frozenset[str]) -> bool:
    return any(
        key[0] == table and not fields.isdisjoint(values) for key, values in merge.set.items()
    )


def _either(merge: Merge, table: str) -> list[int]:
    return sorted({*merge.before.table(table), *merge.plan.table(table)})


def _steps_touched(merge: Merge) -> Iterator[int]:
    """Steps whose entry may differ: their own fields, what stands under them or above."""
    below: set[int] = set()
    for table, id in (*merge.added, *merge.removed):
        if table == "steps":
            yield id
            yield from _parents(merge, id)
    for (table, id), values in merge.set.items():
        if table != "steps":
            continue
        if not _PLACES.isdisjoint(values) or "cancelled" in values:
            below.add(id)
            yield from _parents(merge, id)
        elif not _FIELDS_SHOWN["steps"].isdisjoint(values):
            yield id
    yield from _and_below(merge, below)


def _parents(merge: Merge, id: int) -> Iterator[int]:
    for plan in (merge.before, merge.plan):
        step = plan.steps.get(id)
        if step is not None and step.parent is not None:
            yield step.parent


def _and_below(merge: Merge, ids: set[int]) -> set[int]:
    """The steps and all that stood or stand under them."""
    found = set(ids)
    while ids:
        ids = {
            step.id
            for plan in (merge.before, merge.plan)
            for step in plan.steps.values()
            if step.parent in ids and step.id not in found
        }
        found |= ids
    return found


def _waiting(merge: Merge, steps: set[int]) -> Iterator[Key]:
    """Communications that are about one of these steps, or wait for one; and reviews that may."""
    waited = {f"at S{id}" for id in steps}
    for line in merge.plan.communications.values():
        if line.step in steps or line.cadence in waited:
            yield "communications", line.id
    for id, kpi in merge.plan.kpis.items():
        if kpi.step in steps:
            yield "kpis", id
    yield "plan", 1
