"""What stands in the pages of README and docs: fenced blocks, and commands to type."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
"""What a new user reads."""

_ENDS = {"|", "||", "&&", ";", ">", ">>", "2", "&"}


class Block(NamedTuple):
    """A fenced block: the page, the line it begins on, the heading above, what it is, its text."""

    page: str
    line: int
    heading: str
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    heading, inside, begun, text = "", "", 0, ""
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            if begun:
                found.append(Block(page.name, begun, heading, inside, text))
            begun, inside, text = (0, "", "") if begun else (number, line[3:].strip(), "")
        elif begun:
            text += f"{line}\n"
        elif line.startswith("#"):
            heading = line.lstrip("# ")
    assert not begun, f"{page.name}, line {begun}: a block without an end"
    return found


def commands(text: str) -> Iterator[list[str]]:
    """The words after every `actionplan` that a shell text runs."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        read = shlex.shlex(line, posix=True, punctuation_chars=True)
        read.whitespace_split = True
        read.commenters = "#"
        words: list[str] | None = None
        for word in read:
            if word in _ENDS:
                if words is not None:
                    yield words
                words = None
            elif words is not None:
                words.append(word)
            elif word == "actionplan":
                words = []
        if words is not None:
            yield words


def spoken_of(page: Path) -> Iterator[list[str]]:
    """The commands that a page names in its sentences, as `actionplan import plan.ics`."""
    for span in re.findall(r"`actionplan( [^`…]*)?`", page.read_text(encoding="utf-8")):
        yield from commands(f"actionplan{span}")
