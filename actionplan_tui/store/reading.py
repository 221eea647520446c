"""Reading a plan file, strictly: what is not fully understood is refused and never saved over."""

from __future__ import annotations

import errno
import gc
import math
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from operator import itemgetter
from os.path import basename
from typing import TYPE_CHECKING, Any

import msgspec

from actionplan_tui.model.plan import TABLES
from actionplan_tui.model.problem import Problem
from actionplan_tui.store.migrations import Tree

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_ID, _LONGEST_NUMBER = 18, 4000
"""Digits of an id and of any whole number in a file; Python refuses to read some more."""

_RACY = 50_000_000
"""Nanoseconds within which a file may change twice without a new time stamp."""


class Signature(msgspec.Struct, frozen=True):
    """What tells, without reading it, that a file may have changed."""

    device: int
    inode: int
    modified: int
    size: int
    changed: int


class Damaged(Problem):
    """A plan file that is missing or no longer holds a plan; a backup may bring it back."""


class Content(msgspec.Struct, frozen=True):
    """The bytes of a plan file and its signature, None when that cannot be relied on."""

    raw: bytes
    signature: Signature | None


def signature(path: str | Path) -> Signature | None:
    """The signature of a file, or None when there is none."""
    try:
        return _signature(os.stat(path))
    except OSError:
        return None


def _signature(status: os.stat_result) -> Signature:
    return Signature(
        status.st_dev,
        status.st_ino,
        status.st_mtime_ns,
        status.st_size,
        status.st_ctime_ns,
    )


def real_path(path: str | Path) -> str:
    """The file that a path names, links followed; a link that leads nowhere stands for itself."""
    file = os.path.realpath(path)
    if os.path.islink(path) and not os.path.exists(file):
        file = os.path.join(os.getcwd(), path)  # reading it says where the link leads
    return file


def read(path: str | Path) -> Content:
    """The content of a plan file.

    Raises: Damaged when it is missing; Problem when it is no regular file or may not be read.
    """
    try:
        # Opening a FIFO would wait for its other end.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise _cannot_open(path, error) from None
    try:
        before = os.fstat(handle)
        if stat.S_ISDIR(before.st_mode):
            raise Problem(f"{basename(path)} is a folder, not a plan file: name a file in it")
        if not stat.S_ISREG(before.st_mode):
            raise Problem(f"{basename(path)} is not a regular file: name a plan file")
        raw = _read_all(handle, before.st_size)
    except OSError as error:
        raise Problem(f"{basename(path)} cannot be read: {error.strerror}") from None
    finally:
        with suppress(OSError):
            os.close(handle)
    # A change in place within the clock's grain would leave the signature as it is.
    settled = abs(time.time_ns() - before.st_mtime_ns) > _RACY and len(raw) == before.st_size
    return Content(raw, _signature(before) if settled else None)


def _read_all(handle: int, size: int) -> bytes:
    parts = [os.read(handle, size + 1)]
    while parts[-1]:
        parts.append(os.read(handle, 1 << 20))
    return b"".join(parts) if len(parts) > 2 else parts[0]


def _cannot_open(path: str | Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return Problem(
                f"{basename(path)} is a link to {os.readlink(path)}, which is not there:"
                " mend the link, or name the plan itself"
            )
        hint = _hint(path)
        return Damaged(
            f"there is no plan {basename(path)}"
            + (hint or ": check the name, or make one with actionplan new")
        )
    if error.errno == errno.ELOOP:
        return Problem(f"{basename(path)} is a link that leads back to itself: mend the link")
    if isinstance(error, PermissionError):
        return Problem(f"you may not read {basename(path)}: ask its owner for read access")
    return Problem(f"{basename(path)} cannot be read: {error.strerror}")


def _hint(path: str | Path) -> str:
    from pathlib import Path  # a plan that can be read needs neither

    from actionplan_tui.store import backups

    return backups.hint(Path(path))


def parse(raw: bytes, path: str | Path) -> Tree:
    """The tree of tables in a plan file's bytes.

    Raises: Damaged when the bytes hold no plan; Problem when they are something else.
    """
    with paused_gc():
        return _own(raw) or _strict(raw, path)


def _own(raw: bytes) -> Tree | None:
    """The tree, if the bytes are what this program would write for it, blanks apart.

    Being so proves that nothing is said twice, lost or altered in reading, several times
    faster than looking at every pair.
    """
    try:
        tree = msgspec.json.decode(raw)
        if isinstance(tree, dict) and _same(tree, raw) and not _shape_faults(tree):
            return tree
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        pass  # the strict reader says what is wrong
    return None


def _same(tree: Tree, raw: bytes) -> bool:
    return msgspec.json.encode(tree) == msgspec.json.format(raw, indent=-1)


def _strict(raw: bytes, path: str | Path) -> Tree:
    import json  # a file in order, as nearly all are, needs neither

    from actionplan_tui.store.writing import encode

    def damaged(what: str) -> Damaged:
        return Damaged(f"{basename(path)} {what}{_hint(path) or ': mend it in an editor'}")

    if not raw.strip():
        raise damaged("is empty, it holds no plan")
    if b"\0" in raw:
        raise damaged("holds NUL bytes, as a crash or a full disk leaves")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise damaged(f"is not UTF-8 text, at byte {error.start + 1}") from None
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_constant=_no_number,
            parse_float=_float,
            parse_int=_whole,
        )
        encode(tree)
    except json.JSONDecodeError as error:
        raise damaged(
            f"is damaged or cut short: {error.msg}, line {error.lineno} column {error.colno}"
        ) from None
    except _Refused as refused:
        raise damaged(str(refused)) from None
    except RecursionError:
        raise damaged("is nested too deeply to be a plan") from None
    except UnicodeEncodeError:
        raise damaged("holds half a character (a lone surrogate)") from None
    _check_shape(tree, path, damaged)
    return tree  # type: ignore[no-any-return]


def _check_shape(tree: Any, path: str | Path, damaged: Any) -> None:
    meta = tree.get("meta") if isinstance(tree, dict) else None
    mark = meta.get("1") if isinstance(meta, dict) else None
    if not isinstance(mark, dict) or "schema" not in mark:
        name = basename(path)
        raise Problem(f"{name} holds something else than an action plan; it was left as it is")
    for fault in _shape_faults(tree):
        raise damaged(fault)


def _shape_faults(tree: Tree) -> list[str]:
    """What is wrong with the tables and ids of a tree, worst first."""
    faults = faults_of_mark(tree)
    if faults:
        return faults
    for name in (*TABLES, "history"):
        table = tree.get(name, {})
        if not isinstance(table, dict):
            return [f"has a table {name} that is no table"]
        faults += [
            f"holds {name} {id}, which is no record"
            for id, document in table.items()
            if type(document) is not dict
        ]
        faults += [f"holds a record of {name} under {id!r}, which is no id" for id in no_ids(table)]
    if tree.get("plan", {}).keys() - {"1"}:
        faults.append("holds more than one plan record")
    return faults


def faults_of_mark(tree: Tree) -> list[str]:
    """What is wrong with what a file says of itself, in its `meta`."""
    try:
        mark = tree["meta"]["1"]
        marks = mark.get("next_id", {})
        if type(mark["schema"]) is not int or type(mark["revision"]) is not int:
            return ["holds a schema or a revision that is not a number"]
        if any(type(number) is not int for number in marks.values()):
            return ["holds a next_id that is not a number"]
    except (KeyError, TypeError, AttributeError):
        return ["has no readable meta table"]
    return []


def no_ids(table: Tree) -> list[str]:
    """The keys of a table that are not ids: whole numbers from 1 on, written the usual way."""
    joined = "".join(table)
    if (
        (not joined or (joined.isdecimal() and joined.isascii()))
        and "" not in table
        and "0" not in set(map(itemgetter(0), table))
        and max(map(len, table), default=0) <= _LONGEST_ID
    ):
        return []  # found without a look at each
    return [
        id
        for id in table
        if not (id.isdecimal() and id.isascii() and id[0] != "0" and len(id) <= _LONGEST_ID)
    ]


class _Refused(ValueError):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Refused(f"names {key!r} twice in one place, as a bad merge does")
            seen.add(key)
    return found


def _no_number(text: str) -> Any:
    raise _Refused(f"holds {text}, which is no number")


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise _Refused(f"holds a number of {len(text):,} digits, which is too large")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _Refused(f"holds the number {text}, which is too large")
    return number


@contextmanager
def paused_gc() -> Iterator[None]:
    """Without garbage collection, which only costs while many objects are being made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
