"""Edits of corrective action: what the owner of something off track decides, and closes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct

from actionplan_tui.analysis.off_track import off_track, subject
from actionplan_tui.edits.edit import title
from actionplan_tui.edits.records import AddRecord, SetFields
from actionplan_tui.model.ownership import accountable
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import CorrectiveAction

_FIELDS = {"steps": "step", "kpis": "kpi", "goals": "goal"}


class RaiseCorrective(Struct, frozen=True):
    """Open a corrective action on a step, a KPI, a goal or the plan, in its owner's name.

    What went off track is the rule that holds that day, unless `fields` say otherwise.
    """

    table: str
    id: int
    on: dt.date
    fields: dict[str, Any] = {}

    def apply(self, plan: Plan) -> Plan:
        """The plan with the action added under a provisional id."""
        plan.get(self.table, self.id)
        if self.table not in ("plan", *_FIELDS):
            noun = "a step, a goal, a KPI or the plan"
            raise Problem(f"corrective action is taken on {noun}", table=self.table, id=self.id)
        fields = {
            "detected": self.on,
            "deviation": self._rule(plan),
            "owner": accountable(plan, self.table, self.id),
            **self.fields,
        }
        if self.table in _FIELDS:
            fields[_FIELDS[self.table]] = self.id
        return AddRecord("corrective_actions", fields).apply(plan)

    def _rule(self, plan: Plan) -> str:
        for one in off_track(plan, self.on):
            if (one.table, one.id) == (self.table, self.id):
                return f"{one.rule}: {one.reason}"
        return ""

    def label(self, plan: Plan) -> str:
        """What it is about."""
        return f"corrective action on {title(plan, self.table, self.id)}"


class CloseCorrective(Struct, frozen=True):
    """Close a corrective action on a day: its owner has verified that it worked.

    Whoever types it, it is closed in the owner's name.
    """

    id: int
    on: dt.date

    def apply(self, plan: Plan) -> Plan:
        """The plan with the action closed.

        Raises: Problem when nobody is accountable yet.
        """
        action = plan.get("corrective_actions", self.id)
        assert isinstance(action, CorrectiveAction)
        owner = accountable(plan, *subject(action))
        if owner is None:
            raise Problem(
                f"{ref('corrective_actions', self.id)}: name the owner first, who alone closes it",
                table="corrective_actions",
                id=self.id,
                field="owner",
            )
        fields = {"status": "verified", "verified": self.on, "owner": owner, "closed_by": owner}
        return SetFields("corrective_actions", self.id, fields).apply(plan)

    def label(self, plan: Plan) -> str:
        """The action, and for whom it is closed."""
        action = plan.corrective_actions[self.id]
        owner = accountable(plan, *subject(action))
        name = f" for {title(plan, 'stakeholders', owner)}" if owner is not None else ""
        return f"close {ref('corrective_actions', self.id)}{name}"
