"""The one path of a change: screens ask, the app alone edits, and hands the plan down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from textual import on

from actionplan_tui.analysis.readiness.figures import Figures
from actionplan_tui.edits.protocol import Loaded
from actionplan_tui.edits.workspace import Settled, Workspace
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.zone import plan_zone
from screens.committer import Committer
from screens.judge import Judge
from screens.messages import Do, PlanView, Say, Seen
from screens.notices import news_notice, settled_notice
from screens.plan_screen import PlanScreen
from screens.type_ahead import TypeAhead

NOTHING_NEW = "Nothing new: it stands so already"
_UNCHANGED = Settled()
"""What becomes of an edit that changes nothing."""


class OnePath(TypeAhead):
    """The part of the app through which every change goes, mine and colleagues'."""

    workspace: Workspace
    judge: Judge
    readiness: Figures | None = None
    """What was found last of the plan's readiness."""
    committer: Committer
    path: Path
    today: dt.date
    saved_at: str = ""
    """The time of the last save, HH:MM."""
    _failure = ""
    now: Callable[[], dt.datetime]
    """Gives the present moment, in UTC."""

    presenting = False
    """Is the desk locked, to be shown to a room?"""

    def plan_view(self) -> PlanView:
        """What to show now."""
        raise NotImplementedError

    def show_plan(self) -> None:
        """Hand the plan down to the screen in front; others get it when they come to the front."""
        view = self.plan_view()
        for screen in self.screen_stack:
            if isinstance(screen, PlanScreen):
                screen.show_view(view)
        self.judge.look(view.plan, self.today)  # shown to a room, what the room may know counts

    def judged(self, found: Figures) -> None:
        """Show what was found of the plan's readiness."""
        self.readiness = found
        for screen in self.screen_stack:
            if isinstance(screen, PlanScreen):
                screen.show_judged(self.plan_view())

    # The one path of a change

    def asks_first(self, message: Do) -> bool:
        """Ask before an edit that moves more than it says; whether it was asked."""
        return False

    @on(Do)
    def _do(self, message: Do) -> None:
        message.stop()
        if not message.decided and self.asks_first(message):
            return
        waits = False

        def settled(answer: Settled) -> None:
            if answer == _UNCHANGED and not message.untouched:
                self.tell(NOTHING_NEW)
            if message.settled is not None:
                message.settled(answer)
            if waits and message.shown is not None:
                message.shown(answer.problem)

        try:
            waits = not self.committer.do(message.edit, settled)
        except Problem as problem:
            told = message.begun or message.shown
            if told is not None:
                told(problem)
            else:
                self.tell(problem.message, severe=True)
            if message.settled is not None:
                message.settled(Settled(problem=problem))
            return
        self.show_plan()
        if message.begun is not None:
            message.begun(None)
        if message.shown is not None and not waits:
            message.shown(None)
        if not waits and isinstance(self.screen, PlanScreen):
            self.screen.draw_at_once()

    def _answered(self, settled: Settled) -> None:
        if settled.row is not None:
            at = self.now().astimezone(plan_zone(self.workspace.plan))
            self.saved_at = at.strftime("%H:%M")
        self.show_plan()
        notice = settled_notice(self.workspace.plan, settled)
        if self.presenting and notice:  # it may quote what the room is not to read
            notice = "Not saved, kept here: V unlocks" if settled.problem is not None else ""
        before, self._failure = self._failure, self.workspace.state[1]
        if notice and not (self._failure and self._failure == before):  # once, not at every try
            self.tell(notice, severe=settled.problem is not None or bool(settled.conflicts))

    @on(Seen)
    def _seen(self, message: Seen) -> None:
        message.stop()
        if message.today is not None:
            self.today = message.today
        if message.problem is not None:
            self.tell(message.problem.message, severe=True)
        if message.loaded is not None:
            self._take(message.loaded)
        self.show_plan()

    def _take(self, loaded: Loaded) -> None:
        news = self.workspace.take(loaded)
        told = "" if self.presenting else news_notice(self.workspace.plan, news)
        text = loaded.warning or told
        if text:
            self.tell(text, severe=bool(loaded.warning))

    @on(Say)
    def _say(self, message: Say) -> None:
        message.stop()
        self.tell(message.text, severe=message.severe)

    def tell(self, text: str, *, severe: bool = False) -> None:
        """Tell the user something in passing; the text is data, never markup."""
        # The newest word counts; a pile would hide the table. Later, as a notice is shown later.
        self.call_later(self.clear_notifications)
        self.notify(
            text,
            severity="warning" if severe else "information",
            markup=False,
            timeout=8 if severe else 4,
        )
