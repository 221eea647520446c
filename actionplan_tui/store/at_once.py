"""A plan file decoded straight into records, in one go, where that provably leaves nothing out.

Nearly every file is one that this program wrote. For any other answer, and for the words that say
what is wrong with a file, there is `store.reading`, which takes three times as long.
"""

from __future__ import annotations

from collections import deque
from itertools import repeat
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.records import Record
from actionplan_tui.store.decoding import Tables
from actionplan_tui.store.migrations import current
from actionplan_tui.store.reading import faults_of_mark, no_ids, paused_gc


class WholeFile(msgspec.Struct, frozen=True):
    """What a plan file holds: its tables as records by id, and the rest as documents."""

    tables: Tables
    rest: dict[str, dict[str, Any]]
    """`meta`, the file's word on itself, and `history`."""


_File: Any = msgspec.defstruct(
    "_File",
    [
        ("meta", dict[str, Any]),
        # A table that the file does not have is not to be counted among what was read.
        *((t.name, dict[str, t.type] | UnsetType, UNSET) for t in TABLES.values()),  # type: ignore
        ("history", dict[str, Any] | UnsetType, UNSET),
    ],
)


def read_at_once(raw: bytes) -> WholeFile | None:
    """What is in a plan file of today's schema, or None where another reader must look."""
    with paused_gc():
        try:
            file = msgspec.json.decode(raw, type=_File)
            if not _all_kept(raw, file):
                return None
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return None
        rest = {"meta": file.meta, "history": file.history or {}}
        if faults_of_mark(rest) or file.meta["1"]["schema"] != current():
            return None
        tables = {name: getattr(file, name) or {} for name in TABLES}
        if any(map(no_ids, (*tables.values(), rest["history"]))) or tables["plan"].keys() - {"1"}:
            return None
        if any(type(row) is not dict for row in rest["history"].values()):
            return None
        return WholeFile({name: _by_id(rows) for name, rows in tables.items()}, rest)


def _all_kept(raw: bytes, file: Any) -> bool:
    """Whether all that the bytes say is in what was read of them.

    A field, record or table said twice, or not known, is left out in reading, and with it at least
    the two quotation marks of its name. None can come in their place: a text has the marks in the
    file that it has when it is written again, unless one is spelt as a number (`\\u0022`).
    """
    if b"\\" in raw and b"\\u" in raw:
        return False
    names = file.__struct_fields__
    marks = sum(2 for name in names if getattr(file, name) is not UNSET)
    encoder, piece = msgspec.json.Encoder(), bytearray()
    for name in names:
        rows = getattr(file, name) or {}
        marks += 2 * len(rows)
        records = list(rows.values())
        for at in range(0, len(records), 64):
            encoder.encode_into(records[at : at + 64], piece)
            marks += piece.count(b'"')
    return marks == raw.count(b'"')


def _by_id(rows: dict[str, Record]) -> dict[int, Record]:
    found = dict(zip(map(int, rows), rows.values(), strict=True))
    # Nobody has seen these records yet, so giving each its own id is no change.
    deque(map(msgspec.structs.force_setattr, found.values(), repeat("id"), found), maxlen=0)
    return found
