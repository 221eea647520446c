"""Reports of a page: how the plan stands, what each owner answers for, the minutes of a review.

Each is a `Document`, written as Markdown to mail or as a page to print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from actionplan_tui.analysis.communications import communication_title, next_occurrence
from actionplan_tui.analysis.off_track import off_track_of
from actionplan_tui.analysis.people import duties, name_of
from actionplan_tui.analysis.schedule import KINDS, states
from actionplan_tui.capture.days import long_date
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.exchange.document import Column, Document, Table, Value, harmless
from actionplan_tui.exchange.document_status import off_track_rows
from actionplan_tui.exchange.minutes import minutes_document, minutes_text
from actionplan_tui.exchange.report_status import document_title, status_report
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Review
from actionplan_tui.model.wbs import outline


class Report(NamedTuple):
    """A report: what it is called, and what makes it of a plan, a day, a person (or None) and the
    commits kept with the plan.
    """

    label: str
    make: Callable[[Plan, date, int | None, Sequence[HistoryRow]], Document]


def owner_report(
    plan: Plan, today: date, owner: int | None = None, history: Sequence[HistoryRow] = ()
) -> Document:
    """What each person answers for, or one of them: what is to be corrected first, then what is
    owned, led, supported and to be sent."""
    people = [owner] if owner is not None else list(live(plan.stakeholders))
    found = [_duties_table(plan, person, today) for person in people]
    whose = (
        f"what {name_of(plan, owner)} answers for" if owner is not None else "who answers for what"
    )
    return Document(
        title=f"{document_title(plan)}: {whose}",
        under=f"As of {long_date(today)}",
        language=plan.info.language,
        tables=tuple(table for table in found if table.rows),
    )


def _duties_table(plan: Plan, person: int, today: date) -> Table:
    name = name_of(plan, person)
    rows = list(_duties(plan, person, today))
    return Table(
        key=f"person-{person}",
        title=name,
        about=f"What {name} must correct, owns, leads, supports, must send and reports.",
        columns=(Column("As", 14), Column("What", 44), Column("By When", 11), Column("State", 16)),
        rows=tuple(rows),
        head=1,
    )


def _duties(plan: Plan, person: int, today: date) -> Iterator[tuple[Value, ...]]:
    carried, known, tree = duties(plan, person), states(plan, today), outline(plan)
    red = off_track_of(plan, today, person)
    for one, (what, _, why, does) in zip(red, off_track_rows(plan, red), strict=True):
        due = plan.corrective_actions[one.action].due if one.action is not None else None
        yield "to correct", f"{what}: {why}", due, does
    if carried.owns_plan:
        yield "owner", "The whole plan", plan.info.target_end, plan.info.status
    for id in carried.owns_goals:
        goal = plan.goals[id]
        yield "goal owner", goal.statement, goal.target_date, known.goal(id).kind
    seen: set[int] = set()
    for role, ids in (
        ("owner", carried.owns_steps),
        ("lead", carried.leads),
        ("support", carried.supports),
    ):
        open_steps = [id for id in ids if id not in seen and known.of(id).kind not in _CLOSED]
        seen.update(open_steps)
        for id in sorted(open_steps, key=lambda id: KINDS.index(known.of(id).kind)):
            step = plan.steps[id]
            yield role, f"{tree.code[id]} {step.title}".strip(), step.due, known.of(id).text
    for id in carried.sends:
        told = plan.communications[id]
        if told.status == "active":
            following = next_occurrence(plan, told, today)
            day = following.day if following else None
            yield "must send", communication_title(plan, told), day, told.cadence
    for id in carried.reports:
        kpi = plan.kpis[id]
        yield "reports", kpi.name, kpi.target_date, kpi.frequency or ""
    for id in carried.answers:
        barrier = plan.barriers[id]
        if barrier.status != "closed":
            yield "answers", barrier.how or barrier.kind, None, barrier.status
    for id in carried.corrects:
        if any(one.action == id for one in red):
            continue
        action = plan.corrective_actions[id]
        yield "corrects", action.decision or action.deviation, action.due, action.status


_CLOSED = ("done", "cancelled")


def minutes_report(
    plan: Plan, today: date, owner: int | None = None, history: Sequence[HistoryRow] = ()
) -> Document:
    """The minutes of the latest review: what changed around us, what was decided and changed.

    `history` are the commits among which those made in the review are found. Raises: Problem when
    no review was held.
    """
    return minutes_document(plan, latest_review(plan).id, history, today)


def latest_review(plan: Plan) -> Review:
    """The review held last.

    Raises: Problem when none was.
    """
    held = [review for review in live(plan.reviews).values() if review.date is not None]
    if not held:
        raise Problem("no review was held yet: there are no minutes to write")
    return max(held, key=lambda review: (str(review.date), review.id))


REPORTS: dict[str, Report] = {
    "status": Report("how the plan stands, on a page", status_report),
    "owner": Report("what each person answers for", owner_report),
    "minutes": Report("the minutes of the latest review", minutes_report),
}
"""Every report by its name."""

REPORT_FORMATS = ("md", "html")


def report_bytes(
    plan: Plan,
    today: date,
    name: str,
    suffix: str,
    *,
    owner: int | None = None,
    history: Sequence[HistoryRow] = (),
) -> bytes:
    """A report in a format; `history` are the commits kept with the plan, for minutes.

    Raises: Problem when there is no such report or format, or nothing to report.
    """
    known = REPORTS.get(name)
    if known is None:
        raise Problem(f"there is no report {name!r}, only {', '.join(REPORTS)}")
    if suffix not in REPORT_FORMATS:
        raise Problem(f"reports are written as {' or '.join(REPORT_FORMATS)}, not as {suffix}")
    if name == "minutes" and suffix == "md":  # as a review writes them when it ends
        text = minutes_text(plan, latest_review(plan).id, history, today)
        return text.encode("utf-8", "replace")
    document = known.make(plan, today, owner, history)
    if suffix == "html":
        from actionplan_tui.exchange.html_text import document_html

        return document_html(document)
    from actionplan_tui.exchange.markdown import document_markdown

    return harmless(document_markdown(document)).encode("utf-8", "replace")
