"""Putting one commit's changes on a plan that others may have changed meanwhile."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.changes import Change, renumber
from actionplan_tui.edits.edit import refuse_taken_name
from actionplan_tui.edits.protocol import Commit, Conflict, HistoryRow
from actionplan_tui.model import records, rules
from actionplan_tui.model.codec import Document
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import STAMPS, Record
from actionplan_tui.model.references import REFERENCES, Reference
from actionplan_tui.store.documents import (
    Key,
    as_stored,
    is_default,
    is_same,
    record_of,
    tidy,
    value_of,
)

STORE_MADE = frozenset({"tombstones"})
"""Tables that only the store writes: a commit's changes to them are left out."""


_PEOPLE = "stakeholders"


class Merge:
    """What is left of a commit on the newest plan: what really happens.

    `plan` is the plan after it and `changes` are those that make it so. `added`, `set` and
    `removed` say by table and id what becomes of the documents: new ones, JSON values of
    fields, and what was stored.
    """

    def __init__(
        self,
        plan: Plan,
        commit: Commit,
        history: Sequence[HistoryRow],
        *,
        stored: Callable[[Key], Document],
        give_id: Callable[[str], int],
    ) -> None:
        """Merge the commit.

        Raises: Problem when it breaks a rule on the merged plan, or names what is gone.
        """
        self.before = plan
        self.history = history
        self.takes_back = commit.kind in ("undo", "redo")
        self.conflicts: list[Conflict] = []
        self.skipped: list[Change] = []
        self.added: dict[Key, Document] = {}
        self.set: dict[Key, Document] = {}
        self.removed: dict[Key, Document] = {}
        self._stored = stored
        wanted = [as_stored(one) for one in commit.changes if one.table not in STORE_MADE]
        _check_form(wanted)
        self.ids = {
            (one.table, one.id): self._of_that_name(one) or give_id(one.table)
            for one in wanted
            if one.adds and one.id < 0
        }
        self._take([renumber(one, self.ids) for one in wanted])
        self.plan = self._settled()
        self.changes = self._made_changes()
        self._refuse_taken_names()
        rules.check(self.plan, [(one.table, one.id, one.field) for one in self.changes])

    def _made_changes(self) -> tuple[Change, ...]:
        found = [Change(*key, after=dict(document)) for key, document in self.added.items()]
        for key, values in self.set.items():
            record = self.before.get(*key)
            for field, value in values.items():
                was = value_of(record, field)
                if was != value:
                    found.append(Change(*key, field, was, value))
        return (
            *found,
            *(Change(*key, before=document) for key, document in self.removed.items()),
        )

    # People are one record each, whoever names them first

    def _of_that_name(self, change: Change) -> int | None:
        """Whom somebody has added meanwhile under the name that this commit adds."""
        return find_name(self.before, _name_in(change)) if change.table == _PEOPLE else None

    def _refuse_taken_names(self) -> None:
        """Refuse a name that somebody was given meanwhile; what is taken back may have it."""
        for (table, id), values in self.set.items():
            if table == _PEOPLE and "name" in values and not self.takes_back:
                refuse_taken_name(self.before, id, values["name"])

    def _fill(self, key: Key, present: Record, document: Document) -> None:
        """Add to a person what is known of them here and blank there."""
        for field, value in tidy(key[0], document).items():
            if field not in STAMPS and is_default(key[0], field, value_of(present, field)):
                self.set.setdefault(key, {})[field] = value

    def _take(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.adds:
                self._add(change)
        for change in changes:
            if change.field and change.field not in STAMPS:
                self._set(change)
        for change in changes:
            if change.removes:
                self._remove(change)

    def _add(self, change: Change) -> None:
        key = change.table, change.id
        present = self.before.find(*key)
        if present is None:
            self.added[key] = tidy(change.table, change.after)
        elif change.table == _PEOPLE and change.id in self.ids.values():
            self._fill(key, present, change.after)
        elif not is_same(key, present, change.after):
            if not self.takes_back:
                raise Problem(f"{_name(key)} is already there", table=key[0], id=key[1])
            self.skipped.append(change)

    def _set(self, change: Change) -> None:
        key, field = (change.table, change.id), change.field
        if key in self.added:
            self.added[key] = tidy(change.table, {**self.added[key], field: change.after})
            return
        record = self.before.find(*key)
        if record is None:
            self._gone(key, change)
            return
        values = self.set.get(key, {})
        current = values[field] if field in values else value_of(record, field)
        if current == change.after:
            return
        value = change.after
        if current != change.before:
            if all(isinstance(one, list) for one in (change.before, change.after, current)):
                value = merge_lists(change.before, change.after, current)
            elif self.takes_back:
                self.skipped.append(change)
                return
            else:
                self.conflicts.append(Conflict(change, current, self._who(key, field)))
        self.set.setdefault(key, {})[field] = value

    def _remove(self, change: Change) -> None:
        key = change.table, change.id
        record = self.before.find(*key)
        if key[0] == "plan":
            raise Problem("the plan's own record cannot be removed", table="plan", id=1)
        if record is None:
            return  # that is what was wanted
        if not is_same(key, record, change.before):
            if self.takes_back:
                self.skipped.append(change)
                return
            raise Problem(
                f"{_name(key)} was changed by {self._who(key, '')} meanwhile:"
                " look at it, then remove it again",
                table=key[0],
                id=key[1],
            )
        self.removed[key] = self._stored(key)

    def _gone(self, key: Key, change: Change) -> None:
        if self.takes_back:
            self.skipped.append(change)
            return
        for row in reversed(self.history):
            if any(one.removes and (one.table, one.id) == key for one in row.changes):
                raise Problem(
                    f"{_name(key)} was removed by {row.by} meanwhile", table=key[0], id=key[1]
                )
        self.before.get(*key)  # says that there is none

    def _who(self, key: Key, field: str) -> str:
        """Who last changed a field, or anything of the record."""
        for row in reversed(self.history):
            for one in row.changes:
                if (one.table, one.id) == key and (not field or one.field in (field, "")):
                    return row.by
        record = self.before.find(*key)
        return (record.updated_by if record else "") or "someone"

    # What names a removed record

    def _settled(self) -> Plan:
        """The plan after the changes, with nothing in it that names what they remove."""
        while True:
            plan = self._made()
            dangling = list(_dangling(plan, self.removed)) if self.removed else []
            if not dangling:
                return plan
            for reference, holder, target in dangling:
                self._let_go(reference, holder, target)

    def _let_go(self, reference: Reference, holder: Record, target: Key) -> None:
        """Deal with a record that came to name, meanwhile, one that this commit removes."""
        key = reference.table, holder.id
        if target not in self.removed or key in self.removed:
            return  # dealt with by another of its references
        if self.takes_back:
            self.skipped.append(Change(*target, before=self.removed.pop(target)))
        elif key in self.added or reference.on_remove == "refuse":
            raise Problem(
                f"{_name(target)} cannot be removed: it is named by {_name(key)}"
                f" ({reference.field}), set by {self._who(key, reference.field)} meanwhile",
                table=reference.table,
                id=holder.id,
                field=reference.field,
            )
        elif reference.on_remove == "cascade":
            self.set.pop(key, None)
            self.removed[key] = self._stored(key)
        else:
            value = getattr(holder, reference.field)
            left = [one for one in value if one != target[1]] if reference.many else None
            self.set.setdefault(key, {})[reference.field] = left

    def _made(self) -> Plan:
        changed: dict[str, list[Record]] = {}
        for (table, id), document in self.added.items():
            record = record_of((table, id), document)
            changed.setdefault(table, []).append(record)
        for (table, id), values in self.set.items():
            record = records.amend(self.before.get(table, id), **values)
            changed.setdefault(table, []).append(record)
        plan = self.before
        for table, rows in changed.items():
            plan = plan.put(table, *rows)
        for table in {table for table, _ in self.removed}:
            plan = plan.drop(table, (id for name, id in self.removed if name == table))
        return plan


def merge_lists(before: list[Any], after: list[Any], current: list[Any]) -> list[Any]:
    """What `after` added to and removed from `before`, done to `current`, in its order."""
    added = [one for one in after if one not in before and one not in current]
    gone = [one for one in before if one not in after]
    if not added and not gone:  # only the order has changed
        return [
            *(one for one in after if one in current),
            *(one for one in current if one not in after),
        ]
    return [*(one for one in current if one not in gone), *added]


def _dangling(plan: Plan, removed: Iterable[Key]) -> Iterator[tuple[Reference, Record, Key]]:
    gone: dict[str, set[int]] = {}
    for table, id in removed:
        gone.setdefault(table, set()).add(id)
    for reference in REFERENCES:
        ids = gone.get(reference.target)
        if ids:
            for holder in plan.table(reference.table).values():
                value = getattr(holder, reference.field)
                for id in value if reference.many else (value,):
                    if id in ids:
                        yield reference, holder, (reference.target, id)


def _check_form(changes: Iterable[Change]) -> None:
    """Refuse a change that no plan file could hold."""
    for change in changes:
        table = TABLES.get(change.table)
        if table is None:
            raise Problem(f"a plan has no table {change.table}")
        if change.field and change.field not in table.type.__struct_fields__:
            raise Problem(f"a {table.noun} has no field {change.field}", table=change.table)
        values = change.after.values() if isinstance(change.after, dict) else (change.after,)
        for value in values:
            if isinstance(value, float) and not math.isfinite(value):
                raise Problem(
                    f"{change.field or table.noun}: {value} is no number",
                    table=change.table,
                    id=change.id,
                    field=change.field,
                )


def _name_in(change: Change) -> str:
    """The name in the document of somebody who is added."""
    return str(change.after.get("name") or "")


def _name(key: Key) -> str:
    table, id = key
    return ref(table, id) if TABLES[table].letter else f"{TABLES[table].noun} {id}"
