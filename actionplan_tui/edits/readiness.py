"""Edits of readiness: a finding accepted by the plan's owner, a rule switched off."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from actionplan_tui.edits.edit import new_id
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Waiver, make


class AcceptFindings(Struct, frozen=True):
    """The plan's owner accepts findings, by their keys, with a reason.

    Whoever types it records it for the owner: the waiver names the owner, the history who
    typed it.
    """

    keys: tuple[str, ...]
    reason: str
    date: date

    def apply(self, plan: Plan) -> Plan:
        """The plan with a waiver for each finding, in place of an earlier one for it."""
        if plan.info.owner is None:
            raise Problem(
                "the plan has no owner who could accept it: name one first",
                table="plan",
                id=1,
                field="owner",
            )
        if not self.reason.strip():
            raise Problem("a reason is needed", table="waivers", field="reason")
        before = [id for id, waiver in plan.waivers.items() if waiver.finding in self.keys]
        plan = plan.drop("waivers", before)
        for key in self.keys:
            fields = {"finding": key, "date": self.date, "by": plan.info.owner}
            id = new_id(plan, "waivers")
            plan = plan.put("waivers", make(Waiver, id=id, reason=self.reason.strip(), **fields))
        return plan

    def label(self, plan: Plan) -> str:
        """What is accepted."""
        count = len(self.keys)
        return f"accept {self.keys[0]}" if count == 1 else f"accept {count} findings"


class SwitchRule(Struct, frozen=True):
    """Switch a readiness rule off in the plan, or on again."""

    code: str
    off: bool

    def apply(self, plan: Plan) -> Plan:
        """The plan with the rule switched."""
        codes = [code for code in plan.info.rules_off if code != self.code]
        return plan.amend("plan", 1, rules_off=(*codes, *([self.code] if self.off else [])))

    def label(self, plan: Plan) -> str:
        """The rule, and whether it is off."""
        return f"switch rule {self.code} {'off' if self.off else 'on'}"
