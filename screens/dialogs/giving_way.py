"""How the parts of a dialog share the lines of a screen that is too low for all of them."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

__all__ = ["Box"]

_LEAST = 3
"""Lines that are left to a part at least."""


class _GivingWay(VerticalLayout):
    """One below the other; where they do not all fit, the tallest gives way: a list, which can be
    moved through, and never the line that is typed into or the keys."""

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """The places of the parts."""
        placed = list(super().arrange(parent, children, size, greedy))
        # No height is given while it is asked how much they would take.
        excess = max((one.region.bottom for one in placed), default=0) - size.height
        if size.height and excess > 0:
            tallest = max(placed, key=lambda one: one.region.height)
            less = min(excess, max(0, tallest.region.height - _LEAST))
            after = placed.index(tallest) + 1
            placed[after - 1] = tallest._replace(region=tallest.region.shrink((0, 0, less, 0)))
            placed[after:] = [
                one._replace(region=one.region.translate((0, -less))) for one in placed[after:]
            ]
        return placed


class Box(Vertical):
    """The frame around the parts of a dialog."""

    _giving_way = _GivingWay()

    @property
    def layout(self) -> Layout:
        """How they share its lines."""
        return self._giving_way
