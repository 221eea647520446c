"""What a review walks through: off track, late, at risk, changed, stale, unconfirmed.

The plan's review walks goals, steps and KPIs; the communication plan's, its communications and
whom nothing reaches. A record stands once, under what matters most of it, with all that is to be
said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from actionplan_tui.analysis.clocks import last_review
from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.engagement import reach, unreached
from actionplan_tui.analysis.kpis import live_kpis, reading
from actionplan_tui.analysis.off_track import off_track
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.records import Record, ReviewKind
from actionplan_tui.model.wbs import goal_order, outline
from actionplan_tui.model.zone import touched_on

Why = Literal["off track", "late", "at risk", "changed", "stale", "told nothing", "unconfirmed"]
GROUPS: dict[Why, str] = {
    "off track": "Off track",
    "late": "Late",
    "at risk": "At risk",
    "changed": "Changed since the last review",
    "stale": "Stale figures",
    "told nothing": "Told nothing",
    "unconfirmed": "Not confirmed since the last review",
}
"""The groups of a review's walk, in their order, by what puts a record there."""


class ReviewRow(Struct, frozen=True):
    """A record to look at: the group it stands in, and all that is to be said of it."""

    table: str
    id: int
    why: Why
    said: tuple[str, ...] = ()


def no_longer(row: ReviewRow) -> ReviewRow:
    """The row of a record that was put right since it was walked to."""
    lasting = ("changed", "unconfirmed")
    return row if row.why in lasting else structs.replace(row, said=(f"was {row.why}",))


def review_walk(
    plan: Plan,
    today: date,
    kind: ReviewKind,
    changed: Collection[tuple[str, int]] = (),
    *,
    since: date | None = None,
) -> tuple[ReviewRow, ...]:
    """What a review of a kind walks through on a day, group by group.

    `changed` are the records changed since the last review, `since` its day (else the last one).
    """
    after = since or last_review(plan, kind)
    found: dict[tuple[str, int], list[tuple[Why, str]]] = {}
    rows = _plan_rows(plan, today, after) if kind == "plan" else _told_rows(plan, today, after)
    for table, id, why, said in rows:
        found.setdefault((table, id), []).append((why, said))
    tables = ("goals", "steps", "kpis") if kind == "plan" else ("communications",)
    for table, id in changed:
        record = plan.find(table, id)
        if table in tables and record is not None and not record.archived:
            found.setdefault((table, id), []).append(("changed", "changed"))
    places = {why: place for place, why in enumerate(GROUPS)}
    walk = []
    for (table, id), reasons in found.items():
        why = min((why for why, _ in reasons), key=lambda one: places[one])
        told = dict.fromkeys(text for one, text in reasons if one != "unconfirmed" or why == one)
        walk.append(ReviewRow(table, id, why, tuple(told)))
    order = _order(plan)
    return tuple(sorted(walk, key=lambda row: (places[row.why], order.get((row.table, row.id), 0))))


def _order(plan: Plan) -> dict[tuple[str, int], int]:
    keys = [("goals", id) for id in goal_order(plan)]
    keys += [("steps", id) for id in outline(plan).rows]
    keys += [("kpis", id) for id in plan.kpis]
    keys += [("communications", id) for id in plan.communications]
    return {key: place for place, key in enumerate(keys)}


_Found = Iterator[tuple[str, int, Why, str]]


def _plan_rows(plan: Plan, today: date, after: date | None) -> _Found:
    off = {(one.table, one.id) for one in off_track(plan, today)}
    for one in off_track(plan, today):
        if one.table != "plan":
            yield one.table, one.id, "off track", f"{one.rule}: {one.reason}"
            yield one.table, one.id, "off track", one.says
    known = states(plan, today)
    for id in known.counted():
        state = known.of(id)
        if state.kind == "LATE":
            yield "steps", id, "late", state.reason
        elif state.kind == "AT RISK":
            yield "steps", id, "at risk", state.reason
        if state.kind not in ("done", "cancelled") and not _fresh(plan, plan.steps[id], after):
            yield "steps", id, "unconfirmed", "not confirmed"
    for id in goal_order(plan):
        if not _fresh(plan, plan.goals[id], after):
            yield "goals", id, "unconfirmed", "not confirmed"
    for id in live_kpis(plan):
        found = reading(plan, id, today)
        if found.stale:
            last = day_text(found.latest_date)
            yield "kpis", id, "stale", f"last figure {last}" if last else "no figure yet"
        elif found.health in ("off track", "at risk") and ("kpis", id) not in off:
            yield "kpis", id, "at risk", found.health


def _told_rows(plan: Plan, today: date, after: date | None) -> _Found:
    for id, line in live(plan.communications).items():
        if line.status == "ended":
            continue
        if not line.audience or line.responsible is None or not line.cadence:
            missing = "audience" if not line.audience else "who" if not line.responsible else "when"
            yield "communications", id, "at risk", f"no {missing} yet"
        if not _fresh(plan, line, after):
            yield "communications", id, "unconfirmed", "not confirmed"
    for id in unreached(plan, reach(plan, today)):
        yield "stakeholders", id, "told nothing", "told by nobody"


def _fresh(plan: Plan, record: Record, after: date | None) -> bool:
    """Whether a record was confirmed, changed or made after the last review."""
    if after is None:
        return record.confirmed is not None
    last = touched_on(plan, record)
    return last is not None and last > after
