"""Tables on their way into a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from actionplan_tui.exchange.action_table import cell_text
from actionplan_tui.exchange.csv_table import read_table
from actionplan_tui.exchange.importing import Import, plan_import
from actionplan_tui.model import rules
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.wbs import outline

TODAY = date(2026, 11, 23)  # a Monday


class Taken:
    """What a table did: the import, and the plan after it."""

    def __init__(self, found: Import, plan: Plan) -> None:
        self.found = found
        self.plan = found.edit.apply(plan) if found.edit else plan

    def rows(self, *keys: str) -> list[tuple[str, ...]]:
        """The cells of the steps in outline order, by what their columns mean."""
        return [
            tuple(cell_text(self.plan, id, key, TODAY) for key in keys)
            for id in outline(self.plan).rows
        ]

    def column(self, key: str) -> list[str]:
        """One column of `rows`."""
        return [cell for (cell,) in self.rows(key)]

    def verbs(self) -> list[tuple[int, str]]:
        """What each row does."""
        return [(line.row, line.verb) for line in self.found.lines]

    def troubles(self) -> dict[int, str]:
        """What could not be read, by row."""
        return {line.row: line.trouble for line in self.found.lines if line.trouble}


Take = Callable[..., Taken]


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def take() -> Take:
    """Reads a table, plans its import, checks that the plan is sound and that a second import
    of the same table changes nothing."""

    def read(data: bytes | str, plan: Plan | None = None, **options: Any) -> Taken:
        plan = plan or Plan()
        raw = data.encode() if isinstance(data, str) else data
        rows = read_table(raw, name="table.csv")
        taken = Taken(plan_import(plan, rows, today=TODAY, **options), plan)
        every = [(table, id, "") for table in TABLES for id in taken.plan.table(table)]
        rules.check(taken.plan, every)
        again = plan_import(taken.plan, rows, today=TODAY, **options)
        assert again.edit is None, [line for line in again.lines if line.verb != "unchanged"]
        return taken

    return read
