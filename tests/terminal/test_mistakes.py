"""A mistake of the program, in any app of ours: plan safe, terminal clean, one line, a log."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

SECRET = "Survey wells"

BROKEN = """
from actionplan_tui.__main__ import main
import sys

def broken(self, *_):
    secret = "Survey wells"
    raise KeyError(secret)

from {module} import {owner}
{owner}.{name} = broken
sys.argv[0] = "actionplan"
raise SystemExit(main())
"""


@pytest.fixture
def plan(command, tmp_path) -> Path:
    """A plan with one step."""
    path = tmp_path / "water.json"
    command("new", path, "--title", "Clean water")
    command("-f", path, "add", SECRET)
    return path


def step(path: Path) -> str:
    title: str = json.loads(path.read_text("utf-8"))["steps"]["1"]["title"]
    return title


def told_of(desk, home: Path) -> str:
    """What is told, once it has ended; that the terminal is given back and that the log is private
    and holds nothing of the plan has been seen to."""
    assert desk.ended() == 70
    assert desk.modes == {"icanon", "echo", "isig"}
    told = desk.sent.decode().rpartition("\x1b[?1049l")[2]
    assert "\x1b[?25h" in told
    assert told.count("a mistake of the program (KeyError); your plan is as it was last saved") == 1
    assert "Survey" not in told
    assert "Traceback" not in told
    [log] = (home / "state").rglob("crash-*.log")
    assert str(log) in told.replace("\r\n", "")
    assert log.stat().st_mode & 0o777 == 0o600
    text = log.read_text("utf-8")
    assert "KeyError" in text
    assert "in broken" in text
    assert "Survey" not in text
    return text


def test_in_a_screen(raw, plan, tmp_path) -> None:
    code = BROKEN.format(module="screens.actions", owner="ActionsScreen", name="action_sort")
    desk = raw(plan, code=code)
    desk.until(SECRET)
    desk.send("Ge")
    desk.until("Enter keep")
    desk.send("Survey springs\r")
    desk.until(lambda: step(plan) == "Survey springs")
    desk.sent.clear()
    desk.send("s")

    told_of(desk, tmp_path)
    assert step(plan) == "Survey springs"


@pytest.mark.parametrize(
    ("owner", "name", "key"),
    [
        ("screens.guide.Guide", "ask", "\x07"),
        ("screens.dialogs.help.HelpDialog", "body", "?"),
        ("screens.widgets.grid_view.GridView", "render_line", ""),
    ],
)
def test_in_the_guide_a_dialog_or_while_drawing(raw, plan, tmp_path, owner, name, key) -> None:
    module, _, kind = owner.rpartition(".")
    desk = raw(plan, code=BROKEN.format(module=module, owner=kind, name=name))
    if key:
        desk.until(SECRET)
        desk.send(key)

    told_of(desk, tmp_path)
    assert step(plan) == SECRET


@pytest.mark.parametrize("owner", ["Welcome.action_close", "Beginning.make"])
def test_in_the_welcome(raw, tmp_path, monkeypatch, owner) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    module = "screens.welcome" if owner.startswith("Welcome") else "actionplan_tui.cli.welcome"
    desk = raw(
        code=BROKEN.format(module=module, owner=owner.split(".")[0], name=owner.split(".")[1])
    )
    desk.until("How do you want to begin?")
    if owner.startswith("Beginning"):
        desk.send("\r")
        desk.until("What is the new plan called?")
        desk.send(f"{SECRET}\r")
    else:
        desk.send("q")

    told_of(desk, tmp_path)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, None])
def test_the_welcome_ends_when_the_system_or_the_line_does(raw, tmp_path, monkeypatch, how) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    desk = raw()
    desk.until("How do you want to begin?")
    if how is None:
        desk.vanish()
    else:
        desk.process.send_signal(how)

    assert desk.ended() == 128 + (how or signal.SIGHUP)
    if how is not None:
        assert desk.modes == {"icanon", "echo", "isig"}
        assert b"\x1b[?1049l" in desk.sent
