"""`FIELD=VALUE` words: which field each names, and the edit that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from actionplan_tui.capture.fields import understand
from actionplan_tui.cli.commands import near
from actionplan_tui.cli.endings import Misuse
from actionplan_tui.cli.records_named import Place, record_ref
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.records import SetFields
from actionplan_tui.model.fields import DECK_COLUMNS, FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem

ITEM_COLUMNS = frozenset(column.key for column in DECK_COLUMNS if column.items)
"""Columns of a step whose cell lists records of another table."""

_CLEARS = "-"
_WORKED_OUT = {
    "state": "say on_hold=yes or cancelled=yes, or use actionplan done",
    "code": "use parent=, goal= or the desk to move a step",
    "wbs": "use parent=, goal= or the desk to move a step",
    "id": "ids stay what they are",
}


class Word(NamedTuple):
    """One `FIELD=VALUE`: the field's name and the text typed for it."""

    field: str
    text: str


class Made(NamedTuple):
    """An edit, and what its texts were understood as, a line each."""

    edit: Edit
    said: tuple[str, ...]


def split_words(words: Sequence[str], command: str) -> list[Word]:
    """The words, each taken apart at its first `=`.

    Raises: Misuse when one is no `FIELD=VALUE`.
    """
    found = [Word(*word.partition("=")[::2]) for word in words]
    for word, whole in zip(found, words, strict=True):
        if "=" not in whole or not word.field.strip():
            raise Misuse(f"{command}: {whole!r} is not of the form FIELD=VALUE")
    return found


def of_table(table: str, words: Iterable[Word]) -> list[Word]:
    """The words with the names of the table's fields in them.

    Raises: Problem when it has no such field.
    """
    return [Word(field_named(table, word.field), word.text) for word in words]


def field_named(table: str, word: str) -> str:
    """The name of the field of a table that a word means: its name in the file, what people
    call it ("By When"), for steps also a column of the Action Planning Table or `duration`.

    Raises: Problem when there is none.
    """
    known = field_names(table)
    plain = " ".join(word.strip().lower().replace("-", "_").split())
    if plain in known:
        return known[plain]
    noun = TABLES[table].noun
    if table == "steps" and plain in _WORKED_OUT:
        raise Problem(f"{plain} is worked out: {_WORKED_OUT[plain]}", table=table)
    guess = near(plain, known)
    hint = f"did you mean {known[guess]}?" if guess else f"there are {', '.join(FIELDS[table])}"
    raise Problem(f"a {noun} has no field {word.strip()!r}: {hint}", table=table)


def field_names(table: str) -> dict[str, str]:
    """By each word that names a field of a table, in lower case: the field."""
    fields = FIELDS.get(table, {})
    known = {field.label.lower(): name for name, field in reversed(fields.items())}
    known |= {name.replace("_", " "): name for name in fields} | {name: name for name in fields}
    if table == "steps":
        known |= {key: key for key in (*ITEM_COLUMNS, "duration")}
    return known


def edit_of_words(plan: Plan, place: Place, words: Iterable[Word], today: date) -> Made:
    """The edit that sets these fields of a record, in the order they were given.

    Raises: Problem when a text is not understood.
    """
    parts = list(_parts(plan, place, words, today))
    edits = _joined(part.edit for part in parts)
    said = tuple(line for part in parts for line in part.said)
    if len(edits) == 1:
        return Made(edits[0], said)
    from actionplan_tui.edits.edit import title

    return Made(Batch(f"change {title(plan, place.table, place.id)}", tuple(edits)), said)


def values_of_words(plan: Plan, table: str, words: Iterable[Word], today: date) -> dict[str, Any]:
    """The values of fields of a record that is yet to be added.

    Raises: Problem when a text is not understood.
    """
    values: dict[str, Any] = {}
    draft = plan.put(table, TABLES[table].type(id=_DRAFT)) if table == "communications" else plan
    for word in _step_first(table, words):
        known = _DRAFT if draft is not plan else None
        found = understand(draft, table, word.field, text_of(table, word), today=today, id=known)
        values[word.field] = found.value
        draft = _told_step(draft, Place(table, _DRAFT), word, found.value)
    return values


_DRAFT = -1_000_000
"""The id of a record that is yet to be added."""


def _step_first(table: str, words: Iterable[Word]) -> list[Word]:
    """The words with a communication's step first: "at milestone" is then its own."""
    return sorted(words, key=lambda word: table == "communications" and word.field != "step")


def _told_step(plan: Plan, place: Place, word: Word, value: Any) -> Plan:
    """The plan in which a communication has the step just named."""
    if place.table != "communications" or word.field != "step":
        return plan
    return plan.amend(*place, step=value)


def text_of(table: str, word: Word) -> str:
    """The text typed; `-` clears a field of text as it clears any other."""
    field = FIELDS[table][word.field]
    clears = word.text.strip() == _CLEARS and field.kind in ("text", "long", "words", "choices")
    return "" if clears else word.text


def _parts(plan: Plan, place: Place, words: Iterable[Word], today: date) -> Iterator[Made]:
    for word in _step_first(place.table, words):
        if place.table == "steps" and word.field in _STEP_WORDS:
            yield _STEP_WORDS[word.field](plan, place.id, word, today)
        elif place.table == "steps" and word.field in ITEM_COLUMNS:
            yield _items(plan, place.id, word, today)
        else:
            text = text_of(place.table, word)
            found = understand(plan, place.table, word.field, text, today=today, id=place.id)
            plan = _told_step(plan, place, word, found.value)
            edit = SetFields(*place, {word.field: found.value})
            yield Made(edit, (_line(place, FIELDS[place.table][word.field].label, found.said),))


def _line(place: Place, label: str, said: str) -> str:
    return f"{record_ref(*place)}: {label}: {said}"


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """The edits, with neighbours that set fields of one record made one."""
    found: list[Edit] = []
    for edit in edits:
        last = found[-1] if found else None
        if isinstance(edit, SetFields) and isinstance(last, SetFields):
            found[-1] = SetFields(edit.table, edit.id, {**last.fields, **edit.fields})
        else:
            found.append(edit)
    return found


# Fields of a step that are more than one value


def _lead(plan: Plan, id: int, word: Word, today: date) -> Made:
    """Who leads; with a `+` also who helps, else those stay who they are."""
    from actionplan_tui.capture.names import lead_and_support, read_names

    lead, support = lead_and_support(plan, word.text)
    fields: dict[str, Any] = {"lead": lead}
    if support:
        fields["support"] = support
    names = read_names(plan, [one for one in (lead, *support) if one is not None])
    said = _line(Place("steps", id), "By Whom", names or "nobody")
    return Made(SetFields("steps", id, fields), (said,))


def _goal(plan: Plan, id: int, word: Word, today: date) -> Made:
    """Under a goal, at the top of its outline."""
    from actionplan_tui.edits.steps import PlaceSteps

    found = understand(plan, "steps", "goal", word.text, today=today, id=id)
    said = _line(Place("steps", id), "Goal", found.said)
    return Made(PlaceSteps((id,), goal=found.value), (said,))


def _parent(plan: Plan, id: int, word: Word, today: date) -> Made:
    """Under another step; under none, at the top of the goal it serves."""
    from actionplan_tui.edits.steps import PlaceSteps
    from actionplan_tui.model.wbs import outline

    found = understand(plan, "steps", "parent", word.text, today=today, id=id)
    said = _line(Place("steps", id), "Under", found.said)
    if found.value is not None:
        return Made(PlaceSteps((id,), parent=found.value), (said,))
    return Made(PlaceSteps((id,), goal=outline(plan).goal.get(id)), (said,))


def _duration(plan: Plan, id: int, word: Word, today: date) -> Made:
    from actionplan_tui.capture.times import understand_duration
    from actionplan_tui.edits.steps import SetDuration

    days = understand_duration(word.text, len(plan.info.work_week) or 7)
    said = f"{days} working day{'' if days == 1 else 's'}"
    return Made(SetDuration(id, days), (_line(Place("steps", id), "Duration", said),))


def _items(plan: Plan, id: int, word: Word, today: date) -> Made:
    from actionplan_tui.capture.items import parse_items
    from actionplan_tui.edits.steps import SetItems

    cell = parse_items(plan, id, word.field, word.text, today=today)
    edit = SetItems(id, word.field, cell.items, cell.removed, cell.none)
    short = next(column.short for column in DECK_COLUMNS if column.key == word.field)
    return Made(edit, (_line(Place("steps", id), short, cell.said),))


_STEP_WORDS = {"lead": _lead, "goal": _goal, "parent": _parent, "duration": _duration}
