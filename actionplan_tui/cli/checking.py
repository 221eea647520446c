"""`actionplan check`: how do you know you are done planning?

`--json` is one object: `title`, `date`, the keys of `status --json`'s `readiness`, and the lists
`findings` (`severity`, `code`, `heading`, `question`, `sentence`, `table`, `ref`, `field`, `key`),
`acceptances` (the same, with `by`, `on` and `reason`) and `off` (`code` and `tests` of the rules
switched off). `ref` is "" for the plan itself, and for what is still to be added.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from actionplan_tui.analysis.columns import day_text, table
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.readiness.finding import HEADINGS, SEVERITIES, Finding
from actionplan_tui.analysis.readiness.readiness import Accepted, Readiness, readiness
from actionplan_tui.analysis.readiness.report import readiness_line
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import takes_json
from actionplan_tui.cli.endings import DONE, NO
from actionplan_tui.cli.plan_files import load_plan, plan_to_read
from actionplan_tui.cli.printing import out, out_json, page_width, safe
from actionplan_tui.model.deck import SIX_QUESTIONS
from actionplan_tui.model.plan import Plan

_SAID = {"blocks": "Blocks approval", "warns": "Warns", "hints": "Hints"}


def check_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `check`."""
    takes_json(parser, "the findings")
    parser.add_argument(
        "--exit-code", action="store_true", help="exit with 1 when something blocks approval"
    )
    parser.add_argument("--rules", action="store_true", help="list the rules, and which are off")


def run_check(options: Namespace) -> int:
    """Print what a plan lacks to be complete, clear and current."""
    plan = load_plan(plan_to_read(options))
    known = readiness(plan, clock.today(plan.info))
    if options.rules:
        _print_rules(known, options.json)
    elif options.json:
        out_json(_data(plan, known))
    else:
        out(*_lines(plan, known))
    return NO if options.exit_code and not known.ready else DONE


def _lines(plan: Plan, known: Readiness) -> Iterator[str]:
    yield f"{safe(plan.info.title) or 'Untitled plan'}: {known.text}"
    yield ""
    for heading in HEADINGS:
        tally = known.headings[heading]
        counts = [(tally.blocks, "block"), (tally.warns, "warn"), (tally.hints, "hint")]
        said = ", ".join(f"{count} {word}" for count, word in counts if count)
        yield f"{heading:<9} {tally.percent:>3} %  {said}".rstrip()
    yield ""
    for question, tally in known.questions.items():
        yield f"[{'x' if tally.answered else ' '}] {SIX_QUESTIONS[question]}"
    for severity in SEVERITIES:
        rows = [one for one in known.findings if one.severity == severity]
        if rows:
            yield ""
            yield _SAID[severity]
            yield from _rows([(one.code, one.ref or "-", one.sentence) for one in rows])
    if known.accepted:
        yield ""
        yield "Accepted by the owner"
        yield from _rows(
            [(one.code, one.ref or "-", f"{one.sentence}: {_why(plan, waiver)}")
             for one, waiver in ((each.finding, each.waiver) for each in known.accepted)]
        )  # fmt: skip
    if known.switched_off:
        yield ""
        yield "Switched off in this plan"
        yield from _rows([(code, "", RULES[code].tests) for code in known.switched_off])


def _rows(rows: list[tuple[str, str, str]]) -> list[str]:
    return ["  " + line for line in table(rows, (9, 6, 0), page_width() - 2)]


def _why(plan: Plan, id: int) -> str:
    waiver = plan.waivers[id]
    who, day = name_of(plan, waiver.by), day_text(waiver.date)
    return f"{waiver.reason} ({', '.join(filter(None, (who, day)))})"


def _data(plan: Plan, known: Readiness) -> dict[str, Any]:
    line = readiness_line(known)
    return {
        "title": plan.info.title,
        "date": known.today,
        **{name: getattr(line, name) for name in line.__struct_fields__},
        "acceptances": [_accepted(plan, one) for one in known.accepted],
        "findings": [_finding(one) for one in known.findings],
        "off": [{"code": code, "tests": RULES[code].tests} for code in known.switched_off],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "severity": one.severity,
        "code": one.code,
        "heading": one.heading,
        "question": one.question,
        "sentence": one.sentence,
        "table": one.table,
        "ref": one.ref,
        "field": one.field,
        "key": one.key,
    }


def _accepted(plan: Plan, one: Accepted) -> dict[str, Any]:
    waiver = plan.waivers[one.waiver]
    by = name_of(plan, waiver.by)
    return {**_finding(one.finding), "by": by, "on": waiver.date, "reason": waiver.reason}


def _print_rules(known: Readiness, as_json: bool) -> None:
    if as_json:
        out_json(
            [
                {
                    "code": rule.code,
                    "severity": rule.severity,
                    "heading": rule.heading,
                    "question": rule.question,
                    "tests": rule.tests,
                    "off": rule.code in known.switched_off,
                }
                for rule in RULES.values()
            ]
        )
        return
    rows = [
        (rule.code, rule.severity, rule.heading, "off" if rule.code in known.switched_off else "",
         rule.tests)
        for rule in RULES.values()
    ]  # fmt: skip
    sys.stdout.write("\n".join(table(rows, (9, 6, 8, 3, 0), page_width())) + "\n")
