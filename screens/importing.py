"""A file on its way into the plan: shown row by row, read otherwise if that is wrong, taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from actionplan_tui.edits.workspace import Settled
from actionplan_tui.exchange.headings import Headings
from actionplan_tui.exchange.import_result import Import
from actionplan_tui.exchange.taking_in import (
    COLUMN_MEANINGS,
    Choices,
    Source,
    headings_of,
    import_source,
    sheet_of,
    source_in,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.dialogs.choose import Choose, Option
from screens.dialogs.import_preview import ImportPreview
from screens.dialogs.reading import Reading
from screens.pasting import ask_order
from screens.plan_screen import PlanScreen
from screens.step_cells import StepCells, columns
from screens.widgets.grid import Cell, Column


def offer_source(
    screen: PlanScreen, source: Source, then: Callable[[], None] | None = None
) -> None:
    """Show what taking the source in would do; Enter does it, in one step that undo takes back.

    Once it is taken in, `then` is called, where there is any; else it is said.
    """
    _Taking(screen, source, then).offer()


def begin_from(screen: PlanScreen, path: Path, then: Callable[[], None]) -> None:
    """Read the file that a new plan begins from, and show what taking it in would do."""

    def answered(source: Source | Problem | None) -> None:
        if isinstance(source, Problem):
            screen.say(source.message, severe=True)
        elif source is not None:
            offer_source(screen, source, then)

    screen.app.push_screen(Reading(path.name, lambda: source_in(path)), answered)


class _Found(NamedTuple):
    """What taking the file in would do, and the plan before it and after it."""

    result: Import
    before: Plan
    after: Plan


class _Taking:
    """One file on its way, and how it is read by now."""

    def __init__(self, screen: PlanScreen, source: Source, then: Callable[[], None] | None) -> None:
        self._screen, self._source, self._then = screen, source, then
        self._choices = Choices()

    def offer(self) -> None:
        """Show what would happen, once that is worked out behind the desk."""
        view, source, choices = self._screen.view, self._source, self._choices
        # What is kept beside a plan is for one thread alone: the other one has its own copy.
        plan = structs.replace(view.plan)

        def work_out() -> _Found:
            found = import_source(plan, source, today=view.today, choices=choices)
            return _Found(found, plan, found.edit.apply(plan) if found.edit is not None else plan)

        self._screen.app.push_screen(Reading(source.name, work_out), self._worked_out)

    def _worked_out(self, found: _Found | Problem | None) -> None:
        if isinstance(found, Problem):
            self._screen.say(found.message, severe=True)
            if self._source.kind == "table" and not self._choices.columns:
                self.ask_reading()
        elif found is not None and found.result.ambiguous_dates:
            ask_order(self._screen, found.result, lambda order: self._again(dates=order))
        elif found is not None:
            self._show(*found)

    def _again(self, **changes: object) -> None:
        """Read it again, with something chosen otherwise."""
        known = {name: getattr(self._choices, name) for name in Choices.__struct_fields__}
        self._choices = Choices(**(known | changes))
        self.offer()

    def _show(self, found: Import, before: Plan, after: Plan) -> None:
        edit = found.edit
        new = sorted(after.steps.keys() - before.steps.keys(), reverse=True)
        table = self._source.kind == "table"
        if not table:  # of hundreds of entries, those that change are the ones to see
            lines = sorted(found.lines, key=lambda line: line.verb == "unchanged")
            found = structs.replace(found, lines=tuple(lines))
        shown = tuple(c for c in columns(outline_width=30) if c.key not in ("state", "percent"))
        cells = StepCells(after, self._screen.view.today)
        dialog = ImportPreview(
            f"{self._source.name}: {found.message}",
            found.lines,
            shown if table else (Column("title", "What", 60, flexible=True),),
            lambda place, column: (
                cells.cell(("steps", new[place]), column) if table else Cell(_what(found, place))
            ),
            (*found.notes, *self._notes(edit is not None)),
        )

        def answered(yes: bool | None) -> None:
            if dialog.reading:
                self.ask_reading()
            elif yes and edit is not None:
                self._screen.do(edit, settled=self._told)
            elif yes:
                self._screen.say("Nothing changed: the plan has it all already")

        self._screen.app.push_screen(dialog, answered)

    def _notes(self, changes: bool) -> list[str]:
        notes = [] if changes else ["Nothing to take in: the plan has it all already"]
        if self._source.kind == "table":
            notes.append("v corrects what the columns mean")
        return notes

    def _told(self, answer: Settled) -> None:
        if answer.row is None:
            return
        if self._then is not None:  # it begins with a question, over which nothing is to stand
            self._then()
        else:
            self._screen.say("Taken in: u takes it back, 7 shows what it does not say yet")

    # How it is read

    def ask_reading(self) -> None:
        """Ask what is to be read otherwise: the sheet, the goal, or a column."""
        options = [
            Option("done", "Show it as it is read now"),
            *self._sheet_options(),
            *self._goal_options(),
            *self._column_options(),
        ]

        def answered(chosen: str | None) -> None:
            kind, _, rest = (chosen or "done").partition(":")
            if kind == "sheet":
                self._ask_sheet()
            elif kind == "goal":
                self._ask_goal()
            elif kind == "column":
                self._ask_meaning(int(rest))
            elif chosen is not None:
                self.offer()

        dialog = Choose("How is it to be read?", options, aside_width=30)
        self._screen.app.push_screen(dialog, answered)

    def _sheet_options(self) -> list[Option]:
        if len(self._source.sheets) < 2 or not self._source.sheets[0].name:
            return []
        return [Option("sheet", "Sheet", sheet_of(self._source, self._choices).name)]

    def _goal_options(self) -> list[Option]:
        goal = self._choices.under_goal
        said = self._screen.view.plan.goals[goal].statement if goal is not None else "none"
        return [Option("goal", "The goal of steps that name none", said)]

    def _column_options(self) -> list[Option]:
        if self._source.kind != "table":
            return []
        headings = self._headings()
        if headings is None:
            rows = sheet_of(self._source, self._choices).rows
            first = next((row for row in rows if sum(map(bool, row)) > 1), rows[0] if rows else [])
            return [
                Option(f"column:{place}", f"column {text}", "?")
                for place, text in enumerate(first)
                if text.strip()
            ]
        return [
            Option(f"column:{c.place}", f"column {c.heading}", COLUMN_MEANINGS.get(c.key, c.key))
            for c in headings.columns
        ]

    def _headings(self) -> Headings | None:
        try:
            return headings_of(self._source, self._choices)
        except Problem:
            return None

    def _ask_sheet(self) -> None:
        options = [
            Option(sheet.name, sheet.name, f"{len(sheet.rows)} rows")
            for sheet in self._source.sheets
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._again(sheet=chosen, columns={})

        self._screen.app.push_screen(Choose("Which sheet?", options, aside_width=12), answered)

    def _ask_goal(self) -> None:
        plan: Plan = self._screen.view.plan
        options = [Option("none", "No goal")]
        options += [
            Option(str(id), plan.goals[id].statement or f"G{id}", f"G{id}")
            for id in outline(plan).goals
        ]

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._again(under_goal=None if chosen == "none" else int(chosen))

        self._screen.app.push_screen(
            Choose("Under which goal do such steps go?", options, aside_width=6), answered
        )

    def _ask_meaning(self, place: int) -> None:
        options = [Option(key or "notes-under", text) for key, text in COLUMN_MEANINGS.items()]

        def answered(chosen: str | None) -> None:
            if chosen is None:
                self.ask_reading()
                return
            key = "" if chosen == "notes-under" else chosen
            self._choices = Choices(
                dates=self._choices.dates,
                under_goal=self._choices.under_goal,
                sheet=self._choices.sheet,
                columns={**self._choices.columns, place: key},
            )
            self.ask_reading()

        self._screen.app.push_screen(Choose("What does this column hold?", options), answered)


def _what(found: Import, place: int) -> str:
    """What the row at a place among those added is about."""
    added = [line for line in found.lines if line.verb == "add"]
    return added[place].what
