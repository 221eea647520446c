"""`actionplan status`: where the plan stands, in a blink.

The keys of `--json` are the fields of `analysis.status_lines.Status`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from actionplan_tui.analysis.status import needs_attention, status
from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import days, takes_json
from actionplan_tui.cli.endings import DONE, NO
from actionplan_tui.cli.people import person_named
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import out, out_json


def status_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `status`."""
    takes_json(parser, "the status")
    parser.add_argument(
        "--due", type=days, metavar="DAYS", help="what counts as soon: 14d, 2w (else the plan's)"
    )
    parser.add_argument("--owner", metavar="NAME", help="one person's part; `me` for your own")
    parser.add_argument(
        "--short", action="store_true", help="one line, for a prompt, a motd or a mail"
    )
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help="exit with 1 when something is late or off track",
    )


def run_status(options: Namespace) -> int:
    """Print the status of a plan."""
    plan = load_plan(plan_to_read(options, quiet=options.short))
    owner = person_named(plan, options.owner) if options.owner else None
    answer = status(plan, clock.today(plan.info), due_days=options.due, owner=owner)
    if options.json:
        out_json(answer)
    else:
        # Here, because a script that asks for JSON need not load the words.
        from actionplan_tui.analysis.status_text import status_line, status_text

        if options.short:
            out(status_line(answer))
        else:
            sys.stdout.write(status_text(answer))
    return NO if options.exit_code and needs_attention(answer) else DONE
