"""What documents say of the work: its resources, what stands in its way, what corrects it."""

from __future__ import annotations

from actionplan_tui.analysis.people import name_of, names_of
from actionplan_tui.exchange.document import Column, Table, Value
from actionplan_tui.exchange.document_subject import subject_of
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.records import Barrier, CorrectiveAction, Resource
from actionplan_tui.model.wbs import outline


def resources_table(plan: Plan) -> Table:
    """The resources of the steps, what is there beside what is needed."""
    found = [
        (id, row) for id, row in live(plan.resources).items() if row.step in outline(plan).code
    ]
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
    step = subject_of(plan, row.step, None)
    what = row.description or row.category
    return what, step, row.category, row.available, row.needed, row.unit, row.source, row.status


def barriers_table(plan: Plan) -> Table:
    """The barriers and risks, worst first where they are rated."""
    found = sorted(live(plan.barriers).items(), key=lambda pair: (-_severity(pair[1]), pair[0]))
    found = [(id, row) for id, row in found if row.step is None or row.step in outline(plan).code]
    return Table(
        key="barriers",
        title="Barriers and resistance",
        about="What or who might stand in the way, of which step, how likely and how severe it is "
        "(1 to 5), and what will be done about it.",
        columns=(
            *(Column("Barrier", 26), Column("Who", 16), Column("Kind", 11), Column("About", 20)),
            *(Column("Likelihood", 12), Column("Impact", 8), Column("Response", 24)),
            *(Column("Owner", 12), Column("Status", 8)),
        ),
        rows=tuple(
            (
                row.how or row.kind,
                names_of(plan, row.who),
                row.kind,
                subject_of(plan, row.step, None),
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
    return kpi.name if kpi is not None else subject_of(plan, row.step, row.goal)
