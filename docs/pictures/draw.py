"""Draws the pictures of the README from the worked example on a fixed day.

python docs/pictures/draw.py
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import tempfile
from pathlib import Path

NOON = dt.datetime(2026, 11, 23, 0, tzinfo=dt.UTC)
HERE = Path(__file__).parent


async def draw() -> None:
    """Write one SVG a screen."""
    from actionplan_tui.cli.shipped import example
    from actionplan_tui.edits.workspace import Workspace
    from actionplan_tui.exchange.relay import relaid
    from actionplan_tui.store import create_store
    from screens.app import Desk

    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        path = Path(folder) / "maralau-e-services.json"
        shipped = example()
        assert shipped.base is not None
        plan = relaid(shipped.plan, shipped.base, NOON.date())
        store = create_store(path, plan, now=lambda: NOON, by="ioane")
        desk = Desk(Workspace(store, by="ioane", session="picture"), path, now=lambda: NOON)
        async with desk.run_test(size=(120, 36)) as pilot:
            for name, key, keys in (
                ("actions", "2", ["g", *["down"] * 3]),
                ("goals", "1", ["g"]),
            ):
                await pilot.press(key, *keys)
                await pilot.pause(0.4)  # the panel follows once the cursor has rested
                (HERE / f"{name}.svg").write_text(desk.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
