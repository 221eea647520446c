"""Which command is meant, and how every run of the program ends.

| exit status | means |
|---|---|
| 0 | done |
| 1 | the answer to the question asked is "no" (only with `--exit-code`) |
| 2 | wrong use: the words of the command line are not understood |
| 3 | a problem, told in one line; nothing was changed |
| 70 | a mistake of the program, told in one line that names a private log of it |
| 130 | interrupted |
| 141 | whoever read the output closed it before its end |
"""

from __future__ import annotations

import sys

from actionplan_tui.cli.endings import (
    CLOSED,
    CRASH,
    DONE,
    INTERRUPTED,
    MISUSE,
    NO,
    PROBLEM,
    Misuse,
)
from actionplan_tui.cli.printing import prepare_streams, safe, say
from actionplan_tui.model.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from actionplan_tui.cli.last_answer import Question

_LONGEST = 600
"""Characters of a problem that are told at most; what is wrong mostly stands at its end."""


def run(arguments: list[str] | tuple[str, ...]) -> int:
    """Run a command line.

    Returns: the exit status. Nothing is ever raised, and no traceback shown.
    """
    prepare_streams()
    try:
        status = _run(list(arguments))
        sys.stdout.flush()
        return status
    except Misuse as misuse:
        return _told(str(misuse), MISUSE)
    except Problem as problem:
        return _told(problem.message, PROBLEM)
    except BrokenPipeError:
        _drop_output()
        return CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _drop_output()
        return _told(_refused(error), PROBLEM)
    except Exception as error:  # a mistake of ours: its details are no reading for a planner
        from actionplan_tui.cli.crash import keep_log

        return _told(keep_log(error), CRASH)


def _refused(error: OSError) -> str:
    """What the system refused, in a line."""
    if error.filename:
        return f"{error.filename}: {error.strerror or error}"
    if isinstance(error, FileNotFoundError):  # asking where one is names no file
        return "the folder you are in is no longer there: go to another one"
    return error.strerror or str(error)


def _told(message: str, status: int) -> int:
    if len(message) > _LONGEST:  # it quotes something huge
        message = f"{message[: _LONGEST // 2]}…{message[-_LONGEST // 2 :]}"
    try:  # noqa: SIM105 - contextlib would cost a quick command more than the rest of this
        say(f"actionplan: {message}")
    except OSError:
        pass  # nobody listens; the status still tells
    return status


def _drop_output() -> None:
    """Let nothing more be written where writing failed, not even at the program's end."""
    import os

    try:  # noqa: SIM105
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass  # an output without a file of its own


def _run(words: list[str]) -> int:
    plan = _leading_plan(words)
    first = words.pop(0) if words else "open"
    if first in ("-h", "--help", "help"):
        return _help(words)
    if first == "--version":
        from actionplan_tui.cli.version import version

        print(f"actionplan {version()}")
        return DONE
    if first == "status":
        from actionplan_tui.cli.last_answer import question

        asked = question(words, plan)
        if asked is not None:
            return _status(asked)
    from actionplan_tui.cli.commands import COMMANDS

    if first not in COMMANDS:
        words.insert(0, first)
        first = _meant(first)
    if first == "open" and not any(word.startswith("-") for word in words) and len(words) < 2:
        return _open(words[0] if words else None, plan)
    return _command(first, words, plan)


def _open(path: str | None, plan: str | None) -> int:
    """Open a plan on the desk, as most who ask for it do: without options there is no need of a
    parser, which takes longer than many a screen."""
    from types import SimpleNamespace

    from actionplan_tui.cli.spared_imports import load_msgspec, load_screens_late

    load_screens_late()
    load_msgspec()
    from actionplan_tui.cli.open import run_open

    options = SimpleNamespace(path=path, plan=plan, ascii=False)
    return run_open(options)  # type: ignore[arg-type]  # it has what the parser would give


def _status(asked: Question) -> int:
    """Answer a plain question about a plan, from the last answer where that still holds.

    Its words are understood already, so that no parser need be loaded.
    """
    from actionplan_tui.cli.last_answer import known_answer

    if not (asked.named or asked.form == "short"):
        say(f"plan: {asked.said}")
    answer = known_answer(asked)
    if answer is None:
        from actionplan_tui.cli.spared_imports import load_late, load_msgspec

        load_late()
        load_msgspec()
        from actionplan_tui.cli.status import answered

        answer = answered(asked)
    sys.stdout.write(answer.text)
    return NO if asked.exit_code and answer.attention else DONE


def _leading_plan(words: list[str]) -> str | None:
    """The plan that `-f` names before the command, taken off the words."""
    plan = None
    while words and (words[0] in ("-f", "--file") or words[0].startswith(("-f", "--file="))):
        option = words.pop(0)
        if option.startswith("--file="):
            plan = option.removeprefix("--file=")
        elif option.startswith("-f") and option != "-f":
            plan = option.removeprefix("-f")
        elif words:
            plan = words.pop(0)
        else:
            raise Misuse(f"{option} needs a plan after it")
    return plan


def _meant(word: str) -> str:
    """The command a first word stands for that is none: a plan's path opens that plan.

    Raises: Misuse when it is neither.
    """
    import os

    from actionplan_tui.cli.commands import COMMANDS, near

    if word.startswith("-"):
        raise Misuse(f"there is no option {word} here (see actionplan --help)")
    if os.path.lexists(word) or os.sep in word or word.endswith(".json"):
        return "open"
    guess = near(word, COMMANDS)
    hint = f"did you mean {guess}?" if guess else "see actionplan --help"
    raise Misuse(f"there is no command {safe(word)!r} and no plan of that name: {hint}")


def _command(name: str, words: list[str], plan: str | None) -> int:
    """Read the words after a command and run it; its module is loaded now."""
    from importlib import import_module

    from actionplan_tui.cli.arguments import Parser, takes_plan
    from actionplan_tui.cli.commands import COMMANDS
    from actionplan_tui.cli.spared_imports import load_msgspec

    load_msgspec()
    module = import_module(f"actionplan_tui.cli.{COMMANDS[name].module}")
    parser = Parser(name, COMMANDS[name].does)
    getattr(module, f"{name}_arguments")(parser)
    takes_plan(parser)
    try:
        options = parser.read(words)
    except SystemExit as end:  # after --help
        return int(end.code or 0)
    if options.plan is None:
        options.plan = plan
    status: int = getattr(module, f"run_{name}")(options)
    return status


def _help(words: list[str]) -> int:
    """The help of the program, or of a command named after it."""
    from actionplan_tui.cli.commands import COMMANDS

    if words and words[0] in COMMANDS:
        return _command(words[0], ["--help"], None)
    if words:
        raise Misuse(f"there is no command {safe(words[0])!r} (see actionplan --help)")
    from actionplan_tui.cli.help_page import help_page

    print(help_page())
    return DONE
