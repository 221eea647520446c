"""Cells that mean the same in another plan, whose register knows none of the names in them.

In its own plan "Ministry of Trade, Industry and Labour" is one name without quotes; elsewhere
its comma would part it. And a note that is a bare dash stands in quotes, for a dash clears a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from actionplan_tui.capture import items_barriers, items_communications
from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.items import records_in, show_item, show_items
from actionplan_tui.capture.items_text import first_sound
from actionplan_tui.capture.names import lead_and_support, name_values, show_lead, show_names
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record, Step

DASHES = frozenset({"-", "–", "—"})
"""What clears the cell of a step known by its Id, alone in it."""


def portable_text(text: str) -> str:
    """The text of a cell of prose, in quotes when it is a bare dash (or a dash in quotes)."""
    return f'"{text}"' if _is_dash(text) else text


def read_portable_text(text: str) -> str:
    """The text as it was before `portable_text`."""
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1] if quoted and _is_dash(text) else text


def _is_dash(text: str) -> bool:
    inner = text.strip()
    while len(inner) > 1 and inner[0] == inner[-1] == '"':
        inner = inner[1:-1].strip()
    return inner in DASHES


def portable_names(plan: Plan, ids: Iterable[int]) -> str:
    """The names as they are typed, in quotes where another plan would misread them."""
    known = tuple(ids)
    text = show_names(plan, known)
    if _reads(name_values, _bare(plan), text, _names(plan, known)):
        return text
    quoted = show_names(plan, known, quoted=True)
    return quoted if _reads(name_values, plan, quoted, known) else text


def portable_lead(plan: Plan, step: Step) -> str:
    """The text of a By Whom cell: the lead, then those who support after a "+"."""
    text = show_lead(plan, step)
    people = (*((step.lead,) if step.lead is not None else ()), *step.support)
    if not people or _reads(_lead_first, _bare(plan), text, _names(plan, people)):
        return text
    lead = show_names(plan, people[: len(people) - len(step.support)], quoted=True)
    support = show_names(plan, step.support, quoted=True)
    quoted = f"{lead} + {support}".strip() if support else lead
    return quoted if _reads(_lead_first, plan, quoted, people) else text


def _lead_first(plan: Plan, text: str) -> tuple[int | str, ...]:
    lead, support = lead_and_support(plan, text)
    return support if lead is None else (lead, *support)


def _reads(
    read: Callable[[Plan, str], tuple[int | str, ...]],
    plan: Plan,
    text: str,
    people: tuple[int | str, ...],
) -> bool:
    """Whether the text names these people in a plan."""
    try:
        return read(plan, text) == people
    except Problem:  # somebody who is no longer in a file edited by hand
        return False


def portable_items(plan: Plan, step_id: int, column: str) -> str:
    """The text of a cell of items."""
    part = _PARTS.get(column)
    records = records_in(plan, step_id, column) if part else ()
    if part is None or not records:
        return show_items(plan, step_id, column)
    return "; ".join(_portable_item(plan, column, part, record) for record in records)


_PARTS: dict[str, Any] = {"barriers": items_barriers, "communications": items_communications}
"""The columns whose items name people."""


def _portable_item(plan: Plan, column: str, part: Any, record: Record) -> str:
    bare = _bare(plan)
    context = DateContext(_SHOWN_ON)
    parts = part.parts_of(plan, record)
    meant = {
        name: _names(plan, value)
        if name in ("who", "audience")
        else (_names(plan, (value,))[0] if name == "responsible" and value is not None else value)
        for name, value in parts.items()
    }
    text: str = first_sound(bare, part.forms(plan, record), meant, part.read, context)
    try:
        sound = part.read(bare, text, context) == meant and part.read(plan, text, context) == parts
    except Problem:
        sound = False
    return text if sound else show_item(plan, column, record)


_SHOWN_ON = date(2000, 1, 1)  # no date hangs on it: shown texts name every year


def _bare(plan: Plan) -> Plan:
    """A plan like this one in which nobody is known, kept beside it."""
    known: Plan | None = plan.__dict__.get("bare")
    if known is None:
        known = plan.__dict__["bare"] = Plan(info=plan.info)
    return known


def _names(plan: Plan, ids: Iterable[int]) -> tuple[str, ...]:
    people = plan.stakeholders
    return tuple(people[id].name if id in people else ref("stakeholders", id) for id in ids)
