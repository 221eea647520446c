"""What happens to a live session whose plan file is spoilt, replaced or put back behind it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.edits.records import set_field
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step, make
from actionplan_tui.store import create_store, full_history, open_store, session_id

Spoil = Callable[[Path], None]


def at(day: int) -> Callable[[], dt.datetime]:
    """A clock that stands at eight in the morning of a day of March."""
    return lambda: dt.datetime(2026, 3, day, 8, tzinfo=dt.UTC)


def session(path: Path, now: Callable[[], dt.datetime]) -> Workspace:
    """A session of its own on the plan."""
    return Workspace(open_store(path, now=now), by="ana", session=session_id())


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def fill_with_nothing(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def delete(path: Path) -> None:
    path.unlink()


def replace_by_another_plan(path: Path) -> None:
    path.unlink()
    create_store(path, Plan().put("steps", make(Step, id=1, title="Another")), now=at(1), by="bo")


def replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "spoil", [empty, cut, fill_with_nothing, delete, replace_by_another_plan, replace_by_a_folder]
)
def test_an_edit_is_kept_and_the_file_left_until_it_is_put_back(
    path: Path, spoil: Spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actionplan_tui.store.tinydb_store.SETTLE", 0.05)
    desk = session(path, at(2))
    good = path.read_bytes()
    spoil(path)
    spoilt = path.read_bytes() if path.is_file() else None

    pending = desk.begin(set_field("steps", 1, "title", "Survey springs"))
    assert pending is not None
    outcome = desk.commit(pending)
    assert isinstance(outcome, SaveFailed)
    assert "\n" not in outcome.message
    desk.settle(pending, outcome)
    assert (path.read_bytes() if path.is_file() else None) == spoilt
    assert [kept.reason for kept in desk.unsaved()] == [outcome.message]

    if path.is_dir():
        path.rmdir()
    elif path.exists():
        path.unlink()
    path.write_bytes(good)
    again = desk.commit(pending)
    assert not isinstance(again, Problem), again
    desk.settle(pending, again)
    assert desk.plan.steps[1].title == "Survey springs"
    assert open_store(path, now=at(2)).load().plan.steps[1].title == "Survey springs"
    assert list(desk.unsaved()) == []


def test_a_version_restored_behind_a_session_is_told_and_built_upon(path: Path) -> None:
    desk = session(path, at(2))
    old = path.read_bytes()
    for title in ("Survey springs", "Survey lakes"):
        assert desk.do(set_field("steps", 1, "title", title)).problem is None
    path.write_bytes(old)

    loaded = desk.look()
    assert loaded is not None
    assert loaded.warning
    desk.take(loaded)
    assert desk.plan.steps[1].title == "Survey wells"
    assert desk.do(set_field("steps", 1, "percent", 40)).problem is None
    plan = open_store(path, now=at(2)).load().plan
    assert (plan.steps[1].title, plan.steps[1].percent) == ("Survey wells", 40)


def test_a_clock_set_back_changes_no_order_and_loses_nothing(path: Path) -> None:
    for day, percent in ((5, 10), (9, 20), (2, 30), (3, 40)):
        desk = session(path, at(day))
        assert desk.do(set_field("steps", 1, "percent", percent)).problem is None

    rows = [row for row in full_history(path) if row.label]
    assert [row.revision for row in rows] == sorted(row.revision for row in rows)
    assert open_store(path, now=at(3)).load().plan.steps[1].percent == 40
    undone = session(path, at(2)).undo()
    assert undone.problem is None
    assert open_store(path, now=at(2)).load().plan.steps[1].percent == 30


def test_a_plan_in_a_shared_folder_belongs_to_its_group(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    path = folder / "plan.json"
    before = os.umask(0o077)
    try:
        create_store(path, Plan().put("steps", make(Step, id=1, title="Dig")), now=at(1), by="a")
        for day in (2, 3):
            assert session(path, at(day)).do(set_field("steps", 1, "percent", day)).problem is None
    finally:
        os.umask(before)

    modes = {entry.name: entry.stat().st_mode & 0o777 for entry in os.scandir(folder)}
    assert modes["plan.json"] == 0o660
    assert modes[".plan.json.lock"] == 0o660
    assert {mode for name, mode in modes.items() if ".bak." in name} == {0o660}
    private = tmp_path / "mine.json"
    before = os.umask(0o077)
    create_store(private, Plan(), now=at(1), by="a")
    os.umask(before)
    assert private.stat().st_mode & 0o077 == 0
    assert json.loads(private.read_bytes())["meta"]


def test_a_save_through_a_link_keeps_the_link(path: Path, tmp_path: Path, save: Any) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)

    assert session(link, at(2)).do(set_field("steps", 1, "percent", 10)).problem is None
    assert link.is_symlink()
    assert open_store(path, now=at(2)).load().plan.steps[1].percent == 10
