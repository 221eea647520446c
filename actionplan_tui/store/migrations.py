"""How a plan file of an older schema becomes one of today's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actionplan_tui.model.problem import Problem

Tree = dict[str, Any]
"""A whole plan file: tables of documents by id, as TinyDB holds them."""

MIGRATIONS: dict[int, Callable[[Tree], None]] = {}
"""By schema number: what turns a tree of that schema, in place, into one of the next.

A new schema N+1 comes with the migration N, which changes documents and nothing of `meta`.
The file as it was is kept as a backup when the migrated plan is first saved.
"""

FIRST = 1


def current() -> int:
    """The schema this program writes: one above the newest migration."""
    return max(MIGRATIONS, default=FIRST - 1) + 1


def migrate(tree: Tree, name: str) -> int:
    """Bring a tree to the current schema, in place; gives the schema it had.

    Raises: Problem when it is of a newer schema than this program knows, or of none.
    """
    meta = tree["meta"]["1"]
    schema: int = meta["schema"]
    if schema > current():
        raise Problem(
            f"{name} was saved by a newer version (schema {schema}, this one knows"
            f" {current()}): upgrade actionplan to open it"
        )
    if schema < FIRST and schema not in MIGRATIONS:
        raise Problem(f"{name} has the unknown schema {schema}: it was not saved by actionplan")
    for number in range(schema, current()):
        MIGRATIONS[number](tree)
        meta["schema"] = number + 1
    return schema
