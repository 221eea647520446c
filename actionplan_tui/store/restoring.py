"""Bringing an earlier version of a plan back."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from actionplan_tui.edits.changes import Change, diff
from actionplan_tui.edits.protocol import Commit, Committed
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.workdays import short_moment
from actionplan_tui.store import backups, lock, reading, writing
from actionplan_tui.store.merging import STORE_MADE
from actionplan_tui.store.reading import Damaged
from actionplan_tui.store.tinydb_store import PlanStore, open_store


class Backup(Struct, frozen=True, kw_only=True):
    """An earlier version of a plan that can be restored.

    `steps` is how many it has; `differs` says in words how it differs from the plan as it is,
    or why it cannot be restored.
    """

    revision: int
    saved: dt.datetime
    steps: int
    differs: str
    path: Path


def list_backups(path: Path) -> list[Backup]:
    """The backups of a plan file, newest first; the plan itself may be damaged or missing."""
    real = Path(os.path.realpath(path))
    try:
        plan = _plan(real)
    except Problem:
        plan = None
    return [_described(backup, plan) for backup in backups.kept(real)]


def _plan(path: Path) -> Plan:
    return open_store(path, now=_never).load().plan


def _never() -> dt.datetime:
    raise AssertionError("a backup is only read")


def _described(backup: backups.Kept, now: Plan | None) -> Backup:
    steps = 0
    try:
        then = _plan(backup.path)
        steps = len(then.steps)
        differs = "the plan itself cannot be read" if now is None else _differs(now, then)
    except Problem as problem:
        differs = problem.message
    return Backup(
        revision=backup.revision, saved=backup.saved, steps=steps, differs=differs, path=backup.path
    )


def _differs(now: Plan, then: Plan) -> str:
    """What restoring would do, such as "adds 2 records, changes 12 fields of 5 records"."""
    changes = _changes(now, then)
    added = sum(change.adds for change in changes)
    removed = sum(change.removes for change in changes)
    fields = [(change.table, change.id) for change in changes if change.field]
    parts = [
        f"adds {_count(added, 'record')}" if added else "",
        f"removes {_count(removed, 'record')}" if removed else "",
        f"changes {_count(len(fields), 'field')} of {_count(len(set(fields)), 'record')}"
        if fields
        else "",
    ]
    return ", ".join(filter(None, parts)) or "nothing differs"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _changes(now: Plan, then: Plan) -> Sequence[Change]:
    return [change for change in diff(now, then) if change.table not in STORE_MADE]


def restore(store: PlanStore, revision: int, *, by: str, session: str) -> Committed:
    """Make the plan what it was at a revision of which there is a backup.

    It is a commit like any other and can be undone. A plan file that is damaged or missing is
    kept aside under another name, and the backup put in its place.

    Raises: Problem when there is no such backup, or it cannot be read; SaveFailed when the
    plan cannot be written.
    """
    found = {backup.revision: backup for backup in backups.kept(store.path)}
    if revision not in found:
        names = ", ".join(str(one) for one in found) or "none"
        raise Problem(f"there is no backup of revision {revision}: there are {names}")
    backup = found[revision]
    then = _plan(backup.path)
    label = f"Restore revision {revision} of {short_moment(backup.saved)}"
    try:
        now = store.load().plan
    except Damaged:
        _replace_damaged(store.path, backup)
        return Committed(loaded=store.load(), row=None, ids={})
    if now.info.plan_id != then.info.plan_id:
        raise Problem(f"the backup of revision {revision} is of another plan: it was left alone")
    return store.commit(
        Commit(
            label=label,
            changes=tuple(_changes(now, then)),
            by=by,
            session=session,
            kind="restore",
        )
    )


def _replace_damaged(path: Path, backup: backups.Kept) -> None:
    """Put a backup, as it is, in the place of a damaged plan file, which is kept aside."""
    writing.check_writable(path)
    with lock.locked(path, lock.TIMEOUT):
        data = reading.read(backup.path).raw
        if not os.path.exists(path):
            writing.create(path, data)
            return
        backups.keep_as(path, f"damaged.{os.stat(path).st_mtime_ns}")
        writing.replace(path, data)
