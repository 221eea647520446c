"""The sheets of an Excel workbook as rows of text, in bounded memory and time.

What could be unsafe in it is refused before any of it is understood. Dates come as ISO dates,
money with its sign.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.styles import cell_style
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import column_index_from_string

from actionplan_tui.exchange.table_source import (
    MAX_COLUMNS,
    MAX_ROWS,
    Merged,
    Sheet,
)
from actionplan_tui.exchange.xlsx_guard import refuse_unsafe
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.rules import MAX_TEXT

warnings.filterwarnings("ignore", module="openpyxl")
# It warns of what it leaves out, such as drawings: nobody asked, and it would stand on the screen.
vars(cell_style)["print"] = lambda *_: None
# It prints of a damaged style, where standard output is data and the desk is drawn.

MAX_CELLS = 3_000_000
"""Cells looked at in a sheet, blank ones too."""
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_UNSOLVED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)


def read_workbook(data: bytes, *, name: str) -> list[Sheet]:
    """The visible sheets of a workbook that hold anything, in order.

    Raises: Problem, in one line, when it is no workbook or none to be read safely.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            refuse_unsafe(parts, name)
            return list(_sheets(data, parts, name))
    except zipfile.BadZipFile:
        raise Problem(
            f"{name}: is damaged: open it in Excel, save it again and try once more"
        ) from None
    except Problem:
        raise
    except MemoryError:
        raise Problem(f"{name}: is too large to read") from None
    except Exception as error:  # openpyxl raises whatever its parts raise
        kind = type(error).__name__
        raise Problem(
            f"{name}: cannot be read ({kind}): open it in Excel, save it again as .xlsx"
        ) from None


def _sheets(data: bytes, parts: zipfile.ZipFile, name: str) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            rows = _rows(sheet, name)
            if rows:
                path = getattr(sheet, "_worksheet_path", "").lstrip("/")
                xml = parts.read(path) if path else b""
                unsolved = tuple(cell.decode() for cell in _UNSOLVED.findall(xml))
                hidden = _hidden(xml, len(rows))
                yield Sheet(sheet.title, rows, _merged(xml), hidden, unsolved)
    finally:
        book.close()


def _rows(sheet: Any, name: str) -> list[list[str]]:
    """The rows of a sheet, without the blank ones after the last."""
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    last, looked_at = 0, 0
    where = f"{name}, sheet {sheet.title}"
    for cells in sheet.iter_rows():
        looked_at += max(1, len(cells))
        if looked_at > MAX_CELLS:
            raise Problem(f"{where}: is too large: copy the table into a workbook of its own")
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MAX_COLUMNS:
            raise Problem(f"{where}: row {len(rows) + 1} has more than {MAX_COLUMNS} columns")
        if any(len(text) > MAX_TEXT for text in texts):
            raise Problem(
                f"{where}: row {len(rows) + 1} has a cell of over {MAX_TEXT:,} characters"
            )
        rows.append(texts)
        if texts:
            last = len(rows)
            if last > MAX_ROWS + 1:
                raise Problem(f"{where}: more than {MAX_ROWS:,} rows: split it into smaller tables")
    return rows[:last]


def _merged(xml: bytes) -> tuple[Merged, ...]:
    """The cells merged downwards, column by column."""
    found: list[Merged] = []
    for left, top, right, bottom in _MERGED.findall(xml)[:MAX_ROWS]:
        first, last = int(top), min(int(bottom), MAX_ROWS)
        if last > first and left == right:
            place = column_index_from_string(left.decode()) - 1
            found.append(Merged(place, first - 1, last - 1))
    return tuple(found)


def _hidden(xml: bytes, last: int) -> tuple[int, ...]:
    """The numbers of the rows out of sight, up to the last that holds anything."""
    numbers = (_NUMBER.search(row) for row in _HIDDEN.findall(xml))
    return tuple(n for number in numbers if number and (n := int(number[1])) <= last)


# Values


def _text(cell: Any) -> str:
    """What a cell shows, as a person would type it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(value, str(getattr(cell, "number_format", "") or ""))
    return str(value)


def _moment(value: datetime) -> str:
    return f"{value.date().isoformat()} {value:%H:%M}"


def _number(value: float, layout: str) -> str:
    """A number with the unit that its format shows: `50%`, `€ 20000`, `3 months`."""
    if is_date_format(layout):  # a date before the calendar of Excel begins
        return _digits(value)
    section = layout.split(";")[0]
    if "%" in section:
        return f"{_digits(value * 100)}%"
    before, _, after = _LITERAL_PLACE.sub("0", _plain(section)).partition("0")
    unit, rest = before.strip(), after.replace("0", "").strip()
    return " ".join(part for part in (unit, _digits(value), rest) if part)


_LITERAL_PLACE = re.compile(r"[#0?.,]*0[#0?.,]*|[#?][#0?.,]*")


def _plain(section: str) -> str:
    """A format without its colours, widths and fillers; its texts stay."""
    section = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r"\1", section)
    section = re.sub(r"\[[^\]]*\]|[_*].|General|@", "", section)
    texts = re.sub(r'"([^"0#?]*)"|\\(.)', lambda m: m[1] or m[2] or "", section)
    return re.sub(r'"[^"]*"|[Ee][+-]', "", texts)


def _digits(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{round(value, 6):.10g}" if abs(value) < 1e10 else str(round(value, 2))
