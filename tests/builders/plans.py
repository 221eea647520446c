"""Small plans for tests, built in a few words: `from plans import PlanBuilder`."""

from __future__ import annotations

from typing import Any

import msgspec

from actionplan_tui.model import rank, records
from actionplan_tui.model.plan import TABLES, Plan


class PlanBuilder:
    """Builds a plan record by record, in the order in which they are to stand.

    Every method gives the new record's id. Ids count up within each table.
    """

    def __init__(self, **info: Any) -> None:
        self.plan = Plan(info=records.make(records.PlanInfo, id=1, **info))

    def add(self, table: str, **fields: Any) -> int:
        """A record of any table; those that have a position go last."""
        rows = self.plan.table(table)
        id = max(rows, default=0) + 1
        if "position" in TABLES[table].type.__struct_fields__:
            last = max((str(getattr(row, "position", "")) for row in rows.values()), default="")
            fields.setdefault("position", rank.between(last, ""))
        self.plan = self.plan.put(table, records.make(TABLES[table].type, id=id, **fields))
        return id

    def info(self, **fields: Any) -> None:
        """Change the plan's own record."""
        self.plan = self.plan.put("plan", records.amend(self.plan.info, **fields))

    def amend(self, table: str, id: int, **fields: Any) -> None:
        """Change a record."""
        self.plan = self.plan.amend(table, id, **fields)

    def person(self, name: str, **fields: Any) -> int:
        """A stakeholder."""
        return self.add("stakeholders", name=name, **fields)

    def goal(self, statement: str, **fields: Any) -> int:
        """A goal."""
        return self.add("goals", statement=statement, **fields)

    def step(self, title: str, **fields: Any) -> int:
        """A step; say `goal=` or `parent=` for its place."""
        return self.add("steps", title=title, **fields)

    def milestone(self, title: str, **fields: Any) -> int:
        """A milestone."""
        return self.step(title, kind="milestone", **fields)

    def forget(self) -> Plan:
        """The plan without anything worked out earlier and kept beside it."""
        self.plan = msgspec.structs.replace(self.plan)
        self.plan.__dict__.clear()
        return self.plan
