"""What a workspace asks of a store, so that a plan may one day live elsewhere than in a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct

from actionplan_tui.edits.changes import Change
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

Clock = Callable[[], dt.datetime]
"""Gives the present moment, in UTC."""

CommitKind = Literal["edit", "undo", "redo", "restore", "import"]


class SaveFailed(Problem):
    """The store could not write: the edit is sound and may be tried again.

    The plan in the store is as it was before.
    """


class Commit(Struct, frozen=True, kw_only=True):
    """One user action on its way to the store: all its changes or none.

    `by` is the login, `session` one running program. `of` is the revision that an undo or
    a redo concerns; in those, a field that someone has changed since is left and named.
    `review` is the review it was made in, 0 when in none.
    """

    label: str
    changes: tuple[Change, ...]
    by: str
    session: str
    kind: CommitKind = "edit"
    of: int = 0
    review: int = 0


class HistoryRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One commit as the history keeps it: the changes as they were made in the store."""

    revision: int
    at: dt.datetime
    by: str
    session: str = ""
    label: str = ""
    kind: CommitKind = "edit"
    of: int = 0
    review: int = 0
    changes: tuple[Change, ...] = ()


class Conflict(Struct, frozen=True):
    """A field that two sessions changed at once: mine was kept, theirs is `theirs`."""

    change: Change
    theirs: Any
    by: str


class Loaded(Struct, frozen=True):
    """A plan as the store holds it, with the history kept beside it, oldest first."""

    plan: Plan
    revision: int
    history: Sequence[HistoryRow]
    warning: str = ""


class Committed(Struct, frozen=True, kw_only=True):
    """An acknowledged commit: it is on the disk.

    `loaded` is the plan after it, colleagues' changes included. `ids` gives the real ids of
    records added, by table and provisional id. `skipped` are changes of an undo or redo
    that were left because someone has changed the field since.
    """

    loaded: Loaded
    row: HistoryRow | None
    ids: dict[tuple[str, int], int]
    conflicts: tuple[Conflict, ...] = ()
    skipped: tuple[Change, ...] = ()


class Store(Protocol):
    """Where a plan lives. Safe to call from several threads, one call at a time inside."""

    def load(self) -> Loaded:
        """The plan as it is now.

        Raises: Problem when it cannot be read or understood.
        """

    def commit(self, commit: Commit) -> Committed:
        """Make the changes on the newest plan, durably, and acknowledge them.

        Raises: SaveFailed when nothing could be written; Problem when the changes break a
        rule on the merged plan. Either way the plan is as it was.
        """

    def poll(self) -> Loaded | None:
        """The plan, if it has changed since this store last saw it.

        Raises: Problem when it can no longer be read or understood.
        """

    def is_live(self, session: str) -> bool:
        """Whether that session may still be running, here or on another machine."""
