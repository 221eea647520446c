"""Which plan a command is about, and opening it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from actionplan_tui.cli import clock
from actionplan_tui.cli.printing import say
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

if TYPE_CHECKING:  # what only reads a plan that is named loads none of these
    from argparse import Namespace
    from pathlib import Path

    from actionplan_tui.edits.workspace import Workspace

VARIABLE = "ACTIONPLAN_FILE"

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another program that is saving the plan."""

DEMO_NAME = "maralau-e-services.json"
"""What a copy of the worked example is called."""

_HEAD = 4096
"""Bytes within which a plan file says what it is."""


def plan_to_read(options: Namespace, *, quiet: bool = False) -> Path:
    """The plan a command reads; standard error names one that `-f` did not, unless `quiet`.

    Raises: Problem when there is none.
    """
    return _chosen(options, quiet) or _told(_last_opened() or _only_plan(), quiet)


def plan_to_change(options: Namespace) -> Path:
    """The plan a command changes; standard error names one that `-f` did not.

    Raises: Problem when there is none, or it is not clear which.
    """
    return _chosen(options, False) or _told(_only_plan(), False)


def plan_to_open(options: Namespace) -> Path | None:
    """The plan the desk opens when none is named: the only one here, else the one opened last;
    None where there is neither, or it is the worked example: who tried that begins a plan now."""
    found = _chosen(options, True)
    if found is None:
        from pathlib import Path

        here = plans_in(Path())
        found = here[0] if len(here) == 1 else _last_opened()
        if found is not None and len(here) != 1 and found.name == DEMO_NAME:
            return None
    return found


def none_to_open() -> str:
    """Why there is no plan to open, and what to do."""
    try:
        return f"{_only_plan()} can be opened by its name"
    except Problem as problem:
        return problem.message


def _chosen(options: Namespace, quiet: bool) -> Path | None:
    if options.plan is not None:
        return path_named(options.plan)
    named = os.environ.get(VARIABLE)
    return _told(path_named(named), quiet) if named else None


def _told(path: Path, quiet: bool) -> Path:
    if not quiet:
        say(f"plan: {path}")
    return path


def path_named(text: str) -> Path:
    """The file or folder that a word names.

    Raises: Problem when it can be the name of none.
    """
    if not text or "\0" in text:
        raise Problem("an empty name is no file: name a plan file")
    from pathlib import Path

    return Path(text)


def _last_opened() -> Path | None:
    from actionplan_tui.store.recent import last_opened  # `-f PLAN` needs none of it

    return last_opened()


def _only_plan() -> Path:
    from pathlib import Path

    found = plans_in(Path())
    if len(found) == 1:
        return found[0]
    if not found:
        raise Problem(
            "there is no plan in this folder: name one with -f, or make one with actionplan new"
        )
    names = ", ".join(path.name for path in found[:3]) + (", …" if len(found) > 3 else "")
    raise Problem(f"there are {len(found)} plans in this folder ({names}): name one with -f")


def plans_in(folder: Path) -> list[Path]:
    """The plan files of a folder, by name."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.endswith(".json") and entry.name[0] != "." and entry.is_file()
            )
    except OSError:
        return []
    return [folder / name for name in names if looks_like_plan(folder / name)]


def looks_like_plan(path: Path) -> bool:
    """Whether a file is a plan, by its beginning alone; a pipe is none, and is not waited for."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return b'"meta"' in head and b'"schema"' in head


def load_plan(path: str | Path) -> Plan:
    """The plan in a file, to be read only.

    Raises: Problem when it cannot be read or understood.
    """
    from actionplan_tui.store.loading import read_plan

    return read_plan(path)


def open_workspace(path: Path) -> Workspace:
    """The plan in a file, to be changed by this login.

    Raises: Problem when it cannot be read or understood.
    """
    from actionplan_tui.cli.config import login
    from actionplan_tui.edits.workspace import Workspace
    from actionplan_tui.store import open_store, session_id

    store = open_store(path, now=clock.present, lock_timeout=LOCK_TIMEOUT)
    return Workspace(store, by=login(), session=session_id())
