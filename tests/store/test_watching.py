"""Two live sessions see each other's changes, and an editor's save alarms nobody."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from typing import Any

import pytest

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import reading, session_id, sessions, tinydb_store


def test_nothing_new_is_nothing(ana: Any) -> None:
    assert ana.store.poll() is None
    ana.set("steps", 1, percent=5)
    assert ana.store.poll() is None
    assert ana.store.poll() is None


def test_a_colleagues_save_is_seen_once(ana: Any, priya: Any) -> None:
    done = priya.set("steps", 1, percent=5)
    seen = ana.store.poll()

    assert (seen.plan, seen.revision, seen.warning) == (done.loaded.plan, 2, "")
    assert list(seen.history) == [done.row]
    assert ana.store.poll() is None


def test_a_file_touched_and_not_changed_is_nothing(ana: Any, path: Any) -> None:
    os.utime(path, (1, 1))
    assert ana.store.poll() is None
    path.write_bytes(path.read_bytes())
    assert ana.store.poll() is None


def test_an_unchanged_file_is_not_read_again(
    ana: Any, path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = 1_700_000_000
    os.utime(path, (long_ago, long_ago))
    ana.store.poll()

    def refuse(path: Any) -> Any:
        raise AssertionError("read again")

    monkeypatch.setattr(reading, "read", refuse)
    assert ana.store.poll() is None


@pytest.mark.parametrize(("age", "relied_on"), [(1_000_000, False), (90_000_000_000, True)])
def test_only_a_file_that_has_rested_is_known_by_its_signature(
    path: Any, monkeypatch: pytest.MonkeyPatch, age: int, relied_on: bool
) -> None:
    """An editor may save twice within the clock's grain: same inode, size and time stamp."""
    modified = path.stat().st_mtime_ns
    monkeypatch.setattr(reading.time, "time_ns", lambda: modified + age)

    assert (reading.read(path).signature is not None) == relied_on


def test_an_edit_by_hand_is_seen_with_a_word(ana: Any, rewrite: Any) -> None:
    rewrite(lambda tree: tree["steps"]["1"].update(title="By hand"))
    seen = ana.store.poll()

    assert seen.plan.steps[1].title == "By hand"
    assert seen.warning == "plan.json was changed by another program than actionplan"
    assert ana.store.load().warning == ""


def test_an_edit_by_hand_merges_with_mine(ana: Any, rewrite: Any) -> None:
    rewrite(lambda tree: tree["steps"]["1"].update(title="By hand"))
    merged = ana.set("steps", 1, percent=5).loaded

    assert (merged.plan.steps[1].title, merged.plan.steps[1].percent) == ("By hand", 5)


def test_an_older_copy_put_in_place_is_warned_of(ana: Any, path: Any) -> None:
    old = path.read_bytes()
    ana.set("steps", 1, percent=5)
    ana.set("steps", 1, percent=6)
    path.write_bytes(old)
    seen = ana.store.poll()

    assert seen.revision == 1
    assert seen.warning.startswith("plan.json went back from revision 3 to 1")
    assert seen.plan.steps[1].percent == 0


def test_a_commit_warns_of_an_older_copy_too(ana: Any, path: Any) -> None:
    old = path.read_bytes()
    ana.set("steps", 1, percent=5)
    path.write_bytes(old)

    assert "went back" in ana.set("steps", 2, percent=6).loaded.warning


@pytest.mark.parametrize("half", [None, b"", b'{"meta": {"1": {"sche'])
def test_a_file_that_an_editor_is_saving_is_waited_for(
    ana: Any, path: Any, half: bytes | None
) -> None:
    whole = path.read_bytes().replace(b"Survey wells", b"Count wells!")
    path.unlink()
    if half is not None:
        path.write_bytes(half)
    assert ana.store.poll() is None
    assert ana.store.poll() is None
    path.write_bytes(whole)

    assert ana.store.poll().plan.steps[1].title == "Count wells!"


def test_a_file_that_stays_damaged_is_told_of(ana: Any, path: Any) -> None:
    whole = path.read_bytes()
    path.write_bytes(b"{")
    assert [ana.store.poll(), ana.store.poll()] == [None, None]
    with pytest.raises(Problem, match="damaged or cut short"):
        ana.store.poll()
    path.write_bytes(whole)

    assert ana.store.poll() is None
    path.write_bytes(b"{")
    assert ana.store.poll() is None


def test_a_commit_waits_for_an_editor_to_finish(ana: Any, path: Any, monkeypatch: Any) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:50])
    looks: list[float] = []

    def finish(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            path.write_bytes(whole)

    monkeypatch.setattr(reading.time, "sleep", finish)
    assert ana.set("steps", 1, percent=5).loaded.plan.steps[1].percent == 5
    assert len(looks) == 3


def test_a_commit_on_a_plan_that_stays_damaged_is_not_saved(
    ana: Any, path: Any, monkeypatch: Any
) -> None:
    path.write_bytes(b"{")
    monkeypatch.setattr(tinydb_store, "SETTLE", 0.05)

    with pytest.raises(SaveFailed, match="damaged or cut short"):
        ana.set("steps", 1, percent=5)
    assert path.read_bytes() == b"{"


def test_this_session_is_live_and_an_ended_one_is_not(ana: Any) -> None:
    code = "from actionplan_tui.store import session_id; print(session_id(), flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    theirs = other.stdout.readline().strip()

    assert ana.store.is_live(session_id())
    assert ana.store.is_live(theirs)
    other.communicate("\n")
    assert not ana.store.is_live(theirs)


def test_another_program_with_the_same_process_id_is_another_session(ana: Any) -> None:
    assert not ana.store.is_live(session_id() + "0")
    assert not ana.store.is_live(f"{os.uname().nodename}:{os.getpid()}:")
    assert not ana.store.is_live(f"{os.uname().nodename}:nonsense")
    assert not ana.store.is_live("")


def test_a_session_elsewhere_counts_as_live_for_twelve_hours(
    ana: Any, priya: Any, clock: Any
) -> None:
    assert not ana.store.is_live(priya.session)  # has saved nothing
    priya.set("steps", 1, percent=5)
    ana.look()

    clock.forward(hours=11)
    assert ana.store.is_live(priya.session)
    clock.forward(hours=2)
    assert not ana.store.is_live(priya.session)


def test_a_session_id_names_host_process_and_start() -> None:
    host, pid, started = session_id().rsplit(":", 2)

    assert (host, pid) == (os.uname().nodename, str(os.getpid()))
    assert started.isdecimal()
    assert sessions.is_here(session_id())
    assert not sessions.is_here(f"x{session_id()}")


def test_a_moment_without_microseconds_is_kept(ana: Any, clock: Any) -> None:
    clock.moment = dt.datetime(2026, 3, 2, 9, 0, 0, 123456, dt.timezone(dt.timedelta(hours=13)))
    row = ana.set("steps", 1, percent=5).row

    assert row.at.isoformat() == "2026-03-01T20:00:00+00:00"
