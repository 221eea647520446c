"""One session that saves once, and says how that went: `save_once.py PLAN`.

It says "ready" and stops itself; once continued it says "begin", saves, and prints "saved" or its
problem. Its save is of the kind that does the most: a new day, so a backup is made, and a history
past its limit.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import history, open_store


def save(path: Path, *, ready: bool) -> str:
    """Save step 1 with 60 percent; what came of it."""
    store = open_store(path, now=lambda: dt.datetime(2031, 1, 1, 8, tzinfo=dt.UTC))
    before = store.load().plan.steps[1].percent
    change = Change("steps", 1, "percent", before, 60)
    commit = Commit(label="x", changes=(change,), by="ana", session="s")
    if ready:
        print("ready", flush=True)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.write(1, b"begin\n")
    try:
        store.commit(commit)
    except Problem as problem:
        return f"{type(problem).__name__}: {problem.message}"
    return "saved"


def main(path: Path) -> None:
    """Save a copy, so that all the program is loaded; then save."""
    history.MOST_ROWS = 1
    with tempfile.TemporaryDirectory() as elsewhere:
        save(Path(shutil.copy(path, elsewhere)), ready=False)
    print(save(path, ready=True), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
