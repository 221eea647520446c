"""Which commits of a history are about a record, by a person, or of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from actionplan_tui.edits.change_words import change_text
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.plan import Plan

_HOLDERS = (
    ("step", "steps"),
    ("goal", "goals"),
    ("kpi", "kpis"),
    ("communication", "communications"),
)
"""Fields by which a record hangs from another, and the other's table."""


class Narrow(Struct, frozen=True, kw_only=True):
    """What is looked for in a history; what is not said leaves nothing out.

    `record` takes in what hangs from it (a step's barriers, resources, KPIs…). `by` is a part of
    a login. `since` and `until` are moments, both counted in. Every word of `text` must stand in
    the label, the login or a change.
    """

    record: tuple[str, int] | None = None
    by: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    text: str = ""
    review: int = 0


def narrowed(plan: Plan, rows: Sequence[HistoryRow], narrow: Narrow) -> list[HistoryRow]:
    """The commits that fit, in their order; where a record is asked for, with its changes alone."""
    found: list[HistoryRow] = []
    gone = _documents(rows) if narrow.record is not None else {}
    for row in rows:
        if not _fits(plan, row, narrow):
            continue
        if narrow.record is not None:
            changes = tuple(c for c in row.changes if narrow.record in _about(plan, c, gone))
            if not changes:
                continue
            found.append(replace(row, changes=changes))
        else:
            found.append(row)
    return found


def _fits(plan: Plan, row: HistoryRow, narrow: Narrow) -> bool:
    return (
        (narrow.since is None or row.at >= narrow.since)
        and (narrow.until is None or row.at <= narrow.until)
        and (not narrow.review or row.review == narrow.review)
        and narrow.by.casefold() in row.by.casefold()
        and (not narrow.text.strip() or _holds(plan, row, narrow.text))
    )


def _documents(rows: Iterable[HistoryRow]) -> dict[tuple[str, int], dict[str, Any]]:
    """The documents of records that were removed: they say what those hung from."""
    return {(c.table, c.id): c.before for row in rows for c in row.changes if c.removes}


def _about(
    plan: Plan, change: Change, gone: Mapping[tuple[str, int], dict[str, Any]]
) -> Iterator[tuple[str, int]]:
    """The records a change is about: its own, and those that its own hangs from."""
    yield change.table, change.id
    record = plan.find(change.table, change.id)
    document = gone.get((change.table, change.id), {})
    for field, table in _HOLDERS:
        if change.table == "steps" and field == "goal":
            continue  # a goal holds its steps, but a step's history is its own
        held = getattr(record, field, None) if record is not None else document.get(field)
        if isinstance(held, int):
            yield table, held


def _holds(plan: Plan, row: HistoryRow, text: str) -> bool:
    words = text.casefold().split()
    said = f"{row.label} {row.by} {row.kind}".casefold()
    left = [word for word in words if word not in said]
    if not left:
        return True
    said += " ".join(change_text(plan, change) for change in row.changes).casefold()
    return all(word in said for word in left)
