"""The plan's clocks: when it is next to be reviewed, and its KPIs measured."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from actionplan_tui.analysis.awaited import awaited, due_day
from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.occurrences import (
    Occurrence,
    Shape,
    occurrences,
    shape_of,
    two_years_after,
)
from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import KPI, Communication, Frequency, ReviewKind
from actionplan_tui.model.workdays import work_calendar

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

_EVERY: dict[Frequency, Cadence] = {
    "weekly": Cadence("week"),
    "monthly": Cadence("month"),
    "quarterly": Cadence("month", 3),
    "half-yearly": Cadence("month", 6),
    "yearly": Cadence("year"),
}
_UNIT_DAYS = {"working day": 1, "day": 1, "week": 7, "month": 31, "year": 366}


class Rhythm(Struct, frozen=True):
    """The days to come of a clock, to its end: the one agreed on, then those of the cadence,
    with the cadence's recurrence rule (None for one that names its days outright)."""

    agreed: date | None = None
    found: tuple[Occurrence, ...] = ()
    cadence: Cadence | None = None
    shape: Shape | None = None

    def days(self, until: date) -> list[date]:
        """The days up to `until`, in order."""
        agreed = () if self.agreed is None else (self.agreed,)
        return [day for day in (*agreed, *(one.day for one in self.found)) if day <= until]


def reviews(plan: Plan, kind: ReviewKind, through: date = date.max) -> Rhythm:
    """The reviews to come of the plan or its communication plan, for agenda and calendars.

    They end with the plan, or after 24 months when it has no end; the next one is always
    among them. None after `through` is worked out.
    """
    after = last_review(plan, kind)
    agreed = _agreed(plan, kind, after)
    info = plan.info
    text = info.review_cadence if kind == "plan" else info.communication_review_cadence
    try:
        cadence = parse(text)
    except Problem:
        return Rhythm(agreed)
    since = agreed or after
    upcoming = next_review(plan, kind)
    end = _end(plan, plan.info.target_end, since)
    if upcoming is None or end is None:
        return Rhythm(agreed)
    found = _rhythm(plan, cadence, since, min(max(end, upcoming), through))
    return replace(found, agreed=agreed)


def measurements(plan: Plan, kpi: KPI, through: date = date.max) -> Rhythm:
    """The days on which a KPI is yet to be measured, for agenda and calendars: to its target
    date, else the plan's end, else 24 months on. None after `through` is worked out."""
    if kpi.frequency is None or kpi.archived:
        return Rhythm()
    after = _last_measured(plan).get(kpi.id) or kpi.baseline_date
    end = _end(plan, kpi.target_date or plan.info.target_end, after)
    if end is None:
        return Rhythm()
    return _rhythm(plan, _EVERY[kpi.frequency], after, min(end, through))


def _end(plan: Plan, end: date | None, after: date | None) -> date | None:
    """The last day a clock is shown for: its own end, else 24 months from where it counts."""
    start = after or _start(plan)
    return end or (two_years_after(start) if start is not None else None)


def last_review(plan: Plan, kind: ReviewKind) -> date | None:
    """The day of the latest review, from the plan's own record or its reviews."""
    info = plan.info
    days = [info.last_review if kind == "plan" else info.last_communication_review]
    days += [r.date for r in plan.reviews.values() if r.kind == kind and not r.archived]
    return max((day for day in days if day is not None), default=None)


def review_dates(plan: Plan, kind: ReviewKind, until: date) -> list[date]:
    """The days on which the plan or its communication plan is to be reviewed, after the
    last review and up to `until`; the first is in the past when a review is overdue.

    A day that the last review set for the next one comes first. A cadence that names its
    days keeps them; one that does not ("quarterly") counts from the last review, else the
    plan's start.
    """
    after = last_review(plan, kind)
    agreed = _agreed(plan, kind, after)
    info = plan.info
    text = info.review_cadence if kind == "plan" else info.communication_review_cadence
    try:
        cadence = parse(text)
    except Problem:  # none set, or a file edited by hand
        days = []
    else:
        days = _days(plan, cadence, agreed or after, until)
    if agreed is not None and agreed <= until:
        days.insert(0, agreed)
    return days


def next_review(plan: Plan, kind: ReviewKind) -> date | None:
    """The day of the next review, in the past when it is overdue; None without a clock."""
    info = plan.info
    text = info.review_cadence if kind == "plan" else info.communication_review_cadence
    try:
        reach = _reach(parse(text))
    except Problem:
        reach = timedelta()
    starts = (last_review(plan, kind), _agreed(plan, kind, last_review(plan, kind)), _start(plan))
    first = max((day for day in starts if day is not None), default=None)
    if first is None:
        return None
    return next(iter(review_dates(plan, kind, _later(first, reach))), None)


def measurement_dates(plan: Plan, kpi: KPI, until: date) -> list[date]:
    """The days on which a KPI is to be measured by its frequency, after its last measurement
    (else its baseline, else the plan's start), up to `until` and its target date (else the
    plan's end); the first is in the past when a measurement is overdue."""
    after = _last_measured(plan).get(kpi.id) or kpi.baseline_date
    end = kpi.target_date or plan.info.target_end
    if kpi.frequency is None or kpi.archived:
        return []
    return _days(plan, _EVERY[kpi.frequency], after, min(until, end) if end else until)


def next_measurement(plan: Plan, kpi: KPI) -> date | None:
    """The day a KPI is next to be measured, in the past when overdue; None without a clock."""
    if kpi.frequency is None:
        return None
    days = (_last_measured(plan).get(kpi.id), kpi.baseline_date, _start(plan))
    first = max((day for day in days if day is not None), default=None)
    if first is None:
        return None
    until = _later(first, _reach(_EVERY[kpi.frequency]))
    return next(iter(measurement_dates(plan, kpi, until)), None)


def last_measured(plan: Plan, kpi: int) -> date | None:
    """The day of a KPI's last measurement."""
    return _last_measured(plan).get(kpi)


def _last_measured(plan: Plan) -> dict[int, date]:
    """The day of each KPI's last measurement, kept beside the plan."""
    return kept(plan, "last_measured", None, lambda: _measured(plan, plan.kpis), _measured_next)


def _measured_next(known: dict[int, date], plan: Plan, change: Touched) -> dict[int, date]:
    return {**without(known, change.kpis), **_measured(plan, change.kpis)}


def _measured(plan: Plan, kpis: Iterable[int]) -> dict[int, date]:
    rows, found = plan.measurements, dict[int, date]()
    for kpi in kpis:
        ids = hanging(plan, "measurements", "kpi", kpi)
        last = max((day for id in ids if (day := rows[id].date) is not None), default=None)
        if last is not None:
            found[kpi] = last
    return found


def _agreed(plan: Plan, kind: ReviewKind, after: date | None) -> date | None:
    """The day the latest review set for the next one."""
    if after is None:
        return None
    agreed = [
        review.next
        for review in plan.reviews.values()
        if review.kind == kind and review.date == after and not review.archived
        if review.next is not None and review.next > after
    ]
    return min(agreed, default=None)


def _days(plan: Plan, cadence: Cadence, after: date | None, until: date) -> list[date]:
    """The days of a cadence after `after`, or from the plan's start on."""
    return [one.day for one in _rhythm(plan, cadence, after, until).found]


def _rhythm(plan: Plan, cadence: Cadence, after: date | None, until: date) -> Rhythm:
    """The days of a cadence after `after`, or from the plan's start on.

    Months counted from their 29th or later are counted from their end: "quarterly" after
    30 January falls on 30 April, 31 July, the last days of their months.
    """
    named = cadence.weekdays or cadence.nth or cadence.day
    counts_from_last = cadence.kind in _UNIT_DAYS and not named
    start = (after or _start(plan)) if counts_from_last else (_start(plan) or after)
    if start is None:
        return Rhythm()
    month_end = counts_from_last and cadence.kind == "month" and start.day > 28
    if month_end:
        cadence = replace(cadence, day=-1)
    calendar = work_calendar(plan.info)
    found = occurrences(
        cadence,
        start,
        until,
        plan_end=None,
        calendar=calendar,
        at=due_day(awaited(plan, Communication(), cadence)),
        since=after,
    )
    if after is None and counts_from_last:
        after = start  # nothing is due on the day the count begins
    if after is not None and month_end:
        after = max(after, start.replace(day=monthrange(start.year, start.month)[1]))
    kept = tuple(one for one in found if after is None or one.day > after)
    return Rhythm(None, kept, cadence, shape_of(cadence, start, calendar))


def _start(plan: Plan) -> date | None:
    created = plan.info.created_at
    return plan.info.start or (created.date() if created else None)


def _reach(cadence: Cadence) -> timedelta:
    """Long enough for the next day of a cadence to come."""
    if cadence.kind not in _UNIT_DAYS:
        return timedelta.max  # days named outright may be any
    return timedelta(days=2 * cadence.every * _UNIT_DAYS[cadence.kind] + 62)


def _later(day: date, reach: timedelta) -> date:
    return day + reach if date.max - day > reach else date.max
