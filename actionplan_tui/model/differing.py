"""Which records of a table differ between two plans: other objects, whatever they say."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import is_not
from typing import Any

from actionplan_tui.model.plan import KEPT, Plan
from actionplan_tui.model.records import Record


def differing(plan: Plan, table: str, before: Mapping[int, Record]) -> tuple[int, ...]:
    """The ids whose record in a table of the plan is another object than in that table before,
    or is only there in one of them.

    Plans share what an edit does not touch, so that ten thousand records are told apart by
    where they lie in memory, in a fraction of a millisecond. All that is brought up to date
    asks for the same: what was found last is kept beside the plan.
    """
    after = plan.table(table)
    if before is after:
        return ()
    handed: dict[Any, Any] = plan.__dict__.setdefault(KEPT, {})
    known: tuple[object, object, tuple[int, ...]] | None = handed.get(("differing", table))
    if known is None or known[0] is not before or known[1] is not after:
        known = handed["differing", table] = before, after, _differing(before, after)
    return known[2]


def _differing(before: Mapping[int, Record], after: Mapping[int, Record]) -> tuple[int, ...]:
    # Side by side first: an edit leaves a table in its order, or adds at its end.
    unlike = compress(after, map(is_not, after.values(), before.values()))
    found = [id for id in unlike if before.get(id) is not after[id]]
    if len(after) > len(before):
        found += [id for id in list(after)[len(before) :] if before.get(id) is not after[id]]
    added = sum(id not in before for id in found)
    if len(before) + added != len(after):
        found += before.keys() - after.keys()
    return tuple(found)
