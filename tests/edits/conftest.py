"""Plans and stores to edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddGoal
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import PlanInfo, make
from actionplan_tui.store import create_store, open_store

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

OpenAs = Callable[..., Workspace]


@pytest.fixture
def blank() -> Plan:
    """A plan with nothing in it but its title."""
    return Plan(info=make(PlanInfo, id=1, title="A plan"))


@pytest.fixture
def small(blank: Plan) -> Plan:
    """One goal with steps 1, 1.1, 1.2 and 2; ids are provisional, as edits give them."""
    return after(
        blank,
        AddGoal({"statement": "No queues"}),
        AddStep({"title": "Sign-in"}, goal=-1),
        AddStep({"title": "Design"}, parent=-1),
        AddStep({"title": "Build"}, parent=-1),
        AddStep({"title": "Train clerks"}, goal=-1),
    )


@pytest.fixture
def open_as(tmp_path: Path, blank: Plan) -> OpenAs:
    """Opens the one plan file as somebody, in a session of their own."""
    path = tmp_path / "plan.json"
    create_store(path, blank, now=lambda: NOON, by="founder")

    def opened(by: str = "ana", session: str | None = None) -> Workspace:
        store = open_store(path, now=lambda: NOON)
        return Workspace(store, by=by, session=session or f"{by}-session")

    return opened


def after(plan: Plan, *edits: Edit) -> Plan:
    """The plan after some edits."""
    for edit in edits:
        plan = edit.apply(plan)
    return plan
