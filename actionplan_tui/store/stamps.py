"""What the store alone writes into records: stamps, calendar sequences and tombstones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from actionplan_tui.analysis.entry import Entry
from actionplan_tui.analysis.removed import entry_of_stone
from actionplan_tui.model import codec
from actionplan_tui.model.codec import Document
from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.records import STAMPS, Record, Tombstone
from actionplan_tui.store.calendars import News, news
from actionplan_tui.store.documents import Key, is_default
from actionplan_tui.store.merging import Merge

CALENDAR_FIELDS: dict[str, frozenset[str]] = {
    "plan": frozenset(
        {
            "review_cadence",
            "last_review",
            "communication_review_cadence",
            "last_communication_review",
        }
    ),
    "goals": frozenset({"target_date", "statement", "archived"}),
    "steps": frozenset(
        {"due", "title", "kind", "lead", "finished", "on_hold", "cancelled", "archived"}
    ),
    "communications": frozenset(TABLES["communications"].type.__struct_fields__)
    - STAMPS
    - {"confirmed"},
    "kpis": frozenset({"frequency", "name", "archived"}),
    "corrective_actions": frozenset({"due", "decision", "status", "archived"}),
    "reviews": frozenset({"next", "archived"}),
}
"""The fields a calendar shows: changing one raises the record's sequence."""


class Stamped:
    """A merge with what the store adds to it.

    `plan` is the plan to acknowledge; `added`, `set` and `removed` are as in the merge, with
    stamps, sequences and tombstones. None of these is a change of the history.
    """

    def __init__(
        self, merge: Merge, *, by: str, at: dt.datetime, give_id: Callable[[str], int]
    ) -> None:
        """Stamp what the merge touches."""
        self.plan = merge.plan
        self.added: dict[Key, Document] = {}
        self.set: dict[Key, Document] = {}
        self.removed: set[Key] = set(merge.removed)
        self._at, self._by = at, by
        self._records: dict[Key, Record] = {}
        self._buried: dict[Key, list[int]] = {}
        for id, stone in self.plan.tombstones.items():
            self._buried.setdefault((stone.kind, stone.of), []).append(id)
        fresh = {(table, id) for (table, _), id in merge.ids.items()}
        for key, document in merge.added.items():
            self._stamp_added(key, document, fresh=key in fresh)
        for key, values in merge.set.items():
            seen = CALENDAR_FIELDS.get(key[0], frozenset()) & values.keys()
            self._stamp_set(key, values, raised=bool(seen), updated_at=at, updated_by=by)
        told = news(merge.before, merge.plan, _changed(merge))
        raised = {key for key in self._records if _raised(merge, key)} | merge.removed.keys()
        for key in sorted({*self._shown_by_name(merge), *told.differs} - raised):
            self._stamp_set(key, {}, raised=True)
        for entry in told.gone:
            self._bury(merge.before.get(entry.table, entry.id), entry, give_id)
        self._unbury(told)
        self._put()

    def _stamp_added(self, key: Key, document: Document, *, fresh: bool) -> None:
        stamps: dict[str, Any] = {"updated_at": self._at, "updated_by": self._by}
        record = self.plan.get(*key)
        if fresh or record.created_at is None:
            stamps |= {"created_at": self._at, "created_by": self._by}
        buried = self._buried.get(key, [])
        past = [self.plan.tombstones[id].sequence + 1 for id in buried]
        stamps["sequence"] = max([*past, 0 if fresh else record.sequence])
        if past:
            stamps["sequenced_at"] = self._at
        self._records[key] = msgspec.structs.replace(record, **stamps)
        kept = {field: value for field, value in document.items() if field not in STAMPS}
        self.added[key] = {**kept, **_stamps_of(self._records[key])}

    def _stamp_set(self, key: Key, values: Document, *, raised: bool, **stamps: Any) -> None:
        record = self._records.get(key) or self.plan.get(*key)
        if raised:
            stamps |= {"sequence": record.sequence + 1, "sequenced_at": self._at}
        self._records[key] = msgspec.structs.replace(record, **stamps)
        encoded = {field: codec.encode_value(value) for field, value in stamps.items()}
        stored = {
            field: None if is_default(key[0], field, value) else value
            for field, value in values.items()
        }
        self.set[key] = {**self.set.get(key, {}), **stored, **encoded}

    def _shown_by_name(self, merge: Merge) -> Iterable[Key]:
        """Records whose calendar entry shows a name that the merge changes."""
        named = {
            id
            for (table, id), values in merge.set.items()
            if table == "stakeholders" and "name" in values
        }
        if not named:
            return
        for step in self.plan.steps.values():
            if step.lead in named and not _raised(merge, ("steps", step.id)):
                yield "steps", step.id
        for line in self.plan.communications.values():
            shows = line.responsible in named or not named.isdisjoint(line.audience)
            if shows and not _raised(merge, ("communications", line.id)):
                yield "communications", line.id

    def _bury(self, record: Record, entry: Entry, give_id: Callable[[str], int]) -> None:
        """Leave a tombstone of an entry that a calendar may hold and the plan has no more."""
        alive = self._records.get((entry.table, entry.id)) or self.plan.find(entry.table, entry.id)
        stone = Tombstone(
            id=give_id("tombstones"),
            kind=entry.table,
            of=entry.id,
            title=entry.title,
            date=entry.day,
            shown_as=entry.kind,
            key=entry.key,
            people=entry.people,
            audience=entry.audience,
            goal=entry.goal,
            sequence=alive.sequence if alive is not None else record.sequence + 1,
            created_at=self._at,
            created_by=self._by,
        )
        self._records["tombstones", stone.id] = stone
        self.added["tombstones", stone.id] = codec.encode(stone)

    def _unbury(self, told: News) -> None:
        """Take away the tombstones of what is there again, or gone once more."""
        names = {*told.there, *(entry.name for entry in told.gone)}
        for id, stone in self.plan.tombstones.items():
            entry = entry_of_stone(self.plan, stone)
            if entry is not None and entry.name in names:
                self.removed.add(("tombstones", id))

    def _put(self) -> None:
        tables: dict[str, list[Record]] = {}
        for (table, _), record in self._records.items():
            tables.setdefault(table, []).append(record)
        for table, rows in tables.items():
            self.plan = self.plan.put(table, *rows)
        buried = [id for table, id in self.removed if table == "tombstones"]
        if buried:
            self.plan = self.plan.drop("tombstones", buried)


def _changed(merge: Merge) -> dict[Key, frozenset[str]]:
    """The fields of each record that a merge changes."""
    changed = {key: frozenset(values) for key, values in merge.set.items()}
    for key in (*merge.added, *merge.removed):
        changed[key] = frozenset(TABLES[key[0]].type.__struct_fields__)
    return changed


def _raised(merge: Merge, key: Key) -> bool:
    return key in merge.added or bool(
        CALENDAR_FIELDS.get(key[0], frozenset()) & merge.set.get(key, {}).keys()
    )


def _stamps_of(record: Record) -> Document:
    document = codec.encode(record)
    return {field: document[field] for field in document if field in STAMPS}
