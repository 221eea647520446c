"""`actionplan import`: a table, notes, moved dates of a calendar or another plan, one undo step.

Standard output says row by row what it does, or would do: the row's number, `add`, `update`,
`unchanged`, `goal`, `skip` or `cannot read`, what it is about, and what was not understood. At a
terminal a person is shown what is not unchanged, and asked; a script is not.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import get_args

from actionplan_tui.cli import clock
from actionplan_tui.cli.asking import agreed, somebody_is_there
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import open_workspace, path_named, plan_to_change
from actionplan_tui.cli.printing import out, say
from actionplan_tui.cli.promising import rebaselined, takes_rebaseline
from actionplan_tui.cli.settled import tell_settled
from actionplan_tui.exchange.csv_table import MAX_BYTES
from actionplan_tui.exchange.import_result import Import, ImportLine
from actionplan_tui.exchange.taking_in import (
    COLUMN_MEANINGS,
    Choices,
    Source,
    import_source,
    read_source,
    sheet_of,
    source_in,
)
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import DateOrder

_SOURCES = """\
SOURCE is one of these, told by what stands in it; `-` is standard input:
  a table as .xlsx, .csv, .tsv or Markdown: a row must name its columns as an action plan does,
    Action Step, By Whom, By When … (else say with --column which is which)
  notes of a meeting as .txt or .md: lines become ideas, or steps where they have the capture
    grammar (@who, due:fri, need:…) or a box to tick
  a calendar that the plan wrote (.ics): dates moved in it come back; other events, and what the
    plan has changed since, are listed and left alone
  a plan as .json: later records of the same plan, or those of another one
"""


def import_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `import`."""
    parser.add_argument("source", metavar="SOURCE", help="what to take in: see below")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what it would do, and do nothing"
    )
    parser.add_argument(
        "-y", "--yes", action="store_true", help="do it without asking, as a script does"
    )
    parser.add_argument(
        "--dates",
        choices=[order for order in get_args(DateOrder) if order],
        default="",
        help="what 3/4/2026 means, where the table does not tell",
    )
    parser.add_argument("--under", metavar="GOAL", help="the goal of rows that name none: G1")
    parser.add_argument("--sheet", metavar="NAME", default="", help="the sheet of a workbook")
    parser.add_argument(
        "--column",
        metavar="HEADING=MEANING",
        action="append",
        default=[],
        help='what a column means, by its heading or number: "Person=By Whom", 3=skip',
    )
    takes_rebaseline(parser)
    parser.epilog = _SOURCES


def run_import(options: Namespace) -> int:
    """Take a source into the plan, or say what that would do."""
    workspace = open_workspace(plan_to_change(options))
    source = _source(options.source)
    choices = Choices(
        dates=options.dates,
        under_goal=_goal(workspace.plan, options.under),
        sheet=options.sheet,
    )
    if options.column:
        choices = Choices(
            dates=choices.dates,
            under_goal=choices.under_goal,
            sheet=choices.sheet,
            columns=_columns(source, choices, options.column),
        )
    today = clock.today(workspace.plan.info)
    found = import_source(workspace.plan, source, today=today, choices=choices)
    if found.ambiguous_dates:
        raise Problem(found.message)
    word = "event" if source.kind == "calendar" else "row"
    asks = somebody_is_there() and not (options.yes or options.dry_run)
    # What changes is not to scroll away before the question is answered.
    shown = [line for line in found.lines if not (asks and line.verb == "unchanged")]
    out(*(_line(word, line) for line in shown))
    if len(source.sheets) > 1 and not options.sheet and source.sheets[0].name:
        say(f"read from sheet {sheet_of(source, choices).name!r}; --sheet names another")
    _tell(found)
    if options.dry_run:
        say("nothing was changed: this was a dry run")
    elif found.edit is None:
        say("nothing changed: the plan has it all already")
    elif asks and not agreed("take this in?"):
        say("nothing was changed")
    else:
        edit = rebaselined(workspace.plan, found.edit, options.rebaseline)
        tell_settled(workspace.do(edit, kind="import"))
    return DONE


def _source(text: str) -> Source:
    if text == "-":
        if sys.stdin is None:  # closed by the caller
            raise Problem("standard input is closed: name a file to take in")
        return read_source(sys.stdin.buffer.read(MAX_BYTES + 1), name="standard input")
    return source_in(path_named(text))


def _columns(source: Source, choices: Choices, words: list[str]) -> dict[int, str]:
    """What the columns named mean, by their places.

    Raises: Problem when a column or a meaning is not known.
    """
    from actionplan_tui.exchange.heading_names import plain
    from actionplan_tui.exchange.headings import column_key

    if source.kind != "table":
        raise Problem(f"{source.name} has no columns: it is no table")
    rows = sheet_of(source, choices).rows[:40]
    known = {plain(cell): place for row in rows for place, cell in enumerate(row) if plain(cell)}
    meanings = {plain(meaning): key for key, meaning in COLUMN_MEANINGS.items()}
    columns: dict[int, str] = {}
    for word in words:
        heading, _, meaning = word.rpartition("=")
        key = meaning.strip().lower()
        if key not in COLUMN_MEANINGS:
            key = meanings.get(plain(meaning)) or column_key(meaning)
        if not heading or not key:
            every = ", ".join(each for each in COLUMN_MEANINGS if each)
            raise Problem(f"{word!r}: say HEADING=MEANING; the meanings are {every}")
        place = known.get(plain(heading))
        if place is None and heading.strip().isdigit():
            place = int(heading) - 1
        if place is None or place < 0:
            raise Problem(f"{source.name} has no column {heading.strip()!r}")
        columns[place] = key
    return columns


def _goal(plan: Plan, word: str | None) -> int | None:
    if word is None:
        return None
    from actionplan_tui.capture.mentions import find_record

    return find_record(plan, "goals", word, by_start=True)


def _line(word: str, line: ImportLine) -> str:
    notes = [f"not understood: {line.trouble}" if line.trouble else "", line.said]
    note = "; ".join(filter(None, notes))
    return f"{word} {line.row}: {line.verb}: {line.what}" + (f" ({note})" if note else "")


def _tell(found: Import) -> None:
    for note in (*found.notes, found.message):
        if note:
            say(note)
