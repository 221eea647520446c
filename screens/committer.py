"""Keeps the disk off the screen's thread: commits in order, one worker."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.protocol import Committed, HistoryRow, SaveFailed
from actionplan_tui.edits.workspace import Draft, Pending, Settled, Workspace
from actionplan_tui.model.problem import Problem

DRAW_SECONDS = 0.1
"""How long a commit lets the screen go first: both want the same interpreter, and a frame would
wait for the worker's thread to wake."""
RETRY_AFTER = 5.0
"""Seconds after which a commit that could not be saved is tried again."""

Told = Callable[[Settled], None]


class Committer:
    """Runs a workspace for a screen: `begin` on the screen's thread, `commit` in a worker."""

    def __init__(
        self,
        workspace: Workspace,
        changed: Callable[[Settled], None],
        *,
        once_drawn: Callable[[Callable[[], object]], object] = lambda call: call(),
        shows: Callable[[], None] = lambda: None,
    ) -> None:
        """Serve a workspace.

        Args:
            workspace: The open plan.
            changed: Told after every answer of the store.
            once_drawn: Calls what it is given once what has changed is on the screen.
            shows: Told when the plan shows an undo or a redo that is not yet saved.
        """
        self.workspace = workspace
        self.locked = ""
        """Why nothing may be changed now; nothing when it may."""
        self._changed = changed
        self._once_drawn = once_drawn
        self._shows = shows
        self._undrawn: list[tuple[Pending, Told | None]] = []
        self._lets_go: asyncio.TimerHandle | None = None
        self._hurry = False
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._afterwards: list[Callable[[], None]] = []
        self._again: asyncio.TimerHandle | None = None
        self._stuck: SaveFailed | None = None

    def do(self, edit: Edit, settled: Told | None = None) -> bool:
        """Take up an edit; whether the plan shows it already, as it only sets fields.

        Raises: Problem when it breaks a rule, or the desk is locked: nothing has happened.
        """
        if self.locked:
            raise Problem(self.locked)
        pending = self.workspace.begin(edit)
        if pending is None:
            if settled is not None:
                settled(Settled())
            return True
        self.send(pending, settled)
        return pending.shows

    def undo(self, settled: Told, row: HistoryRow | None = None) -> None:
        """Take back a chosen commit, or my latest, once those on their way have arrived.

        My latest, when it is one of those, is shown as taken back at once.
        """
        foresee = row is None and self._waits and not self.locked
        latest = self.workspace.foresee_undo() if foresee else None
        if latest is not None:
            self._shows()

        def begin() -> Pending:
            if latest is not None and latest.row is None:
                raise Problem("nothing of yours to undo")  # it was refused
            return self.workspace.begin_undo(row if latest is None else latest.row)

        self._when_quiet(lambda: self._begin(begin, settled))

    def redo(self, settled: Told) -> None:
        """Make my latest undone commit again, once those on their way have arrived."""
        self._when_quiet(lambda: self._begin(self.workspace.begin_redo, settled))

    def reopen(self, draft: Draft, settled: Told) -> None:
        """Try a draft again."""
        self._begin(lambda: self.workspace.begin_draft(draft), settled)

    def _begin(self, begin: Callable[[], Pending], settled: Told) -> None:
        try:
            if self.locked:
                raise Problem(self.locked)
            pending = begin()
        except Problem as problem:
            self.workspace.end_foreseeing()
            self._shows()
            settled(Settled(problem=problem))
        else:
            self.send(pending, settled)
            if pending.shows:
                self._shows()

    @property
    def _waits(self) -> bool:
        """Are edits on their way that will arrive?"""
        return bool(self.workspace.pending) and not self.workspace.failed()

    def _when_quiet(self, action: Callable[[], None]) -> None:
        if self._waits:
            self._afterwards.append(action)
        else:
            action()

    def once_at_rest(self, action: Callable[[], object]) -> None:
        """Do something once no commit is on its way, and none is being tried again."""
        loop = asyncio.get_running_loop()

        def rest() -> None:
            resting = loop.run_in_executor(self._worker, lambda: None)
            resting.add_done_callback(lambda _: action())

        self._when_quiet(rest)

    def send(self, pending: Pending, settled: Told | None = None) -> None:
        """Have a pending commit saved in the worker, after those before it."""
        if self.workspace.failed():
            self.retry()
        self._submit(pending, settled)

    def _submit(self, pending: Pending, settled: Told | None) -> None:
        """Hand a pending commit to the worker once the frame that shows it is drawn."""
        self._undrawn.append((pending, settled))
        if self._hurry:
            self._let_go()
        elif self._lets_go is None:
            self._lets_go = asyncio.get_running_loop().call_later(DRAW_SECONDS, self._let_go)
            self._once_drawn(self._let_go)

    def _let_go(self) -> None:
        """Hand the worker, in order, what has waited for a frame."""
        if self._lets_go is not None:
            self._lets_go.cancel()
            self._lets_go = None
        undrawn, self._undrawn = self._undrawn, []
        for pending, settled in undrawn:
            self._hand_over(pending, settled)

    def _hand_over(self, pending: Pending, settled: Told | None) -> None:
        future = asyncio.get_running_loop().run_in_executor(self._worker, self._commit, pending)
        future.add_done_callback(lambda done: self._answer(pending, done.result(), settled))

    def _commit(self, pending: Pending) -> Committed | Problem:
        """In the worker: behind one that could not be saved, the others wait for their turn."""
        if self._stuck is not None:
            return self._stuck
        outcome = self.workspace.commit(pending)
        if isinstance(outcome, SaveFailed):
            self._stuck = outcome
        return outcome

    def _answer(self, pending: Pending, outcome: Committed | Problem, settled: Told | None) -> None:
        answer = self.workspace.settle(pending, outcome)
        self._changed(answer)
        if settled is not None:
            settled(answer)
        if self.workspace.failed():
            self._retry_later()
        elif not self.workspace.pending:
            afterwards, self._afterwards = self._afterwards, []
            for action in afterwards:  # each in its turn: it makes those behind it wait again
                self._when_quiet(action)

    def _retry_later(self) -> None:
        if self._again is None:
            self._again = asyncio.get_running_loop().call_later(RETRY_AFTER, self.retry)

    def retry(self) -> None:
        """Try again, in order, what could not be saved."""
        if self._again is not None:
            self._again.cancel()
            self._again = None
        self._stuck = None
        for pending in self.workspace.failed():
            pending.failure = ""
            self._submit(pending, None)

    def rescue(self, seconds: float) -> Sequence[Draft]:
        """On the way out: wait a little for what is on its way; what was not saved is returned."""
        self._hurry = True
        self._let_go()
        waiter = threading.Thread(target=self._worker.shutdown, daemon=True)
        waiter.start()
        waiter.join(seconds)
        return self.workspace.unsaved()

    def close(self) -> None:
        """Stop the worker; what is on its way is finished first."""
        if self._again is not None:
            self._again.cancel()
        self._hurry = True
        self._let_go()
        self._worker.shutdown(wait=True)
