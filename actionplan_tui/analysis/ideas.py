"""What a brainstorm tells: which ideas are wanted most, and which are worth their effort."""

from __future__ import annotations

from typing import Literal

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Idea

Worth = Literal["", "quick win", "major project", "fill-in", "thankless"]
"""An idea on the impact/effort grid."""

HIGH = 3
"""From this on, of 5, impact or effort counts as high."""

_SETTLED = frozenset({"promoted", "merged", "rejected", "parked"})


def worth(idea: Idea) -> Worth:
    """The idea's place on the impact/effort grid; nothing until both are judged."""
    if idea.impact is None or idea.effort is None:
        return ""
    if idea.impact >= HIGH:
        return "quick win" if idea.effort < HIGH else "major project"
    return "fill-in" if idea.effort < HIGH else "thankless"


def ranked(plan: Plan) -> list[int]:
    """Ideas still open first, by votes, then by impact for effort; then the settled ones."""

    def key(id: int) -> tuple[bool, int, float, int]:
        idea = plan.ideas[id]
        gain = (idea.impact or 0) / (idea.effort or 5)
        return (idea.status in _SETTLED, -idea.votes, -gain, id)

    return sorted((id for id, idea in plan.ideas.items() if not idea.archived), key=key)


def question(plan: Plan) -> str:
    """The question of the latest brainstorm: that of the newest idea which has one."""
    asked = (plan.ideas[id].question for id in sorted(plan.ideas, reverse=True)
             if not plan.ideas[id].archived)  # fmt: skip
    return next((text for text in asked if text), "")


def open_ideas(plan: Plan) -> int:
    """How many ideas wait for a decision."""
    return sum(
        idea.status in ("new", "shortlisted") and not idea.archived for idea in plan.ideas.values()
    )
