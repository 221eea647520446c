"""What every document of a plan is made of: facts and tables of values, before any format.

A value is a text, a number, a date or nothing; each format writes it its own way, a workbook as
real dates and numbers, a page in words that cannot be misread. Several items of one cell stand
on lines of their own.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from actionplan_tui.capture.amounts import format_number
from actionplan_tui.capture.days import short_date

Value = str | float | date | None
"""What a cell holds."""


class Fact(NamedTuple):
    """A line of a header block: what it is called, and what it says."""

    name: str
    text: str


class Column(NamedTuple):
    """A column: its heading, and its share of the width beside the others."""

    heading: str
    width: int = 10


class Table(Struct, frozen=True, kw_only=True):
    """A table of a document.

    `key` is one word for it. `about` says what the table shows, for those who cannot see it at
    a glance. `refs` name the record of every row, such as `S12`. `head` is the place of the
    column that names the row; -1 where none does.
    """

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    refs: tuple[str, ...] = ()
    head: int = 0


class Document(Struct, frozen=True, kw_only=True):
    """A document of one page or more: its title, a line under it, facts, and tables in order.

    `language` is that of the plan, which is that of its texts. `texts` are headings with a text
    of several lines below each. `one_page` says that it is to fit on a page of paper.
    """

    title: str
    under: str = ""
    language: str = "en"
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    texts: tuple[Fact, ...] = ()
    one_page: bool = False


class Shown(Struct, frozen=True, kw_only=True):
    """The part of the Action Planning Table that is wanted.

    `steps` are the rows in their order, None all of them in outline order. `columns` are keys of
    the table, None the usual ones. `said` tells what was left out: "late, by due date".
    """

    steps: tuple[int, ...] | None = None
    columns: tuple[str, ...] | None = None
    said: str = ""


def value_text(value: Value) -> str:
    """The value in words: `15 Dec 2026`, `4,000`."""
    if value is None:
        return ""
    if isinstance(value, date):
        return short_date(value)
    return value if isinstance(value, str) else format_number(value)


_OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def harmless(text: str) -> str:
    """The text without control characters: a terminal that shows the file obeys nothing in it."""
    return _OBEYED.sub("", text)


_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def seen(text: str) -> str:
    """The text without what XML cannot hold and nobody sees."""
    return _UNSEEN.sub("", text)


_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)


def language_tag(language: str) -> str:
    """The language of the plan as documents name it (BCP 47); English when it is no such name."""
    tag = language.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else "en"


def is_right_to_left(language: str) -> bool:
    """Whether the language is written from the right."""
    parts = language_tag(language).lower().split("-")
    return (parts[0] in _RIGHT_TO_LEFT or "arab" in parts or "hebr" in parts) and (
        "latn" not in parts
    )
