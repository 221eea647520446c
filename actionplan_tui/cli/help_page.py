"""The page that `actionplan --help` prints."""

from __future__ import annotations

import textwrap

from actionplan_tui.cli.commands import COMMANDS

_TOP = """\
usage: actionplan [-f PLAN] [PLAN | COMMAND ...]

A planning desk for the terminal, and commands for scripts and screen readers.
"""

_OPTIONS = """
  -f PLAN     the plan file, before the command or after it
  --version   print the version
  -h, --help  print this page; `actionplan COMMAND --help` tells of a command
"""

CHOICE = (
    "Without -f the plan is $ACTIONPLAN_FILE; else, for a command that only reads, the plan opened "
    "last, and for one that changes it, the only plan in this folder. Standard error names the "
    "plan so chosen. Data goes to standard output, talk to standard error."
)
"""Which plan is meant, and where answers go."""

STATUSES: tuple[tuple[int, str], ...] = (
    (0, "done"),
    (1, 'the answer is "no" (only with --exit-code)'),
    (2, "wrong use"),
    (3, "a problem, told in one line, and nothing changed"),
    (70, "a mistake of the program"),
    (130, "interrupted"),
    (141, "the output was closed"),
)
"""What each exit status means."""


def help_page() -> str:
    """The page."""
    wide = max(map(len, COMMANDS))
    lines = (f"  {name:{wide}}  {command.does}" for name, command in COMMANDS.items())
    statuses = "; ".join(f"{number} {text}" for number, text in STATUSES)
    told = (textwrap.fill(text, 95) for text in (CHOICE, f"Exit status: {statuses}."))
    return "\n".join([_TOP, *lines, _OPTIONS, "\n\n".join(told)])
