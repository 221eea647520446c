"""Communications as text:
"Bar association by Ioane every 2 weeks on tue via meeting: progress of the bill".

Every part may be left out. What stands alone is the audience when it looks like names, else
the message; a message without an audience begins with a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.items_text import Parts, look_like_names
from actionplan_tui.capture.names import (
    name_value,
    name_values,
    read_name,
    read_names,
    show_name,
    show_names,
    split_pieces,
)
from actionplan_tui.capture.quoting import HIDDEN, clean, mask, quote
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication

_COLON = re.compile(r":(?=\s|$)")
_VIA = re.compile(r"(?:^|(?<=\s))via\s+", re.IGNORECASE)
_BY = re.compile(r"(?:^|(?<=\s))by\s+", re.IGNORECASE)
_CADENCE = re.compile(
    r"(?<!\S)(?:every|each|daily|weekly|fortnightly|bi-?weekly|(?:bi-?)?monthly|quarterly"
    r"|half[- ]yearly|semi-?annual(?:ly)?|yearly|annual(?:ly)?|once|twice|at|on|when"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days|first|last)(?!\S)",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(r"(?:every|each)\s", re.IGNORECASE)


def read(plan: Plan, text: str, context: DateContext) -> Parts:
    """What a typed communication says: to whom, by whom, how often, how, what.

    Raises: Problem when "every ..." is no cadence, or several are responsible.
    """
    text = text.strip()
    colon = _COLON.search(mask(text))
    head, message = (text[: colon.start()], text[colon.end() :]) if colon else (text, "")
    cadence, head = _cadence(head)
    head, channel = _after(_VIA, head)
    audience, responsible = _after(_BY, head)
    if colon and not (audience.strip() or responsible or channel or cadence) and head.strip():
        audience = head
    if audience.strip() and not look_like_names(plan, audience, strictly=False):
        # Not names: then the text as a whole is what is to be told.
        return (
            _parts((), text)
            if colon or not (responsible or channel or cadence)
            else _parts(
                (), audience, responsible=_one(plan, responsible), cadence=cadence, channel=channel
            )
        )
    return _parts(
        name_values(plan, audience),
        message,
        responsible=_one(plan, responsible),
        cadence=cadence,
        channel=channel,
    )


def _parts(
    audience: tuple[int | str, ...],
    message: str,
    *,
    responsible: int | str | None = None,
    cadence: str = "",
    channel: str = "",
) -> Parts:
    return {
        "audience": audience,
        "responsible": responsible,
        "cadence": cadence,
        "channel": clean(channel),
        "message": clean(message),
    }


def _one(plan: Plan, text: str) -> int | str | None:
    pieces = split_pieces(plan, text)
    if len(pieces) > 1:
        raise Problem(f'one is responsible, not {" and ".join(pieces)}: name one after "by"')
    return name_value(plan, text) if text.strip() else None


def _after(mark: re.Pattern[str], head: str) -> tuple[str, str]:
    """What stands before the last such mark, and what after it."""
    marks = list(mark.finditer(mask(head)))
    return (head[: marks[-1].start()], head[marks[-1].end() :]) if marks else (head, "")


def _cadence(head: str) -> tuple[str, str]:
    """The cadence in the text before the message ("" for none), and the rest of that text."""
    masked = mask(head)
    trouble: Problem | None = None
    for start in _CADENCE.finditer(masked):
        for end in _ends(masked, start.start()):
            words = head[start.start() : end].strip()
            try:
                cadence = "" if HIDDEN in masked[start.start() : end] else _known_cadence(words)
            except Problem as problem:
                if _UNMISTAKABLE.match(words) and head[: start.start()].strip():
                    trouble = trouble or problem
                continue
            if cadence:
                return cadence, f"{head[: start.start()]} {head[end:]}".strip()
    if trouble:
        raise trouble
    return "", head


@lru_cache(maxsize=256)  # a table shows few, many times
def _known_cadence(text: str) -> str:
    # Reading cadences takes a grammar that the first frame of the desk does not need.
    from actionplan_tui.capture.cadences import understand_cadence

    return understand_cadence(text)


def _ends(masked: str, start: int) -> Iterator[int]:
    """Where a cadence that starts there may end: before "by" or "via", or at the end."""
    marks = (mark.search(masked, start) for mark in (_VIA, _BY))
    yield from sorted(found.start() for found in marks if found)
    yield len(masked)


def parts_of(plan: Plan, communication: Communication) -> Parts:
    """What the text of the communication is to say."""
    return {
        "audience": tuple(dict.fromkeys(communication.audience)),
        "responsible": communication.responsible,
        "cadence": communication.cadence,
        "channel": communication.channel,
        "message": communication.message,
    }


def forms(plan: Plan, told: Communication) -> Iterator[str]:
    """Texts for the communication, the plainest first."""
    bare = not (told.audience or told.responsible or told.cadence or told.channel)
    if bare and told.message:
        yield told.message
    for quoted in ("", "message", "all"):
        names = show_names(plan, told.audience, quoted=quoted == "all")
        head = [names] if names else []
        if told.responsible is not None:
            head.append(f"by {show_name(plan, told.responsible, quoted=quoted == 'all')}")
        if told.cadence:
            head.append(told.cadence)
        if told.channel:
            head.append(f"via {quote(told.channel) if quoted else told.channel}")
        message = quote(told.message) if quoted and told.message else told.message
        yield " ".join(head) + f": {message}".rstrip() if message or not head else " ".join(head)


def say(plan: Plan, parts: Parts, context: DateContext) -> str:
    """What was understood: "tells Bar association weekly by Ioane via meeting: progress"."""
    said = f"tells {read_names(plan, parts['audience']) or 'nobody yet'}"
    if parts["cadence"]:
        said += f" {parts['cadence']}"
    if parts["responsible"] is not None:
        said += f" by {read_name(plan, parts['responsible'])}"
    if parts["channel"]:
        said += f" via {parts['channel']}"
    return f"{said}: {parts['message']}" if parts["message"] else said
