"""Reporting up: what leads have said of their steps, and what their owners have not yet seen.

An update is a change of a step's percent, forecast, notes or finish. It is read from the history,
and unread until the step's owner has seen it (`Step.seen`, a revision).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from actionplan_tui.edits.change_words import change_words
from actionplan_tui.edits.edit import title
from actionplan_tui.edits.past import net
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.model.ownership import owner_of
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline

UPDATE_FIELDS = frozenset({"percent", "forecast", "notes", "finished"})
"""What a lead reports of a step."""


class Report(Struct, frozen=True, kw_only=True):
    """What was reported of a step and its owner has not yet seen, up to a revision."""

    step: int
    owner: int
    revision: int
    at: dt.datetime
    by: str
    text: str


def updates(history: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """The commits that have an update in them."""
    return tuple(
        row
        for row in history
        if any(c.table == "steps" and c.field in UPDATE_FIELDS for c in row.changes)
    )


def unread(
    plan: Plan, history: Sequence[HistoryRow], person: int, *, login: str = ""
) -> tuple[Report, ...]:
    """The reports that a person is to see, the latest first: of the steps they own; the plan's
    owner sees all that no owner has seen yet.

    `login` is the person's own, where known: what they typed themselves is no news to them. A
    step that its owner leads reports to nobody.
    """
    everything = plan.info.owner == person
    rows: dict[int, list[HistoryRow]] = {}
    for row in history:
        for id in {c.id for c in row.changes if c.table == "steps" and c.field in UPDATE_FIELDS}:
            rows.setdefault(id, []).append(row)
    found: list[Report] = []
    for id in outline(plan).rows:
        owner, step = owner_of(plan, id)[0], plan.steps[id]
        if id not in rows or owner is None or owner == step.lead:
            continue
        if owner != person and not everything:
            continue
        own = login if owner == person else ""
        news = [row for row in rows[id] if row.revision > step.seen and not (own and row.by == own)]
        text = _text(plan, id, news)
        if text:
            last = news[-1]
            found.append(Report(step=id, owner=owner, revision=last.revision, at=last.at,
                                by=last.by, text=text))  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.revision, reverse=True))


def _text(plan: Plan, id: int, news: Sequence[HistoryRow]) -> str:
    said: list[str] = []
    for change in net(news):
        if change.table == "steps" and change.id == id and change.field in UPDATE_FIELDS:
            field, before, after = change_words(plan, change)
            long = change.field == "notes"  # of which the new ones are the news
            said.append(f"{field}: {after}" if long else f"{field} {before} to {after}")
    return ", ".join(said)


class MarkSeen(Struct, frozen=True):
    """The owner has seen what was reported of some steps, each up to a revision."""

    seen: tuple[tuple[int, int], ...]

    def apply(self, plan: Plan) -> Plan:
        """The plan with the reports seen."""
        for id, revision in self.seen:
            plan = plan.amend("steps", id, seen=max(revision, plan.steps[id].seen))
        return plan

    def label(self, plan: Plan) -> str:
        """Of which steps."""
        if len(self.seen) == 1:
            return f"seen: update of {title(plan, 'steps', self.seen[0][0])}"
        return f"seen: updates of {len(self.seen)} steps"
