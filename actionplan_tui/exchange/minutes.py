"""The minutes of a review, in Markdown: what changed around us, decisions, every change made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from actionplan_tui.analysis.off_track import off_track
from actionplan_tui.analysis.people import name_of
from actionplan_tui.capture.days import long_date, short_date
from actionplan_tui.edits.change_words import change_words, record_words
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.reviewing import confirmed_in, review_changes
from actionplan_tui.exchange.markdown import plain_text
from actionplan_tui.model.fields import field as declared
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Review


def minutes_text(plan: Plan, review_id: int, history: Sequence[HistoryRow], today: date) -> str:
    """The minutes of a review as a Markdown document.

    `history` holds every commit made in it. What is private to the planners is named as changed,
    not told.
    """
    review = plan.get("reviews", review_id)
    assert isinstance(review, Review)
    changes = review_changes(history, review_id)
    confirmed = confirmed_in(history, review_id)
    lines = [*_head(plan, review), *_said("What changed around us", review.environment)]
    lines += _said("Decisions", review.decisions)
    lines += [f"## Changes made in this review ({len(changes)})", ""]
    lines += [*_changes(plan, changes)] or ["None."]
    lines += ["", f"## Looked at, no change ({len(confirmed)})", ""]
    lines += [f"- {_record(plan, *key)}" for key in confirmed] or ["None."]
    lines += ["", *_off_track(plan, today)]
    return "\n".join(lines).rstrip() + "\n"


def _head(plan: Plan, review: Review) -> Iterator[str]:
    noun = "communication plan" if review.kind == "communication" else "plan"
    day = review.date or review.began
    yield f"# Minutes: review of the {noun}"
    yield ""
    yield f"- Plan: {plain_text(plan.info.title or 'Untitled plan')}, v{plan.info.version}"
    if day is not None:
        yield f"- Held: {long_date(day)}"
    if review.by is not None:
        yield f"- By: {plain_text(name_of(plan, review.by))}"
    if review.next is not None:
        yield f"- Next review: {long_date(review.next)}"
    yield ""


def _said(heading: str, text: str) -> list[str]:
    said = [plain_text(line) for line in text.splitlines() if line.strip()]
    return [f"## {heading}", "", *(said or ["Nothing was noted."]), ""]


def _changes(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    for (table, id), made in groupby(changes, key=lambda change: (change.table, change.id)):
        each = list(made)
        whole = next((change for change in each if not change.field), None)
        if whole is not None:
            yield f"- {plain_text(record_words(plan, whole))}: {change_words(plan, whole)[0]}"
            continue
        yield f"- {_record(plan, table, id)}"
        for change in each:
            yield f"  - {_change(plan, change)}"


def _change(plan: Plan, change: Change) -> str:
    field, before, after = change_words(plan, change)
    known = declared(change.table, change.field)
    if known is not None and known.private:
        return f"{plain_text(field)}: changed"
    return f"{plain_text(field)}: {plain_text(before)} → {plain_text(after)}"


def _record(plan: Plan, table: str, id: int) -> str:
    return plain_text(record_words(plan, Change(table, id, "id")))


def _off_track(plan: Plan, today: date) -> Iterator[str]:
    found = off_track(plan, today)
    if not found:
        return
    yield f"## Off track on {short_date(today)} ({len(found)})"
    yield ""
    for one in found:
        owner = name_of(plan, one.owner) or "nobody yet"
        what = _record(plan, one.table, one.id)
        yield f"- {what}: {plain_text(one.reason)} ({one.rule}). Owner {plain_text(owner)}: " + (
            plain_text(one.says)
        )
