"""The records of a plan from its documents, sharing what has not changed since last time."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import cache
from itertools import repeat
from typing import Any

import msgspec

from actionplan_tui.model import codec
from actionplan_tui.model.codec import Document
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import PlanInfo, Record
from actionplan_tui.store.migrations import Tree
from actionplan_tui.store.reading import paused_gc

Tables = Mapping[str, Mapping[int, Any]]
"""Records of each table of the plan by id."""


def plan_of(tree: Tree, last: Plan | None) -> Plan:
    """The plan in a tree; records equal to those of the last plan are the same objects.

    Raises: Problem naming record and field, when a value is not what it must be.
    """
    return plan_with(tables_of(tree), last)


def tables_of(tree: Tree) -> Tables:
    """The records in a tree.

    Raises: Problem naming record and field, when a value is not what it must be.
    """
    with paused_gc():
        return {name: _records(name, documents_of(tree, name)) for name in TABLES}


def plan_with(tables: Tables, last: Plan | None) -> Plan:
    """The plan of all these tables; records equal to those of the last plan are shared."""
    others = {name: records for name, records in tables.items() if name != "plan"}
    info = tables["plan"].get(1, PlanInfo(id=1))
    if last is None:
        return Plan(info=info, **others)
    plan = last if info == last.info else last.put("plan", info)
    for name, records in others.items():
        plan = _with(plan, name, records)
    return plan


def documents_of(tree: Tree, table: str) -> dict[int, Document]:
    """The documents of a table by their ids, as the tree holds them: not to be changed."""
    rows: dict[str, Document] = tree.get(table, {})
    return dict(zip(map(int, rows), rows.values(), strict=True))


def _with(plan: Plan, name: str, records: Mapping[int, Record]) -> Plan:
    old = plan.table(name)
    changed = [record for id, record in records.items() if old.get(id) != record]
    gone = old.keys() - records.keys()
    if changed:
        plan = plan.put(name, *changed)
    return plan.drop(name, gone) if gone else plan


@cache
def _list_of(table: str) -> Any:
    return list[TABLES[table].type]  # type: ignore[misc]


def _records(name: str, rows: dict[int, Document]) -> dict[int, Record]:
    if not rows:  # even an empty list would have its type looked into
        return {}
    try:
        found: list[Record] = msgspec.convert(list(rows.values()), _list_of(name))
    except msgspec.ValidationError:
        for id, document in rows.items():
            _check(name, id, document)
        raise
    # The id is the key in the file. Nobody has seen these records yet, so giving each its own
    # is no change; copying every document to hold its id would double the time.
    deque(map(msgspec.structs.force_setattr, found, repeat("id"), rows), maxlen=0)
    return dict(zip(rows, found, strict=True))


def _check(name: str, id: int, document: Document) -> None:
    """Name the field that cannot be.

    Raises: Problem when there is one.
    """
    try:
        codec.decode(name, id, document)
    except Problem as problem:
        reason, _, place = problem.message.partition(" - at `$.")
        field = place.rstrip("`").partition("[")[0]
        value = f" {document[field]!r}" if field in document else ""
        raise Problem(
            f"{ref(name, id) if TABLES[name].letter else name}: {field or 'record'}{value}"
            f" cannot be ({reason.partition(': ')[2]}): mend it in an editor",
            table=name,
            id=id,
            field=field,
        ) from None
