"""Live sessions of both faces on one plan: desks in terminals of their own, and commands."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from raw_terminal import RawTerminal

PATIENCE = 120.0
"""Seconds in which an edit is acknowledged, eight sessions and all."""


def at_a_desk(path: Path, home: Path, name: str, edits: int) -> None:
    """Capture ideas one after the other, each when the one before is in the file."""
    desk = RawTerminal(path, home=home / name)
    try:
        desk.until("Survey wells")
        desk.send("c")
        desk.until("Enter keep")
        for number in range(edits):
            text = f"{name}-{number:03}"
            desk.send(f"? {text}")
            desk.until(text)
            desk.send("\r")
            deadline = time.monotonic() + PATIENCE
            while text.encode() not in path.read_bytes():
                assert time.monotonic() < deadline, desk.screen
                time.sleep(0.01)
        desk.send(b"\x1b[27u")
        desk.send(b"\x11")
        assert desk.ended() == 0
    finally:
        desk.close()


def by_commands(path: Path, name: str, edits: int) -> None:
    """Add ideas with one command each."""
    for number in range(edits):
        words = ["-f", str(path), "add", "idea", f"{name}-{number:03}"]
        program = [sys.executable, "-m", "actionplan_tui"]
        subprocess.run([*program, *words], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("desks", "shells", "edits"),
    [(1, 1, 6), pytest.param(4, 4, 200, marks=pytest.mark.verify)],
)
def test_no_edit_of_any_session_is_lost(
    path: Path, tmp_path: Path, desks: int, shells: int, edits: int
) -> None:
    failures: list[BaseException] = []

    def work(one: object, *arguments: object) -> None:
        try:
            one(*arguments)  # type: ignore[operator]
        except BaseException as failure:
            failures.append(failure)

    begun = time.monotonic()
    names = [f"desk{number}" for number in range(desks)]
    threads = [
        threading.Thread(target=work, args=(at_a_desk, path, tmp_path / "homes", name, edits))
        for name in names
    ]
    names += [f"shell{number}" for number in range(shells)]
    threads += [
        threading.Thread(target=work, args=(by_commands, path, name, edits))
        for name in names[desks:]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    document = json.loads(path.read_bytes())
    texts = sorted(idea["text"] for idea in document["ideas"].values())
    assert texts == sorted(f"{name}-{number:03}" for name in names for number in range(edits))
    assert document["meta"]["1"]["revision"] == 1 + len(texts)
    print(f"{len(texts)} edits of {len(names)} sessions, {time.monotonic() - begun:.0f} s, 0 lost")
