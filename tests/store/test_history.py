"""The history is kept: the newest in the plan, the older beside it, none lost or told twice."""

from __future__ import annotations

import os
import stat
from typing import Any

import msgspec
import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import full_history, history
from actionplan_tui.store.history import overflow_path


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that holds no more than ten rows."""
    monkeypatch.setattr(history, "MOST_ROWS", 10)


def revisions(rows: Any) -> list[int]:
    return [row.revision for row in rows]


def test_a_row_says_what_was_done_by_whom_and_when(ana: Any, clock: Any, path: Any) -> None:
    clock.forward(minutes=5)
    done = ana.edit(lambda plan: plan.amend("steps", 1, title="Count wells"), label="Rename")

    [row] = full_history(path)
    assert row == done.row == done.loaded.history[0]
    assert (row.revision, row.at, row.by, row.label) == (2, clock.moment, "ana", "Rename")
    assert row.session == ana.session
    assert row.changes == (Change("steps", 1, "title", "Survey wells", "Count wells"),)


def test_what_is_read_back_equals_what_was_told(ana: Any, planner: Any) -> None:
    ana.set("steps", 2, support=(3,), due=None)
    removed = ana.remove("resources", 1)

    assert list(planner("late").store.load().history) == list(removed.loaded.history)


@pytest.mark.usefixtures("short")
def test_the_oldest_rows_move_out_and_the_whole_history_stays(
    ana: Any, path: Any, tree: Any
) -> None:
    for percent in range(1, 31):
        done = ana.set("steps", 1, percent=percent)
        assert len(tree()["history"]) <= 10

    assert revisions(full_history(path)) == list(range(2, 32))
    assert revisions(done.loaded.history)[-1] == 31
    assert revisions(done.loaded.history) == [int(id) for id in tree()["history"]]


def test_large_rows_move_out_sooner(
    ana: Any, path: Any, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 20_000)
    for letter in "abcdefgh":
        ana.set("steps", 1, notes=letter * 5_000)
        rows = [msgspec.json.encode(row) for row in tree()["history"].values()]
        assert sum(map(len, rows)) <= 20_000

    assert revisions(full_history(path)) == list(range(2, 10))


def test_the_newest_row_stays_however_large(
    ana: Any, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 1_000)
    done = ana.set("steps", 1, notes="x" * 5_000)
    assert list(tree()["history"]) == ["2"]
    ana.undo(done)

    assert list(tree()["history"]) == ["3"]


@pytest.mark.usefixtures("short")
def test_colleagues_may_write_the_overflow_as_they_may_the_plan(ana: Any, path: Any) -> None:
    path.chmod(0o664)
    for percent in range(1, 13):
        ana.set("steps", 1, percent=percent)

    assert stat.S_IMODE(overflow_path(path).stat().st_mode) == 0o664


@pytest.mark.usefixtures("short")
def test_a_row_left_in_both_places_by_a_killed_save_counts_once(
    ana: Any, path: Any, tree: Any
) -> None:
    for percent in range(1, 11):
        ana.set("steps", 1, percent=percent)
    before = path.read_bytes()
    ana.set("steps", 1, percent=11)  # moves rows out
    path.write_bytes(before)  # as if it had been killed before the plan was replaced

    assert overflow_path(path).exists()
    assert revisions(full_history(path)) == list(range(2, 12))


@pytest.mark.usefixtures("short")
def test_a_line_cut_short_by_a_crash_spoils_no_other(ana: Any, path: Any) -> None:
    for percent in range(1, 12):
        ana.set("steps", 1, percent=percent)
    moved = len(overflow_path(path).read_text().splitlines())
    with overflow_path(path).open("a") as file:
        file.write('{"plan_id": "water-2026", "row": {"revi')
    for percent in range(12, 30):
        ana.set("steps", 1, percent=percent)

    assert moved > 0
    assert revisions(full_history(path)) == list(range(2, 31))


@pytest.mark.usefixtures("short")
def test_the_overflow_of_another_plan_of_that_name_is_not_mixed_in(ana: Any, path: Any) -> None:
    ana.set("steps", 1, percent=1)
    [row] = full_history(path)
    line = {"plan_id": "another", "row": msgspec.structs.replace(row, revision=1)}
    overflow_path(path).write_bytes(msgspec.json.encode(line) + b"\n")

    assert revisions(full_history(path)) == [2]


@pytest.mark.usefixtures("short")
def test_an_overflow_that_cannot_be_written_blocks_no_save(ana: Any, path: Any, tree: Any) -> None:
    os.mkdir(overflow_path(path))  # not even root writes a line to a folder
    for percent in range(1, 16):
        ana.set("steps", 1, percent=percent)

    assert len(tree()["history"]) == 15
    assert revisions(ana.store.load().history) == list(range(2, 17))


def test_a_row_that_is_none_is_named(path: Any, ana: Any, rewrite: Any, planner: Any) -> None:
    ana.set("steps", 1, percent=1)
    rewrite(lambda tree: tree["history"]["2"].update(at="yesterday"))

    with pytest.raises(Problem, match="history row 2"):
        planner("late")
