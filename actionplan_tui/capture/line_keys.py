"""How a capture line falls into its text and its `key:value` parts."""

from __future__ import annotations

import re
from typing import NamedTuple

from actionplan_tui.capture.names import guess_name
from actionplan_tui.capture.quoting import mask
from actionplan_tui.model.plan import Plan

KEYS: dict[str, str] = {
    **dict.fromkeys(("by", "who", "lead"), "by"),
    **dict.fromkeys(("due", "on", "until"), "due"),
    **dict.fromkeys(("need", "needs"), "need"),
    **dict.fromkeys(("risk", "bar", "barrier"), "risk"),
    **dict.fromkeys(("p", "priority"), "p"),
    **dict.fromkeys(("tag", "tags"), "tag"),
    **{
        key: key
        for key in (
            "start", "goal", "under", "has", "tell", "via", "from", "every", "kpi",
            "owner", "support", "done",
        )
    },
}  # fmt: skip
"""The words before a colon that say something, and what they say."""

_KEY = re.compile(
    rf"(?<!\S)(?:({'|'.join(KEYS)}):(?!//)\s*|(@)(?=[^\W_]|\0)|(#)(?=[^\W\d_])|(!)(?!\S))",
    re.IGNORECASE,
)
_TABLE = re.compile(r"(goal|idea|step|stakeholder)\s+(?=\")", re.IGNORECASE)
_SIGILS = {"-": "steps", "?": "ideas", ">": "steps"}
_TABLES = {"goal": "goals", "idea": "ideas", "step": "steps", "stakeholder": "stakeholders"}
_LONGEST_NAME = 8


class Segment(NamedTuple):
    """A key of a line, in its usual form ("@", "#" and "!" are keys), with its value and
    both as they were typed. The text before the first key has the key ""."""

    key: str
    value: str
    typed: str


def table_of(text: str) -> tuple[str, bool, str]:
    """The table that a line begins by naming ("" for none), whether it is to stand under
    the last one, and the rest of the line."""
    text = text.strip()
    sigil = text[:1]
    if sigil in _SIGILS and (text[1:2].isspace() or sigil != "-"):
        return _SIGILS[sigil], sigil == ">", text[1:].lstrip()
    named = _TABLE.match(text)
    return (_TABLES[named[1].lower()], False, text[named.end() :]) if named else ("", False, text)


def segments(text: str) -> list[Segment]:
    """The line's text and its keys with their values, each up to the next key."""
    keys = list(_KEY.finditer(mask(text)))
    ends = [*(key.start() for key in keys), len(text)]
    found = [Segment("", text[: ends[0]].strip(), text[: ends[0]].strip())]
    for key, end in zip(keys, ends[1:], strict=True):
        word = KEYS[key[1].lower()] if key[1] else key[0]
        typed = text[key.start() : end].strip()
        found.append(Segment(word, text[key.end() : end].strip(), typed))
    return found


def mentioned(plan: Plan, text: str) -> tuple[str, str]:
    """The name right after an "@", and the text that goes on behind it.

    It is the longest that begins a known name; an unknown one is a word, with the words
    after it that begin with a capital too.
    """
    masked = mask(text)
    words = list(re.finditer(r"\S+", masked))
    if masked.startswith("\0"):
        end = len(masked) - len(masked.lstrip("\0"))
        return text[:end], text[end:].strip()
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        end = words[count - 1].end()
        name = text[:end].rstrip(",.;:?")
        if guess_name(plan, name):
            return name, text[len(name) :].strip(" ,;")
    count = 1
    while count < len(words) and text[0].isupper() and words[count][0][0].isupper():
        count += 1
    name = text[: words[count - 1].end()].rstrip(",.;:?")
    return name, text[len(name) :].strip(" ,;")
