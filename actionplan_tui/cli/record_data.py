"""A record as `--json` and `--csv` give it: its fields by their names in the file, `id`, `ref`
such as `S12`, and what is worked out from it. Keys are added to, never renamed.

Every field of the table is a key, blank or not. For a field that names stakeholders there is
also FIELD_name (or FIELD_names), for one that names other records FIELD_ref (FIELD_refs).

Worked out, by table:

| table | keys |
|---|---|
| plan | work |
| goals | state, reason, work, result, steps, kpis, accountable, accountable_from |
| steps | code, depth, leaf, serves, state, reason, workdays_late, work, planned, duration, accountable, accountable_from |
| resources | gap |
| communications | scope, next |
| kpis | latest, latest_date, expected, achievement, health, stale, trend, verdict, next |

`work`, `planned` and `result` are percents, `duration` and `workdays_late` working days, `serves`
the goal of the top of the outline. `accountable` is the owner, named on the record itself or
inherited; `accountable_from` says from where ("", "goal", "plan").
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from actionplan_tui.cli.records_named import record_ref
from actionplan_tui.model.codec import encode_value
from actionplan_tui.model.fields import FIELDS, Field
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import Communication, Record, Resource

Data = dict[str, Any]


def record_data(
    plan: Plan, table: str, record: Record, today: date, *, private: bool = False
) -> Data:
    """All that is known of a record; private fields only when asked for."""
    known = FIELDS.get(table, {})
    data: Data = {"id": record.id, "ref": record_ref(table, record.id)}
    for name in record.__struct_fields__:
        if name == "id" or (name in known and known[name].private and not private):
            continue
        data[name] = encode_value(getattr(record, name))
    for name, field in known.items():
        if field.target:
            data.update(_named(plan, field, getattr(record, name)))
    data.update(worked_out(plan, table, record, today))
    return data


def worked_out(plan: Plan, table: str, record: Record, today: date) -> Data:
    """What is worked out from a record: see the module."""
    if record.archived or table not in _WORKED_OUT:
        return {}
    return {
        key: encode_value(value) for key, value in _WORKED_OUT[table](plan, record, today).items()
    }


def _named(plan: Plan, field: Field, value: Any) -> Data:
    many = isinstance(value, tuple)
    ids = value if many else (value,) if value else ()
    if field.target == "stakeholders":
        from actionplan_tui.analysis.people import name_of

        texts, word = [name_of(plan, id) for id in ids], "name"
    else:
        texts, word = [ref(field.target, id) for id in ids], "ref"
    if many:
        return {f"{field.name}_{word}s": texts}
    return {f"{field.name}_{word}": texts[0] if texts else ""}


# Each loads the part of the analysis that it needs: a list of ideas needs none.


def _of_plan(plan: Plan, record: Record, today: date) -> Data:
    from actionplan_tui.analysis.rollup import rollup

    return {"work": rollup(plan).plan_percent()}


def _of_goal(plan: Plan, record: Record, today: date) -> Data:
    from actionplan_tui.analysis.kpis import goal_result_percent, kpis_of_goal
    from actionplan_tui.analysis.people import goal_owner_of, name_of
    from actionplan_tui.analysis.rollup import rollup
    from actionplan_tui.analysis.schedule import states

    id = record.id
    state = states(plan, today).goal(id)
    owner, source = goal_owner_of(plan, id)
    steps = rollup(plan).goal_leaves(id)
    return {
        "state": state.kind if steps else "no steps",
        "reason": state.reason,
        "work": rollup(plan).goal_percent(id),
        "result": goal_result_percent(plan, id, today),
        "steps": steps,
        "kpis": len(kpis_of_goal(plan, id)),
        "accountable": name_of(plan, owner),
        "accountable_from": source,
    }


def _of_step(plan: Plan, record: Record, today: date) -> Data:
    from actionplan_tui.analysis.people import name_of, owner_of
    from actionplan_tui.analysis.progress import duration, planned_percent
    from actionplan_tui.analysis.rollup import rollup
    from actionplan_tui.analysis.schedule import states
    from actionplan_tui.model.wbs import outline

    id = record.id
    step, tree, state = plan.steps[id], outline(plan), states(plan, today).of(id)
    owner, source = owner_of(plan, id)
    goal = tree.goal[id]
    planned = planned_percent(plan, step, today)
    return {
        "code": tree.code[id],
        "depth": tree.depth[id],
        "leaf": tree.is_leaf(id),
        "serves": ref("goals", goal) if goal is not None else "",
        "state": state.kind,
        "reason": state.reason,
        "workdays_late": state.days,
        "work": rollup(plan).percent(id),
        "planned": None if planned is None else round(planned),
        "duration": duration(plan, step),
        "accountable": name_of(plan, owner),
        "accountable_from": source,
    }


def _of_resource(plan: Plan, record: Record, today: date) -> Data:
    from actionplan_tui.analysis.resources import gap

    assert isinstance(record, Resource)
    return {"gap": gap(record)}


def _of_communication(plan: Plan, record: Record, today: date) -> Data:
    from actionplan_tui.analysis.communications import next_occurrence

    assert isinstance(record, Communication)
    following = next_occurrence(plan, record, today)
    if record.step is not None:
        scope = ref("steps", record.step)
    else:
        scope = ref("goals", record.goal) if record.goal is not None else "plan"
    return {"scope": scope, "next": following.day if following is not None else None}


def _of_kpi(plan: Plan, record: Record, today: date) -> Data:
    from actionplan_tui.analysis.clocks import next_measurement
    from actionplan_tui.analysis.kpis import reading

    read = reading(plan, record.id, today)
    return {
        "latest": read.latest,
        "latest_date": read.latest_date,
        "expected": read.expected,
        "achievement": read.achievement,
        "health": read.health,
        "stale": read.stale,
        "trend": read.trend,
        "verdict": read.verdict,
        "next": next_measurement(plan, plan.kpis[record.id]),
    }


_WORKED_OUT: dict[str, Callable[[Plan, Record, date], Data]] = {
    "plan": _of_plan,
    "goals": _of_goal,
    "steps": _of_step,
    "resources": _of_resource,
    "communications": _of_communication,
    "kpis": _of_kpi,
}
