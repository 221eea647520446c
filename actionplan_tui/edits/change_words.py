"""A change in words: which field of what, before and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from actionplan_tui.capture.days import short_date
from actionplan_tui.capture.fields import show_value
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.edit import HOLDER, holder_of, title
from actionplan_tui.model import codec
from actionplan_tui.model.fields import TITLE_FIELDS, field
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.references import BY_FIELD
from actionplan_tui.model.wbs import outline

LONGEST = 60
"""Characters of a value in words; a longer one is cut."""

_UNSHOWN = {
    "confirmed": "confirmed",
    "position": "place",
    "archived": "archived",
    "seen": "update seen",
    "engaged_before": "Engaged before",
}


def label(table: str, name: str) -> str:
    """What people call a field."""
    known = field(table, name)
    return known.label if known is not None else _UNSHOWN.get(name, name)


PRIVATE = "(private)"
"""What stands in the place of a value that leaves only when asked for."""


def is_private(table: str, name: str) -> bool:
    """Whether the values of a field are private."""
    known = field(table, name)
    return known is not None and known.private


def without_private(change: Change) -> Change:
    """The change with nothing in it that is private: the field is named, its values are not."""
    before, after = (
        _public(change.table, change.field, value) for value in (change.before, change.after)
    )
    return Change(change.table, change.id, change.field, before, after)


def _public(table: str, name: str, value: Any) -> Any:
    if isinstance(value, dict) and not name:
        return {key: _public(table, key, one) for key, one in value.items()}
    return PRIVATE if value and is_private(table, name) else value


def record_words(plan: Plan, change: Change) -> str:
    """The record a change is about: its code or letter and id, its title, and for what is little
    by itself also what it hangs from: "M86 34 on 28 Nov 2026 (K1 Adults with an account)".

    One that is no longer there is named as the change itself names it.
    """
    table = change.table
    if table == "plan":
        return "the plan"
    named = ref(table, change.id) or table
    record = plan.find(table, change.id)
    if record is not None:
        code = outline(plan).code.get(change.id, "") if table == "steps" else ""
        document = codec.encode(record) if table in HOLDER else {}
        words = [code or named, _figure(plan, table, document)]
        words.append(title(plan, table, change.id, width=LONGEST))
        told = " ".join(dict.fromkeys(filter(None, words)))
        return told + _held_by(plan, table, document)
    for document in (change.before, change.after) if not change.field else ():
        if document:
            said = " ".join(str(document.get(TITLE_FIELDS.get(table, ""), "")).split())
            words = [named, _figure(plan, table, document), _short(said)]
            return " ".join(filter(None, words)) + _held_by(plan, table, document)
    return named


def _figure(plan: Plan, table: str, document: dict[str, Any]) -> str:
    """What was measured or said when, of what is no more than that."""
    if table not in ("measurements", "contacts"):
        return ""
    day = document.get("date")
    on = f"on {value_words(plan, table, 'date', day)}" if day else ""
    if table == "contacts":
        return on
    return f"{value_words(plan, table, 'value', document.get('value', 0.0))} {on}".strip()


def _held_by(plan: Plan, table: str, document: dict[str, Any]) -> str:
    held = holder_of(plan, table, document)
    return f" ({record_words(plan, Change(*held, 'id'))})" if held is not None else ""


def value_words(plan: Plan, table: str, name: str, value: Any) -> str:
    """A JSON value of a field in words: names for ids, "blank" for nothing."""
    if value in (None, "", []):
        return "blank"
    if is_private(table, name):
        return PRIVATE
    reference = BY_FIELD.get((table, name))
    if reference is not None:
        ids = value if isinstance(value, list) else [value]
        return ", ".join(title(plan, reference.target, id) for id in ids)
    try:
        known = codec.decode_fields(table, {name: value})[name]
        if isinstance(known, dt.date):
            return short_date(known)
        return _short(" ".join(show_value(plan, table, name, known).split()) or "blank")
    except Problem:  # a field that is not typed as text, or of a later version
        if isinstance(value, bool):
            return "yes" if value else "no"
        return _short(" ".join(str(value).split()))


def change_words(plan: Plan, change: Change) -> tuple[str, str, str]:
    """The field, the value before and the value after, in words.

    Of a whole record the field is "added" or "removed", and there are no values; so it is with
    a place among others, which is kept as a key that tells nobody anything.
    """
    if change.adds or change.removes:
        return ("added" if change.adds else "removed", "", "")
    if not change.field:
        return ("replaced", "", "")
    if change.field == "position":
        down = str(change.after or "") > str(change.before or "")
        return ("moved down" if down else "moved up", "", "")
    before = value_words(plan, change.table, change.field, change.before)
    after = value_words(plan, change.table, change.field, change.after)
    return (label(change.table, change.field), before, after)


def change_text(plan: Plan, change: Change, *, arrow: str = "->") -> str:
    """A change in one line: `1.2 Consult the bar, By When: 16 Nov 2026 -> 27 Nov 2026`."""
    what, before, after = change_words(plan, change)
    record = record_words(plan, change)
    if not before and not after:
        return f"{record}: {what}"
    return f"{record}, {what}: {before} {arrow} {after}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
