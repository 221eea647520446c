"""A session killed at any moment loses nothing it acknowledged, and blocks nobody after it."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import signal
import stat
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit, SaveFailed
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import backups, history, lock, open_store, reading, writing

ROOMS = (backups, history, lock, reading, writing)


CANNOT_FAIL = ("access", "fspath", "geteuid", "getpid", "readlink", "uname", "urandom")


class Steps:
    """Stands in for `os` in the store and counts what is asked of the system."""

    def __init__(self, at: int, act: Callable[[], None]) -> None:
        self.count = 0
        self._at = at
        self._act = act

    def __getattr__(self, name: str) -> Any:
        thing = getattr(os, name)
        if not callable(thing) or isinstance(thing, type) or name in CANNOT_FAIL:
            return thing

        def call(*args: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self._at:
                if name == "close":
                    thing(*args)
                self._act()
            return thing(*args, **options)

        return call


def install(steps: Steps, patch: pytest.MonkeyPatch) -> Steps:
    for room in ROOMS:
        if hasattr(room, "os"):
            patch.setattr(room, "os", steps)
    return steps


def steps_of(save: Any, patch: pytest.MonkeyPatch) -> int:
    """How many steps a save takes that makes a backup and moves history out."""
    with patch.context() as inside:
        steps = install(Steps(-1, lambda: None), inside)
        save(1, days=1)
    return steps.count


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch, save: Any) -> None:
    """A plan whose every save moves history out, and a few saves of the days before."""
    monkeypatch.setattr(history, "MOST_ROWS", 1)
    for percent in (10, 20):
        save(percent)


@pytest.mark.usefixtures("busy")
def test_a_save_killed_at_any_step_leaves_the_plan_whole(
    path: Path, save: Any, monkeypatch: pytest.MonkeyPatch, left_over: Any
) -> None:
    """Every call of the system in turn is the last one of a session."""
    fork = multiprocessing.get_context("fork")
    total = steps_of(save, monkeypatch)
    assert total > 20

    def killed_at(step: int, days: int) -> None:
        with monkeypatch.context() as inside:
            install(Steps(step, lambda: os.kill(os.getpid(), signal.SIGKILL)), inside)
            save(60, days=days)

    for step in range(1, total + 1):
        days = 2 * step
        save(30, days=days)
        before = path.read_bytes()
        session = fork.Process(target=killed_at, args=(step, days + 1))
        session.start()
        session.join()
        assert session.exitcode == -signal.SIGKILL, f"step {step} of {total} was never reached"
        if path.read_bytes() != before:
            assert open_store(path, now=lambda: None).load().plan.steps[1].percent == 60
        assert save(31, days=days + 1).loaded.plan.steps[1].percent == 31
        assert left_over() == []


def outcome_of(save: Callable[[], Any]) -> Any:
    try:
        return save()
    except Problem as problem:
        return problem


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("number", [28, 5], ids=["disk full", "broken disk"])
def test_a_save_that_fails_at_any_step_changes_nothing_or_all(
    path: Path, save: Any, monkeypatch: pytest.MonkeyPatch, left_over: Any, number: int
) -> None:
    """Every call of the system in turn fails once."""
    total = steps_of(save, monkeypatch)
    refused = 0

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for step in range(1, total + 1):
        days = 2 * step
        save(30, days=days)
        before = path.read_bytes()
        with monkeypatch.context() as inside:
            install(Steps(step, fail), inside)
            outcome = outcome_of(partial(save, 60, days=days + 1))
        refused += isinstance(outcome, Problem)
        changed = path.read_bytes() != before
        saved = not isinstance(outcome, Problem) or isinstance(outcome, writing.Unconfirmed)
        assert changed == saved, f"step {step}: {outcome}"
        assert save(31, days=days + 1).loaded.plan.steps[1].percent == 31
        assert left_over() == []
    assert refused > 5


def test_a_save_is_acknowledged_when_file_and_folder_are_on_the_disk(
    path: Path, save: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def noting(name: str, what: Callable[[Any], str]) -> None:
        real = getattr(os, name)

        def call(first: Any, *rest: Any) -> Any:
            calls.append(what(first))
            return real(first, *rest)

        monkeypatch.setattr(writing.os, name, call)

    def synced(handle: int) -> str:
        return "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"

    noting("write", lambda _: "write")
    noting("fsync", synced)
    noting("replace", lambda _: "replace")
    save(50)

    assert calls == ["write", "file", "replace", "folder"]


def test_a_save_that_the_disk_did_not_confirm_is_not_made_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder could not be made durable after the new file took its place."""
    store = open_store(path, now=lambda: dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    store.load()
    change = Change("steps", -1, after={"title": "Dig"})
    commit = Commit(label="Dig", changes=(change,), by="ana", session="s")

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")

    with monkeypatch.context() as inside:
        inside.setattr(writing.os, "fsync", refuse)
        for _ in range(2):
            with pytest.raises(SaveFailed, match="the disk did not confirm it"):
                store.commit(commit)
    again = store.commit(commit)

    assert (again.ids, again.loaded.revision) == ({("steps", -1): 2}, 2)
    assert [step.title for step in store.load().plan.steps.values()] == ["Survey wells", "Dig"]
    assert store.commit(commit).loaded.revision == 3


@pytest.mark.parametrize("rounds", [6, pytest.param(1000, marks=pytest.mark.verify)])
def test_writers_killed_at_random_lose_nothing_acknowledged(
    writer: Any, all_there: Any, save: Any, path: Path, rounds: int
) -> None:
    """Killed at any moment of a save or between two; the next save works at once."""
    chance = random.Random(7)
    fresh = path.read_bytes()
    acknowledged: list[str] = []
    total = 0
    for number in range(rounds):
        killed = writer(f"k{number}", 10_000)
        other = writer(f"o{number}", 10) if number % 5 == 0 else None
        for _ in range(chance.randrange(1, 8)):
            acknowledged.append(killed.stdout.readline().strip())
        time.sleep(chance.random() * 0.005)
        killed.kill()
        acknowledged += killed.communicate()[0].split()
        if other is not None:
            acknowledged += other.communicate()[0].split()
            assert other.returncode == 0
        assert save(number % 100, lock_timeout=5).loaded.plan.steps[1].percent == number % 100
        if number % 100 == 99 or number == rounds - 1:
            all_there(acknowledged)
            total += len(acknowledged)
            acknowledged.clear()
            for one in path.parent.iterdir():  # a plan that stays small is saved, and killed, more
                one.unlink()
            path.write_bytes(fresh)

    assert total > 4 * rounds
    print(f"{rounds} kills, {total} acknowledged edits, 0 lost")
