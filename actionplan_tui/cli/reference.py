"""The command reference, the man page and the list of checks, made from the program itself.

`python -m actionplan_tui.cli.reference --write` writes docs/commands.md, docs/checks.md,
docs/man/ and docs/completions/ anew, `--check` says whether they are current.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from actionplan_tui.analysis.off_track import RULES as OFF_TRACK
from actionplan_tui.analysis.readiness.finding import HEADINGS
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.cli.arguments import PROGRAM, Parser, takes_plan
from actionplan_tui.cli.commands import COMMANDS
from actionplan_tui.cli.completion import SHELLS, completion
from actionplan_tui.cli.help_page import CHOICE, STATUSES

DOCS = Path(__file__).resolve().parents[2] / "docs"

COMPLETIONS = {"bash": PROGRAM, "zsh": f"_{PROGRAM}", "fish": f"{PROGRAM}.fish"}
"""What a shell looks for."""


def generated() -> Mapping[str, str]:
    """Every generated file by its path within docs/."""
    return {
        "commands.md": markdown(),
        "checks.md": checks(),
        f"man/{PROGRAM}.1": man_page(),
        **{
            f"completions/{COMPLETIONS[shell]}": "\n".join(completion(shell)) + "\n"
            for shell in SHELLS
        },
    }


def _parsers() -> Iterable[tuple[str, Parser]]:
    for name, command in COMMANDS.items():
        parser = Parser(name, command.does)
        getattr(import_module(f"actionplan_tui.cli.{command.module}"), f"{name}_arguments")(parser)
        takes_plan(parser)
        yield name, parser


def _words(parser: Parser) -> list[tuple[str, str]]:
    """The words and options of a command, each with what it means.

    Made here and not by argparse, whose pages differ from one Python to the next.
    """
    found: list[tuple[str, str]] = []
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        found.append((_shown(action), (action.help or "").replace("%%", "%")))
    return sorted(found, key=lambda row: row[0].startswith("-"))


def _shown(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else None
    if value is None and action.choices is not None:
        value = "|".join(map(str, action.choices))
    if not action.option_strings:
        return value or action.dest.upper()
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value or action.dest.upper()}"


def _usage(name: str, parser: Parser) -> str:
    plain = [action for action in parser._actions if not action.option_strings]
    parts = [
        f"[{_shown(action)}]" if action.nargs in ("?", "*") else _shown(action) for action in plain
    ]
    more = ["…"] if any(action.nargs in ("+", "*") for action in plain) else []
    return " ".join([PROGRAM, name, "[OPTIONS]", *parts, *more])


# Markdown


def markdown() -> str:
    """The text of docs/commands.md."""
    lines = [
        "# Commands",
        "",
        "Made from the program by `make docs`. `actionplan COMMAND --help` says the same.",
        "",
        CHOICE,
        "",
        "| exit status | means |",
        "|---|---|",
        *(f"| {number} | {text} |" for number, text in STATUSES),
    ]
    for name, parser in _parsers():
        lines += ["", f"## {name}", "", f"{parser.description}", "", f"    {_usage(name, parser)}"]
        lines += ["", "| word | means |", "|---|---|"]
        lines += [f"| `{_cell(word)}` | {_cell(text)} |" for word, text in _words(parser)]
        if parser.epilog:
            lines += ["", "```text", *parser.epilog.strip("\n").split("\n"), "```"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# The checks of readiness


def checks() -> str:
    """The text of docs/checks.md."""
    lines = [
        "# Checks of readiness",
        "",
        "Made from the program by `make docs`. A check blocks approval, warns or only hints; one",
        "that a plan does not want is switched off in it: `v` on Readiness, or",
        '`actionplan set plan rules_off="C-FRAME, X-SIZE"`.',
    ]
    for heading in HEADINGS:
        lines += ["", f"## Is the plan {heading}?", "", "| check | what must be true | else | of |"]
        lines += ["|---|---|---|---|"]
        lines += [
            f"| `{rule.code}` | {_cell(rule.tests)} | {rule.severity} | {rule.question} |"
            for rule in RULES.values()
            if rule.heading == heading
        ]
    lines += [
        "",
        "## What is off track?",
        "",
        "Whatever is off track names its rule and the tolerance in force: `L-OT` blocks until its",
        "owner has said why, what, by whom and by when. The tolerances are fields of the plan.",
        "",
        "| rule | what holds | of |",
        "|---|---|---|",
        *(f"| `{code}` | {_cell(holds)} | {of} |" for code, (holds, of) in OFF_TRACK.items()),
    ]
    return "\n".join(lines) + "\n"


# The man page


def man_page() -> str:
    """The text of actionplan(1), in the man macros."""
    lines = [
        f'.TH {PROGRAM.upper()} 1 "" "actionplan-tui" "User commands"',
        ".SH NAME",
        r"actionplan \- a planning desk for the terminal",
        ".SH SYNOPSIS",
        r".B actionplan",
        r"[\fB\-f\fR \fIPLAN\fR] [\fIPLAN\fR | \fICOMMAND\fR ...]",
        ".SH DESCRIPTION",
        _roff(
            "Turns goals into action steps, and keeps with every step who carries it out, who "
            "answers for it, by when, with what resources, who might resist, who is told what how "
            "often, and how you will know it is done. Without a command it opens a plan on the "
            "desk; on the desk, ? lists the keys."
        ),
        ".PP",
        _roff(CHOICE),
        ".SH COMMANDS",
    ]
    for name, parser in _parsers():
        lines += [f".SS {_roff(_usage(name, parser))}", _roff(parser.description or "")]
        for word, text in _words(parser):
            lines += [".TP", rf"\fB{_roff(word)}\fR", _roff(text) or r"\&"]
        if parser.epilog:
            lines += [".PP", ".nf", *map(_roff, parser.epilog.strip("\n").split("\n")), ".fi"]
    lines += [".SH EXIT STATUS"]
    for number, text in STATUSES:
        lines += [".TP", rf"\fB{number}\fR", _roff(text)]
    lines += [
        ".SH FILES",
        ".TP",
        r"\fI$XDG_CONFIG_HOME/actionplan\-tui/config.toml\fR",
        "Your own settings.",
        ".TP",
        r"\fI$XDG_STATE_HOME/actionplan\-tui/\fR",
        "Where you were in each plan, and edits that could not be saved.",
        ".TP",
        r"\fI$XDG_CACHE_HOME/actionplan\-tui/\fR",
        "The last answers of status; it may be removed at any time.",
        ".SH ENVIRONMENT",
        ".TP",
        r"\fBACTIONPLAN_FILE\fR",
        "The plan meant where none is named.",
        ".TP",
        r"\fBACTIONPLAN_DRIVER\fR",
        "With the value whole the desk sends every frame whole.",
        ".TP",
        r"\fBNO_COLOR\fR",
        "With any value the desk uses no colour.",
    ]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    """The text for the man macros: nothing in it is a macro or an escape."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe


def main(arguments: Sequence[str]) -> int:
    """Write the files, or say whether they are current."""
    if list(arguments) not in (["--write"], ["--check"]):
        print("usage: python -m actionplan_tui.cli.reference --write | --check", file=sys.stderr)
        return 2
    stale = False
    for name, text in generated().items():
        path = DOCS / name
        if list(arguments) == ["--write"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"docs/{name} is not what the commands say: run make docs", file=sys.stderr)
            stale = True
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
