"""`actionplan log`, `undo` and `redo`: what happened to a plan, taking it back, making it again.

`log --json` is a list of objects, oldest first, with the keys `revision`, `at` (UTC), `by`,
`label`, `kind` (edit, undo, redo, restore, import), `of` (the revision an undo or redo is about,
else 0) and `changes`: a list of objects with `table`, `id`, `ref`, `field` ("" for a whole
record), `before` and `after` (null: the record was not there).
"""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
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
from actionplan_tui.cli.records_named import record_ref
from actionplan_tui.cli.settled import tell_settled
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.edits.workspace import Settled


def log_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `log`."""
    parser.add_argument("--since", metavar="DATE", help="from this day on: 2026-11-01, mon, =-2w")
    parser.add_argument("--changes", action="store_true", help="each field, before and after")
    takes_json(parser, "the history")


def run_log(options: Namespace) -> int:
    """Print who changed what, the oldest first."""
    from actionplan_tui.store import full_history

    path = plan_to_read(options)
    rows: Sequence[HistoryRow] = full_history(path)
    if options.since is not None:
        since = _start_of(path, options.since)
        rows = [row for row in rows if row.at >= since]
    if options.json:
        out_json([_data(row) for row in rows])
    elif not rows:
        say("nothing was changed" + (" since then" if options.since else " yet"))
    for row in rows if not options.json else ():
        out(f"{row.revision}  {row.at:%Y-%m-%d %H:%M} UTC  {row.by}  {_label(row)}")
        if options.changes:
            out(*(f"    {_change_text(change)}" for change in row.changes))
    return DONE


def _start_of(path: Path, text: str) -> dt.datetime:
    """The moment at which a day begins in the plan's time zone."""
    from zoneinfo import ZoneInfo

    from actionplan_tui.cli.editing import past_day

    plan = load_plan(path)
    try:
        zone: dt.tzinfo = ZoneInfo(plan.info.time_zone)
    except (OSError, ValueError, KeyError):  # a zone not found is a KeyError
        zone = dt.UTC
    return dt.datetime.combine(past_day(plan, text), dt.time(), zone)


def _label(row: HistoryRow) -> str:
    return row.label if row.kind == "edit" else f"{row.kind}: {row.label}"


def _data(row: HistoryRow) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "at": row.at,
        "by": row.by,
        "label": row.label,
        "kind": row.kind,
        "of": row.of,
        "changes": [
            {
                "table": change.table,
                "id": change.id,
                "ref": record_ref(change.table, change.id),
                "field": change.field,
                "before": change.before,
                "after": change.after,
            }
            for change in row.changes
        ],
    }


def _change_text(change: Change) -> str:
    place = record_ref(change.table, change.id)
    if change.adds or change.removes:
        return f"{place} {'added' if change.adds else 'removed'}"
    return f"{place} {change.field}: {_short(change.before)} -> {_short(change.after)}"


def _short(value: Any) -> str:
    text = "nothing" if value in (None, "", []) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


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
