"""Cadences that wait for a step, as people say them: by its code or title, "at milestone"."""

from __future__ import annotations

import re

from actionplan_tui.capture.mentions import find_record
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

_BEGINS = re.compile(r"(?:at|when|after|with|milestone|step)\b", re.IGNORECASE)
_AT = re.compile(
    r"(?:(?:at|on|when|after|with)\s+)?(?:the\s+)?(?:(?:milestone|step)\b\s*)?(?P<step>.*?)"
    r"(?:\s+is\s+(?:due|done|finished|complete|completed))?\s*",
    re.IGNORECASE,
)
_CODE = re.compile(r"(\d+(?:\.\d+)*)\s+\D.*")
_ENDS = frozenset({"due", "the end", "end", "completion", "it", "once"})


def read_step(plan: Plan, own_step: int | None, text: str) -> str | None:
    """The cadence meant by "at milestone", "at 1.3", "when Cabinet approval is done"; or None.

    `own_step` is the step that the communication belongs to, if any.

    Raises: Problem when the text begins so and names no step.
    """
    words = " ".join(text.split())
    if not _BEGINS.match(words):
        return None
    found = _AT.fullmatch(words)
    named = found["step"] if found else ""
    if named.casefold() in _ENDS:
        return None
    if not named:
        if own_step is None:
            raise Problem("at which step? Its code or title, such as at 1.3")
        return "at due"
    code = _CODE.fullmatch(named)
    return f"at S{find_record(plan, 'steps', code[1] if code else named, by_start=not code)}"
