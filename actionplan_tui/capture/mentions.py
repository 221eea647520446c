"""Which record a typed text means: `S12`, the code `1.2` of a step, or the exact title."""

from __future__ import annotations

import re

from actionplan_tui.capture.digits import cited, one_line, plain_digits
from actionplan_tui.capture.names import name_key
from actionplan_tui.capture.quoting import clean, split, unquote
from actionplan_tui.model.fields import TITLE_FIELDS
from actionplan_tui.model.plan import LETTERS, TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import by_code, outline

_REF = re.compile(r"([A-Za-z])(\d{1,9})")
_CODE = re.compile(r"\d{1,9}(?:\.\d{1,9})*")


def find_record(plan: Plan, table: str, text: str, *, by_start: bool = False) -> int:
    """The id of the record of the table that the text means.

    `by_start` also takes the one live record whose title begins so. Raises: Problem when
    there is none, or more than one.
    """
    noun = TABLES[table].noun
    plain = one_line(plain_digits(text))
    if unquote(text) is None:
        found = _REF.fullmatch(plain)
        if found and found[1].upper() in LETTERS:
            return _by_ref(plan, table, found[1].upper(), int(found[2]))
        if _CODE.fullmatch(plain.rstrip(".")):
            return _by_number(plan, table, plain.rstrip("."))
    wanted = name_key(clean(text))
    titles = _titles(plan, table)
    ids = titles.get(wanted, [])
    if not ids and by_start:
        ids = [id for title, some in titles.items() if title.startswith(wanted) for id in some]
    if not ids:
        raise Problem(f"there is no {noun} {cited(plain)}", table=table)
    if len(ids) > 1:
        some = " or ".join(ref(table, id) for id in ids[:3])
        raise Problem(f"{len(ids)} are called {cited(plain)}: say {some}", table=table)
    return ids[0]


def find_records(plan: Plan, table: str, text: str) -> tuple[int, ...]:
    """The ids of all records that the text means, between commas or `;`, each once.

    Raises: Problem as `find_record` does.
    """
    if _titles(plan, table).get(name_key(clean(text))):
        return (find_record(plan, table, text),)  # one title, perhaps with a comma in it
    return tuple(dict.fromkeys(find_record(plan, table, piece) for piece in split(text, ",;،؛\n")))


def read_record(plan: Plan, table: str, id: int) -> str:
    """How the record is named to people: "1.2 Draft the bill", "G1 Fewer forms"."""
    record = plan.find(table, id)
    title = one_line(str(getattr(record, TITLE_FIELDS[table], ""))) if record else ""
    code = outline(plan).code.get(id) if table == "steps" else None
    return f"{code or ref(table, id)} {title}".strip()


def _by_ref(plan: Plan, table: str, letter: str, id: int) -> int:
    named = LETTERS[letter]
    if named != table:
        raise Problem(
            f"{letter}{id} is a {TABLES[named].noun}, and a {TABLES[table].noun} is asked for"
        )
    plan.get(table, id)
    return id


def _by_number(plan: Plan, table: str, text: str) -> int:
    """A WBS code of steps; of other tables the id without its letter."""
    if table == "steps":
        id = by_code(plan, text)
        if id is None:
            raise Problem(f"there is no step {text}", table=table)
        return id
    if not text.isdigit():
        raise Problem(f"there is no {TABLES[table].noun} {text}", table=table)
    plan.get(table, int(text))
    return int(text)


def _titles(plan: Plan, table: str) -> dict[str, list[int]]:
    key = f"titles of {table}"
    known: dict[str, list[int]] | None = plan.__dict__.get(key)
    if known is None:
        known = plan.__dict__[key] = {}
        for id, record in plan.table(table).items():
            title = name_key(str(getattr(record, TITLE_FIELDS[table])))
            if title and not record.archived:
                known.setdefault(title, []).append(id)
    return known
