"""`actionplan set`: fields of a record, one undo step."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from actionplan_tui.cli import clock
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.field_words import edit_of_words, of_table, split_words
from actionplan_tui.cli.plan_files import open_workspace, plan_to_change
from actionplan_tui.cli.printing import say
from actionplan_tui.cli.promising import rebaselined, takes_rebaseline
from actionplan_tui.cli.records_named import record_named
from actionplan_tui.cli.settled import tell_settled

_FIELDS = """\
FIELD is the name in the file or what the desk calls it; VALUE is read as on the desk, and `-`
clears. A step's columns over tables of their own take items between `;`, or `none`.

  actionplan set S3 due=+2w lead="Ioane + Registry"
  actionplan set 1.2 needed="2 lawyers; USD 5,000" barriers=none
  actionplan set plan owner=Tavita "review_cadence=every 4 weeks on mon"
"""


def set_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `set`."""
    parser.add_argument("id", metavar="ID", help="S12, 1.2, G1, K3 …, or `plan` for its own record")
    parser.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help="see below")
    takes_rebaseline(parser)
    parser.epilog = _FIELDS


def run_set(options: Namespace) -> int:
    """Set fields of a record."""
    words = split_words(options.fields, "set")
    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    place = record_named(plan, options.id)
    made = edit_of_words(plan, place, of_table(place.table, words), clock.today(plan.info))
    settled = workspace.do(rebaselined(plan, made.edit, options.rebaseline))
    if settled.row is not None:
        for line in made.said:
            say(line)
    tell_settled(settled)
    return DONE
