"""Workbooks for tests, as people keep them: `from workbooks import workbook`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl


def workbook(
    rows: Iterable[Sequence[Any]],
    *,
    merged: Iterable[str] = (),
    formats: dict[str, str] | None = None,
    title: str = "Plan",
    before: Iterable[tuple[str, bool]] = (),
    out_of_sight: Iterable[int] = (),
) -> bytes:
    """A workbook with the rows on a sheet; `before` are sheets before it, hidden or not, and
    `out_of_sight` the numbers of rows that a filter hides."""
    book = openpyxl.Workbook()
    sheet = book.active
    for name, hidden in before:
        sheet.title, sheet["A1"] = name, "nothing to see"
        sheet.sheet_state = "hidden" if hidden else "visible"
        sheet = book.create_sheet()
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for cell, layout in (formats or {}).items():
        sheet[cell].number_format = layout
    for number in out_of_sight:
        sheet.row_dimensions[number].hidden = True
    book.active = sheet
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The zip file with one part added or replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in given.namelist():
            if part != name:
                made.writestr(part, given.read(part))
        made.writestr(name, content)
    return out.getvalue()
