"""The one way between a typed text and the value of any field.

`understand` reads a text for a field declared in `model.fields`; `show` writes the text of a
value for editing and CSV, such that `understand` gives the value back; `say` reads the value
out to people, with names, weekdays and how far off a date is.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any, NamedTuple

from actionplan_tui.capture.amounts import format_number
from actionplan_tui.capture.date_context import AmbiguousDate, context_of
from actionplan_tui.capture.days import long_date, say_date, short_date
from actionplan_tui.capture.mentions import read_record
from actionplan_tui.capture.names import (
    new_names,
    read_names,
    show_name,
    show_names,
)
from actionplan_tui.capture.quoting import clean, is_open, quote, split
from actionplan_tui.capture.times import show_time
from actionplan_tui.model import records
from actionplan_tui.model.fields import Field, field
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record
from actionplan_tui.model.rules import interim_target


class Understood(NamedTuple):
    """A value for a field, how to say it back, and the names in it new to the register.

    In a field that names stakeholders the value may hold a new name in place of an id.
    """

    value: Any
    said: str
    new_names: tuple[str, ...] = ()


def understand(
    plan: Plan, table: str, name: str, text: str, *, today: date, id: int | None = None
) -> Understood:
    """What the text means as the value of a field; `id` is the record it is typed into.

    A text left as `show` gave it means the value it had. Raises: Problem naming the field.
    """
    declared = _declared(table, name)
    record = plan.find(table, id) if id is not None else None
    if record is not None and text == show(plan, table, record, name):
        value = getattr(record, name)
    else:
        now = getattr(record, name, None)
        base = now if isinstance(now, date) else None
        # What reads is loaded with the first text to read; showing does without.
        from actionplan_tui.capture.field_readers import READERS, Asked

        asked = Asked(
            plan, declared, context_of(plan, today, base), default_of(table, name), record
        )
        try:
            value = READERS[declared.kind](asked, text)
            _check(declared, value)
        except AmbiguousDate as problem:
            problem.table, problem.id, problem.field = table, id or 0, name
            raise
        except Problem as problem:
            message = f"{declared.label}: {problem.message.removeprefix(f'{name}: ')}"
            raise Problem(message, table=table, id=id or 0, field=name) from None
    names = value if isinstance(value, tuple) else (value,)
    new = new_names(names) if declared.target == "stakeholders" else ()
    return Understood(value, say_value(plan, table, name, value, today), new)


def show(plan: Plan, table: str, record: Record, name: str) -> str:
    """The text of a field for editing and CSV: `understand` gives the value back."""
    return show_value(plan, table, name, getattr(record, name))


def show_value(plan: Plan, table: str, name: str, value: Any) -> str:
    """The text of a value of a field, as `show` writes it."""
    declared = _declared(table, name)
    if value is None:
        return ""
    if declared.target == "stakeholders":
        many = value if isinstance(value, tuple) else (value,)
        return show_names(plan, many) if many is value else show_name(plan, value)
    if declared.target:
        many = value if isinstance(value, tuple) else (value,)
        return ", ".join(ref(declared.target, id) for id in many if id)
    if isinstance(value, tuple):
        return ", ".join(
            part.isoformat() if isinstance(part, date) else _show_word(part) for part in value
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return show_time(value) if isinstance(value, time) else str(value)


def say(plan: Plan, table: str, record: Record, name: str, today: date | None = None) -> str:
    """The value of a field as people read it; "" when blank."""
    value = getattr(record, name)
    empty = value is None or value == () or value == ""
    return "" if empty else say_value(plan, table, name, value, today)


def say_value(plan: Plan, table: str, name: str, value: Any, today: date | None = None) -> str:
    """The value as it was understood: "Fri 27 Nov 2026, in 4 days", "1.2 Draft the bill"."""
    declared = _declared(table, name)
    if value is None or value == () or value == "":
        return "nothing"
    many = value if isinstance(value, tuple) else (value,)
    if declared.target == "stakeholders":
        return read_names(plan, many)
    if declared.target:
        return ", ".join(read_record(plan, declared.target, id) for id in many)
    if isinstance(value, date):
        return say_date(value, today) if today else long_date(value)
    if declared.kind == "dates":
        return ", ".join(long_date(day) for day in many)
    if name == "interim_targets":
        return ", ".join(map(_say_interim, many))
    if declared.kind in ("choices", "words"):
        return ", ".join(many)
    return show_value(plan, table, name, value)


def _say_interim(text: str) -> str:
    """An interim target with its date as dates are written; one that a file has spoilt as it is."""
    try:
        day, value = interim_target(text)
    except Problem:
        return text
    return f"{short_date(day)} = {format_number(value)}"


def default_of(table: str, name: str) -> Any:
    """What a field holds in a record in which nothing was said of it."""
    return getattr(TABLES[table].type(), name)


def _declared(table: str, name: str) -> Field:
    declared = field(table, name)
    if declared is None:
        noun = TABLES[table].noun if table in TABLES else table
        raise Problem(f"a {noun} has no field {name!r}", table=table, field=name)
    return declared


def _check(declared: Field, value: Any) -> None:
    many = value if isinstance(value, tuple) else (value,)
    if not new_names(many) or declared.target != "stakeholders":
        records.make(TABLES[declared.table].type, **{declared.name: value})


def _show_word(word: str) -> str:
    from actionplan_tui.capture.field_readers import hashed_words  # loaded as above

    plain = split(word, ",;،؛\n") == [word] and hashed_words(word) == [word]
    return word if plain and clean(word) == word and not is_open(word) else quote(word)
