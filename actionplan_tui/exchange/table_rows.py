"""What each row of a table is: a step, a goal over the steps below it, or nothing to take in.

Only the text of the table is looked at here, not the plan it goes into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from actionplan_tui.capture.digits import one_line
from actionplan_tui.exchange.heading_names import plain
from actionplan_tui.exchange.headings import SKIP, Headings, money_of
from actionplan_tui.exchange.row_forms import (
    are_numbered,
    goal_in,
    goal_statement,
    is_ditto,
    is_known_prompt,
    is_note,
    is_prompt,
    is_total,
    is_unfilled,
    numbered_title,
    numbers,
    tidy,
)
from actionplan_tui.exchange.table_dates import NOTHING

EntryKind = Literal["step", "goal", "skip", "unread"]


class Entry(NamedTuple):
    """What one row (or several that belong together) of a table says.

    `rows` count from 1. `cells` hold the text by what its column means. `above` is the place,
    among the entries, of the step it stands under by its code. `goal` is the statement of the
    goal it stands under. `extra` is what columns of unknown meaning hold, with their headings.
    """

    rows: tuple[int, ...]
    kind: EntryKind
    what: str
    why: str = ""
    cells: Mapping[str, str] = MappingProxyType({})
    extra: tuple[str, ...] = ()
    id: int | None = None
    code: str = ""
    above: int | None = None
    goal: str = ""


class _Row(NamedTuple):
    number: int
    cells: dict[str, str]
    extra: tuple[str, ...]
    texts: tuple[str, ...]  # every filled cell, once
    first: int  # the place of the first filled cell


def read_entries(rows: Sequence[Sequence[str]], headings: Headings) -> list[Entry]:
    """What the rows below (and above) the headings say, in order; blank rows say nothing."""
    above = [
        Entry((number,), "skip", text, "above the headings")
        for number, row in enumerate(rows[: headings.first], 1)
        if (text := one_line(" ".join(row)))
    ]
    first = headings.last + 1
    found = [
        row
        for number, cells in enumerate(rows[first:], first + 1)
        if (row := _row(number, cells, headings)).texts
    ]
    reading = _Ours(found) if headings.ours else _Reading(found, headings)
    return _under([*above, *reading.entries()], ours=headings.ours)


def _under(entries: list[Entry], *, ours: bool) -> list[Entry]:
    """The entries, each with the step above it by its code: 1.2.1 under 1.2, else under 1.

    Tables of offices begin again with 1 under every goal; in ours a code stands once.
    """
    latest: dict[str, int] = {}
    placed: list[Entry] = []
    for place, entry in enumerate(entries):
        above: int | None = None
        code = entry.code
        while "." in code and above is None:
            code = code.rpartition(".")[0]
            above = latest.get(code)
        if above is not None and not ours and placed[above].goal != entry.goal:
            above = None
        placed.append(entry._replace(above=above))
        if entry.kind == "step" and entry.code:
            latest[entry.code] = place
    return placed


def _row(number: int, row: Sequence[str], headings: Headings) -> _Row:
    cells: dict[str, str] = {}
    extra: list[str] = []
    texts: dict[str, None] = {}
    for column in headings.columns:
        raw = row[column.place] if column.place < len(row) else ""
        text = tidy(raw)
        if not text or (not headings.ours and is_unfilled(text)):
            continue
        if column.key == SKIP:
            continue
        if column.key in _MONEY and _BARE.fullmatch(text) and (money := money_of(column.heading)):
            raw = text = f"{money} {text}"
        texts[text] = None
        if not column.key:
            extra.append(f"{column.heading}: {text}")
        elif column.key not in cells:
            cells[column.key] = raw if headings.ours else text
        elif column.key not in _SINGLE and text not in cells[column.key].split("\n"):
            cells[column.key] += f"\n{text}"
        elif text != cells[column.key]:
            extra.append(f"{column.heading}: {text}")
    headed = {column.place for column in headings.columns}
    for place, cell in enumerate(row):
        if place not in headed and (text := tidy(cell)):
            texts[text] = None
            extra.append(f"Column {place + 1}: {text}")
    first = next((place for place, cell in enumerate(row) if cell.strip()), 0)
    return _Row(number, cells, tuple(extra), tuple(texts), first)


_MONEY = frozenset({"available", "needed", "resources"})
_BARE = re.compile(r"\d[\d.,' ]*")
"""A number and nothing else, which a heading such as "Budget (USD)" says the currency of."""
_SINGLE = frozenset(
    {"id", "wbs", "goal", "title", "due", "start", "finished", "forecast", "percent", "state"}
)
"""Columns of which a second one is no more of the same."""


class _Ours:
    """Rows this program wrote: every cell means what its heading says, and nothing else."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows

    def entries(self) -> Iterator[Entry]:
        for row in self._rows:
            id, code = numbers(row.cells)
            title = row.cells.get("title", "")
            goal = row.cells.get("goal", "")
            what = one_line(title) or f"step {code}"
            yield Entry((row.number,), "step", what, "", row.cells, row.extra, id, code, None, goal)


class _Reading:
    """Rows as people write them: goals between steps, numbers in titles, ditto marks."""

    def __init__(self, rows: Sequence[_Row], headings: Headings) -> None:
        self._rows = rows
        self._has_goals = "goal" in headings.meanings or any(map(self._is_named_goal, rows))
        self._coded = are_numbered(row.cells.get("title", "") for row in rows)
        self._titles_at = min(c.place for c in headings.columns if c.key == "title")
        self._names = {plain(column.heading) for column in headings.columns}
        self._goal = ""
        self._last: dict[str, str] = {}

    def entries(self) -> Iterator[Entry]:
        waiting: Entry | None = None  # the latest step, which the next row may continue
        for place, row in enumerate(self._rows):
            entry = self._entry(place, row, waiting)
            if entry.kind == "step" and waiting is not None and entry.rows[0] == waiting.rows[0]:
                waiting = entry
                continue
            if waiting is not None:
                yield waiting
            waiting = entry if entry.kind == "step" else None
            if waiting is None:
                yield entry
        if waiting is not None:
            yield waiting

    def _entry(self, place: int, row: _Row, latest: Entry | None) -> Entry:
        what = one_line(row.cells.get("title", "") or row.texts[0])
        why = self._no_step(row)
        if why:
            return Entry((row.number,), "skip", what, why)
        statement = self._goal_in(place, row)
        if statement:
            self._goal = statement
            cells = {k: v for k, v in row.cells.items() if k not in ("title", "goal", "wbs", "id")}
            cells = {} if len(row.texts) == 1 else cells
            return Entry((row.number,), "goal", statement, "", cells, row.extra, goal=statement)
        cells = self._without_dittos(row.cells)
        if cells.get("goal"):
            none = cells["goal"].lower() in NOTHING
            self._goal = "" if none else goal_statement(cells["goal"])
        id, code = numbers(cells)
        title, coded = self._title(cells.get("title", ""))
        if not title and latest is not None and id is None and (not code or code == latest.code):
            return _continued(latest, row.number, cells, row.extra)
        if not title and id is None:
            blank = set(row.cells) <= {"title", "wbs", "goal"} and not row.extra
            why = "a step not filled in" if blank else "has no action step"
            return Entry((row.number,), "skip" if blank else "unread", what, why)
        cells["title"] = title
        self._last = cells
        what = one_line(title) or f"S{id}"
        rows = (row.number,)
        return Entry(rows, "step", what, "", cells, row.extra, id, code or coded, None, self._goal)

    def _no_step(self, row: _Row) -> str:
        """Why a row is neither step nor goal, "" when it may be."""
        title = row.cells.get("title", "")
        asked = sum(map(is_prompt, row.texts))
        if is_prompt(title) and (is_known_prompt(title) or asked * 2 > len(row.texts) > 1):
            return "guiding questions"
        if plain(title) in self._names:
            same = sum(plain(text) in self._names for text in row.texts)
            if same > 1 and same * 2 >= len(row.texts):
                return "the headings again"
        if is_total(title or row.texts[0]) and not {"lead", "due"} & row.cells.keys():
            return "a total"
        if len(row.texts) == 1 and is_note(row.texts[0]):
            return "a note on the table"
        return ""

    def _goal_in(self, place: int, row: _Row) -> str:
        """What the goal says that a row names, "" when the row names none."""
        if self._is_named_goal(row):
            return goal_in(row.cells.get("title", "")) or goal_in(row.texts[0])
        if "title" not in row.cells and set(row.cells) == {"goal"} and not row.extra:
            return goal_statement(row.cells["goal"])
        if len(row.texts) > 1 or row.first > self._titles_at or self._has_goals:
            return ""
        if self._title(row.texts[0])[1]:
            return ""
        following = self._rows[place + 1] if place + 1 < len(self._rows) else None
        if following is None or len(following.texts) < 2 or self._no_step(following):
            return ""
        # One filled cell over a row of several is a goal, unless most rows are so short that
        # nothing but titles was ever filled in.
        short = sum(len(other.texts) == 1 for other in self._rows)
        return self._title(row.texts[0])[0] if short * 2 <= len(self._rows) else ""

    @staticmethod
    def _is_named_goal(row: _Row) -> bool:
        if len(row.texts) == 1:
            return bool(goal_in(row.texts[0]))
        named = goal_in(row.cells.get("title", "")) and "goal" not in row.cells
        return bool(named) and row.cells.keys() <= _OF_GOALS and not row.extra

    def _title(self, text: str) -> tuple[str, str]:
        return numbered_title(text, coded=self._coded)

    def _without_dittos(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells with "ditto" replaced by what the step above has there."""
        return {
            key: self._last[key] if is_ditto(text) and key != "title" else text
            for key, text in cells.items()
            if key == "title" or not is_ditto(text) or self._last.get(key)
        }


_OF_GOALS = frozenset({"id", "wbs", "title", "lead", "owner", "due", "kpis", "done_when"})
"""What the row of a goal may say."""


def _continued(entry: Entry, number: int, cells: dict[str, str], extra: tuple[str, ...]) -> Entry:
    """The step with what a row below it, without a title of its own, adds."""
    joined = dict(entry.cells)
    for key, text in cells.items():
        if key in ("wbs", "goal", "id"):
            continue
        if key in _SINGLE and joined.get(key) and joined[key] != text:
            extra = (*extra, f"{key}: {text}")
        elif text not in joined.get(key, "").split("\n"):
            joined[key] = f"{joined[key]}\n{text}" if joined.get(key) else text
    return entry._replace(rows=(*entry.rows, number), cells=joined, extra=entry.extra + extra)
