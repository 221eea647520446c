"""What a filter and a sort leave of the steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline
from screens.answering import NOTHING_FITS
from screens.column_sort import Sort, turned
from screens.outline_rows import LatestOutline, Row, Shown, filtered_rows, sorted_rows

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
        self._last: tuple[Plan, str, dt.date, int | None, frozenset[int]] | None = None

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
        keep = self._keep(plan, today, me)
        if self.sort is not None:
            key = _sort_key(plan, today, self.sort[0])
            return sorted_rows(plan, key, reverse=self.sort[1], keep=keep)
        if self.text.strip():
            return filtered_rows(plan, keep)
        return self._outline.rows(plan, folded)

    def said(self, plan: Plan, text: str, today: dt.date, me: int | None) -> str:
        """How many steps a filter leaves.

        Raises: Problem when the text is not understood.
        """
        found = self._found(plan, text, today, me)
        return f"{len(found)} of {len(outline(plan).rows)}"

    def empty_text(self, any_steps: bool) -> str:
        """What to say where no row is left."""
        return NOTHING_FITS if any_steps else EMPTY_PLAN

    def _keep(self, plan: Plan, today: dt.date, me: int | None) -> Callable[[int], bool]:
        if not self.text.strip():
            return lambda id: True
        try:
            return self._found(plan, self.text, today, me).__contains__
        except Problem:  # a filter remembered from a day when it was understood
            return lambda id: False

    def _found(self, plan: Plan, text: str, today: dt.date, me: int | None) -> frozenset[int]:
        """The steps that a filter leaves, sought once for a text: it is said, then it is shown.

        Raises: Problem when the text is not understood.
        """
        last = self._last
        if last is not None and last[0] is plan and last[1:4] == (text, today, me):
            return last[4]
        keep = _parse(text, me)
        found = frozenset(id for id in outline(plan).rows if keep(plan, id, today))
        self._last = (plan, text, today, me, found)
        return found


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
