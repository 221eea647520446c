"""What keys are called, by Textual and by people, and which of them arrive on every terminal."""

from __future__ import annotations

import string

PUNCTUATION = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "exclamation_mark": "!",
    "asterisk": "*",
}

SAFE_KEYS: frozenset[str] = (
    frozenset(string.ascii_letters)
    | frozenset(string.digits)
    | frozenset(PUNCTUATION)
    | frozenset(["enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert"])
    | frozenset(["up", "down", "left", "right", "home", "end", "pageup", "pagedown"])
    | frozenset(f"ctrl+{letter}" for letter in "efgklnortuxydw")
)
"""Keys that arrive on every terminal and layout: whatever must be reachable has one of these."""

ALIAS_KEYS: frozenset[str] = frozenset(
    [*(f"f{number}" for number in range(1, 11)), "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+j", "ctrl+p"]
)
"""Keys that some terminal, multiplexer or browser keeps for itself: a second way, not the only."""

SPLIT_ARROW_KEYS: frozenset[str] = frozenset([*"ABCDFHOZ0123456789", "left_square_bracket"])
"""What is left of an arrow or editing key when a slow line cuts it in two.

Nothing that is hard to take back may be under one of these."""

_KEY_NAMES = {
    **PUNCTUATION,
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
}


def key_name(key: str) -> str:
    """A key as people call it: `?` for question_mark, `Shift+Tab` for shift+tab; plain ASCII."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if len(key) == 1:
        return key
    if key.startswith("ctrl+"):
        return key
    return "+".join(part.capitalize() for part in key.split("+"))


def key_character(key: str) -> str | None:
    """What a key types, or None; Textual's own answer knows no slash, plus or minus."""
    if key == "space":
        return " "
    return key if len(key) == 1 else PUNCTUATION.get(key)
