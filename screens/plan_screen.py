"""What all screens over a plan share: header, edit line, footer, and how a value is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from actionplan_tui.analysis.readiness.figures import Figures
from actionplan_tui.analysis.reviews import both_clocks
from actionplan_tui.edits.edit import Edit, title
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from screens.answering import Answers
from screens.cell_edit import CellEdit
from screens.keys import SCREENS
from screens.links import Link, links_of
from screens.messages import Do, PasteHere, PlanView, Say, ShowCard, TableShown
from screens.places import Left, Place
from screens.plain import draw_plainly
from screens.presenting import space_out
from screens.widgets.edit_line import Complete, EditLine, Move
from screens.widgets.footer import KeyFooter
from screens.widgets.header import HeaderPart, PlanHeader, Tab

TABS = tuple(Tab(name, key, title) for name, key, title in SCREENS)

Commit = Callable[[str, Move], None]
"""What is done with a committed value and the way the cursor goes next."""


LOW = 30
"""Lines of screen below which panels give way to the table."""


class PlanScreen(Answers, Screen[None]):
    """A screen over the plan. The app hands down a `PlanView`; edits go up as messages."""

    NAME = ""
    """What the app calls the screen: "goals", "actions"…"""

    AUTO_FOCUS = ""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus: it draws that itself, and the rest of the screen stays as it is."""

    EXPORTS: ClassVar[str] = ""
    """The format that the export dialog begins on here; nothing: the first of its list."""

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {}
    """What keys do on this screen, by their verbs' ids, where that differs from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._view: PlanView | None = None
        self._drawn = False
        self._commit: Commit | None = None
        self.asked_for = ""
        """What the edit line asks, or asked last."""
        self.asked_from = ""
        """The value that it started from."""
        self._typed: Callable[[str | None], None] | None = None
        self._pasted: Callable[[tuple[str, ...]], None] | None = None
        self.back_at = Left()
        """How this screen was left the last time."""

    def compose(self) -> ComposeResult:
        """Header, the screen's own body, edit line, footer."""
        yield PlanHeader(TABS, self.NAME)
        yield from self.body()
        yield EditLine()
        yield KeyFooter(self.FOOTER_LABELS)

    def body(self) -> Iterable[Widget]:
        """The screen's own widgets."""
        return ()

    @property
    def view(self) -> PlanView:
        """What the app handed down last."""
        assert self._view is not None
        return self._view

    @property
    def ready(self) -> bool:
        """Whether a plan has been handed down and the widgets are there to show it."""
        return self._view is not None and self.is_mounted

    @property
    def edit_line(self) -> EditLine:
        """The line where values are typed."""
        return self.query_one(EditLine)

    def show_view(self, view: PlanView) -> None:
        """Show the plan as it now is."""
        before = self._view
        # The plan itself first: to compare two plans is to compare their records.
        changed = before is None or before.plan is not view.plan or before[1:4] != view[1:4]
        self._view = view
        # News may come when the desk is being left and its widgets are half gone.
        if self.is_mounted and self.query(PlanHeader):
            self.show_header()
            if changed:
                self.plan_changed()

    def show_judged(self, view: PlanView) -> None:
        """Show what was found of the plan's readiness."""
        self._view = view
        if self.is_mounted and self.query(PlanHeader):
            self.show_header()

    def on_mount(self) -> None:
        """Show what was handed down before there was anything to show it with."""
        draw_plainly(self)
        if self._view is not None and self._view.presenting:
            space_out(self, True)
        if self._view is not None:
            self.show_header()
            self.plan_changed()
        self.begin()

    def _compositor_refresh(self) -> None:
        """Draw nothing while the app is being put together: it would be thrown away, and the
        first frame that is kept would wait for the next tick of the clock, and be drawn twice."""
        if self.app._batch_count:
            return
        super()._compositor_refresh()
        if not self._drawn and self.is_current:
            self._drawn = True
            self._repaint_required = False

    def begin(self) -> None:
        """Take the focus to where the screen begins. (Textual calls `on_mount` of every base by
        itself, so that screens have this instead.)"""

    def on_resize(self) -> None:
        """Make do with less furniture where the screen is low."""
        self.set_class(self.size.height < LOW, "-low")
        self.resized()

    def resized(self) -> None:
        """Lay out anew what depends on the screen's size."""

    def plan_changed(self) -> None:
        """Show `view.plan` on `view.today`; each screen its own way."""

    def show_header(self) -> None:
        """Say which plan this is, and how it stands."""
        view = self.view
        state, reason = view.saved
        if state == "not saved":
            saved = HeaderPart(f"NOT SAVED: {reason}", "NOT SAVED", 9, "bad")
        else:
            saved = HeaderPart(f"{state} {view.saved_at}".strip(), state, 5)
        parts = [HeaderPart(self.narrowed, self.narrowed_short, 8, "warn")]
        if view.presenting:
            parts.append(HeaderPart("PRESENTING", "", 10, "warn"))
        if view.unread:
            updates = f"{view.unread} update{'s' * (view.unread != 1)}: w"
            parts.insert(0, HeaderPart(updates, f"w {view.unread}", 6, "warn"))
        if view.review and not self.narrowed.startswith("review:"):
            parts.insert(0, HeaderPart("in a review: R", "review: R", 7, "warn"))
        # What is said of saving changes most often: left of the others, it moves none of them.
        parts.insert(0, saved)
        if state != "not saved":  # which needs the room for its reason
            review, short, overdue = both_clocks(view.plan, view.today)
            parts += [
                _readiness_part(view.readiness),
                HeaderPart(review, short, 4, "warn" if overdue else "", stays=True),
            ]
        name = view.plan.info.title or view.path.stem
        self.query_one(PlanHeader).show(name, f"v{view.plan.info.version}", parts)

    @property
    def narrowed(self) -> str:
        """What keeps some rows out of sight, for the header; nothing when all are shown."""
        return ""

    @property
    def narrowed_short(self) -> str:
        """The same in short, where there is a shorter form."""
        return ""

    # What the app asks of a screen

    def leave(self, place: Place) -> Place:
        """The place to be remembered for the next time, with where somebody is on this screen."""
        if not self.ready:
            return place
        screens = {**place.screens, self.NAME: self.left()}
        return structs.replace(place, screens=screens)

    def come_back(self, place: Place) -> None:
        """Go where somebody was, once there is something to show."""
        self.back_at = place.screens.get(self.NAME, Left())

    def left(self) -> Left:
        """Where somebody is on this screen."""
        return Left()

    def place(self) -> tuple[str, int]:
        """The table and id under the cursor; ("", 0) where there is none."""
        return ("", 0)

    def place_field(self) -> str:
        """The column under the cursor, where `reveal` takes one."""
        return ""

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a record under the cursor."""

    def edit_place(self, table: str, id: int, field: str) -> None:
        """Open a field for editing that has just been brought under the cursor; one without a
        cell of its own in the edit line."""
        from screens.cell_edits import field_edit  # loaded with the first edit

        found = field_edit(self.view.plan, table, id, field, self.view.today)
        if found is None:
            return
        # Away from its record a question needs the record's name, but for those of the plan.
        name = f"{title(self.view.plan, table, id)}: " if table != "plan" else ""
        edit = found._replace(prompt=f"{name}{found.prompt}")
        self.ask(edit, lambda text, move: self.commit_edit(edit, text, self.asked))

    def action_card(self) -> None:
        """Show what is under the cursor as the deck's six questions."""
        self.post_message(ShowCard(*self.place()))

    def come_back_to(self, table: str, id: int, field: str) -> None:
        """Bring the place back that was left by a jump; what is still there stays as it is."""
        if id and (self.place() != (table, id) or self.place_field() != field):
            self.reveal(table, id, field)

    def table_shown(self) -> TableShown:
        """The part of the Action Planning Table on screen, for an export; all of it elsewhere."""
        return TableShown()

    def links(self) -> Sequence[Link]:
        """What the place under the cursor is linked with."""
        table, id = self.place()
        return links_of(self.view.plan, table, id) if id else ()

    def paste(self, text: str, steps: tuple[int, ...], *, cut: bool) -> None:
        """Paste what the app's clipboard holds."""

    takes_tables: ClassVar[bool] = False
    """Does the screen take pasted rows of a spreadsheet?"""

    def offer_table(self, text: str) -> None:
        """Offer rows that were pasted."""

    def action_paste(self) -> None:
        """Ask for what was copied or cut."""
        self.post_message(PasteHere())

    def open_in_full(self, value: str) -> None:
        """Edit the value in the edit line in full, in a box of several lines."""
        from screens.dialogs.long_text import LongText

        commit = self._commit
        if commit is None:
            return

        def answered(text: str | None) -> None:
            if text is None:
                self.edit_line.refuse("")
            else:
                commit(text, "stay")

        self.app.push_screen(LongText(self.asked_for, value), answered)

    # What is asked of the app

    def do(
        self,
        edit: Edit,
        *,
        begun: Callable[[Problem | None], None] | None = None,
        settled: Callable[[Settled], None] | None = None,
        shown: Callable[[Problem | None], None] | None = None,
    ) -> None:
        """Ask for an edit; who is told when, see `Do`."""
        self.post_message(Do(edit, begun, settled, shown))

    def say(self, text: str, *, severe: bool = False) -> None:
        """Tell the user something in passing."""
        self.post_message(Say(text, severe))

    # The edit line

    def ask(
        self,
        edit: CellEdit,
        commit: Commit,
        *,
        typed: Callable[[str | None], None] | None = None,
        pasted: Callable[[tuple[str, ...]], None] | None = None,
    ) -> None:
        """Open a value in the edit line.

        Args:
            edit: What is asked, what stands there, and what a text means.
            commit: Told the value to keep; answers by `edit_line.refuse` or by `asked`.
            typed: Told each text as it is typed, and None when the line closes.
            pasted: Told the lines of a paste of several lines; without it they join in one.
        """
        self._commit, self._typed, self._pasted = commit, typed, pasted
        self.asked_for, self.asked_from = edit.prompt, edit.value
        self.edit_line.open(
            edit.prompt, edit.value, understand=edit.understand, complete=edit.complete
        )

    def ask_text(
        self,
        prompt: str,
        said: Callable[[str], str],
        commit: Commit,
        *,
        value: str = "",
        typed: Callable[[str | None], None] | None = None,
        pasted: Callable[[tuple[str, ...]], None] | None = None,
        complete: Complete | None = None,
    ) -> None:
        """Open a text that is not a field of a record: a filter, a title, a name.

        Args:
            prompt: What is asked.
            said: What a text is understood as. Raises Problem when it is not.
            commit: As for `ask`.
            value: The text to start from.
            typed: As for `ask`.
            pasted: As for `ask`.
            complete: Gives the texts that the typed one could become.
        """

        def nothing(text: str) -> Edit:
            raise Problem("this is not an edit")

        try:
            hint = said("")
        except Problem:  # nothing typed yet is no mistake
            hint = ""
        self.ask(
            CellEdit(prompt, value, said, nothing, complete=complete, hint=hint),
            commit,
            typed=typed,
            pasted=pasted,
        )

    def next_cell(self, open_next: Callable[[], None]) -> None:
        """Go on from a value that was taken to the next one, without leaving the line between:
        what is typed ahead stays in order.

        Args:
            open_next: Opens the next value with `ask`, if there is one.
        """
        self._told_typed(None)
        self._commit = self._typed = self._pasted = None
        open_next()
        if self._commit is None:
            self.asked()

    def asked(self) -> None:
        """Close the edit line: its value was taken."""
        self._told_typed(None)
        self._commit = self._typed = self._pasted = None
        self.edit_line.close()

    def commit_edit(self, edit: CellEdit, value: str, then: Callable[[], None]) -> None:
        """Make the edit that a text means, and go on once the plan shows it: the next cell may
        be about a record that this one adds.

        A text that is not understood, or an edit that is refused, keeps the line open.
        """
        try:
            made = edit.edit(value)
        except Problem as problem:
            self.edit_line.refuse(problem.message)
            return

        def shown(problem: Problem | None) -> None:
            if problem is not None:
                self.edit_line.refuse(problem.message)
            else:
                then()

        self.do(made, shown=shown)

    def _told_typed(self, text: str | None) -> None:
        if self._typed is not None:
            self._typed(text)

    @on(EditLine.Committed)
    def _edit_committed(self, event: EditLine.Committed) -> None:
        event.stop()
        if self._commit is not None:
            self._commit(event.value, event.move)

    @on(EditLine.Cancelled)
    def _edit_cancelled(self, event: EditLine.Cancelled) -> None:
        event.stop()
        self._told_typed(None)
        self._commit = self._typed = self._pasted = None

    @on(EditLine.Typed)
    def _edit_typed(self, event: EditLine.Typed) -> None:
        event.stop()
        self._told_typed(event.value)

    @on(EditLine.LongEditor)
    def _long_editor(self, event: EditLine.LongEditor) -> None:
        event.stop()
        self.open_in_full(event.value)

    @on(EditLine.Pasted)
    def _edit_pasted(self, event: EditLine.Pasted) -> None:
        event.stop()
        if self._pasted is not None:
            self._pasted(event.lines)
        elif any("\t" in line for line in event.lines) and self.takes_tables:
            self.asked()
            self.offer_table("\n".join(event.lines))
        else:
            self.edit_line.value = " ".join(line.strip() for line in event.lines)


def _readiness_part(found: Figures | None) -> HeaderPart:
    """What blocks and warns; nothing until it is worked out."""
    if found is None:
        return HeaderPart("")
    role = "warn" if found.blocks else "" if found.warns else "good"
    return HeaderPart(found.text, found.short, 3, role)
