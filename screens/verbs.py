"""What the keys do that work on every screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from actionplan_tui.edits.protocol import Conflict
from actionplan_tui.edits.workspace import Draft, Settled
from actionplan_tui.model.plan import TABLES, ref
from screens.cell_edit import CellEdit
from screens.copying import Copying
from screens.front import MADE_BY
from screens.links import Link, Spot, no_link, spot_of
from screens.messages import ShowCard, TakeBack
from screens.presenting import LOCKED
from screens.trail import Trail
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid

if TYPE_CHECKING:
    from actionplan_tui.store.drafts import HalfTyped


class AppVerbs(Copying):
    """The actions of the app itself: capture, undo, palette, help, export, leaving."""

    half_typed: list[HalfTyped]
    """What earlier sessions were typing when they ended."""
    _typing_on: asyncio.Task[None] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.trail = Trail()

    def action_go(self, name: str) -> None:
        """Bring a screen to the front."""
        raise NotImplementedError

    def action_redraw(self) -> None:
        """Draw everything anew: something else may have written on the terminal."""
        forget = getattr(self._driver, "forget_screen", None)
        if forget is not None:
            forget()
        self.screen.refresh()

    def _locked(self) -> bool:
        """Whether the desk is being shown to a room, and so changes nothing; says so."""
        if self.presenting:
            self.tell(LOCKED)
        return self.presenting

    # Undo and redo

    def action_undo(self) -> None:
        """Take back my latest edit."""
        self.committer.undo(self._told)

    @on(TakeBack)
    def _take_back(self, message: TakeBack) -> None:
        message.stop()
        self.committer.undo(self._told, message.row)

    def action_redo(self) -> None:
        """Make again what was taken back."""
        self.committer.redo(self._told)

    def _told(self, settled: Settled) -> None:
        if settled.problem is not None and settled.row is None and not settled.label:
            self.tell(settled.problem.message.capitalize())

    def action_take_theirs(self) -> None:
        """Take the colleague's value where both of us changed a field."""
        conflicts = self.workspace.conflicts
        if self._locked():
            return
        if not conflicts:
            self.tell("No conflict to settle")
            return
        conflict: Conflict = conflicts[-1]
        pending = self.workspace.take_theirs(conflict)
        if pending is not None:
            self.committer.send(pending)

    # Drafts

    def offer_drafts(self) -> None:
        """Say that edits wait that could not be saved, and how to reopen them."""
        count, typed = len(self.workspace.drafts), len(self.half_typed)
        if count:
            what = "1 edit was" if count == 1 else f"{count} edits were"
            self.tell(f"{what} not saved: open drafts from the palette (:)", severe=True)
        elif typed:
            what = "A text was" if typed == 1 else f"{typed} texts were"
            self.tell(f"{what} left half typed: open drafts from the palette (:)", severe=True)

    def action_drafts(self) -> None:
        """Choose a draft to try again or to drop."""
        from screens.dialogs.choose import Choose, Option

        drafts, typed = list(self.workspace.drafts), list(self.half_typed)
        if self._locked():
            return
        if not (drafts or typed):
            self.tell("No drafts: everything is saved")
            return
        lines = [f"{draft.commit.label}: {draft.reason}" for draft in drafts]
        lines += [f"half typed: {half.text}" for half in typed]
        options = [Option(str(place), line) for place, line in enumerate(lines)]

        def answered(chosen: str | None) -> None:
            if chosen is None:
                return
            place = int(chosen)
            if place < len(drafts):
                self._reopen(drafts[place])
            else:
                self._type_on(typed[place - len(drafts)])

        self.push_screen(Choose("Try a draft again", options), answered)

    def _type_on(self, half: HalfTyped) -> None:
        """Put a half-typed text back where it was being typed, or else in the capture line."""
        self.half_typed.remove(half)
        if half.screen in MADE_BY and half.screen != getattr(self.front, "NAME", ""):
            self.action_go(half.screen)
        self._typing_on = asyncio.create_task(self._type_on_there(half))

    async def _type_on_there(self, half: HalfTyped) -> None:
        """Open the cell again that the text was for; the capture line when that is not found."""
        await self.settled()
        screen = self.front
        if screen is not None and self.workspace.plan.find(half.table, half.id) is not None:
            screen.reveal(half.table, half.id, half.field)
            await self.settled()
            if screen.place() == (half.table, half.id) and isinstance(self.focused, Grid):
                self.focused.action_activate()
                await self.settled()
        if screen is None or screen is not self.front:
            self.tell(f"Half typed: {half.text}", severe=True)
            return
        if not screen.edit_line.is_open or screen.asked_for != half.prompt:
            self.action_capture()
        screen.edit_line.value = " ".join(half.text.split())

    def _reopen(self, draft: Draft) -> None:
        self.committer.reopen(draft, self._told)

    # Capture

    def action_capture(self) -> None:
        """Write down a line: a step, an idea, a goal; Enter adds it and stays for the next."""
        # The grammar is loaded when it is first needed: it is not on the way to the first frame.
        from actionplan_tui.capture.line import Captured, understand_line
        from actionplan_tui.edits.captured import edit_of

        screen = self.front
        if screen is None or self._locked():
            return
        table, id = screen.place()
        under = id if table == "steps" and id > 0 else None
        goal = id if table == "goals" and id > 0 else None

        def read(text: str) -> Captured:
            return understand_line(
                self.workspace.plan, text, today=self.today, under=under, goal=goal
            )

        def said(text: str) -> str:
            captured = read(text)
            return " · ".join((captured.said, *captured.trouble))

        hint = "what @who due:when need:… risk:… tell:… every:… kpi:…"
        edit = CellEdit("Capture", "", said, lambda text: edit_of(read(text)), hint=hint)

        def commit(value: str, move: Move) -> None:
            if value.strip():
                screen.commit_edit(edit, value, lambda: screen.ask(edit, commit))
            else:
                screen.asked()

        screen.ask(edit, commit)

    def action_guide(self) -> None:
        """Ask what a first plan answers, one question after the other, over the table."""
        from screens.guide import Guide

        self.action_go("actions")
        screen = self.front
        if screen is not None:
            screen.call_after_refresh(Guide(screen).ask)

    # Dialogs over every screen

    def action_help(self) -> None:
        """Show the keys that work here; one chosen is run."""
        from screens.dialogs.help import HelpDialog

        self.push_screen(HelpDialog(self.screen), self._choosing("verb:"))

    def action_palette(self) -> None:
        """Find any verb, record or text by typing."""
        from screens.dialogs.palette import PaletteDialog

        self.push_screen(PaletteDialog(self.screen, self.plan_view().plan), self._choosing())

    def _choosing(self, prefix: str = "") -> Callable[[str | None], None]:
        """Does what is chosen: a verb where it was active, an action of the app, or a place."""
        active = {binding.binding.id: binding for binding in self.screen.active_bindings.values()}

        def chosen(found: str | None) -> None:
            if found is None:
                return
            kind, _, rest = (prefix + found).partition(":")
            if kind == "go":
                table, _, id = rest.partition(":")
                self.go_to(table, int(id))
            elif kind == "do":
                self.call_next(self.run_action, f"app.{rest}")
            elif rest in active:
                binding = active[rest]
                self.call_next(self.run_action, binding.binding.action, binding.node)

        return chosen

    def action_export(self) -> None:
        """Write the plan as a document, a table or a calendar."""
        from screens.dialogs.export import ExportDialog

        def answered(written: str | None) -> None:
            if written is not None:
                self.tell(written)

        from actionplan_tui.exchange.document import Shown
        from screens.plain_texts import texts_of

        screen = self.front
        dialog = ExportDialog(
            self.workspace.plan,
            self.today,
            self.path,
            first=screen.EXPORTS if screen is not None else "",
            shown=Shown(**screen.table_shown()._asdict()) if screen is not None else Shown(),
            history=self.workspace.history,
            texts=texts_of(screen, self.workspace.plan.info.title) if screen is not None else (),
        )
        self.push_screen(dialog, answered)

    def action_import(self) -> None:
        """Take in a table, the notes of a meeting or another plan, shown before it happens."""
        from actionplan_tui.exchange.taking_in import Source
        from screens.dialogs.import_file import ImportDialog

        screen = self.front
        if screen is None or self._locked():
            return

        def answered(source: Source | None) -> None:
            if source is not None:
                from screens.importing import offer_source

                offer_source(screen, source)

        self.push_screen(ImportDialog(self.path), answered)

    # Jumps, and back

    def go_to(self, table: str, id: int, field: str = "", *, edit: bool = False) -> None:
        """Show a record on the screen that it belongs to, open for editing if asked; `q` comes
        back."""
        spot = spot_of(self.workspace.plan, table, id, field)
        if spot is None:
            noun = TABLES[table].noun
            self.tell(f"{ref(table, id)}: this {noun} has no screen of its own yet")
            return
        if self.front is not None:
            self.trail.leave(self.front, spot.screen)
        self._show_spot(spot)
        screen = self.front
        if edit and screen is not None:
            # The screen has asked for the focus when it was revealed; the edit line comes after.
            later = partial(self.call_later, screen.edit_place, table, id, field)
            screen.call_after_refresh(later)

    def _show_spot(self, spot: Spot) -> None:
        self.action_go(spot.screen)
        screen = self.front
        # In the outline the steps under no goal have a heading, which is goal 0.
        if screen is not None and (spot.id or (spot.screen, spot.table) == ("actions", "goals")):
            screen.call_after_refresh(screen.reveal, spot.table, spot.id, spot.field)

    @on(ShowCard)
    def _show_card(self, message: ShowCard) -> None:
        message.stop()
        screen = self.front
        if screen is None:
            return
        spot = spot_of(self.workspace.plan, message.table, message.id) if message.id else None
        of = (spot.table, spot.id) if spot and spot.table in ("goals", "steps") else ("plan", 1)
        self.trail.leave(screen, "card")
        self._show_spot(Spot("card", *of))

    def action_follow(self) -> None:
        """Go to what is linked with the cell, or the field, under the cursor."""
        screen = self.front
        if screen is None or not screen.ready:
            return
        links = list(screen.links())
        if not links:
            self.tell(no_link(*screen.place()))
        elif len(links) == 1:
            self.go_to(links[0].table, links[0].id)
        else:
            self._choose_link(links)

    def _choose_link(self, links: list[Link]) -> None:
        from screens.dialogs.choose import Choose, Option

        options = [
            Option(str(place), link.text, ref(link.table, link.id))
            for place, link in enumerate(links)
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                link = links[int(chosen)]
                self.go_to(link.table, link.id)

        self.push_screen(Choose("Follow which link?", options, aside_width=5), answered)

    def go_back(self) -> bool:
        """Return to where the latest jump began; False when none led here."""
        screen = self.front
        left = self.trail.back(screen) if screen is not None else None
        if left is None:
            return False
        self.action_go(left.screen)
        if self.front is not None:
            self.front.call_after_refresh(self.front.come_back_to, left.table, left.id, left.field)
        return True

    # Leaving

    def action_leave(self) -> None:
        """Go back; at the top, ask once and leave."""
        from screens.dialogs.confirm import Confirm

        if self.go_back():
            return
        unsaved = self.workspace.state[0] == "not saved"
        question = "Leave with edits not saved? They are kept as drafts." if unsaved else "Leave?"

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit(0)

        self.push_screen(Confirm(question, "Quit"), answered)
