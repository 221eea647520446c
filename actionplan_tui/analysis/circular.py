"""Steps that wait for themselves, straight or through others."""

from __future__ import annotations

from actionplan_tui.model.plan import Plan


def circular(plan: Plan) -> frozenset[int]:
    """The steps that wait for themselves, kept beside the plan (`analysis.touched` hands it on
    where no step waits for another than before)."""
    known: frozenset[int] | None = plan.__dict__.get("circular")
    if known is None:
        known = plan.__dict__["circular"] = _circular(plan)
    return known


def _circular(plan: Plan) -> frozenset[int]:
    steps = plan.steps
    waits = {
        step.id: [id for id in step.depends_on if id in steps]
        for step in steps.values()
        if step.depends_on
    }
    free = {id for ids in waits.values() for id in ids if id not in waits}
    holds: dict[int, list[int]] = {}
    left = {}
    for id, before in waits.items():
        left[id] = len(set(before))
        for other in set(before):
            holds.setdefault(other, []).append(id)
    # Who waits for nothing that is there holds nobody up either.
    queue = [*free, *(id for id, count in left.items() if not count)]
    while queue:
        for id in holds.get(queue.pop(), ()):
            left[id] -= 1
            if not left[id]:
                queue.append(id)
    return frozenset(id for id, count in left.items() if count)
