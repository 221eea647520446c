"""Digits and blanks as people type them, in the forms that the readers of this room know."""

from __future__ import annotations

_EASTERN = {
    zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0x0966, 0xFF10) for digit in range(10)
}
"""Arabic-Indic, Persian, Devanagari and full-width digits."""

_UNSEEN = dict.fromkeys(
    (0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Direction marks: they come along when Arabic or Hebrew text is pasted."""

_ASCII = str.maketrans({**_EASTERN, 0x2212: "-", 0x00A0: " ", 0x202F: " "})
_PLAIN = {**_ASCII, **_UNSEEN}


def plain_digits(text: str) -> str:
    """The text with every digit as 0-9, no direction marks, and ordinary blanks and minuses."""
    return text if text.isascii() else text.translate(_PLAIN)


def ascii_digits(text: str) -> str:
    """The text, of the same length, with every digit as 0-9 and ordinary blanks and minuses."""
    return text if text.isascii() else text.translate(_ASCII)


def one_line(text: str) -> str:
    """The text on one line, with single blanks and none at the ends."""
    return " ".join(text.split())


def cited(text: str) -> str:
    """What was typed, in quotes and cut short, for a line that says what is wrong with it."""
    line = "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in one_line(text)
    )
    return repr(line if len(line) <= 40 else line[:39] + "…")
