"""The whole plan as one immutable value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec
from msgspec import Struct

from actionplan_tui.model import records
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record


class Table(Struct, frozen=True):
    """A table of the plan: its name in the file, its records' type, their letter and word."""

    name: str
    type: type[Record]
    letter: str
    noun: str


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("plan", records.PlanInfo, "", "plan"),
        Table("framework", records.Framework, "F", "framework line"),
        Table("goals", records.Goal, "G", "goal"),
        Table("steps", records.Step, "S", "step"),
        Table("resources", records.Resource, "R", "resource"),
        Table("barriers", records.Barrier, "B", "barrier"),
        Table("stakeholders", records.Stakeholder, "P", "stakeholder"),
        Table("communications", records.Communication, "C", "communication"),
        Table("contacts", records.Contact, "L", "contact"),
        Table("kpis", records.KPI, "K", "KPI"),
        Table("measurements", records.Measurement, "M", "measurement"),
        Table("ideas", records.Idea, "I", "idea"),
        Table("corrective_actions", records.CorrectiveAction, "A", "corrective action"),
        Table("reviews", records.Review, "V", "review"),
        Table("approvals", records.Approval, "", "approval"),
        Table("waivers", records.Waiver, "", "waiver"),
        Table("tombstones", records.Tombstone, "", "tombstone"),
    )
}

LETTERS: dict[str, str] = {table.letter: table.name for table in TABLES.values() if table.letter}


_PLACES: dict[str, tuple[str, ...]] = {
    "steps": ("goal", "parent", "position", "archived"),
    "goals": ("parent", "position", "archived"),
}
"""The fields the outline is made of: changing others keeps it."""


_LONG = 1_000
"""Records from which a table is copied beforehand: each has to be taken hold of, wherever in memory
it lies, and of ten thousand that is the most of what a change costs."""


def ref(table: str, id: int) -> str:
    """How a record is named to people: the table's letter and the id, such as `S12`."""
    return f"{TABLES[table].letter}{id}"


KEPT = "kept"
"""Where what was worked out last is kept beside a plan, and handed on to the next: see
`analysis.kept`."""


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """The whole document: the plan's own record and every table, by id.

    An edit makes the next Plan; tables and records it does not touch are shared. What is
    worked out of it (such as the outline) is kept beside it and never compared.
    """

    info: records.PlanInfo = records.PlanInfo(id=1)
    framework: Mapping[int, records.Framework] = {}
    goals: Mapping[int, records.Goal] = {}
    steps: Mapping[int, records.Step] = {}
    resources: Mapping[int, records.Resource] = {}
    barriers: Mapping[int, records.Barrier] = {}
    stakeholders: Mapping[int, records.Stakeholder] = {}
    communications: Mapping[int, records.Communication] = {}
    contacts: Mapping[int, records.Contact] = {}
    kpis: Mapping[int, records.KPI] = {}
    measurements: Mapping[int, records.Measurement] = {}
    ideas: Mapping[int, records.Idea] = {}
    corrective_actions: Mapping[int, records.CorrectiveAction] = {}
    reviews: Mapping[int, records.Review] = {}
    approvals: Mapping[int, records.Approval] = {}
    waivers: Mapping[int, records.Waiver] = {}
    tombstones: Mapping[int, records.Tombstone] = {}

    def table(self, name: str) -> Mapping[int, Record]:
        """The records of a table by id; the plan's own record is table `plan`, id 1."""
        if name == "plan":
            return {1: self.info}
        return cast("Mapping[int, Record]", getattr(self, name))

    def find(self, table: str, id: int) -> Record | None:
        """The record, or None."""
        if table == "plan":
            return self.info if id == 1 else None
        return self.table(table).get(id)

    def get(self, table: str, id: int) -> Record:
        """The record.

        Raises: Problem when the plan holds no such record.
        """
        record = self.find(table, id)
        if record is None:
            raise Problem(f"there is no {TABLES[table].noun} {ref(table, id)}", table=table, id=id)
        return record

    def put(self, table: str, *changed: Record) -> Plan:
        """The plan with these records added to the table or replaced in it."""
        if table == "plan":
            return self._next(info=changed[-1])
        before = self.table(table)
        rows = self._copy(table)
        for record in changed:
            rows[record.id] = record
        after = self._next(**{table: rows})
        if len(changed) == 1 and changed[0] is not before.get(changed[0].id):
            # What differs need not be looked for, see `differing`.
            after.__dict__[KEPT]["differing", table] = before, rows, (changed[0].id,)
        places = _PLACES.get(table)
        if places and all(
            (old := before.get(new.id)) is not None
            and all(getattr(old, place) == getattr(new, place) for place in places)
            for new in changed
        ):
            after._keep(self)
        return after

    def prepare(self) -> None:
        """Copy each long table now, while nobody waits, for the next change to begin with."""
        kept = self.__dict__.setdefault(KEPT, {})
        for table in TABLES:
            rows = self.table(table)
            if len(rows) >= _LONG and kept.get(("copy", table), (None,))[0] is not rows:
                kept["copy", table] = rows, dict(rows)

    def _copy(self, table: str) -> dict[int, Record]:
        """A table's records, to be changed: the copy made beforehand is taken once."""
        rows = self.table(table)
        kept = self.__dict__.setdefault(KEPT, {})
        made = kept.get(("copy", table))
        if made is not None and made[0] is rows and kept.pop(("copy", table), None) is made:
            return cast("dict[int, Record]", made[1])
        return dict(rows)

    def drop(self, table: str, ids: Iterable[int]) -> Plan:
        """The plan without these records of the table; nothing else changes."""
        gone = set(ids)
        return self._next(
            **{table: {id: r for id, r in self.table(table).items() if id not in gone}}
        )

    def amend(self, table: str, id: int, **fields: Any) -> Plan:
        """The plan with some fields of one record changed, validated.

        Raises: Problem naming the field, or when there is no such record.
        """
        try:
            return self.put(table, records.amend(self.get(table, id), **fields))
        except Problem as problem:
            raise Problem(
                problem.message, table=table, id=id, field=problem.field or next(iter(fields), "")
            ) from None

    def _next(self, **tables: Any) -> Plan:
        after = msgspec.structs.replace(self, **tables)
        if "steps" not in tables and "goals" not in tables:
            after._keep(self)
        # Each index knows the table it was made from: one made for either plan serves both.
        for shared in ("hanging", KEPT):
            after.__dict__[shared] = self.__dict__.setdefault(shared, {})
        return after

    def _keep(self, before: Plan) -> None:
        """Keep the outline of the plan before: no step or goal has changed its place."""
        if "outline" in before.__dict__:
            self.__dict__["outline"] = before.__dict__["outline"]


def live(rows: Mapping[int, records.R]) -> dict[int, records.R]:
    """The records of a table that are not archived, in the table's order."""
    return {id: record for id, record in rows.items() if not record.archived}
