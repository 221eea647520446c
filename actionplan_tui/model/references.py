"""Which fields name other records, and what becomes of them when those are removed."""

from __future__ import annotations

from typing import Literal, NamedTuple

OnRemove = Literal["cascade", "clear", "refuse"]


class Reference(NamedTuple):
    """A field that holds the id (or, if `many`, ids) of records of another table.

    When the record named is removed, the holder is removed with it ("cascade"), forgets it
    ("clear"), or forbids the removal ("refuse").
    """

    table: str
    field: str
    target: str
    many: bool
    on_remove: OnRemove


REFERENCES: tuple[Reference, ...] = (
    Reference("plan", "owner", "stakeholders", False, "refuse"),
    Reference("plan", "sponsor", "stakeholders", False, "refuse"),
    Reference("framework", "parent", "framework", False, "clear"),
    Reference("goals", "owner", "stakeholders", False, "refuse"),
    Reference("goals", "aligned_to", "framework", True, "clear"),
    Reference("goals", "parent", "goals", False, "clear"),
    Reference("steps", "goal", "goals", False, "clear"),
    Reference("steps", "parent", "steps", False, "cascade"),
    Reference("steps", "lead", "stakeholders", False, "refuse"),
    Reference("steps", "support", "stakeholders", True, "refuse"),
    Reference("steps", "owner", "stakeholders", False, "refuse"),
    Reference("steps", "depends_on", "steps", True, "clear"),
    Reference("steps", "from_idea", "ideas", False, "clear"),
    Reference("resources", "step", "steps", False, "cascade"),
    Reference("barriers", "step", "steps", False, "cascade"),
    Reference("barriers", "who", "stakeholders", True, "refuse"),
    Reference("barriers", "owner", "stakeholders", False, "refuse"),
    Reference("communications", "goal", "goals", False, "cascade"),
    Reference("communications", "step", "steps", False, "cascade"),
    Reference("communications", "audience", "stakeholders", True, "refuse"),
    Reference("communications", "responsible", "stakeholders", False, "refuse"),
    Reference("contacts", "communication", "communications", False, "cascade"),
    Reference("contacts", "by", "stakeholders", False, "refuse"),
    Reference("kpis", "goal", "goals", False, "cascade"),
    Reference("kpis", "step", "steps", False, "cascade"),
    Reference("kpis", "data_owner", "stakeholders", False, "refuse"),
    Reference("measurements", "kpi", "kpis", False, "cascade"),
    Reference("ideas", "promoted_to", "steps", False, "clear"),
    Reference("ideas", "merged_into", "ideas", False, "clear"),
    Reference("corrective_actions", "goal", "goals", False, "cascade"),
    Reference("corrective_actions", "step", "steps", False, "cascade"),
    Reference("corrective_actions", "kpi", "kpis", False, "cascade"),
    Reference("corrective_actions", "owner", "stakeholders", False, "refuse"),
    Reference("corrective_actions", "responsible", "stakeholders", False, "refuse"),
    Reference("corrective_actions", "closed_by", "stakeholders", False, "refuse"),
    Reference("reviews", "by", "stakeholders", False, "refuse"),
    Reference("approvals", "by", "stakeholders", False, "refuse"),
    Reference("waivers", "by", "stakeholders", False, "refuse"),
)

BY_FIELD: dict[tuple[str, str], Reference] = {(r.table, r.field): r for r in REFERENCES}
