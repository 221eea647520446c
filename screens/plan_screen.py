"""What all screens over a plan share: header, edit line, footer, and what the app asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from msgspec import structs
from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.widget import Widget

from actionplan_tui.analysis.readiness.figures import Figures
from actionplan_tui.analysis.reviews import both_clocks
from actionplan_tui.edits.edit import title
from screens.answering import Answers
from screens.asking import Asking
from screens.drawing import Drawing
from screens.keys import SCREENS
from screens.links import Link, links_of
from screens.messages import PasteHere, PlanView, ShowCard, TableShown
from screens.places import Left, Place
from screens.plain import draw_plainly
from screens.presenting import LOCKED, space_out
from screens.widgets.edit_line import EditLine
from screens.widgets.footer import KeyFooter
from screens.widgets.header import HeaderPart, PlanHeader, Tab

TABS = tuple(Tab(name, key, title) for name, key, title in SCREENS)

LOW = 30
"""Lines of screen below which panels give way to the table."""


class PlanScreen(Answers, Asking, Drawing):
    """A screen over the plan. The app hands down a `PlanView`; edits go up as messages."""

    NAME = ""
    """What the app calls the screen: "goals", "actions"…"""

    AUTO_FOCUS = ""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus: it draws that itself, and the rest of the screen stays as it is."""

    EXPORTS: ClassVar[str] = ""
    """The format that the export dialog begins on here; nothing: the first of its list."""

    def __init__(self) -> None:
        super().__init__()
        self._view: PlanView | None = None
        self._header = PlanHeader(TABS, self.NAME)
        self._clocks = ("", "", False)
        self.back_at = Left()
        """How this screen was left the last time."""

    def compose(self) -> ComposeResult:
        """Header, the screen's own body, edit line, footer."""
        yield self._header
        yield from self.body()
        yield EditLine()
        yield KeyFooter(self.offered)

    def body(self) -> Iterable[Widget]:
        """The screen's own widgets."""
        return ()

    @property
    def view(self) -> PlanView:
        """What the app handed down last."""
        assert self._view is not None
        return self._view

    @property
    def locked(self) -> str:
        """Why nothing may be changed now; nothing where it may."""
        return LOCKED if self._view is not None and self._view.presenting else ""

    @property
    def reading(self) -> bool:
        """Is what the edit line shows only there to be read? A filter is typed all the same."""
        return bool(self.locked) and self.of_plan

    @property
    def ready(self) -> bool:
        """Whether a plan has been handed down and the widgets are there to show it."""
        return self._view is not None and self.is_mounted

    def show_view(self, view: PlanView) -> None:
        """Show the plan as it now is."""
        before = self._view
        # The plan itself first: to compare two plans is to compare their records.
        changed = before is None or before.plan is not view.plan or before[1:4] != view[1:4]
        self._view = view
        if before is not None and before.presenting != view.presenting:
            self.refresh_bindings()
        if self._stands:
            self.show_header()
            if changed:
                self.plan_changed()

    def show_judged(self, view: PlanView) -> None:
        """Show what was found of the plan's readiness."""
        self._view = view
        if self._stands:
            self.show_header()

    @property
    def _stands(self) -> bool:
        """Is there a header to show news on? They may come when the desk is being left and its
        widgets are half gone."""
        return self.is_mounted and self._header.is_attached

    def on_mount(self) -> None:
        """Show what was handed down before there was anything to show it with."""
        draw_plainly(self)
        if self._view is not None and self._view.presenting:
            space_out(self, True)
        if self._view is not None:
            self.show_header()
            self.plan_changed()
        self.begin()

    def draw_at_once(self) -> None:
        """Draw what an edit changed with the keys that work now, in one frame."""
        self.query_one(KeyFooter).follow()
        super().draw_at_once()

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
            # What is added shows only once it is saved: that it is kept is told by how many wait.
            kept = f", {view.waiting} edits" if view.waiting > 1 else ""
            saved = HeaderPart(f"NOT SAVED{kept}: {reason}", f"NOT SAVED{kept}", 9, "bad")
        else:
            # As wide when all is saved as while it is being saved: nothing beside it moves.
            said = f"{state:>6} {view.saved_at}".rstrip()
            saved = HeaderPart(said, f"{state:>6}", 5)
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
        if state == "saved" or not self._clocks[0]:  # soon enough: no key waits for it
            self._clocks = both_clocks(view.plan, view.today)
        if state != "not saved":  # which needs the room for its reason
            review, short, overdue = self._clocks
            parts += [
                _readiness_part(view.readiness),
                HeaderPart(review, short, 4, "warn" if overdue else "", stays=True),
            ]
        name = view.plan.info.title or view.path.stem
        self._header.show(name, f"v{view.plan.info.version}", parts)

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

    def action_paste(self) -> None:
        """Ask for what was copied or cut."""
        self.post_message(PasteHere())


def _readiness_part(found: Figures | None) -> HeaderPart:
    """What blocks and warns; nothing until it is worked out."""
    if found is None:
        return HeaderPart("")
    role = "warn" if found.blocks else "" if found.warns else "good"
    return HeaderPart(found.text, found.short, 3, role)
