"""What the commands print: data on standard output, talk on standard error.

Text of a plan is data. Characters that would command the terminal or mislead the eye are
printed as escapes, so that a title cannot move the cursor or recolour a screen.
"""

from __future__ import annotations

import os
import sys
from typing import Any

_LINES = dict.fromkeys((*map(ord, "\n\r\t\v\f"), 0x85, 0x2028, 0x2029), " ")
_ESCAPED = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0xD800, 0xE000))
}
"""Control characters, halves of characters, and marks that turn the direction of a line."""

_ONE_LINE = {**_ESCAPED, **_LINES}
_MANY_LINES = {code: text for code, text in _ESCAPED.items() if code != 0x0A}


def safe(text: str) -> str:
    """The text on one line with nothing in it that a terminal would obey."""
    return text if text.isascii() and text.isprintable() else text.translate(_ONE_LINE)


def safe_lines(text: str) -> list[str]:
    """The lines of the text, each without anything that a terminal would obey."""
    return text.replace("\r\n", "\n").translate(_MANY_LINES).split("\n")


def out(*lines: str) -> None:
    """Print data, made safe, a line each."""
    sys.stdout.write("".join(f"{safe(line)}\n" for line in lines))


def say(text: str) -> None:
    """Tell the person something beside the data, on standard error."""
    if sys.stderr is not None:
        print(safe(text), file=sys.stderr)


def out_json(value: Any) -> None:
    """Print a value as JSON, readable and with stable keys; a terminal obeys nothing in it."""
    import msgspec  # seldom needed by a command that prints text

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    if not _is_unicode(getattr(sys.stdout, "encoding", None)):
        text = "".join(char if char.isascii() else _json_escape(char) for char in text)
    else:
        # JSON lets these stand as they are; \u says the same to every reader.
        text = text.translate(_JSON_ESCAPED)
    sys.stdout.write(text + "\n")


_JSON_ESCAPED = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2028, 0x2029)
}


def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").startswith("utf")


def _json_escape(char: str) -> str:
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
