"""What a login keeps outside its plans: unsaved edits, and the plans opened lately."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.edits.workspace import Draft
from actionplan_tui.store import drafts, recent

AT = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


def draft(title: str) -> Draft:
    changes = (
        Change("steps", 1, "title", "Survey wells", title),
        Change("steps", -1, after={"title": "New", "support": [1, 2]}),
    )
    commit = Commit(label=f"Rename to {title}", changes=changes, by="ana", session="s")
    return Draft(commit, "the disk is full")


def save(folder: Path, *titles: str, plan_id: str = "water", at: dt.datetime = AT) -> Any:
    return drafts.save_drafts(
        [draft(title) for title in titles],
        plan=Path("plans/water.json"),
        plan_id=plan_id,
        title="Clean water",
        at=at,
        folder=folder,
    )


def test_unsaved_edits_come_back_as_they_were(tmp_path: Path) -> None:
    saved = save(tmp_path / "state", "Count wells", "Count all wells")
    [found] = drafts.list_drafts("water", folder=tmp_path / "state")

    assert found == saved
    assert found.drafts == (draft("Count wells"), draft("Count all wells"))
    assert (found.plan, found.title, found.at) == ("plans/water.json", "Clean water", AT)


def test_they_are_for_their_owner_alone(tmp_path: Path) -> None:
    saved = save(tmp_path / "state", "Count wells")

    assert stat.S_IMODE(os.stat(saved.file).st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_they_are_listed_by_plan_oldest_first(tmp_path: Path) -> None:
    save(tmp_path, "b", at=AT + dt.timedelta(hours=1))
    save(tmp_path, "a")
    save(tmp_path, "c", plan_id="roads")

    found = drafts.list_drafts("water", folder=tmp_path)
    assert [one.drafts[0].commit.label for one in found] == ["Rename to a", "Rename to b"]


def test_one_that_is_dropped_is_gone(tmp_path: Path) -> None:
    first, second = save(tmp_path, "a"), save(tmp_path, "b")
    drafts.drop_drafts(first)
    drafts.drop_drafts(first)

    assert drafts.list_drafts("water", folder=tmp_path) == [second]


def test_nothing_unsaved_makes_no_file(tmp_path: Path) -> None:
    assert save(tmp_path / "state") is None
    assert not (tmp_path / "state").exists()


def test_a_damaged_one_hides_no_other(tmp_path: Path) -> None:
    saved = save(tmp_path, "a")
    (tmp_path / "unsaved-water-1-00.json").write_bytes(b'{"plan')

    assert drafts.list_drafts("water", folder=tmp_path) == [saved]


def test_a_plan_id_written_by_hand_leads_nowhere_else(tmp_path: Path) -> None:
    saved = save(tmp_path / "state", "a", plan_id="../../up/*")

    assert Path(saved.file).parent == tmp_path / "state"
    assert drafts.list_drafts("../../up/*", folder=tmp_path / "state") == [saved]


def test_the_state_folder_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    recent.remember(tmp_path / "plan.json", "Water", AT)

    assert [one.title for one in recent.recent()] == ["Water"]
    assert list((tmp_path / "actionplan-tui").glob("recent.json"))


def test_the_plan_opened_last_comes_first_and_once(tmp_path: Path) -> None:
    for name in ("a.json", "b.json", "a.json"):
        (tmp_path / name).touch()
        recent.remember(tmp_path / name, name, AT, folder=tmp_path / "state")

    found = recent.recent(folder=tmp_path / "state")
    assert [Path(one.path).name for one in found] == ["a.json", "b.json"]
    assert recent.last_opened(folder=tmp_path / "state") == tmp_path / "a.json"


def test_a_plan_that_is_gone_is_not_the_last_opened(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).touch()
        recent.remember(tmp_path / name, name, AT, folder=tmp_path / "state")
    (tmp_path / "b.json").unlink()

    assert recent.last_opened(folder=tmp_path / "state") == tmp_path / "a.json"


def test_only_so_many_are_remembered_for_their_owner(tmp_path: Path) -> None:
    for number in range(recent.MOST + 5):
        recent.remember(tmp_path / f"{number}.json", "", AT, folder=tmp_path)

    assert len(recent.recent(folder=tmp_path)) == recent.MOST
    assert stat.S_IMODE((tmp_path / "recent.json").stat().st_mode) == 0o600


def test_remembering_never_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    recent.remember(tmp_path / "plan.json", "", AT, folder=tmp_path / "file" / "state")
    assert recent.recent(folder=tmp_path / "file" / "state") == []

    (tmp_path / "recent.json").write_bytes(b"\xff{")
    assert recent.recent(folder=tmp_path) == []
    assert recent.last_opened(folder=tmp_path) is None
    recent.remember(tmp_path / "plan.json", "Water", AT, folder=tmp_path)
    assert [one.title for one in recent.recent(folder=tmp_path)] == ["Water"]
