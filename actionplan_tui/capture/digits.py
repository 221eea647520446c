"""Digits and blanks as people type them, in the forms that the readers of this room know."""

from __future__ import annotations

import unicodedata

NOTHING = frozenset({"", "-", "–", "—", "none"})
"""What people type, in lower case, for nothing at all."""

_UNSEEN = dict.fromkeys(
    (0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Direction marks: they come along when Arabic or Hebrew text is pasted."""

_ASCII = str.maketrans({0x2212: "-", 0x00A0: " ", 0x202F: " "})
_PLAIN = {**_ASCII, **_UNSEEN}


def plain_digits(text: str) -> str:
    """The text with every digit as 0-9, no direction marks, and ordinary blanks and minuses."""
    return text if text.isascii() else _decimal(text.translate(_PLAIN))


def ascii_digits(text: str) -> str:
    """The text, of the same length, with every digit as 0-9 and ordinary blanks and minuses."""
    return text if text.isascii() else _decimal(text.translate(_ASCII))


def _decimal(text: str) -> str:
    """The text with the decimal digits of every script (Arabic-Indic, Persian, Thai…) as 0-9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def one_line(text: str) -> str:
    """The text on one line, with single blanks and none at the ends."""
    return " ".join(text.split())


def cited(text: str) -> str:
    """What was typed, in quotes and cut short, for a line that says what is wrong with it."""
    line = "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in one_line(text)
    )
    return repr(line if len(line) <= 40 else line[:39] + "…")
