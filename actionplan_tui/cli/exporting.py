"""`actionplan export`: the plan in another format, told by the file's suffix or by `--to`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from actionplan_tui.cli import clock
from actionplan_tui.cli.commands import near
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.plan_files import load_plan, looks_like_plan, path_named, plan_to_read
from actionplan_tui.cli.printing import out, out_bytes, say
from actionplan_tui.exchange.formats import FORMATS, Options
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem


def export_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `export`."""
    parser.add_argument("out", metavar="OUT", help="the file to write; `-` is standard output")
    parser.add_argument("--to", metavar="FORMAT", help="the format; else by the suffix of OUT")
    parser.add_argument("--private", action="store_true", help="private notes too (json)")
    parser.add_argument("--no-reminders", action="store_true", help="without reminders (ics)")
    parser.epilog = "Formats:\n" + "\n".join(
        f"  {name:5} {known.label}" for name, known in FORMATS.items()
    )


def run_export(options: Namespace) -> int:
    """Write the plan in another format; prints the name of the file."""
    name = _format_of(options)
    plan = load_plan(plan_to_read(options))
    chosen = Options(private=options.private, alarms=not options.no_reminders)
    data = exported(plan, name, chosen)
    if options.out == "-":
        out_bytes(data)
        return DONE
    from actionplan_tui.exchange.files import write_whole

    path = path_named(options.out)
    if looks_like_plan(path):
        raise Problem(f"{path} is a plan: an export would take its place; name another file")
    write_whole(path, data)
    out(str(path))
    say(f"{FORMATS[name].label}, {len(data):,} bytes")
    return DONE


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
