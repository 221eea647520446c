"""What one durable edit costs beside the least that a JSON file would need for it.

    python benchmarks/durable.py PLAN ROUNDS     prints milliseconds as JSON

The least is: read the file, json.loads, set a field, json.dumps without blanks, write a new file,
fsync, rename. It neither checks, locks, backs up nor remembers who changed what. An edit is
measured live, in a workspace that is open, as on the desk; and cold, with opening the plan, as
in a script. The two take turns in one process.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from actionplan_tui.edits.records import set_field
from actionplan_tui.edits.workspace import Workspace
from actionplan_tui.store import open_store, session_id


def now() -> dt.datetime:
    """The present moment."""
    return dt.datetime.now(dt.UTC)


def open_workspace(path: Path) -> Workspace:
    """The plan, opened."""
    return Workspace(open_store(path, now=now), by="bench", session=session_id())


def edit(workspace: Workspace, number: int) -> None:
    """One edit, on the disk when this returns."""
    workspace.do(set_field("steps", 1 + number % 200, "title", f"Edited in round {number}"))


def least(path: Path, copy: Path, number: int) -> None:
    """The same with nothing but the standard library."""
    tree = json.loads(path.read_bytes())
    tree["steps"][str(1 + number % 200)]["title"] = f"Edited in round {number}"
    data = json.dumps(tree, separators=(",", ":")).encode()
    temporary = copy.with_suffix(".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, copy)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that it takes, with what is there already out of the collector's way."""
    gc.collect()
    gc.freeze()
    began = time.perf_counter()
    work()
    took = (time.perf_counter() - began) * 1e3
    gc.unfreeze()
    return took


def measure(path: Path, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each way, round by round; the first round is not counted."""
    found: dict[str, list[float]] = {"least": [], "live": [], "cold": []}
    copy = path.with_name("least.json")
    workspace = open_workspace(path)
    for number in range(rounds + 1):
        one, other = 3 * number, 3 * number + 1
        took = {
            "least": timed(lambda: least(path, copy, number)),  # noqa: B023 - called at once
            "live": timed(lambda: edit(workspace, one)),  # noqa: B023
            "cold": timed(lambda: edit(open_workspace(path), other)),  # noqa: B023
        }
        edit(workspace, other + 1)  # it has seen the other's edit before the next round
        if number:
            for name, milliseconds in took.items():
                found[name].append(milliseconds)
    return found


if __name__ == "__main__":
    json.dump(measure(Path(sys.argv[1]), int(sys.argv[2])), sys.stdout)
