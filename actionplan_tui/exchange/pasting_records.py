"""Rows of a spreadsheet, or lines of a list, pasted where records have no outline: people, ideas,
KPIs, communications.

With headings a row says what its columns mean; without, they are those of `COLUMNS` in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from actionplan_tui.capture.fields import understand
from actionplan_tui.capture.names import find_name, name_key
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.pasted import counted
from actionplan_tui.edits.records import AddRecord
from actionplan_tui.exchange.heading_names import plain
from actionplan_tui.exchange.import_result import Import, ImportLine
from actionplan_tui.exchange.pasting import pasted_rows
from actionplan_tui.exchange.row_forms import tidy
from actionplan_tui.model import rules
from actionplan_tui.model.fields import FIELDS, TITLE_FIELDS
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem

COLUMNS: dict[str, tuple[str, ...]] = {
    "stakeholders": ("name", "organisation", "role", "power", "interest", "attitude"),
    "ideas": ("text", "theme", "votes", "impact", "effort"),
    "kpis": ("name", "unit", "baseline", "target", "target_date", "frequency", "source"),
    "communications": ("audience", "message", "responsible", "channel", "cadence", "start"),
}
"""The fields that the columns of a paste without headings hold, in order; the first is needed."""


class PastedRecords(NamedTuple):
    """What a paste would add, and which fields it says anything of."""

    found: Import
    fields: tuple[str, ...]


def paste_records(
    plan: Plan, table: str, text: str, *, today: date, given: dict[str, Any] | None = None
) -> PastedRecords:
    """What a paste would add to a table; nothing is changed.

    `given` are fields that every record has unless its row says otherwise. What of a row is not
    understood is left out and said; a row that says not what it is of, or breaks a rule, is not
    read. Raises: Problem when the paste is too large to take in.
    """
    rows = pasted_rows(text)
    columns: Sequence[str] = COLUMNS[table]
    headed = headings_of(table, rows[0]) if rows else None
    if headed is not None:
        columns, rows = headed, rows[1:]
    lines: list[ImportLine] = []
    edits: list[Edit] = []
    said: set[str] = set()
    after = plan
    for number, row in enumerate(rows, 1):
        fields, troubles = _read(plan, table, columns, row, today)
        what = _what(table, columns, row)
        if not fields.get(COLUMNS[table][0]):
            needed = FIELDS[table][COLUMNS[table][0]].label
            lines.append(ImportLine(number, "cannot read", what, f"{needed}: blank"))
            continue
        if _is_there(after, table, fields):
            lines.append(ImportLine(number, "unchanged", what))
            continue
        note = _completed(table, fields)
        edit = AddRecord(table, {**(given or {}), **fields})
        try:
            after = _added(after, table, edit)
        except Problem as problem:
            lines.append(ImportLine(number, "cannot read", what, problem.message))
            continue
        said.update(fields)
        edits.append(edit)
        lines.append(ImportLine(number, "add", what, "; ".join(troubles), note))
    batch = Batch(f"add {counted(len(edits), table)}", tuple(edits)) if edits else None
    shown = tuple(name for name in FIELDS[table] if name in said)
    return PastedRecords(Import(edit=batch, lines=tuple(lines)), shown)


def headings_of(table: str, row: Sequence[str]) -> list[str] | None:
    """The fields that a row of headings names, "" for one that is worked out or unknown.

    None when it is no row of headings: what every record needs is not among them.
    """
    known = {
        name: field.name
        for field in FIELDS[table].values()
        for name in (plain(field.label), plain(field.name), plain(field.prompt))
        if name
    }
    found = [known.get(plain(cell), "") for cell in row]
    return found if COLUMNS[table][0] in found else None


def _read(
    plan: Plan, table: str, columns: Sequence[str], row: Sequence[str], today: date
) -> tuple[dict[str, Any], list[str]]:
    """What the cells of a row say, and what of them was not understood."""
    fields: dict[str, Any] = {}
    troubles: list[str] = []
    for place, cell in enumerate(row):
        text = tidy(cell)
        if not text or (place < len(columns) and not columns[place]):
            continue
        if place >= len(columns):
            troubles.append(f"{text}: no column for it")
            continue
        name = columns[place]
        try:
            fields[name] = understand(plan, table, name, text, today=today).value
        except Problem as problem:
            troubles.append(problem.message)
    return fields, troubles


def _completed(table: str, fields: dict[str, Any]) -> str:
    """Fill in what a row says without a word for it; how to say that."""
    if table != "kpis" or "direction" in fields:
        return ""
    baseline, target = fields.get("baseline"), fields.get("target")
    if baseline is None or target is None or target >= baseline:
        return ""
    fields["direction"] = "decrease"
    return "taken as one to bring down"


def _what(table: str, columns: Sequence[str], row: Sequence[str]) -> str:
    """What a row is of, as it is written."""
    place = columns.index(COLUMNS[table][0])
    return tidy(row[place]) if place < len(row) else " ".join(row)


def _is_there(plan: Plan, table: str, fields: dict[str, Any]) -> bool:
    """Is there a record of the same name? Audiences may be told many things."""
    title = TITLE_FIELDS[table]
    name = str(fields.get(title, ""))
    if table == "stakeholders":
        return find_name(plan, name) is not None
    if table == "communications":
        return False
    return any(
        name_key(str(getattr(row, title))) == name_key(name)
        for row in live(plan.table(table)).values()
    )


def _added(plan: Plan, table: str, edit: AddRecord) -> Plan:
    """The plan with a record added that breaks no rule.

    Raises: Problem when it does.
    """
    after = edit.apply(plan)
    new = after.table(table).keys() - plan.table(table).keys()
    rules.check(after, [(table, id, "") for id in new])
    return after
