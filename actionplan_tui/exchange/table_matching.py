"""Which step of the plan each row of a table is, and which steps it waits for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from actionplan_tui.capture.names import name_key
from actionplan_tui.exchange.add_table import StepRow
from actionplan_tui.exchange.table_rows import Entry
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline


class Match(NamedTuple):
    """The step that a row is, None when it is new; `known` by its Id; what is to be said."""

    step: Step | None = None
    known: bool = False
    said: str = ""


class Place(NamedTuple):
    """Where a row stands: the goal it names (an id of the plan), and the step above it.

    `new_goal` and `new_parent` say that they are not in the plan yet; `anywhere` that the
    table names no goals at all.
    """

    goal: int | None
    parent: int | None = None
    new_goal: bool = False
    new_parent: bool = False
    anywhere: bool = False


class Matching:
    """Matches the rows of a table to the steps of the plan, each step once.

    Ids count only if the table is of this plan: when most name steps of other titles, it is
    of another plan, and titles alone are compared.
    """

    def __init__(self, plan: Plan, entries: Sequence[Entry]) -> None:
        self._plan = plan
        self._tree = outline(plan)
        self._row_of = self._claims(entries)
        here = len(self._row_of)
        same = sum(titled for _, titled in self._row_of.values())
        trusted = here < 2 or same * 2 >= here
        self.said = "" if trusted else "its Ids are those of another plan: matched by title"
        if not trusted:
            self._row_of = {}
        self._free: dict[str, list[int]] = {}
        for id in self._tree.rows:
            if id not in self._row_of:
                self._free.setdefault(name_key(plan.steps[id].title), []).append(id)

    def _claims(self, entries: Sequence[Entry]) -> dict[int, tuple[int, bool]]:
        """For every Id of the plan the row it is, and whether under the step's own title.

        A row copied in a spreadsheet keeps its Id: the one that kept the title is the step.
        """
        rows: dict[int, tuple[int, bool]] = {}
        for entry in entries:
            if entry.kind == "step" and entry.id is not None and entry.id in self._tree.code:
                title = self._plan.steps[entry.id].title
                titled = name_key(title) == name_key(entry.cells.get("title", ""))
                if entry.id not in rows or (titled and not rows[entry.id][1]):
                    rows[entry.id] = entry.rows[0], titled
        return rows

    def step(self, entry: Entry, place: Place) -> Match:
        """The step that the row is."""
        said = ""
        if entry.id is not None and not self.said:
            row, _ = self._row_of.get(entry.id, (0, False))
            if row == entry.rows[0]:
                return Match(self._plan.steps[entry.id], known=True)
            where = f"stands in row {row}" if row else "is not in this plan"
            said = f"S{entry.id} {where}"
        id = self._by_title(name_key(entry.cells.get("title", "")), place)
        if id is None:
            return Match(said=said)
        self._free[name_key(self._plan.steps[id].title)].remove(id)
        return Match(self._plan.steps[id], said=said)

    def _by_title(self, title: str, place: Place) -> int | None:
        if place.new_goal or place.new_parent:
            return None
        found = self._free.get(title, [])
        here = [id for id in found if self._tree.goal[id] == place.goal]
        beside = [id for id in here if self._tree.parent[id] == place.parent]
        if beside or not title:
            return beside[0] if beside else None
        if len(here) == 1:
            return here[0]
        return found[0] if place.anywhere and len(found) == 1 else None


_STEP_REF = re.compile(r"[Ss]([1-9]\d{0,8})")
_CODE = re.compile(r"(?:step\s*)?(\d+(?:\.\d+)*)\.?\s*(?:[FS][FS]\s*(?:[+-].*)?)?", re.IGNORECASE)


class Found(NamedTuple):
    """The steps that a row waits for, the texts that name none or would close a circle, and
    whether that is new."""

    steps: tuple[int, ...]
    unknown: tuple[str, ...]
    changed: bool


class Links:
    """Which steps the rows of a table wait for, by code, Id or title; never in a circle.

    A step is a place among the rows, or, when no row is that step, its id negated less one.
    """

    def __init__(self, plan: Plan, entries: Mapping[int, Entry], rows: Sequence[StepRow]) -> None:
        self._rows = rows
        self._row_of = {row.id: place for place, row in enumerate(rows) if row.id is not None}
        self._plan = plan
        self._codes = {entry.code: place for place, entry in entries.items() if entry.code}
        titles: dict[str, list[int]] = {}
        for place, entry in entries.items():
            titles.setdefault(name_key(entry.what), []).append(place)
        self._titles = {title: places[0] for title, places in titles.items() if len(places) == 1}
        self._waits = {
            place: self._nodes(plan.steps[row.id].depends_on) if row.id is not None else []
            for place, row in enumerate(rows)
        }

    def find(self, place: int, texts: Iterable[str]) -> Found:
        """The steps that the texts name."""
        found: list[int] = []
        unknown: list[str] = []
        before = self._waits[place]
        self._waits[place] = []
        for text in texts:
            node = self._node(text)
            if node is None or node == place or self._reaches(node, place):
                unknown.append(text)
            elif node not in found:
                found.append(node)
                self._waits[place].append(node)
        return Found(tuple(found), tuple(unknown), found != before)

    def _node(self, text: str) -> int | None:
        ref = _STEP_REF.fullmatch(text)
        if ref:
            id = int(ref[1])
            return self._nodes([id])[0] if id in self._plan.steps else None
        code = _CODE.fullmatch(text)
        if code and code[1] in self._codes:
            return self._codes[code[1]]
        return self._titles.get(name_key(text))

    def _nodes(self, ids: Iterable[int]) -> list[int]:
        return [self._row_of.get(id, -id - 1) for id in ids]

    def _reaches(self, start: int, goal: int) -> bool:
        stack, seen = [start], {start}
        while stack:
            node = stack.pop()
            if node == goal:
                return True
            if node >= 0:
                nodes = self._waits[node]
            else:
                step = self._plan.steps.get(-node - 1)
                nodes = self._nodes(step.depends_on) if step else []
            for other in nodes:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        return False
