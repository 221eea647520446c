"""Where the plan stands, as the facts and tables that stand on top of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.status import status
from actionplan_tui.analysis.status_lines import ReviewLine, StateCounts, Status, StepLine
from actionplan_tui.capture.days import short_date
from actionplan_tui.exchange.document import Column, Fact, Table
from actionplan_tui.model.plan import Plan


def status_facts(found: Status) -> tuple[Fact, ...]:
    """The status in a few lines: work, steps by state, blanks, reviews."""
    facts = (
        Fact("Work done", "" if found.work is None or found.of else f"{found.work} %"),
        Fact("Steps", _counts(found.steps)),
        Fact("Off track", str(len(found.off_track)) if found.off_track else "none"),
        Fact("Late", str(len(found.late)) if found.late else "none"),
        Fact(f"Due in {found.due_days} days", str(len(found.due_soon)) or "none"),
        Fact("Answers still blank", str(found.blanks) if found.blanks else "none"),
        Fact("Review", _when(found.review)),
        Fact("Communication review", _when(found.communication_review)),
    )
    return tuple(fact for fact in facts if fact.text)


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


def status_tables(found: Status) -> Iterator[Table]:
    """What is off track, what is late, and what falls due soon; those with rows."""
    soon = f"in the next {found.due_days} days"
    lists = (
        ("off-track", "Off track", "Steps off track, which their owners must correct.",
         found.off_track),
        ("late", "Late", "Steps past the day they were due.", found.late),
        ("due-soon", "Due soon", f"Open steps due {soon}.", found.due_soon),
    )  # fmt: skip
    for key, title, about, steps in lists:
        if steps:
            yield _steps(key, title, about, steps)
    if found.communications:
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


def plan_status(plan: Plan, today: date, *, owner: int | None = None) -> Status:
    """Where the plan stands, for everyone or for one stakeholder."""
    return status(plan, today, owner=owner)
