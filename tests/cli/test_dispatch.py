"""Which command is meant, and how every run of the program ends."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli import listing
from actionplan_tui.cli.commands import COMMANDS
from actionplan_tui.cli.version import version

Cli = Callable[..., Any]


def program(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "actionplan_tui", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


# Which command


def test_the_version_is_the_last_word(cli: Cli) -> None:
    ran = cli("--version")

    assert ran.status == 0
    assert ran.out.split()[-1] == version()


def test_help_names_every_command_and_the_exit_statuses(cli: Cli) -> None:
    ran = cli("--help")

    assert ran.status == 0
    assert [word for word in COMMANDS if not re.search(rf"^  {word} ", ran.out, re.MULTILINE)] == []
    assert "Exit status" in ran.out
    assert max(map(len, ran.lines)) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_page(cli: Cli, name: str) -> None:
    asked, told = cli(name, "--help"), cli("help", name)

    assert asked.status == told.status == 0
    assert asked.out == told.out
    assert asked.out.startswith(f"usage: actionplan {name}")
    assert "-f PLAN" in asked.out


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("statsu", "did you mean status?"),
        ("lst", "did you mean list?"),
        ("stat", "did you mean status?"),  # a beginning is no command
        ("xyzzy", "see actionplan --help"),
    ],
)
def test_an_unknown_command_is_wrong_use_with_a_hint(cli: Cli, word: str, hint: str) -> None:
    ran = cli(word)

    assert ran.status == 2
    assert ran.problem == f"there is no command '{word}' and no plan of that name: {hint}"


@pytest.mark.parametrize(
    "words",
    [
        ["--nonsense"],
        ["-f"],
        ["status", "--nonsense"],
        ["status", "--sho"],  # no option is guessed from its beginning
        ["status", "--due", "soon"],
        ["show"],
        ["set", "S1", "percent"],
        ["list", "nonsense"],
        ["export", "plan.nonsense"],
        ["completion", "tcsh"],
        ["help", "nonsense"],
        ["new"],
        ["new", "a.json", "--from", "b.json"],
        ["add", "goal"],
        ["promote", "I1"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_one_line(cli: Cli, plan_file: Path, words: list[str]) -> None:
    before = plan_file.read_bytes()

    ran = cli(*words)

    assert ran.status == 2
    assert ran.problem
    assert plan_file.read_bytes() == before


def test_the_plan_may_be_named_before_and_after_the_command(cli: Cli, plan_file: Path) -> None:
    other = plan_file.rename(plan_file.with_name("other.json"))
    asked = [
        cli("-f", str(other), "show", "S1"),
        cli(f"-f{other}", "show", "S1"),
        cli(f"--file={other}", "show", "S1"),
        cli("show", "-f", str(other), "S1"),
        cli("show", "S1", "--file", str(other)),
        cli("-f", "nowhere.json", "show", "S1", "-f", str(other)),  # the last one counts
    ]

    assert {ran.status for ran in asked} == {0}
    assert len({ran.out for ran in asked}) == 1
    assert {ran.err for ran in asked} == {""}


def test_a_path_is_a_plan_to_open(cli: Cli, plan_file: Path) -> None:
    for word in (plan_file.name, str(plan_file), "./portal.json"):
        ran = cli(word)
        assert ran.status == 3  # there is no terminal here
        assert ran.problem.startswith("the desk needs a terminal")


# How a run ends


def test_the_output_may_be_closed_early(plan_file: Path) -> None:
    """A reader such as `head` that has enough is no reason to complain."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        command = [sys.executable, "-m", "actionplan_tui", "list", "steps", "-f", str(plan_file)]
        ran = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)

    assert ran.returncode == 141
    assert ran.stderr == b""


@pytest.mark.parametrize("words", [["list", "steps"], ["set", "--help"]])
def test_a_full_output_is_told_in_one_line(plan_file: Path, words: list[str]) -> None:
    at_once = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "actionplan_tui", *words, "-f", str(plan_file)]
        ran = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=at_once
        )

    assert ran.returncode == 3
    assert ran.stderr == "actionplan: No space left on device\n"


def test_standard_output_may_be_missing(plan_file: Path) -> None:
    shell = f'exec "$0" -m actionplan_tui list steps -f {plan_file} >&-'
    ran = subprocess.run(
        ["sh", "-c", shell, sys.executable], stderr=subprocess.PIPE, text=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, "")


def test_standard_input_may_be_missing(
    cli: Cli, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert cli("import", "-").problem == "standard input is closed: name a file to take in"


def test_the_folder_may_be_gone(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert cli("new", "x.json").problem == (
        "the folder you are in is no longer there: go to another one"
    )


def test_an_interrupt_ends_quietly(
    cli: Cli, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(listing, "load_plan", interrupted)
    # A shell that runs the tests in the background has them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        ran = cli("list", "steps")
    finally:
        signal.signal(signal.SIGINT, before)

    assert ran.status == 130
    assert ran.talk == []


def test_a_mistake_of_the_program_leaves_a_private_log_without_the_plan(
    cli: Cli, plan_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        try:
            raise KeyError("Draft the bill")
        except KeyError:
            raise ValueError("the secret of S2") from None

    monkeypatch.setattr(listing, "load_plan", broken)

    ran = cli("list", "steps", "-f", str(plan_file))

    assert ran.status == 70
    [log] = (home / "state").rglob("crash-*.log")
    assert ran.problem == (
        "a mistake of the program (ValueError); your plan is as it was last saved:"
        f" please report it with {log}"
    )
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text()
    assert "test_dispatch.py" in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert not re.search("secret|bill|portal", text)


def test_a_mistake_is_told_where_no_log_can_be_kept(
    cli: Cli, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    monkeypatch.setattr(listing, "load_plan", lambda *_: 1 / 0)

    ran = cli("list", "steps")

    assert ran.status == 70
    assert ran.problem == (
        "a mistake of the program (ZeroDivisionError); your plan is as it was last saved"
    )


def test_a_terminal_without_unicode_gets_escapes(plan_file: Path) -> None:
    words = ("-f", str(plan_file), "set", "G1", "statement=Été à l'école 家")
    assert program(*words).returncode == 0

    plain = {**os.environ, "PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"}
    text = program("list", "goals", "-f", str(plan_file), env=plain)
    data = program("list", "goals", "--json", "-f", str(plan_file), env=plain)

    assert (text.returncode, text.stderr) == (0, "")
    assert r"\xc9t\xe9 \xe0 l'\xe9cole \u5bb6" in text.stdout
    assert r'"statement": "\u00c9t\u00e9 \u00e0 l' in data.stdout
    assert data.stdout.isascii()


@pytest.mark.parametrize("words", [["list", "steps"], ["agenda"], ["show", "1.1"], ["log"]])
def test_nothing_the_commands_print_loads_a_terminal_library(
    plan_file: Path, words: list[str]
) -> None:
    code = (
        "import sys; from actionplan_tui.cli.main import run;"
        f"run({words!r} + ['-f', {str(plan_file)!r}]);"
        "print([m for m in ('textual', 'rich', 'icalendar') if m in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stderr.splitlines()[-1] == "[]"
