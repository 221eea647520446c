"""Where the plan stands, as the facts and tables that stand on top of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.off_track import OffTrack, off_track, urgency
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.status import status
from actionplan_tui.analysis.status_lines import ReviewLine, StateCounts, Status, StepLine
from actionplan_tui.capture.days import short_date
from actionplan_tui.edits.change_words import record_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.pasted import counted
from actionplan_tui.exchange.document import Column, Fact, Table
from actionplan_tui.model.plan import Plan


class Standing(NamedTuple):
    """Where a plan stands: in a few lines, and what of it calls for somebody.

    `of` is whose part it is; "" for all of it. `tables` are what is off track, what is late, what
    falls due and is to be said soon, those of them that have rows.
    """

    of: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]


def standing(plan: Plan, today: date, *, owner: int | None = None) -> Standing:
    """Where the plan stands on a day, for everyone or for one stakeholder."""
    found = status(plan, today, owner=owner)
    red = _red(plan, today, found, owner)
    tables = (_off_track_table(plan, red), *_tables(found))
    return Standing(
        of=found.of,
        facts=tuple(fact for fact in _facts(found, red) if fact.text),
        tables=tuple(table for table in tables if table.rows),
    )


def _facts(found: Status, red: Iterable[OffTrack]) -> tuple[Fact, ...]:
    return (
        Fact("Work done", "" if found.work is None or found.of else f"{found.work} %"),
        Fact("Steps", _counts(found.steps)),
        Fact("Off track", _how_many(_by_table(red))),
        Fact("Late", _how_many({"steps": len(found.late)})),
        Fact(f"Due in {found.due_days} days", _how_many({"steps": len(found.due_soon)})),
        Fact("Answers still blank", str(found.blanks) if found.blanks else "none"),
        Fact("Review", _when(found.review)),
        Fact("Communication review", _when(found.communication_review)),
    )


def _by_table(red: Iterable[OffTrack]) -> dict[str, int]:
    counts = Counter(one.table for one in red)
    return {table: counts[table] for table in ("plan", "goals", "steps", "kpis")}


def _how_many(counts: dict[str, int]) -> str:
    """How many records of each table, in words: `1 step, 3 KPIs`; `none` without any."""
    said = (
        "the plan" if table == "plan" else counted(count, table)
        for table, count in counts.items()
        if count
    )
    return ", ".join(said) or "none"


def _when(review: ReviewLine) -> str:
    """When the next review is: `7 Dec 2026, in 14 days`, `9 Nov 2026, overdue 14 days`."""
    if review.next is None:
        return "none set"
    words = review.text.removeprefix("communication ").removeprefix("review ")
    return f"{short_date(review.next)}, {words}"


def _counts(counts: StateCounts) -> str:
    words = {
        "off track": counts.off_track,
        "late": counts.late,
        "at risk": counts.at_risk,
        "on hold": counts.on_hold,
        "on track": counts.on_track,
        "not started": counts.not_started,
        "done": counts.done,
    }
    parts = ", ".join(f"{count} {word}" for word, count in words.items() if count)
    return f"{counts.total}: {parts}" if parts else str(counts.total)


def _red(plan: Plan, today: date, found: Status, owner: int | None) -> list[OffTrack]:
    """What is off track, of one stakeholder what is in their part; what waits for its owner
    first."""
    part = {line.ref for line in found.off_track} | {line.ref for line in found.kpis}
    part |= {line.ref for line in found.goals}
    red = [
        one
        for one in off_track(plan, today)
        if owner is None or one.owner == owner or one.ref in part
    ]
    return sorted(red, key=urgency)


OFF_TRACK = (
    *(Column("What", 26), Column("Owner", 12)),
    *(Column("Why", 40), Column("Corrective action", 22)),
)
"""The columns of what is off track."""


def off_track_rows(plan: Plan, red: Iterable[OffTrack]) -> Iterator[tuple[str, str, str, str]]:
    """What is off track in words: what it is, its owner, why with the rule, what the owner must
    do next."""
    for one in red:
        what = record_words(plan, Change(one.table, one.id, "id"))
        yield what, name_of(plan, one.owner), f"{one.reason} ({one.rule})", one.says


def _off_track_table(plan: Plan, red: Iterable[OffTrack]) -> Table:
    return Table(
        key="off-track",
        title="Off track",
        about="Steps, KPIs and goals off track, by which rule, and what their owners must do.",
        columns=OFF_TRACK,
        rows=tuple(off_track_rows(plan, red)),
    )


def _tables(found: Status) -> Iterator[Table]:
    """What is late, and what falls due and is to be said soon."""
    soon = f"in the next {found.due_days} days"
    yield _steps("late", "Late", "Steps past the day they were due.", found.late)
    yield _steps("due-soon", "Due soon", f"Open steps due {soon}.", found.due_soon)
    yield Table(
        key="to-be-said",
        title="To be said soon",
        about=f"What is to be said {soon}, by date.",
        columns=(Column("Date", 10), Column("What", 44), Column("By Whom", 16)),
        rows=tuple((line.date, line.title, line.responsible) for line in found.communications),
    )


def _steps(key: str, title: str, about: str, steps: Iterable[StepLine]) -> Table:
    return Table(
        key=key,
        title=title,
        about=about,
        columns=(
            *(Column("WBS", 6), Column("Action Step", 30), Column("By Whom", 14)),
            *(Column("Owner", 14), Column("By When", 10), Column("State", 9), Column("Why", 26)),
        ),
        rows=tuple(
            (line.code, line.title, line.lead, line.owner, line.due, line.state, _why(line))
            for line in steps
        ),
        refs=tuple(line.ref for line in steps),
        head=1,
    )


def _why(line: StepLine) -> str:
    """Why the step is in the list, where the day it is due does not say it already."""
    return "" if line.reason == f"due {day_text(line.due)}" else line.reason


def findings_table(plan: Plan, today: date) -> Table:
    """What the readiness checks find open, but for mere hints; what blocks approval first."""
    found = [one for one in readiness(plan, today).findings if one.severity != "hints"]
    return Table(
        key="findings",
        title="Open findings",
        about="What the plan does not say yet, or says unclearly; what blocks approval first.",
        columns=(Column("Record", 8), Column("Finding", 70), Column("Severity", 10)),
        rows=tuple((one.ref or "plan", one.sentence, one.severity) for one in found),
        refs=tuple(one.ref or "plan" for one in found),
        head=1,
    )
