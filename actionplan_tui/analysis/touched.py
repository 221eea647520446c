"""What of a plan could be told otherwise than of the plan before it: what an edit reaches.

Told by the records that are other objects, and by the outline; generously, as one judged in vain
costs little, and one passed over would be wrong. A step is reached when

- its own record changed, its place did, or that of a step above it;
- a step above it was cancelled, put on hold or archived, or taken back from there;
- what hangs from it changed: a resource, a barrier, a communication, a KPI, a corrective action;
- it stands right under a step that changed, or waits for one, or no longer waits in a circle;
- its goal, or one that this is part of, has another owner, day or place.

A KPI, a barrier or a communication is reached when its own record did, or what hangs from it, the
step it hangs from or the goal it serves. A plan whose work week, tolerances or dates changed is
another plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress
from operator import ne
from typing import Any, NamedTuple

from actionplan_tui.analysis.circular import circular
from actionplan_tui.model.differing import differing
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import KEPT, TABLES, Plan
from actionplan_tui.model.records import STAMPS, Record, Step
from actionplan_tui.model.wbs import Outline, outline

Ids = frozenset[int]

_ALONE = (STAMPS - {"created_at"}) | {
    *("confirmed", "title", "institution", "purpose", "success", "sponsor", "status", "version"),
    *("vision", "mission", "values", "language", "date_order", "remind_due", "rules_off"),
}
"""Fields of the plan's own record that say nothing about any other record."""

_HANG = {
    "resources": ("step",),
    "barriers": ("step",),
    "communications": ("step",),
    "kpis": ("step",),
    "corrective_actions": ("step", "goal", "kpi"),
    "measurements": ("kpi",),
    "contacts": ("communication",),
}
"""The fields by which what changed reaches what it hangs from, by table."""

_OF_FIELD = {"step": "steps", "goal": "goals", "kpi": "kpis", "communication": "communications"}

_ABOVE = ("cancelled", "on_hold", "archived")
_OF_GOAL = ("owner", "target_date", "parent", "archived")


class Touched(NamedTuple):
    """What two plans differ in, and which records that reaches.

    `fields` are the tables in which records differ, and their fields, such as `steps` and
    `steps.due`: all of them where a record is there in one plan only; and `places`, where the
    outline is another. `above` are the steps reached and all that they are part of.
    """

    fields: frozenset[str]
    steps: Ids
    above: Ids
    goals: Ids
    kpis: Ids
    barriers: Ids
    communications: Ids

    def any(self, *names: str) -> bool:
        """Whether any of these tables or fields differs."""
        return not self.fields.isdisjoint(names)


def touched(before: Plan, after: Plan) -> Touched | None:
    """What of a plan could be told otherwise than of the one before; None: everything.

    Several ask it of the same two plans: it is found once.
    """
    handed: dict[str, Any] = after.__dict__.setdefault(KEPT, {})
    known: tuple[Plan, Plan, Touched | None] | None = handed.get("touched")
    if known is None or known[0] is not before or known[1] is not after:
        known = handed["touched"] = (before, after, _Comparison(before, after).found())
    return known[2]


class _Comparison:
    """Two plans side by side."""

    def __init__(self, before: Plan, after: Plan) -> None:
        self.before = before
        self.after = after
        self.trees = outline(before), outline(after)
        self.fields: set[str] = set()
        self.reached: dict[str, set[int]] = {name: set() for name in TABLES}

    def found(self) -> Touched | None:
        """What they differ in; None where that reaches everything."""
        if self._of_the_plan() or any(tree.cut for tree in self.trees):
            return None
        changed = {name: self._changed(name) for name in TABLES if name != "plan"}
        most = 200 + len(self.after.steps) // 8
        if len(changed["steps"]) > most:
            return None  # to mend would take as long as to make anew
        steps, goals = self.reached["steps"], self.reached["goals"]
        for table, fields in _HANG.items():
            self._hung(table, fields, changed[table])
        self._steps(changed["steps"])
        self._goals(changed["goals"])
        if len(steps) > most:
            return None
        for tree in self.trees:
            goals.update(goal for id in steps if (goal := tree.goal.get(id)) is not None)
        self._parts_of(goals)
        self._on_steps_and_goals()
        named = {name: frozenset(self.reached[name]) for name in
                 ("steps", "goals", "kpis", "barriers", "communications")}  # fmt: skip
        above = frozenset(_with_those_above(self.trees, steps))
        return Touched(fields=frozenset(self.fields), above=above, **named)

    def _of_the_plan(self) -> bool:
        """Whether the plan's own record differs in more than words of its own."""
        fields = _unlike(self.before.info, self.after.info)
        if fields:
            self.fields |= {"plan", *(f"plan.{name}" for name in fields)}
        return not _ALONE.issuperset(fields)

    def _changed(self, table: str) -> tuple[int, ...]:
        """The ids of a table's records that differ; it notes in which fields."""
        old, new = self.before.table(table), self.after.table(table)
        ids = differing(self.after, table, old)
        if ids:
            self.fields.add(table)
        for id in ids:
            was, now = old.get(id), new.get(id)
            every = TABLES[table].type.__struct_fields__
            names = every if was is None or now is None else _unlike(was, now)
            self.fields.update(f"{table}.{name}" for name in names)
        self.reached[table].update(ids)
        return ids

    def _hung(self, table: str, fields: Iterable[str], ids: Iterable[int]) -> None:
        """Reach what records of a table hang from, and hung from."""
        for plan in (self.before, self.after):
            rows = plan.table(table)
            for id in ids:
                for field in fields:
                    holder = getattr(rows.get(id), field, None)
                    if holder is not None:
                        self.reached[_OF_FIELD[field]].add(holder)

    def _steps(self, changed: Iterable[int]) -> None:
        steps, (was, now) = self.reached["steps"], self.trees
        heads = self._moved() if was is not now else set[int]()
        old, new = self.before.steps, self.after.steps
        for id in changed:
            if id in old and id in new:
                if any(getattr(old[id], name) != getattr(new[id], name) for name in _ABOVE):
                    heads.add(id)
            else:
                heads.add(id)
        steps |= heads
        for tree in self.trees:
            stack = list(heads)
            while stack:
                below = tree.children.get(stack.pop(), ())
                steps.update(below)
                stack.extend(below)
            for id in changed:
                steps.update(tree.children.get(id, ()))
        for id in changed:
            steps.update(hanging(self.after, "steps", "depends_on", id))
        # One that waits for nothing is in no circle, whether it is there or not.
        if any(_waits_for(old, id) != _waits_for(new, id) for id in changed):
            steps |= circular(self.before) ^ circular(self.after)
        elif "circular" in self.before.__dict__:
            self.after.__dict__.setdefault("circular", self.before.__dict__["circular"])

    def _moved(self) -> set[int]:
        """The steps that stand elsewhere, or nowhere; reach those with others below them."""
        self.fields.add("places")
        was, now = self.trees
        others = _unlike_values(was.children, now.children)
        self.reached["steps"].update(id for id in others if id is not None)
        moved = set(_unlike_values(was.parent, now.parent))
        moved.update(_unlike_values(was.goal, now.goal))
        return moved

    def _goals(self, changed: Iterable[int]) -> None:
        """Reach the steps of goals that have another owner, day or place."""
        reach = set()
        for id in changed:
            was, now = self.before.goals.get(id), self.after.goals.get(id)
            if was is None or now is None or not _unlike(was, now).isdisjoint(_OF_GOAL):
                reach.add(id)
        if not reach:
            return
        for plan in (self.before, self.after):
            more = True
            while more:  # an archived goal hands its owner down as well
                below = {id for id, goal in plan.goals.items() if goal.parent in reach}
                more = not below <= reach
                reach |= below
        self.reached["goals"] |= reach
        for tree in self.trees:
            self.reached["steps"].update(id for id, goal in tree.goal.items() if goal in reach)

    def _parts_of(self, goals: set[int]) -> None:
        """Add the goals that goals are part of."""
        for plan in (self.before, self.after):
            stack = list(goals)
            while stack:
                goal = plan.goals.get(stack.pop())
                if goal is not None and goal.parent is not None and goal.parent not in goals:
                    goals.add(goal.parent)
                    stack.append(goal.parent)

    def _on_steps_and_goals(self) -> None:
        """Reach the KPIs, barriers and communications of steps and goals that are reached."""
        after, reached = self.after, self.reached
        for table in ("kpis", "barriers", "communications"):
            for id in reached["steps"]:
                reached[table].update(hanging(after, table, "step", id))
        for table in ("kpis", "communications"):
            for id in reached["goals"]:
                reached[table].update(hanging(after, table, "goal", id))
        if reached["steps"] and after.communications:
            waiting = _waiting(after)
            for id in reached["steps"]:
                reached["communications"].update(waiting.get(id, ()))


def _unlike(was: Record, now: Record) -> set[str]:
    """The fields in which two records differ."""
    if was is now:
        return set()
    return {name for name in now.__struct_fields__ if getattr(was, name) != getattr(now, name)}


def _waits_for(steps: Mapping[int, Step], id: int) -> tuple[int, ...]:
    """What a step waits for: nothing, where there is none."""
    return steps[id].depends_on if id in steps else ()


def _unlike_values(was: Mapping[Any, Any], now: Mapping[Any, Any]) -> Iterable[Any]:
    """The keys under which two mappings differ."""
    yield from compress(now, map(ne, now.values(), map(was.get, now)))
    yield from was.keys() ^ now.keys()


def _with_those_above(trees: Iterable[Outline], steps: Iterable[int]) -> set[int]:
    found = set(steps)
    for tree in trees:
        for id in steps:
            above = tree.parent.get(id)
            while above is not None:
                found.add(above)
                above = tree.parent.get(above)
    return found


def _waiting(plan: Plan) -> dict[int, list[int]]:
    """The communications that wait for each step: "at S12"; found once for as long as their
    table stays."""
    handed: dict[str, Any] = plan.__dict__.setdefault(KEPT, {})
    known: tuple[Mapping[int, Any], dict[int, list[int]]] | None = handed.get("waiting")
    if known is None or known[0] is not plan.communications:
        found: dict[int, list[int]] = {}
        for id, line in plan.communications.items():
            if line.cadence.startswith("at S"):
                digits = line.cadence[4:].partition(",")[0]
                if digits.isdecimal():
                    found.setdefault(int(digits), []).append(id)
        known = handed["waiting"] = (plan.communications, found)
    return known[1]
