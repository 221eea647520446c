"""Names in the cells of tables that people made: several in a cell, parted in many ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.names import (
    find_name,
    is_known,
    lead_and_support,
    name_key,
    name_value,
    split_pieces,
)
from actionplan_tui.capture.quoting import unquote
from actionplan_tui.exchange.table_dates import NOTHING
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Stakeholder

BULLET = re.compile(r"^\s*(?:[-–—•●▪◦*·‣o]\s+|[•●▪◦·‣]|\(?(?:\d{1,2}|[a-z])[.)]\s+)")
"""What stands before a line of a list."""

_UNDECIDED = frozenset(
    {"tbd", "tbc", "tba", "to be determined", "to be confirmed", "to be decided", "?", "??", "???"}
)
_LABEL = re.compile(
    r"(?P<lead>(?:lead|leader|responsible|by whom)\s*:|by(?= [^\W_]))\s*"
    r"|(?P<support>support|supported by|assisted by|supporting|with(?= ))\s*:?\s*",
    re.IGNORECASE,
)
_MARKED_LEAD = re.compile(r"\s*[(\[](?:lead|leader|l)[)\]]\s*$", re.IGNORECASE)
_MARKED_HELP = re.compile(r"\s*[(\[](?:support|supporting|s)[)\]]\s*$", re.IGNORECASE)
_SHARE = re.compile(r"\s*\[\d{1,3} ?%\]")
"""How much of a person Microsoft Project gives to a task: `Ana[50%]`."""
_AND = re.compile(r"\s+(?:and|et|y|e)\s+|\s*&\s*")
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Hon|Eng|Mme|M|Sr|Sra)\.?\s+)?"
    r"[^\W\d_a-z][\w'’-]+(?:\s+[^\W\d_a-z]\.)?(?:\s+[^\W\d_a-z][\w'’-]+){1,3}"
)
_OFFICES = re.compile(
    r"\b(?:ministr|department|office|unit|division|agenc|council|committee|team|bureau|authorit"
    r"|institut|directorate|commission|bank|board|universit|school|service|section|registry"
    r"|branch|union|association|centre|center|fund|group|federation|court|police|press)",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """Who a cell names: the first leads unless another is marked to; `trouble` if unreadable."""

    lead: int | str | None = None
    support: tuple[int | str, ...] = ()
    trouble: str = ""

    @property
    def all(self) -> tuple[int | str, ...]:
        """All of them, the lead first."""
        return self.support if self.lead is None else (self.lead, *self.support)


class TableNames:
    """The names of one table read against the register of the plan they go into.

    A name that stands alone in one cell is known when it stands beside another in the next:
    "Registry and Ana Ruiz" are two when "Registry" is somewhere a name of its own.
    """

    def __init__(self, plan: Plan, cells: Iterable[str], learnt: Iterable[str] = ()) -> None:
        self._plan = plan
        alone = {name_key(name): name for name in learnt}
        for cell in cells:
            for piece in _hard_pieces(cell):
                if not _AND.search(piece) and any(c.isalnum() for c in piece):
                    alone.setdefault(name_key(piece), piece)
        self.fresh = [name for name in alone.values() if find_name(plan, name) is None]
        self._known = with_names(plan, self.fresh)

    def read(self, text: str) -> Named:
        """Who the text names: ids of the register, or names new to it."""
        leads: list[int | str] = []
        rest: list[int | str] = []
        try:
            for piece, role in self._pieces(text):
                value = name_value(self._plan, piece)
                if value is not None and value not in leads and value not in rest:
                    (leads if role == "lead" and not leads else rest).append(value)
        except Problem as problem:
            return Named(trouble=problem.message)
        if not leads and rest and not _is_all_support(text):
            leads.append(rest.pop(0))
        undecided = one_line(text).lower() in _UNDECIDED
        return Named(leads[0] if leads else None, tuple(rest), "not decided" if undecided else "")

    def _pieces(self, text: str) -> Iterable[tuple[str, str]]:
        """Each name with its role: "lead", "support" or ""."""
        role = ""
        for line in _lines(text):
            label = _LABEL.match(line)
            if label:
                role = label.lastgroup or ""
                line = line[label.end() :]
            for piece in split_pieces(self._plan, line):
                for name in self._parted(piece):
                    own = _role_of(name)
                    name = _MARKED_HELP.sub("", _MARKED_LEAD.sub("", name))
                    name = _SHARE.sub("", name).rstrip(" ,;:")
                    if name.lower() not in NOTHING | _UNDECIDED:
                        yield name, own or role

    def _parted(self, piece: str) -> list[str]:
        """The names in a piece that "/", "+" or "and" may still part."""
        if is_known(self._plan, piece) or unquote(piece) is not None:
            return [piece]
        parts: list[str] = []
        for part in _hard_pieces(piece):
            sides = [side.strip() for side in _AND.split(part)]
            if len(sides) > 1 and all(map(_is_person, sides)):
                parts += sides
            else:
                parts += split_pieces(self._known, part)
        return parts


def with_names(plan: Plan, fresh: Iterable[str]) -> Plan:
    """The plan with these names in its register, so that texts are read as if they were known."""
    rows = [Stakeholder(id=-place, name=name) for place, name in enumerate(fresh, _FIRST)]
    return plan.put("stakeholders", *rows) if rows else plan


_FIRST = 10**9  # ids far from those that edits give


def real_name(plan: Plan, reading: Plan, value: int | str | None) -> int | str | None:
    """A name as edits take it: one known only in the plan made to read with is a new name."""
    if not isinstance(value, int) or value in plan.stakeholders:
        return value
    known = reading.stakeholders.get(value)
    return known.name if known else value


def written_names(plan: Plan, leads: Iterable[str], owners: Iterable[str]) -> list[str]:
    """The names, new to the register, in By Whom and Owner cells that this program wrote."""
    fresh: dict[str, str] = {}
    for read, texts in ((lead_and_support, leads), (_owner, owners)):
        for text in texts:
            try:
                lead, support = read(plan, text)
            except Problem:
                continue
            for name in (lead, *support):
                if isinstance(name, str):
                    fresh.setdefault(name_key(name), name)
    return list(fresh.values())


def _owner(plan: Plan, text: str) -> tuple[int | str | None, tuple[int | str, ...]]:
    return name_value(plan, text), ()


def _lines(text: str) -> list[str]:
    lines = (BULLET.sub("", raw).strip() for raw in text.split("\n"))
    return [line for line in lines if line and one_line(line).lower() not in NOTHING]


def _hard_pieces(text: str) -> list[str]:
    """The text parted at what always parts names: new lines, ";", ",", "/" and "+"."""
    return [
        piece.strip()
        for line in _lines(text)
        for piece in re.split(r"[;,،؛、/+|]", line)
        if piece.strip() and not _LABEL.fullmatch(f"{piece.strip()}:")
    ]


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and not _OFFICES.search(name)


def _role_of(name: str) -> str:
    if _MARKED_LEAD.search(name):
        return "lead"
    return "support" if _MARKED_HELP.search(name) else ""


def _is_all_support(text: str) -> bool:
    first = next(iter(_lines(text)), "")
    label = _LABEL.match(first)
    return bool(label and label.lastgroup == "support")
