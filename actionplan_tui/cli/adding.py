"""`actionplan add`: a step from a line as in the desk's capture, or a record of another table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import NamedTuple

from actionplan_tui.cli import clock
from actionplan_tui.cli.editing import print_added
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.field_words import field_names, of_table, split_words, values_of_words
from actionplan_tui.cli.plan_files import open_workspace, plan_to_change
from actionplan_tui.cli.printing import say
from actionplan_tui.cli.records_named import record_named, table_named
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddGoal, AddRecord
from actionplan_tui.model.fields import TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem

_LINES = """\
  actionplan add "Draft the bill @Tavita due:18 dec need:2 lawyers" --under G1
  actionplan add goal "Half of all adults use the portal" target_date=2027-06-30
  actionplan add idea "Open the counters on Saturdays"
  actionplan add stakeholder "Bar association" kind=organisation power=4 interest=5
  actionplan add kpi "Letters received" goal=G1 unit=letters baseline=0 target=8
"""

_NOT_BY_HAND = frozenset({"plan", "tombstones"})


class Wanted(NamedTuple):
    """What is to be added: the table, what it says, and its `FIELD=VALUE` words."""

    table: str
    line: str
    words: tuple[str, ...]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `add`."""
    parser.add_argument(
        "line", metavar="[TABLE] LINE [FIELD=VALUE ...]", nargs="+", help="see below"
    )
    parser.add_argument("--under", metavar="ID", help="a step's goal (G1) or parent (S12, 1.2)")
    parser.epilog = _LINES


def run_add(options: Namespace) -> int:
    """Add a record; prints its id."""
    wanted = understood(options.line)
    workspace = open_workspace(plan_to_change(options))
    edit = _edit(workspace.plan, wanted, options.under)
    print_added(workspace, workspace.do(edit), wanted.table)
    return DONE


def understood(words: Sequence[str]) -> Wanted:
    """What the words ask to add. A first word in lower case that means a table names it.

    Raises: Misuse when nothing is left to say.
    """
    first = words[0]
    table = table_named(first) if first.islower() and len(first) > 1 and " " not in first else ""
    if not table:
        return Wanted("steps", " ".join(words), ())
    if table in _NOT_BY_HAND:
        raise Misuse(f"add: a {TABLES[table].noun} is not added by hand (see actionplan new)")
    rest = list(words[1:])
    known = field_names(table)
    fields: list[str] = []
    while rest and "=" in rest[-1] and _field_of(rest[-1]) in known:
        fields.insert(0, rest.pop())
    if not rest and not fields:
        raise Misuse(f"add: what {TABLES[table].noun}? (see actionplan add --help)")
    return Wanted(table, " ".join(rest), tuple(fields))


def _field_of(word: str) -> str:
    return " ".join(word.partition("=")[0].strip().lower().split())


def _edit(plan: Plan, wanted: Wanted, under: str | None) -> Edit:
    if wanted.table == "steps":
        return _captured(plan, wanted, under)
    if under is not None:
        raise Problem("--under is for steps; say goal=G1 or step=S12 of other records")
    today = clock.today(plan.info)
    words = of_table(wanted.table, split_words(wanted.words, "add"))
    values = values_of_words(plan, wanted.table, words, today)
    if wanted.line:
        title = TITLE_FIELDS[wanted.table]
        values = {title: " ".join(wanted.line.split()), **values}
    if wanted.table in ("goals", "framework"):
        return AddGoal(values, table=wanted.table)
    return AddRecord(wanted.table, values)


def _captured(plan: Plan, wanted: Wanted, under: str | None) -> Edit:
    """The edit of a capture line; what of it is not understood refuses all of it."""
    from actionplan_tui.capture.line import understand_line
    from actionplan_tui.edits.captured import edit_of

    place = record_named(plan, under) if under is not None else None
    if place is not None and place.table not in ("goals", "steps"):
        raise Problem(f"{under}: a step stands under a goal or a step")
    captured = understand_line(
        plan,
        wanted.line,
        today=clock.today(plan.info),
        under=place.id if place is not None and place.table == "steps" else None,
        goal=place.id if place is not None and place.table == "goals" else None,
    )
    if captured.trouble:
        raise Problem("; ".join(captured.trouble))
    if captured.said:
        say(captured.said)
    return edit_of(captured)
