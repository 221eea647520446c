"""How the program ends when the system, not the planner, ends it; and two sessions at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from patience import PATIENCE, Stopwatch

SIGNALS = [signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def plan(water, tmp_path) -> Path:
    """A plan with one step, in a folder of its own."""
    folder = tmp_path / "plans"
    folder.mkdir()
    path: Path = water("Survey wells", folder=folder)
    return path


def title_in(path: Path) -> str:
    """The title of the step, in the file."""
    title: str = json.loads(path.read_text("utf-8"))["steps"]["1"]["title"]
    return title


def rename(desk, title: str) -> None:
    """Go to the step and type another title over its own."""
    desk.until("Survey wells")
    desk.keys("G", "e")
    desk.until("Enter keep")
    desk.line(title, "<Enter>")
    desk.gone("Enter keep")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_the_desk_with_all_that_was_saved(terminal, plan, number) -> None:
    desk = terminal(plan)
    rename(desk, "Survey springs")
    desk.until(lambda: title_in(plan) == "Survey springs")
    os.kill(desk.pid, number)

    assert desk.ended() == 128 + number
    assert desk.is_restored
    assert title_in(plan) == "Survey springs"


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_an_edit_on_its_way_when_the_signal_comes_is_still_saved(terminal, plan, number) -> None:
    desk = terminal(plan)
    desk.until("Survey wells")
    pid = desk.pid
    desk.keys("G", "e")
    desk.until("Enter keep")
    desk.line("Survey springs", "<Enter>")
    desk.until(lambda: "Enter keep" not in desk.screen)
    os.kill(pid, number)

    assert desk.ended() == 128 + number
    assert title_in(plan) == "Survey springs"


@pytest.mark.parametrize("by", ["a hang-up", "a key"])
def test_what_was_kept_in_a_record_that_is_still_open_is_saved(terminal, plan, by) -> None:
    desk = terminal(plan)
    desk.until("Survey wells")
    desk.keys("G", "l", "l", "l", "l", "e")
    desk.until("Enter keep")
    desk.keys("C-o")
    desk.until("No resource yet")
    desk.keys("a", "e")
    desk.until("Enter keep")
    desk.line("test kits", "<Enter>")
    desk.gone("Enter keep")
    desk.until("test kits")
    if by == "a key":
        desk.keys("C-q")
        assert desk.ended() == 0
    else:
        pid = desk.pid
        desk.hang_up()
        wait_for(lambda: not is_running(pid))

    assert "test kits" in plan.read_text("utf-8")


def test_a_lost_connection_loses_nothing(terminal, plan) -> None:
    desk = terminal(plan)
    rename(desk, "Survey springs")
    desk.until(lambda: title_in(plan) == "Survey springs")
    pid = desk.pid
    desk.hang_up()
    wait_for(lambda: not is_running(pid))

    again = terminal(plan)
    again.until("Survey springs")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_what_could_not_be_saved_is_offered_at_the_next_start(
    terminal, plan, tmp_path, number
) -> None:
    desk = terminal(plan)
    desk.until("Survey wells")
    away = tmp_path / "away"
    plan.parent.rename(away)  # the share is gone
    rename(desk, "Survey springs")
    desk.until("NOT SAVED")
    os.kill(desk.pid, number)
    assert desk.ended() == 128 + number
    away.rename(plan.parent)
    assert title_in(plan) == "Survey wells"

    again = terminal(plan)
    again.until("1 edit was not saved: open drafts")
    again.keys(":")
    again.until("Find and go")
    again.line("drafts", "<Enter>")
    again.until("Action Step of Survey wells")
    again.keys("Enter")
    again.until(lambda: title_in(plan) == "Survey springs")
    again.keys("q")
    again.until("Leave?")
    again.keys("q")
    assert again.ended() == 0

    # Once it is saved it is not offered any more.
    third = terminal(plan)
    third.until("Survey springs")
    assert "not saved" not in third.screen


def test_a_second_session_sees_each_edit_within_a_second(terminal, plan) -> None:
    one, other = terminal(plan), terminal(plan)
    rename(one, "Survey springs")
    other.until("Survey springs")
    for number in range(20):  # a busy machine may be late
        title = f"Survey river {number}"
        one.keys("G", "e")
        one.until("Enter keep")
        one.type(title)
        one.until(title)
        with Stopwatch() as watch:
            one.keys("Enter")
            other.until(title)
        if watch.seconds < 1:
            break

    assert watch.seconds < 1
    # And the other way round, on another step.
    other.keys("G", "a")
    other.until("What needs to be done?")
    other.line("Buy pumps", "<Enter>")
    one.until("Buy pumps")


def test_leaving_gives_the_terminal_back(terminal, plan) -> None:
    desk = terminal(plan)
    desk.until("Survey wells")
    desk.keys("C-q")

    assert desk.ended() == 0
    assert desk.is_restored
    assert "Survey wells" not in desk.screen


def test_without_a_terminal_it_says_what_to_do_instead(command, plan) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "actionplan_tui", str(plan)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 3
    assert done.stdout == ""
    assert f"actionplan status -f {plan}" in done.stderr


def wait_for(condition) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
