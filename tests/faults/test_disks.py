"""A disk that is really full, over quota or read-only: nothing changes, and the reason is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SAVE = """
import datetime as dt, os, subprocess, sys
from pathlib import Path
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import open_store
path, behind = Path(sys.argv[1]), sys.argv[2]
before = path.read_bytes()
change = Change("steps", 1, "title", "Survey wells", "Count wells")
store = open_store(path, now=lambda: dt.datetime.now(dt.UTC))
store.load()
subprocess.run(["sh", "-euc", behind], check=True)
try:
    store.commit(Commit(label="x", changes=(change,), by="ana", session="s"))
    print("saved")
except Problem as problem:
    print(type(problem).__name__, problem.message)
assert path.read_bytes() == before
assert sorted(os.listdir(path.parent)) == sorted(sys.argv[3:]), os.listdir(path.parent)
"""


Start = Callable[..., "subprocess.CompletedProcess[str]"]


def in_own_mounts(*script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script that may mount what it likes, seen by nobody else."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", *script]
    return subprocess.run(command, capture_output=True, text=True, check=False)


pytestmark = pytest.mark.skipif(
    not shutil.which("unshare") or in_own_mounts("mount -t tmpfs none /mnt").returncode != 0,
    reason="mounting is not allowed here",
)


def attempt(
    path: Path, mounts: str, *names: str, behind: str = "", started: Start = in_own_mounts
) -> str:
    """A save of a plan on a disk of its own, which must leave just these files.

    `behind` is done to the disk once the session has read the plan.
    """
    disk = path.parent / "disk"
    command = [sys.executable, "-c", SAVE, str(disk / "plan.json"), behind, *names]
    disk.mkdir()
    run = started(f'{mounts}\nexec "$@"', "sh", *command)
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
        "SaveFailed plan.json was not saved: the disk is full: make room; the plan is as it was"
    )


@pytest.mark.parametrize("when", ["before", "behind"])
def test_a_disk_that_is_read_only_or_becomes_so_behind_a_session(path: Path, when: str) -> None:
    disk = path.parent / "disk"
    remount = f"mount -o remount,ro {disk}"
    said = attempt(
        path,
        f"mount -t tmpfs none {disk}; cp {path} {disk}; {remount if when == 'before' else ''}",
        "plan.json",
        behind=remount if when == "behind" else "",
    )

    assert said.startswith("SaveFailed plan.json was not saved:")
    assert "is on a read-only file system" in said


def as_root(*script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script as root, with mounts seen by nobody else."""
    command = ["unshare", "--mount", "sh", "-euc", *script]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.verify
def test_a_quota_that_is_used_up_behind_a_session(path: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("mkfs.btrfs"):
        pytest.skip("a real quota needs root and btrfs-progs")
    image, disk, whole = tmp_path.parent / "image", path.parent / "disk", tmp_path.parent / "whole"
    whole.mkdir()
    made = as_root(
        f"truncate -s 128M {image}; mkfs.btrfs -q -f {image}; mount -o loop {image} {whole}"
    )
    if made.returncode != 0:
        pytest.skip("a file cannot be mounted here")
    said = attempt(
        path,
        f"mount -o loop {image} {whole}; btrfs quota enable {whole};"
        f" btrfs subvolume create {whole}/v >&2; btrfs qgroup limit 256K {whole}/v;"
        f" mount --bind {whole}/v {disk}; cp {path} {disk}; touch {disk}/.plan.json.lock; sync",
        "plan.json", ".plan.json.lock", "filler",
        behind=f"head -c 1000000 /dev/zero > {disk}/filler 2>/dev/null || sync",
        started=as_root,
    )  # fmt: skip

    assert said == (
        "SaveFailed plan.json was not saved: your disk quota is used up: make room;"
        " the plan is as it was"
    )


def test_a_file_mounted_on_its_own(path: Path) -> None:
    disk = path.parent / "disk"
    said = attempt(
        path,
        f"touch {disk}/plan.json; mount --bind {path} {disk}/plan.json",
        "plan.json", ".plan.json.lock", ".plan.json.bak.1",
    )  # fmt: skip

    assert "it is mounted on its own: mount its folder instead" in said
