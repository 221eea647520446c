"""Readiness: how do you know you are done planning? Bars, ticks, and what mends each finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.readiness.figures import worked_out
from actionplan_tui.analysis.readiness.finding import Finding
from actionplan_tui.analysis.readiness.readiness import Readiness, readiness
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.analysis.touched import touched
from actionplan_tui.edits.readiness import AcceptFindings, SwitchRule
from actionplan_tui.edits.records import Remove
from screens.dialogs.choose import Choose, Option
from screens.keys import bindings
from screens.messages import Copied, GoTo, PlanView
from screens.plan_screen import PlanScreen
from screens.readiness_rows import COLUMNS, NARROW_COLUMNS, WIDE, ReadinessRows, Row, summary
from screens.widgets.edit_line import Move
from screens.widgets.grid import Grid
from screens.widgets.text_lines import TextLines

NOTHING_FOUND = """No finding fits the filter.

Esc  take the filter back
/    change it: words, blocks, warns, a rule such as C-LEAD"""

ALL_WELL = """Nothing is missing: complete, clear, current.

v    see the rules, and switch off what the plan does not want"""

MANY = 1000
"""Steps of a plan whose findings take longer to put into words anew than a frame."""

_REVIEWS = {"L-REV": "plan", "L-COM": "communication"}
"""What is reviewed to mend a finding of an overdue review."""

TINY = 18
"""Lines of screen below which a finding is not shown in full under the list."""


class ReadinessScreen(PlanScreen):
    """Enter goes to the cell that mends a finding; x accepts it for the owner, with a reason."""

    NAME = "readiness"
    CSS_PATH = "readiness.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("readiness")]
    FOOTER_LABELS: ClassVar[dict[str, str]] = {"grid.open": "mend it"}

    def __init__(self) -> None:
        super().__init__()
        self.sought = ""
        self._shown: ReadinessRows | None = None
        self._waits = False

    def body(self) -> Iterable[Widget]:
        """Bars and ticks, the findings, the one under the cursor in full."""
        yield TextLines(id="summary")
        yield Grid(COLUMNS, cursor_type="row", empty_text=ALL_WELL, id="findings")
        yield TextLines(id="detail")

    @property
    def grid(self) -> Grid:
        """The findings."""
        return self.query_one("#findings", Grid)

    @property
    def known(self) -> Readiness:
        """What the plan lacks today."""
        return readiness(self.view.plan, self.view.today)

    def begin(self) -> None:
        """Begin at the first finding."""
        self.grid.focus()

    def resized(self) -> None:
        """Name rule and heading, and the questions in full, where there is room."""
        wide = self.size.width >= WIDE
        self.set_class(wide, "-wide")
        self.set_class(self.size.height < TINY, "-tiny")
        self.grid.columns = COLUMNS if wide else NARROW_COLUMNS

    # What is shown

    def plan_changed(self) -> None:
        """Show what the plan lacks now; what was mended is gone."""
        self._waits = self._is_better_waited_for()
        if self._waits:
            return
        known, grid = self.known, self.grid
        ascii_only = grid.ascii
        self._shown = shown = ReadinessRows(self.view.plan, known, self._shown)
        grid.empty_text = NOTHING_FOUND if self.sought.strip() else ALL_WELL
        grid.show(
            shown.rows(self.sought),
            shown.cell,
            row_role=lambda row: "dim" if cast("Row", row)[0] != "finding" else "",
        )
        self.query_one("#summary", TextLines).show(
            lambda width: summary(known, width, ascii_only=ascii_only)
        )
        self._show_detail()

    def _is_better_waited_for(self) -> bool:
        """Whether thousands of findings are to be put into words anew: they are told once that is
        done behind the desk, within a second, and until then the list stays as it was."""
        plan, today, shown = self.view.plan, self.view.today, self._shown
        if shown is None or len(plan.steps) < MANY or worked_out(plan, today) is not None:
            return False
        change = touched(shown.plan, plan) if shown.today == today else None
        return change is None or change.any("places", "stakeholders.name")

    def show_judged(self, view: PlanView) -> None:
        """Show what was found of the plan's readiness, in the list too where that waits for it."""
        super().show_judged(view)
        if self._waits and self.ready:
            self.plan_changed()

    def _show_detail(self) -> None:
        shown, row, ascii_only = self._shown, self.row, self.grid.ascii
        if shown is not None:
            self.query_one("#detail", TextLines).show(
                lambda width: shown.detail(row, width, ascii_only=ascii_only)
            )

    @on(Grid.CursorMoved)
    def _cursor_moved(self, event: Grid.CursorMoved) -> None:
        event.stop()
        if self.ready:
            self._show_detail()

    # Where the cursor is

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return cast("Row | None", self.grid.cursor_key)

    @property
    def here(self) -> Finding | None:
        """The finding under the cursor."""
        return self._shown.finding(self.row) if self._shown is not None else None

    def place(self) -> tuple[str, int]:
        """The record that mends the finding under the cursor."""
        here = self.here
        return (here.table, here.id) if here is not None and here.id else ("", 0)

    def place_field(self) -> str:
        """The finding under the cursor, by its key."""
        return self.here.key if self.here is not None else ""

    def reveal(self, table: str, id: int, field: str = "") -> None:
        """Bring a finding back under the cursor, if it is still there."""
        self.grid.move_to(("finding", field))
        self.grid.focus()

    # Mending, accepting, switching off

    @on(Grid.Activated)
    def _activated(self, event: Grid.Activated) -> None:
        """Go to the cell that mends the finding, open for editing."""
        event.stop()
        here = self.here
        if here is not None and here.field == "corrective":
            self.app.call_later(self.app.run_action, "correct")  # asked for right here
        elif here is not None and here.code in _REVIEWS:
            self.app.call_later(self.app.run_action, f"review_of('{_REVIEWS[here.code]}')")
        elif here is not None:
            self.post_message(GoTo(here.table, here.id, here.field, edit=True))
        elif self.row is not None:
            self.action_view()

    def action_finish(self) -> None:
        """Accept the finding, or all marked, for the plan's owner; or take that back."""
        assert self._shown is not None
        accepted = self._shown.accepted(self.row)
        if accepted is not None:
            self.do(Remove("waivers", (accepted.waiver,)))
            self.say("No longer accepted: it counts again")
            return
        marked = [cast("Row", row) for row in self.grid.rows if row in self.grid.marks]
        if not marked and self.row is not None:
            marked = [self.row]
        rows = [row for row in marked if row[0] == "finding"]
        if not rows:
            self.say("Nothing here to accept")
            return
        plan, today = self.view.plan, self.view.today
        if plan.info.owner is None:
            self.say(
                "Only the plan's owner can accept a finding: name the owner first", severe=True
            )
            return

        def commit(text: str, move: Move) -> None:
            if not text.strip():
                self.edit_line.refuse("a reason is needed; Esc leaves it as it was")
                return
            self.grid.marks = frozenset()
            self.asked()
            self.do(AcceptFindings(tuple(key for _, key in rows), text, today))

        what = "it" if len(rows) == 1 else f"{len(rows)} findings"
        owner = name_of(plan, plan.info.owner)
        self.ask_text(f"Why does {owner} accept {what}?", lambda text: f"kept with {owner}'s name",
                      commit)  # fmt: skip

    def out_of_use(self, action: str) -> str:
        """Why a key does nothing now: switching rules off would change the plan."""
        return self.locked if self.locked and action == "view" else super().out_of_use(action)

    def action_view(self) -> None:
        """Choose a rule to switch off in this plan, or on again."""
        off = set(self.known.switched_off)
        here, row = self.here, self.row
        first = here.code if here is not None else row[1] if row is not None else ""
        codes = sorted(RULES, key=lambda code: (code != first, code not in off))
        options = [
            Option(code, f"{'OFF  ' if code in off else ''}{RULES[code].tests}", code)
            for code in codes
        ]

        def answered(code: str | None) -> None:
            if code is not None:
                self.do(SwitchRule(code, off=code not in off))
                word = "on again" if code in off else "off in this plan, for everybody"
                self.say(f"{code} is switched {word}: u takes it back")

        self.app.push_screen(
            Choose("Switch which rule off, or on again?", options, aside_width=9), answered
        )

    # Finding, copying

    @property
    def narrowed(self) -> str:
        """The filter in force."""
        text = " ".join(self.sought.split())
        return f"filter: {text}" if text else ""

    def _refilter(self, text: str) -> None:
        self.sought = text
        self.plan_changed()
        self.show_header()

    def action_filter(self) -> None:
        """Show only the findings that hold what is typed."""

        def said(text: str) -> str:
            return f"{len(self.grid.rows)} shown"

        self.ask_filter(said, self._refilter, value=self.sought)

    def action_back(self) -> None:
        """Go back one level: marks, filter."""
        if self.grid.marks:
            self.grid.marks = frozenset()
        elif self.sought:
            self._refilter("")

    def action_copy(self) -> None:
        """Copy the finding, or all marked, a line each."""
        assert self._shown is not None
        rows = [row for row in self.grid.rows if row in self.grid.marks] or [self.row]
        lines = [
            "\t".join(self._shown.cell(row, column.key).text for column in COLUMNS)
            for row in rows
            if row is not None
        ]
        if lines:
            self.post_message(Copied("\n".join(lines)))
