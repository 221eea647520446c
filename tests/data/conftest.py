"""What the tests of the shipped data read: the worked example, on every day of its week."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from actionplan_tui.model import codec
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Record, Step
from actionplan_tui.model.wbs import Outline, outline

Documents = dict[str, dict[str, dict[str, Any]]]
"""Tables of a plan file: documents by id, by table."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture(scope="session")
def read_plan() -> Callable[[Documents], Plan]:
    """Decodes every document, as opening a plan file does."""

    def read(documents: Documents) -> Plan:
        tables = {
            table: {int(id): codec.decode(table, int(id), row) for id, row in rows.items()}
            for table, rows in documents.items()
        }
        info = tables.pop("plan")[1]
        return Plan(info=info, **tables)  # type: ignore[arg-type]

    return read


@pytest.fixture(scope="session")
def example() -> dict[str, Any]:
    """The file of the worked example: its base day beside its tables."""
    text = (files("actionplan_tui.data") / "example.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture(scope="session")
def documents(example: dict[str, Any]) -> Documents:
    return {table: rows for table, rows in example.items() if table != "base"}


@pytest.fixture(scope="session")
def plan(documents: Documents, read_plan: Callable[[Documents], Plan]) -> Plan:
    return read_plan(documents)


@pytest.fixture(scope="session")
def monday(example: dict[str, Any]) -> date:
    """The first day of the week the example is opened in."""
    return date.fromisoformat(example["base"])


@pytest.fixture(params=range(7), ids=DAYS)
def today(monday: date, request: pytest.FixtureRequest) -> date:
    """Every day of that week in turn."""
    return monday + timedelta(days=request.param)


@pytest.fixture(scope="session")
def tree(plan: Plan) -> Outline:
    return outline(plan)


@pytest.fixture(scope="session")
def leaves(plan: Plan, tree: Outline) -> list[Step]:
    """The action steps and milestones, in outline order."""
    return [plan.steps[id] for id in tree.rows if tree.is_leaf(id)]


@pytest.fixture(scope="session")
def blank_in() -> Callable[..., list[str]]:
    """Which of the named fields of a record are blank."""

    def blank(record: Record, *fields: str) -> list[str]:
        return [name for name in fields if getattr(record, name) in (None, "", ())]

    return blank
