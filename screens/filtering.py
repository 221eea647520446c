"""What a filter and a sort leave of the steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.answering import NOTHING_FITS
from screens.column_sort import Sort, turned
from screens.outline_rows import LatestOutline, Row, Shown, filtered_rows, sorted_rows

if TYPE_CHECKING:
    from actionplan_tui.analysis.touched import Touched

EMPTY_PLAN = """No action steps yet.

a       add the first step: what needs to be done?
1       go to the goals: each goal needs a series of steps
c       capture a whole step in one line
ctrl+g  be asked the deck's questions, one by one
?       all keys"""


class Filtering:
    """The filter's text and the sorted column of a table of steps."""

    def __init__(self) -> None:
        self.text = ""
        self.sort: Sort | None = None
        self._outline = LatestOutline()
        self._last: _Found | None = None
        self._rows: tuple[object, ...] = ()
        self._shown = Shown([])
        self._order = _Order()

    @property
    def on(self) -> bool:
        """Whether anything but the whole outline is shown."""
        return bool(self.text.strip()) or self.sort is not None

    @property
    def flat(self) -> bool:
        """Whether a sorted list is shown instead of the outline."""
        return self.sort is not None

    def clear(self) -> None:
        """Show the whole outline again."""
        self.text, self.sort = "", None

    def turn_sort(self, column: str) -> None:
        """Sort by a column, then the other way round, then not at all."""
        self.sort = turned(self.sort, column)

    def rows(self, plan: Plan, today: dt.date, folded: Collection[Row], me: int | None) -> Shown:
        """The rows to show."""
        if not self.on:
            return self._outline.rows(plan, folded)
        kept, tree = self._kept(plan, today, me), outline(plan)
        keep = kept.__contains__ if kept is not None else _every
        made_of: tuple[object, ...] = (tree, kept)
        if self.sort is not None:
            made_of += (*self.sort, self._order.values(plan, today, self.sort[0], kept))
        if made_of != self._rows:
            self._rows = made_of
            if self.sort is not None:
                key, reverse = self._order.known.__getitem__, self.sort[1]
                self._shown = sorted_rows(plan, key, reverse=reverse, keep=keep)
            else:
                self._shown = filtered_rows(plan, keep)
        return self._shown

    def said(self, plan: Plan, text: str, today: dt.date, me: int | None) -> str:
        """How many steps a filter leaves.

        Raises: Problem when the text is not understood.
        """
        found = self._found(plan, text, today, me)
        return f"{len(found)} of {len(outline(plan).rows)}"

    def empty_text(self, any_steps: bool) -> str:
        """What to say where no row is left."""
        return NOTHING_FITS if any_steps else EMPTY_PLAN

    def _kept(self, plan: Plan, today: dt.date, me: int | None) -> frozenset[int] | None:
        """The steps that the filter leaves; None without one."""
        if not self.text.strip():
            return None
        try:
            return self._found(plan, self.text, today, me)
        except Problem:  # a filter remembered from a day when it was understood
            return frozenset()

    def _found(self, plan: Plan, text: str, today: dt.date, me: int | None) -> frozenset[int]:
        """The steps that a filter leaves, sought once for a text: it is said, then it is shown.
        After an edit the steps that it reached are looked at again.

        Raises: Problem when the text is not understood.
        """
        last = self._last
        if last is None or last[1:4] != (text, today, me):
            keep = _parse(text, me)
            found = frozenset(id for id in outline(plan).rows if keep(plan, id, today))
        elif last.plan is plan:
            return last.steps
        else:
            keep, rows = _parse(text, me), outline(plan)
            change = _touched(last.plan, plan)
            if change is None or change.any(*_REACHING_ALL):
                found = frozenset(id for id in rows.rows if keep(plan, id, today))
            else:
                again = {id for id in change.above if id in rows.depth and keep(plan, id, today)}
                found = last.steps
                if again != found & change.above:
                    found = found - change.above | again
        self._last = _Found(plan, text, today, me, found)
        return found


class _Found(NamedTuple):
    """The steps of a plan that a filter leaves."""

    plan: Plan
    text: str
    today: dt.date
    me: int | None
    steps: frozenset[int]


_REACHING_ALL = ("stakeholders", "goals", "places")
"""What the rows of all steps may say: names, statements, codes."""


class _Order:
    """What each step is sorted by, found anew after an edit for the steps that it reached."""

    def __init__(self) -> None:
        self.known: dict[int, object] = {}
        self._of: tuple[Plan, dt.date, str] | None = None
        self._version = 0

    def values(self, plan: Plan, today: dt.date, column: str, steps: Collection[int] | None) -> int:
        """Find what these steps (None: all) are sorted by; the same number while it is the same."""
        last, self._of = self._of, (plan, today, column)
        change = None
        if last is not None and last[1:] == (today, column):
            change = _touched(last[0], plan)
        if change is None or change.any(*_REACHING_ALL):
            self.known = {}
            self._version += 1
        wanted = outline(plan).rows if steps is None else steps
        key = None
        again = change.above if change is not None and self.known else ()
        for id in again:
            if id in self.known:
                key = key or _sort_key(plan, today, column)
                before, now = self.known.pop(id), None
                if id in outline(plan).depth:
                    now = self.known[id] = key(id)
                self._version += before != now
        missing = [id for id in wanted if id not in self.known]
        if missing:
            key = key or _sort_key(plan, today, column)
            self.known.update({id: key(id) for id in missing})
            self._version += 1
        return self._version


def _touched(before: Plan, after: Plan) -> Touched | None:
    # Loaded with the first edit behind a filter or a sort: not on the way to the first frame.
    from actionplan_tui.analysis.touched import touched

    return touched(before, after)


def _every(id: int) -> bool:
    return True


_STATE_ORDER = (
    "OFF TRACK", "LATE", "AT RISK", "on hold", "on track", "not started", "done", "cancelled",
)  # fmt: skip


def _sort_key(plan: Plan, today: dt.date, column: str) -> Callable[[int], object]:
    steps = plan.steps
    if column == "due":
        return lambda id: steps[id].due
    if column == "lead":
        return lambda id: name_of(plan, steps[id].lead).casefold()
    if column == "percent":
        return lambda id: rollup(plan).percent(id)
    if column == "state":
        found = states(plan, today)

        def severity(id: int) -> object:
            state = found.of(id)
            return (_STATE_ORDER.index(state.kind), -state.days)

        return severity
    if column == "title":
        return lambda id: steps[id].title.casefold()
    from actionplan_tui.capture.items import show_items

    return lambda id: show_items(plan, id, column).casefold()


def _parse(text: str, me: int | None) -> Callable[[Plan, int, dt.date], bool]:
    # What filters mean is loaded with the first one: it is not on the way to the first frame.
    from actionplan_tui.analysis.filters import parse_filter

    return parse_filter(text, me=me)
