"""`actionplan demo` and `actionplan new`: plans that were not there before."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from actionplan_tui.cli import clock
from actionplan_tui.cli.config import login
from actionplan_tui.cli.endings import DONE, Misuse
from actionplan_tui.cli.plan_files import DEMO_NAME, load_plan, path_named
from actionplan_tui.cli.printing import out, say
from actionplan_tui.cli.shipped import example, template, template_names
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store
from actionplan_tui.store.recent import remember

# demo


def demo_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `demo`."""
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", default="demo", help="where (else demo/ here)"
    )
    parser.add_argument(
        "--no-open",
        action="store_true",
        help="do not open it: print where it is and its status, and write its calendar and table",
    )


def run_demo(options: Namespace) -> int:
    """Open a copy of the worked example; one that is in the folder already is opened again."""
    from actionplan_tui.cli.open import has_terminal, open_desk

    folder = path_named(options.folder)
    there = (folder / DEMO_NAME).exists()
    path = example_in(folder)
    say(
        f"{path} is there already: it is opened as it is"
        if there
        else f"the worked example was copied to {path}"
    )
    if has_terminal() and not options.no_open:
        return open_desk(path)
    plan = load_plan(path)
    remember(path, plan.info.title, clock.now())
    _write_beside(path, plan)
    _print_status(path, plan)
    return DONE


def example_in(folder: Path) -> Path:
    """The file of a copy of the worked example in a folder, with its dates laid around today;
    one that is there already is left as it is.

    Raises: Problem when it cannot be made.
    """
    path = folder / DEMO_NAME
    if path.exists():
        return path
    _make_folder(folder)
    shipped = example()
    plan = shipped.plan
    if shipped.base is not None:
        from actionplan_tui.exchange.relay import relaid

        plan = relaid(plan, shipped.base, clock.today(plan.info))
    create_store(path, plan, now=clock.present, by=login())
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise Problem(f"{folder} is a file: name a folder for the worked example") from None
    except OSError as error:
        raise Problem(f"{folder} cannot be made: {error.strerror}") from None


def _write_beside(path: Path, plan: Plan) -> None:
    """Write the example's calendar and table beside it; files already there are left."""
    from actionplan_tui.cli.exporting import exported
    from actionplan_tui.exchange.files import write_whole

    for suffix in ("ics", "csv"):
        target = path.with_suffix(f".{suffix}")
        if not target.exists():
            write_whole(target, exported(plan, suffix))
            say(f"its {'calendar' if suffix == 'ics' else 'table'} is {target}")


def _print_status(path: Path, plan: Plan) -> None:
    from actionplan_tui.analysis.status import status
    from actionplan_tui.analysis.status_text import status_text

    out(str(path), "")
    sys.stdout.write(status_text(status(plan, clock.today(plan.info))))


# new

_NEW = """\
  actionplan new plan.json --title "Portal plan"
  actionplan new plan.json --template action-planning-table
  actionplan new 2027.json --from 2026.json --start 2027-01-04
"""


def new_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `new`."""
    parser.add_argument("path", metavar="PLAN", nargs="?", help="the file to make")
    parser.add_argument(
        "--template", metavar="NAME", help="begin with a template; `list` names them"
    )
    parser.add_argument("--from", metavar="OLD", dest="old", help="begin with last year's plan")
    parser.add_argument("--start", metavar="DATE", help="with --from: the day the new plan starts")
    parser.add_argument("--title", metavar="TEXT", help="what the plan is called")
    parser.epilog = _NEW


def run_new(options: Namespace) -> int:
    """Make a new plan; prints where it is."""
    if options.template == "list":
        out(*template_names())
        return DONE
    if not options.path:
        raise Misuse("new: which file is the plan to be in? (see actionplan new --help)")
    if options.template and options.old:
        raise Misuse("new: --template and --from exclude each other")
    if bool(options.old) != bool(options.start):
        raise Misuse("new: --from and --start go together: the new plan starts on another day")
    path = path_named(options.path)
    if path.name and not path.suffix:
        path = path.with_suffix(".json")
    plan = _titled(_beginning(options), options.title, path)
    create_store(path, plan, now=clock.present, by=login())
    remember(path, plan.info.title, clock.now())
    out(str(path))
    say(f"open it with: actionplan {path}")
    return DONE


def _beginning(options: Namespace) -> Plan:
    """What the new plan begins with."""
    if options.template:
        return template(options.template)
    if not options.old:
        return Plan()
    from actionplan_tui.cli.editing import day_said
    from actionplan_tui.exchange.relay import renewed

    old = load_plan(path_named(options.old))
    return renewed(old, day_said(old, options.start), clock.today(old.info))


def _titled(plan: Plan, title: str | None, path: Path) -> Plan:
    """The plan with its title: the one given, else its own, else the name of its file."""
    name = title if title is not None else plan.info.title
    return plan.amend("plan", 1, title=" ".join((name or path.stem).split()))
