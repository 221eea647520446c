"""Reading the words of a command line; a mistake in them is told in one line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from actionplan_tui.cli.endings import Misuse
from actionplan_tui.cli.printing import page_width

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

PROGRAM = "actionplan"


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that keeps the examples as they are written."""

    def __init__(self, prog: str) -> None:
        """A formatter; its width is given, because finding one out loads half a dozen modules
        and a formatter is made for every argument of every run."""
        super().__init__(prog, width=min(page_width(), 98))


class Parser(argparse.ArgumentParser):
    """The parser of one command. Options are never guessed from their beginnings."""

    def __init__(self, command: str, does: str) -> None:
        """A parser for a command that does this."""
        super().__init__(
            prog=f"{PROGRAM} {command}",
            description=f"{does[0].upper()}{does[1:]}.",
            allow_abbrev=False,
            formatter_class=Formatter,
        )
        self.command = command

    def read(self, words: list[str]) -> argparse.Namespace:
        """What the words say; those that are no options may stand among the options.

        Raises: Misuse when they are not understood; SystemExit after --help.
        """
        if any(not action.option_strings for action in self._actions):
            return self.parse_intermixed_args(words)
        return self.parse_args(words)  # the other way would first write out the whole usage

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help of the command; the stock method hides that it could not.

        Raises: OSError when the output is full or closed.
        """
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """Refuse the words.

        Raises: Misuse, always.
        """
        raise Misuse(f"{self.command}: {message} (see {self.prog} --help)")


def takes_plan(parser: argparse.ArgumentParser) -> None:
    """Let a command's plan be named."""
    parser.add_argument(
        "-f",
        "--file",
        metavar="PLAN",
        dest="plan",
        help="the plan file (else $ACTIONPLAN_FILE, else as `actionplan --help` says)",
    )


def takes_json(parser: argparse.ArgumentParser, what: str) -> None:
    """Let a command answer in JSON."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON")


def days(text: str) -> int:
    """A number of days, for an option: `14`, `14d`, `2w`.

    Raises: ArgumentTypeError when it is none.
    """
    plain = text.strip().lower()
    count = plain.rstrip("dw")
    unit = plain[len(count) :]
    if not (count.isascii() and count.isdigit() and unit in ("", "d", "w") and int(count) <= 9999):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days, such as 14d or 2w")
    return int(count) * (7 if unit == "w" else 1)
