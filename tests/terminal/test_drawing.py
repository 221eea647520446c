"""The real terminal shows the same whether it is sent whole frames or only what differs."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from pathlib import Path


def test_a_desk_sent_only_what_differs_looks_like_one_sent_everything(
    terminal, tmux, command, tmp_path
) -> None:
    command("demo", tmp_path, "--no-open")
    [path] = tmp_path.glob("*.json")
    desk = terminal(path)
    desk.until("By Whom")
    tmux("set-environment", "-g", "ACTIONPLAN_DRIVER", "stock")
    other = terminal(path)
    other.until("By Whom")

    def same() -> None:
        """Wait until both terminals look the same."""
        desk.until(lambda: desk.screen == other.screen)

    def press(*keys: str, shows: str) -> None:
        for one in (desk, other):
            one.keys(*keys)
            one.until(shows)
        same()

    press("NPage", "Down", "Down", "PPage", "Up", "G", shows="5.5 Declare ten services live")
    press("?", shows="Esc cancel")
    press("Escape", shows="Declare ten services live   S26")
    press("3", shows="KEEP SATISFIED")
    press("2", "g", shows="By Whom")

    os.kill(desk.pid, signal.SIGTSTP)  # put aside, and taken up again
    desk.gone("By Whom")
    desk.until(lambda: ") T " in Path(f"/proc/{desk.pid}/stat").read_text())
    os.kill(desk.pid, signal.SIGCONT)
    same()

    for width, height in ((110, 32), (80, 24)):
        for one in (desk, other):
            tmux("resize-window", "-t", one.name, "-x", str(width), "-y", str(height))
        press("Up", shows="By Whom")


def test_the_desk_goes_to_the_shell_and_comes_back_where_that_shell_has_jobs(
    terminal, command, tmp_path
) -> None:
    path = tmp_path / "water.json"
    command("new", path, "--title", "Clean water")
    command("-f", path, "add", "Survey wells")
    desk = terminal(path)
    desk.until("Survey wells")
    desk.keys("C-z")  # behind it is a script, which would never take it up again
    desk.until("No shell with jobs")
    desk.keys("?")
    desk.until("type to find")
    desk.type("shell")
    desk.until("not now: No shell with jobs")
    desk.keys("C-q")
    assert desk.ended() == 0

    words = (sys.executable, "-m", "actionplan_tui", str(path))
    desk.type(f"clear; {shlex.join(words)}\n")
    desk.until("Survey wells")
    desk.line(":", "shell", "<Enter>")
    desk.until("Go to the shell?")
    desk.keys("s")
    desk.until("Stopped")  # says the shell
    assert desk.is_restored
    desk.type("fg\n")
    desk.until("Survey wells")
    desk.keys("C-q")
    desk.gone("Survey wells")
