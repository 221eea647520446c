"""What documents say of people: who has a stake, who is told what, and when that is.

Private notes, contacts and what is thought of people's attitude stay behind.
"""

from __future__ import annotations

from datetime import date, timedelta

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.engagement import strategy_of
from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.exchange.document import Column, Table
from actionplan_tui.exchange.document_subject import subject_of
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import Communication

AGENDA_DAYS = 31
"""How far ahead the agenda of a document looks: a month."""


def stakeholders_table(plan: Plan) -> Table:
    """The stakeholders with their place on the power/interest matrix."""
    people = live(plan.stakeholders)
    return Table(
        key="stakeholders",
        title="Stakeholder matrix",
        about="Every stakeholder with power and interest (1 little to 5 great), the strategy that "
        "follows from them, and the engagement now and desired.",
        columns=(
            *(Column("Stakeholder", 24), Column("Kind", 10), Column("Role", 22)),
            *(Column("Power", 8), Column("Interest", 9), Column("Strategy", 12)),
            *(Column("Engagement now", 11), Column("Engagement desired", 11)),
        ),
        rows=tuple(
            (
                row.name,
                row.kind,
                ", ".join(part for part in (row.role, row.organisation) if part),
                row.power,
                row.interest,
                strategy_of(row) or "not placed",
                row.engagement or "",
                row.desired_engagement or "",
            )
            for row in people.values()
        ),
        refs=tuple(ref("stakeholders", id) for id in people),
    )


def communications_table(plan: Plan) -> Table:
    """The communication plan."""
    found = [(id, row) for id, row in live(plan.communications).items() if row.status != "ended"]
    return Table(
        key="communications",
        title="Communication plan",
        about="Who is told what, by whom, how often and how, and what it is about.",
        columns=(
            *(Column("Target audience", 20), Column("Message", 28), Column("By Whom", 12)),
            *(Column("How often", 16), Column("Channel", 12), Column("About", 20)),
            Column("Status", 8),
        ),
        rows=tuple(
            (
                names_of(plan, row.audience),
                row.message,
                name_of(plan, row.responsible),
                _how_often(row),
                row.channel,
                subject_of(plan, row.step, row.goal),
                row.status,
            )
            for _, row in found
        ),
        refs=tuple(ref("communications", id) for id, _ in found),
    )


def _how_often(row: Communication) -> str:
    return f"{row.cadence}{f' at {row.time:%H:%M}' if row.time else ''}".strip()


def agenda_table(plan: Plan, today: date, days: int = AGENDA_DAYS) -> Table:
    """What falls due and what is to be said in the days ahead."""
    items = agenda(plan, today, today + timedelta(days=days))
    return Table(
        key="agenda",
        title="Agenda",
        about=f"What falls due and what is to be said in the next {days} days, by date.",
        columns=(
            *(Column("Date", 10), Column("Time", 6), Column("What", 40)),
            *(Column("Kind", 14), Column("By Whom", 16)),
        ),
        rows=tuple(
            (item.date, f"{item.time:%H:%M}" if item.time else "", item.title, item.kind, item.who)
            for item in items
        ),
        refs=tuple(ref(item.table, item.id) for item in items),
    )
