"""Tables as delimited text: written so that Excel opens them rightly, read as people save them.

A cell that begins like a formula leaves with a `'` before it, so that no spreadsheet runs it;
reading takes the mark off again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from actionplan_tui.exchange.action_table import action_table, table_columns, wanted_steps
from actionplan_tui.exchange.document import Shown, harmless
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.rules import MAX_TEXT

MAX_BYTES = 20_000_000
"""Largest table read, in bytes."""
MAX_ROWS = 20_000
MAX_COLUMNS = 500

_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which no field of a plan may hold."""
_NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c]")
_DELIMITERS = ",;\t"
_SAMPLE = 200


def csv_bytes(
    plan: Plan,
    today: date,
    *,
    guard: bool = True,
    delimiter: str = ",",
    shown: Shown = Shown(),  # noqa: B008
) -> bytes:
    """The Action Planning Table as CSV: UTF-8 with BOM, CRLF, one row a step."""
    columns = table_columns(shown.columns)
    table = action_table(plan, today, columns, wanted_steps(plan, shown))
    return table_bytes([table.headings, *table.rows], guard=guard, delimiter=delimiter)


def table_bytes(
    rows: Iterable[Sequence[str]], *, guard: bool = True, delimiter: str = ","
) -> bytes:
    """Rows of text as CSV: UTF-8 with BOM, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        cells = [harmless(cell) for cell in row]
        writer.writerow([guarded(cell) for cell in cells] if guard else cells)
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def guarded(text: str) -> str:
    """The cell with a `'` before it if a spreadsheet would take it for a formula.

    So is one that begins with `'` before such a sign: taking one `'` off gives every cell back.
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The cell as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """What stands in a file, one byte more than the limit at most.

    Raises: Problem when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except IsADirectoryError:
        raise Problem(f"{path.name or path}: is a folder: name a file in it") from None
    except OSError as error:
        raise Problem(f"{path.name or path}: {error.strerror or error}") from None


def text_of(data: bytes, *, name: str) -> str:
    """The text in the data, whichever way it is encoded.

    Raises: Problem when it is none.
    """
    _refuse_other_formats(data, name)
    return _decoded(data, name)


def read_table(data: bytes, *, name: str, limit: int = MAX_BYTES) -> list[list[str]]:
    """The rows of a table between commas, semicolons or tabs, blank rows kept.

    UTF-8, UTF-16 (each with or without its mark) and Windows Western are told apart, and so is
    the delimiter. Raises: Problem, in one line, when the data is no such table.
    """
    if len(data) > limit:
        raise Problem(f"{name}: larger than {limit:,} bytes: split it into smaller tables")
    text = text_of(data, name=name)
    named = re.match(r"sep=(.)\r?\n", text)
    delimiter = named[1] if named else _sniffed(text)
    rows = _parsed(text[named.end() :] if named else text, delimiter, name)
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise Problem(f"{name}: is empty")
    return rows


_FORMATS = (
    (b"PK\x03\x04", "an Excel or Word file (zip): open it and save the table as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file: open it and save the table as CSV UTF-8"),
    (b"%PDF", "a PDF: copy its table into a spreadsheet and save that as CSV UTF-8"),
    (b"{\\rtf", "a rich text document: save its table as CSV UTF-8"),
    (b"\x1f\x8b", "compressed: unpack it first"),
    (b"BEGIN:VCALENDAR", "a calendar, not a table"),
)
_HTML = re.compile(
    rb"<(?:!doctype|html|head|body|table|\?xml|!--|meta|div|style|script)\b|<!--", re.IGNORECASE
)


def _refuse_other_formats(data: bytes, name: str) -> None:
    start = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, what in _FORMATS:
        if start.startswith(mark):
            raise Problem(f"{name}: is {what}")
    # Systems call a web page .xls or .csv; in UTF-16 every other byte is NUL.
    if _HTML.match(start.removeprefix(codecs.BOM_UTF16_LE).replace(b"\0", b"")):
        raise Problem(f"{name}: is a web page or XML: open it and save the table as CSV UTF-8")


def _decoded(data: bytes, name: str) -> str:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    wide = "utf-16" if marked else _unmarked_utf16(data)
    for encoding in (wide,) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if wide or b"\0" not in data:
        what = "damaged UTF-16 text" if wide else "neither UTF-8 nor Windows Western text"
        raise Problem(f"{name}: is {what}: save it as CSV UTF-8")
    raise Problem(f"{name}: is binary data, not a table: save it as CSV UTF-8")


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark, as some systems write it: every other byte of plain text is 0."""
    sample = data[:400]
    half = len(sample) // 2
    if half < 4 or len(data) % 2:
        return ""
    if sample[1::2].count(0) > half * 0.6 and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.6 and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _sniffed(text: str) -> str:
    """The delimiter by which the records fall into the most even rows."""

    def evenness(delimiter: str) -> float:
        widths: Counter[int] = Counter()
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            for row, _ in zip(reader, range(_SAMPLE), strict=False):
                if row:
                    widths[len(row)] += 1
        except csv.Error:
            return 0.0
        # Rows are compared by the commonest width; a wide one that few share proves little.
        return max(
            (
                (count / widths.total()) ** 2 * min(width - 1, 8)
                for width, count in widths.items()
                if width > 1
            ),
            default=0.0,
        )

    return max(_DELIMITERS, key=evenness)


def _parsed(text: str, delimiter: str, name: str) -> list[list[str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(delimiter) > MAX_TEXT:  # more than stand in any cell between quotes
            raise Problem(f"{name}: row {number} has more than {MAX_COLUMNS} columns")
    rows: list[list[str]] = []
    ended = text + ("" if text.endswith(("\n", "\r")) else "\n") + _END
    try:
        for row in csv.reader(io.StringIO(ended, newline=""), delimiter=delimiter):
            rows.append([_cell(cell) for cell in row])
            _refuse_huge(rows, name)
    except csv.Error:  # the one error of a reader that is not strict: a cell past its limit
        raise Problem(_endless(text, name, len(rows) + 1)) from None
    if rows.pop() != [_cell(_END)]:
        # The end was swallowed by a quote. Better no import than half of one.
        raise Problem(_open_quote(name, len(rows) + 1))
    return rows


_END = "\x1cend"


def _endless(text: str, name: str, row: int) -> str:
    """Why a cell has no end: a quote was left open, or there is so much in it."""
    if text.count('"') % 2:
        return _open_quote(name, row)
    return f"{name}: row {row} has a cell of over {MAX_TEXT:,} characters"


def _open_quote(name: str, row: int) -> str:
    return f"{name}: in row {row} a quote is opened and never closed"


def _refuse_huge(rows: list[list[str]], name: str) -> None:
    row = rows[-1]
    if len(rows) > MAX_ROWS + 1:
        raise Problem(f"{name}: more than {MAX_ROWS:,} rows: split it into smaller tables")
    if len(row) > MAX_COLUMNS:
        raise Problem(f"{name}: row {len(rows)} has more than {MAX_COLUMNS} columns")
    for place, cell in enumerate(row, 1):
        if len(cell) > MAX_TEXT:
            raise Problem(
                f"{name}: row {len(rows)}, column {place} holds {len(cell):,} characters, "
                f"{MAX_TEXT:,} at most"
            )


def _cell(text: str) -> str:
    text = unguarded(text)
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", _NEW_LINE.sub("\n", text))
