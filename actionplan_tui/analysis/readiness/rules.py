"""Every readiness check, registered once: the screen, the command line and the docs read this."""

from __future__ import annotations

from actionplan_tui.analysis.readiness import (
    clear,
    complete_goals,
    complete_people,
    complete_steps,
    current,
)
from actionplan_tui.analysis.readiness.finding import Rule

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *complete_goals.RULES,
        *complete_steps.RULES,
        *complete_people.RULES,
        *clear.RULES,
        *current.RULES,
    )
}
"""The checks by their codes, in the order in which what they find is told."""
