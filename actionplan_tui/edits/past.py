"""The plan as it was: the history played backwards from now, as far as it reaches.

All of it is pure. Every commit of the history holds what each field was before, so the
plan of any past moment is the plan of now with the inverse of everything since. Stamps (who
changed a record last, and when) are no part of the history: the records of a past plan bear those
of now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from msgspec import Struct

from actionplan_tui.edits.changes import Change, replay
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.workdays import short_moment

_FIRST = 2
"""The revision of the first commit of a plan: its making is revision 1, and is no commit."""


class Past(Struct, frozen=True):
    """The plan as it was at a moment, and the commits that have changed it since, oldest first."""

    plan: Plan
    at: dt.datetime
    since: tuple[HistoryRow, ...] = ()


def reaches(plan: Plan, history: Sequence[HistoryRow]) -> dt.datetime | None:
    """The earliest moment at which the plan can be shown: its making, or where history begins.

    None when the plan does not know its making and the whole of its history is there.
    """
    first = min(history, key=lambda row: row.revision, default=None)
    return plan.info.created_at if first is None or first.revision <= _FIRST else first.at


def plan_as_of(plan: Plan, history: Sequence[HistoryRow], at: dt.datetime) -> Past:
    """The plan as it stood at a moment: every commit made up to and in it counts.

    Raises: Problem when the history does not reach back so far, and says how far it does; or
    when a commit in it cannot be understood.
    """
    earliest = reaches(plan, history)
    since = sorted((row for row in history if row.at > at), key=lambda row: row.revision)
    if earliest is not None and at < earliest:
        word = "the plan was made" if earliest == plan.info.created_at else "the history begins"
        raise Problem(f"{word} on {short_moment(earliest)}: name a later moment")
    back = [change.inverse for row in reversed(since) for change in reversed(row.changes)]
    was = replay(plan, back)
    buried = [
        id for id, stone in was.tombstones.items() if stone.created_at and stone.created_at > at
    ]
    if buried:  # what they stand for is here again
        was = was.drop("tombstones", buried)
    return Past(_in_order(was, back), at, tuple(since))


class GoBackTo(Struct, frozen=True):
    """Make the plan again what it was: every change of these commits is taken back, in one step."""

    settles_dates: ClassVar[bool] = True  # its due dates are those of then, not forecasts
    restores: ClassVar[bool] = True  # and so is all else: nothing is noted of it

    rows: tuple[HistoryRow, ...]
    name: str

    def apply(self, plan: Plan) -> Plan:
        """The plan as it was before the commits."""
        return replay(plan, [change.inverse for change in reversed(net(self.rows))])

    def label(self, plan: Plan) -> str:
        """What it goes back to."""
        return self.name


def _in_order(plan: Plan, back: Iterable[Change]) -> Plan:
    """The plan with records that were brought back standing among the others by their ids."""
    for table in dict.fromkeys(change.table for change in back if change.adds):
        rows = plan.table(table).values()
        ordered = sorted(rows, key=lambda record: record.id)
        plan = plan.drop(table, [record.id for record in rows]).put(table, *ordered)
    return plan


def net(rows: Iterable[HistoryRow]) -> tuple[Change, ...]:
    """What commits changed on the whole, each field once: what was set and set back is left out.

    The records stand in the order of the plan's tables and of their ids, whole records before
    fields.
    """
    fields: dict[tuple[str, int, str], Change] = {}
    for row in rows:
        for change in row.changes:
            _fold(fields, change)
    found = [change for change in fields.values() if change.before != change.after]
    order = {name: place for place, name in enumerate(TABLES)}
    found.sort(key=lambda change: (order.get(change.table, len(order)), change.id))
    return tuple(found)


def _fold(found: dict[tuple[str, int, str], Change], change: Change) -> None:
    """Take in a later change."""
    key, whole = (change.table, change.id, change.field), (change.table, change.id, "")
    known = found.get(whole)
    if not change.field:
        fields = [one for one in found if one[:2] == whole[:2] and one[2]]
        was: Any = change.before
        for one in fields:  # what a removed record held before its fields were changed
            earlier = found.pop(one)
            was = _with(was, earlier.field, earlier.before)
        before = known.before if known is not None else was
        found[whole] = Change(change.table, change.id, "", before, change.after)
    elif known is not None and known.after is not None:
        after = _with(known.after, change.field, change.after)
        found[whole] = Change(change.table, change.id, "", known.before, after)
    else:
        first = found.get(key)
        before = first.before if first is not None else change.before
        found[key] = Change(change.table, change.id, change.field, before, change.after)


def _with(document: Any, field: str, value: Any) -> Any:
    return {**document, field: value} if isinstance(document, dict) else document
