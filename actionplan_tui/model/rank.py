"""Ranks between neighbours: a fractional index, so that a move changes one record."""

from __future__ import annotations

from collections.abc import Iterable

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SOUND = frozenset(_DIGITS)
_BASE = len(_DIGITS)
_WIDTH = 6
_STEP = _BASE**3


def between(before: str, after: str) -> str:
    """A rank that sorts after `before` and before `after`; "" is no neighbour on that side.

    Raises: ValueError when there is no room: `before` is not below `after`, or what stands
    there is no rank of ours, as in a file edited by hand.
    """
    if (after and before >= after) or not _SOUND.issuperset(before + after):
        raise ValueError(f"no rank between {before!r} and {after!r}")
    found = _between(before, after)
    if not (before < found and (not after or found < after)):
        raise ValueError(f"no rank between {before!r} and {after!r}")
    return found


def _between(before: str, after: str) -> str:
    # Adding at an end is the common case: a fixed stride there keeps ranks short.
    if before and not after:
        beyond = int(before[:_WIDTH].ljust(_WIDTH, "0"), _BASE) + _STEP
        if beyond < _BASE**_WIDTH:
            return _digits(beyond)
    if after and not before:
        beyond = int(after[:_WIDTH].ljust(_WIDTH, "0"), _BASE) - _STEP
        if beyond > 0:
            return _digits(beyond)
    return _halfway(before, after)


def last(ranks: Iterable[str]) -> str:
    """The rank that sorts after all the others; "" of none. What is no rank of ours is left out."""
    return max(filter(_SOUND.issuperset, ranks), default="")


def spread(count: int) -> list[str]:
    """That many ranks in rising order, evenly spaced, with room between and around them."""
    gap = _BASE**_WIDTH // (count + 1)
    return [_digits(gap * (index + 1)) for index in range(count)]


def _halfway(before: str, after: str) -> str:
    rank = ""
    bounded = bool(after)
    for position in range(len(before) + len(after) + 1):
        low = _DIGITS.index(before[position]) if position < len(before) else 0
        high = _DIGITS.index(after[position]) if bounded and position < len(after) else _BASE
        if high - low > 1:
            return rank + _DIGITS[(low + high) // 2]
        rank += _DIGITS[low]
        bounded = bounded and high == low
    return rank + _DIGITS[_BASE // 2]


def _digits(number: int) -> str:
    text = ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, _BASE)
        text = _DIGITS[digit] + text
    return text.rstrip("0")
