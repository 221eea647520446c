"""`actionplan export`: the plan in another format, told by the file's suffix or by `--to`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

import msgspec

from actionplan_tui.cli import clock
from actionplan_tui.cli.commands import near
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.plan_files import load_plan, looks_like_plan, path_named, plan_to_read
from actionplan_tui.cli.printing import out, out_bytes, say
from actionplan_tui.exchange.calendar_words import KIND_WORDS, choice_of
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.formats import FORMATS, Options, Written, written
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

_REPORTS = {
    "status": "how the plan stands, on a page",
    "owner": "what each person answers for, or one with --person",
    "minutes": "the minutes of the latest review",
}
_STDOUT = ("-", "/dev/stdout")
_DELIMITERS = {",": ",", ";": ";", "tab": "\t", "comma": ",", "semicolon": ";"}


def export_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `export`."""
    parser.add_argument("out", metavar="OUT", help="the file to write; `-` is standard output")
    parser.add_argument("--to", metavar="FORMAT", help="the format; else by the suffix of OUT")
    parser.add_argument(
        "--report", choices=_REPORTS, help="a report of a page instead of the plan (md, html)"
    )
    parser.add_argument(
        "--filter", metavar="WORDS", help="only these steps, as after / on the desk"
    )
    parser.add_argument(
        "--sort", metavar="COLUMN", help="the steps by a column: due, lead, state …"
    )
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    parser.add_argument("--columns", metavar="NAMES", help="only these columns: lead,due,kpis …")
    parser.add_argument("--private", action="store_true", help="private notes too (json)")
    parser.add_argument("--no-reminders", action="store_true", help="without reminders (ics)")
    parser.add_argument(
        "--no-guard", action="store_true", help="leave cells that begin like a formula bare (csv)"
    )
    parser.add_argument("--delimiter", choices=_DELIMITERS, default=",", help="between cells (csv)")
    only = parser.add_argument_group("what a calendar holds (ics)")
    only.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="KINDS",
        help=f"only these, with commas between: {', '.join(KIND_WORDS)}",
    )
    only.add_argument(
        "--person",
        default="",
        metavar="NAME",
        help="what one leads, owns or must send; or `me` (reports too)",
    )
    only.add_argument("--stakeholder", default="", metavar="NAME", help="what one will hear")
    only.add_argument("--goal", default="", metavar="GOAL", help="what serves one goal: G1")
    only.add_argument("--from", default="", dest="since", metavar="DATE", help="from this day on")
    only.add_argument("--until", default="", metavar="DATE", help="up to this day")
    only.add_argument(
        "--todos", action="store_true", help="due dates as tasks for a task list, nothing else"
    )
    lines = [f"  {name:7} {known.label}" for name, known in FORMATS.items()]
    reports = [f"  {name:7} {does}" for name, does in _REPORTS.items()]
    parser.epilog = "\n".join(["Formats:", *lines, "Reports:", *reports])


def run_export(options: Namespace) -> int:
    """Write the plan in another format; prints the name of the file."""
    name = _format_of(options)
    source = plan_to_read(options)
    plan = load_plan(source)
    chosen = Options() if options.report else _chosen(options, plan, name)
    if options.out in _STDOUT:
        made = _made(options, source, plan, name, chosen)
        out_bytes(made.data)
        for line in made.said if name != "ics" else ():  # a calendar's advice is about a file
            say(line)
        return DONE
    from actionplan_tui.exchange.files import read_if_there, write_whole

    path = path_named(options.out)
    if looks_like_plan(path):
        raise Problem(f"{path} is a plan: an export would take its place; name another file")
    if name == "ics":
        chosen = msgspec.structs.replace(chosen, before=read_if_there(path))
    made = _made(options, source, plan, name, chosen)
    write_whole(path, made.data)
    out(str(path))
    label = f"Report: {_REPORTS[options.report]}" if options.report else FORMATS[name].label
    say(f"{label}, {len(made.data):,} bytes")
    for line in made.said:
        say(line)
    return DONE


def _made(options: Namespace, source: Path, plan: Plan, name: str, chosen: Options) -> Written:
    if options.report:
        return Written(_report(options, source, plan, name))
    return written(plan, name, clock.today(plan.info), chosen)


def _chosen(options: Namespace, plan: Plan, name: str) -> Options:
    """What is to be written.

    Raises: Misuse when only a calendar could hold it; Problem when it is not understood.
    """
    words = {
        "kinds": options.kind,
        "person": options.person,
        "stakeholder": options.stakeholder,
        "goal": options.goal,
        "since": options.since,
        "until": options.until,
    }
    plain = Options(
        shown=_shown(plan, options, clock.today(plan.info)),
        private=options.private,
        alarms=not options.no_reminders,
        guard=not options.no_guard,
        delimiter=_DELIMITERS[options.delimiter],
    )
    if not any(words.values()) and not options.todos:
        return plain
    if name != "ics":
        raise Misuse("export: kinds, people, goals, days and tasks are chosen of calendars (ics)")
    from actionplan_tui.cli.people import person_named

    choice = choice_of(plan, clock.today(plan.info), named=person_named, **words)
    return msgspec.structs.replace(plain, choice=choice, todos=options.todos)


def exported(plan: Plan, name: str, chosen: Options = Options()) -> bytes:  # noqa: B008
    """The plan in a format."""
    return FORMATS[name].write(plan, clock.today(plan.info), chosen)


def _report(options: Namespace, source: Path, plan: Plan, name: str) -> bytes:
    from actionplan_tui.cli.people import person_named
    from actionplan_tui.exchange.reports import report_bytes
    from actionplan_tui.store import full_history

    person = person_named(plan, options.person) if options.person else None
    history = full_history(source) if options.report == "minutes" else ()
    today = clock.today(plan.info)
    return report_bytes(plan, today, options.report, name, owner=person, history=history)


def _shown(plan: Plan, options: Namespace, today: date) -> Shown:
    """The part of the Action Planning Table that is asked for.

    Raises: Problem when a filter or a column is not understood.
    """
    columns = _columns(options.columns) if options.columns else None
    if not (options.filter or options.sort):
        return Shown(columns=columns)
    from actionplan_tui.analysis.filters import parse_filter
    from actionplan_tui.analysis.sorting import sorted_steps
    from actionplan_tui.cli.people import myself
    from actionplan_tui.model.wbs import outline

    steps = list(outline(plan).rows)
    said = []
    if options.filter:
        wanted = parse_filter(options.filter, me=myself(plan) if "mine" in options.filter else None)
        steps = [id for id in steps if wanted(plan, id, today)]
        said.append(options.filter)
    if options.sort:
        steps = sorted_steps(plan, steps, options.sort, today, reverse=options.reverse)
        said.append(f"by {options.sort}")
    return Shown(steps=tuple(steps), columns=columns, said=", ".join(said))


def _columns(text: str) -> tuple[str, ...]:
    from actionplan_tui.exchange.action_table import TABLE_COLUMNS

    known = [column.key for column in TABLE_COLUMNS]
    wanted = [word.strip().lower() for word in text.split(",") if word.strip()]
    for word in wanted:
        if word not in known:
            raise Problem(f"the table has no column {word!r}; it has {', '.join(known)}")
    return tuple(wanted)


def _format_of(options: Namespace) -> str:
    """The format wanted.

    Raises: Misuse when there is none of that name.
    """
    wanted = options.to or ("" if options.out in _STDOUT else path_named(options.out).suffix)
    name = wanted.lower().lstrip(".")
    if name == "htm":
        name = "html"
    if name in FORMATS:
        return name
    names = ", ".join(FORMATS)
    if not name:
        raise Misuse(f"export: say which format with --to: {names}")
    guess = near(name, FORMATS)
    hint = f"did you mean {guess}?" if guess else f"there are {names}"
    raise Misuse(f"export: there is no format {name!r}: {hint}")
