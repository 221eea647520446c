"""Which commit an undo or a redo takes: mine, newest first, never a living colleague's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow

IsLive = Callable[[str], bool]


def to_undo(
    history: Sequence[HistoryRow],
    *,
    by: str,
    session: str,
    is_live: IsLive,
    spent: Collection[int] = (),
) -> HistoryRow | None:
    """The commit that an undo takes back, or None.

    First this session's own, newest first; then those this login made in sessions that
    have ended. `spent` are revisions whose undo left nothing to take back.
    """
    done, _ = _stacks(history, by, session, is_live)
    left = [row for row in done if row.revision not in spent]
    return left[-1] if left else None


def to_redo(
    history: Sequence[HistoryRow], *, by: str, session: str, is_live: IsLive
) -> HistoryRow | None:
    """The commit that a redo makes again, or None."""
    _, undone = _stacks(history, by, session, is_live)
    return undone[-1] if undone else None


def undoing(row: HistoryRow) -> tuple[Change, ...]:
    """The changes that take a commit back, last first."""
    return tuple(change.inverse for change in reversed(row.changes))


def _stacks(
    history: Sequence[HistoryRow], by: str, session: str, is_live: IsLive
) -> tuple[list[HistoryRow], list[HistoryRow]]:
    """Commits that can be undone, and commits that can be redone, newest last."""
    rows = {row.revision: row for row in history}
    alive: dict[str, bool] = {}

    def mine(row: HistoryRow) -> bool:
        if row.session == session:
            return True
        if row.by != by:
            return False
        if row.session not in alive:
            alive[row.session] = is_live(row.session)
        return not alive[row.session]

    done: list[HistoryRow] = []
    undone: list[HistoryRow] = []
    for row in sorted(history, key=lambda row: row.revision):
        if not mine(row):
            continue
        if row.kind == "undo":
            done = [known for known in done if known.revision != row.of]
            if row.of in rows:
                undone.append(rows[row.of])
        elif row.kind == "redo":
            undone = [known for known in undone if known.revision != row.of]
            if row.of in rows:
                done.append(rows[row.of])
        else:
            done.append(row)
            undone.clear()
    # This session's latest comes first, whatever an ended session did in between.
    done.sort(key=lambda row: row.session == session)
    return done, undone
