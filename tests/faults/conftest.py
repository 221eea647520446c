"""A plan to torture, and what must hold of it whatever happens."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit, Committed
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step, make
from actionplan_tui.store import create_store, full_history, open_store

Writers = Callable[..., "subprocess.Popen[str]"]


def now() -> dt.datetime:
    return dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a plan with one step."""
    path = tmp_path / "plan.json"
    plan = Plan().put("steps", make(Step, id=1, title="Survey wells"))
    create_store(path, plan, now=now, by="ana")
    return path


@pytest.fixture
def writer(path: Path) -> Writers:
    """Starts a session of its own that saves so many times and prints what is acknowledged."""
    script = Path(__file__).with_name("writer.py")

    def start(name: str, count: int) -> subprocess.Popen[str]:
        command = [sys.executable, str(script), str(path), name, str(count)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    return start


@pytest.fixture
def save(path: Path) -> Callable[..., Committed]:
    """Saves step 1 with another percent, in a session of its own."""

    def save(percent: int = 50, *, days: int = 0, lock_timeout: float = 10) -> Committed:
        store = open_store(
            path, now=lambda: now() + dt.timedelta(days=days), lock_timeout=lock_timeout
        )
        before = store.load().plan.steps[1].percent
        change = Change("steps", 1, "percent", before, percent)
        return store.commit(Commit(label="x", changes=(change,), by="ana", session="s"))

    return save


@pytest.fixture
def all_there(path: Path) -> Callable[[Iterable[str]], None]:
    """Checks that the plan is whole and that nothing acknowledged is missing from it."""

    def check(acknowledged: Iterable[str]) -> None:
        loaded = open_store(path, now=now).load()
        texts = [idea.text for idea in loaded.plan.ideas.values()]
        labels = [row.label for row in full_history(path) if row.label != "x"]
        expected = set(acknowledged)
        assert expected <= set(texts)
        assert expected <= set(loaded.plan.steps[1].tags)
        assert expected <= set(labels)
        assert len(texts) == len(set(texts))
        assert len(labels) == len(set(labels))
        assert len(loaded.plan.ideas) == max(loaded.plan.ideas, default=0)

    return check


@pytest.fixture
def left_over(path: Path) -> Callable[[], list[str]]:
    """Names the unfinished files beside the plan."""
    return lambda: [name for name in os.listdir(path.parent) if name.endswith(".tmp")]
