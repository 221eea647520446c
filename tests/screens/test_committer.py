"""A frame goes before the disk, and no edit waits for a frame that does not come."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_page import UnsteadyStore

import screens.committer
from actionplan_tui.edits.records import set_field
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store, open_store
from screens.committer import Committer


def now() -> dt.datetime:
    """Noon of a day."""
    return dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


class Frames:
    """A screen that is drawn when a test says so."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []

    def once_drawn(self, call: Callable[[], object]) -> None:
        """What an app does after its next frame."""
        self._waiting.append(call)

    def draw(self) -> None:
        """The next frame."""
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()


@pytest.fixture
def path(tmp_path: Path, small: Plan) -> Path:
    """The small plan's file."""
    path = tmp_path / "plan.json"
    create_store(path, small, now=now, by="ana")
    return path


@pytest.fixture
def frames() -> Frames:
    """A screen."""
    return Frames()


@pytest.fixture
def store(path: Path) -> UnsteadyStore:
    """The file's store, which counts what it is asked."""
    return UnsteadyStore(open_store(path, now=now))


@pytest.fixture
def committer(store: UnsteadyStore, frames: Frames) -> Committer:
    """Saves for that screen."""
    workspace = Workspace(store, by="ana", session="one")
    return Committer(workspace, lambda settled: None, once_drawn=frames.once_drawn)


def titles(path: Path) -> tuple[str, str]:
    """The titles of two steps, as the next session finds them."""
    steps = open_store(path, now=now).load().plan.steps
    return steps[2].title, steps[4].title


def edit_both(committer: Committer) -> None:
    """Two edits, one before the other."""
    assert committer.do(set_field("steps", 2, "title", "Survey springs"))
    assert committer.do(set_field("steps", 4, "title", "Buy filters"))
    assert committer.workspace.plan.steps[2].title == "Survey springs"
    assert committer.workspace.state == ("saving", "")


async def saved(committer: Committer) -> None:
    """Wait until nothing is on its way any more."""
    rests = asyncio.Event()
    committer.once_at_rest(rests.set)
    await rests.wait()


async def test_the_disk_is_asked_once_the_edit_is_drawn(
    committer: Committer, frames: Frames, store: UnsteadyStore, path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(screens.committer, "DRAW_SECONDS", 3600.0)
    edit_both(committer)
    await asyncio.sleep(0)
    assert store.tries == 0

    frames.draw()
    await saved(committer)
    assert titles(path) == ("Survey springs", "Buy filters")
    assert [row.label for row in committer.workspace.history] == [
        "Action Step of Survey wells",
        "Action Step of Buy pumps",
    ]
    committer.close()


async def test_a_frame_that_does_not_come_holds_no_edit_up(
    committer: Committer, path: Path
) -> None:
    edit_both(committer)
    await saved(committer)

    assert titles(path) == ("Survey springs", "Buy filters")
    committer.close()


@pytest.mark.parametrize("end", ["a hang-up", "leaving"])
async def test_an_end_before_the_frame_saves_the_edit(
    committer: Committer, path: Path, end: str, monkeypatch
) -> None:
    monkeypatch.setattr(screens.committer, "DRAW_SECONDS", 3600.0)
    edit_both(committer)
    if end == "a hang-up":
        assert committer.rescue(60) == []
    else:
        committer.close()

    assert titles(path) == ("Survey springs", "Buy filters")
