"""What calendars show of a plan.

Entries are what `exchange.ics` writes, and what the store compares to know that calendars
must be told of a change or a removal. Their days are those of the agenda.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan_tui.analysis.entry import Entry
from actionplan_tui.analysis.entry_records import of_corrective_action, of_step
from actionplan_tui.analysis.entry_series import of_communication, of_kpi, of_reviews
from actionplan_tui.model.plan import Plan

ENTRY_TABLES = ("steps", "communications", "plan", "kpis", "corrective_actions")
"""The tables whose records calendars show, in the order of a calendar file."""


def entries(plan: Plan) -> Iterator[Entry]:
    """Every entry of the plan, by table and id; what is called off is among them, and what
    was removed is not."""
    for table in ENTRY_TABLES:
        for id in sorted(plan.table(table)):
            yield from entries_of(plan, table, id)


def entries_of(plan: Plan, table: str, id: int) -> tuple[Entry, ...]:
    """The entries of one record; empty when there is no such record or it has no day."""
    if plan.find(table, id) is None:
        return ()
    if table == "steps":
        return of_step(plan, plan.steps[id])
    if table == "communications":
        return of_communication(plan, plan.communications[id])
    if table == "kpis":
        return of_kpi(plan, plan.kpis[id])
    if table == "corrective_actions":
        return of_corrective_action(plan, id)
    return of_reviews(plan) if table == "plan" else ()
