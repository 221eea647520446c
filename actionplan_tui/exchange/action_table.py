"""The Action Planning Table as rows of text: the one source of every format that shows it.

The deck's columns come first, in the deck's order and under the deck's headings, after the
Id; what they leave out follows. Importing the table gives the same plan back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.capture.fields import show
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.portable import (
    portable_items,
    portable_lead,
    portable_names,
    portable_text,
)
from actionplan_tui.model.fields import DECK_COLUMNS
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline


class TableColumn(NamedTuple):
    """A column of the table: what it holds (as `headings` names it) and its heading."""

    key: str
    heading: str


_MORE = (
    TableColumn("wbs", "WBS"),
    TableColumn("goal", "Goal"),
    TableColumn("owner", "Owner"),
    TableColumn("start", "Start"),
    TableColumn("forecast", "Forecast"),
    TableColumn("finished", "Finished"),
    TableColumn("percent", "Percent"),
    TableColumn("state", "State"),
    TableColumn("done_when", "Done when"),
    TableColumn("after", "After"),
    TableColumn("kind", "Kind"),
    TableColumn("priority", "Priority"),
    TableColumn("tags", "Tags"),
    TableColumn("notes", "Notes"),
)

TABLE_COLUMNS: tuple[TableColumn, ...] = (
    TableColumn("id", "Id"),
    *(TableColumn(column.key, column.heading) for column in DECK_COLUMNS),
    *_MORE,
)
"""The columns of the whole table, in order."""

_FIELDS = frozenset(
    {"title", "due", "start", "forecast", "finished", "done_when", "kind", "priority"}
    | {"tags", "notes"}
)


_BY_KEY = {column.key: column for column in TABLE_COLUMNS}

PROSE = frozenset({"done_when", "notes"})
"""Columns of free text: read back to the letter."""


class ActionTable(NamedTuple):
    """The table: its headings, and a row of texts for every live step in outline order."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_BACK = ("id", "wbs", "title", "goal")
"""What a part of the table needs to come in again."""


def columns_named(keys: Iterable[str]) -> tuple[TableColumn, ...]:
    """The columns of these keys, each once, in their order."""
    return tuple(_BY_KEY[key] for key in dict.fromkeys(keys) if key in _BY_KEY)


def table_columns(keys: Iterable[str] | None) -> tuple[TableColumn, ...]:
    """The columns named, and those without which the table would not come in again; all of them
    for None.
    """
    if keys is None:
        return TABLE_COLUMNS
    wanted = {*keys, *_BACK}
    return tuple(column for column in TABLE_COLUMNS if column.key in wanted)


def action_table(
    plan: Plan,
    today: date,
    columns: tuple[TableColumn, ...] = TABLE_COLUMNS,
    steps: Iterable[int] | None = None,
) -> ActionTable:
    """The plan's Action Planning Table as it stands on a day, or some of its steps in an order."""
    ids = outline(plan).rows if steps is None else steps
    return ActionTable(
        tuple(column.heading for column in columns),
        tuple(tuple(cell_text(plan, id, column.key, today) for column in columns) for id in ids),
    )


def wanted_steps(plan: Plan, shown: Shown) -> tuple[int, ...]:
    """The steps wanted that the plan has, in their order."""
    rows = outline(plan).rows
    if shown.steps is None:
        return rows
    known = set(rows)
    return tuple(id for id in shown.steps if id in known)


def cell_text(plan: Plan, step_id: int, key: str, today: date) -> str:
    """The text of one cell of a live step."""
    step = plan.steps[step_id]
    tree = outline(plan)
    if key == "kind" and step.kind == Step().kind:
        return ""
    if key in _FIELDS:
        text = show(plan, "steps", step, key)
        return portable_text(text) if key in PROSE else text
    if key == "id":
        return ref("steps", step_id)
    if key == "wbs":
        return tree.code[step_id]
    if key == "goal":
        return _goal_text(plan, tree.goal[step_id])
    if key == "lead":
        return portable_lead(plan, step)
    if key == "owner":
        return portable_names(plan, () if step.owner is None else (step.owner,))
    if key == "state":
        return states(plan, today).of(step_id).text
    if key == "percent":
        percent = rollup(plan).percent(step_id)
        return "" if percent is None else str(percent)
    if key == "after":
        return _after_text(step, tree.code)
    return portable_items(plan, step_id, key)


def _goal_text(plan: Plan, goal: int | None) -> str:
    if goal is None:
        return ""
    return plan.goals[goal].statement or ref("goals", goal)


def _after_text(step: Step, codes: Mapping[int, str]) -> str:
    if not step.depends_on and "depends_on" in step.none_identified:
        return "none"
    return ", ".join(codes.get(id, ref("steps", id)) for id in step.depends_on)
