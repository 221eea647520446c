"""What is pasted into a table: lines of a list, or rows of a spreadsheet between tabs.

With headings a row says what its columns mean; without, they are the deck's in its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import structs

from actionplan_tui.capture.fields import understand
from actionplan_tui.edits.edit import Batch
from actionplan_tui.edits.pasted import AddGoals, PlaceNew, counted
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.exchange.csv_table import read_table
from actionplan_tui.exchange.heading_names import NAMES, plain
from actionplan_tui.exchange.headings import find_headings
from actionplan_tui.exchange.import_result import Import, ImportLine
from actionplan_tui.exchange.importing import plan_import
from actionplan_tui.exchange.markdown_table import tables_in
from actionplan_tui.exchange.row_forms import goal_statement, tidy
from actionplan_tui.model.fields import DECK_COLUMNS, FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder
from actionplan_tui.model.wbs import outline

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_CODE = re.compile(r"\d{1,4}(?:\.\d{1,4})*\.?")


def pasted_rows(text: str) -> list[list[str]]:
    """The rows of a pasted text, blank ones left out: those of a Markdown table, else between
    tabs, else a line a row.

    Raises: Problem when it is too large to take in.
    """
    text = _LINE_ENDS.sub("\n", text)
    tables = tables_in(text) if "|" in text else []
    if tables:
        rows = max(tables, key=len)
    elif "\t" in text:
        try:
            rows = read_table(f"sep=\t\n{text}".encode(errors="replace"), name="the paste")
        except Problem:
            # A stray quote, which a spreadsheet never leaves: each line is then a row as it is.
            rows = [line.split("\t") for line in text.split("\n")]
    else:
        rows = [[line] for line in text.split("\n")]
    return [row for row in rows if any(cell.strip() for cell in row)]


def paste_steps(
    plan: Plan, text: str, *, today: date, at: AddStep, dates: DateOrder = ""
) -> Import:
    """What a paste would do as steps where `at` would add one; nothing is changed.

    `dates` is the order of day and month where the paste does not settle it. Raises: Problem
    when there is no step in it.
    """
    beside = at.after if at.after is not None else at.before
    known = beside if beside is not None else at.parent
    goal = outline(plan).goal.get(known) if known is not None else at.goal
    rows = _with_headings(pasted_rows(text))
    found = plan_import(plan, rows, today=today, dates=dates, under_goal=goal, name="the paste")
    if found.edit is None:
        return found
    new = found.counts["add"]
    name = f"add {counted(new, 'steps')}" if new else "paste"
    place = PlaceNew(found.edit, name, goal, at.parent, at.after, at.before)
    return structs.replace(found, edit=Batch(name, (place,)))


def _with_headings(rows: list[list[str]]) -> list[list[str]]:
    """The rows under headings: their own, else the deck's in its order."""
    wide = max((len(row) for row in rows), default=0) > 1
    try:
        found = find_headings(rows)
    except Problem:
        found = None
    if found is not None and (len(found.meanings) > 1 if wide else found.first == 0):
        return rows
    headings = [column.heading for column in DECK_COLUMNS]
    if wide and all(_CODE.fullmatch(row[0].strip()) for row in rows):
        headings.insert(0, "WBS")
    width = max((len(row) for row in rows), default=0)
    return [headings[:width], *rows]


_GOAL_COLUMNS = {
    "goals": ("statement", "owner", "target_date", "success", "strategy"),
    "framework": ("text", "kind"),
}
"""The fields that the columns of pasted goals, or framework lines, hold in order."""
_MEANINGS = {
    "goal": "statement",
    "title": "statement",
    "owner": "owner",
    "lead": "owner",
    "due": "target_date",
}


def paste_goals(
    plan: Plan, text: str, *, today: date, table: str = "goals", after: int | None = None
) -> Import:
    """What a paste would do as goals (or framework lines) after one of them, or last."""
    rows = pasted_rows(text)
    columns: Sequence[str] = _GOAL_COLUMNS[table]
    own = [_goal_column(table, cell) for cell in rows[0]] if rows else []
    if own and all(own):
        columns, rows = own, rows[1:]
    title = TITLE_FIELDS[table]
    there = {str(getattr(row, title)).casefold() for row in live(plan.table(table)).values()}
    beside = plan.find(table, after) if after is not None else None
    lines: list[ImportLine] = []
    new: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 1):
        fields, troubles = _goal_fields(plan, table, columns, row, today)
        what = str(fields.get(title, ""))
        if not what:
            lines.append(ImportLine(number, "cannot read", " ".join(row), "says no goal"))
        elif what.casefold() in there:
            lines.append(ImportLine(number, "unchanged", what))
        else:
            there.add(what.casefold())
            lines.append(ImportLine(number, "add", what, "; ".join(troubles)))
            new.append({**fields, "parent": getattr(beside, "parent", None)})
    edit = AddGoals(tuple(new), after, table)
    return Import(edit=Batch(edit.label(plan), (edit,)) if new else None, lines=tuple(lines))


def _goal_column(table: str, heading: str) -> str:
    """The field that a heading means, "" when it means none."""
    name = plain(heading)
    for field in FIELDS[table].values():
        if name and name in (plain(field.label), plain(field.name), plain(field.prompt)):
            return field.name
    return _MEANINGS.get(NAMES.get(name, ""), "") if table == "goals" else ""


def _goal_fields(
    plan: Plan, table: str, columns: Sequence[str], row: Sequence[str], today: date
) -> tuple[dict[str, Any], list[str]]:
    """What the cells of a row say, and what of them was not understood."""
    fields: dict[str, Any] = {}
    troubles: list[str] = []
    for place, cell in enumerate(row):
        text = tidy(cell)
        if not text:
            continue
        if place >= len(columns):
            troubles.append(f"{text}: no column for it")
            continue
        name = columns[place]
        if name == TITLE_FIELDS[table]:
            fields[name] = goal_statement(text) if table == "goals" else text
            continue
        try:
            fields[name] = understand(plan, table, name, text, today=today).value
        except Problem as problem:
            troubles.append(problem.message)
    return fields, troubles
