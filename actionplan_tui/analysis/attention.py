"""What of a plan a meeting looks at first: what is late or off track, and who leads how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.schedule import State, states
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

Pressing = list[tuple[int, State]]
"""Steps with their states, the most pressing first."""


def late_and_off_track(plan: Plan, today: date, most: int) -> tuple[Pressing, int]:
    """The first so many steps that are off track or late, those furthest behind first and then in
    outline order; and how many there are.

    What is looked at is kept beside the plan, and brought up to date after an edit.
    """
    found = kept(plan, "pressing", today, lambda: _pressing(plan, today), _pressing_next).steps
    if len(found) > most:
        limit = sorted(map(_urgency, found.values()))[most - 1]
        chosen = [(id, state) for id, state in found.items() if _urgency(state) <= limit]
    else:
        chosen = list(found.items())
    code = outline(plan).code
    chosen.sort(key=lambda one: (_urgency(one[1]), list(map(int, code[one[0]].split(".")))))
    return chosen[:most], len(found)


def _urgency(state: State) -> tuple[bool, int]:
    return state.kind != "OFF TRACK", -state.days


class _Pressing:
    """The steps that are late or off track on a day."""

    def __init__(self, today: date, steps: dict[int, State]) -> None:
        self.today = today
        self.steps = steps


def _pressing(plan: Plan, today: date) -> _Pressing:
    return _Pressing(today, _late(plan, today, states(plan, today).counted()))


def _pressing_next(known: _Pressing, plan: Plan, change: Touched) -> _Pressing:
    again = [id for id in change.above if id in outline(plan).depth]
    left = without(known.steps, change.above)
    return _Pressing(known.today, {**left, **_late(plan, known.today, again)})


def _late(plan: Plan, today: date, steps: Iterable[int]) -> dict[int, State]:
    known = states(plan, today)
    return {
        id: state
        for id in steps
        if (state := known.of(id)).kind in ("OFF TRACK", "LATE") and known.is_counted(id)
    }


def led_steps(plan: Plan) -> Counter[int]:
    """How many open action steps each one leads."""
    return Counter(kept(plan, "led", None, lambda: _led(plan, plan.steps), _led_next).values())


def _led_next(known: dict[int, int], plan: Plan, change: Touched) -> dict[int, int]:
    return {**without(known, change.steps), **_led(plan, change.steps)}


def _led(plan: Plan, steps: Iterable[int]) -> dict[int, int]:
    """The lead of each open action step among these."""
    tree, found = outline(plan), dict[int, int]()
    for id in steps:
        step = plan.steps.get(id)
        if step is None or step.lead is None or id not in tree.depth or not tree.is_leaf(id):
            continue
        if not is_done(step) and not step.cancelled:
            found[id] = step.lead
    return found
