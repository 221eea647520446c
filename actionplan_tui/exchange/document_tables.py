"""What documents of a plan hold: its header block, and every table in order."""

from __future__ import annotations

from datetime import date

from actionplan_tui.analysis.people import name_of
from actionplan_tui.capture.days import short_date
from actionplan_tui.exchange.document import Fact, Shown, Table
from actionplan_tui.exchange.document_actions import actions_table
from actionplan_tui.exchange.document_people import (
    agenda_table,
    communications_table,
    stakeholders_table,
)
from actionplan_tui.exchange.document_results import goals_table, kpis_table, measurements_table
from actionplan_tui.exchange.document_work import barriers_table, corrective_table, resources_table
from actionplan_tui.model.plan import Plan


def header_facts(plan: Plan) -> list[Fact]:
    """The header block of a plan: whose it is, what for, from when to when."""
    info = plan.info
    facts = (
        Fact("Institution", info.institution),
        Fact("Purpose", info.purpose),
        Fact("Success", info.success),
        Fact("Vision", info.vision),
        Fact("Mission", info.mission),
        Fact("Values", info.values),
        Fact("Owner", name_of(plan, info.owner)),
        Fact("Sponsor", name_of(plan, info.sponsor)),
        Fact("Start", _day(info.start)),
        Fact("Target end", _day(info.target_end)),
        Fact("Status", f"{info.status}, version {info.version}"),
        Fact("Plan review", info.review_cadence),
        Fact("Communication review", info.communication_review_cadence),
    )
    return [fact for fact in facts if fact.text.strip()]


def plan_tables(plan: Plan, today: date, shown: Shown) -> list[Table]:
    """Every table of the plan that has rows, the Action Planning Table first."""
    tables = (
        actions_table(plan, today, shown),
        goals_table(plan, today),
        kpis_table(plan, today),
        measurements_table(plan),
        resources_table(plan),
        barriers_table(plan),
        stakeholders_table(plan),
        communications_table(plan),
        corrective_table(plan),
        agenda_table(plan, today),
    )
    return [table for table in tables if table.rows]


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""
