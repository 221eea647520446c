"""Tables written in Markdown, as rows of text.

Tables under the same headings are one, as a plan written out goal by goal has them; the heading
above each is then its goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from actionplan_tui.exchange.csv_table import MAX_COLUMNS, MAX_ROWS
from actionplan_tui.exchange.headings import column_key

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_SPLIT = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([\\`*_\[\]|<>#~{}()+\-.!])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__|`)(.+)\1")


def tables_in(text: str) -> list[list[list[str]]]:
    """The rows of every table in a Markdown text, headings first; none when it has no table."""
    lines = text.splitlines()[: MAX_ROWS * 2]
    joined: dict[tuple[str, ...], list[tuple[str, list[list[str]]]]] = {}
    for above, headings, rows in _tables(lines):
        joined.setdefault(tuple(headings), []).append((above, rows))
    return [_joined(list(headings), parts) for headings, parts in joined.items()]


def _joined(headings: list[str], parts: Sequence[tuple[str, list[list[str]]]]) -> list[list[str]]:
    keys = {column_key(heading) for heading in headings}
    if "title" not in keys or "goal" in keys or len(parts) < 2:
        return [headings, *(row for _, rows in parts for row in rows)]
    width = len(headings)
    rows = [
        [*row, *[""] * (width - len(row)), "-" if above.lower() == "no goal" else above]
        for above, part in parts
        for row in part
    ]
    return [[*headings, "Goal"], *rows]


def _tables(lines: Sequence[str]) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Every table: the heading above it, its own headings, its rows."""
    above = ""
    place = 0
    while place < len(lines):
        titled = _HEADING.fullmatch(lines[place])
        if titled:
            above = _NUMBER.sub("", _said(titled[2]), count=1)
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if "|" not in lines[place] or "|" not in following or not _RULE.fullmatch(following):
            place += 1
            continue
        headings = _cells(lines[place])
        place += 2
        rows: list[list[str]] = []
        while place < len(lines) and "|" in lines[place]:
            rows.append(_cells(lines[place]))
            place += 1
        yield above, headings, rows


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [_said(cell) for cell in _SPLIT.split(line)[:MAX_COLUMNS]]


def _said(cell: str) -> str:
    """The text of a cell without the marks of Markdown."""
    text = _BREAK.sub("\n", cell.strip())
    strong = _STRONG.fullmatch(text)
    return _ESCAPED.sub(r"\1", strong[2] if strong else text)
