"""What hangs from a step, a goal or any other record, found without a search."""

from __future__ import annotations

from collections.abc import Mapping

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Record


def hanging(plan: Plan, table: str, field: str, id: int | None) -> tuple[int, ...]:
    """Ids of the live records of a table whose `field` names `id`, in the table's order.

    For example the resources of step 7: `hanging(plan, "resources", "step", 7)`. The index
    is made once for as long as the table does not change.
    """
    rows = plan.table(table)
    known: dict[tuple[str, str], tuple[Mapping[int, Record], dict[int | None, tuple[int, ...]]]]
    known = plan.__dict__.setdefault("hanging", {})
    entry = known.get((table, field))
    if entry is None or entry[0] is not rows:
        lists: dict[int | None, list[int]] = {}
        for own, record in rows.items():
            if not record.archived:
                lists.setdefault(getattr(record, field), []).append(own)
        entry = known[table, field] = (rows, {key: tuple(ids) for key, ids in lists.items()})
    return entry[1].get(id, ())
