"""The commands of the program: where each is, and what it does, in a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Command(NamedTuple):
    """A command.

    Its module, one of this package, has `NAME_arguments(parser)`, which declares what follows
    the command, and `run_NAME(options) -> int`, which runs it and gives the exit status.
    """

    module: str
    does: str


COMMANDS: dict[str, Command] = {
    "open": Command("open", "open a plan on the desk; `actionplan PLAN` does the same"),
    "demo": Command("making", "copy the worked example into a folder and open it"),
    "new": Command("making", "make a new plan: empty, from a template, or from last year's"),
    "status": Command("status", "goals, what is late, off track and due, in a blink"),
    "check": Command("checking", "how do you know you are done planning? What is still missing"),
    "list": Command("listing", "the records of a table"),
    "show": Command("showing", "one record with all its fields"),
    "agenda": Command("agenda", "what falls due and what is to be said, by date"),
    "add": Command("adding", "add a step, a goal, an idea or another record"),
    "set": Command("setting", "set fields of a record"),
    "done": Command("editing", "mark steps done, or open them again"),
    "remove": Command("editing", "remove records with all that hangs from them"),
    "promote": Command("editing", "make an idea a step"),
    "measure": Command("editing", "note the measured value of a KPI"),
    "contact": Command("editing", "note that a communication happened"),
    "approve": Command("promising", "approve a plan that is ready, and keep its dates"),
    "log": Command("history", "who changed what, and when"),
    "diff": Command("history", "what is otherwise now than it was on a day"),
    "undo": Command("history", "take back your latest change"),
    "redo": Command("history", "make your latest undone change again"),
    "restore": Command("restoring", "list earlier versions of a plan, or bring one back"),
    "export": Command("exporting", "write the plan in another format"),
    "import": Command("importing", "take in a table, notes of a meeting, or another plan"),
    "completion": Command("completion", "print shell completion for bash, zsh or fish"),
}


def near(word: str, known: Iterable[str]) -> str:
    """The one of the known words that was most likely meant, or ""."""
    import difflib  # only ever needed after a slip of the finger

    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
