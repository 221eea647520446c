"""`actionplan completion`: shell completion, made from the commands and their options."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import NamedTuple

from actionplan_tui.cli.arguments import Parser, takes_plan
from actionplan_tui.cli.commands import COMMANDS
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.printing import out
from actionplan_tui.model.plan import TABLES

SHELLS = ("bash", "zsh", "fish")

_HOW = """\
  bash   actionplan completion bash > ~/.local/share/bash-completion/completions/actionplan
  zsh    actionplan completion zsh > a folder of $fpath, under the name _actionplan
  fish   actionplan completion fish > ~/.config/fish/completions/actionplan.fish
"""


class Known(NamedTuple):
    """What may follow a command: its options, and the words it takes, if they are known."""

    options: tuple[str, ...]
    words: tuple[str, ...]


def completion_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `completion`."""
    parser.add_argument("shell", choices=SHELLS, help="which shell")
    parser.epilog = _HOW


def run_completion(options: Namespace) -> int:
    """Print the completion of a shell."""
    out(*completion(options.shell))
    return DONE


def completion(shell: str) -> list[str]:
    """The lines of the completion of a shell, one of `SHELLS`."""
    made = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]
    return made({name: _known(name) for name in COMMANDS})


def _known(name: str) -> Known:
    parser = Parser(name, COMMANDS[name].does)
    getattr(import_module(f"actionplan_tui.cli.{COMMANDS[name].module}"), f"{name}_arguments")(
        parser
    )
    takes_plan(parser)
    options = [option for action in parser._actions for option in action.option_strings]
    return Known(tuple(options), _WORDS.get(name, ()))


_WORDS: dict[str, tuple[str, ...]] = {
    "list": tuple(TABLES),
    "completion": SHELLS,
    "set": ("plan",),
    "show": ("plan",),
}


def _bash(known: dict[str, Known]) -> list[str]:
    cases = [
        f'    {name}) words="{" ".join((*one.options, *one.words))}" ;;'
        for name, one in known.items()
    ]
    return [
        "# bash completion of actionplan",
        "_actionplan() {",
        "  local current=${COMP_WORDS[COMP_CWORD]} words word command=",
        '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        f"    case $word in {'|'.join(known)}) command=$word; break ;; esac",
        "  done",
        "  case $command in",
        f'    "") words="{" ".join(known)} -f --version --help" ;;',
        *cases,
        "  esac",
        '  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))',
        "}",
        "complete -o filenames -F _actionplan actionplan actionplan-tui",
    ]


def _zsh(known: dict[str, Known]) -> list[str]:
    told = [f"    '{name}:{_quoted(COMMANDS[name].does)}'" for name in known]
    cases = [
        f"    {name}) compadd -- {' '.join((*one.options, *one.words))} ;;"
        for name, one in known.items()
    ]
    return [
        "#compdef actionplan actionplan-tui",
        "_actionplan() {",
        "  local -a commands",
        "  commands=(",
        *told,
        "  )",
        "  local word command=",
        "  for word in ${words[2,CURRENT-1]}; do",
        f"    case $word in {'|'.join(known)}) command=$word; break ;; esac",
        "  done",
        "  case $command in",
        "    '') _describe command commands; compadd -- -f --version --help ;;",
        *cases,
        "  esac",
        "  _files",
        "}",
        '_actionplan "$@"',
    ]


def _fish(known: dict[str, Known]) -> list[str]:
    lines = ["# fish completion of actionplan"]
    for program in ("actionplan", "actionplan-tui"):
        for name, one in known.items():
            does = _quoted(COMMANDS[name].does)
            lines.append(f"complete -c {program} -n __fish_use_subcommand -a {name} -d '{does}'")
            seen = f"complete -c {program} -n '__fish_seen_subcommand_from {name}'"
            for option in one.options:
                flag = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
                lines.append(f"{seen} {flag}")
            lines += [f"{seen} -a '{' '.join(one.words)}'"] if one.words else []
    return lines


def _quoted(text: str) -> str:
    """The text for single quotes, without what a shell or a `name:text` list would read."""
    return text.replace("'", "").replace("`", "").replace(":", ";")
