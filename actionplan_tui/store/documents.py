"""Values and documents as a plan file holds them, beside records as the plan does."""

from __future__ import annotations

from typing import Any

from actionplan_tui.edits.changes import Change
from actionplan_tui.model import codec, records
from actionplan_tui.model.codec import Document
from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.records import STAMPS, Record

Key = tuple[str, int]
"""A record: its table and id."""


def value_of(record: Record, field: str) -> Any:
    """A field as the file holds it: several values are a list there."""
    return codec.encode_value(getattr(record, field))


def as_stored(change: Change) -> Change:
    """The change with lists where a record has tuples, as it is when read from the history."""
    before, after = (
        {field: codec.listed(one) for field, one in value.items()}
        if isinstance(value, dict)
        else codec.listed(value)
        for value in (change.before, change.after)
    )
    return Change(change.table, change.id, change.field, before, after)


def is_default(table: str, field: str, value: Any) -> bool:
    """Whether a value need not be stored."""
    return bool(value == codec.default(table, field))


def tidy(table: str, document: Document) -> Document:
    """The document without its id and without values that need no storing."""
    return {
        field: value
        for field, value in document.items()
        if field != "id" and not is_default(table, field, value)
    }


def record_of(key: Key, document: Document) -> Record:
    """The record of a document, which may hold fields of a newer version.

    Raises: Problem naming the field that cannot be.
    """
    record_type = TABLES[key[0]].type
    known = {field: document[field] for field in record_type.__struct_fields__ if field in document}
    return records.make(record_type, **{**known, "id": key[1]})


def is_same(key: Key, record: Record, document: Document) -> bool:
    """Whether a record says what a document says, stamps apart."""
    other = record_of(key, document)
    return all(
        getattr(record, field) == getattr(other, field)
        for field in record.__struct_fields__
        if field not in STAMPS
    )
