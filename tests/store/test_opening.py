"""A plan file is made, opened, and read by anything that reads TinyDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store, open_store


def test_what_was_created_is_loaded(path: Path, clock: Any) -> None:
    loaded = open_store(path, now=clock).load()

    assert loaded.revision == 1
    assert loaded.plan.steps[2].title == "Buy pumps"
    assert loaded.plan.steps[2].support == (1, 2)
    assert loaded.plan.steps[2].created_by == "ana"
    assert loaded.plan.steps[2].created_at == clock.moment
    assert loaded.plan.info.plan_id == "water-2026"
    assert (loaded.warning, list(loaded.history)) == ("", [])


def test_a_plan_without_an_id_is_given_one_of_its_own(tmp_path: Path, clock: Any) -> None:
    ids = {
        create_store(tmp_path / name, Plan(), now=clock, by="ana").load().plan.info.plan_id
        for name in ("one.json", "two.json")
    }

    assert len(ids) == 2
    assert {len(id) for id in ids} == {32}


def test_creating_never_overwrites(path: Path, clock: Any) -> None:
    before = path.read_bytes()

    with pytest.raises(Problem, match=r"plan\.json is there already"):
        create_store(path, Plan(), now=clock, by="ana")
    assert path.read_bytes() == before


def test_creating_never_overwrites_through_a_dangling_link(tmp_path: Path, clock: Any) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nowhere.json")

    with pytest.raises(Problem, match="is there already"):
        create_store(link, Plan(), now=clock, by="ana")
    assert not (tmp_path / "nowhere.json").exists()


def test_creating_in_no_folder_is_refused(tmp_path: Path, clock: Any) -> None:
    with pytest.raises(Problem, match="there is no folder"):
        create_store(tmp_path / "none" / "plan.json", Plan(), now=clock, by="ana")


def test_creating_leaves_the_plan_alone_in_its_folder(path: Path) -> None:
    assert os.listdir(path.parent) == ["plan.json"]


@pytest.mark.parametrize(("folder", "file"), [(0o2775, 0o660), (0o2755, 0), (0o775, 0)])
def test_a_plan_made_in_a_folder_for_a_group_is_the_groups_to_write(
    tmp_path: Path, clock: Any, folder: int, file: int
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(folder)
    before = os.umask(0o077)
    try:
        create_store(shared / "plan.json", Plan(), now=clock, by="ana")
    finally:
        os.umask(before)

    assert (shared / "plan.json").stat().st_mode & 0o777 == 0o600 | file


def test_reading_leaves_no_trace(path: Path, clock: Any) -> None:
    before = path.stat()

    open_store(path, now=clock).load()
    assert os.listdir(path.parent) == ["plan.json"]
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_stock_tinydb_opens_and_queries_it(path: Path, ana: Any) -> None:
    ana.set("steps", 2, percent=40)

    with TinyDB(path, access_mode="r") as db:
        [pumps] = db.table("steps").search(where("title").matches("Buy"))
        meta = db.table("meta").get(doc_id=1)
    assert (pumps.doc_id, pumps["percent"], pumps["support"]) == (2, 40, [1, 2])
    assert (meta["schema"], meta["revision"], meta["saved_by"]) == (1, 2, "ana")


def test_the_file_is_text_with_one_field_a_line(path: Path, ana: Any) -> None:
    ana.set("steps", 1, title="Enquête à l’école — Fa’asao")
    lines = path.read_text("utf-8").splitlines(keepends=True)

    assert lines[1] == ' "meta": {\n'
    assert '   "title": "Enquête à l’école — Fa’asao",\n' in lines
    assert lines[-1] == "}\n"


def test_one_edit_changes_few_lines(path: Path, ana: Any) -> None:
    before = path.read_text("utf-8").splitlines()
    ana.set("steps", 1, title="Survey the wells")
    after = path.read_text("utf-8").splitlines()

    steps = slice(after.index(' "steps": {'), after.index(' "resources": {'))
    new = {line.strip(" ,") for line in after[steps]} - {line.strip(" ,") for line in before}
    assert new == {
        '"title": "Survey the wells"',
        '"sequence": 1',
        '"sequenced_at": "2026-03-02T08:00:00Z"',
    }


def test_values_that_are_defaults_are_not_stored(tree: Any, ana: Any) -> None:
    ana.set("steps", 1, percent=40, tags=("dry season",))
    assert tree()["steps"]["1"]["percent"] == 40
    ana.set("steps", 1, percent=0, tags=())

    assert not {"percent", "tags", "notes", "parent"} & tree()["steps"]["1"].keys()


def test_what_is_unknown_survives_every_kind_of_save(rewrite: Any, tree: Any, ana: Any) -> None:
    def newer(tree: dict[str, Any]) -> None:
        tree["steps"]["1"]["colour"] = {"of": ["the", "day"]}
        tree["meta"]["1"]["flavour"] = "mint"
        tree["weather"] = {"1": {"rain": True}}

    rewrite(newer)
    ana.look()
    ana.set("steps", 1, title="Survey all wells")
    removed = ana.remove("steps", 1)
    assert "1" not in tree()["steps"]
    ana.undo(removed)

    assert tree()["steps"]["1"]["colour"] == {"of": ["the", "day"]}
    assert tree()["meta"]["1"]["flavour"] == "mint"
    assert tree()["weather"] == {"1": {"rain": True}}


def test_a_plan_made_by_hand_is_opened_and_saved(tmp_path: Path, clock: Any, planner: Any) -> None:
    path = tmp_path / "hand.json"
    path.write_text('{"meta": {"1": {"schema": 1, "revision": 1}}, "steps": {"7": {"title": "x"}}}')
    ana = type(planner("ana"))(path, "ana", clock)

    ana.set("plan", 1, title="By hand")
    added = ana.add("steps", ana.plan.steps[7].__class__(id=-1, title="Next"))
    assert added.ids == {("steps", -1): 8}
    assert json.loads(path.read_bytes())["plan"]["1"]["title"] == "By hand"


def test_importing_the_store_stays_cheap(tmp_path: Path) -> None:
    code = "from actionplan_tui.store import open_store; import sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    loaded = set(run.stdout.split())

    assert "tinydb" in loaded
    assert not loaded & {"textual", "rich", "icalendar", "dateutil", "platformdirs", "secrets"}
