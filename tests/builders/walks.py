"""Walks written in the guide: tables of what to press, and what is then to be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HEAD = "| Press | You see |"
_NAMED = {
    "Enter": "enter", "Tab": "tab", "Esc": "escape", "Space": "space", "Shift+Tab": "shift+tab",
    "Down": "down", "Up": "up", "Right": "right", "Left": "left", "Delete": "delete",
    "Home": "home", "End": "end",
}  # fmt: skip


class Row(NamedTuple):
    """One row: keys and texts in order, and what is to be seen, in the page's own words."""

    keys: Sequence[str]
    seen: Sequence[str]
    line: int


def walks(page: Path) -> dict[str, list[Row]]:
    """The walks of a page, by the headings above them."""
    found: dict[str, list[Row]] = {}
    heading, inside = "", False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            heading = line.lstrip("# ")
        inside = line == HEAD or (inside and line.startswith("|"))
        if inside and line != HEAD and not line.startswith("|---"):
            press, see = re.split(r"(?<!\\) \| ", line.strip("| "))
            row = Row(_keys(press), re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", see), number)
            assert all(row[:2]), f"{page.name}, line {number}: nothing to press, or to see"
            found.setdefault(heading, []).append(row)
    return found


def _keys(cell: str) -> list[str]:
    """Keys by name in bold, all else between backticks: one key, or the letters of a text."""
    keys: list[str] = []
    for named, typed in re.findall(r"\*\*(.+?)\*\*|`(.+?)`", cell):
        if named:
            keys.append(_NAMED[named])
        elif typed.startswith("ctrl+"):
            keys.append(typed)
        else:
            keys.extend(typed.replace("\\|", "|"))
    return keys
