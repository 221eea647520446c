"""Draws the pictures of the README, one of each main screen, from the worked example on a day.

python docs/pictures/draw.py --write     draws them anew
python docs/pictures/draw.py --check     exits 1 when one is not what the program draws today
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ["TZ"] = "Pacific/Apia"  # where the worked example is
time.tzset()
NOON = dt.datetime(2026, 11, 23, 0, tzinfo=dt.UTC)
HERE = Path(__file__).parent
SIZE = (120, 36)

KEYS: Mapping[str, Sequence[str]] = {
    "goals": ("g",),
    "actions": ("g", "down", "down", "down"),
    "stakeholders": (),
    "ideas": (),
    "dashboard": (),
    "communications": (),
    "readiness": (),
    "history": ("4", "plus", "3", "f", "2", "g", *["down"] * 4, "x", "8"),
}
"""What is pressed before the picture of each screen is taken."""


async def pictures() -> dict[str, str]:
    """The SVG of every main screen by its name."""
    from actionplan_tui.cli.shipped import example
    from actionplan_tui.edits.workspace import Workspace
    from actionplan_tui.exchange.relay import relaid
    from actionplan_tui.store import create_store
    from screens.app import Desk
    from screens.keys import SCREENS

    shipped = example()
    assert shipped.base is not None
    plan = relaid(shipped.plan, shipped.base, NOON.date())
    drawn: dict[str, str] = {}
    for name in (name for name, _, _ in SCREENS if name in KEYS):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_STATE_HOME"] = folder
            path = Path(folder) / "maralau-e-services.json"
            store = create_store(path, plan, now=lambda: NOON, by="ioane")
            workspace = Workspace(store, by="ioane", session="picture")
            desk = Desk(workspace, path, now=lambda: NOON, first=name)
            async with desk.run_test(size=SIZE) as pilot:
                for key in KEYS[name]:
                    await pilot.press(key)
                    while desk.keys_wait or workspace.pending:
                        await pilot.pause(0.01)
                drawn[name] = await _at_rest(desk, pilot)
                assert getattr(desk.screen, "NAME", None) == name, f"{name}: {desk.screen}"
    return drawn


async def _at_rest(desk: object, pilot: object) -> str:
    """The picture once the plan is judged and it stays the same: a panel follows when the cursor
    has rested."""
    from actionplan_tui.analysis.readiness.figures import worked_out

    before, same = "", 0
    while same < 3 or worked_out(desk.plan_view().plan, desk.today) is None:  # type: ignore[attr-defined]
        await pilot.pause(0.15)  # type: ignore[attr-defined]
        now = desk.export_screenshot(title="actionplan")  # type: ignore[attr-defined]
        same = same + 1 if now == before else 0
        before = now
    # Viewers other than browsers take spaces together unless they are told not to.
    before = before.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return re.sub(r"[ \t]+$", "", before, flags=re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Write the pictures, or say whether they are current."""
    if list(arguments) not in (["--write"], ["--check"]):
        print("usage: python docs/pictures/draw.py --write | --check", file=sys.stderr)
        return 2
    stale = 0
    for name, drawn in asyncio.run(pictures()).items():
        path = HERE / f"{name}.svg"
        if list(arguments) == ["--write"]:
            path.write_text(drawn, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != drawn:
            print(f"{path.name} is not what is drawn today: run make pictures", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
