"""The store of a plan in a TinyDB file."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import msgspec
from tinydb.table import Document

from actionplan_tui.edits.protocol import (
    Clock,
    Commit,
    Committed,
    HistoryRow,
    Loaded,
    SaveFailed,
)
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import decoding, history_rows, lock, reading, writing
from actionplan_tui.store.at_once import read_at_once
from actionplan_tui.store.migrations import Tree
from actionplan_tui.store.reading import Content, Damaged
from actionplan_tui.store.tables import PlanDB
from actionplan_tui.store.writing import Unconfirmed

if TYPE_CHECKING:  # what a commit alone needs is loaded by the first one: reading is quicker
    from pathlib import Path

    from actionplan_tui.store.documents import Key
    from actionplan_tui.store.stamps import Stamped

PATIENCE = 2
"""How many polls may find the file missing or damaged, as during an editor's save."""

SETTLE = 1.0
"""Seconds for which a commit waits for an editor to finish saving."""

V = TypeVar("V")

_ELSEWHERE = dt.timedelta(hours=12)
"""For how long a session on another host counts as running after its last commit."""


class PlanStore:
    """A plan in a TinyDB file: the store of `edits.protocol`."""

    def __init__(self, path: str | Path, *, now: Clock, lock_timeout: float = lock.TIMEOUT) -> None:
        """A store for a plan file; nothing is read yet. A link is followed once, now."""
        self._now = now
        self._db = PlanDB(reading.real_path(path), lock_timeout=lock_timeout)
        self._mutex = threading.RLock()
        self._loaded: Loaded | None = None
        self._bad_polls = 0
        self._doubtful: tuple[Commit | None, Committed | None] = None, None

    @property
    def path(self) -> Path:
        """The plan file itself."""
        return self._db.storage.path

    def load(self) -> Loaded:
        """The plan as it is now.

        Raises: Problem when it cannot be read or understood.
        """
        with self._mutex:
            return self._adopt(self._db.storage.look())

    def commit(self, commit: Commit) -> Committed:
        """Make the changes on the newest plan, durably, and acknowledge them.

        Raises: SaveFailed when nothing could be written; Problem when the changes break a
        rule on the merged plan. Either way the plan is as it was.
        """
        with self._mutex:
            at = self._now().astimezone(dt.UTC).replace(microsecond=0)
            # Until something was read there is no reason to think that an editor is at work.
            patience = SETTLE if self._loaded else 0
            committed: Committed | None = None
            try:
                with self._db.transaction(at, patience=patience) as content:
                    loaded = self._newest(content)
                    committed = self._already(commit, loaded) or self._change(commit, loaded, at)
            except Unconfirmed:
                if committed is not None:
                    self._doubtful = commit, committed
                raise
            self._doubtful = None, None
            self._remember(committed.loaded)
            return committed

    def poll(self) -> Loaded | None:
        """The plan, if it has changed since this store last saw it.

        A file that is missing or half written, as while an editor saves it, is forgiven for
        as many polls as make a second.

        Raises: Problem when it can no longer be read or understood.
        """
        if self._db.storage.stands():
            return None
        with self._mutex:
            known = self._db.storage.known
            if self._db.storage.stands():  # a commit was at work, or the file was missing
                return None
            try:
                content = self._db.storage.look()
                loaded = None if content.raw is known.raw else self._adopt(content)
                self._db.storage.known = content
            except Damaged:
                self._bad_polls += 1
                if self._bad_polls <= PATIENCE:
                    return None
                raise
            self._bad_polls = 0
            return loaded

    def is_live(self, session: str) -> bool:
        """Whether that session may still be running, here or on another machine."""
        from actionplan_tui.store import sessions  # only undo asks

        if sessions.is_here(session):
            return sessions.is_running(session)
        loaded = self._loaded
        rows = [row.at for row in loaded.history if row.session == session] if loaded else []
        return bool(rows) and self._now() - max(rows) < _ELSEWHERE

    # Reading

    def _adopt(self, content: Content) -> Loaded:
        if self._loaded is not None and content.raw is self._db.storage.known.raw:
            self._db.storage.known = content
            return self._loaded
        whole = read_at_once(content.raw)
        if whole is not None:
            loaded = self._understood(whole.tables, whole.rest)
            self._db.storage.known = content
        else:
            with self._db.snapshot(content):
                loaded = self._decoded(content)
        self._remember(loaded)
        return loaded

    def _remember(self, loaded: Loaded) -> None:
        """Keep what was loaded for the next look; its warning has been given."""
        self._loaded = Loaded(loaded.plan, loaded.revision, loaded.history)

    def _decoded(self, content: Content) -> Loaded:
        """The plan in the present snapshot."""
        last = self._loaded
        if last is not None and content.raw is self._db.storage.known.raw:
            return last
        tree = self._db.storage.read()
        return self._understood(decoding.tables_of(tree), tree)

    def _understood(self, tables: decoding.Tables, rest: Tree) -> Loaded:
        """The plan of all these tables, with the history and revision in the rest of the file."""
        last = self._loaded
        plan = decoding.plan_with(tables, last.plan if last else None)
        if last and last.plan.info.plan_id != plan.info.plan_id:
            raise Problem(
                f"{self.path.name} now holds another plan, {plan.info.title!r}:"
                " open it anew to work on that one"
            )
        rows = history_rows.history_of(rest, tuple(last.history) if last else ())
        revision = max(rest["meta"]["1"]["revision"], rows[-1].revision if rows else 0)
        return Loaded(plan, revision, rows, self._warning(last, revision))

    def _warning(self, last: Loaded | None, revision: int) -> str:
        if last is None or revision > last.revision:
            return ""
        if revision == last.revision:
            return f"{self.path.name} was changed by another program than actionplan"
        return (
            f"{self.path.name} went back from revision {last.revision} to {revision}: an older"
            " copy was put in its place; actionplan restore has the newer ones"
        )

    # Changing

    def _newest(self, content: Content) -> Loaded:
        try:
            return self._decoded(content)
        except Problem as problem:  # not the edit's fault: it may be tried again
            raise SaveFailed(problem.message) from None

    def _already(self, commit: Commit, loaded: Loaded) -> Committed | None:
        """The commit as it was made before, when only the disk's word for it was missing."""
        tried, made = self._doubtful
        if made is None or tried != commit or made.row not in loaded.history:
            return None
        writing.sync_folder(self.path)
        return msgspec.structs.replace(made, loaded=loaded)

    def _change(self, commit: Commit, loaded: Loaded, at: dt.datetime) -> Committed:
        """Make the changes in the tables; nothing is written before the transaction ends."""
        # Here, because a script that only reads should not pay for loading them.
        from actionplan_tui.store import history
        from actionplan_tui.store.merging import Merge
        from actionplan_tui.store.stamps import Stamped

        def give_id(table: str) -> int:
            return self._db.reserve(table)

        merge = Merge(loaded.plan, commit, loaded.history, stored=self._db.stored, give_id=give_id)
        changes = merge.changes
        row = None
        if changes:
            row = HistoryRow(
                revision=loaded.revision + 1,
                at=at,
                by=commit.by,
                session=commit.session,
                label=commit.label,
                kind=commit.kind,
                of=commit.of,
                review=commit.review,
                changes=changes,
            )
            stamped = Stamped(merge, by=commit.by, at=at, give_id=give_id)
            self._put(stamped, row)
            rows = history.trim(self._db, loaded.plan.info.plan_id, (*loaded.history, row))
            loaded = Loaded(stamped.plan, row.revision, rows, loaded.warning)
        return Committed(
            loaded=loaded,
            row=row,
            ids=merge.ids,
            conflicts=tuple(merge.conflicts),
            skipped=tuple(merge.skipped),
        )

    def _put(self, stamped: Stamped, row: HistoryRow) -> None:
        """Put a merge on the stored documents."""
        db = self._db
        for table, documents in _by_table(stamped.added).items():
            db.table(table).insert_multiple(Document(one, id) for id, one in documents.items())
            db.raise_mark(table, max(documents))
        if ("plan", 1) in stamped.set and not db.table("plan").contains(doc_id=1):
            db.table("plan").insert(Document({}, 1))  # a plan made by hand
        for table, fields in _by_table(stamped.set).items():
            db.table(table).set_fields(fields)
        for table, ids in _by_table(dict.fromkeys(stamped.removed)).items():
            db.table(table).delete(ids)
        document = history_rows.row_document(row)
        db.table("history").insert(Document(document, row.revision))
        saved = {"revision": row.revision, "saved_by": row.by, "saved_at": document["at"]}
        db.table("meta").set_fields({1: saved})


def _by_table(rows: Mapping[Key, V]) -> dict[str, dict[int, V]]:
    tables: dict[str, dict[int, V]] = {}
    for (table, id), value in rows.items():
        tables.setdefault(table, {})[id] = value
    return tables


def open_store(path: str | Path, *, now: Clock, lock_timeout: float = lock.TIMEOUT) -> PlanStore:
    """The store of a plan file; nothing is read yet."""
    return PlanStore(path, now=now, lock_timeout=lock_timeout)


def full_history(path: Path) -> list[HistoryRow]:
    """The whole history of a plan file, oldest first: its own rows and the older ones beside it.

    Raises: Problem when either cannot be read.
    """
    from actionplan_tui.store import history  # `log --all` alone reads it whole

    store = PlanStore(path, now=lambda: dt.datetime.now(dt.UTC))
    loaded = store.load()
    try:
        older = history.overflow(store.path, loaded.plan.info.plan_id)
    except OSError as error:
        name = history.overflow_path(store.path).name
        raise Problem(f"the older history, {name}, cannot be read: {error.strerror}") from None
    return history.joined(older, tuple(loaded.history))
