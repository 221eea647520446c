"""The plan as an Excel workbook: one sheet a table, dates as dates and numbers as numbers.

The first sheet is the Action Planning Table with the Id of every step: importing it again updates
the same steps. A text that begins with `=` stays a text. Every sheet prints on pages of its own
width, its headings on each.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]

from actionplan_tui.analysis.people import name_of
from actionplan_tui.exchange.action_table import (
    TableColumn,
    action_table,
    table_columns,
    wanted_steps,
)
from actionplan_tui.exchange.cut_cells import MOST_IN_CELL, cut
from actionplan_tui.exchange.document import (
    Column,
    Shown,
    Table,
    Value,
    is_right_to_left,
    language_tag,
    seen,
)
from actionplan_tui.exchange.document_tables import header_facts, plan_tables
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.workdays import short_date

_DATES = frozenset({"due", "start", "forecast", "finished"})
_WIDTHS = {
    **{"id": 6, "wbs": 7, "title": 26, "lead": 17, "due": 11, "available": 25, "needed": 25},
    **{"barriers": 25, "communications": 28, "kpis": 22, "goal": 28, "notes": 30, "done_when": 28},
}
_FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year: days before are a day off


class Workbook(NamedTuple):
    """A workbook's bytes, and what of the plan did not fit: `S12 Notes`."""

    data: bytes
    cut: tuple[str, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """What is to be said of it: which cells do not hold all."""
        if not self.cut:
            return ()
        named = ", ".join(self.cut[:5]) + (" …" if len(self.cut) > 5 else "")
        count = f"{len(self.cut)} cells are" if len(self.cut) > 1 else "1 cell is"
        most = f"{MOST_IN_CELL:,} characters, the most that Excel holds"
        return (f"{count} cut to {most}: {named}",)


def workbook_bytes(plan: Plan, today: date, shown: Shown = Shown()) -> bytes:  # noqa: B008
    """The plan as a workbook, as it stands on a day; the same plan and day give the same bytes."""
    return workbook(plan, today, shown).data


def workbook(plan: Plan, today: date, shown: Shown = Shown()) -> Workbook:  # noqa: B008
    """The plan as a workbook, with what is to be said of it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    info = plan.info
    book.set_properties(
        {
            "title": seen(info.title) or "Action plan",
            "author": seen(name_of(plan, info.owner) or info.institution),
            "company": seen(info.institution),
            "subject": f"Action plan, version {info.version}, as of {short_date(today)}",
            "created": datetime.combine(today, time()),
        }
    )
    book.set_custom_property("Language", language_tag(info.language))
    sheets = _Sheets(book, plan, today)
    sheets.add(_actions(plan, today, shown))
    for table in plan_tables(plan, today, Shown()):
        if table.key not in ("actions", "agenda"):
            sheets.add(_with_refs(table))
    sheets.add(_about(plan, today))
    book.close()
    return Workbook(out.getvalue(), tuple(sheets.cut))


def _actions(plan: Plan, today: date, shown: Shown) -> Table:
    """The table in the form in which it comes in again, with dates as dates."""
    columns = table_columns(shown.columns)
    steps = wanted_steps(plan, shown)
    texts = action_table(plan, today, columns, steps).rows
    rows = tuple(
        tuple(
            _step_value(plan, id, column, text)
            for column, text in zip(columns, row, strict=True)
        )
        for id, row in zip(steps, texts, strict=True)
    )  # fmt: skip
    return Table(
        key="actions",
        title="Action Planning Table",
        about="",
        columns=tuple(Column(c.heading, _WIDTHS.get(c.key, 14)) for c in columns),
        rows=rows,
        refs=tuple(ref("steps", id) for id in steps),
    )


def _step_value(plan: Plan, id: int, column: TableColumn, text: str) -> Value:
    if column.key in _DATES:
        day: date | None = getattr(plan.steps[id], column.key)
        return day
    return int(text) if column.key in ("percent", "priority") and text else text


def _with_refs(table: Table) -> Table:
    """The table with the Id of every record before it."""
    return Table(
        key=table.key,
        title=table.title,
        about=table.about,
        columns=(
            Column("Id", 7),
            *(Column(c.heading, max(9, round(c.width * 1.4))) for c in table.columns),
        ),
        rows=tuple((name, *row) for name, row in zip(table.refs, table.rows, strict=True)),
        refs=table.refs,
    )


def _about(plan: Plan, today: date) -> Table:
    """The header block, as a table of its own."""
    rows: list[tuple[Value, ...]] = [("Title", plan.info.title), ("As of", today)]
    days = {"Start": plan.info.start, "Target end": plan.info.target_end}
    rows += [(label, days.get(label, text)) for label, text in header_facts(plan)]
    return Table(
        key="plan",
        title="Plan",
        about="",
        columns=(Column("Field", 24), Column("Value", 90)),
        rows=tuple(rows),
    )


class _Sheets:
    """The sheets of a workbook on the way."""

    def __init__(self, book: Any, plan: Plan, today: date) -> None:
        self._book = book
        self._plan, self._today = plan, today
        self.cut: list[str] = []
        self._from_right = is_right_to_left(plan.info.language)
        side = "right" if self._from_right else "left"
        wrapped = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B4BAC2"}
        self._text = book.add_format({**wrapped, "num_format": "@", "align": side})
        self._date = book.add_format({**wrapped, "num_format": "yyyy-mm-dd", "align": side})
        self._number = book.add_format({**wrapped, "align": "right", "indent": 1})
        self._head = book.add_format(
            {**wrapped, "bold": True, "bg_color": "#DDE6F0", "align": side}
        )

    def add(self, table: Table) -> None:
        """A sheet with the table: from A1, headings frozen, filters, ready to print."""
        sheet = self._book.add_worksheet(table.title[:31])
        last_row, last_column = max(1, len(table.rows)), len(table.columns) - 1
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
        if self._from_right:
            sheet.right_to_left()
        sheet.add_table(0, 0, last_row, last_column, {
            "name": f"Title_{table.key}",
            "style": "Table Style Light 1",
            "description": table.about or table.title,
            "columns": [
                {"header": column.heading, "header_format": self._head} for column in table.columns
            ],
        })  # fmt: skip
        for number, row in enumerate((tuple(c.heading for c in table.columns), *table.rows)):
            sheet.set_row(number, _LINE * _lines(row, table.columns))
        for number, row in enumerate(table.rows, 1):
            for place, value in enumerate(row):
                if not self._write(sheet, number, place, value):
                    name = table.refs[number - 1] if table.refs else str(row[0])
                    self.cut.append(f"{name} {table.columns[place].heading}")
        names = 3 if table.key == "actions" else 2 if table.refs else 1
        sheet.freeze_panes(1, min(names, last_column))
        sheet.repeat_rows(0)
        if table.key == "actions":  # the deck's columns: all twenty would print too small to read
            sheet.print_area(0, 0, last_row, min(_PRINTED, last_column))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L{_in_header(self._plan.info.title)}&R{short_date(self._today)}")
        sheet.set_footer("&L&A&RPage &P of &N")

    def _write(self, sheet: Any, row: int, column: int, value: Value) -> bool:
        """Write a cell; whether it holds all of the value."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, date):
            if value >= _FIRST_DAY:
                sheet.write_datetime(row, column, value, self._date)
            else:
                sheet.write_string(row, column, value.isoformat(), self._text)
        elif isinstance(value, str):
            text = seen(value)
            held = cut(text)
            sheet.write_string(row, column, held, self._text)
            return held == text
        else:
            sheet.write_number(row, column, value, self._number)
        return True


_LINE = 15.0
_PRINTED = 9
"""The last column printed of the Action Planning Table: the Id, the deck's, and the code."""


def _lines(row: tuple[Value, ...], columns: tuple[Column, ...]) -> int:
    """How many lines the fullest cell of a row takes, as near as can be told without the font."""
    most = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str):
            # Letters are narrower than the digits that widths count, and words break early.
            room = max(4, round(column.width * 1.2) - 3)
            lines = (max(1, -(-len(line) // room)) for line in value.split("\n"))
            most = max(most, sum(lines))
    return min(most, 27)  # Excel's rows are 409 points high at most


def _in_header(text: str) -> str:
    """The text in a header, where & would begin a command."""
    return seen(text).replace("&", "&&")[:100]
