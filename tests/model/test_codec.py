"""Records to and from the documents of a plan file."""

from datetime import UTC, date, datetime, time
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.model import codec
from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication, IdeaStatus, Record, Step

SAMPLES: list[tuple[str, Record]] = [
    (
        "steps",
        Step(
            id=7,
            title="Draft",
            support=(1, 2),
            due=date(2026, 11, 13),
            on_hold=True,
            none_identified=("barriers",),
            created_at=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
        ),
    ),
    ("communications", Communication(id=3, time=time(9), alarm=False, audience=(4,))),
]


@pytest.mark.parametrize(("table", "record"), SAMPLES)
def test_a_record_comes_back_from_its_document(table: str, record: Record) -> None:
    document = codec.encode(record)
    assert codec.decode(table, record.id, document) == record
    through_json = msgspec.json.decode(msgspec.json.encode(document))
    assert codec.decode(table, record.id, through_json) == record


def test_a_document_holds_neither_the_id_nor_what_is_at_its_default() -> None:
    assert codec.encode(Step(id=7, title="Draft")) == {"title": "Draft"}
    assert codec.encode(Step(id=7)) == {}


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_document_is_a_record_of_defaults(table: str) -> None:
    record = codec.decode(table, 5, {})
    assert record.id == 5
    assert codec.encode(record) == {}
    for field in record.__struct_fields__:
        if field != "id":
            value = codec.encode_value(getattr(record, field))
            assert codec.default(table, field) == value


def test_unknown_fields_are_left_to_the_file() -> None:
    assert codec.decode("steps", 1, {"title": "Draft", "colour": "red"}) == Step(
        id=1, title="Draft"
    )


def test_a_wrong_value_names_table_record_and_field() -> None:
    with pytest.raises(Problem, match=r"steps 4: .*percent") as refused:
        codec.decode("steps", 4, {"percent": "most of it"})
    assert (refused.value.table, refused.value.id) == ("steps", 4)


def test_single_fields_are_coded_alone() -> None:
    values = {"due": "2026-11-13", "support": [1, 2], "percent": 40}
    decoded = codec.decode_fields("steps", values)
    assert decoded == {"due": date(2026, 11, 13), "support": (1, 2), "percent": 40}
    encoded = {name: codec.encode_value(value) for name, value in decoded.items()}
    assert msgspec.json.decode(msgspec.json.encode(encoded)) == values
    with pytest.raises(Problem):
        codec.decode_fields("steps", {"percent": 101})


texts = st.text(max_size=20)
ids = st.lists(st.integers(1, 99), max_size=4, unique=True).map(tuple)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": texts,
            "lead": st.integers(1, 99),
            "support": ids,
            "due": st.dates(),
            "percent": st.integers(0, 100),
            "tags": st.lists(texts, max_size=3).map(tuple),
            "cancelled": st.booleans(),
            "priority": st.integers(1, 3),
        },
    )
)
def test_any_step_comes_back(fields: dict[str, Any]) -> None:
    step = Step(id=1, **fields)
    stored = msgspec.json.decode(msgspec.json.encode(codec.encode(step)))
    assert codec.decode("steps", 1, stored) == step


@pytest.mark.parametrize("status", get_args(IdeaStatus))
def test_choices_are_stored_by_the_words_people_read(status: str) -> None:
    assert codec.decode_fields("ideas", {"status": status}) == {"status": status}
