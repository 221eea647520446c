"""Readiness in a few figures: what a header has room for, and light enough to be kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan_tui.analysis.kept import known
from actionplan_tui.model.plan import Plan

if TYPE_CHECKING:  # the rules load when they are first asked
    from actionplan_tui.analysis.readiness.readiness import Readiness

NAME = "readiness"
"""What it is called where it is kept beside a plan."""


class Figures(Struct, frozen=True, kw_only=True):
    """How many findings block approval and how many warn; percent in order by heading."""

    blocks: int
    warns: int
    complete: int
    clear: int
    current: int

    @property
    def text(self) -> str:
        """In a few words: `2 block, 14 warn`; `ready` when there is nothing of either."""
        return figures_text(self.blocks, self.warns)

    @property
    def short(self) -> str:
        """In fewer: `2 block`."""
        return figures_text(self.blocks, 0 if self.blocks else self.warns)


def figures_text(blocks: int, warns: int) -> str:
    """Findings counted in words: `2 block, 14 warn`, `ready`."""
    parts = (f"{blocks} block" if blocks else "", f"{warns} warn" if warns else "")
    return ", ".join(filter(None, parts)) or "ready"


def worked_out(plan: Plan, today: date) -> Readiness | None:
    """The readiness of a plan on a day, where somebody has asked for it already; else None."""
    found: Readiness | None = known(plan, NAME, today)
    return found


def figures(plan: Plan, today: date, *, between: Callable[[], object] | None = None) -> Figures:
    """The figures of a plan's readiness on a day.

    Args:
        plan: The plan.
        today: The day.
        between: Called now and then, see `Readiness`.
    """
    # Here, because the rules are no part of the way to the first frame.
    from actionplan_tui.analysis.readiness.readiness import known_figures

    return figures_of(known_figures(plan, today, between=between))


def figures_of(found: Readiness) -> Figures:
    """The figures of what was found."""
    return Figures(
        blocks=found.count("blocks"),
        warns=found.count("warns"),
        complete=found.headings["complete"].percent,
        clear=found.headings["clear"].percent,
        current=found.headings["current"].percent,
    )
