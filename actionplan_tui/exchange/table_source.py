"""Where a table comes from: a workbook, a text between delimiters, a Markdown page, a paste.

Whatever it is, it becomes sheets of rows of text, and one reader takes it from there. What it is
told by is what stands in it, not what it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from actionplan_tui.exchange.csv_table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    read_table,
    text_of,
)
from actionplan_tui.exchange.headings import find_headings
from actionplan_tui.model.problem import Problem

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Merged",
    "Sheet",
    "chosen_sheet",
    "read_sheets",
    "under_password",
]


class Merged(NamedTuple):
    """Cells of a column merged into one: the column's place and the rows, all from 0."""

    place: int
    first: int
    last: int


class Sheet(NamedTuple):
    """A table as rows of text, under a name; "" where there is only one.

    `hidden` are the numbers, from 1, of rows that a filter or a hand has put out of sight,
    `unsolved` the cells, such as B2, whose formula the file holds without its result.
    """

    name: str
    rows: list[list[str]]
    merged: tuple[Merged, ...] = ()
    hidden: tuple[int, ...] = ()
    unsolved: tuple[str, ...] = ()


def under_password(name: str) -> str:
    """What is said of a workbook that only a password opens."""
    return (
        f"{name}: is protected by a password: open it in Excel, take the password off "
        "(File, Info, Protect Workbook) and save it"
    )


_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_sheets(data: bytes, *, name: str) -> list[Sheet]:
    """The tables in the data.

    Raises: Problem, in one line, when there is none.
    """
    if len(data) > MAX_BYTES:
        raise Problem(f"{name}: larger than {MAX_BYTES:,} bytes: split it into smaller tables")
    if data.startswith(_ZIP):
        # Reading workbooks takes a large library: no other table waits for it.
        from actionplan_tui.exchange.xlsx_table import read_workbook

        sheets = read_workbook(data, name=name)
        if not sheets:
            raise Problem(f"{name}: is an empty workbook")
        return sheets
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Problem(under_password(name))
        raise Problem(f"{name}: is an old Excel or Word file: save it as a workbook (.xlsx)")
    if b"|" in data and b"-" in data:
        from actionplan_tui.exchange.markdown_table import tables_in

        found = tables_in(text_of(data, name=name))
        if found:
            return [Sheet("", rows) for rows in found]
    return [Sheet("", read_table(data, name=name))]


def chosen_sheet(sheets: Sequence[Sheet], wanted: str = "", *, name: str = "the workbook") -> Sheet:
    """The sheet named, else the one that is most like an Action Planning Table.

    Raises: Problem when there is no sheet of that name.
    """
    if wanted:
        for sheet in sheets:
            if sheet.name.casefold() == wanted.strip().casefold():
                return sheet
        names = ", ".join(sheet.name for sheet in sheets)
        raise Problem(f"{name}: has no sheet {wanted.strip()!r}; it has {names}")
    return max(sheets, key=_likeness)


def _likeness(sheet: Sheet) -> tuple[bool, int]:
    try:
        found = find_headings(sheet.rows)
    except Problem:
        return False, 0
    return found.ours, len(found.meanings)
