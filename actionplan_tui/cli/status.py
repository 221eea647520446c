"""`actionplan status`: where the plan stands, in a blink.

The keys of `--json` are the fields of `analysis.status_lines.Status`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from actionplan_tui.analysis.status import needs_attention, status
from actionplan_tui.analysis.status_lines import DutyLine, Status
from actionplan_tui.cli import clock
from actionplan_tui.cli.endings import DONE, NO
from actionplan_tui.cli.last_answer import Answer, Question, keep_answer, signature
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import json_text, safe
from actionplan_tui.model.plan import Plan, ref

if TYPE_CHECKING:  # a plain question is answered without a parser
    from argparse import ArgumentParser, Namespace
    from pathlib import Path


def status_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `status`."""
    from actionplan_tui.cli.arguments import days, takes_json

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
    from actionplan_tui.cli.people import person_named  # a plain question names nobody

    path = plan_to_read(options, quiet=options.short)
    plan = load_plan(path)
    owner = person_named(plan, options.owner) if options.owner else None
    answer = status(plan, clock.today(plan.info), due_days=options.due, owner=owner)
    if owner is not None:
        answer = replace(answer, duties=_duties(path, plan, owner))
    form = "json" if options.json else "short" if options.short else ""
    sys.stdout.write(_text(answer, form))
    return NO if options.exit_code and needs_attention(answer) else DONE


def _duties(path: Path, plan: Plan, person: int) -> list[DutyLine]:
    """What one person has not yet seen, what waits for them, and all that they carry."""
    from actionplan_tui.analysis.worklist import TO_CORRECT, worklist
    from actionplan_tui.cli.people import myself
    from actionplan_tui.edits.change_words import record_words
    from actionplan_tui.edits.changes import Change
    from actionplan_tui.edits.reports import unread
    from actionplan_tui.store import full_history

    login = ""
    if person == myself(plan):
        from actionplan_tui.cli.config import login as own_login

        login = own_login()
    unread_ones = [
        DutyLine(
            heading="Unread updates",
            ref=ref("steps", one.step),
            text=f"{record_words(plan, Change('steps', one.step, 'id'))}: {one.text}, by {one.by}",
        )
        for one in unread(plan, full_history(path), person, login=login)
    ]
    duties = [
        DutyLine(heading=duty.heading, ref=duty.ref, text=duty.text)
        for duty in worklist(plan, clock.today(plan.info), person)
        if duty.heading not in ("Late", "Due soon")  # which the status tells of everybody
    ]
    first = [one for one in duties if one.heading == TO_CORRECT]
    return [*first, *unread_ones, *duties[len(first) :]]


def answered(asked: Question) -> Answer:
    """The answer to a plain question, from the plan itself; it is kept for the next time."""
    signed, at = signature(asked.path), clock.now()
    plan = load_plan(asked.said)
    # The blank answers stand in the JSON alone; words tell the readiness, which weighs them.
    found = status(plan, clock.today(plan.info), count_blanks=asked.form == "json")
    answer = Answer(_text(found, asked.form), attention=needs_attention(found))
    keep_answer(asked, answer, signed, at, plan.info.time_zone)
    return answer


def _text(answer: Status, form: str) -> str:
    """The status in the form asked for."""
    if form == "json":
        return json_text(answer)
    # Here, because a script that asks for JSON need not load the words.
    from actionplan_tui.analysis.status_text import status_line, status_text

    return f"{safe(status_line(answer))}\n" if form == "short" else status_text(answer)
