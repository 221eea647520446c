"""How alike two texts are: by which record a changed text is the new text of."""

from __future__ import annotations


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: the share of letter pairs that they have in common."""
    pairs, others = _letter_pairs(one), _letter_pairs(other)
    if not pairs or not others:
        return float(one.casefold() == other.casefold())
    common = 0
    for pair in pairs:
        if pair in others:
            others.remove(pair)
            common += 1
    return 2 * common / (len(pairs) + len(others) + common)


def _letter_pairs(text: str) -> list[str]:
    plain = text.casefold()[:200]
    return [plain[place : place + 2] for place in range(len(plain) - 1)]
