"""The tables that documents of a plan hold: one source for the page, Word and the workbook.

Private notes, contacts and what is thought of people's attitude stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.engagement import strategy_of
from actionplan_tui.analysis.kpis import goal_result_percent, live_kpis, reading
from actionplan_tui.analysis.people import goal_owner_of, name_of, names_of, owner_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.capture.amounts import format_number
from actionplan_tui.capture.days import short_date
from actionplan_tui.capture.items import records_in, show_item
from actionplan_tui.exchange.action_table import wanted_steps
from actionplan_tui.exchange.document import Column, Fact, Shown, Table, Value
from actionplan_tui.model.fields import DECK_COLUMNS
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import (
    KPI,
    Barrier,
    Communication,
    CorrectiveAction,
    Resource,
    Step,
)
from actionplan_tui.model.wbs import outline

AGENDA_DAYS = 31
"""How far ahead the agenda of a document looks: a month."""

_MORE = {"wbs": "WBS", "goal": "Goal", "owner": "Owner", "state": "State", "percent": "Percent"}
_HEADINGS = {column.key: column.heading for column in DECK_COLUMNS} | _MORE
_WIDTHS = {
    **{"wbs": 7, "title": 20, "lead": 12, "due": 11, "state": 10, "percent": 7, "goal": 16},
    **{"available": 19, "needed": 19, "barriers": 18, "communications": 20, "kpis": 15},
}
USUAL = ("wbs", *(column.key for column in DECK_COLUMNS), "state")
"""The columns of the Action Planning Table in a document that is read, in order."""


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


# The Action Planning Table


def actions_table(plan: Plan, today: date, shown: Shown) -> Table:
    """The Action Planning Table: the rows and columns that are wanted, a row for every step."""
    keys = wanted_columns(shown)
    steps = wanted_steps(plan, shown)
    every = len(outline(plan).rows)
    part = f" {len(steps)} of {every} steps: {shown.said}." if len(steps) < every else ""
    return Table(
        key="actions",
        title="Action Planning Table",
        about="What is done, by whom, by when, with what resources, against what barriers, who is "
        f"told, and how success is measured; a row for every step.{part}",
        columns=tuple(Column(_HEADINGS[key], _WIDTHS.get(key, 10)) for key in keys),
        rows=tuple(tuple(step_value(plan, id, key, today) for key in keys) for id in steps),
        refs=tuple(ref("steps", id) for id in steps),
        head=keys.index("title"),
    )


def wanted_columns(shown: Shown) -> tuple[str, ...]:
    """The columns of the table in a document: the code and the step always among them."""
    if shown.columns is None:
        return USUAL
    rest = [key for key in shown.columns if key in _HEADINGS and key not in ("wbs", "title")]
    return ("wbs", "title", *dict.fromkeys(rest))


def step_value(plan: Plan, id: int, key: str, today: date) -> Value:
    """One cell of a step as people read it."""
    step, tree = plan.steps[id], outline(plan)
    if key == "wbs":
        return tree.code[id]
    if key == "title":
        return step.title
    if key == "lead":
        return _lead(plan, step)
    if key == "due":
        return step.due
    if key == "state":
        return states(plan, today).of(id).text
    if key == "percent":
        return rollup(plan).percent(id)
    if key == "owner":
        return name_of(plan, owner_of(plan, id)[0])
    if key == "goal":
        goal = tree.goal[id]
        return plan.goals[goal].statement if goal is not None else ""
    found = records_in(plan, id, key)
    if not found:
        return "none" if key in step.none_identified else ""
    items = [show_item(plan, key, record) for record in found]
    return items[0] if len(items) == 1 else "\n".join(f"• {item}" for item in items)


def _lead(plan: Plan, step: Step) -> str:
    lead, support = name_of(plan, step.lead), names_of(plan, step.support)
    if not support:
        return lead
    return f"{lead}\nwith {support}" if lead else f"support: {support}"


# The other tables


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
            *(Column("No.", 4), Column("Goal", 24), Column("Owner", 12), Column("By", 11)),
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
            *(Column("KPI", 22), Column("Of", 22), Column("Unit", 11), Column("Baseline", 8)),
            *(Column("Target", 8), Column("By", 11), Column("Latest", 8), Column("Measured", 11)),
            *(Column("Expected", 8), Column("State", 9)),
        ),
        rows=tuple(
            (
                kpi.name,
                kpi_of(plan, kpi),
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


def kpi_of(plan: Plan, kpi: KPI) -> str:
    """What a KPI measures: its step, its goal or the plan."""
    return _about(plan, kpi.step, kpi.goal)


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


def resources_table(plan: Plan) -> Table:
    """The resources of the steps, what is there beside what is needed."""
    found = [(id, row) for id, row in live(plan.resources).items() if row.step in _codes(plan)]
    return Table(
        key="resources",
        title="Resources",
        about="Every resource with its step, how much of it is available and how much is needed.",
        columns=(
            *(Column("Resource", 24), Column("Step", 24), Column("Kind", 10)),
            *(Column("Available", 9), Column("Needed", 9), Column("Unit", 11)),
            *(Column("Source", 16), Column("Status", 10)),
        ),
        rows=tuple(_resource(plan, row) for _, row in found),
        refs=tuple(ref("resources", id) for id, _ in found),
    )


def _resource(plan: Plan, row: Resource) -> tuple[Value, ...]:
    step = _about(plan, row.step, None)
    what = row.description or row.category
    return what, step, row.category, row.available, row.needed, row.unit, row.source, row.status


def barriers_table(plan: Plan) -> Table:
    """The barriers and risks, worst first where they are rated."""
    found = sorted(live(plan.barriers).items(), key=lambda pair: (-_severity(pair[1]), pair[0]))
    found = [(id, row) for id, row in found if row.step is None or row.step in _codes(plan)]
    return Table(
        key="barriers",
        title="Barriers and resistance",
        about="What or who might stand in the way, of which step, how likely and how severe it is "
        "(1 to 5), and what will be done about it.",
        columns=(
            *(Column("Barrier", 26), Column("Who", 16), Column("Kind", 9), Column("About", 20)),
            *(Column("Likelihood", 10), Column("Impact", 8), Column("Response", 24)),
            *(Column("Owner", 12), Column("Status", 8)),
        ),
        rows=tuple(
            (
                row.how or row.kind,
                names_of(plan, row.who),
                row.kind,
                _about(plan, row.step, None),
                row.likelihood,
                row.impact,
                row.response,
                name_of(plan, row.owner),
                row.status,
            )
            for _, row in found
        ),
        refs=tuple(ref("barriers", id) for id, _ in found),
    )


def _severity(row: Barrier) -> int:
    return (row.likelihood or 0) * (row.impact or 0)


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
                _about(plan, row.step, row.goal),
                row.status,
            )
            for _, row in found
        ),
        refs=tuple(ref("communications", id) for id, _ in found),
    )


def _how_often(row: Communication) -> str:
    return f"{row.cadence}{f' at {row.time:%H:%M}' if row.time else ''}".strip()


def corrective_table(plan: Plan) -> Table:
    """The corrective actions."""
    found = live(plan.corrective_actions)
    return Table(
        key="corrective",
        title="Corrective actions",
        about="What went off track, why, and what is done about it, by whom and by when.",
        columns=(
            *(Column("Deviation", 24), Column("Cause", 20), Column("Decision", 24)),
            *(Column("About", 18), Column("By Whom", 12), Column("By When", 9)),
            Column("Status", 9),
        ),
        rows=tuple(
            (
                row.deviation,
                row.cause,
                row.decision,
                _about_action(plan, row),
                name_of(plan, row.responsible if row.responsible is not None else row.owner),
                row.due,
                row.status,
            )
            for row in found.values()
        ),
        refs=tuple(ref("corrective_actions", id) for id in found),
    )


def _about_action(plan: Plan, row: CorrectiveAction) -> str:
    kpi = plan.kpis.get(row.kpi) if row.kpi is not None else None
    return kpi.name if kpi is not None else _about(plan, row.step, row.goal)


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


def _codes(plan: Plan) -> Iterable[int]:
    return outline(plan).code


def _about(plan: Plan, step: int | None, goal: int | None) -> str:
    """What a record is about: `1.2 Draft the bill`, the goal, or the plan."""
    tree = outline(plan)
    if step is not None and step in tree.code:
        return f"{tree.code[step]} {plan.steps[step].title}".strip()
    if goal is not None and goal in plan.goals:
        return plan.goals[goal].statement
    return "the plan"


def value_of_kpi(kpi: KPI, value: float | None) -> str:
    """A figure of a KPI with its unit: `30%`, `4,000 permits`."""
    if value is None:
        return ""
    unit = kpi.unit if kpi.unit == "%" or not kpi.unit else f" {kpi.unit}"
    return f"{format_number(value)}{unit}"


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""
