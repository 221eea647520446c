"""Writing a file whole or not at all."""

import datetime as dt
import errno
import os
import stat
from pathlib import Path

import pytest

from actionplan_tui.exchange.files import write_whole
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("folder", "wanted"), [(0o755, 0o600), (0o775, 0o600), (0o2755, 0o600), (0o2770, 0o660)]
)
def test_a_new_file_is_private_and_its_groups_where_the_folder_is_made_for_that(
    tmp_path: Path, folder: int, wanted: int
) -> None:
    tmp_path.chmod(folder)
    before = os.umask(0o002)
    try:
        write_whole(tmp_path / "plan.ics", b"one")
        create_store(tmp_path / "plan.json", Plan(), now=lambda: NOON, by="ana")
    finally:
        os.umask(before)

    assert (tmp_path / "plan.ics").read_bytes() == b"one"
    assert mode(tmp_path / "plan.ics") == wanted
    assert mode(tmp_path / "plan.json") == wanted
    assert sorted(os.listdir(tmp_path)) == ["plan.ics", "plan.json"]


def test_a_file_that_exists_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    target.write_bytes(b"old and longer")
    target.chmod(0o604)
    write_whole(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert mode(target) == 0o604


def test_a_link_keeps_pointing_at_the_file_that_is_written(tmp_path: Path) -> None:
    real = tmp_path / "real.ics"
    real.write_bytes(b"old")
    link = tmp_path / "link.ics"
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def refusal(path: Path) -> str:
    with pytest.raises(Problem) as refused:
        write_whole(path, b"new")
    assert "\n" not in refused.value.message
    return refused.value.message


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "plan.ics"
    assert refusal(path) == f"cannot write {path}: the folder does not exist"


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith("it is a folder")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "file" / "plan.ics").endswith("a part of its path is no folder")


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").endswith("it is not a regular file")


def test_a_name_no_disk_can_hold_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 300)).endswith("its name is too long")
    with pytest.raises(Problem, match="cannot write"):
        write_whole(f"{tmp_path}/a\0b", b"new")


@as_root
def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert refusal(tmp_path / "plan.ics").endswith("you may not write there")
    finally:
        tmp_path.chmod(0o755)


@as_root
def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert refusal(target).endswith("you may not write there")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = tmp_path / "plan.ics"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    assert refusal(target).endswith("the disk is full")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["plan.ics"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can plant a link as somebody else")
def test_a_link_that_somebody_else_planted_in_a_shared_folder_is_not_followed(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)
    mine = tmp_path / "mine"
    mine.write_bytes(b"precious")
    link = shared / "plan.csv"
    link.symlink_to(mine)
    os.lchown(link, 4321, -1)
    with pytest.raises(Problem, match="a link that somebody else made"):
        write_whole(link, b"new")
    assert mine.read_bytes() == b"precious"

    shared.chmod(0o755)  # only its owner can place links there now
    write_whole(link, b"new")
    assert mine.read_bytes() == b"new"
