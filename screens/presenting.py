"""The desk locked for showing it to a room: nothing private in the plan it shows, wider rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from textual.screen import Screen

from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import make

__all__ = ["LOCKED", "public_history", "public_plan", "space_out"]

LOCKED = "Presenting, so read only: V unlocks"

_OF_PEOPLE = ("contact", "attitude", "interests", "concerns")
"""What is known and thought of people: no document takes it along, and they may be in the room."""

PRIVATE: dict[str, tuple[str, ...]] = {
    table: (
        *(field.name for field in fields.values() if field.private),
        *(_OF_PEOPLE if table == "stakeholders" else ()),
    )
    for table, fields in FIELDS.items()
    if table == "stakeholders" or any(field.private for field in fields.values())
}
"""The fields of each table that are for the planner's eyes alone.

The deck's own columns, barriers among them, and the engagement that documents show stay.
"""


def public_plan(plan: Plan) -> Plan:
    """The plan without what is private in it."""
    for table, names in PRIVATE.items():
        blank = make(TABLES[table].type)
        bare = {name: getattr(blank, name) for name in names}
        for id, record in plan.table(table).items():
            if any(getattr(record, name) != value for name, value in bare.items()):
                plan = plan.amend(table, id, **bare)
    return plan


def public_history(rows: Sequence[HistoryRow]) -> Sequence[HistoryRow]:
    """The history without the changes of what is private, and without rows of nothing else."""
    return [one for row in rows if (one := _public_row(row)) is not None]


def _public_row(row: HistoryRow) -> HistoryRow | None:
    changes = tuple(
        change for change in row.changes if change.field not in PRIVATE.get(change.table, ())
    )
    if len(changes) == len(row.changes):
        return row
    return msgspec.structs.replace(row, changes=changes) if changes else None


def space_out(screen: Screen[Any], spaced: bool) -> None:
    """Have every widget of a screen that can stand its lines apart do so, or no longer."""
    for widget in screen.query("*"):
        if hasattr(widget, "spaced"):
            widget.spaced = spaced
