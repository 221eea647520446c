"""`actionplan agenda`: what falls due and what is to be said, by date.

`--json` is a list of objects with the keys `date`, `time` (null for what takes no hour of the day),
`kind`, `ref` (`plan` for its reviews), `title` and `who`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import timedelta

from actionplan_tui.analysis.agenda import AgendaItem, agenda
from actionplan_tui.analysis.columns import day_text, table
from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import days, takes_json
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import out_json, page_width, say
from actionplan_tui.cli.records_named import record_ref


def agenda_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `agenda`."""
    parser.add_argument(
        "--due", type=days, default=30, metavar="DAYS", help="how far ahead: 30d (else that), 2w"
    )
    parser.add_argument("--owner", metavar="NAME", help="one person's part; `me` for your own")
    takes_json(parser, "the agenda")


def run_agenda(options: Namespace) -> int:
    """Print the agenda of a plan."""
    plan = load_plan(plan_to_read(options))
    today = clock.today(plan.info)
    items = agenda(plan, today, today + timedelta(options.due))
    if options.owner:
        from actionplan_tui.analysis.people import name_of
        from actionplan_tui.cli.people import person_named

        name = name_of(plan, person_named(plan, options.owner))
        items = [item for item in items if item.who == name]
    if options.json:
        out_json(
            [
                {
                    "date": item.date,
                    "time": item.time,
                    "kind": item.kind,
                    "ref": record_ref(item.table, item.id),
                    "title": item.title,
                    "who": item.who,
                }
                for item in items
            ]
        )
    elif items:
        sys.stdout.write("\n".join(_lines(items)) + "\n")
    else:
        say(f"nothing in the next {options.due} days")
    return DONE


def _lines(items: Sequence[AgendaItem]) -> list[str]:
    wide = page_width()
    roomy = 1000 if wide > 1000 else 0
    rows = [
        (
            f"{item.date:%a} {day_text(item.date)}",
            f"{item.time:%H:%M}" if item.time else "",
            item.kind,
            record_ref(item.table, item.id),
            item.title,
            item.who,
        )
        for item in items
    ]
    return table(rows, (roomy or 15, 5, roomy or 20, roomy or 6, 0, roomy or 20), wide)
