"""Which terminal this is: what it may be asked, what it can draw, what it sends."""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len

__all__ = ["AS_ASCII", "TerminalKind", "kind_of", "this_terminal"]

_PLAIN = ("linux", "vt", "ansi", "cons25", "sun", "dumb", "unknown")
"""Beginnings of the names of terminals that know no more than a VT100, or draw only letters."""


AS_ASCII = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶▁▂▔", "-"),
        **dict.fromkeys("│┃┆┇┊┋║╎╏╵╷▌▐▏▎▊", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰", "+"),
        **dict.fromkeys("█▓▀▄▃▅▆▇■▉▋", "#"),
        **dict.fromkeys("░▒□", "."),
        **dict.fromkeys("·•∙◦●◎○", "*"),
        **dict.fromkeys("→▸▶►", ">"),
        **dict.fromkeys("←◂◀◄", "<"),
        **dict.fromkeys("↑▴▲", "^"),
        **dict.fromkeys("↓▾▼", "v"),
        **dict.fromkeys("–—−", "-"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’‚", "'"),
        "…": ".",
        "✓": "x",
        "×": "x",
        "¶": " ",
        "\ufffd": "?",
        "\u00a0": " ",
    }
)
"""For what a plain terminal cannot draw, a sign of ASCII as wide. Letters of any script stay."""


class TerminalKind(NamedTuple):
    """What holds of a terminal."""

    encoding: str = "utf-8"
    """What it sends and takes."""
    asks: bool = True
    """May it be asked for modes of our century? A console could print the question."""
    ascii_only: bool = False
    """Does it lack box-drawing characters?"""
    copies: bool = True
    """May it take a text for the system's clipboard (OSC 52)? It never says whether it did."""
    patience: float = 0.1
    """Seconds after which ESC alone is the Escape key."""

    def encode(self, text: str) -> bytes:
        """A text as the terminal takes it; what it cannot show is so many question marks."""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode(self.encoding, errors="actionplan.cells")


def _by_cells(error: UnicodeError) -> tuple[str, int]:
    """For what an encoding lacks: a question mark for each of its cells."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "?" * cell_len(lacking), error.end


codecs.register_error("actionplan.cells", _by_cells)


def this_terminal() -> TerminalKind:
    """The kind of the terminal that this process was started in."""
    return kind_of(os.environ)


def kind_of(environment: Mapping[str, str]) -> TerminalKind:
    """The kind of terminal that an environment tells of."""
    term = environment.get("TERM", "")
    plain = term.startswith(_PLAIN)
    encoding = _encoding(environment)
    slow = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    return TerminalKind(
        encoding=encoding,
        asks=not plain,
        ascii_only=plain or encoding != "utf-8",
        copies=not plain and _may_copy(environment),
        patience=_patience(environment.get("ESCDELAY", ""), 0.3 if slow else 0.1),
    )


def _may_copy(environment: Mapping[str, str]) -> bool:
    """Whether the terminal may know OSC 52: GNU screen and Apple's keep it from everyone."""
    term = environment.get("TERM", "")
    in_screen = "STY" in environment or (term.startswith("screen") and "TMUX" not in environment)
    return bool(term) and not in_screen and environment.get("TERM_PROGRAM") != "Apple_Terminal"


def _patience(delay: str, usual: float) -> float:
    """Seconds from ESCDELAY, which is in milliseconds."""
    return min(max(int(delay), 1), 5_000) / 1000 if delay.isdecimal() else usual


def _encoding(environment: Mapping[str, str]) -> str:
    """What the locale says that the terminal speaks; a locale that says nothing means UTF-8."""
    names = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if not names[0] and names[1] == "C.UTF-8":
        # Python sets this itself where the locale of LANG is not installed (PEP 538).
        names = [names[2] or names[1]]
    name = next((name for name in names if name), "")
    charset = name.partition(".")[2].partition("@")[0]
    if not charset and name.endswith("@euro"):
        charset = "iso8859-15"
    try:
        found = codecs.lookup(charset or "utf-8").name
        if "Ab1".encode(found) != b"Ab1":
            return "utf-8"
    except (LookupError, UnicodeError, ValueError):
        return "utf-8"
    return "utf-8" if found == "ascii" else found
