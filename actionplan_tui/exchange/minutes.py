"""The minutes of a review: what changed around us, decisions, every change made, what stays red.

As Markdown they are what a review writes when it ends; as a document, what a page shows. Both say
the same. What is private to the planners is named as changed, not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from actionplan_tui.analysis.off_track import off_track
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.reviews import review_clock
from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.edits.change_words import change_words, is_private, record_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.reviewing import confirmed_in, review_changes
from actionplan_tui.exchange.document import Column, Document, Fact, Table, harmless
from actionplan_tui.exchange.document_status import OFF_TRACK, off_track_rows
from actionplan_tui.exchange.markdown import plain_text
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Review


def minutes_text(plan: Plan, review_id: int, history: Sequence[HistoryRow], today: date) -> str:
    """The minutes of a review as a Markdown document.

    `history` holds every commit made in it.
    """
    said = _Minutes(plan, review_id, history, today)
    lines = [f"# {said.title}", ""]
    lines += [f"- {name}: {plain_text(text)}" for name, text in said.facts]
    for heading, text in said.texts:
        lines += ["", f"## {heading}", "", *_paragraph(text)]
    lines += ["", f"## {said.changes_title}", "", *(_changed(said.changes) or ["None."])]
    lines += ["", f"## {said.looked_at_title}", ""]
    lines += [f"- {plain_text(record)}" for record in said.looked_at] or ["None."]
    if said.off_track:
        lines += ["", f"## {said.off_track_title}", ""]
        for what, owner, why, does in said.off_track:
            told = (what, why, owner or "nobody yet", does)
            lines.append("- {}: {}. Owner {}: {}".format(*map(plain_text, told)))
    return harmless("\n".join(lines) + "\n")


def minutes_document(
    plan: Plan, review_id: int, history: Sequence[HistoryRow], today: date
) -> Document:
    """The same minutes as a document of tables."""
    said = _Minutes(plan, review_id, history, today)
    changes = Table(
        key="changes",
        title=said.changes_title,
        about="Every change made in the review: of what, before and after.",
        columns=(
            *(Column("Record", 26), Column("Field", 14)),
            *(Column("Before", 26), Column("After", 26)),
        ),
        rows=tuple(tuple(change) for change in said.changes) or (("None.", "", "", ""),),
    )
    looked_at = Table(
        key="looked-at",
        title=said.looked_at_title,
        about="What was looked at in the review and stays as it is.",
        columns=(Column("Record"),),
        rows=tuple((record,) for record in said.looked_at) or (("None.",),),
        head=-1,
    )
    off_track = Table(
        key="off-track",
        title=said.off_track_title,
        about="What is off track, by which rule, and what its owner does about it.",
        columns=OFF_TRACK,
        rows=said.off_track,
    )
    return Document(
        title=said.title,
        language=plan.info.language,
        facts=said.facts,
        texts=said.texts,
        tables=tuple(table for table in (changes, looked_at, off_track) if table.rows),
    )


class _Changed(NamedTuple):
    """A field of a record that was changed; one without values tells of the whole record."""

    record: str
    field: str
    before: str
    after: str


class _Minutes:
    """What the minutes of a review say, before any format."""

    def __init__(
        self, plan: Plan, review_id: int, history: Sequence[HistoryRow], today: date
    ) -> None:
        review = plan.get("reviews", review_id)
        assert isinstance(review, Review)
        noun = "communication plan" if review.kind == "communication" else "plan"
        self.title = f"Minutes: review of the {noun}"
        self.facts = tuple(_facts(plan, review, history, today))
        self.texts = (
            Fact("What changed around us", review.environment.strip() or "Nothing was noted."),
            Fact("Decisions", review.decisions.strip() or "Nothing was noted."),
        )
        self.changes = [_of(plan, change) for change in review_changes(history, review_id)]
        self.looked_at = [
            record_words(plan, Change(table, id, "id"))
            for table, id in confirmed_in(history, review_id)
        ]
        self.off_track = tuple(off_track_rows(plan, off_track(plan, today)))
        self.changes_title = f"Changes made in this review ({len(self.changes)})"
        self.looked_at_title = f"Looked at, no change ({len(self.looked_at)})"
        self.off_track_title = f"Off track on {short_date(today)} ({len(self.off_track)})"


def _facts(
    plan: Plan, review: Review, history: Sequence[HistoryRow], today: date
) -> Iterator[Fact]:
    yield Fact("Plan", f"{plan.info.title or 'Untitled plan'}, v{plan.info.version}")
    if plan.info.institution.strip():
        yield Fact("Institution", plan.info.institution)
    day = review.date or review.began
    if day is not None:
        yield Fact("Held", long_date(day))
    if review.by is not None:
        yield Fact("By", name_of(plan, review.by))
    elif logins := dict.fromkeys(row.by for row in history if row.review == review.id):
        yield Fact("Recorded by", ", ".join(logins))
    following = review.next or review_clock(plan, today, review.kind).next
    if following is not None and (day is None or following > day):
        yield Fact("Next review", long_date(following))


def _of(plan: Plan, change: Change) -> _Changed:
    field, before, after = change_words(plan, change)
    record = record_words(plan, change)
    if change.field and is_private(change.table, change.field):
        return _Changed(record, f"{field} changed", "", "")
    return _Changed(record, field, before, after)


# In Markdown


def _paragraph(text: str) -> list[str]:
    """A text of one line as it is, each of several lines as an item of a list."""
    lines = [plain_text(line) for line in text.splitlines() if line.strip()]
    return lines if len(lines) == 1 else [f"- {_bare(line)}" for line in lines]


def _bare(line: str) -> str:
    """A line without the mark of a list that its writer gave it."""
    for mark in ("- ", "• ", "– "):
        if line.startswith(mark):
            return line.removeprefix(mark)
    return line


def _changed(changes: Sequence[_Changed]) -> list[str]:
    """The changes by record; what tells of a whole one stands on its line."""
    lines: list[str] = []
    for record, made in groupby(changes, key=lambda change: change.record):
        each = [*made]
        if len(each) == 1 and not (each[0].before or each[0].after):
            lines.append(f"- {plain_text(record)}: {each[0].field}")
            continue
        lines.append(f"- {plain_text(record)}")
        for _, field, before, after in each:
            values = f": {plain_text(before)} → {plain_text(after)}" if before or after else ""
            lines.append(f"  - {plain_text(field)}{values}")
    return lines
