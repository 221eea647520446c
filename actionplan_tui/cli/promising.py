"""`actionplan approve`, and `--rebaseline REASON`: what was promised, and moving it.

After approval a changed due date is a forecast: the approved date stays, and the slip shows beside
it. `set` and `import` move the date itself only when told why.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from actionplan_tui.cli import clock
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import open_workspace, plan_to_change
from actionplan_tui.cli.printing import out, say
from actionplan_tui.cli.settled import tell_settled
from actionplan_tui.edits.edit import Edit
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.workdays import short_date


def takes_rebaseline(parser: ArgumentParser) -> None:
    """Let a command move approved dates."""
    parser.add_argument(
        "--rebaseline",
        metavar="REASON",
        help="move approved due dates themselves, and say why (else their forecasts)",
    )


def rebaselined(plan: Plan, edit: Edit, reason: str | None) -> Edit:
    """The edit, moving approved dates where a reason is given."""
    if reason is None:
        return edit
    from actionplan_tui.cli.people import myself
    from actionplan_tui.edits.promises import Rebaseline

    return Rebaseline(edit, reason, clock.today(plan.info), myself(plan))


def approve_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `approve`."""
    parser.add_argument("--by", metavar="NAME", required=True, help="who approves it; `me` for you")
    parser.add_argument("--on", metavar="DATE", help="the day of the approval (else today)")
    parser.add_argument("--version", metavar="VERSION", default="", help="else the next: 1.0, 2.0")
    parser.add_argument("--reason", metavar="TEXT", default="", help="a remark, kept with it")


def run_approve(options: Namespace) -> int:
    """Approve the plan; prints the version."""
    from actionplan_tui.cli.editing import past_day
    from actionplan_tui.cli.people import person_named
    from actionplan_tui.edits.promises import Approve

    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    on = past_day(plan, options.on) if options.on else clock.today(plan.info)
    by = person_named(plan, options.by)
    settled = workspace.do(Approve(by, on, options.reason, options.version))
    info = workspace.plan.info
    out(info.version)
    name = workspace.plan.stakeholders[by].name
    approved = f"version {info.version} approved by {name} on {short_date(on)}"
    say(f"{approved}: due dates are promised from now on")
    tell_settled(settled)
    return DONE
