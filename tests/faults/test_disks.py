"""A disk that is really full or really read-only: nothing changes, and the reason is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAVE = """
import datetime as dt, os, sys
from pathlib import Path
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import open_store
path = Path(sys.argv[1])
before = path.read_bytes()
change = Change("steps", 1, "title", "Survey wells", "Count wells")
store = open_store(path, now=lambda: dt.datetime.now(dt.UTC))
try:
    store.commit(Commit(label="x", changes=(change,), by="ana", session="s"))
    print("saved")
except Problem as problem:
    print(type(problem).__name__, problem.message)
assert path.read_bytes() == before
assert sorted(os.listdir(path.parent)) == sorted(sys.argv[2:]), os.listdir(path.parent)
"""


def in_own_mounts(*script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script that may mount what it likes, seen by nobody else."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", *script]
    return subprocess.run(command, capture_output=True, text=True, check=False)


pytestmark = pytest.mark.skipif(
    not shutil.which("unshare") or in_own_mounts("mount -t tmpfs none /mnt").returncode != 0,
    reason="mounting is not allowed here",
)


def attempt(path: Path, mounts: str, *names: str) -> str:
    script = f'{mounts}\nexec "$@"'
    command = [sys.executable, "-c", SAVE, str(path.parent / "disk" / "plan.json"), *names]
    (path.parent / "disk").mkdir()
    run = in_own_mounts(script, "sh", *command)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_a_full_disk(path: Path) -> None:
    disk = path.parent / "disk"
    said = attempt(
        path,
        f"mount -t tmpfs -o size=16k none {disk}; cp {path} {disk};"
        f" touch {disk}/.plan.json.lock; head -c 100000 /dev/zero > {disk}/filler || true",
        "plan.json", ".plan.json.lock", "filler",
    )  # fmt: skip

    assert said == (
        "SaveFailed plan.json was not saved: the disk is full: make room;"
        " the plan is as it was, your edit is kept"
    )


def test_a_read_only_disk(path: Path) -> None:
    disk = path.parent / "disk"
    said = attempt(
        path,
        f"mount -t tmpfs none {disk}; cp {path} {disk}; mount -o remount,ro {disk}",
        "plan.json",
    )

    assert said.startswith("SaveFailed plan.json was not saved:")
    assert "is on a read-only file system" in said


def test_a_file_mounted_on_its_own(path: Path) -> None:
    disk = path.parent / "disk"
    said = attempt(
        path,
        f"touch {disk}/plan.json; mount --bind {path} {disk}/plan.json",
        "plan.json", ".plan.json.lock", ".plan.json.bak.1",
    )  # fmt: skip

    assert "it is mounted on its own: mount its folder instead" in said
