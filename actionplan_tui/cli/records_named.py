"""Which records a word of the command line means: `S12`, `1.2`, `G1`, `plan`."""

from __future__ import annotations

import re
from typing import NamedTuple

from actionplan_tui.capture.mentions import find_record
from actionplan_tui.model.plan import LETTERS, TABLES, Plan, ref
from actionplan_tui.model.problem import Problem

_REF = re.compile(r"([A-Za-z])\d{1,9}")
_CODE = re.compile(r"\d+(\.\d+)*\.?")


class Place(NamedTuple):
    """A record: its table and id."""

    table: str
    id: int


def record_named(plan: Plan, word: str) -> Place:
    """The record that a word means: `plan` for the plan's own, a letter and an id for any
    other, the WBS code or the exact title of a step, the exact wording of a goal.

    Raises: Problem when there is none.
    """
    text = word.strip()
    if text.lower() == "plan":
        return Place("plan", 1)
    found = _REF.fullmatch(text)
    if found and found[1].upper() in LETTERS:
        table = LETTERS[found[1].upper()]
        return Place(table, find_record(plan, table, text))
    if _CODE.fullmatch(text):
        return Place("steps", find_record(plan, "steps", text))
    for table in ("steps", "goals"):
        try:
            return Place(table, find_record(plan, table, text))
        except Problem as problem:
            if "called" in problem.message:  # there are several
                raise
    raise Problem(f"there is no record {text!r}: name one as S12, G1 or 1.2")


def table_named(word: str) -> str:
    """The table that a word means: its name, the word for one of its records, or its letter;
    "" when there is none."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    for table in TABLES.values():
        noun = table.noun.lower().replace(" ", "_")
        if plain in (table.name, noun, f"{noun}s", table.letter.lower()) and plain:
            return table.name
    return _OTHER_WORDS.get(plain, "")


_OTHER_WORDS = {
    "person": "stakeholders",
    "people": "stakeholders",
    "corrective": "corrective_actions",
}


def record_ref(table: str, id: int) -> str:
    """How a record is named on the command line: `S12`, `plan`; by its id alone where records
    of its table have no letter."""
    return "plan" if table == "plan" else ref(table, id)
