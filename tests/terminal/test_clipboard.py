"""Copying: on the desk always, outside where the terminal may take it, to a file on request."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from raw_terminal import LASTING

PUTTY = {"TERM": "xterm"}
ALLOWED = "Where the terminal allows, to its clipboard too"
NONE = "This terminal has no clipboard for it: E writes a file"


@pytest.fixture
def plan(water) -> Path:
    """A plan with three steps, into one of which somebody has put what commands a terminal."""
    path: Path = water("Survey wells", "Buy pumps", "Train crews")
    document = json.loads(path.read_bytes())
    document["steps"]["2"]["title"] = "Buy\x1b]0;x\x07 pumps\u202e\x9b2J |rm"
    path.write_text(json.dumps(document), "utf-8")
    return path


def told(desk) -> str:
    """What a notice says, in one line, whatever stands beside it."""
    return " ".join(" ".join(re.findall(r"[▌|]([^▌|]*)$", desk.screen, re.MULTILINE)).split())


def outside(desk) -> list[str]:
    """What was offered to the terminal's clipboard."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(desk.sent))
    assert desk.sent.count(b"\x1b]52") == len(found)
    return [base64.b64decode(each).decode() for each in found]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (PUTTY, ALLOWED),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux"}, ALLOWED),
        ({"TERM": "screen", "STY": "1.pts"}, NONE),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, NONE),
        ({"TERM": "linux"}, NONE),
        ({"TERM": "vt100"}, NONE),
    ],
)
def test_a_cell_is_copied_and_no_more_is_claimed_than_is_known(
    raw, plan, environment, said
) -> None:
    desk = raw(plan, code=LASTING, environment=environment, columns=100)
    desk.until("Train crews")
    desk.send("Gy")
    desk.until(lambda: said in told(desk))

    assert outside(desk) == (["Train crews"] if said == ALLOWED else [])
    desk.send("gjjp")  # and on the desk it is there on every terminal
    desk.until(lambda: json.loads(plan.read_bytes())["steps"]["2"]["title"] == "Train crews")


def test_rows_leave_without_what_commands_a_terminal_and_as_a_file_too(raw, plan, tmp_path) -> None:
    desk = raw(plan, code=LASTING, columns=120, lines=40)
    desk.until("Train crews")
    desk.send("*y")
    desk.until(lambda: f"Copied 3 steps: p pastes. {ALLOWED}" in told(desk))

    [text] = outside(desk)
    rows = text.split("\n")
    assert len(rows) == 3
    assert all(char.isprintable() or char in "\n\t" for char in text)
    assert all(title in row for title, row in zip(("Survey", "|rm", "Train"), rows, strict=True))
    assert "\t" in rows[0]
    assert json.loads(plan.read_bytes())["steps"].keys() == {"1", "2", "3"}

    for sought, name, count in (("3 marked rows as", "row", 3), ("table on screen as", "table", 3)):
        desk.send("E")
        desk.until("Export the plan")
        desk.send("G")
        desk.until(sought)
        desk.send("k" * (3 if name == "row" else 2))
        desk.send("\r")
        desk.until(f"water_{name}_")
        desk.send("\r")
        desk.until(lambda name=name: list(tmp_path.glob(f"*_{name}_*.txt")))
        [file] = tmp_path.glob(f"*_{name}_*.txt")
        written = file.read_text("utf-8")
        assert sum(title in written for title in ("Survey wells", "|rm", "Train crews")) == count
        assert all(char.isprintable() or char == "\n" for char in written)
        assert file.stat().st_mode & 0o077 == 0
        desk.until(lambda: "Export the plan" not in desk.screen)


def test_a_text_too_long_for_a_terminal_stays_on_the_desk(raw, plan) -> None:
    document = json.loads(plan.read_bytes())
    document["steps"]["3"]["title"] = "Train crews " * 8_000
    plan.write_text(json.dumps(document), "utf-8")
    desk = raw(plan, code=LASTING, columns=100)
    desk.until("Train crews")
    desk.send("Gy")
    desk.until(lambda: "Too long for the terminal's clipboard: E writes a file" in told(desk))

    assert outside(desk) == []
