"""Which records of a table differ between two plans: other objects, whatever they say."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import is_not
from typing import TypeVar

V = TypeVar("V")


def differing(before: Mapping[int, V], after: Mapping[int, V]) -> list[int]:
    """The ids whose record is another object, only there before, or only there after.

    Plans share what an edit does not touch, so that ten thousand records are told apart by
    where they lie in memory, in a fraction of a millisecond.
    """
    if before is after:
        return []
    # Side by side first: an edit leaves a table in its order, or adds at its end.
    unlike = compress(after, map(is_not, after.values(), before.values()))
    found = [id for id in unlike if before.get(id) is not after[id]]
    if len(after) > len(before):
        found += [id for id in list(after)[len(before) :] if before.get(id) is not after[id]]
    added = sum(id not in before for id in found)
    if len(before) + added != len(after):
        found += before.keys() - after.keys()
    return found
