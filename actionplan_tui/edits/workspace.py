"""An open plan, its pending edits and its store: the only way to change a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from actionplan_tui.edits import undo
from actionplan_tui.edits.changes import Change, diff, only_sets_fields, replay
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.falls import noted
from actionplan_tui.edits.pending import Draft, Pending, Settled
from actionplan_tui.edits.promises import kept, moved
from actionplan_tui.edits.protocol import (
    Commit,
    CommitKind,
    Committed,
    Conflict,
    HistoryRow,
    Loaded,
    SaveFailed,
    Store,
)
from actionplan_tui.edits.records import set_field
from actionplan_tui.model import rules
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

__all__ = ["Draft", "Pending", "SaveState", "Settled", "Workspace"]

SaveState = Literal["saved", "saving", "not saved"]


class Workspace:
    """An open plan. `plan` is what to show: the acknowledged plan and pending field edits.

    The three parts of a change let a screen keep the disk off its thread: `begin` checks
    the edit and makes it pending, `commit` asks the store (in a worker, in order), `settle`
    takes the answer in. `do` is all three, for a script.
    """

    def __init__(self, store: Store, *, by: str, session: str) -> None:
        """Open the plan the store holds.

        Raises: Problem when it cannot be read or understood.
        """
        self.store = store
        self.by = by
        self.session = session
        self.pending: list[Pending] = []
        self.drafts: list[Draft] = []
        self.conflicts: list[Conflict] = []
        self.review = 0
        """The review in which this session is; what it commits is noted as made in it."""
        self._spent: set[int] = set()
        self._foreseen: Pending | None = None
        loaded = store.load()
        self._acknowledged = loaded
        self.plan: Plan = loaded.plan

    @property
    def revision(self) -> int:
        """The revision of the newest acknowledged plan."""
        return self._acknowledged.revision

    @property
    def reviewing(self) -> int:
        """The review in which this session is, as long as it is going on; else 0."""
        review = self.plan.reviews.get(self.review)
        return self.review if review is not None and review.date is None else 0

    @property
    def history(self) -> Sequence[HistoryRow]:
        """Commits kept with the plan, oldest first."""
        return self._acknowledged.history

    @property
    def state(self) -> tuple[SaveState, str]:
        """Whether everything is saved, and if not, why."""
        for pending in self.pending:
            if pending.failure:
                return "not saved", pending.failure
        return ("saving", "") if self.pending else ("saved", "")

    def begin(self, edit: Edit, *, kind: CommitKind = "edit") -> Pending | None:
        """Make an edit pending; None when it changes nothing.

        Raises: Problem when the edit breaks a rule: nothing has happened.
        """
        after = edit.apply(self.plan)
        promised: tuple[int, ...] = ()
        if self.plan.approvals and not getattr(edit, "settles_dates", False):
            promised = tuple(moved(self.plan, after))
            after = kept(self.plan, after, promised)
        if not getattr(edit, "restores", False):
            after = noted(self.plan, after)
        changes = diff(self.plan, after)
        if not changes:
            return None
        rules.check(after, [(change.table, change.id, change.field) for change in changes])
        pending = self._pend(edit.label(self.plan), changes, kind, after=after)
        pending.promised = promised
        return pending

    def begin_undo(self, row: HistoryRow | None = None) -> Pending:
        """Make the taking back of a chosen commit pending, or of my latest.

        Raises: Problem when there is nothing of mine to undo.
        """
        self.end_foreseeing()
        row = row or undo.to_undo(
            self.history,
            by=self.by,
            session=self.session,
            is_live=self.store.is_live,
            spent=self._spent,
        )
        if row is None or self.pending:  # an undo must know what it takes back
            raise Problem("nothing of yours to undo" if not self.pending else "still saving")
        return self._pend(row.label, undo.undoing(row), "undo", of=row.revision)

    def foresee_undo(self) -> Pending | None:
        """Show my latest edit as taken back while it is still on its way to the store.

        An undo must know what it takes back, so it is begun with the row of that edit once there
        is one; nobody has to look at the edit until then.

        Returns: the edit; None when its undo cannot be shown before it is begun.
        """
        latest = self.pending[-1] if self.pending else None
        if (
            latest is None
            or self._foreseen is not None
            or not latest.shows
            or latest.failure
            or latest.commit.kind == "undo"
        ):
            return None
        self._foreseen = latest
        self._reshow()
        return latest

    def end_foreseeing(self) -> None:
        """Show the edit again that was shown as taken back."""
        if self._foreseen is not None:
            self._foreseen = None
            self._reshow()

    def begin_redo(self) -> Pending:
        """Make the latest undone commit pending again.

        Raises: Problem when there is nothing to redo.
        """
        row = undo.to_redo(
            self.history, by=self.by, session=self.session, is_live=self.store.is_live
        )
        if row is None or self.pending:  # an undo must know what it takes back
            raise Problem("nothing to redo" if not self.pending else "still saving")
        return self._pend(row.label, row.changes, "redo", of=row.revision)

    def begin_draft(self, draft: Draft) -> Pending:
        """Make a draft pending again."""
        if draft in self.drafts:
            self.drafts.remove(draft)
        commit = draft.commit
        return self._pend(commit.label, commit.changes, commit.kind, of=commit.of)

    def take_theirs(self, conflict: Conflict) -> Pending | None:
        """Set the field of a conflict to what the colleague had; None if it is so already."""
        if conflict in self.conflicts:
            self.conflicts.remove(conflict)
        change = conflict.change
        theirs = Change(change.table, change.id, change.field, change.after, conflict.theirs)
        after = replay(self.plan, [theirs])
        value: Any = getattr(after.get(change.table, change.id), change.field)
        return self.begin(set_field(change.table, change.id, change.field, value))

    def _pend(
        self,
        label: str,
        changes: tuple[Change, ...],
        kind: CommitKind,
        *,
        of: int = 0,
        after: Plan | None = None,
    ) -> Pending:
        commit = Commit(
            label=label,
            changes=changes,
            by=self.by,
            session=self.session,
            kind=kind,
            of=of,
            review=self.reviewing,
        )
        pending = Pending(commit, shows=only_sets_fields(changes))
        self.pending.append(pending)
        if pending.shows:
            self.plan = after if after is not None else replay(self.plan, changes)
        return pending

    def commit(self, pending: Pending) -> Committed | Problem:
        """Ask the store to make a pending commit durable. Safe in a worker thread."""
        try:
            committed = self.store.commit(pending.commit)
        except Problem as problem:
            return problem
        pending.saved = True
        return committed

    def settle(self, pending: Pending, outcome: Committed | Problem) -> Settled:
        """Take in the store's answer to a pending commit.

        One that could not be saved stays pending and shown; one that was refused is taken
        off the plan and kept as a draft.
        """
        label = pending.commit.label
        if isinstance(outcome, SaveFailed):
            pending.failure = outcome.message
            self.end_foreseeing()
            return Settled(label=label, problem=outcome)
        self.pending.remove(pending)
        if isinstance(outcome, Problem):
            self.drafts.append(Draft(pending.commit, outcome.message))
            if pending is self._foreseen:
                self._foreseen = None
            self._reshow()
            return Settled(label=label, problem=outcome)
        if pending.commit.kind == "undo" and outcome.row is None:
            self._spent.add(pending.commit.of)  # all of it was changed by others since
        pending.row = outcome.row
        news = self._news(outcome.loaded)
        self._acknowledged = outcome.loaded
        self.conflicts.extend(outcome.conflicts)
        self._reshow()
        return Settled(
            label=label,
            ids=outcome.ids,
            row=outcome.row,
            conflicts=outcome.conflicts,
            skipped=outcome.skipped,
            news=news,
            promised=pending.promised,
        )

    def do(self, edit: Edit, *, kind: CommitKind = "edit") -> Settled:
        """Make an edit and wait until it is saved.

        Raises: Problem when it is refused or cannot be saved; nothing has changed.
        """
        pending = self.begin(edit, kind=kind)
        return Settled() if pending is None else self._finish(pending)

    def undo(self) -> Settled:
        """Take back my latest commit and wait until that is saved.

        Raises: Problem when there is nothing to undo, or it cannot be saved.
        """
        return self._finish(self.begin_undo())

    def redo(self) -> Settled:
        """Make my latest undone commit again and wait until that is saved.

        Raises: Problem when there is nothing to redo, or it cannot be saved.
        """
        return self._finish(self.begin_redo())

    def _finish(self, pending: Pending) -> Settled:
        settled = self.settle(pending, self.commit(pending))
        if settled.problem is not None:
            if pending in self.pending:
                self.pending.remove(pending)
                self._reshow()
            raise settled.problem
        return settled

    def failed(self) -> Sequence[Pending]:
        """The commits that could not be saved, to be tried again in order."""
        return [pending for pending in self.pending if pending.failure]

    def unsaved(self) -> Sequence[Draft]:
        """Everything not in the store, to be kept elsewhere when the session must end."""
        return [
            *self.drafts,
            *(
                Draft(pending.commit, pending.failure or "the session ended before it was saved")
                for pending in self.pending
                if not pending.saved
            ),
        ]

    def look(self) -> Loaded | None:
        """The plan, if a colleague has changed it. Safe in a worker thread.

        Raises: Problem when it can no longer be read or understood.
        """
        return self.store.poll()

    def take(self, loaded: Loaded) -> tuple[HistoryRow, ...]:
        """Take in what `look` found; the colleagues' commits since the last look."""
        if loaded.revision <= self.revision and not loaded.warning:
            return ()
        news = self._news(loaded)
        self._acknowledged = loaded
        self._reshow()
        return news

    def _news(self, loaded: Loaded) -> tuple[HistoryRow, ...]:
        return tuple(
            row
            for row in loaded.history
            if row.revision > self.revision and row.session != self.session
        )

    def _reshow(self) -> None:
        """Show the acknowledged plan and, in order, the pending field edits."""
        plan, foreseen = self._acknowledged.plan, self._foreseen
        if foreseen is not None and foreseen not in self.pending:
            plan = replay(plan, [change.inverse for change in reversed(foreseen.commit.changes)])
        for pending in self.pending:
            if pending.shows and pending is not foreseen:
                plan = replay(plan, pending.commit.changes)
        self.plan = plan
