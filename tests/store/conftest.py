"""A small plan in a file, and people who work on it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.protocol import Commit, CommitKind, Committed
from actionplan_tui.edits.undo import undoing
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import (
    Communication,
    Goal,
    Resource,
    Stakeholder,
    Step,
    make,
)
from actionplan_tui.store import PlanStore, create_store, open_store


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += dt.timedelta(**by)


class Planner:
    """A person with the plan open, who edits what they last saw."""

    def __init__(self, path: Path, by: str, clock: SetClock) -> None:
        self.by = by
        self.session = f"another-host:{by}:1"
        self.store: PlanStore = open_store(path, now=clock, lock_timeout=0.2)
        self.look()

    def look(self) -> Plan:
        """See the plan as it is now."""
        self.plan = self.store.load().plan
        return self.plan

    def edit(
        self, change: Callable[[Plan], Plan], *, kind: CommitKind = "edit", label: str = "an edit"
    ) -> Committed:
        """Change the plan as last seen, and see what comes of it."""
        return self._commit(diff(self.plan, change(self.plan)), kind, label)

    def set(self, table: str, id: int, **fields: Any) -> Committed:
        """Set fields of a record."""
        return self.edit(lambda plan: plan.amend(table, id, **fields))

    def add(self, table: str, record: Any) -> Committed:
        """Add a record, with a negative id of its own."""
        return self.edit(lambda plan: plan.put(table, record))

    def remove(self, table: str, *ids: int) -> Committed:
        """Remove records and nothing that hangs from them."""
        return self.edit(lambda plan: plan.drop(table, ids))

    def undo(self, done: Committed) -> Committed:
        """Take a commit back."""
        assert done.row is not None
        return self._commit(undoing(done.row), "undo", done.row.label, of=done.row.revision)

    def redo(self, done: Committed) -> Committed:
        """Make a commit again."""
        assert done.row is not None
        return self._commit(done.row.changes, "redo", done.row.label, of=done.row.revision)

    def _commit(self, changes: Any, kind: CommitKind, label: str, of: int = 0) -> Committed:
        committed = self.store.commit(
            Commit(
                label=label,
                changes=tuple(changes),
                by=self.by,
                session=self.session,
                kind=kind,
                of=of,
            )
        )
        self.plan = committed.loaded.plan
        return committed


def small_plan() -> Plan:
    """Three people, a goal, three steps (the last without a date), money and a line to tell."""
    return (
        Plan()
        .amend("plan", 1, title="Clean water", plan_id="water-2026", owner=None)
        .put(
            "stakeholders",
            *(make(Stakeholder, id=i, name=n) for i, n in enumerate(("Ana", "Ioane", "Priya"), 1)),
        )
        .put("goals", make(Goal, id=1, statement="Every village drinks clean water"))
        .put(
            "steps",
            make(Step, id=1, title="Survey wells", goal=1, lead=1, due=dt.date(2026, 5, 1)),
            make(Step, id=2, title="Buy pumps", goal=1, support=(1, 2), due=dt.date(2026, 6, 1)),
            make(Step, id=3, title="Train carers", goal=1),
        )
        .put("resources", make(Resource, id=1, step=2, description="12 pumps"))
        .put(
            "communications",
            make(Communication, id=1, audience=(2,), message="Progress", start=dt.date(2026, 4, 1)),
        )
    )


@pytest.fixture
def clock() -> SetClock:
    """Monday 2 March 2026, 08:00 UTC, until a test moves it."""
    return SetClock()


@pytest.fixture
def path(tmp_path: Path, clock: SetClock) -> Path:
    """The file of the small plan."""
    path = tmp_path / "plan.json"
    create_store(path, small_plan(), now=clock, by="ana")
    return path


@pytest.fixture
def planner(path: Path, clock: SetClock) -> Callable[[str], Planner]:
    """Gives a person with the plan open."""
    return lambda by: Planner(path, by, clock)


@pytest.fixture
def ana(planner: Callable[[str], Planner]) -> Planner:
    """A planner."""
    return planner("ana")


@pytest.fixture
def priya(planner: Callable[[str], Planner]) -> Planner:
    """A colleague of hers."""
    return planner("priya")


@pytest.fixture
def tree(path: Path) -> Callable[[], dict[str, Any]]:
    """Gives the plan file as plain JSON."""
    return lambda: json.loads(path.read_text("utf-8"))


@pytest.fixture
def rewrite(path: Path) -> Callable[[Callable[[dict[str, Any]], object]], None]:
    """Changes the plan file as a person with an editor does."""

    def change(edit: Callable[[dict[str, Any]], object]) -> None:
        tree = json.loads(path.read_text("utf-8"))
        edit(tree)
        path.write_text(json.dumps(tree, indent=1, ensure_ascii=False) + "\n", "utf-8")

    return change


@pytest.fixture(scope="session")
def team() -> Callable[[Path], tuple[Planner, Planner]]:
    """Gives two people who have just opened a new small plan at a path."""

    def start(path: Path) -> tuple[Planner, Planner]:
        clock = SetClock()
        create_store(path, small_plan(), now=clock, by="ana")
        return Planner(path, "ana", clock), Planner(path, "priya", clock)

    return start
