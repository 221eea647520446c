"""Records to and from the plain JSON documents of a plan file."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import msgspec

from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record

Document = dict[str, Any]
"""What TinyDB stores for one record: its fields as JSON values, defaults left out."""


def encode(record: Record) -> Document:
    """The document of a record, without its id, which is the document's own id."""
    document = cast("Document", msgspec.to_builtins(record))
    document.pop("id", None)
    return {name: listed(value) for name, value in document.items()}


def decode(table: str, id: int, document: Document) -> Record:
    """The record of a document; fields it does not know are left to the file.

    Raises: Problem naming table, id and field, when a value is not what it must be.
    """
    try:
        return msgspec.convert({**document, "id": id}, TABLES[table].type)
    except msgspec.ValidationError as error:
        raise Problem(f"{table} {id}: {error}", table=table, id=id) from None


def encode_value(value: Any) -> Any:
    """One field's value as JSON holds it."""
    return value if type(value) in _JSON else listed(msgspec.to_builtins(value))


def listed(value: Any) -> Any:
    """A tuple as the list that it is in JSON, so that what is written equals what is read."""
    return list(value) if isinstance(value, tuple) else value


def decode_fields(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """JSON values of some fields of a table as a record holds them.

    Raises: Problem when a value is not what it must be.
    """
    record = decode(table, 0, values)
    return {name: getattr(record, name) for name in values}


def default(table: str, field: str) -> Any:
    """The JSON value a field has when a document leaves it out."""
    return _defaults(table).get(field)


@cache
def _defaults(table: str) -> dict[str, Any]:
    record = TABLES[table].type()
    return {name: encode_value(getattr(record, name)) for name in record.__struct_fields__}


_JSON = frozenset({str, int, float, bool, type(None)})
