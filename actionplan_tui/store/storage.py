"""TinyDB's view of a plan file: read strictly, written whole, under a lock."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from tinydb.storages import Storage

from actionplan_tui.edits.protocol import SaveFailed
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import lock, reading, writing
from actionplan_tui.store.migrations import Tree, migrate
from actionplan_tui.store.reading import Content, Damaged

if TYPE_CHECKING:
    from pathlib import Path

_PAUSE = 0.02
"""Seconds between two looks at a file that an editor may be saving."""


class _Meta(msgspec.Struct, frozen=True):
    """What the file said of itself when it was read."""

    schema: int
    revision: int
    saved_at: dt.datetime | None


class PlanStorage(Storage):
    """The storage of a plan file.

    Between `snapshot` or `transaction` and its end every read gives one tree, freshly made
    from the file's bytes; TinyDB changes it in place and `write` only notes that. The file is
    replaced once, when a transaction ends well, so an error in between leaves nothing behind.
    """

    def __init__(self, path: str | Path, *, lock_timeout: float = lock.TIMEOUT) -> None:
        """A storage for the plan file at a real path; nothing is opened yet."""
        self._file = os.fspath(path)
        self.lock_timeout = lock_timeout
        self.known = Content(b"", None)
        """What the file held when it was last read and understood, or written."""
        self._tree: Tree | None = None
        self._stored = _Meta(0, 0, None)
        self._writable = False
        self._changed = False

    @property
    def path(self) -> Path:
        """The plan file."""
        from pathlib import Path  # reading alone does without, and loading it takes a while

        return Path(self._file)

    def read(self) -> Tree:
        """The tree of the snapshot or transaction, or one read now.

        Raises: Problem when the file cannot be read or understood.
        """
        if self._tree is not None:
            return self._tree
        return self._parse(reading.read(self._file).raw)

    def write(self, data: Tree) -> None:
        """Take the changed tree; the file is written at the end of the transaction.

        Raises: RuntimeError outside a transaction.
        """
        if not self._writable:
            raise RuntimeError("a plan is written in a transaction only")
        self._tree = data
        self._changed = True

    def stands(self) -> bool:
        """Whether the file still has the signature known of it: nothing is read, and nothing but
        the system is asked, as desks on a network share ask this twice a second at rest."""
        signature = self.known.signature
        return signature is not None and reading.signature(self._file) == signature

    def look(self) -> Content:
        """What the file holds now; the known bytes themselves, if it is the same.

        Raises: Problem when it cannot be read.
        """
        content = reading.read(self._file)
        if content.raw == self.known.raw:
            return Content(self.known.raw, content.signature)
        return content

    @contextmanager
    def snapshot(self, content: Content) -> Iterator[None]:
        """Let every read inside give the one tree of this content.

        Raises: Problem when it cannot be understood.
        """
        self._tree = self._parse(content.raw)
        try:
            yield
            self.known = content
        finally:
            self._tree = None

    @contextmanager
    def transaction(self, now: dt.datetime, *, patience: float) -> Iterator[Content]:
        """Hold the lock, let tables be changed, and make the changes durable at the end.

        An editor may be saving the file just now: for `patience` seconds a missing or
        damaged one is read again.

        Raises: SaveFailed when it cannot be read or written: the file is as it was.
        """
        writing.check_writable(self.path)
        if not self.known.raw:  # where there is no plan, no lock is to be left either
            self._check_there()
        try:
            with lock.locked(self.path, self.lock_timeout):
                content = self._begin(patience)
                yield content
                self._writable = False
                if self._changed:
                    content = Content(self._save(now), None)
                self.known = content
        except OSError as error:
            raise writing.failed(self.path, error) from None
        finally:
            self._tree, self._writable, self._changed = None, False, False

    def _check_there(self) -> None:
        try:
            reading.read(self.path)
        except Problem as problem:
            raise SaveFailed(problem.message) from None

    def _begin(self, patience: float) -> Content:
        deadline = time.monotonic() + patience
        while True:
            try:
                content = self.look()
                self._tree = self._parse(content.raw, self._to_change(content.raw))
                self._writable = True
                return content
            except Problem as problem:
                if not isinstance(problem, Damaged) or time.monotonic() >= deadline:
                    raise SaveFailed(problem.message) from None
            time.sleep(_PAUSE)

    def _to_change(self, raw: bytes) -> Tree | None:
        """The tree of known bytes, which were found sound before, for a few changes; None for
        others: what is read anew is read strictly, and whole."""
        if not raw or raw is not self.known.raw:
            return None
        from actionplan_tui.store.unopened import unopened  # reading alone does without

        with reading.paused_gc():
            return unopened(raw)

    def _parse(self, raw: bytes, known: Tree | None = None) -> Tree:
        tree = known or reading.parse(raw, self._file)
        meta = tree["meta"]["1"]
        self._stored = _Meta(meta["schema"], meta["revision"], _moment(meta.get("saved_at")))
        migrate(tree, os.path.basename(self._file))
        return tree

    def _save(self, now: dt.datetime) -> bytes:
        from actionplan_tui.store import backups  # to read a plan makes none

        assert self._tree is not None
        try:
            data = writing.encode(self._tree)
        except (UnicodeEncodeError, RecursionError, TypeError) as error:
            raise Problem(f"this cannot be written as JSON: {error}") from None
        stored, path = self._stored, self.path
        migrated = self._tree["meta"]["1"]["schema"] != stored.schema
        backups.remove_orphans(path)

        def keep_backup() -> None:
            if migrated:
                backups.keep_as(path, f"schema{stored.schema}")
            backups.keep(path, stored.revision, stored.saved_at, now)

        writing.replace(path, data, ready=keep_backup)
        return data


def _moment(text: object) -> dt.datetime | None:
    try:
        return msgspec.convert(text, dt.datetime).astimezone(dt.UTC)
    except msgspec.ValidationError:
        return None
