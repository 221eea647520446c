"""`actionplan list`: the records of a table, as text, CSV or JSON.

The keys of `--json` and the columns of `--csv` are those of `cli.record_data`.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import takes_json
from actionplan_tui.cli.commands import near
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import out_json, safe_lines, say
from actionplan_tui.cli.record_data import Data, record_data
from actionplan_tui.cli.records_named import table_named
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record

Wanted = Callable[[Record], bool]

_WHERE = """\
--where may be given several times; all must hold. For every table it is FIELD=VALUE,
FIELD!=VALUE or FIELD~TEXT, an empty VALUE for blank fields. For steps it is also words, as in the
desk's filter: late, offtrack, open, done, blank, week, mine, @name, #tag, p1, goal:G1,
'due<2026-12-31', 'percent>=50', or any text of the row; `-late` turns a word round.

  actionplan list steps --where late --where @tavita
  actionplan list kpis --where unit=% --json
"""


def list_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `list`."""
    names = ", ".join(TABLES)
    parser.add_argument("table", metavar="TABLE", help=names)
    parser.add_argument(
        "--where", action="append", default=[], metavar="FILTER", help="only these: see below"
    )
    form = parser.add_mutually_exclusive_group()
    takes_json(form, "a list of objects")  # type: ignore[arg-type]
    form.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    parser.add_argument("--archived", action="store_true", help="archived records too")
    parser.add_argument("--private", action="store_true", help="private notes too")
    parser.epilog = _WHERE


def run_list(options: Namespace) -> int:
    """Print the records of a table."""
    table = table_named(options.table)
    if not table:
        guess = near(options.table, TABLES)
        hint = f"did you mean {guess}?" if guess else f"there are {', '.join(TABLES)}"
        raise Misuse(f"list: there is no table {options.table!r}: {hint}")
    plan = load_plan(plan_to_read(options))
    today = clock.today(plan.info)
    wanted = [_filter(plan, table, text, today) for text in options.where]
    records = [
        record
        for record in in_order(plan, table, archived=options.archived)
        if all(holds(record) for holds in wanted)
    ]
    if options.json or options.csv:
        rows = [record_data(plan, table, r, today, private=options.private) for r in records]
        out_json(rows) if options.json else _out_csv(_columns(table, options.private), rows)
    elif records:
        from actionplan_tui.cli.record_text import record_lines  # not for JSON

        sys.stdout.write("\n".join(record_lines(plan, table, records, today)) + "\n")
    else:
        say(f"no {TABLES[table].noun}s" + (" like that" if options.where else " yet"))
    return DONE


def in_order(plan: Plan, table: str, *, archived: bool = False) -> list[Record]:
    """The records of a table in the order people know: of the outline, of the goals, of ids."""
    from actionplan_tui.model.wbs import framework_order, goal_order, outline

    rows = plan.table(table)
    ids: Sequence[int]
    if table == "steps":
        ids = outline(plan).rows
    elif table == "goals":
        ids = goal_order(plan)
    elif table == "framework":
        ids = framework_order(plan)
    else:
        ids = sorted(id for id, record in rows.items() if not record.archived)
    put_away = sorted(id for id, record in rows.items() if record.archived) if archived else []
    return [rows[id] for id in (*ids, *put_away)]


_FIELD = re.compile(r"\s*([\w ]+?)\s*(=|!=|~)(.*)", re.DOTALL)
_COMPARED = ("due", "start", "forecast", "finished", "percent")


def _filter(plan: Plan, table: str, text: str, today: date) -> Wanted:
    """What one `--where` means."""
    from actionplan_tui.analysis.filters import parse_filter, parse_where

    def shown(record: Record, name: str) -> str:
        from actionplan_tui.capture.fields import show

        return show(plan, table, record, name) if name in FIELDS[table] else ""

    if table not in FIELDS:
        raise Problem(f"{table} cannot be filtered", table=table)
    if table != "steps" or _names_field(text):
        return parse_where(text, table, shown)
    words = parse_filter(text, me=_me(plan) if "mine" in text else None)
    return lambda record: not record.archived and words(plan, record.id, today)


def _names_field(text: str) -> bool:
    """Whether a filter for steps is of the form for every table, not one of words."""
    found = _FIELD.fullmatch(text)
    if found is None:
        return False
    name, sign, value = found.groups()
    return not (name.lower() in _COMPARED and sign == "=" and value.strip())


def _me(plan: Plan) -> int | None:
    from actionplan_tui.cli.people import myself

    return myself(plan)


def _columns(table: str, private: bool) -> list[str]:
    """The columns of a table that happens to be empty."""
    known = FIELDS.get(table, {})
    names = TABLES[table].type.__struct_fields__
    kept = [n for n in names if n != "id" and (private or n not in known or not known[n].private)]
    return ["id", "ref", *kept]


def _out_csv(columns: list[str], rows: list[Data]) -> None:
    import csv

    from actionplan_tui.exchange.csv_table import guarded

    names = list(rows[0]) if rows else columns
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(guarded(_csv_text(row.get(name))) for name in names)


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_csv_text, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "\n".join(safe_lines(str(value)))
