"""A session that saves and says so, as a program of its own: `writer.py PLAN NAME COUNT`.

Every save adds an idea and a tag to step 1; each one acknowledged is a line `NAME-NUMBER`.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from actionplan_tui.edits.changes import diff
from actionplan_tui.edits.protocol import Commit
from actionplan_tui.model.records import Idea, make
from actionplan_tui.store import open_store, session_id


def write(path: Path, name: str, count: int) -> None:
    """Save that many times, as fast as the disk allows."""
    store = open_store(path, now=lambda: dt.datetime.now(dt.UTC), lock_timeout=60)
    plan = store.load().plan
    for number in range(count):
        text = f"{name}-{number}"
        after = plan.put("ideas", make(Idea, id=-1, text=text)).amend(
            "steps", 1, tags=(*plan.steps[1].tags, text)
        )
        commit = Commit(label=text, changes=diff(plan, after), by=name, session=session_id())
        plan = store.commit(commit).loaded.plan
        print(text, flush=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
