"""What happened to a plan: history, undo, merging and the audit log are lists of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from actionplan_tui.model import codec
from actionplan_tui.model.differing import differing
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import STAMPS, Record


class Change(Struct, frozen=True, omit_defaults=True):
    """What happened to one field of one record, in JSON values.

    With no `field`, the whole record was added (`after` is its document) or removed
    (`before` is). A negative id is provisional: the store has not yet given one.
    """

    table: str
    id: int
    field: str = ""
    before: Any = None
    after: Any = None

    @property
    def adds(self) -> bool:
        """Whether this adds a record."""
        return not self.field and self.before is None

    @property
    def removes(self) -> bool:
        """Whether this removes a record."""
        return not self.field and self.after is None

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.id, self.field, self.after, self.before)


def diff(before: Plan, after: Plan) -> tuple[Change, ...]:
    """The changes from one plan to another, removals last. Stamps are not compared."""
    found: list[Change] = []
    gone: list[Change] = []
    for table in TABLES:
        old, new = before.table(table), after.table(table)
        for id in differing(after, table, old):
            was, record = old.get(id), new.get(id)
            if record is None:
                gone.append(Change(table, id, before=codec.encode(old[id])))
            elif was is None:
                found.append(Change(table, id, after=codec.encode(record)))
            else:
                found.extend(_field_changes(table, was, record))
    return (*found, *gone)


def _field_changes(table: str, old: Record, new: Record) -> Iterable[Change]:
    for field in new.__struct_fields__:
        was, now = getattr(old, field), getattr(new, field)
        if was != now and field not in STAMPS:
            yield Change(table, new.id, field, codec.encode_value(was), codec.encode_value(now))


def replay(plan: Plan, changes: Iterable[Change]) -> Plan:
    """The plan with the changes made in it, where their records still are.

    Raises: Problem when a value is not what its field must hold.
    """
    edited: dict[str, dict[int, Record]] = {}
    gone: dict[str, set[int]] = {}
    for change in changes:
        rows = edited.setdefault(change.table, {})
        if change.adds:
            rows[change.id] = codec.decode(change.table, change.id, change.after)
            gone.get(change.table, set()).discard(change.id)  # removed before, and back again
        elif change.removes:
            rows.pop(change.id, None)
            gone.setdefault(change.table, set()).add(change.id)
        else:
            record = rows.get(change.id) or plan.find(change.table, change.id)
            if record is not None:
                value = codec.decode_fields(change.table, {change.field: change.after})
                rows[change.id] = msgspec.structs.replace(record, **value)
    for table, records in edited.items():
        if records:
            plan = plan.put(table, *records.values())
    for table, ids in gone.items():
        plan = plan.drop(table, ids)
    return plan


def only_sets_fields(changes: Iterable[Change]) -> bool:
    """Whether no record is added, removed or moved: such changes may show at once."""
    return all(change.field and change.field not in _PLACES for change in changes)


_PLACES = frozenset({"parent", "goal", "position"})


def renumber(change: Change, ids: Mapping[tuple[str, int], int]) -> Change:
    """The change with provisional ids, its own and those it names, replaced by real ones."""
    if not ids:
        return change
    id = ids.get((change.table, change.id), change.id)
    if change.field:
        before = _renumber_value(change.table, change.field, change.before, ids)
        after = _renumber_value(change.table, change.field, change.after, ids)
    else:
        before = _renumber_document(change.table, change.before, ids)
        after = _renumber_document(change.table, change.after, ids)
    return Change(change.table, id, change.field, before, after)


def _renumber_document(table: str, document: Any, ids: Mapping[tuple[str, int], int]) -> Any:
    if not isinstance(document, dict):
        return document
    return {field: _renumber_value(table, field, value, ids) for field, value in document.items()}


def _renumber_value(table: str, field: str, value: Any, ids: Mapping[tuple[str, int], int]) -> Any:
    from actionplan_tui.model.references import BY_FIELD  # who only reads a plan needs none

    reference = BY_FIELD.get((table, field))
    if reference is None or value is None:
        return _renumber_cadence(value, ids) if field == "cadence" and value else value
    if reference.many:
        return [ids.get((reference.target, one), one) for one in value]
    return ids.get((reference.target, value), value)


def _renumber_cadence(value: str, ids: Mapping[tuple[str, int], int]) -> Any:
    """A cadence that waits for a step which had no id until now."""
    from actionplan_tui.model.cadence import step_to_come  # as above

    step = step_to_come(value)
    return value if step is None else f"at S{ids.get(('steps', step), step)}"
