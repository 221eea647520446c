"""`actionplan status`: where the plan stands, in a blink.

The keys of `--json` are the fields of `analysis.status_lines.Status`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from actionplan_tui.analysis.status import needs_attention, status
from actionplan_tui.analysis.status_lines import Status
from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import days, takes_json
from actionplan_tui.cli.endings import DONE, NO
from actionplan_tui.cli.last_answer import Answer, Question, keep_answer, signature
from actionplan_tui.cli.people import person_named
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import json_text, safe


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
    path = plan_to_read(options, quiet=options.short)
    asked = _question(options, path)
    signed = signature(asked.path) if asked is not None else ""
    at = clock.now()
    plan = load_plan(path)
    owner = person_named(plan, options.owner) if options.owner else None
    answer = status(plan, clock.today(plan.info), due_days=options.due, owner=owner)
    text = _text(answer, options)
    sys.stdout.write(text)
    attention = needs_attention(answer)
    if asked is not None:
        kept = Answer(text, attention=attention)
        keep_answer(asked, kept, signed, at, plan.info.time_zone)
    return NO if options.exit_code and attention else DONE


def _text(answer: Status, options: Namespace) -> str:
    """The status in the form asked for."""
    if options.json:
        return json_text(answer)
    # Here, because a script that asks for JSON need not load the words.
    from actionplan_tui.analysis.status_text import status_line, status_text

    return f"{safe(status_line(answer))}\n" if options.short else status_text(answer)


def _question(options: Namespace, path: Path) -> Question | None:
    """What is asked, if its answer is to be kept: the whole plan's, in one of its forms."""
    if options.owner or options.due is not None or (options.json and options.short):
        return None
    form = "json" if options.json else "short" if options.short else ""
    return Question(str(path), form, named=options.plan is not None, exit_code=options.exit_code)
