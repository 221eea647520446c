"""Open action steps by what they share, for checks in which one step tells of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from actionplan_tui.analysis.kept import kept
from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

Shared = Callable[[Step, date], Hashable]
"""What a step shares with others on a day; None where it shares nothing."""


def reached_alike(ground: Ground, name: str, shared: Shared) -> dict[Hashable, list[Step]]:
    """The open action steps that share something with a step that an edit reached, before it
    or after; in outline order.

    Args:
        ground: What the edit reached, in the plan before it or after.
        name: What is shared, in a word, where the steps are kept by it.
        shared: What a step shares.
    """
    assert ground.near is not None
    assert ground.other is not None
    here = _alike(ground, name, shared)
    wanted = here.keys_of(ground.near.above)
    wanted |= _alike(ground.other, name, shared).keys_of(ground.near.above)
    steps, code = ground.plan.steps, ground.tree.code

    def place(id: int) -> list[int]:
        return list(map(int, code[id].split(".")))

    return {
        key: [steps[id] for id in sorted(here.steps[key], key=place)]
        for key in wanted
        if here.steps.get(key)
    }


class _Alike:
    """The open action steps of a plan by what they share."""

    def __init__(self, plan: Plan, today: date, shared: Shared) -> None:
        self.plan = plan
        self.today = today
        self.shared = shared
        self.steps: dict[Hashable, frozenset[int]] = {}
        self._keys: dict[int, Hashable] = {}

    def add(self, steps: Iterable[Step]) -> _Alike:
        """Add open action steps."""
        more: dict[Hashable, list[int]] = {}
        for step in steps:
            key = self.shared(step, self.today)
            if key is not None:
                self._keys[step.id] = key
                more.setdefault(key, []).append(step.id)
        for key, ids in more.items():
            self.steps[key] = self.steps.get(key, frozenset()).union(ids)
        return self

    def keys_of(self, steps: Iterable[int]) -> set[Hashable]:
        """What these steps share with any."""
        return {key for id in steps if (key := self._keys.get(id)) is not None}

    def of_next(self, plan: Plan, change: Touched) -> _Alike:
        """Those of another plan, by what the two differ in."""
        after = _Alike(plan, self.today, self.shared)
        after.steps, after._keys = dict(self.steps), dict(self._keys)
        for id in change.above:
            key = after._keys.pop(id, None)
            if key is not None:
                after.steps[key] -= {id}
        return after.add(Ground(plan, self.today, near=change).open_leaves)


def _alike(ground: Ground, name: str, shared: Shared) -> _Alike:
    plan, today = ground.plan, ground.today

    def make() -> _Alike:
        return _Alike(plan, today, shared).add(Ground(plan, today).open_leaves)

    return kept(plan, f"alike in {name}", today, make, _Alike.of_next)
