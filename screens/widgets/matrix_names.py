"""Lengths divided among columns, and names on as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from screens.widgets.cells import cell_len

__all__ = ["INDENT", "LINES", "WIDEST", "in_lines", "narrowest", "shares"]

LINES = 3
"""Lines that a name may take."""
INDENT = 1
"""Cells by which further lines of a name stand in, so that it is seen where the next begins."""
WIDEST = 34
"""Cells that a name gets at most."""
_LONGEST = 2 * LINES * WIDEST
"""Characters of a name that are looked at when it is measured."""


def shares(total: int, wants: Sequence[int]) -> list[int]:
    """Divide a length: evenly where that is enough for all, else what is wanted counts first.

    Args:
        total: The length.
        wants: What each part wants.

    Returns:
        The parts' lengths; together the whole length.
    """
    count = len(wants)
    even = total // count
    if max(wants) > even:
        parts = [0] * count
        left = total
        for done, place in enumerate(sorted(range(count), key=lambda place: wants[place])):
            parts[place] = min(wants[place], max(0, left // (count - done)))
            left -= parts[place]
    else:
        parts = [even] * count
    spare = total - sum(parts)
    return [part + spare // count + (place < spare % count) for place, part in enumerate(parts)]


def _breaks(name: str) -> Iterator[int]:
    """Where a name may be parted: after a space or a hyphen, and beside a wide character."""
    for place in range(1, len(name)):
        if name[place - 1] in " -" or cell_len(name[place - 1]) == 2 == cell_len(name[place]):
            yield place


def in_lines(name: str, width: int, most: int = LINES) -> list[str]:
    """A cleaned name on as few lines as it fits on; the last is to be cut where it must be."""
    if cell_len(name) <= width or most == 1:
        return [name]
    fits = list(takewhile(lambda place: cell_len(name[:place].rstrip()) <= width, _breaks(name)))
    if not fits:
        return [name]
    rest = name[fits[-1] :].lstrip()
    return [name[: fits[-1]].rstrip(), *in_lines(rest, width - INDENT, most - 1)]


def narrowest(name: str, most: int) -> int:
    """The cells that a cleaned name needs on so many lines; of a name that no lines could hold,
    as many as its beginning needs."""
    name = name[:_LONGEST]
    whole = cell_len(name)
    if most == 1:
        return whole
    parts = (
        max(cell_len(name[:place].rstrip()), INDENT + narrowest(name[place:].lstrip(), most - 1))
        for place in takewhile(lambda end: cell_len(name[:end].rstrip()) <= WIDEST, _breaks(name))
    )
    return min((whole, *parts))
