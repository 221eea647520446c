"""Cells over a table of their own (resources, barriers, communications, KPIs) as text.

One item stands between `;` or new lines. What is left as it was shown keeps its record as
it is; a changed text changes only the fields in which it now says something else, so that
what no text shows (a likelihood, a reminder) is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from importlib import import_module
from typing import Any, NamedTuple

from actionplan_tui.capture import items_resources
from actionplan_tui.capture.date_context import DateContext, context_of
from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.items_text import (
    BLANK_WORDS,
    NONE_WORDS,
    Parts,
    Reader,
    first_sound,
    split_items,
)
from actionplan_tui.capture.likeness import likeness
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record, Resource

_SHOWN_ON = date(2000, 1, 1)  # shown texts name every year, so that any day reads them alike
_ALIKE = 0.5


class Item(NamedTuple):
    """One item of a cell: the record it stands for (`id` 0: one to be added) and the fields
    to set in it (none: left as it is). The step is the cell's."""

    table: str
    id: int
    fields: dict[str, Any]
    text: str
    said: str


class Items(NamedTuple):
    """What the text of a cell means: its items, the records it no longer lists, and whether
    it answers "none"."""

    items: tuple[Item, ...]
    removed: tuple[int, ...]
    none: bool
    said: str


class _Column(NamedTuple):
    """How the cells of one column are read and written."""

    table: str
    read: Reader
    parts_of: Callable[[Plan, Any], Parts]
    forms: Callable[[Plan, Any], Iterator[str]]
    say: Callable[[Plan, Parts, DateContext], str]


def _resources(side: items_resources.Side) -> _Column:
    return _Column(
        "resources",
        partial(items_resources.read, side=side),
        partial(items_resources.parts_of, side=side),
        partial(items_resources.forms, side=side),
        partial(items_resources.say, side=side),
    )


_OTHERS = frozenset(("barriers", "communications", "kpis"))
"""The columns of other tables, each called as its table."""


def records_in(plan: Plan, step_id: int, column: str) -> tuple[Record, ...]:
    """The records that the cell of a step lists, in the table's order."""
    known = _column(column)
    rows = plan.table(known.table)
    found = tuple(rows[id] for id in hanging(plan, known.table, "step", step_id))
    if known.table != "resources":
        return found
    side: items_resources.Side = "available" if column == "available" else "needed"
    return tuple(
        record
        for record in found
        if isinstance(record, Resource) and items_resources.stands_in(record, side)
    )


def show_item(plan: Plan, column: str, record: Record) -> str:
    """The text of one record in a cell of the column; `parse_items` reads it back."""
    known = _column(column)
    return first_sound(
        plan,
        known.forms(plan, record),
        known.parts_of(plan, record),
        known.read,
        DateContext(_SHOWN_ON),
    )


def show_items(plan: Plan, step_id: int, column: str) -> str:
    """The text of the cell: its items between `; `, "none" when that is the answer."""
    found = records_in(plan, step_id, column)
    if found:
        return "; ".join(show_item(plan, column, record) for record in found)
    step = plan.steps.get(step_id)
    return "none" if step is not None and column in step.none_identified else ""


def parse_items(plan: Plan, step_id: int, column: str, text: str, *, today: date) -> Items:
    """What the text means in the cell of a step; `step_id` 0 is a step to be added.

    Raises: Problem when an item names what is not there, or a date that must be asked about.
    """
    known = _column(column)
    context = context_of(plan, today)
    plain = text.strip().lower()
    none = plain in NONE_WORDS
    texts = [] if none or plain in BLANK_WORDS else split_items(text)
    try:
        items, gone = _Cell(plan, step_id, column, known, context).read(texts)
    except Problem as problem:
        problem.table, problem.field = problem.table or "steps", problem.field or column
        raise
    lost = _leave(column, gone)
    said = "; ".join(item.said for item in items)
    return Items(
        (*items, *lost),
        tuple(record.id for record in gone if record.id not in {item.id for item in lost}),
        none,
        said or ("none identified" if none else "not answered"),
    )


def communication_item(plan: Plan, parts: Parts, today: date) -> Item:
    """A communication to be added, of which some parts are known."""
    blank = {"audience": (), "responsible": None, "cadence": "", "channel": "", "message": ""}
    fields = {**blank, **parts}
    said = _column("communications").say(plan, fields, context_of(plan, today))
    return Item("communications", 0, fields, "", said)


@cache
def _column(key: str) -> _Column:
    if key in ("available", "needed"):
        return _resources("available" if key == "available" else "needed")
    if key not in _OTHERS:
        raise Problem(f"there is no column {key!r} of items")
    # Columns that are out of sight at first are no part of the way to the first frame.
    part = import_module(f"actionplan_tui.capture.items_{key}")
    return _Column(key, part.read, part.parts_of, part.forms, part.say)


def _leave(column: str, gone: Sequence[Record]) -> tuple[Item, ...]:
    """What becomes of resources that stand in both columns and leave this one."""
    other = {"available": "needed", "needed": "available"}.get(column)
    return tuple(
        Item("resources", record.id, {column: None}, "", f"no longer {column}")
        for record in gone
        if other and getattr(record, other) is not None
    )


class _Cell:
    """The texts of one cell set against the records it lists."""

    def __init__(
        self,
        plan: Plan,
        step_id: int,
        column: str,
        known: _Column,
        context: DateContext,
    ) -> None:
        self.plan, self.step_id, self.column = plan, step_id, column
        self.known, self.context = known, context
        self.records = records_in(plan, step_id, column)
        self.shown = [show_item(plan, column, record) for record in self.records]
        self.joined: set[int] = set()

    def read(self, texts: list[str]) -> tuple[list[Item], list[Record]]:
        """The items, and the records that no text stands for any more."""
        pairs = self._pair(texts)
        items = [
            self._changed(text, self.records[pairs[place]], self.shown[pairs[place]])
            if place in pairs
            else self._new(text)
            for place, text in enumerate(texts)
        ]
        kept = set(pairs.values())
        return items, [record for place, record in enumerate(self.records) if place not in kept]

    def _pair(self, texts: list[str]) -> dict[int, int]:
        """Which text stands for which record: the same, then the most alike, then by place."""
        pairs: dict[int, int] = {}
        free = list(range(len(self.records)))
        for place, text in enumerate(texts):
            same = next((other for other in free if self.shown[other] == text), None)
            if same is not None:
                pairs[place] = same
                free.remove(same)
        open_texts = [place for place in range(len(texts)) if place not in pairs]
        ranked = sorted(
            (
                (-likeness(texts[place], self.shown[other]), place, other)
                for place in open_texts
                for other in free
                if self._fits(texts[place], other)
            ),
        )
        by_place = [(0.0, place, place) for place in open_texts if place in free]
        for score, place, other in (*(r for r in ranked if r[0] <= -_ALIKE), *by_place):
            if place not in pairs and other in free and (score or self._fits(texts[place], other)):
                pairs[place] = other
                free.remove(other)
        return pairs

    def _fits(self, text: str, place: int) -> bool:
        """Whether the text can stand for the record: one that has an amount in the other
        column needs an amount to stand in this one."""
        if self.known.table != "resources":
            return True
        record = self.records[place]
        other = "needed" if self.column == "available" else "available"
        if getattr(record, other) is None:
            return True
        return self._parts(text)[self.column] is not None

    def _parts(self, text: str) -> Parts:
        return self.known.read(self.plan, text, self.context)

    def _changed(self, text: str, record: Record, shown: str) -> Item:
        parts = self._parts(text)
        fields: Parts = {}
        if text != shown:
            before = self.known.read(self.plan, shown, self.context)
            fields = {name: value for name, value in parts.items() if before.get(name, "") != value}
            fields = {**fields, **self._status(record, fields)}
        return Item(self.known.table, record.id, fields, text, self._say(parts))

    def _status(self, record: Record, fields: Parts) -> Parts:
        """A resource left without amounts stands by its status: keep it in this column."""
        if not isinstance(record, Resource) or self.column not in fields:
            return {}
        amounts = {"available": record.available, "needed": record.needed, **fields}
        if any(amounts[side] is not None for side in ("available", "needed")):
            return {}
        if (record.status == "available") == (self.column == "available"):
            return {}
        return {"status": self.column}

    def _new(self, text: str) -> Item:
        parts = self._parts(text)
        said = self._say(parts)
        if self.known.table != "resources":
            return Item(self.known.table, 0, parts, text, said)
        half = self._half(parts)
        if half is not None:
            return Item("resources", half, {self.column: parts[self.column]}, text, said)
        return Item("resources", 0, {**parts, "status": self.column}, text, said)

    def _half(self, parts: Parts) -> int | None:
        """The same resource in the other column alone: 2 lawyers of the 3 needed are there."""
        if parts[self.column] is None or not parts["description"]:
            return None
        wanted = (one_line(parts["description"]).casefold(), parts["unit"])
        for id in hanging(self.plan, "resources", "step", self.step_id):
            record = self.plan.resources[id]
            same = (one_line(record.description).casefold(), record.unit) == wanted
            here, there = record.available, record.needed
            if self.column == "needed":
                here, there = there, here
            if same and here is None and there is not None and id not in self.joined:
                self.joined.add(id)
                return id
        return None

    def _say(self, parts: Parts) -> str:
        return self.known.say(self.plan, parts, self.context)
