"""`actionplan import`: the rows of a table as steps and goals of the plan, one undo step.

Standard output says row by row what it does, or would do: the row's number, `add`, `update`,
`unchanged`, `goal`, `skip` or `cannot read`, what it is about, and what was not understood.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import get_args

from actionplan_tui.cli import clock
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import open_workspace, path_named, plan_to_change
from actionplan_tui.cli.printing import out, say
from actionplan_tui.cli.promising import rebaselined, takes_rebaseline
from actionplan_tui.cli.settled import tell_settled
from actionplan_tui.exchange.csv_table import MAX_BYTES, read_table, read_table_file
from actionplan_tui.exchange.importing import Import, ImportLine, plan_import
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder

_SOURCES = """\
SOURCE is a table as CSV, with commas, semicolons or tabs; `-` is standard input. A row must name
its columns as an action plan does: Action Step, By Whom, By When …
"""


def import_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `import`."""
    parser.add_argument("source", metavar="SOURCE", help="the table: see below")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what it would do, and do nothing"
    )
    parser.add_argument(
        "--dates",
        choices=[order for order in get_args(DateOrder) if order],
        default="",
        help="what 3/4/2026 means, where the table does not tell",
    )
    parser.add_argument("--under", metavar="GOAL", help="the goal of rows that name none: G1")
    takes_rebaseline(parser)
    parser.epilog = _SOURCES


def run_import(options: Namespace) -> int:
    """Take a table into the plan, or say what that would do."""
    workspace = open_workspace(plan_to_change(options))
    rows = _rows(options.source)
    found = plan_import(
        workspace.plan,
        rows,
        today=clock.today(workspace.plan.info),
        dates=options.dates,
        under_goal=_goal(workspace.plan, options.under),
        name=_name(options.source),
    )
    if found.ambiguous_dates:
        raise Problem(found.message)
    out(*(_line(line) for line in found.lines))
    _tell(found)
    if options.dry_run:
        say("nothing was changed: this was a dry run")
    elif found.edit is None:
        say("nothing changed: the plan has it all already")
    else:
        edit = rebaselined(workspace.plan, found.edit, options.rebaseline)
        tell_settled(workspace.do(edit, kind="import"))
    return DONE


def _rows(source: str) -> list[list[str]]:
    if source == "-":
        return read_table(sys.stdin.buffer.read(MAX_BYTES + 1), name="standard input")
    return read_table_file(path_named(source))


def _name(source: str) -> str:
    return "a table" if source == "-" else path_named(source).name


def _goal(plan: Plan, word: str | None) -> int | None:
    if word is None:
        return None
    from actionplan_tui.capture.mentions import find_record

    return find_record(plan, "goals", word, by_start=True)


def _line(line: ImportLine) -> str:
    notes = [f"not understood: {line.trouble}" if line.trouble else "", line.said]
    note = "; ".join(filter(None, notes))
    return f"row {line.row}: {line.verb}: {line.what}" + (f" ({note})" if note else "")


def _tell(found: Import) -> None:
    for note in (*found.notes, found.message):
        if note:
            say(note)
