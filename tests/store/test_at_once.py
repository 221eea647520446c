"""A plan file decoded in one go gives what the strict reader gives, or leaves it to that one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from any_plans import plans
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import PlanBuilder
from spoilt import spoilt, spoilt_json

from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store, reading
from actionplan_tui.store.at_once import read_at_once
from actionplan_tui.store.decoding import plan_of, plan_with


def strictly(raw: bytes) -> Plan:
    return plan_of(reading.parse(raw, "plan.json"), None)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("written")
    made = iter(range(10**6))

    def write(plan: Plan) -> bytes:
        path = folder / f"{next(made)}.json"
        create_store(path, plan, now=lambda: dt.datetime(2026, 3, 2, tzinfo=dt.UTC), by="ana")
        return path.read_bytes()

    return write


@settings(max_examples=15, deadline=None)
@given(plan=plans())
def test_what_was_written_here_is_read_in_one_go(written: Any, plan: Plan) -> None:
    raw = written(plan)
    whole = read_at_once(raw)

    assert whole is not None
    assert plan_with(whole.tables, None) == strictly(raw)


def test_a_file_with_a_history_of_edits_and_an_undo_is_read_in_one_go(path: Path, ana: Any) -> None:
    ana.set("steps", 1, title='Survey "wells" \\ and\nsprings', percent=20)
    ana.set("steps", 1, percent=0, due=None)
    ana.undo(ana.remove("steps", 3))
    whole = read_at_once(path.read_bytes())

    assert whole is not None
    assert plan_with(whole.tables, None) == ana.plan
    assert [int(revision) for revision in whole.rest["history"]] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"title": "Buy pumps"', '"title": "Buy pumps", "title": "Buy wells"'),
        ('"title": "Buy pumps"', '"title": "Buy pumps", "colour": "blue"'),
        ('"title": "Buy pumps"', '"title": "Buy pumps", "colour": 3'),
        ('"title": "Buy pumps"', '"title": "Buy\\u0022pumps", "colour": 3'),
        ('"title": "Buy pumps"', '"title": "Buy pumps", "percent": 0'),
        ('"title": "Buy pumps"', '"title": 7'),
        ('"resources": {', '"steps": {}, "resources": {'),
        ('"resources": {', '"colours": {}, "resources": {'),
        ('"measurements": {}', '"surveys": {}'),
        ('"resources": {\n  "1"', '"resources": {\n  "01"'),
        ('"resources": {\n  "1"', '"resources": {\n  "-1"'),
        ('"plan": {\n  "1"', '"plan": {\n  "2"'),
        ('"schema": 1', '"schema": 2'),
        ('"schema": 1', '"schema": 0'),
        ('"schema": 1', '"schema": "1"'),
        ('"meta": {\n  "1"', '"meta": {\n  "2"'),
        ('{\n "meta"', '\ufeff{\n "meta"'),
        ('{\n "meta"', '[] {\n "meta"'),
    ],
)
def test_what_is_said_twice_or_not_known_is_left_to_the_strict_reader(
    path: Path, before: str, after: str
) -> None:
    text = path.read_text("utf-8")
    assert before in text

    assert read_at_once(text.encode()) is not None
    assert read_at_once(text.replace(before, after, 1).encode()) is None


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spoilt_file_is_never_read_otherwise_than_strictly(written: Any, data: Any) -> None:
    build = PlanBuilder(title="Clean water")
    build.step("Survey wells", lead=build.person("Ana"), due=dt.date(2026, 5, 1), percent=20)
    good = written(build.plan)
    raw = data.draw(st.one_of(spoilt(good), spoilt_json(good)))
    whole = read_at_once(raw)

    assert whole is None or plan_with(whole.tables, None) == strictly(raw)
