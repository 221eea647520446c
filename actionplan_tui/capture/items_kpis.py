"""KPIs as text: "letters received = 8 by 31 Mar 2027", "waiting time <= 10 days"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from actionplan_tui.capture.amounts import Amount, format_amount, format_number, leading_amount
from actionplan_tui.capture.date_context import AmbiguousDate, DateContext
from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.capture.items_text import Parts
from actionplan_tui.capture.quoting import clean, mask, quote
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import KPI

_TARGET = re.compile(r"\s*(<=|>=|≤|≥|<|>|=)\s*")
_BY = re.compile(r"\s+by\s+", re.IGNORECASE)
_DIRECTIONS = {"<": "decrease", "≤": "decrease", ">": "increase", "≥": "increase"}


def read(plan: Plan, text: str, context: DateContext) -> Parts:
    """What a typed KPI says: its name, the target with its unit, and by when.

    Raises: AmbiguousDate for a date that could be read both ways.
    """
    for sign in _TARGET.finditer(mask(text)):
        amount, rest = leading_amount(text[sign.end() :], plan.info.currency)
        if amount is None:
            continue
        rest, by = _by(rest, context, plan)
        unit = f"{amount.unit} {clean(rest)}".strip() if amount.unit else clean(rest)
        parts: Parts = {
            "name": clean(text[: sign.start()]),
            "target": amount.quantity,
            "unit": unit,
            "target_date": by,
        }
        direction = _DIRECTIONS.get(sign[1][0])
        return {**parts, "direction": direction} if direction else parts
    name, by = _by(text, context, plan)
    return {"name": clean(name), "target": None, "target_date": by}


def _by(text: str, context: DateContext, plan: Plan) -> tuple[str, date | None]:
    """The text without "by DATE" at its end, and the date."""
    masked = mask(f" {text}")
    for found in reversed(list(_BY.finditer(masked))):
        try:
            # Reading dates takes a grammar that the first frame of the desk does not need.
            from actionplan_tui.capture.dates import understand_date

            by = understand_date(text[found.end() - 1 :], context)
        except AmbiguousDate:
            raise
        except Problem:
            continue
        if by is not None:
            return text[: max(found.start() - 1, 0)], by
    return text, None


def parts_of(plan: Plan, kpi: KPI) -> Parts:
    """What the text of the KPI is to say."""
    parts: Parts = {"name": kpi.name, "target": kpi.target, "target_date": kpi.target_date}
    return {**parts, "unit": kpi.unit} if kpi.target is not None else parts


def forms(plan: Plan, kpi: KPI) -> Iterator[str]:
    """Texts for the KPI, the plainest first."""
    for quoted in ("", "name", "all"):
        name = quote(kpi.name) if quoted else kpi.name
        target = _target(kpi, quoted=quoted == "all") if kpi.target is not None else ""
        for day in (short_date, date.isoformat):
            by = f" by {day(kpi.target_date)}" if kpi.target_date else ""
            yield f"{name}{target}{by}"


def _target(kpi: KPI, *, quoted: bool) -> str:
    if quoted and kpi.unit:
        return f" = {format_number(kpi.target or 0.0)} {quote(kpi.unit)}"
    return f" = {format_amount(Amount(kpi.target or 0.0, kpi.unit))}"


def say(plan: Plan, parts: Parts, context: DateContext) -> str:
    """What was understood: "letters received: target 8 by Wed 31 Mar 2027"."""
    said = str(parts["name"]) or "unnamed"
    if parts["target"] is not None:
        said += f": target {format_amount(Amount(parts['target'], parts['unit']))}"
    return f"{said} by {long_date(parts['target_date'])}" if parts["target_date"] else said
