"""Barriers as text: "Ana Ruiz, Registry: fear of new work", "risk: heavy rains"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.items_text import Parts, look_like_names
from actionplan_tui.capture.names import is_known, name_values, read_names, show_names, split_pieces
from actionplan_tui.capture.quoting import clean, mask, quote, unquote
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Barrier, BarrierKind

_KIND = re.compile(rf"({'|'.join(get_args(BarrierKind))})\s*:\s*", re.IGNORECASE)
_COLON = re.compile(r":(?=\s|$)")


def read(plan: Plan, text: str, context: DateContext) -> Parts:
    """What a typed barrier says: who might resist, how, and of what kind it is."""
    prefix = _KIND.match(mask(text))
    rest = text[prefix.end() :] if prefix else text.strip()
    colon = _COLON.search(mask(rest))
    who, how = (rest[: colon.start()], rest[colon.end() :]) if colon else ("", rest)
    if colon and who.strip() and not look_like_names(plan, who, strictly=True):
        who, how = "", rest
    elif not colon and _are_known(plan, rest):
        who, how = rest, ""
    people = name_values(plan, who)
    kind = prefix[1].lower() if prefix else _usual(bool(people))
    return {"who": people, "how": clean(how), "kind": kind}


def _are_known(plan: Plan, text: str) -> bool:
    """Whether a text without a colon is nothing but names of the register."""
    pieces = split_pieces(plan, text) if unquote(text) is None else []
    return bool(pieces) and all(is_known(plan, piece) for piece in pieces)


def _usual(anyone: bool) -> str:
    return "resistance" if anyone else "barrier"


def parts_of(plan: Plan, barrier: Barrier) -> Parts:
    """What the text of the barrier is to say."""
    return {"who": tuple(dict.fromkeys(barrier.who)), "how": barrier.how, "kind": barrier.kind}


def forms(plan: Plan, barrier: Barrier) -> Iterator[str]:
    """Texts for the barrier, the plainest first."""
    kind = f"{barrier.kind}: " if barrier.kind != _usual(bool(barrier.who)) else ""
    who = show_names(plan, barrier.who)
    yield kind + f"{who}: {barrier.how}".strip() if who else f"{kind}{barrier.how}"
    if barrier.who:
        yield kind + f"{who}: {quote(barrier.how)}"
        yield kind + f"{show_names(plan, barrier.who, quoted=True)}: {quote(barrier.how)}"
    yield f"{kind}{quote(barrier.how)}"


def say(plan: Plan, parts: Parts, context: DateContext) -> str:
    """What was understood: "resistance of Ana Ruiz: fear of new work"."""
    of = f" of {read_names(plan, parts['who'])}" if parts["who"] else ""
    return f"{parts['kind']}{of}: {parts['how']}".removesuffix(": ")
