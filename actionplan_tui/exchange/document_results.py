"""What documents say of results: the goals, their KPIs and the figures measured."""

from __future__ import annotations

from datetime import date

from actionplan_tui.analysis.kpis import goal_result_percent, live_kpis, reading
from actionplan_tui.analysis.people import goal_owner_of, name_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.capture.amounts import format_number
from actionplan_tui.exchange.document import Column, Table
from actionplan_tui.exchange.document_subject import subject_of
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import KPI
from actionplan_tui.model.wbs import outline


def goals_table(plan: Plan, today: date) -> Table:
    """The goals, with work done beside result achieved."""
    known, done = states(plan, today), rollup(plan)
    ids = outline(plan).goals
    return Table(
        key="goals",
        title="Goals",
        about="Every goal with its owner, target date, strategy, what success looks like, the work "
        "done and the result achieved, in percent.",
        columns=(
            *(Column("No.", 5), Column("Goal", 24), Column("Owner", 12), Column("By", 11)),
            *(Column("Success", 24), Column("Strategy", 18), Column("Work %", 7)),
            *(Column("Result %", 8), Column("State", 9)),
        ),
        rows=tuple(
            (
                number,
                goal.statement or "No statement yet",
                name_of(plan, goal_owner_of(plan, id)[0]),
                goal.target_date,
                goal.success,
                goal.strategy,
                done.goal_percent(id),
                goal_result_percent(plan, id, today),
                known.goal(id).kind if done.goal_leaves(id) else "no steps",
            )
            for number, id in enumerate(ids, 1)
            for goal in (plan.goals[id],)
        ),
        refs=tuple(ref("goals", id) for id in ids),
        head=1,
    )


def kpis_table(plan: Plan, today: date) -> Table:
    """The KPIs: where each began, where it is to go, and where it is."""
    ids = live_kpis(plan)
    return Table(
        key="kpis",
        title="Key Performance Indicators",
        about="Every KPI with what it measures, its baseline, its target, the latest figure, the "
        "figure expected by then, and how it stands.",
        columns=(
            *(Column("KPI", 22), Column("Of", 22), Column("Unit", 11), Column("Baseline", 9)),
            *(Column("Target", 8), Column("By", 11), Column("Latest", 8), Column("Measured", 11)),
            *(Column("Expected", 10), Column("State", 9)),
        ),
        rows=tuple(
            (
                kpi.name,
                subject_of(plan, kpi.step, kpi.goal),
                kpi.unit,
                kpi.baseline,
                kpi.target,
                kpi.target_date,
                read.latest,
                read.latest_date,
                None if read.expected is None else round(read.expected, 2),
                read.health,
            )
            for id in ids
            for kpi, read in ((plan.kpis[id], reading(plan, id, today)),)
        ),
        refs=tuple(ref("kpis", id) for id in ids),
    )


def measurements_table(plan: Plan) -> Table:
    """The figures measured, by KPI and date."""
    kpis = set(live_kpis(plan))
    found = [
        (plan.kpis[row.kpi].name, row.date, row.value, row.note, ref("measurements", id))
        for id, row in sorted(
            live(plan.measurements).items(), key=lambda pair: (pair[1].kpi, str(pair[1].date))
        )
        if row.kpi in kpis
    ]
    return Table(
        key="measurements",
        title="Measurements",
        about="Every figure measured, by KPI and date.",
        columns=(Column("KPI", 30), Column("Date", 10), Column("Value", 10), Column("Note", 30)),
        rows=tuple(row[:4] for row in found),
        refs=tuple(row[4] for row in found),
    )


def value_of_kpi(kpi: KPI, value: float | None) -> str:
    """A figure of a KPI with its unit: `30%`, `4,000 permits`."""
    if value is None:
        return ""
    unit = kpi.unit if kpi.unit == "%" or not kpi.unit else f" {kpi.unit}"
    return f"{format_number(value)}{unit}"
