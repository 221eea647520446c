"""The desk as a person at it sees and uses it: `async with desk(plan) as d: await d.press("a")`.

Everything waits for the thing itself: keys for all that they set off, saving for the store's
answer, colleagues for their edits to show. Nothing waits for time to pass.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from patience import PATIENCE
from rich.console import Console
from textual import events
from textual.driver import Driver
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from actionplan_tui.analysis.readiness.figures import figures_of, worked_out
from actionplan_tui.edits.protocol import Commit, Committed, Loaded, SaveFailed, Store
from actionplan_tui.edits.workspace import Draft, Workspace
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline
from actionplan_tui.store import create_store, open_store
from screens.app import Desk
from screens.widgets.edit_line import EditLine
from screens.widgets.footer import KeyFooter
from screens.widgets.grid import Grid
from screens.widgets.header import PlanHeader
from screens.widgets.panel import RecordPanel

__all__ = ["NOON", "DeskPage", "SetClock", "UnsteadyStore", "make_desk", "open_desk"]

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
"""Monday 23 November 2026, noon in UTC: what the clock says unless a test sets it."""

_SENT = {"enter": "\r", "tab": "\t", "space": " ", "escape": "\x1b", "backspace": "\x7f"}


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: dt.datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += dt.timedelta(**by)


class UnsteadyStore:
    """A store whose disk is full, or whose lock is held, for as long as a test wants."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.failure = ""
        self.tries = 0
        self.gate = threading.Event()
        self.gate.set()

    def load(self) -> Loaded:
        return self._store.load()

    def commit(self, commit: Commit) -> Committed:
        self.gate.wait(PATIENCE)
        self.tries += 1
        if self.failure:
            raise SaveFailed(self.failure)
        return self._store.commit(commit)

    def poll(self) -> Loaded | None:
        return self._store.poll()

    def is_live(self, session: str) -> bool:
        return self._store.is_live(session)


class DeskPage:
    """A person at an open desk."""

    def __init__(self, app: Desk, pilot: Pilot[int], clock: SetClock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

    # What the hands do

    async def press(self, *keys: str) -> None:
        """Press keys by their names, or by the characters that they type."""
        for key in keys:
            self._send(key)
            await self.quiet()

    async def type(self, text: str) -> None:
        """Type a text, as quickly as a person can."""
        for character in text:
            self._send(character)
        await self.quiet()

    async def enter(self, text: str) -> None:
        """Type a text and press Enter."""
        await self.type(text)
        await self.press("enter")

    async def paste(self, text: str) -> None:
        """Paste from the terminal's clipboard."""
        self.app.post_message(events.Paste(text))
        await self.quiet()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.quiet()

    async def leave(self) -> None:
        """Leave the desk and say yes to leaving."""
        await self.press("q", "q")
        await self.until(lambda: not self.app.is_running, "the desk to close")

    async def go(self, code: str, heading: str = "") -> None:
        """Bring a row under the cursor by `1.2`, `G1` or `Goals`, and a column by its heading."""
        grid = self.grid
        wanted = self.key_of(code)
        assert wanted in grid.rows, f"{code} is not in sight: {self.titles}"
        away = list(grid.rows).index(wanted) - grid.cursor_row
        await self._move("j" if away > 0 else "k", abs(away))
        if heading:
            titles = [column.title for column in grid.columns]
            assert heading in titles, f"no column {heading!r}: {titles}"
            columns = [column.key for column in grid.columns]
            away = titles.index(heading) - columns.index(grid.cursor_column)
            await self._move("l" if away > 0 else "h", abs(away))
        assert self.at == (code, heading or self.at[1])

    async def edit(self, code: str, heading: str, text: str) -> None:
        """Go to a cell, type what it is to hold, and press Enter."""
        await self.go(code, heading)
        await self.press("e")
        await self.enter(text)

    async def field(self, name: str, text: str | None = None) -> None:
        """Enter the record panel, go to a field, and type what it is to hold."""
        panel = self.app.screen.query_one(RecordPanel)
        if not panel.has_focus:
            await self.press("tab")
        await self.press("g")
        for _ in range(60):
            if panel.cursor_field == name:
                break
            await self.press("j")
        else:
            raise AssertionError(f"no field {name} in the panel")
        if text is not None:
            await self.press("enter")
            await self.enter(text)

    async def _move(self, key: str, times: int) -> None:
        for _ in range(times):
            self._send(key)
        await self.quiet()

    def _send(self, key: str) -> None:
        name, character = key, _SENT.get(key)
        if len(key) == 1:
            name, character = (key if key.isalnum() else _character_to_key(key)), key
        self.app.post_message(events.Key(name, character))

    # What the hands wait for

    async def quiet(self) -> None:
        """Wait until everything that keys have set off on the screen is done."""
        calm, before, busy = 0, -1, ""
        deadline = time.monotonic() + PATIENCE
        while calm < 2:
            assert time.monotonic() < deadline, f"the desk does not come to rest: {busy}"
            if not self.app.is_running:
                return
            await self.pilot._wait_for_screen(PATIENCE)
            self.app.screen._on_timer_update()  # the picture is laid out now, not a frame later
            await asyncio.sleep(0)
            pumps = self._pumps()
            busy = self._busy(pumps)
            calm = 0 if busy or len(pumps) != before else calm + 1
            before = len(pumps)

    def _busy(self, pumps: Sequence[MessagePump]) -> str:
        """What is still at work, or nothing."""
        if self.app.keys_wait:
            return "keys wait"
        queues = [f"{pump}: {pump.message_queue_size}" for pump in pumps if pump.message_queue_size]
        # Of screens behind a dialog the layout waits until they are in front again.
        front = self.app.screen.walk_children(Widget, with_self=True)
        layouts = [f"{widget}: to be laid out" for widget in front if widget._layout_required]
        return ", ".join(queues + layouts)

    def _pumps(self) -> Sequence[MessagePump]:
        found: list[MessagePump] = [self.app]
        for screen in self.app.screen_stack:
            found.extend(screen.walk_children(Widget, with_self=True))
        return found

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what or condition}\n{self.screen_text}")
            await asyncio.sleep(0.005)  # a turn for the threads that save and watch
            await self.quiet()
        await self.quiet()

    async def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.screen_text, repr(text))

    async def judged(self) -> None:
        """Wait until the readiness of what is shown is worked out behind the desk, and told."""

        def told() -> bool:
            found = worked_out(self.app.plan_view().plan, self.app.today)
            return found is not None and self.app.readiness == figures_of(found)

        await self.until(told, "the plan to be judged")

    async def saved_all(self) -> None:
        """Wait until all is saved."""
        await self.until(lambda: not self.workspace.pending, "all to be saved")

    # What the eyes see

    @property
    def workspace(self) -> Workspace:
        """The open plan."""
        return self.app.workspace

    @property
    def store(self) -> Any:
        """What stands between the desk and the file."""
        return self.app.workspace.store

    @property
    def plan(self) -> Plan:
        """The plan as it is shown."""
        return self.app.workspace.plan

    @property
    def lines(self) -> list[str]:
        """The whole screen, dialogs and toasts included, without the spaces at the ends."""
        width, height = self.app.size
        console = Console(width=width, height=height, file=io.StringIO(), record=True)
        update = self.app.screen._compositor.render_update(
            full=True, screen_stack=self.app._background_screens
        )
        console.print(update)
        return [line.rstrip() for line in console.export_text().split("\n")][:height]

    @property
    def screen_text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(self.lines)

    def _drawn(self, widget: Widget) -> str:
        region = widget.region
        return "\n".join(self.lines[region.y : region.bottom]).strip()

    @property
    def footer(self) -> str:
        """The bottom line."""
        return self._drawn(self.app.screen.query_one(KeyFooter)).strip("│ ")

    @property
    def header(self) -> str:
        """The top line."""
        return self.lines[0].strip()

    @property
    def saved(self) -> str:
        """What the header says of saving."""
        said = self._drawn(self.app.screen.query_one(PlanHeader)).splitlines()[0].split("   ")
        return next(part.strip() for part in said if part.strip().startswith(("sav", "NOT SAVED")))

    @property
    def line(self) -> EditLine:
        """The edit line."""
        return self.app.screen.query_one(EditLine)

    @property
    def asking(self) -> str:
        """What the edit line shows: its prompt or suggestions, the text, and what is understood."""
        return self._drawn(self.line) if self.line.is_open else ""

    @property
    def typed(self) -> str:
        """The text in the edit line, or in the field of a dialog."""
        if isinstance(self.app.focused, Input):
            return self.app.focused.value
        return self.line.value if self.line.is_open else ""

    @property
    def panel(self) -> str:
        """What the record panel shows."""
        return self._drawn(self.app.screen.query_one(RecordPanel))

    @property
    def said(self) -> str:
        """What the desk says in passing, now."""
        return "\n".join(str(notice.message) for notice in self.app._notifications)

    @property
    def dialog(self) -> str:
        """The title of the dialog in front, or nothing."""
        title = self.app.screen.query("#title")
        return " ".join(str(title.first().render()).split()) if title else ""

    # The table

    @property
    def grid(self) -> Grid:
        """The table of the screen or dialog in front."""
        return self.app.screen.query_one(Grid)

    @property
    def titles(self) -> list[str]:
        """The first column of every row, without its indent."""
        return [self._text(key, self.grid.columns[0].key).strip() for key in self.grid.rows]

    @property
    def codes(self) -> list[str]:
        """The code of every row: `G1`, `1`, `1.1`."""
        return [self.code_of(key) for key in self.grid.rows]

    def code_of(self, key: Any) -> str:
        """What people call a row."""
        if isinstance(key, Path):
            return key.name
        if not isinstance(key, tuple):
            return str(key)
        table, id = key
        if table == "steps":
            return outline(self.plan).code.get(id, f"S{id}")
        if table == "strategy":
            return f"strategy of G{id}"
        if table in ("finding", "accepted", "off"):
            return str(id)
        letter = {"goals": "G", "framework": "F"}.get(table, "")
        return f"{letter}{id}" if id else {"goals": "No goal"}.get(table, table)

    def key_of(self, code: str) -> Any:
        """The row that people call so."""
        return next((key for key in self.grid.rows if self.code_of(key) == code), None)

    def step(self, code: str) -> Any:
        """The record of a step by its code."""
        ids = {code: id for id, code in outline(self.plan).code.items()}
        return self.plan.steps[ids[code]]

    def _text(self, key: Any, column: str) -> str:
        shown = self.grid._cell(key, column)
        return shown if isinstance(shown, str) else shown.text

    def cell(self, code: str, heading: str) -> str:
        """What a cell says in full, however little of it fits in its column."""
        key = self.key_of(code)
        assert key is not None, f"{code} is not in sight: {self.titles}"
        column = next(each.key for each in self.grid.columns if each.title == heading)
        return self._text(key, column).strip()

    def row(self, code: str) -> str:
        """A row as it is drawn."""
        grid = self.grid
        place = list(grid.rows).index(self.key_of(code)) - grid.scroll_offset.y + 2
        assert 2 <= place < grid.size.height, f"{code} is scrolled out of sight"
        return self.lines[grid.region.y + place]

    @property
    def at(self) -> tuple[str, str]:
        """Where the cursor is: the row's code and the column's heading."""
        grid = self.grid
        title = next(each.title for each in grid.columns if each.key == grid.cursor_column)
        return (self.code_of(grid.cursor_key) if grid.cursor_key is not None else "", title)

    @property
    def marked(self) -> set[str]:
        """The codes of the marked rows."""
        return {self.code_of(key) for key in self.grid.marks}

    # The file

    @property
    def file(self) -> dict[str, Any]:
        """The plan file as plain JSON."""
        tree: dict[str, Any] = json.loads(self.app.path.read_text("utf-8"))
        return tree

    @property
    def labels(self) -> list[str]:
        """What the history says was done, oldest first."""
        return [row.label for row in self.workspace.history]


_sessions = iter(range(1, 1_000_000))


def make_desk(
    plan: Plan | Path,
    *,
    folder: Path,
    by: str = "ioane",
    me: str = "",
    first: str = "",
    name: str = "plan.json",
    clock: SetClock | None = None,
    ascii_only: bool = False,
    wrap: Callable[[Store], Store] = lambda store: store,
    drafts: Sequence[Draft] = (),
    keep_drafts: Callable[[str, list[Draft]], Path] | None = None,
    takes: Path | None = None,
) -> Desk:
    """A desk on a plan, not yet drawn.

    Args:
        plan: The plan, or the file of one that is there already.
        folder: Where its file goes.
        by: The login.
        me: The stakeholder it stands for.
        first: The screen to begin on.
        name: The name of the file.
        clock: The clock; one that stands at `NOON` unless given.
        ascii_only: Draw with ASCII alone?
        wrap: Puts something between the desk and its store.
        drafts: What an earlier session could not save.
        keep_drafts: Keeps what could not be saved.
        takes: The file that the plan begins from.
    """
    clock = clock or SetClock()
    if isinstance(plan, Path):
        path = plan
    else:
        path = folder / name
        create_store(path, plan, now=clock, by=by)
    store = wrap(open_store(path, now=clock))
    workspace = Workspace(store, by=by, session=f"another-host:{by}:{next(_sessions)}")
    workspace.drafts.extend(drafts)
    app = Desk(
        workspace,
        path,
        now=clock,
        me=me,
        takes=takes,
        first=first,
        keep_drafts=keep_drafts,
        ascii_only=ascii_only,
    )
    notify = app.notify

    def lasting(text: str, **how: Any) -> None:
        notify(text, **{**how, "timeout": 600})

    app.notify = lasting  # type: ignore[method-assign]  # it can be read, however busy
    return app


@asynccontextmanager
async def open_desk(
    plan: Plan | Path,
    *,
    size: tuple[int, int] = (80, 24),
    clock: SetClock | None = None,
    driver: type[Driver] | None = None,
    **more: Any,
) -> AsyncIterator[DeskPage]:
    """Sit down at a desk on a terminal of that size; `more` is what `make_desk` takes.

    With a driver the desk is drawn through it; without one it is drawn nowhere.
    """
    clock = clock or SetClock()
    app = make_desk(plan, clock=clock, **more)
    app.driver_class = driver or app.driver_class
    async with app.run_test(headless=driver is None, size=size, notifications=True) as pilot:
        page = DeskPage(app, pilot, clock)
        await page.quiet()
        try:
            yield page
        except AssertionError as error:
            error.add_note(page.screen_text)
            raise
