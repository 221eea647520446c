"""What the keys do that work on every screen."""

from __future__ import annotations

from pathlib import Path

from screens.cell_edit import CellEdit
from screens.undoing import Undoing
from screens.widgets.edit_line import Move


class AppVerbs(Undoing):
    """The actions of the app itself: capture, palette, help, export, import, leaving."""

    def action_redraw(self) -> None:
        """Draw everything anew: something else may have written on the terminal."""
        forget = getattr(self._driver, "forget_screen", None)
        if forget is not None:
            forget()
        self.screen.refresh()

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

    def begin_with(self, takes: Path | None) -> None:
        """Ask the questions of a first plan; before that, take in a file where there is one."""
        if takes is None or self.front is None:
            self.action_guide()
            return
        from screens.importing import begin_from

        begin_from(self.front, takes, self.action_guide)

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
        from screens.dialogs.help import HelpDialog, runs_in

        self.push_screen(HelpDialog(self.screen), runs_in(self.screen))

    def action_palette(self) -> None:
        """Find any verb, record or text by typing."""
        from screens.dialogs.help import runs_in
        from screens.dialogs.palette import PaletteDialog

        run = runs_in(self.screen)

        def chosen(found: str | None) -> None:
            kind, _, rest = (found or "").partition(":")
            if kind == "go":
                table, _, id = rest.partition(":")
                self.go_to(table, int(id))
            elif kind == "do":
                self.call_next(self.run_action, f"app.{rest}")
            elif kind == "verb":
                run(rest)

        self.push_screen(PaletteDialog(self.screen, self.plan_view().plan), chosen)

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
