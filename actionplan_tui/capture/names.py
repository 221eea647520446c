"""Names as people type them: whom they mean, and who would be new to the register.

Several names stand between commas, `;`, new lines, "/", "&" or "and". A comma always parts,
unless the register holds a name with that comma; the others part only next to a name of the
register, so that "Research and Development" stays one. Quotes keep any name whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from actionplan_tui.capture.digits import NOTHING, cited, one_line
from actionplan_tui.capture.quoting import clean, is_open, mask, quote, split, unquote
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step

NOBODY = NOTHING | {"nobody"}
_REF = re.compile(r"[Pp](\d{1,9})")
_MARK = re.compile(r"\s*(?:(?P<hard>[;\n,،؛](?:\s*and\s)?)|[/&]|\sand\s|\sو\s)\s*", re.IGNORECASE)
_LONGEST = 16


class LeadAndSupport(NamedTuple):
    """Who a step is By: ids of the register, or names new to it."""

    lead: int | str | None
    support: tuple[int | str, ...]


class _Register(NamedTuple):
    by_name: dict[str, int]
    marked: bool  # whether any name holds a mark by which names are parted


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    line = one_line(name)
    return (line if line.isascii() else unicodedata.normalize("NFC", line)).casefold()


def _register(plan: Plan) -> _Register:
    known: _Register | None = plan.__dict__.get("names")
    if known is None:
        by_name: dict[str, int] = {}
        for id, person in plan.stakeholders.items():
            if not person.archived:
                by_name.setdefault(name_key(person.name), id)
        by_name.pop("", None)
        marked = any(_MARK.search(name) for name in by_name)
        known = plan.__dict__["names"] = _Register(by_name, marked)
    return known


def find_name(plan: Plan, name: str) -> int | None:
    """The live stakeholder of exactly this name, whatever its case and blanks."""
    return _register(plan).by_name.get(name_key(name))


def guess_name(plan: Plan, text: str) -> list[int]:
    """Who could be meant: the one of this name, else all whose name begins with these words.

    A "the" before them does not count.
    """
    by_name = _register(plan).by_name
    key = name_key(text)
    for wanted in (key, key.removeprefix("the ")):
        if wanted in by_name:
            return [by_name[wanted]]
        begun = [id for name, id in by_name.items() if name.startswith(f"{wanted} ")]
        if begun:
            return begun
    return []


def split_pieces(plan: Plan, text: str) -> list[str]:
    """The pieces of the text that hold one name each, as typed (perhaps in quotes)."""
    marks = list(_MARK.finditer(mask(text)))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    pieces: list[str] = []
    place = unknown = 0  # `unknown` is where the words of no known name began
    while place < len(starts):
        last = _known_run(plan, text, starts[place:], ends[place:])
        if last is None:
            place += 1
            if place == len(starts) or marks[place - 1]["hard"]:
                pieces.append(text[starts[unknown] : ends[place - 1]])
                unknown = place
            continue
        if unknown < place:
            pieces.append(text[starts[unknown] : ends[place - 1]])
        pieces.append(text[starts[place] : ends[place + last]])
        place = unknown = place + last + 1
    return [piece.strip() for piece in pieces if piece.strip()]


def _known_run(plan: Plan, text: str, starts: list[int], ends: list[int]) -> int | None:
    """How many more stretches the longest known name at the first start takes in."""
    longest = min(len(ends), _LONGEST) if _register(plan).marked else 1
    for last in range(longest - 1, 0, -1):
        if find_name(plan, text[starts[0] : ends[last]]) is not None:
            return last
    return 0 if _is_known(plan, text[starts[0] : ends[0]]) else None


def _is_known(plan: Plan, text: str) -> bool:
    return bool(_REF.fullmatch(text)) or find_name(plan, clean(text)) is not None


def is_known(plan: Plan, text: str) -> bool:
    """Whether the text is the name or the reference (`P3`) of one stakeholder."""
    found = _REF.fullmatch(text.strip())
    if found and unquote(text) is None:
        return int(found[1]) in plan.stakeholders
    return find_name(plan, clean(text)) is not None


def name_value(plan: Plan, text: str) -> int | str | None:
    """Whom one name means: an id if known, else the cleaned new name; None for nobody.

    Raises: Problem for a reference such as `P99` to nobody.
    """
    if unquote(text) is None:
        if text.strip().lower() in NOBODY:
            return None
        found = _REF.fullmatch(text.strip())
        if found:
            plan.get("stakeholders", int(found[1]))
            return int(found[1])
    name = one_line(clean(text))
    id = find_name(plan, name)
    if id is not None:
        return id
    if not _is_sound(name):
        raise Problem(f"{cited(name)} is no name")
    return name


def name_values(plan: Plan, text: str) -> tuple[int | str, ...]:
    """Whom the text names: ids where known, else cleaned new names, each once.

    Raises: Problem for a reference such as `P99` to nobody.
    """
    found: dict[int | str, int | str] = {}
    for piece in split_pieces(plan, text):
        value = name_value(plan, piece)
        if value is not None:
            found.setdefault(name_key(value) if isinstance(value, str) else value, value)
    return tuple(found.values())


def complete_names(plan: Plan, prefix: str, limit: int = 8) -> list[str]:
    """Names that the prefix may become: those that begin with it first, then those with a
    word that does, then those of these initials, then those that hold it."""
    start = name_key(prefix)
    ranked: list[tuple[int, str, int]] = []
    for name, id in _register(plan).by_name.items():
        words = name.split()
        if name.startswith(start):
            rank = 0
        elif any(word.startswith(start) for word in words):
            rank = 1
        elif "".join(word[0] for word in words).startswith(start):
            rank = 2
        elif len(start) > 2 and start in name:
            rank = 3
        else:
            continue
        ranked.append((rank, name, id))
    return [plan.stakeholders[id].name for _, _, id in sorted(ranked)[:limit]]


def show_name(plan: Plan, id: int, *, quoted: bool = False) -> str:
    """How the stakeholder is typed: by name, in quotes where the name would be misread, or by
    reference where the name is not theirs alone."""
    person = plan.stakeholders.get(id)
    if person is None or find_name(plan, person.name) != id or not _is_sound(person.name):
        return ref("stakeholders", id)
    return person.name if not quoted and _reads_plainly(plan, person.name) else quote(person.name)


def _is_sound(name: str) -> bool:
    return any(letter.isalnum() for letter in name)


def _reads_plainly(plan: Plan, name: str) -> bool:
    """Whether the name is taken as it is when typed without quotes."""
    special = _REF.fullmatch(name) or name.lower() in NOBODY
    plain = unquote(name) is None and not is_open(name)
    return not special and plain and split_pieces(plan, name) == [name]


def show_names(plan: Plan, ids: Sequence[int], *, quoted: bool = False) -> str:
    """The names as they are typed, between commas; `name_values` gives the ids back."""
    shown = [show_name(plan, id, quoted=quoted) for id in ids]
    text = ", ".join(shown)
    if quoted or split_pieces(plan, text) == shown:
        return text
    return ", ".join(show_name(plan, id, quoted=True) for id in ids)


def read_names(plan: Plan, values: Sequence[int | str]) -> str:
    """The names as they are said back: "Ana Ruiz, Lagi Tui (new)"."""
    return ", ".join(read_name(plan, value) for value in values)


def read_name(plan: Plan, value: int | str) -> str:
    """The name as it is said back; one the register does not hold is marked new."""
    if isinstance(value, str):
        return f"{value} (new)"
    person = plan.stakeholders.get(value)
    return person.name if person and person.name else ref("stakeholders", value)


def new_names(values: Iterable[int | str | None]) -> tuple[str, ...]:
    """Those of the values that are names new to the register."""
    return tuple(value for value in values if isinstance(value, str))


def lead_and_support(plan: Plan, text: str) -> LeadAndSupport:
    """Who a By Whom cell names: "Ioane + Registry, Lagi" has Ioane lead, the others help.

    Without a "+" the first name leads. Raises: Problem as `name_values` does.
    """
    plus = mask(text).find("+")
    if plus < 0 or find_name(plan, text) is not None:
        values = name_values(plan, text)
        return LeadAndSupport(values[0] if values else None, values[1:])
    lead = name_values(plan, text[:plus])
    rest = name_values(plan, "; ".join(split(text[plus + 1 :], "+")))
    support = tuple(dict.fromkeys((*lead[1:], *rest)))
    return LeadAndSupport(lead[0] if lead else None, support)


def show_lead(plan: Plan, step: Step) -> str:
    """The text of a step's By Whom cell; `lead_and_support` gives lead and support back."""
    for quoted in (False, True):
        lead = show_name(plan, step.lead, quoted=quoted) if step.lead is not None else ""
        support = show_names(plan, step.support, quoted=quoted)
        text = f"{lead} + {support}".strip() if step.support else lead
        with suppress(Problem):
            if lead_and_support(plan, text) == (step.lead, step.support):
                break
    return text
