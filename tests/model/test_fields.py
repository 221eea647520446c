"""Every field is declared once; the deck's table has the deck's own words."""

import msgspec
import pytest

from actionplan_tui.model.fields import DECK_COLUMNS, FIELDS, TITLE_FIELDS, field
from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.records import STAMPS
from actionplan_tui.model.references import BY_FIELD, REFERENCES

SET_OTHERWISE = STAMPS | {"confirmed", "archived", "position", "seen", "engaged_before"}
"""Set by the store, by a review, by removing, by moving, by reading, by what is set beside it:
never typed in."""

NEVER_EDITED = {("plan", "plan_id")}

# The wording of the deck's Action Planning Table, copied from it.
DECK_HEADINGS = [
    "Action Step",
    "By Whom",
    "By When",
    "Resources and Support Available Needed",
    "Potential Barriers or Resistance",
    "Communication Plan By Whom Target Audience",
    "Key Performance Indicators (KPIs)",
]
DECK_QUESTIONS = [
    "What needs to be done?",
    "Who will be responsible for this step?",
    "What date will the action be completed?",
    "Resources Needed (Financial, Human Resources, Political, other?)",
    "What individuals and organizations might resist? How?",
    "What individuals and organizations should be informed? Who is responsible?",
]
KPI_QUESTION = "How will you measure your success? How will you know you are done?"


@pytest.mark.parametrize("table", [name for name in TABLES if name != "tombstones"])
def test_every_field_of_a_record_is_declared_or_deliberately_not(table: str) -> None:
    names = set(TABLES[table].type.__struct_fields__) - SET_OTHERWISE
    names -= {name for held, name in NEVER_EDITED if held == table}
    assert set(FIELDS[table]) == names


def test_declarations_know_their_own_place() -> None:
    for table, fields in FIELDS.items():
        for name, declared in fields.items():
            assert (declared.table, declared.name) == (table, name)
            assert declared.label
    assert field("steps", "due") is FIELDS["steps"]["due"]
    assert field("steps", "colour") is None


def test_labels_are_unique_within_a_table() -> None:
    for table, fields in FIELDS.items():
        labels = [declared.label.casefold() for declared in fields.values()]
        assert len(labels) == len(set(labels)), table


KIND_OF_TYPE = {
    "str": {"text", "long", "cadence"},
    "date": {"date"},
    "time": {"time"},
    "bool": {"flag"},
    "float": {"number"},
    "int": {"whole", "reference"},
    "literal": {"choice"},
    "tuple of int": {"references"},
    "tuple of str": {"words"},
    "tuple of date": {"dates"},
    "tuple of literal": {"choices"},
}


def plain(held: msgspec.inspect.Type) -> msgspec.inspect.Type:
    """The type of a value that is there: without the None of a field that may be blank."""
    if isinstance(held, msgspec.inspect.UnionType):
        (held,) = (t for t in held.types if not isinstance(t, msgspec.inspect.NoneType))
    return held


def type_name(held: msgspec.inspect.Type) -> str:
    held = plain(held)
    if isinstance(held, msgspec.inspect.VarTupleType):
        return f"tuple of {type_name(held.item_type)}"
    return type(held).__name__.removesuffix("Type").lower()


@pytest.mark.parametrize("table", FIELDS)
def test_the_kind_of_a_field_fits_its_type(table: str) -> None:
    described = msgspec.inspect.type_info(TABLES[table].type)
    assert isinstance(described, msgspec.inspect.StructType)
    types = {one.name: one.type for one in described.fields}
    for name, declared in FIELDS[table].items():
        assert declared.kind in KIND_OF_TYPE[type_name(types[name])], f"{table}.{name}"
        if declared.kind in ("choice", "choices"):
            literal = plain(types[name])
            if isinstance(literal, msgspec.inspect.VarTupleType):
                literal = literal.item_type
            assert isinstance(literal, msgspec.inspect.LiteralType)
            assert set(declared.choices) == set(literal.values), f"{table}.{name}"
        else:
            assert not declared.choices


def test_references_agree_with_the_fields() -> None:
    declared = {
        (table, name): one.kind == "references"
        for table, fields in FIELDS.items()
        for name, one in fields.items()
        if one.kind in ("reference", "references")
    }
    assert declared == {(one.table, one.field): one.many for one in REFERENCES}
    assert len(BY_FIELD) == len(REFERENCES)
    for one in REFERENCES:
        assert one.target in TABLES
        assert FIELDS[one.table][one.field].target == one.target
    assert FIELDS["steps"]["title"].target == ""


def test_every_table_has_a_field_that_people_recognise_it_by() -> None:
    assert set(TITLE_FIELDS) == set(TABLES)
    for table, name in TITLE_FIELDS.items():
        assert name in TABLES[table].type.__struct_fields__


def test_private_are_the_private_notes_alone() -> None:
    private = [(t, n) for t, fields in FIELDS.items() for n, one in fields.items() if one.private]
    assert private == [("stakeholders", "private_notes")]


def test_the_decks_headings_stand_word_for_word_in_the_decks_order() -> None:
    headings = [column.heading for column in DECK_COLUMNS]
    assert headings[:3] == DECK_HEADINGS[:3]
    # The deck sets Available and Needed in one heading; they are two columns here.
    assert headings[3] == "Resources and Support Available"
    assert headings[4] == "Resources and Support Needed"
    assert f"{headings[3]} {headings[4].split()[-1]}" == DECK_HEADINGS[3]
    assert headings[5] == DECK_HEADINGS[4]
    plain = headings[6].replace("(", "").replace(")", "").replace(",", "")
    assert plain == DECK_HEADINGS[5]
    assert headings[7] == DECK_HEADINGS[6]
    assert len(headings) == 8


def test_the_decks_questions_stand_word_for_word() -> None:
    questions = [column.prompt for column in DECK_COLUMNS]
    assert questions[:3] == DECK_QUESTIONS[:3]
    assert questions[4] == DECK_QUESTIONS[3]
    assert questions[3] == DECK_QUESTIONS[3].replace("Needed", "Available")
    assert questions[5:7] == DECK_QUESTIONS[4:]
    assert questions[7] == KPI_QUESTION


def test_a_deck_column_shows_one_field_or_one_table() -> None:
    for column in DECK_COLUMNS:
        assert bool(column.field) != bool(column.items)
        assert column.field in ("", *FIELDS["steps"])
        if column.items:
            assert FIELDS[column.items]["step"].target == "steps"
