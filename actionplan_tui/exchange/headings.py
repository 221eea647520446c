"""Finding the headings of a table, in any order, under title rows, in one row or two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from actionplan_tui.capture.amounts import is_currency
from actionplan_tui.exchange.heading_names import LOOSE_TITLES, NAMES, PATTERNS, plain
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder

_DEEPEST = 40
"""How many rows from the top headings are looked for."""
_LONGEST = 9
"""Words that a heading has at most; more are a sentence."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[a-zA-Z])[.)]\s+")
_ORDERS: tuple[tuple[re.Pattern[str], DateOrder], ...] = (
    (re.compile(r"\b(?:dd?|jj?)[-/. ]mm?[-/. ](?:yy|aa)", re.IGNORECASE), "dmy"),
    (re.compile(r"\bmm?[-/. ]dd?[-/. ]yy", re.IGNORECASE), "mdy"),
)
_UNDER: dict[tuple[str, str], str] = {
    ("resources", "available"): "available",
    ("resources", "needed"): "needed",
    ("communications", "lead"): "sender",
    ("communications", "audience"): "audience",
    ("communications", "communications"): "audience",
    ("communications", "how_often"): "how_often",
    ("communications", "due"): "how_often",
    ("communications", "channel"): "channel",
    ("communications", "message"): "message",
    ("communications", "title"): "message",
}
"""What a heading means under another that spans several columns."""
_OURS = {"Id", "WBS", "Action Step", "Goal"}


class Column(NamedTuple):
    """A column of a table: its place from 0, its heading, and what it means ("" unknown)."""

    place: int
    key: str
    heading: str


class Headings(NamedTuple):
    """The headings of a table: the rows they stand in (from 0) and the columns they name.

    `ours` says that the table is one this program wrote. `order` is the order of day and
    month that a heading such as "By When (dd/mm/yyyy)" gives.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    ours: bool = False
    order: DateOrder = ""

    @property
    def meanings(self) -> set[str]:
        """What the columns mean."""
        return {column.key for column in self.columns if column.key}

    @property
    def doers(self) -> str:
        """The heading of the owners who are read as those who carry the steps out; "" for none."""
        known = (one.heading for one in self.columns if one.key == "lead")
        return next((heading for heading in known if column_key(heading) == "owner"), "")


_CODE = re.compile(r"[(\[]\s*(?:in\s+)?([A-Z]{3})\s*[)\]]|\bin\s+([A-Z]{3})$")
_SIGN = re.compile(r"[$€£¥₹₽]")


def money_of(heading: str) -> str:
    """The currency that a heading names, such as "Budget (USD)"; "" when it names none."""
    coded, sign = _CODE.search(heading.strip()), _SIGN.search(heading)
    code = (coded[1] or coded[2]) if coded else ""
    return code if is_currency(code) else sign[0] if sign else ""


def column_key(heading: str) -> str:
    """What a heading means, "" when that is not known."""
    forms = [heading, _BRACKETS.sub(" ", heading)]
    forms += [form.strip().partition("\n")[0] for form in forms]
    plains = [plain(_NUMBERED.sub("", form)) for form in forms]
    for form in plains:
        if form in NAMES:
            return NAMES[form]
    for text, form in zip(forms, plains, strict=True):
        if form and len(form.split()) <= _LONGEST and not text.rstrip().endswith(("?", ".", ":")):
            for key, pattern in PATTERNS:
                if pattern.search(form):
                    return key
    return ""


def find_headings(rows: Sequence[Sequence[str]]) -> Headings:
    """The headings of the table: the row among the first that names most columns.

    Raises: Problem when no row names an action step.
    """
    best = next((n for n, row in enumerate(rows[:_DEEPEST]) if set(row) >= _OURS), -1)
    if best >= 0:
        return _headings(rows, best)
    most = 0
    for place, row in enumerate(rows[:_DEEPEST]):
        keys = {column_key(cell) for cell in row if cell.strip()} - {""}
        score = 2 * len(keys & _CORE) + len(keys - _CORE)
        if score > most and _titled(row, keys):
            best, most = place, score
    if best < 0:
        raise Problem(
            f"no headings in the first {min(len(rows), _DEEPEST)} rows: one row must name the "
            "columns, such as Action Step, By Whom, By When"
        )
    return _headings(rows, best)


SKIP = "skip"
"""What a column means that is to be left out."""


def corrected(
    rows: Sequence[Sequence[str]], columns: Mapping[int, str], found: Headings | None
) -> Headings:
    """The headings with some columns given another meaning, by their places from 0.

    Where none were found the first row with two cells or more has them.

    Raises: Problem when nothing would name an action step.
    """
    if found is None:
        first = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
        heads = rows[first] if rows else []
        guessed = [(n, column_key(text), text) for n, text in enumerate(heads) if text.strip()]
        found = Headings(first, first, tuple(Column(*column) for column in guessed))
    known = {column.place: column for column in found.columns}
    for place, key in columns.items():
        heading = known[place].heading if place in known else f"Column {place + 1}"
        known[place] = Column(place, key, heading)
    every = tuple(known[place] for place in sorted(known))
    if not any(column.key == "title" for column in every):
        raise Problem("no column holds the action steps: say which one does")
    return found._replace(columns=every)


_CORE = {"title", "lead", "due", "available", "needed", "resources", "barriers", "kpis"} | {
    "communications",
    "audience",
    "goal",
}


def _titled(row: Sequence[str], keys: set[str]) -> bool:
    """Whether the row names an action step, and is not just a step that sounds like a name."""
    filled = [cell for cell in row if cell.strip()]
    if "title" in keys:
        return len(keys) > 1 or (len(filled) == 1 and plain(filled[0]) in NAMES)
    return len(keys) > 1 and any(plain(cell) in LOOSE_TITLES for cell in filled)


def _headings(rows: Sequence[Sequence[str]], first: int) -> Headings:
    top = [cell.strip() for cell in rows[first]]
    below = [cell.strip() for cell in rows[first + 1]] if first + 1 < len(rows) else []
    two = _is_second(top, below)
    width = max(len(top), len(below)) if two else len(top)
    columns: list[Column] = []
    over = ""
    for place in range(width):
        heading = top[place] if place < len(top) else ""
        under = below[place] if two and place < len(below) else ""
        over = heading or over
        key = column_key(heading) if heading else ""
        if under:
            above, own = column_key(over), column_key(under)
            key = _UNDER.get((above, own), own or key)
            heading = f"{over} {under}".strip()
        if heading:
            columns.append(Column(place, key, " ".join(heading.split())))
    ours = set(top) >= _OURS
    settled = _settled(columns)
    return Headings(first, first + two, settled if ours else _led(settled), ours, _order_in(top))


_DOES = re.compile(r"(?:(?:action|activity|step|task) )?owners?")


def _led(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with an Owner as By Whom where nothing else says who carries the steps out.

    Trackers call so whoever does it. Where a table tells both apart, as the deck does, the owner
    is the one accountable; what is called accountable always is.
    """
    does = [column for column in columns if _DOES.fullmatch(plain(column.heading))]
    if len(does) != 1 or any(column.key == "lead" for column in columns):
        return columns
    return tuple(one._replace(key="lead") if one is does[0] else one for one in columns)


def _order_in(headings: Sequence[str]) -> DateOrder:
    """The order of day and month that a heading names, "By When (dd/mm/yyyy)"."""
    for heading in headings:
        for form, order in _ORDERS:
            if form.search(heading):
                return order
    return ""


def _is_second(top: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below parts headings that span several columns."""
    filled = [place for place, cell in enumerate(below) if cell]
    if not filled or any(not column_key(below[place]) for place in filled):
        return False
    return all(
        place >= len(top)
        or not top[place]
        or column_key(top[place]) in ("resources", "communications")
        for place in filled
    )


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """The columns with names that hang on their neighbours settled."""
    keys = [column.key for column in columns]
    if "title" not in keys:
        loose = next(i for i, column in enumerate(columns) if plain(column.heading) in LOOSE_TITLES)
        keys[loose] = "title"
    told = [i for i, key in enumerate(keys) if key in ("communications", "audience")]
    for i, key in enumerate(keys):
        # "By Whom" beside "Target audience", after a first "By Whom": who tells them.
        if key == "lead" and "lead" in keys[:i] and told and i > min(told) - 2:
            keys[i] = "sender"
    if "audience" in keys:
        keys = ["message" if key == "communications" else key for key in keys]
    return tuple(
        Column(column.place, key, column.heading) for column, key in zip(columns, keys, strict=True)
    )
