"""`actionplan restore`: the earlier versions of a plan, and bringing one back.

`--json` is a list of objects with the keys `revision`, `saved` (UTC), `steps`, `differs` and
`path`.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from actionplan_tui.cli import clock
from actionplan_tui.cli.arguments import takes_json
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import LOCK_TIMEOUT, plan_to_change
from actionplan_tui.cli.printing import out, out_json, say
from actionplan_tui.model.workdays import short_moment
from actionplan_tui.store import open_store, session_id
from actionplan_tui.store.restoring import list_backups, restore


def restore_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `restore`."""
    parser.add_argument(
        "revision", metavar="REVISION", nargs="?", type=int, help="which; without one, a list"
    )
    takes_json(parser, "the list")


def run_restore(options: Namespace) -> int:
    """List the earlier versions of a plan, or make it what it was; undo takes that back."""
    from actionplan_tui.cli.config import login

    path = plan_to_change(options)
    if options.revision is None:
        found = list_backups(path)
        if options.json:
            keys = ("revision", "saved", "steps", "differs")
            out_json(
                [{**{k: getattr(one, k) for k in keys}, "path": str(one.path)} for one in found]
            )
        elif not found:
            say("no earlier version is kept yet")
        else:
            out(
                *(
                    f"{one.revision}  {short_moment(one.saved)}  {one.steps} steps: {one.differs}"
                    for one in found
                )
            )
        return DONE
    store = open_store(path, now=clock.present, lock_timeout=LOCK_TIMEOUT)
    committed = restore(store, options.revision, by=login(), session=session_id())
    if committed.row is None:
        say("nothing changed: it was so already")
    else:
        say(f"{path} is as it was at revision {options.revision}; actionplan undo takes it back")
    return DONE
