"""Keys that came in one packet: typed ahead by a quick hand, or pasted where no brackets are known.

The Linux console, GNU screen and some serial lines deliver a paste as so many keys. Over a table
each letter would be a verb. What looks like words, and does not begin with a key that opens a line
to type in, runs nothing.
"""

from __future__ import annotations

import re

from screens.layouts import key_at_place

__all__ = ["ends_as_pasted", "runs_as_verbs"]

_MOVES = frozenset("hjklgG012345678*+- \r\t")
_FEWEST = 3
"""Different keys, beside those that move, that no hand presses in one packet."""
_CONTROLS = "".join(map(chr, range(32)))
_OPENS = re.compile(r"[0-8gG]?[aAOec/:?]")
"""What may begin a burst, after keys that type nothing: perhaps a screen or an end of the table,
then a line to type in."""


def runs_as_verbs(text: str) -> bool:
    """Whether a burst over a table is words that would be run as verbs."""
    begins = text.lstrip(_CONTROLS)[:9]
    if _OPENS.match("".join(key_at_place(character) or character for character in begins)):
        return False
    return len(text.strip()) > _FEWEST and len(set(text) - _MOVES) >= _FEWEST


def ends_as_pasted(text: str) -> bool:
    """Whether the Enter at the end of a burst that opens a line is the end of a pasted line."""
    return text[:1] in "aAOec" and text.endswith("\r") and " " in text and "\t" not in text
