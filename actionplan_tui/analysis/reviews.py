"""The two review clocks: the plan's, and the communication plan's.

A plan is a living document, reviewed and updated on an ongoing basis, and so is its
communication plan (UN DESA deck, Action Plan and Communication Plan).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan_tui.analysis.kept import kept
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import ReviewKind

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched


class ReviewClock(Struct, frozen=True):
    """When a review was last held, when the next one is due, and in how many days.

    `days` are calendar days from today, negative when overdue, None when none is set.
    """

    kind: ReviewKind
    last: date | None
    next: date | None
    days: int | None

    @property
    def overdue(self) -> bool:
        """Whether the review should have been held by now."""
        return self.days is not None and self.days < 0

    @property
    def text(self) -> str:
        """In words: `review in 6 days`, `review overdue 3 days`, `no review set`."""
        noun = "review" if self.kind == "plan" else "communication review"
        if self.days is None:
            return f"no {noun} set"
        if self.days == 0:
            return f"{noun} today"
        count = f"{abs(self.days)} day{'' if abs(self.days) == 1 else 's'}"
        return f"{noun} in {count}" if self.days > 0 else f"{noun} overdue {count}"


def review_clock(plan: Plan, today: date, kind: ReviewKind = "plan") -> ReviewClock:
    """When the plan, or its communication plan, was last and is next to be reviewed.

    It is kept beside the plan, and for the next one until a review changes, or a day that one
    may wait for.
    """
    known = kept(plan, "review_clocks", today, dict[ReviewKind, ReviewClock], _stays)
    found = known.get(kind)
    if found is None:
        found = known[kind] = _review_clock(plan, today, kind)
    return found


def _stays(
    known: dict[ReviewKind, ReviewClock], plan: Plan, change: Touched
) -> dict[ReviewKind, ReviewClock]:
    return {} if change.any("reviews", "steps.due") else known


def _review_clock(plan: Plan, today: date, kind: ReviewKind) -> ReviewClock:
    info = plan.info
    if kind == "plan":
        cadence, noted = info.review_cadence, info.last_review
    else:
        cadence, noted = info.communication_review_cadence, info.last_communication_review
    if not (cadence or noted or plan.reviews):
        return ReviewClock(kind, None, None, None)
    # Here, because expanding a cadence takes imports that a plan without one need not pay.
    from actionplan_tui.analysis import clocks

    following = clocks.next_review(plan, kind)
    days = (following - today).days if following is not None else None
    return ReviewClock(kind, clocks.last_review(plan, kind), following, days)


def next_review(plan: Plan, today: date, kind: ReviewKind = "plan") -> date | None:
    """The day of the next review, in the past when overdue; None when none is set."""
    return review_clock(plan, today, kind).next


def review_text(plan: Plan, today: date, kind: ReviewKind = "plan") -> str:
    """The review clock in words: `review in 6 days`."""
    return review_clock(plan, today, kind).text


def both_clocks(plan: Plan, today: date) -> tuple[str, str, bool]:
    """Both review clocks in one line, the same in short, and whether a review is overdue.

    `review in 6 days, communications in 9 days`; `reviews 6 d, 9 d`, the plan's first.
    """
    main, told = review_clock(plan, today), review_clock(plan, today, "communication")
    long, short = main.text, _short("review", main)
    if told.days is not None:
        long += f", {told.text.replace('communication review', 'communications')}"
        short = f"{short.replace('review', 'reviews')}, {_short('', told)}"
    return long, short, main.overdue or told.overdue


def _short(noun: str, clock: ReviewClock) -> str:
    if clock.days is None:
        return f"no {noun}"
    late = "late " if clock.overdue else ""
    return f"{noun} {late}{abs(clock.days)} d".strip()
