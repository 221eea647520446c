"""Taking a table into a plan: pure, so that what would happen can be shown before it does.

A blank cell leaves what the plan has; a dash clears it, in a row with an Id of this plan.
Rows are matched to steps by Id, else by title under the same goal, so that the same table
imported twice adds nothing. Steps of the plan are never moved within the outline, but to
another goal, and never removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from actionplan_tui.exchange.headings import Headings, corrected, find_headings
from actionplan_tui.exchange.import_result import Import, ImportLine
from actionplan_tui.exchange.table_cells import date_cells
from actionplan_tui.exchange.table_dates import settle
from actionplan_tui.exchange.table_import import Table, TableImport
from actionplan_tui.exchange.table_rows import read_entries
from actionplan_tui.exchange.table_source import Merged
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder

__all__ = ["Import", "ImportLine", "plan_import"]


def plan_import(
    plan: Plan,
    rows: Sequence[Sequence[str]],
    *,
    today: date,
    dates: DateOrder = "",
    under_goal: int | None = None,
    name: str = "table",
    columns: Mapping[int, str] | None = None,
    merged: Sequence[Merged] = (),
) -> Import:
    """What importing the rows of a table into the plan would do; nothing is changed.

    `dates` is the order of day and month where the table does not settle it. Rows that name
    no goal go under `under_goal`. `columns` correct what columns mean, by their places from 0;
    `merged` are cells of one column merged downwards. Raises: Problem when it is no action
    planning table.
    """
    if under_goal is not None:
        plan.get("goals", under_goal)
    headings = read_headings(rows, columns)
    entries = read_entries(_filled(rows, headings, merged), headings)
    if not any(entry.kind in ("step", "goal") for entry in entries):
        raise Problem(
            f"{name}: no action step stands below the headings in row {headings.last + 1}"
        )
    order = settle(
        date_cells(entries), given=dates, heading=headings.order, plan=plan.info.date_order
    )
    if order.ambiguous and not order.mixed:
        return Import(ambiguous_dates=order.ambiguous)
    learnt: tuple[str, ...] = ()
    for _ in range(_PASSES):
        table = Table(headings, entries, order, learnt)
        found, fresh = TableImport(plan, table, today, under_goal).result(name)
        if fresh <= set(learnt):
            break
        # Names that stand in the last cells are known to the first ones too.
        learnt = tuple(dict.fromkeys((*learnt, *sorted(fresh))))
    return found


def read_headings(
    rows: Sequence[Sequence[str]], columns: Mapping[int, str] | None = None
) -> Headings:
    """The headings of a table, with the columns that were corrected.

    Raises: Problem when there are none.
    """
    if not columns:
        return find_headings(rows)
    try:
        found = find_headings(rows)
    except Problem:
        found = None
    return corrected(rows, columns, found)


_ONCE = frozenset({"id", "wbs", "title"})
"""Columns whose merged cells are one row of several lines, and not the same for several rows."""


def _filled(
    rows: Sequence[Sequence[str]], headings: Headings, merged: Sequence[Merged]
) -> Sequence[Sequence[str]]:
    """The rows with cells merged downwards filled, each with what the first of them holds."""
    if not merged:
        return rows
    keys = {column.place: column.key for column in headings.columns}
    filled = [list(row) for row in rows]
    for place, first, last in merged:
        if keys.get(place) in _ONCE or first <= headings.last:
            continue
        text = filled[first][place] if first < len(filled) and place < len(filled[first]) else ""
        for row in filled[first + 1 : last + 1] if text else ():
            if any(row):
                row += [""] * (place + 1 - len(row))
                row[place] = row[place] or text
    return filled


_PASSES = 3
