"""Edits that work on records of any table: set, add, remove."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from actionplan_tui.edits.decided import refuse_undecided
from actionplan_tui.edits.edit import for_what, new_id, refuse_taken_name, resolve, some, title
from actionplan_tui.model import wbs
from actionplan_tui.model.fields import field as declared
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record, amend, make
from actionplan_tui.model.references import REFERENCES, Reference


class SetFields(Struct, frozen=True):
    """Set some fields of one record."""

    table: str
    id: int
    fields: dict[str, Any]

    def apply(self, plan: Plan) -> Plan:
        """The plan with the fields set."""
        plan.get(self.table, self.id)
        plan, values = resolve(plan, self.table, self.fields)
        if self.table == "steps" and "percent" in values and self.id in wbs.outline(plan).children:
            raise Problem(
                "percent: comes from the steps below it; set it on them",
                table="steps",
                id=self.id,
                field="percent",
            )
        refuse_undecided(plan, self.table, values, self.id)
        if self.table == "stakeholders" and "name" in values:
            refuse_taken_name(plan, self.id, values["name"])
        after = plan.amend(self.table, self.id, **values)
        if self.table == "communications":
            _refuse_never(after, self.id, values)
        return after

    def label(self, plan: Plan) -> str:
        """The fields and the record."""
        words = [
            known.label if (known := declared(self.table, name)) else name for name in self.fields
        ]
        return f"{', '.join(words)} of {title(plan, self.table, self.id)}"


def _refuse_never(plan: Plan, id: int, fields: Iterable[str]) -> None:
    """Refuse a communication whose dates were set so that it never occurs."""
    # The rules of recurrence are a large library: only what sets dates of communications waits.
    from actionplan_tui.edits.cadence import TIMED, refuse_never

    timed = [field for field in fields if field in TIMED]
    if timed:
        refuse_never(plan, id, "cadence" if "cadence" in timed else timed[0])


def set_field(table: str, id: int, field: str, value: Any) -> SetFields:
    """The edit that sets one field of one record."""
    return SetFields(table, id, {field: value})


class AddRecord(Struct, frozen=True):
    """Add a record to a table that has no order of its own."""

    table: str
    fields: dict[str, Any]

    def apply(self, plan: Plan) -> Plan:
        """The plan with the record added under a provisional id."""
        plan, values = resolve(plan, self.table, self.fields)
        refuse_undecided(plan, self.table, values)
        if self.table == "stakeholders":
            refuse_taken_name(plan, None, values.get("name", ""))
        if self.table == "corrective_actions" and values.get("status") in ("verified", "cancelled"):
            problem = "status: it begins open; its owner closes it afterwards"
            raise Problem(problem, table=self.table, field="status")
        id = new_id(plan, self.table)
        try:
            after = plan.put(self.table, make(TABLES[self.table].type, id=id, **values))
            if self.table == "communications":
                _refuse_never(after, id, values)
            return after
        except Problem as problem:
            raise Problem(problem.message, table=self.table, field=problem.field) from None

    def label(self, plan: Plan) -> str:
        """The kind of record added, and what it is added to."""
        return f"add {TABLES[self.table].noun}{for_what(plan, self.table, self.fields)}"


class AddGoal(Struct, frozen=True):
    """Add a goal (or a line of the framework) after another, or last."""

    fields: dict[str, Any]
    after: int | None = None
    table: str = "goals"

    def apply(self, plan: Plan) -> Plan:
        """The plan with the goal added."""
        plan, values = resolve(plan, self.table, self.fields)
        ordered = wbs.goal_order(plan) if self.table == "goals" else wbs.framework_order(plan)
        parent = values.get("parent")
        order = [
            id for id in ordered if getattr(plan.table(self.table)[id], "parent", None) == parent
        ]
        after = self.after if self.after in order else (order[-1] if order else None)
        position, plan = wbs.rank_after(plan, order, after, table=self.table)
        id = new_id(plan, self.table)
        record = make(TABLES[self.table].type, id=id, position=position, **values)
        return plan.put(self.table, record)

    def label(self, plan: Plan) -> str:
        """The kind of record added."""
        return f"add {TABLES[self.table].noun}"


class MoveGoal(Struct, frozen=True):
    """Move a goal one place up (`by` -1) or down (+1) among those beside it."""

    id: int
    by: int
    table: str = "goals"

    def apply(self, plan: Plan) -> Plan:
        """The plan with the goal moved."""
        record = plan.get(self.table, self.id)
        ordered = wbs.goal_order(plan) if self.table == "goals" else wbs.framework_order(plan)
        rows = plan.table(self.table)
        parent = getattr(record, "parent", None)
        order = [id for id in ordered if getattr(rows[id], "parent", None) == parent]
        there = order.index(self.id) + self.by
        if not 0 <= there < len(order):
            word = "last" if self.by > 0 else "first"
            raise Problem(f"already the {word} here", table=self.table, id=self.id)
        order.remove(self.id)
        after = order[there - 1] if there else None
        position, plan = wbs.rank_after(plan, order, after, table=self.table)
        return plan.amend(self.table, self.id, position=position)

    def label(self, plan: Plan) -> str:
        """The goal and the way it goes."""
        return f"move {title(plan, self.table, self.id)} {'down' if self.by > 0 else 'up'}"


class Remove(Struct, frozen=True):
    """Remove records with all that hangs from them; what names them forgets them.

    A stakeholder whom something still names is not removed: reassign or archive first.
    """

    table: str
    ids: tuple[int, ...]

    def apply(self, plan: Plan) -> Plan:
        """The plan without the records."""
        for id in self.ids:
            plan.get(self.table, id)
        return _remove(plan, self.table, set(self.ids))

    def label(self, plan: Plan) -> str:
        """What is removed."""
        return f"remove {some(plan, self.table, self.ids)}"


def _remove(plan: Plan, table: str, ids: set[int]) -> Plan:
    ids = _with_below(plan, table, ids)
    holders = [
        (reference, held)
        for reference in REFERENCES
        if reference.target == table and (held := _holders(plan, reference, ids))
    ]
    for reference, held in holders:
        if reference.on_remove == "refuse":
            raise Problem(_refusal(plan, table, ids, reference, held), table=table, id=min(ids))
    plan = plan.drop(table, ids)
    for reference, held in holders:
        here = [id for id in held if plan.find(reference.table, id) is not None]
        if reference.on_remove == "cascade" and here:
            plan = _remove(plan, reference.table, set(here))
        elif reference.on_remove == "clear" and here:
            plan = plan.put(
                reference.table,
                *(_without(plan.get(reference.table, id), reference, ids) for id in here),
            )
    return plan


def _with_below(plan: Plan, table: str, ids: set[int]) -> set[int]:
    """The records and those of their own table that go with them: a step's subtree."""
    below = [r for r in REFERENCES if r.table == r.target == table and r.on_remove == "cascade"]
    found, fresh = set(ids), set(ids)
    while fresh:
        held = (id for reference in below for id in _holders(plan, reference, fresh))
        fresh = set(held) - found
        found |= fresh
    return found


def _holders(plan: Plan, reference: Reference, ids: set[int]) -> list[int]:
    field = reference.field
    if reference.many:
        return [
            id
            for id, row in plan.table(reference.table).items()
            if not ids.isdisjoint(getattr(row, field))
        ]
    return [id for id, row in plan.table(reference.table).items() if getattr(row, field) in ids]


def _without(record: Record, reference: Reference, ids: set[int]) -> Record:
    if reference.many:
        kept = tuple(id for id in getattr(record, reference.field) if id not in ids)
        return amend(record, **{reference.field: kept})
    if reference == _PROMOTED:
        return amend(record, promoted_to=None, status="shortlisted")
    return amend(record, **{reference.field: None})


_PROMOTED = next(r for r in REFERENCES if (r.table, r.field) == ("ideas", "promoted_to"))


def _refusal(plan: Plan, table: str, ids: set[int], reference: Reference, held: list[int]) -> str:
    who = some(plan, table, ids)
    known = declared(reference.table, reference.field)
    role = known.label if known else reference.field
    if reference.table == "plan":
        return f"{who} is {role} of the plan: name another first, or archive"
    where = ref(reference.table, held[0])
    more = f" and {len(held) - 1} more" if len(held) > 1 else ""
    return f"{who} is {role} of {where}{more}: name another first, or archive"
