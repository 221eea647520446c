"""Any table, however odd: taken in soundly or refused in one line, and twice is once."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplan_tui.exchange.csv_table import csv_bytes, read_table, table_bytes
from actionplan_tui.exchange.importing import plan_import
from actionplan_tui.exchange.json_plan import read_plan_json
from actionplan_tui.model import rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem

TODAY = date(2026, 11, 23)

HEADINGS = st.sampled_from(
    [
        "Task", "By Whom", "By When", "Due date", "Resources", "Resources Available",
        "Resources needed", "Barriers", "Communication plan", "Target audience", "How often",
        "Message", "KPI", "Goal", "WBS", "Id", "Owner", "Start", "Support", "Status",
        "% complete", "Notes", "Province", "Predecessors", "Kind", "Priority", "Tags",
        "Forecast", "Date completed",
    ]
)  # fmt: skip
CELLS = st.sampled_from(
    [
        "", "", "", "Draft the bill", "Goal 1: Fast", "Objective 2 - x", "1.1 Sub", "1. Top",
        "Step 2: go", "Step 3", "By ____", "____", "Ana Ruiz", "Ana / Ben", "Registry and Ana Ruiz",
        "P99", "none", "n/a", "-", "TBD", "15/12/2026", "3/4/2027", "12/31/2026", "Q2 2027",
        "46371", "ongoing", "2w", "USD 5,000 fees", "2 lawyers; a car", "Available: x\nNeeded: y",
        "Unions: fear", "risk: rain", "weekly", "every blue moon", "letters = 8 by 1 Mar 2027",
        "days <= 10", "letters = ", "1", "1.2", "S1", "S2", "S99", "50%", "0.5", "Completed",
        "On hold", "???", '"', "ditto", "Total", "What needs to be done?", "a\nb\n- c", "• x\n• y",
        "\u200bz", "=1+1", "'=x", "by by by", "Ministry of Trade, Industry and Labour; Court",
        '"quoted, name"', "via e-mail: hi", "1.1, 1.2", "وزارة الصحة", "milestone", "high",
        "Jan - Mar 2027", ": msg", "at S12", "at due", "x" * 300,
    ]
)  # fmt: skip
FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def take_twice(plan: Plan, rows: Sequence[Sequence[str]]) -> None:
    """Import a table, check the plan, import it again: nothing must change."""
    with contextlib.suppress(Problem):
        found = plan_import(plan, rows, today=TODAY, dates="dmy")
        if found.edit is not None:
            check(found.edit.apply(plan), rows)


def check(after: Plan, rows: Sequence[Sequence[str]]) -> None:
    rules.check(after, [(table, id, "") for table in TABLES for id in after.table(table)])
    again = plan_import(after, rows, today=TODAY, dates="dmy")
    assert again.edit is None, [line for line in again.lines if line.verb != "unchanged"]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    headings = ["Action Step", *draw(st.lists(HEADINGS, min_size=1, max_size=8, unique=True))]
    row = st.lists(CELLS, min_size=len(headings), max_size=len(headings))
    return [headings, *draw(st.lists(row, min_size=1, max_size=7))]


@FEW
@given(tables())
def test_any_table_into_an_empty_plan(rows: list[list[str]]) -> None:
    take_twice(Plan(), read_table(table_bytes(rows), name="odd.csv"))


@pytest.fixture(scope="module")
def example() -> Plan:
    return read_plan_json(files("actionplan_tui.data").joinpath("example.json").read_bytes())


SPARED = {"Id", "WBS", "After"}  # a table without its own order says something else


@settings(FEW, max_examples=25)
@given(data=st.data())
def test_the_examples_table_with_cells_written_over(example: Plan, data: st.DataObject) -> None:
    rows = read_table(csv_bytes(example, TODAY), name="example.csv")
    cell = st.tuples(st.integers(1, len(rows) - 1), st.integers(0, len(rows[0]) - 1), CELLS)
    for row, column, text in data.draw(st.lists(cell, min_size=1, max_size=8)):
        if rows[0][column] not in SPARED:
            rows[row][column] = text

    take_twice(example, rows)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(list(b"a,;\t\"\n\r\0\xff\xfe\xe9=<'1/.")), max_size=60).map(bytes))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    with contextlib.suppress(Problem):
        rows = read_table(data, name="odd.csv")
        assert any(cell for row in rows for cell in row)
