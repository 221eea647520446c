"""Text from the clipboard or a spreadsheet, shown as rows before it goes into a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from actionplan_tui.edits.steps import AddStep
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder
from screens.plan_screen import PlanScreen
from screens.widgets.grid import Cell, Column

if TYPE_CHECKING:
    from actionplan_tui.exchange.import_result import Import

_DATE_ORDERS: tuple[tuple[DateOrder, str], ...] = (
    ("dmy", "the day first: 3/4 is 3 April"),
    ("mdy", "the month first: 3/4 is 4 March"),
)

_WIDTHS = {"text": 26, "long": 32, "references": 26, "whole": 8, "number": 10, "choice": 14}

CellOf = Callable[[Plan, int, str], Cell]
"""What a new record of a plan shows in a column."""


def offer_steps(
    screen: PlanScreen, text: str, at: AddStep, settled: Callable[[Settled], None]
) -> None:
    """Show a paste as the steps it would become where `at` would add one; Enter adds them."""
    # Reading tables is loaded with the first paste: it is not on the way to the first frame.
    from actionplan_tui.exchange.pasting import paste_steps
    from screens.step_cells import StepCells, columns

    view = screen.view

    def read(dates: DateOrder) -> Import:
        return paste_steps(view.plan, text, today=view.today, at=at, dates=dates)

    def cell(plan: Plan, id: int, column: str) -> Cell:
        return StepCells(plan, view.today).cell(("steps", id), column)

    shown = tuple(c for c in columns(outline_width=30) if c.key not in ("state", "percent"))
    _offer(screen, read, "steps", shown, cell, settled)


def offer_goals(
    screen: PlanScreen,
    text: str,
    table: str,
    after: int | None,
    settled: Callable[[Settled], None],
) -> None:
    """Show a paste as the goals, or lines of the framework, it would become; Enter adds them."""
    from actionplan_tui.exchange.pasting import paste_goals
    from screens.goal_cells import GoalCells, columns

    view = screen.view

    def read(dates: DateOrder) -> Import:
        return paste_goals(view.plan, text, today=view.today, table=table, after=after)

    def cell(plan: Plan, id: int, column: str) -> Cell:
        if column == "statement":  # its letter and number come when it is saved
            return Cell(str(getattr(plan.get(table, id), TITLE_FIELDS[table])))
        return GoalCells(plan, view.today).cell((table, id), column)

    wanted = ("statement", "owner", "by", "success", "strategy")
    shown = tuple(
        c for c in columns() if c.key in (wanted if table == "goals" else ("statement", "owner"))
    )
    _offer(screen, read, table, shown, cell, settled)


def offer_records(
    screen: PlanScreen,
    table: str,
    text: str,
    settled: Callable[[Settled], None],
    given: dict[str, Any] | None = None,
) -> None:
    """Show a paste as the records of a table it would become; Enter adds them."""
    from actionplan_tui.capture.fields import say
    from actionplan_tui.exchange.pasting_records import paste_records

    view = screen.view
    try:
        found, fields = paste_records(view.plan, table, text, today=view.today, given=given)
    except Problem as problem:
        screen.say(problem.message, severe=True)
        return

    def cell(plan: Plan, id: int, column: str) -> Cell:
        return Cell(say(plan, table, plan.get(table, id), column))

    shown = tuple(
        Column(name, FIELDS[table][name].label, _WIDTHS.get(FIELDS[table][name].kind, 14))
        for name in fields
    )
    _offer(screen, lambda dates: found, table, shown, cell, settled)


def _offer(
    screen: PlanScreen,
    read: Callable[[DateOrder], Import],
    table: str,
    columns: tuple[Column, ...],
    cell: CellOf,
    settled: Callable[[Settled], None],
    dates: DateOrder = "",
) -> None:
    from screens.dialogs.paste import PasteDialog

    try:
        found = read(dates)
    except Problem as problem:
        screen.say(problem.message, severe=True)
        return
    if found.ambiguous_dates:
        ask_order(screen, found, lambda order: _offer(
            screen, read, table, columns, cell, settled, order))  # fmt: skip
        return
    edit = found.edit
    if edit is None:
        trouble = next((line.trouble for line in found.lines if line.trouble), "")
        screen.say(f"Nothing to add: {trouble or 'it is all there already'}", severe=bool(trouble))
        return
    before = screen.view.plan
    after = edit.apply(before)
    # Provisional ids count down as records are added.
    new = sorted(after.table(table).keys() - before.table(table).keys(), reverse=True)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.do(edit, settled=settled)

    screen.app.push_screen(
        PasteDialog(
            _question(found, table),
            found.lines,
            columns,
            lambda place, column: cell(after, new[place], column),
            found.notes,
        ),
        answered,
    )


def _question(found: Import, table: str) -> str:
    """What is asked: "Add 3 steps, change 1?"."""
    from actionplan_tui.edits.pasted import counted

    counts = found.counts
    new = counted(counts["add"], table)
    if counts["goal"]:
        new += f" and {counted(counts['goal'], 'goals')}"
    parts = [f"Add {new}" if counts["add"] or counts["goal"] else ""]
    if counts["update"]:
        parts.append(f"change {counts['update']}" if parts[0] else f"Change {counts['update']}")
    return ", ".join(part for part in parts if part) + "?"


def ask_order(screen: PlanScreen, found: Import, then: Callable[[DateOrder], None]) -> None:
    """Ask what 3/4 means, as nothing in the paste tells."""
    from screens.dialogs.choose import Choose, Option

    first = found.ambiguous_dates[0]
    options = [Option(order, words) for order, words in _DATE_ORDERS]

    def answered(chosen: str | None) -> None:
        for order, _ in _DATE_ORDERS:
            if order == chosen:
                then(order)

    screen.app.push_screen(Choose(f"{first.text}: which comes first?", options), answered)
