"""What was removed from a plan and a calendar may still hold, as entries that are called off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import attrgetter
from typing import cast

from actionplan_tui.analysis.agenda import AgendaKind
from actionplan_tui.analysis.entry import Entry
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Tombstone

_BY_TABLE: dict[str, AgendaKind] = {
    "steps": "due",
    "communications": "communication",
    "corrective_actions": "corrective action",
    "kpis": "kpi measurement",
}
"""The kind of a tombstone that does not say what it was shown as."""


def removed(plan: Plan, alive: Collection[str]) -> Iterator[Entry]:
    """The plan's tombstones as entries; none whose name is among those `alive`."""
    found: dict[str, Entry] = {}
    for stone in sorted(plan.tombstones.values(), key=attrgetter("kind", "of", "sequence")):
        entry = entry_of_stone(plan, stone)
        if entry is not None and entry.name not in alive:
            found[entry.name] = entry  # the latest, should there be two
    yield from found.values()


def entry_of_stone(plan: Plan, stone: Tombstone) -> Entry | None:
    """The entry that a tombstone stands for; None when it was in no calendar."""
    kind = stone.shown_as or _BY_TABLE.get(stone.kind)
    if kind is None or stone.date is None:
        return None
    return Entry(
        kind=cast("AgendaKind", kind),
        table=stone.kind,
        id=stone.of,
        key=stone.key,
        day=stone.date,
        title=stone.title,
        summary=stone.title,
        description="",  # nothing that may change: it has no sequence of its own to raise
        stamped=(stone,),
        sequence=stone.sequence,
        status="cancelled",
        people=stone.people,
        audience=stone.audience,
        goal=stone.goal,
    )
