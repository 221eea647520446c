"""What a goal still lacks to be specific, measurable, achievable, relevant and time-bound.

Hints for while it is typed, never a verdict: words are looked at, not what they mean.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from actionplan_tui.analysis.alignment import line_of_sight
from actionplan_tui.analysis.goal_steps import tops_of
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan

_FEWEST_WORDS = 3
_FEWEST_LETTERS = 6
"""What a specific statement has at least: words, or letters where words are not parted."""
_YEAR = r"\b(?:19|20)\d\d\b"
_NUMBER = (
    r"\d|%|\b(?:half|halve[sd]?|third|quarter|twice|double[sd]?|triple[sd]?|all|every|each|no|none"
    r"|zero|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|percent)\b"
)
_TIME = (
    r"\b(?:19|20)\d\d\b|\b(?:by|until|before|within)\s+\S*\s*"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|day|week|month|quarter|year)"
)


class Around(Struct, frozen=True, kw_only=True):
    """What else is known of a goal while its statement is typed."""

    target_date: date | None = None
    success: str = ""
    kpis: int = 0
    steps: int = 0
    aligned: bool = False
    framework: bool = False
    """Is there a framework to be aligned to?"""


def around(plan: Plan, goal_id: int) -> Around:
    """What the plan knows of a goal."""
    goal = plan.goals[goal_id]
    return Around(
        target_date=goal.target_date,
        success=goal.success,
        kpis=len(hanging(plan, "kpis", "goal", goal_id)),
        steps=len(tops_of(plan, goal_id)),
        aligned=bool(line_of_sight(plan, goal_id)),
        framework=bool(plan.framework),
    )


def smart_hints(statement: str, known: Around) -> tuple[str, ...]:
    """What is still missing, in a few words each; first what can be mended by typing on."""
    hints: list[str] = []
    if not _is_specific(statement):
        hints.append("specific? who does what")
    if not (known.kpis or _has_number(statement) or _has_number(known.success)):
        hints.append("measurable? name a number")
    if known.target_date is None and not _found(_TIME, statement):
        hints.append("time-bound? By is blank")
    if not known.steps:
        hints.append("achievable? no step yet")
    if known.framework and not known.aligned:
        hints.append("relevant? aligned to nothing")
    return tuple(hints)


def smart_text(statement: str, known: Around) -> str:
    """The hints in one line; when nothing is missing, that."""
    hints = smart_hints(statement, known)
    return " · ".join(hints) or "specific, measurable, achievable, relevant, time-bound"


def _is_specific(statement: str) -> bool:
    words = statement.split()
    if len(words) > 1 or statement.isascii():
        return len(words) >= _FEWEST_WORDS
    return len(statement) >= _FEWEST_LETTERS


def _has_number(text: str) -> bool:
    return _found(_NUMBER, re.sub(_YEAR, "", text))


def _found(pattern: str, text: str) -> bool:
    """Whether a text has what is looked for; compiled once it is (`re` keeps the pattern)."""
    return bool(re.search(pattern, text, re.IGNORECASE))
