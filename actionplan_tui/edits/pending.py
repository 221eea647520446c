"""A change on its way to the store: pending, then settled, or kept as a draft."""

from __future__ import annotations

from msgspec import Struct

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit, Conflict, HistoryRow
from actionplan_tui.model.problem import Problem

__all__ = ["Draft", "Pending", "Settled"]


class Pending(Struct, eq=False):
    """A commit not yet acknowledged: it may show already, it is not yet safe."""

    commit: Commit
    shows: bool
    failure: str = ""
    saved: bool = False
    promised: tuple[int, ...] = ()
    """Steps whose due date was approved: the new date is their forecast."""
    row: HistoryRow | None = None
    """What the history says of it, once it is saved."""


class Draft(Struct, frozen=True):
    """A commit that the store refused, or that was never saved, with the reason."""

    commit: Commit
    reason: str


class Settled(Struct, frozen=True, kw_only=True):
    """What became of a pending commit.

    `ids` are the records it added. `news` are colleagues' commits seen with it. A
    `problem` says why it was refused or could not be saved. `promised` are steps whose due date
    was approved, and of which a new date was written as their forecast.
    """

    label: str = ""
    ids: dict[tuple[str, int], int] = {}
    row: HistoryRow | None = None
    conflicts: tuple[Conflict, ...] = ()
    skipped: tuple[Change, ...] = ()
    news: tuple[HistoryRow, ...] = ()
    problem: Problem | None = None
    promised: tuple[int, ...] = ()

    def added(self, table: str) -> tuple[int, ...]:
        """The ids of the records added to a table, in the order they were added."""
        found = sorted(((prov, id) for (name, prov), id in self.ids.items() if name == table))
        return tuple(id for _, id in reversed(found))
