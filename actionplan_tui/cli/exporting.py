"""`actionplan export`: the plan in another format, told by the file's suffix or by `--to`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import msgspec

from actionplan_tui.cli import clock
from actionplan_tui.cli.commands import near
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.plan_files import load_plan, looks_like_plan, path_named, plan_to_read
from actionplan_tui.cli.printing import out, out_bytes, say
from actionplan_tui.exchange.calendar_words import KIND_WORDS, choice_of
from actionplan_tui.exchange.formats import FORMATS, Options, calendar
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem


def export_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `export`."""
    parser.add_argument("out", metavar="OUT", help="the file to write; `-` is standard output")
    parser.add_argument("--to", metavar="FORMAT", help="the format; else by the suffix of OUT")
    parser.add_argument("--private", action="store_true", help="private notes too (json)")
    parser.add_argument("--no-reminders", action="store_true", help="without reminders (ics)")
    only = parser.add_argument_group("what a calendar holds (ics)")
    only.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="KINDS",
        help=f"only these, with commas between: {', '.join(KIND_WORDS)}",
    )
    only.add_argument(
        "--person", default="", metavar="NAME", help="what one leads, owns or must send; or `me`"
    )
    only.add_argument("--stakeholder", default="", metavar="NAME", help="what one will hear")
    only.add_argument("--goal", default="", metavar="GOAL", help="what serves one goal: G1")
    only.add_argument("--from", default="", dest="since", metavar="DATE", help="from this day on")
    only.add_argument("--until", default="", metavar="DATE", help="up to this day")
    only.add_argument(
        "--todos", action="store_true", help="due dates as tasks for a task list, nothing else"
    )
    parser.epilog = "Formats:\n" + "\n".join(
        f"  {name:5} {known.label}" for name, known in FORMATS.items()
    )


def run_export(options: Namespace) -> int:
    """Write the plan in another format; prints the name of the file."""
    name = _format_of(options)
    plan = load_plan(plan_to_read(options))
    chosen = _chosen(options, plan, name)
    if options.out == "-":
        out_bytes(exported(plan, name, chosen))
        return DONE
    from actionplan_tui.exchange.files import read_if_there, write_whole

    path = path_named(options.out)
    if looks_like_plan(path):
        raise Problem(f"{path} is a plan: an export would take its place; name another file")
    said: tuple[str, ...] = ()
    if name == "ics":
        written = calendar(plan, msgspec.structs.replace(chosen, before=read_if_there(path)))
        data, said = written.data, (*written.advice, *written.warnings)
    else:
        data = exported(plan, name, chosen)
    write_whole(path, data)
    out(str(path))
    say(f"{FORMATS[name].label}, {len(data):,} bytes")
    for line in said:
        say(line)
    return DONE


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
    plain = Options(private=options.private, alarms=not options.no_reminders)
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


def _format_of(options: Namespace) -> str:
    """The format wanted.

    Raises: Misuse when there is none of that name.
    """
    wanted = options.to or ("" if options.out == "-" else path_named(options.out).suffix)
    name = wanted.lower().lstrip(".")
    if name in FORMATS:
        return name
    names = ", ".join(FORMATS)
    if not name:
        raise Misuse(f"export: say which format with --to: {names}")
    guess = near(name, FORMATS)
    hint = f"did you mean {guess}?" if guess else f"there are {names}"
    raise Misuse(f"export: there is no format {name!r}: {hint}")
