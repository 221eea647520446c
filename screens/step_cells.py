"""What the cells of the Action Planning Table show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from actionplan_tui.analysis.people import goal_owner_of, name_of
from actionplan_tui.analysis.progress import is_done, slip
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import State, states
from actionplan_tui.capture.days import short_date
from actionplan_tui.capture.items import show_items
from actionplan_tui.model.fields import DECK_COLUMNS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline
from screens.outline_rows import Row
from screens.widgets.grid_paint import Cell, Column

_WIDTHS = {
    "title": 34,
    "state": 15,
    "lead": 14,
    "due": 13,
    "available": 22,
    "needed": 22,
    "barriers": 28,
    "communications": 32,
    "kpis": 28,
    "percent": 7,
}

_SPOKEN_OF = ("stakeholders", "resources", "barriers", "communications", "kpis")
"""Tables that the cells over tables of their own speak of, beside the step itself."""

STATE_ROLES = {
    "done": "good",
    "on track": "good",
    "OFF TRACK": "bad",
    "LATE": "bad",
    "AT RISK": "warn",
    "on hold": "warn",
    "cancelled": "dim",
    "not started": "dim",
}
"""The role that a state is drawn in; its word says it first."""


def columns(hidden: Collection[str] = (), outline_width: int = 34) -> tuple[Column, ...]:
    """The table's columns: the outline, the state, the deck's columns in its order, percent."""
    deck = {
        column.key: Column(
            column.key,
            column.heading if len(column.heading) <= _WIDTHS[column.key] else column.short,
            _WIDTHS[column.key],
            prompt=column.prompt,
        )
        for column in DECK_COLUMNS
    }
    title = Column(
        "title", deck["title"].title, outline_width, prompt=deck["title"].prompt, flexible=True
    )
    state = Column("state", "State", _WIDTHS["state"], prompt="done, open, on hold or cancelled?")
    percent = Column("percent", "Percent", 7, prompt="How much is done, 0 to 100?", align="right")
    rest = [deck[column.key] for column in DECK_COLUMNS if column.key != "title"]
    return (title, *(c for c in (state, *rest, percent) if c.key not in hidden))


class Marks(NamedTuple):
    """The outline's own signs."""

    open: str = "▾"
    folded: str = "▸"
    milestone: str = "◆"


ASCII_MARKS = Marks("v", ">", "*")


class StepCells:
    """The cells of one plan on one day, each made when it comes into sight."""

    def __init__(
        self,
        plan: Plan,
        today: dt.date,
        *,
        folded: Collection[Row] = (),
        flat: bool = False,
        marks: Marks | None = None,
        before: StepCells | None = None,
    ) -> None:
        """Show a plan.

        Args:
            plan: The plan.
            today: The day that "late" is counted from.
            folded: Rows whose inside is hidden.
            flat: Without indent, as in a sorted list?
            marks: The signs to draw with.
            before: The cells shown until now: what hangs from a step that it and its tables
                have in common is not put into words again.
        """
        self.plan = plan
        self.today = today
        self.folded = folded
        self.flat = flat
        self.marks = marks or Marks()
        self._tree = outline(plan)
        self._said: dict[tuple[int, str], Cell] = {}
        self._before = before if before is not None and before._speaks_as(plan) else None
        if before is not None:
            before._before = None  # no chain of plans gone by

    def cell(self, row: object, column: str) -> Cell:
        """What one cell shows."""
        assert isinstance(row, tuple)
        table, id = row
        if table == "goals":
            return self._goal_cell(id, column)
        if table == "strategy":
            return self._strategy_cell(id, column)
        step = self.plan.steps.get(id)
        if step is None:
            return Cell("")
        if column == "title":
            return self._title(step)
        if column == "state":
            return self._state(step)
        if column == "percent":
            percent = rollup(self.plan).percent(id)
            return Cell("" if percent is None else f"{percent} %")
        if column == "due":
            return self._due(step)
        if column == "lead":
            more = f" +{len(step.support)}" if step.support else ""
            return Cell(name_of(self.plan, step.lead) + more)
        return self._items(step, column)

    def _title(self, step: Step) -> Cell:
        tree = self._tree
        depth = 0 if self.flat else tree.depth.get(step.id, 0)
        below = step.id in tree.children
        fold = " "
        if below and not self.flat:
            folded = ("steps", step.id) in self.folded
            fold = self.marks.folded if folded else self.marks.open
        code = tree.code.get(step.id, "")
        text = f"{'  ' * depth}{fold} {code} {step.title}" if step.title else ""
        if step.kind == "milestone":
            text += f" {self.marks.milestone}"
        if not step.title:
            return Cell(f"{'  ' * depth}{fold} {code} What needs to be done?", "dim")
        # An outline stands at its indent in every script.
        return Cell(text, "dim" if step.cancelled else "", align="left")

    def _state(self, step: Step) -> Cell:
        state = states(self.plan, self.today).of(step.id)
        if step.id in self._tree.children:
            percent = rollup(self.plan).percent(step.id)
            return Cell(*summary(percent, state))
        return Cell(state.text, STATE_ROLES.get(state.kind, ""))

    def _due(self, step: Step) -> Cell:
        if step.due is None:
            return Cell("")
        late = states(self.plan, self.today).of(step.id).kind in ("LATE", "OFF TRACK")
        leaf = step.id not in self._tree.children
        role = "bad" if late and leaf and step.due < self.today else ""
        if step.forecast is None or is_done(step):
            return Cell(short_date(step.due), role)
        slipped = slip(self.plan, step)
        day = short_date(step.due, step.due)  # the slip needs the room of the century
        return Cell(f"{day} {step.due.year % 100:02} {slipped:+d}", role or "warn" * (slipped > 0))

    def _items(self, step: Step, column: str) -> Cell:
        cell = self._said.get((step.id, column)) or self._as_before(step, column)
        self._said[step.id, column] = cell = cell or self._say(step, column)
        return cell

    def _speaks_as(self, plan: Plan) -> bool:
        """Whether another plan says the same of a step that is the same."""
        return plan.info is self.plan.info and all(
            plan.table(table) is self.plan.table(table) for table in _SPOKEN_OF
        )

    def _as_before(self, step: Step, column: str) -> Cell | None:
        """What was said of a step that is still the same."""
        before = self._before
        if before is None or before.plan.steps.get(step.id) is not step:
            return None
        return before._said.get((step.id, column))

    def _say(self, step: Step, column: str) -> Cell:
        text = show_items(self.plan, step.id, column)
        if not text and column in step.none_identified:
            return Cell("none", "dim")
        return Cell(text)

    def _goal_cell(self, id: int, column: str) -> Cell:
        goal = self.plan.goals.get(id)
        if column == "title":
            head: Row = ("goals", id)
            fold = self.marks.folded if head in self.folded else self.marks.open
            if goal is None:
                return Cell(f"{fold} No goal")
            return Cell(f"{fold} G{id} {goal.statement or 'What change do you want?'}")
        if goal is None:
            return Cell("")
        if column == "state":
            percent = rollup(self.plan).goal_percent(id)
            return Cell(*summary(percent, states(self.plan, self.today).goal(id)))
        if column == "lead":
            owner, _ = goal_owner_of(self.plan, id)
            return Cell(name_of(self.plan, owner))
        if column == "due" and goal.target_date is not None:
            return Cell(short_date(goal.target_date))
        return Cell("")

    def _strategy_cell(self, id: int, column: str) -> Cell:
        """The strategy by which a goal is to be reached heads its steps."""
        goal = self.plan.goals.get(id)
        if column == "title":
            return Cell("  by the strategy", "dim")
        return Cell(goal.strategy if goal is not None else "", over=True)


def summary(percent: int | None, state: State) -> tuple[str, str]:
    """A deliverable's or goal's state: the percent of its work, and the worst below it."""
    if percent is None:
        return ("", "")
    if percent == 100:
        return ("done", "good")
    if state.flagged:
        word = "late" if state.kind == "LATE" else state.kind.lower()
        return (f"{percent} % {word}", STATE_ROLES[state.kind])
    return (f"{percent} %", "")
