"""Several sessions save at once: every acknowledged save is there, and no reader sees half."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.store import open_store

WRITERS = 4


@pytest.mark.parametrize("saves", [50, pytest.param(200, marks=pytest.mark.verify)])
def test_all_saves_of_four_writers_are_there(writer: Any, all_there: Any, saves: int) -> None:
    running = [writer(f"w{number}", saves) for number in range(WRITERS)]
    outputs = [one.communicate()[0].split() for one in running]

    assert [one.returncode for one in running] == [0] * WRITERS
    assert [len(lines) for lines in outputs] == [saves] * WRITERS
    all_there(line for lines in outputs for line in lines)


def test_a_reader_sees_whole_plans_only(writer: Any, path: Path) -> None:
    running = [writer(f"w{number}", 10_000) for number in range(2)]
    seen: list[int] = []
    try:
        while len(set(seen)) < 30 and all(one.poll() is None for one in running):
            tree = json.loads(path.read_bytes())
            seen.append(tree["meta"]["1"]["revision"])
            assert len(tree["ideas"]) + 1 == int([1, *tree["history"]][-1]) == seen[-1]
    finally:
        for one in running:
            one.kill()
            one.communicate()

    assert seen == sorted(seen)
    assert len(set(seen)) == 30


def test_a_watcher_sees_every_save_in_the_end(writer: Any, path: Path) -> None:
    store = open_store(path, now=lambda: dt.datetime.now(dt.UTC))
    revision = store.load().revision
    running = writer("w", 30)
    while running.poll() is None:
        loaded = store.poll()
        if loaded is not None:
            assert loaded.revision > revision
            assert loaded.warning == ""
            revision = loaded.revision
    running.communicate()
    last = store.poll()

    assert (last.revision if last else revision) == 31


def test_threads_of_one_program_lose_nothing_either(path: Path) -> None:
    shared = open_store(path, now=lambda: dt.datetime.now(dt.UTC))
    failures: list[BaseException] = []

    def work(name: str, store: Any) -> None:
        try:
            for number in range(20):
                tags = store.load().plan.steps[1].tags
                change = Change("steps", 1, "tags", list(tags), [*tags, f"{name}-{number}"])
                store.commit(Commit(label="x", changes=(change,), by=name, session=name))
                store.poll()
        except BaseException as failure:
            failures.append(failure)

    own = open_store(path, now=lambda: dt.datetime.now(dt.UTC))
    threads = [
        threading.Thread(target=work, args=(f"t{number}", store))
        for number, store in enumerate((shared, shared, own))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    tags = open_store(path, now=lambda: dt.datetime.now(dt.UTC)).load().plan.steps[1].tags
    assert sorted(tags) == sorted(f"t{one}-{number}" for one in range(3) for number in range(20))
