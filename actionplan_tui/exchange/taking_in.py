"""Taking in a file, whatever it is: a table, the notes of a meeting, a calendar, another plan.

The command line, the desk and the first steps of a new plan all go this way: `read_source` says
what it is, `import_source` what taking it in would do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from msgspec import Struct, structs

from actionplan_tui.exchange.csv_table import MAX_BYTES, read_bytes, text_of
from actionplan_tui.exchange.headings import SKIP, Headings, find_headings
from actionplan_tui.exchange.import_result import Import
from actionplan_tui.exchange.importing import plan_import, read_headings
from actionplan_tui.exchange.table_source import Sheet, chosen_sheet, read_sheets
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder

SourceKind = Literal["table", "notes", "plan", "calendar"]

COLUMN_MEANINGS: dict[str, str] = {
    "title": "Action Step",
    "lead": "By Whom",
    "due": "By When",
    "available": "Resources Available",
    "needed": "Resources Needed",
    "resources": "Resources, available and needed in one",
    "barriers": "Barriers or Resistance",
    "communications": "Communication Plan",
    "kpis": "KPIs",
    "goal": "Goal",
    "wbs": "WBS code",
    "id": "Id",
    "support": "Support",
    "owner": "Owner",
    "audience": "Target audience",
    "sender": "By Whom (communication)",
    "how_often": "How often",
    "channel": "Channel",
    "message": "Message",
    "start": "Start",
    "finished": "Finished",
    "forecast": "Forecast",
    "percent": "Percent",
    "state": "State",
    "done_when": "Done when",
    "after": "After (the steps it waits for)",
    "kind": "Kind",
    "priority": "Priority",
    "tags": "Tags",
    "notes": "Notes",
    "": "Notes, under its own heading",
    SKIP: "Nothing: leave it out",
}
"""What a column can mean, in the order in which it is asked."""


class Source(Struct, frozen=True, kw_only=True):
    """A file that is to be taken in: its name, what it is, and what stands in it."""

    name: str
    kind: SourceKind
    sheets: tuple[Sheet, ...] = ()
    text: str = ""
    plan: Plan | None = None
    data: bytes = b""


class Choices(Struct, frozen=True, kw_only=True):
    """How a source is to be read where it does not say so itself.

    `columns` are what columns mean, by their places from 0; "" is kept in the notes.
    """

    dates: DateOrder = ""
    under_goal: int | None = None
    sheet: str = ""
    columns: Mapping[int, str] = {}


def source_in(path: Path) -> Source:
    """The source in a file.

    Raises: Problem when it cannot be read.
    """
    limit = MAX_BYTES
    if path.suffix.lower() == ".json":
        from actionplan_tui.exchange import json_plan  # loaded for those who bring one

        limit = json_plan.MAX_BYTES
    return read_source(read_bytes(path, limit=limit), name=path.name)


def read_source(data: bytes, *, name: str) -> Source:
    """What the data is, by what stands in it and, where that could be two, by its name.

    Raises: Problem, in one line, when it is nothing that can be taken in.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json" or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        # Reading plans and notes is loaded for those who bring one.
        from actionplan_tui.exchange.json_plan import read_plan_json

        return Source(name=name, kind="plan", plan=read_plan_json(data, name=name))
    if suffix == ".ics" or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:15] == b"BEGIN:VCALENDAR":
        return Source(name=name, kind="calendar", data=data)
    if suffix not in (".txt", ".md", ".markdown"):
        return Source(name=name, kind="table", sheets=tuple(read_sheets(data, name=name)))
    text = text_of(data, name=name)
    try:
        sheets = tuple(read_sheets(data, name=name))
        find_headings(chosen_sheet(sheets).rows)
    except Problem:  # a stray quote, or no headings: lines of notes then
        return Source(name=name, kind="notes", text=text)
    return Source(name=name, kind="table", sheets=sheets)


def sheet_of(source: Source, choices: Choices) -> Sheet:
    """The sheet of a table that is to be read."""
    return chosen_sheet(source.sheets, choices.sheet, name=source.name)


def headings_of(source: Source, choices: Choices) -> Headings:
    """The headings of a table, as they are read with the choices made.

    Raises: Problem when none are found.
    """
    return read_headings(sheet_of(source, choices).rows, choices.columns)


def import_source(
    plan: Plan,
    source: Source,
    *,
    today: date,
    choices: Choices = Choices(),  # noqa: B008
) -> Import:
    """What taking the source into the plan would do; nothing is changed.

    Raises: Problem when nothing can be taken in.
    """
    if source.kind == "plan" and source.plan is not None:
        from actionplan_tui.exchange.json_import import json_import

        return json_import(plan, source.plan, name=source.name)
    if source.kind == "calendar":
        from actionplan_tui.exchange.ics_import import calendar_import

        return calendar_import(plan, source.data, name=source.name)
    if source.kind == "notes":
        from actionplan_tui.exchange.notes import notes_import

        return notes_import(
            plan, source.text, today=today, goal=choices.under_goal, name=source.name
        )
    sheet = sheet_of(source, choices)
    found = plan_import(
        plan,
        sheet.rows,
        today=today,
        dates=choices.dates,
        under_goal=choices.under_goal,
        name=source.name,
        columns=choices.columns,
        merged=sheet.merged,
    )
    return structs.replace(found, notes=(*found.notes, *_seen_in(sheet)))


def _seen_in(sheet: Sheet) -> Iterator[str]:
    """What a person who sees the sheet in Excel would not see, or would see otherwise."""
    hidden = sum(any(sheet.rows[number - 1]) for number in sheet.hidden)
    if hidden:
        rows = f"{hidden} rows" if hidden > 1 else "1 row"
        yield f"{rows} hidden in the sheet {'are' if hidden > 1 else 'is'} among these"
    if sheet.unsolved:
        cells = ", ".join(sheet.unsolved[:5]) + (" …" if len(sheet.unsolved) > 5 else "")
        yield f"{cells}: formulas without a result, read as blank: save the file in Excel first"
