"""The desk locked for showing it to a room: nothing private in the plan it shows, wider rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import asdict, replace
from textual.screen import Screen

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.records import make

__all__ = ["LOCKED", "WITHHELD", "public_history", "public_plan", "space_out"]

LOCKED = "Presenting, so read only: V unlocks"
WITHHELD = "(not shown)"
"""What stands for who resists and how: there is something, and it is not for the room."""

_OF_PEOPLE = {
    "stakeholders": (
        *("contact", "attitude", "engagement", "desired_engagement", "engaged_before"),
        *("interests", "concerns"),
    ),
    "contacts": ("outcome",),
}
"""What is known and thought of people, who may be in the room, and what they said."""

PRIVATE: dict[str, tuple[str, ...]] = {
    table: (*(field.name for field in fields.values() if field.private), *_OF_PEOPLE.get(table, ()))
    for table, fields in FIELDS.items()
    if table in _OF_PEOPLE or any(field.private for field in fields.values())
}
"""The fields of each table that are for the planner's eyes alone.

Power and interest stay: they are the matrix itself, which is shown by going to it.
"""


def _resists(barrier: Mapping[str, Any]) -> bool:
    """Whether a barrier, or what a change sets of it, is somebody's resistance."""
    return bool(barrier.get("who")) or barrier.get("kind") == "resistance"


def _corrects_a_fall(action: Mapping[str, Any]) -> bool:
    """Whether a corrective action is about somebody who fell to resistant."""
    return str(action.get("deviation", "")).startswith("OT9")


_ABOUT_STANCE: dict[str, tuple[Callable[[Mapping[str, Any]], bool], tuple[str, ...]]] = {
    "barriers": (_resists, ("how", "response", "who", "kind")),
    "corrective_actions": (_corrects_a_fall, ("deviation", "cause", "decision")),
}
"""Which records tell where somebody stands, and in which fields. Barriers that are nobody's, and
what else is corrected, stay as they are."""

_TEXTS = ("how", "response", "deviation", "cause", "decision")


def public_plan(plan: Plan) -> Plan:
    """The plan without what is private in it."""
    for table, names in PRIVATE.items():
        blank = make(TABLES[table].type)
        bare = {name: getattr(blank, name) for name in names}
        for id, record in plan.table(table).items():
            if any(getattr(record, name) != value for name, value in bare.items()):
                plan = plan.amend(table, id, **bare)
    for table in _ABOUT_STANCE:
        for id in _withheld(plan, table):
            plan = plan.amend(table, id, **_left(table, asdict(plan.table(table)[id])))
    return plan


def _withheld(plan: Plan, table: str) -> set[int]:
    """The records of a table that tell where somebody stands, those that are blanked included."""
    about, (first, *_) = _ABOUT_STANCE[table]
    return {
        id
        for id, record in plan.table(table).items()
        if getattr(record, first) == WITHHELD or about(asdict(record))
    }


def _left(table: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown of such a record in place of these fields; the first tells that it is there."""
    names, blank = _ABOUT_STANCE[table][1], make(TABLES[table].type)
    said = {name for name in _TEXTS if name == names[0] or record.get(name)}
    return {name: WITHHELD if name in said else getattr(blank, name) for name in names}


def public_history(rows: Sequence[HistoryRow], plan: Plan) -> Sequence[HistoryRow]:
    """The history without the changes of what is private, and without rows of nothing else.

    Args:
        rows: The history, oldest first.
        plan: The plan of now, public or not: who resists now did before.
    """
    withheld = {(table, id) for table in _ABOUT_STANCE for id in _withheld(plan, table)} | {
        (change.table, change.id)
        for row in rows
        for change in row.changes
        if change.table in _ABOUT_STANCE
        and any(map(_ABOUT_STANCE[change.table][0], _documents(change)))
    }
    return [one for row in rows if (one := _public_row(row, withheld)) is not None]


def _documents(change: Change) -> Iterable[Mapping[str, Any]]:
    """What stood where a change is made, and what it sets."""
    for value in (change.before, change.after):
        if change.field:
            yield {change.field: value}
        elif isinstance(value, dict):
            yield value


def _public_row(row: HistoryRow, withheld: Collection[tuple[str, int]]) -> HistoryRow | None:
    every = [_public(change, withheld) for change in row.changes]
    if all(one is change for one, change in zip(every, row.changes, strict=True)):
        return row
    kept = tuple(one for one in every if one is not None)
    if not kept:
        return None
    # What was done may be told in the very words that are not shown.
    tells = all(change.table in _ABOUT_STANCE for change in row.changes)
    return replace(row, changes=kept, label="barriers" if tells else row.label)


def _public(change: Change, withheld: Collection[tuple[str, int]]) -> Change | None:
    """A change with nothing in it that is private; None where nothing else is in it."""
    table, private = change.table, PRIVATE.get(change.table, ())
    hides = (table, change.id) in withheld
    if change.field:
        hidden = change.field in private or (hides and change.field in _ABOUT_STANCE[table][1])
        return None if hidden else change

    def shown(document: Any) -> Any:
        if not isinstance(document, dict):
            return document
        left = {name: value for name, value in document.items() if name not in private}
        return {**left, **_left(table, left)} if hides else left

    before, after = shown(change.before), shown(change.after)
    if (before, after) == (change.before, change.after):
        return change
    return replace(change, before=before, after=after)


def space_out(screen: Screen[Any], spaced: bool) -> None:
    """Have every widget of a screen that can stand its lines apart do so, or no longer."""
    for widget in screen.query("*"):
        if hasattr(widget, "spaced"):
            widget.spaced = spaced
