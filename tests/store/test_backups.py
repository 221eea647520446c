"""Earlier versions are kept for nothing, and any of them comes back."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Step, make
from actionplan_tui.store import backups, list_backups, open_store, restore, writing


def kept(path: Path) -> list[int]:
    return [backup.revision for backup in backups.kept(path)]


def work(planner: Any, path: Path, clock: Any, saves: int) -> None:
    """That many saves, with the file's own time as the clock has it."""
    for _ in range(saves):
        step = planner.plan.steps[1]
        planner.set("steps", 1, percent=(step.percent + 1) % 100)
        stamp = clock.moment.timestamp()
        os.utime(path, (stamp, stamp))


def test_the_first_save_of_a_day_keeps_the_version_of_the_day_before(
    ana: Any, path: Path, clock: Any
) -> None:
    before = path.read_bytes()
    clock.forward(days=1)
    ana.set("steps", 1, percent=5)

    assert backups.backup_path(path, 1).read_bytes() == before
    ana.set("steps", 1, percent=6)
    assert kept(path) == [1]


def test_through_a_long_day_one_in_25_is_kept_and_five_of_them(
    ana: Any, path: Path, clock: Any
) -> None:
    stamp = clock.moment.timestamp()
    os.utime(path, (stamp, stamp))
    work(ana, path, clock, 1)
    assert kept(path) == [1]  # there is something to go back to from the first save on
    work(ana, path, clock, 189)

    assert kept(path) == [176, 151, 126, 101, 76]
    assert open_store(backups.backup_path(path, 176), now=clock).load().revision == 176


def test_of_many_days_the_last_fourteen_are_kept(ana: Any, path: Path, clock: Any) -> None:
    for _ in range(20):
        work(ana, path, clock, 2)
        clock.forward(days=1)

    # Day n ends with revision 2n + 1; the day now ending has no backup yet.
    assert kept(path) == [2 * day + 1 for day in range(19, 5, -1)]


def test_a_backup_is_a_link_and_costs_nothing(ana: Any, path: Path, clock: Any) -> None:
    inode = path.stat().st_ino
    clock.forward(days=1)
    ana.set("steps", 1, percent=5)

    assert backups.backup_path(path, 1).stat().st_ino == inode
    assert path.stat().st_nlink == 1


def test_a_backup_left_by_a_killed_save_blocks_none(ana: Any, path: Path, clock: Any) -> None:
    os.link(path, backups.backup_path(path, 1))
    clock.forward(days=1)

    assert ana.set("steps", 1, percent=5).loaded.revision == 2
    assert ana.set("steps", 1, percent=6).loaded.revision == 3


@pytest.mark.parametrize("call", ["link", "scandir"])
def test_a_backup_that_fails_blocks_no_save(
    ana: Any, path: Path, clock: Any, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(days=1)
    monkeypatch.setattr(backups.os, call, _refuse)
    ana.set("steps", 1, percent=5)

    assert open_store(path, now=clock).load().plan.steps[1].percent == 5


def test_without_hard_links_a_backup_is_a_copy(
    ana: Any, path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    clock.forward(days=1)
    monkeypatch.setattr(backups.os, "link", _refuse)
    ana.set("steps", 1, percent=5)

    assert backups.backup_path(path, 1).read_bytes() == before


def test_what_a_killed_save_left_is_removed(ana: Any, path: Path) -> None:
    orphan = path.with_name(".plan.json.another-host.99.0a0b0c0d.tmp")
    orphan.write_bytes(b"{")
    others = [
        path.with_name(f".{name}.another-host.99.0a0b0c0d.tmp")
        for name in ("roads.json", "plan.json.old", "plan")
    ]
    for other in others:
        other.write_bytes(b"{")
    ana.set("steps", 1, percent=5)

    assert not orphan.exists()
    assert [other.exists() for other in others] == [True] * 3


def test_what_a_save_just_killed_left_is_removed(ana: Any, path: Path, monkeypatch: Any) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(writing, "_unlink", lambda path: None)
        killed.setattr(writing.os, "replace", _refuse)
        with pytest.raises(SaveFailed):
            ana.set("steps", 1, percent=5)
    assert any(name.endswith(".tmp") for name in os.listdir(path.parent))
    ana.set("steps", 1, percent=5)

    assert not any(name.endswith(".tmp") for name in os.listdir(path.parent))


def _refuse(*_: Any) -> Any:
    raise PermissionError(1, "Operation not permitted")


def test_backups_are_listed_with_what_differs(ana: Any, path: Path, clock: Any) -> None:
    stamp = clock.moment.timestamp()
    os.utime(path, (stamp, stamp))
    clock.forward(days=1)
    ana.edit(
        lambda plan: (
            plan.amend("steps", 1, title="Count wells", percent=9)
            .drop("steps", [3])
            .put("steps", make(Step, id=-1, title="Dig"), make(Step, id=-2, title="Fill"))
        )
    )

    [backup] = list_backups(path)
    assert (backup.revision, backup.steps) == (1, 3)
    assert backup.saved == clock.moment - dt.timedelta(days=1)
    assert backup.differs == "adds 1 record, removes 2 records, changes 2 fields of 1 record"


def test_a_restore_brings_the_plan_back_and_can_be_undone(
    ana: Any, priya: Any, path: Path, clock: Any
) -> None:
    clock.forward(days=1)
    ana.edit(lambda plan: plan.amend("steps", 1, title="Count wells").drop("steps", [2, 3])
             .drop("resources", [1]))  # fmt: skip
    priya.look()
    priya.add("steps", make(Step, id=-1, title="Dig"))
    now = priya.plan
    restored = restore(ana.store, 1, by="ana", session=ana.session)

    plan = restored.loaded.plan
    assert {id: step.title for id, step in plan.steps.items()} == {
        1: "Survey wells",
        2: "Buy pumps",
        3: "Train carers",
    }
    assert plan.resources[1].description == "12 pumps"
    assert (restored.row.kind, restored.loaded.revision) == ("restore", 4)
    undone = ana.undo(restored).loaded.plan
    assert {id: step.title for id, step in undone.steps.items()} == {
        id: step.title for id, step in now.steps.items()
    }


def test_a_restore_of_what_is_there_changes_nothing(ana: Any, path: Path, clock: Any) -> None:
    clock.forward(days=1)
    ana.undo(ana.set("steps", 1, percent=5))
    [backup] = list_backups(path)

    assert backup.differs == "nothing differs"
    assert restore(ana.store, 1, by="ana", session="s").row is None


@pytest.mark.parametrize("damage", [b"", b"\0\0\0", b'{"meta": {"1": {"sch', None])
def test_a_damaged_plan_is_restored_and_kept_aside(
    ana: Any, path: Path, clock: Any, damage: bytes | None
) -> None:
    clock.forward(days=1)
    ana.set("steps", 1, title="Count wells")
    path.chmod(0o664)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert [backup.differs for backup in list_backups(path)] == ["the plan itself cannot be read"]
    store = open_store(path, now=clock)
    restored = restore(store, 1, by="ana", session="s")

    assert restored.loaded.plan.steps[1].title == "Survey wells"
    assert open_store(path, now=clock).load().plan == restored.loaded.plan
    aside = list(path.parent.glob(".plan.json.bak.damaged.*"))
    assert [one.read_bytes() for one in aside] == ([] if damage is None else [damage])


def test_a_restore_of_no_backup_names_those_there_are(ana: Any, clock: Any) -> None:
    clock.forward(days=1)
    ana.set("steps", 1, percent=5)

    with pytest.raises(Problem, match="no backup of revision 7: there are 1"):
        restore(ana.store, 7, by="ana", session="s")


def test_a_backup_of_another_plan_is_left_alone(
    ana: Any, path: Path, clock: Any, rewrite: Any
) -> None:
    clock.forward(days=1)
    ana.set("steps", 1, percent=5)
    rewrite(lambda tree: tree["plan"]["1"].update(plan_id="roads"))
    raw = path.read_bytes()

    with pytest.raises(Problem, match="is of another plan"):
        restore(open_store(path, now=clock), 1, by="ana", session="s")
    assert path.read_bytes() == raw
