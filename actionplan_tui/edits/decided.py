"""What somebody decides in their own name is not written like any other field.

A finding is accepted by the plan's owner alone, with a reason; a plan is approved once nothing
blocks it (`edits.promises.Approve`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem


def refuse_undecided(plan: Plan, table: str, values: Mapping[str, Any], id: int = 0) -> None:
    """Refuse fields of a waiver, an approval or the plan's status that say what nobody decided.

    `id` 0: a record to be added.

    Raises: Problem naming the field.
    """
    if table == "approvals" and (not id or values.keys() - {"reason"}):
        raise _refused(
            "a plan is approved as a whole, once nothing blocks it", table, id, "version"
        )
    if table == "plan" and values.get("status") == "approved" and not plan.approvals:
        raise _refused("status: a plan is approved as a whole, and nothing may block it", table, id,
                       "status")  # fmt: skip
    if table != "waivers":
        return
    if plan.info.owner is None:
        raise _refused("by: the plan has no owner who could accept it", table, id, "by")
    if values.get("by", None if not id else plan.info.owner) != plan.info.owner:
        owner = plan.stakeholders.get(plan.info.owner)
        name = f"{owner.name}, the" if owner is not None else "the"
        raise _refused(f"by: {name} owner of the plan, accepts it: say so", table, id, "by")
    if not str(values.get("reason", "" if not id else "kept")).strip():
        raise _refused("reason: say why it is accepted", table, id, "reason")


def _refused(message: str, table: str, id: int, field: str) -> Problem:
    return Problem(message, table=table, id=id, field=field)
