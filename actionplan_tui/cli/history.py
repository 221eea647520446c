"""`actionplan log`, `diff`, `undo` and `redo`: what happened to a plan, taken back, made again.

`log --json` is a list of objects, oldest first, with the keys `revision`, `at` (UTC), `by`,
`label`, `kind` (edit, undo, redo, restore, import), `of` (the revision an undo or redo is about,
else 0), `review` (the id of the review it was made in, else 0) and `changes`: a list of objects
with `table`, `id`, `ref`, `field` ("" for a whole record), `before` and `after` (null: the record
was not there).

`diff --json` is an object with `since` (UTC), `reaches` (the earliest moment that can be asked
for, null: any) and `changes`, a list as above: what is otherwise now than it was then.
"""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from actionplan_tui.cli.arguments import takes_json
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import (
    load_plan,
    open_workspace,
    plan_to_change,
    plan_to_read,
)
from actionplan_tui.cli.printing import out, out_json, say
from actionplan_tui.cli.records_named import record_named, record_ref
from actionplan_tui.cli.settled import tell_settled
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.workdays import short_date, short_moment
from actionplan_tui.model.zone import plan_zone


def log_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `log`."""
    parser.add_argument("--since", metavar="DATE", help="from this day on: 2026-11-01, mon, =-2w")
    parser.add_argument("--until", metavar="DATE", help="up to this day, and in it")
    parser.add_argument("--by", metavar="LOGIN", default="", help="of one person alone")
    parser.add_argument("--of", metavar="ID", help="of one record and what hangs from it: S12, 1.2")
    parser.add_argument("--review", metavar="ID", help="made in one review: V3")
    parser.add_argument("--changes", action="store_true", help="each field, before and after")
    parser.add_argument("--private", action="store_true", help="private notes too")
    takes_json(parser, "the history")


def run_log(options: Namespace) -> int:
    """Print who changed what, the oldest first."""
    from actionplan_tui.edits.history_filter import Narrow, narrowed
    from actionplan_tui.store import full_history

    path = plan_to_read(options)
    plan = load_plan(path)
    wanted = Narrow(
        record=_record(plan, options.of) if options.of else None,
        by=options.by,
        since=_start_of(plan, options.since) if options.since is not None else None,
        until=_end_of(plan, options.until) if options.until is not None else None,
        review=_record(plan, options.review)[1] if options.review else 0,
    )
    rows: Sequence[HistoryRow] = narrowed(plan, full_history(path), wanted)
    if options.json:
        out_json([_data(row, private=options.private) for row in rows])
    elif not rows:
        whole = {Narrow(since=wanted.since): " since then", Narrow(): " yet"}
        say("nothing was changed" + whole.get(wanted, ": no such change"))
    review = 0
    for row in rows if not options.json else ():
        if row.review != review:
            review = row.review
            out(_review_text(plan, review) if review else "-- after the review --")
        out(f"{row.revision}  {short_moment(row.at)}  {row.by}  {_label(row)}")
        if options.changes:
            out(*(f"    {_in_words(plan, change, options.private)}" for change in row.changes))
    return DONE


def _record(plan: Plan, word: str) -> tuple[str, int]:
    """The record that a word names, even one that is there no longer.

    Raises: Problem when it can be the name of none.
    """
    from actionplan_tui.edits.history_filter import named_record

    try:
        return named_record(plan, word.strip())
    except Problem:
        place = record_named(plan, word)
        return place.table, place.id


def _review_text(plan: Plan, id: int) -> str:
    review = plan.reviews.get(id)
    held = review and (review.date or review.began)
    day = f" of {short_date(held)}" if held else ""
    return f"-- review V{id}{day} --"


def diff_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `diff`."""
    parser.add_argument(
        "--since", metavar="DATE", required=True, help="as the plan was when this day began"
    )
    parser.add_argument("--private", action="store_true", help="private notes too (json)")
    takes_json(parser, "the differences")


def run_diff(options: Namespace) -> int:
    """Print what is otherwise now than it was when a day began."""
    from actionplan_tui.edits.change_words import change_text
    from actionplan_tui.edits.past import net, plan_as_of, reaches
    from actionplan_tui.store import full_history

    path = plan_to_read(options)
    plan = load_plan(path)
    history = full_history(path)
    # What was changed in the first second of the day is of that day.
    since = _start_of(plan, options.since)
    earliest = reaches(plan, history)
    past = plan_as_of(plan, history, since - dt.timedelta(microseconds=1))
    changes = net(past.since)
    if options.json:
        data = [_change_data(change) for change in _shown(changes, private=options.private)]
        out_json({"since": since.astimezone(dt.UTC), "reaches": earliest, "changes": data})
    elif not changes:
        say("nothing is otherwise than it was then")
    for change in changes if not options.json else ():
        out(change_text(plan, change))
    return DONE


def _start_of(plan: Plan, text: str) -> dt.datetime:
    """The moment at which a day begins in the plan's time zone."""
    from actionplan_tui.cli.editing import past_day

    # Before the first of all days there is no moment, which that of another zone might need.
    day = max(past_day(plan, text), dt.date(1, 1, 3))
    return dt.datetime.combine(day, dt.time(), plan_zone(plan))


def _end_of(plan: Plan, text: str) -> dt.datetime:
    """The last moment of a day in the plan's time zone."""
    return _start_of(plan, text) + dt.timedelta(days=1, microseconds=-1)


def _label(row: HistoryRow) -> str:
    return row.label if row.kind == "edit" else f"{row.kind}: {row.label}"


def _shown(changes: Sequence[Change], *, private: bool) -> Sequence[Change]:
    """The changes, without what is private unless it is asked for."""
    from actionplan_tui.edits.change_words import without_private

    return changes if private else [without_private(change) for change in changes]


def _data(row: HistoryRow, *, private: bool) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "at": row.at,
        "by": row.by,
        "label": row.label,
        "kind": row.kind,
        "of": row.of,
        "review": row.review,
        "changes": [_change_data(change) for change in _shown(row.changes, private=private)],
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "table": change.table,
        "id": change.id,
        "ref": record_ref(change.table, change.id),
        "field": change.field,
        "before": change.before,
        "after": change.after,
    }


def _in_words(plan: Plan, change: Change, private: bool) -> str:
    """A change in one line, private values told only when they are asked for."""
    from actionplan_tui.edits.change_words import change_text, is_private, label, record_words

    if not (private and is_private(change.table, change.field)):
        return change_text(plan, change)
    before, after = (str(value or "blank") for value in (change.before, change.after))
    field = label(change.table, change.field)
    return f"{record_words(plan, change)}, {field}: {before} -> {after}"


def undo_arguments(parser: ArgumentParser) -> None:
    """Nothing follows `undo`."""


def run_undo(options: Namespace) -> int:
    """Take back this login's latest change; never one of a session still running."""
    _tell(open_workspace(plan_to_change(options)).undo(), "undone")
    return DONE


def redo_arguments(parser: ArgumentParser) -> None:
    """Nothing follows `redo`."""


def run_redo(options: Namespace) -> int:
    """Make this login's latest undone change again."""
    _tell(open_workspace(plan_to_change(options)).redo(), "redone")
    return DONE


def _tell(settled: Settled, word: str) -> None:
    if settled.row is not None:
        say(f"{word}: {settled.label}")
    tell_settled(settled)
