"""What the walk of a review shows: why each record is looked at, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from actionplan_tui.analysis.clocks import last_review
from actionplan_tui.analysis.kpis import reading
from actionplan_tui.analysis.people import goal_owner_of, name_of, names_of, owner_of
from actionplan_tui.analysis.review_walk import GROUPS, ReviewRow
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.edits.change_words import change_text, record_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.history_filter import Narrow, narrowed
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Goal, Review, Step
from actionplan_tui.model.zone import plan_zone
from screens.kpi_cells import figure
from screens.step_cells import StepCells
from screens.widgets.grid import Cell, Column

Key = tuple[str, int]
"""A record, a `("group", place)`, or a `("close", place)` of the review itself."""

CLOSING = ("environment", "decisions", "next", "end")
"""The rows that close a review, in their order."""
_CLOSING_LABELS = ("What changed around us", "Decisions", "Next review", "End the review")

COLUMNS = (
    Column("what", "Look at", 30, flexible=True),
    Column("reviewed", "Reviewed", 10),
    Column("why", "Why", 34),
    Column("lead", "By Whom", 14),
    Column("due", "By When", 13),
    Column("now", "Now", 8, align="right"),
)

_CHANGES = 6
"""Actions on a record that are told."""

_HEADS = list(GROUPS.values())


class ReviewRows:
    """The rows of a review that is going on."""

    def __init__(
        self,
        plan: Plan,
        today: dt.date,
        review: Review,
        walk: Sequence[ReviewRow],
        changed: Collection[tuple[str, int]],
    ) -> None:
        """Prepare the rows.

        Args:
            plan: The plan as it is shown.
            today: The day.
            review: The review.
            walk: What is looked at.
            changed: The records that were changed in this review.
        """
        self.plan, self.today, self.review = plan, today, review
        self._walk = {(row.table, row.id): row for row in walk}
        self._changed = changed
        self._cells = StepCells(plan, today, flat=True)
        self.rows: list[Key] = []
        for why, heading in GROUPS.items():
            keys = [(row.table, row.id) for row in walk if row.why == why]
            keys = [key for key in keys if plan.find(*key) is not None]
            if keys:
                self.rows += [("group", _HEADS.index(heading)), *keys]
        self.rows.append(("group", len(_HEADS)))
        self.rows += [("close", place) for place in range(len(CLOSING))]

    @property
    def left(self) -> list[tuple[str, int]]:
        """The records that nobody has looked at yet."""
        return [key for key in self.rows if key in self._walk and not self.reviewed(key)]

    def reviewed(self, key: Key) -> str:
        """What became of a record in this review: "changed", "no change", or nothing yet."""
        if key in self._changed:
            return "changed"
        record = self.plan.find(*key)
        began = self.review.began
        confirmed = record.confirmed if record is not None else None
        return "no change" if confirmed and began and confirmed >= began else ""

    def said(self, key: Key, history: Sequence[HistoryRow]) -> list[str]:
        """All that is to be said of a row: why it is here, then what changed, the latest first."""
        if key[0] == "close" and key[1] < len(CLOSING) - 2:
            return str(getattr(self.review, CLOSING[key[1]])).splitlines()
        row = self._walk.get(key)
        if row is None:
            return []
        found = ["; ".join(row.said)] if row.said else []
        since = last_review(self.plan, self.review.kind)
        for commit in narrowed(self.plan, history, Narrow(record=key))[::-1][:_CHANGES]:
            if since is None or commit.at.astimezone(plan_zone(self.plan)).date() >= since:
                for change in commit.changes:
                    found.append(f"{commit.by}: {change_text(self.plan, change)}")
        return found

    def role(self, key: object) -> str:
        """How a row is drawn."""
        return "group" if isinstance(key, tuple) and key[0] == "group" else ""

    def cell(self, key: object, column: str) -> Cell:
        """What a cell shows."""
        assert isinstance(key, tuple)
        table, id = key
        if table == "group":
            heading = [*_HEADS, "To close the review"][id]
            return Cell(heading if column == "what" else "")
        if table == "close":
            return self._closing(id, column)
        if column == "what":
            return Cell(record_words(self.plan, Change(table, id, "id")))
        if column == "reviewed":
            done = self.reviewed(key)
            return Cell(done or "not yet", "good" if done else "dim")
        if column == "why":
            row = self._walk[key]
            bad = row.why in ("off track", "late")
            return Cell("; ".join(row.said), "bad" if bad else "")
        return self._value(table, id, column)

    def _closing(self, place: int, column: str) -> Cell:
        if column == "what":
            return Cell(_CLOSING_LABELS[place], "accent" if CLOSING[place] == "end" else "")
        if column != "why":
            return Cell("")
        if CLOSING[place] == "end":
            left = len(self.left)
            return Cell(f"writes the minutes; {left} not looked at" if left else
                        "writes the minutes", "dim")  # fmt: skip
        if CLOSING[place] == "next":
            day = self.review.next
            return Cell(long_date(day) if day else "by its cadence", "" if day else "dim")
        text = " ".join(str(getattr(self.review, CLOSING[place])).split())
        return Cell(text or "Enter writes it", "" if text else "dim")

    def _value(self, table: str, id: int, column: str) -> Cell:
        record = self.plan.find(table, id)
        if isinstance(record, Step):
            if column == "now":
                percent = rollup(self.plan).percent(id)
                return Cell("" if percent is None else f"{percent} %")
            if column == "lead" and record.lead is None:
                owner = name_of(self.plan, owner_of(self.plan, id)[0])
                return Cell(f"(owner {owner})" if owner else "", "dim")
            return self._cells.cell(("steps", id), column)
        if isinstance(record, Goal):
            values = {
                "lead": name_of(self.plan, goal_owner_of(self.plan, id)[0]),
                "due": short_date(record.target_date) if record.target_date else "",
            }
            percent = rollup(self.plan).goal_percent(id)
            return Cell(values.get(column, "" if percent is None else f"{percent} %"))
        if table == "kpis" and id in self.plan.kpis:
            kpi = self.plan.kpis[id]
            values = {
                "lead": name_of(self.plan, kpi.data_owner),
                "due": short_date(kpi.target_date) if kpi.target_date else "",
                "now": figure(reading(self.plan, id, self.today).latest),
            }
            return Cell(values[column])
        if table == "communications" and id in self.plan.communications:
            line = self.plan.communications[id]
            values = {"lead": name_of(self.plan, line.responsible), "due": line.cadence}
            return Cell(values.get(column, names_of(self.plan, line.audience)))
        return Cell("")
