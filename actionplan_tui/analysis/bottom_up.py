"""Values of steps worked out from the steps below them, each once and only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from actionplan_tui.model.wbs import Outline

V = TypeVar("V")


def bottom_up(tree: Outline, id: int, known: dict[int, V], value: Callable[[int], V]) -> V:
    """The value of a step, with those of all steps below put into `known` before it.

    `value(step)` may read `known` for the step's children. No recursion: a file edited by
    hand may nest deeper than Python's stack.
    """
    stack = [id]
    while stack:
        top = stack[-1]
        if top not in known:
            missing = [child for child in tree.children.get(top, ()) if child not in known]
            if missing:
                stack.extend(missing)
                continue
            known[top] = value(top)
        stack.pop()
    return known[id]
