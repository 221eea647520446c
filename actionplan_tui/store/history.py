"""The history of a plan: its newest rows in the plan file, older ones in a file beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.store import writing
from actionplan_tui.store.tables import PlanDB

MOST_ROWS, MOST_BYTES = 500, 256 * 1024
"""What the plan file holds of the history at most, its rows counted as compact JSON."""

_AFTER_TRIM = 0.8
"""The part that stays when it is trimmed, so that not every save has to trim."""


class _Line(msgspec.Struct, frozen=True):
    """A line of the overflow file: a row, and the plan it belongs to."""

    plan_id: str
    row: HistoryRow


def overflow_path(plan: Path) -> Path:
    """Where the older history of a plan file is."""
    return plan.with_name(f"{plan.stem}.history.jsonl")


def trim(db: PlanDB, plan_id: str, rows: tuple[HistoryRow, ...]) -> tuple[HistoryRow, ...]:
    """Move the oldest rows to the overflow file if there are too many; gives those that stay.

    They are on the disk there before the plan file lets go of them. When that file cannot be
    written they all stay. Inside a transaction only.
    """
    sizes = [len(msgspec.json.encode(row)) for row in rows]
    if len(rows) <= MOST_ROWS and sum(sizes) <= MOST_BYTES:
        return rows
    first, left = 0, sum(sizes)
    while first < len(rows) - 1 and (
        len(rows) - first > MOST_ROWS * _AFTER_TRIM or left > MOST_BYTES * _AFTER_TRIM
    ):
        left -= sizes[first]
        first += 1
    try:
        _append(db.storage.path, plan_id, rows[:first])
    except OSError:
        return rows
    db.table("history").delete(row.revision for row in rows[:first])
    return rows[first:]


def _append(plan: Path, plan_id: str, rows: tuple[HistoryRow, ...]) -> None:
    path = overflow_path(plan)
    if not path.exists():
        writing.make_shared(path, plan)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(path, flags, 0o666)
    try:
        lines = b"".join(msgspec.json.encode(_Line(plan_id, row)) + b"\n" for row in rows)
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            lines = b"\n" + lines  # after a line that a crash cut short
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def overflow(plan: Path, plan_id: str) -> list[HistoryRow]:
    """The rows of a plan in its overflow file; a line cut short by a crash is left out.

    Raises: OSError when the file is there and cannot be read.
    """
    found: list[HistoryRow] = []
    try:
        raw = overflow_path(plan).read_bytes()
    except FileNotFoundError:
        return found
    for line in raw.splitlines():
        with suppress(msgspec.MsgspecError, UnicodeError):
            one = msgspec.json.decode(line, type=_Line)
            if one.plan_id == plan_id:
                found.append(one.row)
    return found


def joined(older: list[HistoryRow], newer: tuple[HistoryRow, ...]) -> list[HistoryRow]:
    """Both in order; a row that a killed save left in both counts once."""
    rows = {(row.revision, row.at, row.session): row for row in (*older, *newer)}
    return sorted(rows.values(), key=lambda row: (row.revision, row.at))
