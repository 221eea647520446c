"""Tables written in Markdown, as rows of text.

Tables under the same headings are one, as a plan written out goal by goal has them; the heading
above each is then its goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actionplan_tui.exchange.csv_table import MAX_COLUMNS, MAX_ROWS
from actionplan_tui.exchange.headings import column_key

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_LINE = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#*)?\s*")
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_SPLIT = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([\\`*_\[\]|<>#~{}()+\-.!&])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKED = re.compile(r"(?<!\w)(\*\*\*|\*\*|\*|___|__|_|~~|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\[\]]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_KEPT = 0xDC00
"""Where what stands for escaped marks begins: lone surrogates, which no text has."""


def tables_in(text: str) -> list[list[list[str]]]:
    """The rows of every table in a Markdown text, headings first; none when it has no table."""
    lines = _LINE.split(text)[: MAX_ROWS * 2]
    joined: dict[tuple[str, ...], list[_Part]] = {}
    for part in _tables(lines):
        joined.setdefault(part.headings, []).append(part)
    return [_joined(list(headings), parts) for headings, parts in joined.items()]


class _Part(NamedTuple):
    """A table: what the heading above it says, its own headings, its rows."""

    above: str
    headings: tuple[str, ...]
    rows: list[list[str]]


def _joined(headings: list[str], parts: Sequence[_Part]) -> list[list[str]]:
    keys = {column_key(heading) for heading in headings}
    ours = set(headings) >= _OURS
    if "title" not in keys or "goal" in keys or (len(parts) < 2 and not ours):
        return [headings, *(row for part in parts for row in part.rows)]
    width = len(headings)
    rows = [
        [*row, *[""] * (width - len(row)), _goal_above(part.above, ours)]
        for part in parts
        for row in part.rows
    ]
    return [[*headings, "Goal"], *rows]


_OURS = {"Id", "WBS", "Action Step"}
"""What the table has among its headings when this program wrote it."""


def _goal_above(above: str, ours: bool) -> str:
    """The goal that the heading above a table names; in a plan of ours goals have a number."""
    statement = _NUMBER.sub("", above, count=1)
    if ours:
        return statement if statement != above else ""
    return "-" if statement.lower() == "no goal" else statement


def _tables(lines: Sequence[str]) -> Iterator[_Part]:
    above = ""
    place = 0
    while place < len(lines):
        titled = _HEADING.fullmatch(lines[place])
        if titled:
            above = _said(titled[2])
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if "|" not in lines[place] or "|" not in following or not _RULE.fullmatch(following):
            place += 1
            continue
        headings = tuple(_cells(lines[place]))
        place += 2
        rows: list[list[str]] = []
        while place < len(lines) and "|" in lines[place]:
            rows.append(_cells(lines[place]))
            place += 1
        yield _Part(above, headings, rows)


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [_said(cell) for cell in _SPLIT.split(line, MAX_COLUMNS)[:MAX_COLUMNS]]


def _said(cell: str) -> str:
    """The text of a cell without the marks of Markdown."""
    text = _BREAK.sub("\n", cell.strip())
    text = _ESCAPED.sub(lambda mark: chr(_KEPT + ord(mark[1])), text)
    text = _LINK.sub(r"\1", text)
    for _ in range(3):  # bold within italics within a link
        text = _MARKED.sub(r"\2", text)
    return re.sub(
        f"[{chr(_KEPT)}-{chr(_KEPT + 127)}]", lambda letter: chr(ord(letter[0]) - _KEPT), text
    )
