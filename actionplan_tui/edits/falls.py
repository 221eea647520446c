"""What a stakeholder's engagement was before it changed: who fell to resistant is known by it."""

from __future__ import annotations

import msgspec

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Stakeholder


def noted(before: Plan, after: Plan) -> Plan:
    """The plan after an edit, with what the engagement was wherever the edit changed it."""
    if before.stakeholders is after.stakeholders:
        return after
    changed: list[Stakeholder] = []
    for id, person in after.stakeholders.items():
        was = before.stakeholders.get(id)
        if was is not None and was is not person and was.engagement != person.engagement:
            changed.append(msgspec.structs.replace(person, engaged_before=was.engagement))
    return after.put("stakeholders", *changed) if changed else after
