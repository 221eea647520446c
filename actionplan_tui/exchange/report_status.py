"""How the plan stands on one page of paper, however large the plan is.

What is worst comes first, and a list that would not fit ends in the count of the rest.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import get_args

from actionplan_tui.analysis.kpis import Health, live_kpis, reading
from actionplan_tui.capture.days import long_date
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.exchange.document import Column, Document, Table, Value
from actionplan_tui.exchange.document_results import goals_table, value_of_kpi
from actionplan_tui.exchange.document_status import standing
from actionplan_tui.model.plan import Plan, ref

_ROWS = {"goals": 5, "kpis": 5, "to-be-said": 3}
_USUAL_ROWS = 3
_TWO_LINES = 190
"""Characters that two lines across the page hold; what a column has no room for is cut."""


def status_report(
    plan: Plan, today: date, owner: int | None = None, history: Sequence[HistoryRow] = ()
) -> Document:
    """How the plan stands, on a page: counts, goals, what is off track, late and due, KPIs."""
    found = standing(plan, today, owner=owner)
    every = (_goals(plan, today), *found.tables, _kpis(plan, today))
    whose = f", for {found.of}" if found.of else ""
    return Document(
        title=f"{document_title(plan)}: status",
        under=f"As of {long_date(today)}{whose}",
        language=plan.info.language,
        facts=found.facts,
        tables=tuple(_fitted(table) for table in every if table.rows),
        one_page=True,
    )


def document_title(plan: Plan) -> str:
    """What a document of the plan is called."""
    return plan.info.title or "Action plan"


def _goals(plan: Plan, today: date) -> Table:
    table = goals_table(plan, today)
    wanted = ("No.", "Goal", "Owner", "By", "Work %", "Result %", "State")
    places = [n for n, column in enumerate(table.columns) if column.heading in wanted]
    return Table(
        key=table.key,
        title=table.title,
        about="Every goal with its owner, target date, the work done and the result achieved.",
        columns=tuple(table.columns[n] for n in places),
        rows=tuple(tuple(row[n] for n in places) for row in table.rows),
        refs=table.refs,
        head=places.index(table.head),
    )


def _kpis(plan: Plan, today: date) -> Table:
    known = [(id, plan.kpis[id], reading(plan, id, today)) for id in live_kpis(plan)]
    known.sort(key=lambda one: get_args(Health).index(one[2].health))
    return Table(
        key="kpis",
        title="Key Performance Indicators",
        about="Every KPI with its latest figure, its target and how it stands, the worst first.",
        columns=(
            *(Column("KPI", 34), Column("Latest", 12), Column("Measured", 10)),
            *(Column("Target", 12), Column("By", 10), Column("State", 9)),
        ),
        rows=tuple(
            (
                kpi.name,
                value_of_kpi(kpi, read.latest),
                read.latest_date,
                value_of_kpi(kpi, kpi.target),
                kpi.target_date,
                read.health,
            )
            for _, kpi, read in known
        ),
        refs=tuple(ref("kpis", id) for id, _, _ in known),
    )


def _fitted(table: Table) -> Table:
    """The table with as many rows, and as much in each, as a page of six such has room for."""
    most = _ROWS.get(table.key, _USUAL_ROWS)
    whole = sum(column.width for column in table.columns)
    room = [_TWO_LINES * column.width // whole for column in table.columns]
    rows = [tuple(map(_cut, row, room)) for row in table.rows]
    rest = len(rows) - most
    if rest > 1:
        blank: list[Value] = [None] * len(table.columns)
        blank[table.head] = f"and {rest} more"
        rows = [*rows[:most], tuple(blank)]
    return Table(
        key=table.key,
        title=table.title,
        about=table.about,
        columns=table.columns,
        rows=tuple(rows),
        head=table.head,
    )


def _cut(value: Value, room: int) -> Value:
    if not isinstance(value, str) or len(value) <= room:
        return value
    return textwrap.shorten(value, room, placeholder=" …") if room > _WORD else value


_WORD = 20
"""Room in which a cut text would say nothing: what stands there is short."""
