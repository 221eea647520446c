"""Shell completion, asked of the shells themselves where they are there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from actionplan_tui.cli.commands import COMMANDS

Cli = Callable[..., Any]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_completed(cli: Cli, shell: str) -> None:
    ran = cli("completion", shell)

    assert (ran.status, ran.err) == (0, "")
    assert [name for name in COMMANDS if name not in ran.out] == []
    assert "exit-code" in ran.out
    if shutil.which(shell):
        checked = subprocess.run([shell, "-n"], input=ran.out, text=True, capture_output=True)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("actionplan sta", ["status"]),
        ("actionplan status --sh", ["--short"]),
        ("actionplan -f x.json list kp", ["kpis"]),
        ("actionplan completion f", ["fish"]),
        ("actionplan export --no-r", ["--no-reminders"]),
    ],
)
def test_bash_completes(cli: Cli, typed: str, offered: list[str]) -> None:
    words = typed.split()
    script = (
        f"{cli('completion', 'bash').out}\n"
        f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _actionplan\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    ran = subprocess.run(["bash", "-c", script], text=True, capture_output=True, check=True)

    assert ran.stdout.split() == offered
