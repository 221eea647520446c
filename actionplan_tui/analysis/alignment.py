"""Alignment both ways: which goals serve each line of the framework, and what serves nothing
(UN DESA deck, Strategic Framework)."""

from __future__ import annotations

from msgspec import Struct

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import framework_order, goal_order, outline


class Alignment(Struct, frozen=True, kw_only=True):
    """How the plan hangs together with its strategic framework.

    A goal serves the lines it is aligned to, and those above them; a goal that is part of
    another serves what that one serves. Without a framework no goal is called unaligned.
    """

    served_by: dict[int, tuple[int, ...]]
    """For every line of the framework, the goals that serve it or a line under it."""
    unserved: tuple[int, ...]
    """Lines of the framework that no goal serves."""
    unaligned: tuple[int, ...]
    """Goals that serve no line."""
    loose_steps: tuple[int, ...]
    """Top-level steps under no goal: with all below them they serve nothing."""


def alignment(plan: Plan) -> Alignment:
    """The alignment of the plan, worked out once and kept beside it."""
    known: Alignment | None = plan.__dict__.get("alignment")
    if known is None:
        known = plan.__dict__["alignment"] = _alignment(plan)
    return known


def _alignment(plan: Plan) -> Alignment:
    lines = framework_order(plan)
    served: dict[int, list[int]] = {line: [] for line in lines}
    unaligned: list[int] = []
    for goal in goal_order(plan):
        sight = line_of_sight(plan, goal)
        for line in sight:
            served[line].append(goal)
        if lines and not sight:
            unaligned.append(goal)
    return Alignment(
        served_by={line: tuple(goals) for line, goals in served.items()},
        unserved=tuple(line for line, goals in served.items() if not goals),
        unaligned=tuple(unaligned),
        loose_steps=tuple(outline(plan).of_goal(None)),
    )


def line_of_sight(plan: Plan, goal_id: int) -> tuple[int, ...]:
    """The lines of the framework that a goal serves, each followed by those above it."""
    known = set(framework_order(plan))
    found: dict[int, None] = {}
    for line in _aligned_to(plan, goal_id):
        above: int | None = line
        while above is not None and above in known and above not in found:
            found[above] = None
            above = plan.framework[above].parent
    return tuple(found)


def _aligned_to(plan: Plan, goal_id: int) -> list[int]:
    """The lines named by a goal and by the goals it is part of, its own first."""
    lines: list[int] = []
    seen: set[int] = set()
    id: int | None = goal_id
    while id is not None and id in plan.goals and id not in seen:
        seen.add(id)
        lines += plan.goals[id].aligned_to
        id = plan.goals[id].parent
    return lines
