"""Edits of a review: begun, walked, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.edit import some, title
from actionplan_tui.edits.past import net
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.records import AddRecord
from actionplan_tui.model.plan import Plan, live, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Review, ReviewKind


def open_review(plan: Plan, kind: ReviewKind | None = None) -> int | None:
    """The review that is going on, of a kind or of either; None when none is."""
    for id, review in live(plan.reviews).items():
        if review.began is not None and review.date is None and kind in (None, review.kind):
            return id
    return None


class BeginReview(Struct, frozen=True):
    """Begin a review of the plan or of its communication plan on a day.

    `by` is the stakeholder who holds it, where that is known.
    """

    kind: ReviewKind
    on: dt.date
    by: int | None = None

    def apply(self, plan: Plan) -> Plan:
        """The plan with the review open.

        Raises: Problem when one of the kind is going on already.
        """
        going_on = open_review(plan, self.kind)
        if going_on is not None:
            raise Problem(f"review {ref('reviews', going_on)} is going on: join or end it first",
                          table="reviews", id=going_on)  # fmt: skip
        fields = {"kind": self.kind, "began": self.on, "by": self.by}
        return AddRecord("reviews", fields).apply(plan)

    def label(self, plan: Plan) -> str:
        """What is reviewed."""
        return f"begin the {self.kind} review"


class Confirm(Struct, frozen=True):
    """Say of records that they were looked at and stay as they are."""

    records: tuple[tuple[str, int], ...]
    on: dt.date

    def apply(self, plan: Plan) -> Plan:
        """The plan with the records confirmed on the day."""
        for table, id in self.records:
            plan = plan.amend(table, id, confirmed=self.on)
        return plan

    def label(self, plan: Plan) -> str:
        """The records."""
        if len(self.records) == 1:
            return f"no change: {title(plan, *self.records[0])}"
        tables = {table for table, _ in self.records}
        if len(tables) == 1:
            return f"no change: {some(plan, tables.pop(), [id for _, id in self.records])}"
        return f"no change: {len(self.records)} records"


class EndReview(Struct, frozen=True):
    """End a review on a day: it was held, and its clock starts anew."""

    id: int
    on: dt.date

    def apply(self, plan: Plan) -> Plan:
        """The plan with the review held.

        Raises: Problem when it has ended already, or its next day has passed.
        """
        review = plan.get("reviews", self.id)
        assert isinstance(review, Review)
        if review.date is not None:
            raise Problem(f"{ref('reviews', self.id)} has ended already", table="reviews",
                          id=self.id)  # fmt: skip
        if review.next is not None and review.next <= self.on:
            raise Problem("next: the next review is after this one", table="reviews", id=self.id,
                          field="next")  # fmt: skip
        last = "last_review" if review.kind == "plan" else "last_communication_review"
        plan = plan.amend("reviews", self.id, date=self.on)
        return plan.amend("plan", 1, **{last: self.on})

    def label(self, plan: Plan) -> str:
        """What was reviewed."""
        review = plan.reviews.get(self.id)
        return f"end the {review.kind if review else 'plan'} review"


_NOT_MINUTED = frozenset(
    {"confirmed", "seen", "engaged_before", "last_review", "last_communication_review"}
)


def review_changes(rows: Iterable[HistoryRow], review: int) -> tuple[Change, ...]:
    """What was changed in a review on the whole, but for the review itself and confirmations."""
    made = net(row for row in rows if row.review == review)
    return tuple(
        change for change in made if change.table != "reviews" and change.field not in _NOT_MINUTED
    )


def confirmed_in(rows: Iterable[HistoryRow], review: int) -> tuple[tuple[str, int], ...]:
    """The records that were confirmed without a change in a review."""
    made = net(row for row in rows if row.review == review)
    changed = {(c.table, c.id) for c in made if c.field not in _NOT_MINUTED}
    return tuple(
        (c.table, c.id) for c in made if c.field == "confirmed" and (c.table, c.id) not in changed
    )
