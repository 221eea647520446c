"""`actionplan add`: a step from a line as in the desk's capture, or a record of another table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from actionplan_tui.capture.items import parse_items
from actionplan_tui.capture.line import Captured, understand_line
from actionplan_tui.capture.names import lead_and_support
from actionplan_tui.cli import clock
from actionplan_tui.cli.editing import print_added
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.field_words import (
    ITEM_COLUMNS,
    Word,
    field_names,
    of_table,
    split_words,
    values_of_words,
)
from actionplan_tui.cli.plan_files import open_workspace, plan_to_change
from actionplan_tui.cli.printing import say
from actionplan_tui.cli.records_named import record_named, table_named
from actionplan_tui.edits.captured import edit_of
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
  actionplan add corrective "Hire two more" step=S3 cause="few applied" responsible=Fetu due=fri
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
    parser.usage = "%(prog)s [OPTIONS] [TABLE] LINE [FIELD=VALUE ...]"
    parser.epilog = _LINES


def run_add(options: Namespace) -> int:
    """Add a record; prints its id."""
    wanted = understood(options.line)
    workspace = open_workspace(plan_to_change(options))
    edit, table, said = _edit(workspace.plan, wanted, options.under)
    settled = workspace.do(edit)
    if said:
        say(said)
    print_added(workspace, settled, table)
    return DONE


def understood(words: Sequence[str]) -> Wanted:
    """What the words ask to add. A first word in lower case that means a table names it.

    Raises: Misuse when nothing is left to say.
    """
    first = words[0]
    table = table_named(first) if first.islower() and len(first) > 1 else ""
    rest = list(words[1:] if table else words)
    table = table or "steps"
    if table in _NOT_BY_HAND:
        raise Misuse(f"add: a {TABLES[table].noun} is not added by hand (see actionplan new)")
    known = field_names(table)
    fields: list[str] = []
    while len(rest) > (table == "steps") and "=" in rest[-1] and _field_of(rest[-1]) in known:
        fields.insert(0, rest.pop())
    if not rest and not fields:
        raise Misuse(f"add: what {TABLES[table].noun}? (see actionplan add --help)")
    return Wanted(table, " ".join(rest), tuple(fields))


def _field_of(word: str) -> str:
    return " ".join(word.partition("=")[0].strip().lower().split())


def _edit(plan: Plan, wanted: Wanted, under: str | None) -> tuple[Edit, str, str]:
    """The edit that adds what is wanted, the table it adds to, and what was understood."""
    today = clock.today(plan.info)
    words = of_table(wanted.table, split_words(wanted.words, "add"))
    if under is not None and wanted.table != "steps":
        raise Problem("--under is for steps; say goal=G1 or step=S12 of other records")
    if wanted.table in _BY_LINE and wanted.line:
        captured = _captured(plan, wanted, under, today)
        edit = edit_of(_with_words(plan, captured, words, today))
        return edit, captured.table, captured.said
    values = values_of_words(plan, wanted.table, words, today)
    if wanted.line:
        values = {TITLE_FIELDS[wanted.table]: " ".join(wanted.line.split()), **values}
    if wanted.table == "corrective_actions":
        return _corrective(plan, values, today), wanted.table, ""
    if wanted.table in ("goals", "framework"):
        return AddGoal(values, table=wanted.table), wanted.table, ""
    return AddRecord(wanted.table, values), wanted.table, ""


def _corrective(plan: Plan, values: dict[str, Any], today: date) -> Edit:
    """A corrective action on what the fields name, in the name of its owner."""
    from actionplan_tui.edits.corrective import RaiseCorrective

    for field, table in (("step", "steps"), ("kpi", "kpis"), ("goal", "goals")):
        if values.get(field) is not None:
            return RaiseCorrective(table, values[field], today, values)
    return RaiseCorrective("plan", 1, today, values)


_BY_LINE = frozenset({"steps", "goals", "ideas", "stakeholders"})
"""Tables whose records a capture line makes."""


def _captured(plan: Plan, wanted: Wanted, under: str | None, today: date) -> Captured:
    """What a line was understood as; what of it is not understood refuses all of it."""
    place = record_named(plan, under) if under is not None else None
    if place is not None and place.table not in ("goals", "steps"):
        raise Problem(f"{under}: a step stands under a goal or a step")
    below = place is not None and place.table == "steps"
    captured = understand_line(
        plan,
        f"> {wanted.line}" if below else wanted.line,
        today=today,
        under=place.id if place is not None and below else None,
        goal=place.id if place is not None and not below else None,
        table=wanted.table,
    )
    if captured.trouble:
        raise Problem("; ".join(captured.trouble))
    if under is not None and captured.table != "steps":
        raise Problem("--under is for steps")
    return captured


def _with_words(plan: Plan, captured: Captured, words: Sequence[Word], today: date) -> Captured:
    """What was captured, with the fields that its `FIELD=VALUE` words set."""
    for word in words:
        captured = _with_word(plan, captured, word, today)
    return captured


def _with_word(plan: Plan, captured: Captured, word: Word, today: date) -> Captured:
    if captured.table == "steps" and word.field in ITEM_COLUMNS:
        cell = parse_items(plan, 0, word.field, word.text, today=today)
        fields = dict(captured.fields)
        if cell.none:
            fields["none_identified"] = (*fields.get("none_identified", ()), word.field)
        return captured._replace(items=(*captured.items, *cell.items), fields=fields)
    if captured.table == "steps" and word.field == "lead":
        lead, support = lead_and_support(plan, word.text)
        helpers = {"support": support} if support else {}
        return captured._replace(fields={**captured.fields, "lead": lead, **helpers})
    if captured.table == "steps" and word.field == "duration":
        raise Problem("duration: of a new step say start and due, or set it afterwards")
    values = values_of_words(plan, captured.table, [word], today)
    if captured.table == "steps" and word.field in ("goal", "parent"):
        return captured._replace(**values)
    return captured._replace(fields={**captured.fields, **values})
