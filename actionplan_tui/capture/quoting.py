"""Double quotes in typed text: how a user's own words keep their commas, colons and `;`.

A quote opens at the start of a word and closes before a blank, a mark or the end; any other
`"` is an ordinary character, so `6" pipe` needs no care. Inside quotes `""` is a quote, `\\n`
a new line (so that a cell stays one line) and `\\\\` a backslash.
"""

from __future__ import annotations

import re

_MARKS = r"\s;:,()=+/&<>≤≥"
_OPENING = rf'(?<![^{_MARKS}@#])"'
_QUOTED = re.compile(rf'{_OPENING}((?:[^"]|"")*)"(?![^{_MARKS}])')
_ESCAPE = re.compile(r'""|\\n|\\\\')
_PLAIN = {'""': '"', "\\n": "\n", "\\\\": "\\"}
_NEW_LINE = re.compile(r"\r\n?|\n")

HIDDEN = "\0"
"""What stands for every character of a quoted stretch in masked text."""


def quote(text: str) -> str:
    """The text in quotes, so that every reader of this room takes it as it is."""
    return '"' + text.replace("\\", "\\\\").replace('"', '""').replace("\n", "\\n") + '"'


def unquote(text: str) -> str | None:
    """What the text holds when the whole of it is one quoted stretch, else None."""
    text = text.strip()
    if not text.startswith('"'):
        return None
    found = _QUOTED.fullmatch(text)
    return _ESCAPE.sub(lambda mark: _PLAIN[mark[0]], found[1]) if found else None


def mask(text: str) -> str:
    """The text, of the same length, with every quoted stretch hidden: for finding marks in it."""
    if '"' not in text:
        return text
    return _QUOTED.sub(lambda found: HIDDEN * len(found[0]), text)


def is_open(text: str) -> bool:
    """Whether the text holds a quote that would open a stretch, had more text a closing one."""
    return '"' in text and re.search(_OPENING, mask(text)) is not None


def clean(text: str) -> str:
    """What a piece of typed text says: unquoted if quoted, else with single blanks."""
    quoted = unquote(text)
    return " ".join(text.split()) if quoted is None else quoted


def split(text: str, marks: str) -> list[str]:
    """The pieces of the text between any of these marks (a character class, such as ";\\n").

    Pieces are stripped, blank ones left out; quoted stretches stay whole.
    """
    text = _NEW_LINE.sub("\n", text)
    masked = mask(text)
    pieces: list[str] = []
    start = 0
    for found in re.finditer(f"[{marks}]", masked):
        pieces.append(text[start : found.start()])
        start = found.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]
