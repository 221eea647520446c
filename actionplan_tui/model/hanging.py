"""What hangs from a step, a goal or any other record, found without a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Record

_FEW = 64
"""Records that may differ for an index to be mended rather than made anew."""


class _Index(Struct, frozen=True):
    """The ids of a table's live records by what their field names.

    `rising`: the table stands in the order of its ids, and so does every list.
    """

    rows: Mapping[int, Record]
    lists: dict[Any, tuple[int, ...]]
    rising: bool


def hanging(plan: Plan, table: str, field: str, id: int | None) -> tuple[int, ...]:
    """Ids of the live records of a table whose `field` names `id`, in the table's order.

    For example the resources of step 7: `hanging(plan, "resources", "step", 7)`. The index
    is made once for as long as the table does not change, and mended where it does. A field
    may name several: the steps that wait for step 7 are
    `hanging(plan, "steps", "depends_on", 7)`.
    """
    rows = plan.table(table)
    known: dict[tuple[str, str], _Index] = plan.__dict__.setdefault("hanging", {})
    index = known.get((table, field))
    if index is None or index.rows is not rows:
        index = known[table, field] = _mended(index, plan, table, field) or _made(rows, field)
    return index.lists.get(id, ())


def _made(rows: Mapping[int, Record], field: str) -> _Index:
    lists: dict[Any, list[int]] = {}
    for own, record in rows.items():
        if not record.archived:
            value = getattr(record, field)
            for id in value if isinstance(value, tuple) else (value,):
                lists.setdefault(id, []).append(own)
    return _Index(rows, {key: tuple(ids) for key, ids in lists.items()}, _rises(rows))


def _rises(rows: Mapping[int, Record]) -> bool:
    ids = list(rows)
    return ids == sorted(ids)


def _mended(known: _Index | None, plan: Plan, table: str, field: str) -> _Index | None:
    """An index brought up to date; None where it is to be made anew."""
    rows = plan.table(table)
    if known is None or not (known.rising and _rises(rows)):
        return None
    from actionplan_tui.model.differing import differing  # loaded with the second plan

    changed = differing(plan, table, known.rows)
    if len(changed) > _FEW:
        return None
    lists = dict(known.lists)
    for id in changed:
        for key in _named(known.rows.get(id), field):
            lists[key] = tuple([one for one in lists[key] if one != id])
        for key in _named(rows.get(id), field):
            # What a record names twice it hangs from twice, as in an index made anew.
            lists[key] = tuple(sorted((*lists.get(key, ()), id)))
    return _Index(rows, lists, True)


def _named(record: Record | None, field: str) -> Iterable[Any]:
    """What a record hangs from."""
    if record is None or record.archived:
        return ()
    value = getattr(record, field)
    return value if isinstance(value, tuple) else (value,)
