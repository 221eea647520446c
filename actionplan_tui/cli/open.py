"""`actionplan [PLAN]`: opens a plan on the desk. The one module that reaches the screens."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from actionplan_tui.cli import clock
from actionplan_tui.cli.config import Config, load_config
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import (
    none_to_open,
    open_workspace,
    path_named,
    plan_to_open,
)
from actionplan_tui.cli.spared_imports import load_asyncio
from actionplan_tui.edits.workspace import Draft, Workspace
from actionplan_tui.model.problem import Problem

if TYPE_CHECKING:  # `actionplan PLAN` needs no parser
    from argparse import ArgumentParser, Namespace

    from actionplan_tui.store.drafts import HalfTyped


def open_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `open`."""
    parser.add_argument("path", metavar="PLAN", nargs="?", help="the plan file")
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII alone")


def run_open(options: Namespace) -> int:
    """Open a plan on the desk."""
    path = path_named(options.path) if options.path else plan_to_open(options)
    guided, takes = False, None
    if path is None and has_terminal():
        status, path, guided, takes = _welcome(ascii_only=options.ascii)
        if path is None:
            return status
    if path is None:
        raise Problem(none_to_open())
    if not has_terminal():
        raise Problem(
            f"the desk needs a terminal; without one, try: actionplan status -f {path}"
            if os.environ.get("TERM") != "dumb"
            else f"the desk needs more than a dumb terminal; try: actionplan status -f {path}"
        )
    return open_desk(path, ascii_only=options.ascii, guided=guided, takes=takes)


def _welcome(*, ascii_only: bool) -> tuple[int, Path | None, bool, Path | None]:
    """Offer the ways to begin where it is not clear which plan to open.

    Returns: the exit status; the plan, or None; whether the deck's questions are asked next; and
    the file that is taken in before that.
    """
    from actionplan_tui.cli.welcome import beginnings

    # Loading the screens costs many times what any other command takes.
    load_asyncio()
    from screens.welcome import Welcome, run

    ascii_only = ascii_only or bool(load_config().ascii_only)
    welcome = Welcome(beginnings(Path()), ascii_only=ascii_only)
    return (*run(welcome), welcome.guided, welcome.takes)


def has_terminal() -> bool:
    """Whether there is a terminal that the desk can be drawn on."""
    streams = (sys.stdin, sys.stdout)
    dumb = os.environ.get("TERM") == "dumb"
    return not dumb and all(stream is not None and stream.isatty() for stream in streams)


def open_desk(
    path: Path, *, ascii_only: bool = False, guided: bool = False, takes: Path | None = None
) -> int:
    """Serve a plan on the desk, and any other that is chosen there, until it is left.

    Args:
        path: The plan.
        ascii_only: Draw with ASCII alone?
        guided: Begin with the deck's questions?
        takes: The file to take in before them.

    Returns: the exit status.
    """
    config = load_config()
    following: Path | None = path
    status = DONE
    while following is not None:
        status, following = _serve(
            following, config, ascii_only=ascii_only, guided=guided, takes=takes
        )
        guided, takes = False, None
    return status


def _serve(
    path: Path, config: Config, *, ascii_only: bool, guided: bool, takes: Path | None
) -> tuple[int, Path | None]:
    """Serve one plan: the exit status, and the plan to open next."""
    from actionplan_tui.store.drafts import drop_drafts, list_drafts
    from actionplan_tui.store.recent import remember

    workspace = open_workspace(path)
    info = workspace.plan.info
    remember(path, info.title, clock.now())
    waiting = list_drafts(info.plan_id)
    workspace.drafts.extend(draft for one in waiting for draft in one.drafts)

    def keep_drafts(plan_id: str, drafts: Sequence[Draft], typed: Sequence[HalfTyped] = ()) -> Path:
        return _keep(workspace, path, drafts, typed)

    # Loading the screens costs many times what any other command takes. What tells of a mistake
    # is loaded with them: by then the program may have been upgraded under the session.
    import actionplan_tui.cli.crash  # noqa: F401

    load_asyncio()
    from screens.app import Desk, run

    desk = Desk(
        workspace,
        path,
        now=clock.present,
        me=config.me,
        wanted=config,
        keep_drafts=keep_drafts,
        half_typed=[half for one in waiting for half in one.typed],
        ascii_only=ascii_only or bool(config.ascii_only),
        guided=guided,
        takes=takes,
    )
    try:
        return run(desk)
    finally:
        # What is still unsaved is kept anew before its old keeping place is given up.
        if not desk.kept:
            _keep(workspace, path, workspace.unsaved(), desk.half_typed)
        for one in waiting:
            drop_drafts(one)


def _keep(
    workspace: Workspace, path: Path, drafts: Sequence[Draft], typed: Sequence[HalfTyped]
) -> Path:
    """Keep drafts in the state folder; gives where."""
    from actionplan_tui.store.drafts import save_drafts

    info = workspace.plan.info
    kept = save_drafts(
        drafts, typed, plan=path, plan_id=info.plan_id, title=info.title, at=clock.now()
    )
    return Path(kept.file) if kept is not None else path
