"""A file that is not fully understood is never modified: one clear sentence says why."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit, SaveFailed
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import open_store, writing

RENAME = Commit(
    label="rename",
    changes=(Change("steps", 1, "title", "Survey wells", "Count wells"),),
    by="ana",
    session="s",
)


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def edit(raw: bytes) -> bytes:
        assert old in raw
        return raw.replace(old, new, 1)

    return edit


STEP_2 = b'"title": "Buy pumps",'

DAMAGED = {
    "empty": (lambda raw: b"", "is empty"),
    "only blanks": (lambda raw: b" \n", "is empty"),
    "NULs": (lambda raw: raw[:100] + b"\0" * 50 + raw[150:], "NUL bytes"),
    "nothing but NULs": (lambda raw: b"\0" * len(raw), "NUL bytes"),
    "not UTF-8": (replaced(b"Clean", b"Cl\xe9an"), r"not UTF-8 text, at byte \d+"),
    "cut short": (lambda raw: raw[: len(raw) // 2], "damaged or cut short"),
    "an old tail": (lambda raw: raw + raw[-40:], "damaged or cut short: Extra data"),
    "a field twice": (replaced(STEP_2, STEP_2 + STEP_2), "names 'title' twice"),
    "a record twice": (
        replaced(b'"framework": {}', b'"framework": {"1": {}, "1": {}}'),
        "names '1' twice",
    ),
    "a table twice": (replaced(b'"framework"', b'"goals"'), "names 'goals' twice"),
    "conflict marks": (replaced(STEP_2, b"<<<<<<< mine\n" + STEP_2), "damaged or cut short"),
    "NaN": (replaced(STEP_2, STEP_2 + b'"percent": NaN,'), "holds NaN"),
    "a number too large": (replaced(STEP_2, STEP_2 + b'"colour": 1e999,'), "1e999"),
    "more digits than Python reads": (
        replaced(STEP_2, STEP_2 + b'"colour": ' + b"9" * 5_000 + b","),
        "holds a number of 5,000 digits",
    ),
    "an id of too many digits": (
        replaced(b'"framework": {}', b'"framework": {"' + b"9" * 5_000 + b'": {}}'),
        "which is no id",
    ),
    "half a character": (replaced(STEP_2, b'"title": "\\ud800",'), "half a character"),
    "too deep": (
        replaced(STEP_2, STEP_2 + b'"colour": ' + b"[" * 50_000 + b"]" * 50_000 + b","),
        "nested too deeply",
    ),
    "a table that is a list": (replaced(b'"framework": {}', b'"framework": []'), "no table"),
    "a record that is text": (
        replaced(b'"framework": {}', b'"framework": {"1": "x"}'),
        "no record",
    ),
    "an id that is none": (replaced(b'"framework": {}', b'"framework": {"x": {}}'), "no id"),
    "an id with a nought": (replaced(b'"framework": {}', b'"framework": {"07": {}}'), "no id"),
    "two plans": (replaced(b' "plan": {', b' "plan": {"2": {},'), "more than one plan"),
    "a revision that is text": (replaced(b'"revision": 1', b'"revision": "1"'), "not a number"),
}

FOREIGN = {
    "a list": (lambda raw: b"[1, 2]", "something else than an action plan"),
    "null": (lambda raw: b"null", "something else than an action plan"),
    "a number": (lambda raw: b"7", "something else than an action plan"),
    "another TinyDB": (
        lambda raw: b'{"_default": {"1": {"name": "x"}}}',
        "something else than an action plan",
    ),
    "another program's": (
        lambda raw: b'{"meta": {"version": 3}, "steps": []}',
        "something else than an action plan",
    ),
    "a newer schema": (replaced(b'"schema": 1', b'"schema": 99'), "newer version .schema 99"),
    "an unknown schema": (replaced(b'"schema": 1', b'"schema": -4'), "unknown schema -4"),
    "a percent too high": (
        replaced(STEP_2, STEP_2 + b'"percent": 300,'),
        r"^S2: percent 300 cannot be \(Expected `int` <= 100\): mend it in an editor$",
    ),
    "a date that is none": (replaced(b'"2026-06-01"', b'"2026-06-31"'), "S2: due '2026-06-31'"),
    "a kind that is none": (replaced(STEP_2, STEP_2 + b'"kind": "dream",'), "S2: kind 'dream'"),
    "a list of the wrong things": (
        replaced(STEP_2, STEP_2 + b'"tags": [1],'),
        r"S2: tags \[1\] cannot be",
    ),
    "a plan with a wrong field": (replaced(b'"Clean water"', b"7"), "plan: title 7 cannot be"),
}


@pytest.mark.parametrize(("damage", "words"), [*DAMAGED.values(), *FOREIGN.values()],
                         ids=[*DAMAGED, *FOREIGN])  # fmt: skip
def test_what_is_not_understood_is_refused_and_left(
    path: Path, clock: Any, damage: Callable[[bytes], bytes], words: str
) -> None:
    raw = damage(path.read_bytes())
    path.write_bytes(raw)
    store = open_store(path, now=clock)

    with pytest.raises(Problem, match=words) as reading:
        store.load()
    assert "\n" not in reading.value.message
    with pytest.raises(SaveFailed, match=words):
        store.commit(RENAME)
    assert path.read_bytes() == raw


@pytest.mark.parametrize("damage", [case[0] for case in DAMAGED.values()], ids=list(DAMAGED))
def test_of_a_damaged_plan_the_newest_backup_is_named(
    path: Path, clock: Any, ana: Any, damage: Callable[[bytes], bytes]
) -> None:
    raw = path.read_bytes()
    clock.forward(days=1)
    ana.set("steps", 3, percent=1)
    path.write_bytes(damage(raw))

    with pytest.raises(Problem, match=r"the newest backup, revision 1 .* actionplan restore 1$"):
        open_store(path, now=clock).load()


def test_a_missing_plan(tmp_path: Path, clock: Any) -> None:
    store = open_store(tmp_path / "none.json", now=clock)

    with pytest.raises(Problem, match=r"there is no plan none\.json: check the name"):
        store.load()
    with pytest.raises(SaveFailed, match=r"there is no plan none\.json"):
        store.commit(RENAME)
    assert os.listdir(tmp_path) == []


def test_a_missing_folder(tmp_path: Path, clock: Any) -> None:
    store = open_store(tmp_path / "away" / "plan.json", now=clock)

    with pytest.raises(Problem, match="there is no plan"):
        store.load()
    with pytest.raises(SaveFailed, match="folder is no longer there"):
        store.commit(RENAME)


def test_a_plan_that_went_missing_names_its_backup(path: Path, clock: Any, ana: Any) -> None:
    clock.forward(days=1)
    ana.set("steps", 1, percent=5)
    path.unlink()

    with pytest.raises(Problem, match=r"no plan plan\.json: restore the newest backup"):
        open_store(path, now=clock).load()


def test_a_folder(tmp_path: Path, clock: Any) -> None:
    with pytest.raises(Problem, match="is a folder, not a plan file"):
        open_store(tmp_path, now=clock).load()


def test_a_fifo_does_not_hang(tmp_path: Path, clock: Any) -> None:
    os.mkfifo(tmp_path / "plan.json")

    with pytest.raises(Problem, match="not a regular file"):
        open_store(tmp_path / "plan.json", now=clock).load()


def test_a_link_that_leads_nowhere(tmp_path: Path, clock: Any) -> None:
    link = tmp_path / "plan.json"
    link.symlink_to("archive/plan.json")
    store = open_store(link, now=clock)

    with pytest.raises(Problem, match=r"is a link to archive/plan\.json, which is not there"):
        store.load()
    with pytest.raises(SaveFailed, match="which is not there"):
        store.commit(RENAME)
    assert link.is_symlink()


def test_a_link_that_leads_back_to_itself(tmp_path: Path, clock: Any) -> None:
    link = tmp_path / "plan.json"
    link.symlink_to(link)

    with pytest.raises(Problem, match="leads back to itself"):
        open_store(link, now=clock).load()


def test_a_byte_order_mark_and_dos_lines_are_tolerated(path: Path, clock: Any) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    store = open_store(path, now=clock)

    assert store.load().plan.steps[1].title == "Survey wells"
    for title in ("Count wells", "Count all wells"):
        before = store.load().plan.steps[1].title
        change = Change("steps", 1, "title", before, title)
        store.commit(Commit(label="x", changes=(change,), by="ana", session="s"))
    assert open_store(path, now=clock).load().plan.steps[1].title == "Count all wells"


def test_a_file_that_another_plan_has_replaced_is_not_touched(
    path: Path, clock: Any, ana: Any, rewrite: Any
) -> None:
    rewrite(lambda tree: tree["plan"]["1"].update(plan_id="other", title="Roads"))
    raw = path.read_bytes()

    with pytest.raises(Problem, match="now holds another plan, 'Roads'"):
        ana.store.poll()
    with pytest.raises(SaveFailed, match="now holds another plan"):
        ana.store.commit(RENAME)
    assert path.read_bytes() == raw


def test_a_read_only_plan(path: Path, ana: Any) -> None:
    raw = path.read_bytes()
    path.chmod(0o444)

    with pytest.raises(SaveFailed, match="is read-only: ask its owner"):
        ana.set("steps", 1, percent=5)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (raw, 0o444)


# As root everything may be written, so these run as somebody else.
ATTEMPT = """
import datetime as dt, importlib, os, pkgutil, sys
from pathlib import Path
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import open_store
for room in ("analysis", "edits", "model", "store"):  # while they may still be read
    package = importlib.import_module(f"actionplan_tui.{room}")
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(each.name)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
change = Change("steps", 1, "title", "Survey wells", "Count wells")
store = open_store(Path(sys.argv[1]), now=lambda: dt.datetime.now(dt.UTC))
try:
    store.commit(Commit(label="x", changes=(change,), by="nobody", session="s"))
    print("saved")
except Problem as problem:
    print(type(problem).__name__, problem.message)
"""


def attempt(path: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", ATTEMPT, str(path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.fixture
def shared(path: Path) -> Iterator[Path]:
    """The plan in a folder that everyone can reach and write."""
    with tempfile.TemporaryDirectory() as folder:
        shared = Path(folder) / "plan.json"
        shared.parent.chmod(0o777)
        shared.write_bytes(path.read_bytes())
        shared.chmod(0o666)
        assert attempt(shared) == "saved", "the refusals below would prove nothing"
        shared.write_bytes(path.read_bytes())
        yield shared
        shared.parent.chmod(0o777)


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "words"),
    [
        (0o555, 0o666, "SaveFailed the folder of plan.json is read-only"),
        (0o700, 0o666, "SaveFailed the folder of plan.json is read-only"),
        (0o777, 0o644, "SaveFailed plan.json is read-only: ask its owner"),
        (0o777, 0o600, "SaveFailed plan.json is read-only: ask its owner"),
    ],
)
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_what_others_own(shared: Path, folder_mode: int, file_mode: int, words: str) -> None:
    os.chown(shared, 0, 0)
    shared.chmod(file_mode)
    shared.parent.chmod(folder_mode)
    raw, names = shared.read_bytes(), sorted(os.listdir(shared.parent))

    assert attempt(shared).startswith(words)
    assert shared.read_bytes() == raw
    assert sorted(os.listdir(shared.parent)) == names


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_a_folder_that_may_not_be_entered_is_no_traceback(shared: Path) -> None:
    shared.parent.chmod(0o600)
    reads = ATTEMPT.replace("    store.commit(", "    store.load(); store.commit(")
    run = subprocess.run(
        [sys.executable, "-c", reads, shared], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Problem you may not read plan.json: ask its owner")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_a_sticky_folder(shared: Path) -> None:
    os.chown(shared, 0, 0)
    os.chown(shared.parent, 0, 0)
    shared.chmod(0o666)
    shared.parent.chmod(0o1777)
    raw = shared.read_bytes()

    assert "sticky" in attempt(shared)
    assert shared.read_bytes() == raw


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_a_group_that_would_be_shut_out(shared: Path) -> None:
    os.chown(shared, 0, 0)
    shared.chmod(0o662)  # nobody may write, the group may read
    assert attempt(shared).startswith("SaveFailed you may not read plan.json")
    shared.chmod(0o676)
    raw = shared.read_bytes()

    assert "belongs to the group 0, of which you are no member" in attempt(shared)
    assert shared.read_bytes() == raw


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your disk quota is used up"),
        (errno.EROFS, "read-only file system"),
        (errno.EXDEV, "mounted on its own"),
        (errno.EBUSY, "mounted on its own"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_why_the_system_refused_a_write_is_said(number: int, words: str) -> None:
    failure = writing.failed(Path("here/plan.json"), OSError(number, os.strerror(number)))

    assert words in failure.message
    assert failure.message.endswith("the plan is as it was")


def test_a_limit_on_file_size_stops_a_save_midway(path: Path) -> None:
    """The system itself cuts the write short: the first half is written, then it fails."""
    raw = path.read_bytes()
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({len(raw) // 2},) * 2)"
    run = subprocess.run(
        [sys.executable, "-c", limited + ATTEMPT.replace("geteuid() == 0", "geteuid() < 0"), path],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.startswith("SaveFailed plan.json was not saved: the file would be larger")
    assert path.read_bytes() == raw
    assert [name for name in os.listdir(path.parent) if name.endswith(".tmp")] == []
