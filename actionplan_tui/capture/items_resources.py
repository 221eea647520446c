"""Resources as text: "2 lawyers", "USD 120,000 licence fee (from Treasury)", "meeting room"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from actionplan_tui.capture.amounts import (
    Amount,
    format_amount,
    format_number,
    is_currency,
    leading_amount,
)
from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.items_text import Parts
from actionplan_tui.capture.quoting import clean, mask, quote
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Resource, ResourceCategory

Side = Literal["available", "needed"]
CATEGORIES = get_args(ResourceCategory)
_CATEGORY = re.compile(rf"({'|'.join(CATEGORIES)})\s*:\s*", re.IGNORECASE)
_SOURCE = re.compile(r"\(\s*from\s+(.+?)\s*\)$", re.IGNORECASE)
_OF = re.compile(r"(\S+)\s+of\s+(.+)", re.IGNORECASE)

_GUESSES: tuple[tuple[ResourceCategory, str], ...] = (
    (
        "financial",
        r"money|budget|funds?|funding|grants?|loans?|fees?|cash|credit|salar(?:y|ies)|stipends?"
        r"|per diems?|allowances?|cost|costs|financ\w*|subsid\w*|donations?",
    ),
    (
        "political",
        r"letters?|approvals?|cabinet|mandate|minister\w*|parliament\w*|decrees?|endorse\w*"
        r"|political|support of|backing|signatures?|authori[sz]ation|sponsors?|sponsorship"
        r"|memorandum|mou|resolution|champions?|consent|decisions?",
    ),
    (
        "equipment",
        r"servers?|vehicles?|cars?|trucks?|boats?|computers?|laptops?|tablets?|printers?|phones?"
        r"|scanners?|projectors?|licen[cs]es?|software|hardware|equipment|machines?|generators?"
        r"|network|internet|furniture|tools?|devices?|cameras?|radios?|rooms?|halls?|offices?"
        r"|venues?|buildings?|spaces?|desks?",
    ),
    (
        "human",
        r"lawyers?|analysts?|staff|engineers?|developers?|officers?|clerks?|trainers?|teachers?"
        r"|consultants?|experts?|people|persons?|teams?|volunteers?|drivers?|translators?"
        r"|interpreters?|facilitators?|managers?|advis[eo]rs?|accountants?|economists?|nurses?"
        r"|doctors?|inspectors?|surveyors?|designers?|coordinators?|secretar(?:y|ies)|assistants?"
        r"|interns?|specialists?|technicians?|workers?|personnel|posts?|hours|days|labou?r",
    ),
    (
        "information",
        r"data|reports?|access|information|stud(?:y|ies)|surveys?|maps?|records?|statistics"
        r"|research|guidelines?|manuals?|documents?|templates?|lists?|databases?|knowledge"
        r"|training|advice|texts?|figures",
    ),
)
_GUESS = tuple((category, re.compile(rf"\b(?:{words})\b")) for category, words in _GUESSES)


def guess_category(description: str, unit: str = "") -> ResourceCategory:
    """The kind of resource that the words name; money by its unit."""
    if is_currency(unit):
        return "financial"
    words = f"{unit} {description}".casefold()
    return next((category for category, pattern in _GUESS if pattern.search(words)), "other")


def stands_in(resource: Resource, side: Side) -> bool:
    """Whether the resource is listed in that column: by its amount, without any by status."""
    if resource.available is None and resource.needed is None:
        return (resource.status == "available") == (side == "available")
    return getattr(resource, side) is not None


def read(plan: Plan, text: str, context: DateContext, side: Side) -> Parts:
    """What a typed resource says; `side` is the column it is typed in."""
    prefix = _CATEGORY.match(mask(text))
    rest = text[prefix.end() :] if prefix else text.strip()
    origin = _SOURCE.search(mask(rest))
    source = clean(rest[origin.start(1) : origin.end(1)]) if origin else ""
    rest = rest[: origin.start()].rstrip() if origin else rest
    amount, rest = leading_amount(rest, plan.info.currency)
    unit = amount.unit if amount else ""
    counted = _OF.fullmatch(mask(rest)) if amount and not unit else None
    if counted:
        unit, rest = clean(rest[: counted.end(1)]), rest[counted.start(2) :]
    description = clean(rest)
    guess = guess_category(description, unit)
    parts: Parts = {
        "category": prefix[1].lower() if prefix else guess,
        "description": description,
        "source": source,
        side: amount.quantity if amount else None,
    }
    if amount:
        parts["unit"] = unit
    return parts


def parts_of(plan: Plan, resource: Resource, side: Side) -> Parts:
    """What the text of the resource is to say."""
    quantity = getattr(resource, side)
    parts: Parts = {
        "category": resource.category,
        "description": resource.description,
        "source": resource.source,
        side: quantity,
    }
    if quantity is not None:
        parts["unit"] = resource.unit
    return parts


def forms(plan: Plan, resource: Resource, side: Side) -> Iterator[str]:
    """Texts for the resource, the plainest first."""
    quantity, about, source = getattr(resource, side), resource.description, resource.source
    unit = resource.unit if quantity is not None else ""
    usual = guess_category(about, unit) == resource.category
    kind = "" if usual else f"{resource.category}: "
    origin = f" (from {source})" if source else ""
    yield kind + f"{_counted(quantity, unit, unit)} {about}".strip() + origin
    origin = f" (from {quote(source)})" if source else ""
    counted = f"{_counted(quantity, unit, quote(unit))} {quote(about)}".strip()
    yield f"{kind}{counted}{origin}"
    yield f"{resource.category}: {counted}{origin}"


def _counted(quantity: float | None, unit: str, written: str) -> str:
    """The amount before what it is of: "2", "USD 5,000", "3 days of"."""
    if quantity is None:
        return ""
    if not unit or unit == "%" or is_currency(unit):
        return format_amount(Amount(quantity, unit))
    return f"{format_number(quantity)} {written} of"


def say(plan: Plan, parts: Parts, context: DateContext, side: Side) -> str:
    """What was understood: "USD 120,000 licence fee, financial, from Treasury"."""
    counted = _counted(parts[side], parts.get("unit", ""), parts.get("unit", ""))
    what = f"{counted} {parts['description']}".strip() or "unnamed"
    source = f", from {parts['source']}" if parts["source"] else ""
    return f"{what}, {parts['category']}{source}"
