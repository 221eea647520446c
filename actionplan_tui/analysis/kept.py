"""What was worked out of a plan is kept, and brought up to date for the next plan.

An edit leaves most of a plan as it was, and so most of what can be told of it. What was worked
out last is handed on from plan to plan (`model.plan.KEPT`); of another plan only what the two
differ in is worked out anew (`analysis.touched`). Of another day, or where they differ in what
reaches everywhere, everything is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from actionplan_tui.model.plan import KEPT, Plan

if TYPE_CHECKING:  # what compares plans is loaded with the second one: a status has one alone
    from actionplan_tui.analysis.touched import Touched

K = TypeVar("K")
V = TypeVar("V")


class _Last(Struct, frozen=True):
    """What was worked out last, and of what."""

    plan: Plan
    today: date | None
    value: Any


def kept(
    plan: Plan,
    name: str,
    today: date | None,
    make: Callable[[], V],
    mend: Callable[[V, Plan, Touched], V],
) -> V:
    """What is known of a plan on a day under a name; kept beside it.

    Args:
        plan: The plan.
        name: What it is called, beside the plan and where it is handed on.
        today: The day; None for what is the same on every day.
        make: Works it out from nothing.
        mend: Works it out for the plan from what is known of an earlier one, which stays as it
            is, and what the two differ in.
    """
    here: _Last | None = plan.__dict__.get(name)
    if here is not None and here.today == today:
        found: V = here.value
        return found
    last: _Last | None = plan.__dict__.setdefault(KEPT, {}).get(name)
    change = None
    if last is not None and last.today == today:
        from actionplan_tui.analysis.touched import touched  # see above

        change = touched(last.plan, plan)
    value: V = make() if last is None or change is None else mend(last.value, plan, change)
    # Whole before it is there to be found: what judges behind the desk finds the same.
    plan.__dict__[name] = plan.__dict__[KEPT][name] = _Last(plan, today, value)
    return value


def known(plan: Plan, name: str, today: date | None) -> Any:
    """What is known of the plan itself on a day; None where nothing is."""
    here: _Last | None = plan.__dict__.get(name)
    return here.value if here is not None and here.today == today else None


def without(known: Mapping[K, V], gone: Iterable[K]) -> dict[K, V]:
    """What is known, without what is known of these."""
    left = dict(known)
    for key in gone:
        left.pop(key, None)
    return left
