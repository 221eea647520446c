"""The desk: one app over one open plan. It alone changes the plan, and hands it down."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual import events, on
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.driver import Driver

from actionplan_tui.capture.names import find_name
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.model.plan import Plan
from screens import beforehand
from screens.clean_end import status_of
from screens.committer import Committer
from screens.endings import Endings, KeepDrafts
from screens.front import MADE_BY, make_screen
from screens.judge import Judge
from screens.kept_css import KeptCss
from screens.keys import bindings
from screens.messages import GoTo, OpenPlan, PlanView
from screens.places import load_place, save_place
from screens.plan_screen import PlanScreen
from screens.presenting import LOCKED, public_history, public_plan, space_out
from screens.settings import Settings, Wanted, dress, settings_of
from screens.sweeping import Sweeper
from screens.terminal.choice import driver_class
from screens.watching import Watcher

if TYPE_CHECKING:
    from actionplan_tui.store.drafts import HalfTyped


History = Sequence[HistoryRow]


class Desk(Endings):
    """The planning desk over an open plan."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    ENABLE_COMMAND_PALETTE = False  # the palette is `action_palette`, with the plan's own finds
    CSS_PATH = "app.tcss"
    TITLE = "actionplan"

    def __init__(
        self,
        workspace: Workspace,
        path: Path,
        *,
        now: Callable[[], dt.datetime],
        me: str = "",
        first: str = "",
        keep_drafts: KeepDrafts | None = None,
        half_typed: Sequence[HalfTyped] = (),
        ascii_only: bool = False,
        wanted: Wanted | None = None,
        guided: bool = False,
        takes: Path | None = None,
    ) -> None:
        """Serve a plan.

        Args:
            workspace: The open plan.
            path: Its file.
            now: Gives the present moment, in UTC.
            me: The name of the stakeholder this login stands for.
            first: The screen to begin on; nothing: the table, or the goals when it is empty.
            keep_drafts: Keeps what could not be saved, by plan id, when the session must end.
            half_typed: What earlier sessions were typing when they ended.
            ascii_only: Draw with ASCII alone?
            wanted: The person's settings; None: the usual ones, whatever the terminal.
            guided: Begin with the deck's questions?
            takes: The file to take in before them.

        Raises: Problem naming the line, when a setting cannot be.
        """
        settings = Settings(ascii_only) if wanted is None else settings_of(wanted, ascii_only)
        self._place = load_place(path)
        begin = first or self._place.screen
        if begin not in MADE_BY:
            begin = "actions" if workspace.plan.steps else "goals"
        # The first screen laid out and drawn is the one wanted: no blank one before it.
        self.DEFAULT_MODE = begin  # type: ignore[misc]
        super().__init__()
        self.stylesheet = KeptCss(variables=self.get_css_variables())
        for name in MADE_BY:
            self.add_mode(name, partial(self._made, name))
        self.workspace = workspace
        self.path = path
        self.settings = settings
        self.obeys_layouts = settings.layouts
        self.ascii_only = settings.ascii_only
        if wanted is not None:
            dress(self, settings)
        self.now = now
        self._me = me
        self._guided, self._takes = guided, takes
        self._keep_drafts = keep_drafts
        self.opens_next: Path | None = None
        self.half_typed = list(half_typed)
        self.today = self.day()
        self.committer = Committer(
            workspace, self._answered, once_drawn=self.call_after_refresh, shows=self.show_plan
        )
        self._watcher = Watcher(workspace, path, self.day, self.post_message)
        self._desk_screens: dict[str, PlanScreen] = {}
        self.judge = Judge(self.judged, in_words=lambda: "readiness" in self._desk_screens)
        self._sweeper = Sweeper(prepare=lambda: self.workspace.plan.prepare())
        self._shown_to_all: tuple[Plan, History, Plan, History] | None = None

    def get_driver_class(self) -> type[Driver]:
        """The driver for this terminal."""
        return driver_class()

    # Which day and which screen

    def day(self) -> dt.date:
        """The date now, in the plan's time zone; in UTC when the system does not know the zone."""
        moment, name = self.now(), self.workspace.plan.info.time_zone
        if name == "UTC":
            return moment.date()
        from zoneinfo import ZoneInfo  # slow to load, and many plans are kept in UTC

        try:
            return moment.astimezone(ZoneInfo(name)).date()
        except (OSError, ValueError, KeyError):  # a zone not found is a KeyError
            return moment.date()

    def on_mount(self) -> None:
        """Begin to watch the plan, and heed the end of the line."""
        self.set_class(self.ascii_only, "-ascii")
        if self.settings.keymap:
            self.set_keymap(dict(self.settings.keymap))
        self._watcher.start()
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        self.heed_endings()
        self.offer_drafts()
        self.resume_review()

    def on_ready(self) -> None:
        """Look for garbage again from the first frame on, but not among what is there to stay."""
        if not gc.isenabled():
            self._sweeper.begin()
        self.judge.look(self.workspace.plan, self.today)
        if self._guided or self._takes is not None:
            self.begin_with(self._takes)
        if not self.is_headless:
            beforehand.begin(self.set_timer)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave, remembering the place."""
        if not self._ending:
            self.take_up_made()
        with suppress(NoMatches):  # a screen that is half made or half gone has no place
            self.keep_place()
        super().exit(*args, **kwargs)

    async def on_event(self, event: events.Event) -> None:
        """Let keys still on their way when the desk is left go nowhere."""
        if isinstance(event, events.InputEvent):
            self.judge.key_came()
            self._sweeper.stir()
        if self._screen_stack or not isinstance(event, events.InputEvent):
            await super().on_event(event)

    def on_unmount(self) -> None:
        """Finish what is on its way."""
        self._watcher.stop()
        self.judge.stop()
        self._sweeper.stop()
        self.committer.close()

    def keep_place(self) -> None:
        """Remember where somebody is, for the next time this plan is opened."""
        front = next((s for s in self.screen_stack if isinstance(s, PlanScreen)), None)
        place = self._place
        for screen in self._desk_screens.values():
            place = screen.leave(place)
        name = front.NAME if front is not None and front.NAME != "review" else ""
        save_place(self.path, msgspec.structs.replace(place, screen=name))

    def _made(self, name: str) -> PlanScreen:
        """A screen that comes to the front for the first time; it is kept from then on."""
        screen = self._desk_screens[name] = make_screen(name)
        # Its widgets get their styles when they are made: no others need theirs anew.
        screen._css_update_count = self._css_update_count
        screen.come_back(self._place)
        screen.show_view(self.plan_view())
        return screen

    def action_go(self, name: str) -> None:
        """Bring a screen to the front; when the desk is being left, none any more."""
        if not self.is_running:
            return
        if name != self.current_mode and isinstance(self.screen, PlanScreen):
            known = self._desk_screens.get(name)
            if known is not None:
                known.show_view(self.plan_view())
            self.switch_mode(name)

    def plan_view(self) -> PlanView:
        """What to show now."""
        plan = self.workspace.plan
        me = find_name(plan, self._me) if self._me else None
        workspace, history = self.workspace, self.workspace.history
        if self.presenting:
            plan, history = self._public(plan, history)
        return PlanView(
            plan, self.today, self.path, me, workspace.state, self.saved_at, history,
            self.readiness, self.presenting,
            workspace.reviewing,
            self.unread,
            len(workspace.pending),
        )  # fmt: skip

    def _public(self, plan: Plan, history: History) -> tuple[Plan, History]:
        """Plan and history without what is private, the same for the same ones."""
        known = self._shown_to_all
        if known is None or known[0] is not plan or known[1] is not history:
            shown = public_plan(plan) if known is None or known[0] is not plan else known[2]
            known = self._shown_to_all = (plan, history, shown, public_history(history, plan))
        return known[2:]

    def action_present(self) -> None:
        """Lock the desk to show it to a room, or unlock it."""
        self.presenting = not self.presenting
        self.committer.locked = LOCKED if self.presenting else ""
        self.set_class(self.presenting, "-presenting")
        for screen in self._desk_screens.values():
            if screen.is_mounted:
                space_out(screen, self.presenting)
        self.clear_notifications()
        self.show_plan()
        self.tell(LOCKED if self.presenting else "Unlocked: edits are taken again")

    @on(OpenPlan)
    def _open_plan(self, message: OpenPlan) -> None:
        message.stop()
        self.opens_next = message.path
        self.exit(0)

    @on(GoTo)
    def _go_to(self, message: GoTo) -> None:
        message.stop()
        self.go_to(message.table, message.id, message.field, edit=message.edit)


def run(app: Desk) -> tuple[int, Path | None]:
    """Run the desk until it is left.

    Returns: the exit status, and the plan to open next when another was chosen.

    Raises: the mistake of the program that ended it, once the terminal is given back.
    """
    if os.environ.get("SSH_CONNECTION"):  # every moving pixel costs a packet there
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    sys.setswitchinterval(0.001)  # a key waits less for what is worked out behind the desk
    app.run(mouse=app.settings.mouse)
    return status_of(app), app.opens_next
