"""What the commands print: data on standard output, talk on standard error.

Text of a plan is data. Characters that would command the terminal or mislead the eye are
printed as escapes, so that a title cannot move the cursor or recolour a screen.
"""

from __future__ import annotations

import os
import sys

_BREAKS = frozenset("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029")
"""What a terminal or a reader of lines takes for the end of a line, and tabs."""

_JOINING = frozenset("\u200b\u200c\u200d\u200e\u200f\u00ad\u061c\ufeff\u2066\u2067\u2068\u2069")
"""Characters without a picture that belong to the writing of many languages."""


def safe(text: str) -> str:
    """The text on one line with nothing in it that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(" " if char in _BREAKS else _shown(char) for char in text)


def safe_lines(text: str) -> list[str]:
    """The lines of the text, each without anything that a terminal would obey."""
    return [safe(line) for line in text.replace("\r\n", "\n").split("\n")]


def _shown(char: str) -> str:
    """The character, or its escape: a control character, half of one, or a mark that turns the
    direction of a line."""
    if char.isprintable() or char in _JOINING or char.isspace():
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def out(*lines: str) -> None:
    """Print data, made safe, a line each."""
    sys.stdout.write("".join(f"{safe(line)}\n" for line in lines))


def say(text: str) -> None:
    """Tell the person something beside the data, on standard error."""
    if sys.stderr is not None:
        print(safe(text), file=sys.stderr)


def out_json(value: object) -> None:
    """Print a value as JSON, readable and with stable keys; a terminal obeys nothing in it."""
    sys.stdout.write(json_text(value))


def json_text(value: object) -> str:
    """A value as JSON, in lines, with nothing in it that a terminal would obey or lacks."""
    import msgspec  # seldom needed by a command that prints text

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    plain = _is_unicode(getattr(sys.stdout, "encoding", None))
    if not (plain and text.replace("\n", "").isprintable()):
        text = "".join(
            char if char == "\n" or (char.isprintable() and (plain or char.isascii()))
            else _json_escape(char)
            for char in text
        )  # fmt: skip
    return text + "\n"


def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").startswith("utf")


def _json_escape(char: str) -> str:
    """A character as JSON spells it out, which says the same to every reader."""
    raw = char.encode("utf-16-be")
    return "".join(f"\\u{raw[place]:02x}{raw[place + 1]:02x}" for place in range(0, len(raw), 2))


def out_bytes(data: bytes) -> None:
    """Print a document as it is, for a pipe."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def page_width() -> int:
    """How wide a table may be: as the terminal is; without one nothing is cut short."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 1_000_000


def prepare_streams() -> None:
    """Print what the terminal's encoding lacks as an escape, instead of failing at it."""
    if sys.stdout is None:  # closed by the caller
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
