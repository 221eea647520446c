"""The traps of TinyDB that lose data are shut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.table import Document

from actionplan_tui.store import lock
from actionplan_tui.store.tables import PlanDB


@pytest.fixture
def db(path: Path) -> PlanDB:
    """The small plan as a TinyDB database."""
    return PlanDB(path, lock_timeout=0.2)


@pytest.fixture
def inside(db: PlanDB, clock: Any) -> Iterator[PlanDB]:
    """The same, inside a transaction."""
    with db.transaction(clock(), patience=0):
        yield db


@pytest.mark.parametrize(
    "write",
    [
        lambda db: db.insert({"title": "x"}),
        lambda db: db.table("steps").update({"title": "x"}),
        lambda db: db.table("steps").remove(doc_ids=[1]),
        lambda db: db.table("steps").truncate(),
        lambda db: db.table("steps").upsert({"title": "x"}, where("title") == "y"),
        lambda db: db.drop_table("steps"),
        lambda db: db.drop_tables(),
    ],
)
def test_nothing_is_written_outside_a_transaction(db: PlanDB, path: Path, write: Any) -> None:
    before = path.read_bytes()

    with pytest.raises(RuntimeError, match="in a transaction only"):
        write(db)
    assert path.read_bytes() == before


def test_an_error_in_a_transaction_leaves_nothing_behind(
    db: PlanDB, path: Path, clock: Any
) -> None:
    before = path.read_bytes()

    def poison() -> None:
        with db.transaction(clock(), patience=0):
            db.table("steps").update({"title": "poison"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        poison()
    assert path.read_bytes() == before

    with db.transaction(clock(), patience=0):
        db.table("goals").update({"success": "x"})
    assert b"poison" not in path.read_bytes()


def test_a_transaction_is_one_write(db: PlanDB, path: Path, clock: Any) -> None:
    with db.transaction(clock(), patience=0):
        db.table("steps").remove(doc_ids=[3])
        db.table("goals").insert({"statement": "Second"})
        assert b"Second" not in path.read_bytes()

    assert b"Second" in path.read_bytes()
    assert b"Train carers" not in path.read_bytes()


def test_a_mixed_insert_overwrites_nothing(inside: PlanDB) -> None:
    ids = inside.table("steps").insert_multiple([Document({"title": "a"}, 9), {"title": "b"}])

    assert len(set(ids)) == 2
    assert len(inside.table("steps")) == 5


def test_an_insert_of_a_taken_id_adds_none(inside: PlanDB) -> None:
    new = [Document({"title": "a"}, 9), Document({"title": "b"}, 1)]

    with pytest.raises(ValueError, match="steps 1 is already there"):
        inside.table("steps").insert_multiple(new)
    assert len(inside.table("steps")) == 3


def test_ids_are_never_reused_by_plain_inserts(inside: PlanDB) -> None:
    steps = inside.table("steps")
    assert steps.insert({"title": "a"}) == 4
    steps.remove(doc_ids=[4])

    assert steps.insert({"title": "b"}) == 5


def test_missing_documents_are_not_skipped_in_silence(inside: PlanDB) -> None:
    with pytest.raises(KeyError):
        inside.table("steps").set_fields({1: {"title": "x"}, 99: {"title": "y"}})
    with pytest.raises(KeyError, match="99"):
        inside.table("steps").delete([1, 99])


def test_queries_notice_other_programs(db: PlanDB, ana: Any) -> None:
    query = where("title") == "Count wells"
    assert db.table("steps").search(query) == []
    ana.set("steps", 1, title="Count wells")

    assert [found.doc_id for found in db.table("steps").search(query)] == [1]


def test_mode_group_and_attributes_are_kept(ana: Any, path: Path) -> None:
    import os

    path.chmod(0o640)
    os.setxattr(path, "user.origin", b"ministry")
    group = os.getgid()
    if os.geteuid() == 0:
        group = 12345
        os.chown(path, 4321, group)
    ana.set("steps", 1, percent=5)

    status = path.stat()
    assert (status.st_mode & 0o7777, status.st_gid) == (0o640, group)
    assert os.getxattr(path, "user.origin") == b"ministry"
    if os.geteuid() == 0:
        assert status.st_uid == 4321
    lock_status = lock.lock_path(path).stat()
    assert (lock_status.st_mode & 0o777, lock_status.st_gid) == (0o640, group)


def test_an_access_list_is_kept(ana: Any, path: Path) -> None:
    import os
    import struct

    # user::rw-, user:1234:rw-, group::r--, mask::rw-, other::---, as the kernel stores them
    none = 0xFFFFFFFF
    entries = [(1, 6, none), (2, 6, 1234), (4, 4, none), (16, 6, none), (32, 0, none)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("this file system keeps no access lists")
    mode = path.stat().st_mode
    ana.set("steps", 1, percent=5)

    assert os.getxattr(path, "system.posix_acl_access") == acl
    assert path.stat().st_mode == mode


def test_a_link_stays_a_link_and_its_target_is_saved(
    ana: Any, path: Path, tmp_path: Path, clock: Any
) -> None:
    link = tmp_path / "current" / "plan.json"
    link.parent.mkdir()
    link.symlink_to(path)
    linked = type(ana)(link, "priya", clock)
    linked.set("steps", 1, percent=5)

    assert link.is_symlink()
    assert ana.store.poll().plan.steps[1].percent == 5
    assert [one.name for one in link.parent.iterdir()] == ["plan.json"]
