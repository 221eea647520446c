"""Which records a change of the plan reaches in a calendar: those whose entries may show something
else for it.

Told by the fields that changed. An entry shows its own record, and of others

- a step: the goal that it serves with its statement, through the steps above it; the owner, whom
  the goal, one that this is part of, or the plan may name; whether a step above is cancelled or
  archived, and whether any stands below;
- a communication: the title of its step or the statement of its goal, and the day it waits for;
- what hangs from a step or a KPI: the goal that this serves;
- all of them: the names of people and of the plan; what repeats, the plan's calendar.

Generously, as one compared in vain costs little; `tests/analysis/test_entry_reach.py` holds it to
a comparison of all entries, after any edits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from actionplan_tui.analysis.entries import ENTRY_TABLES
from actionplan_tui.analysis.people import owner_of
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Goal, Step
from actionplan_tui.model.wbs import outline

Key = tuple[str, int]
Changed = Mapping[Key, AbstractSet[str]]
"""The fields of each record that changed: all of them where it was added or removed."""

_PLACES = ("goal", "parent", "archived")
_CALENDAR = ("start", "target_end", "holidays", "work_week")
"""The fields of the plan that what repeats counts from, ends with, or keeps clear of."""


def reached(before: Plan, after: Plan, changed: Changed) -> set[Key]:
    """The records of `ENTRY_TABLES` whose entries may differ between two plans.

    Args:
        before: The plan.
        after: The plan with what changed.
        changed: The fields of each record that changed.
    """
    return _Reach(before, after, changed).found()


class _Reach:
    """What one change reaches. What only names a changed record is looked for in the plan after
    it: a record that named another one before has changed itself."""

    def __init__(self, before: Plan, after: Plan, changed: Changed) -> None:
        self.before, self.after = before, after
        self.changed = changed
        self.keys: set[Key] = {key for key in changed if key[0] in ENTRY_TABLES}

    def found(self) -> set[Key]:
        """The records."""
        moved = self._with("steps", *_PLACES)
        circle = moved and any(outline(plan).cut for plan in (self.before, self.after))
        if circle or self._with("plan", "title"):  # in a circle one's place is another's too
            return {
                (table, id)
                for table in ENTRY_TABLES
                for plan in (self.before, self.after)
                for id in plan.table(table)
            }
        below = _with_below(self.after.steps, moved | self._with("steps", "cancelled"))
        self._add("steps", below, self._above(moved), self._of_goals())
        self._hung(below | self._with("steps", "title", "due") | self._serving_no_more())
        self._about_goals()
        self._naming(self._with("stakeholders", "name"))
        self._of_the_plan()
        self._held()
        return self.keys

    def _with(self, table: str, *fields: str) -> set[int]:
        """The records of a table in which one of these fields changed; any, when none is named."""
        return {
            id
            for (name, id), names in self.changed.items()
            if name == table and (not fields or not names.isdisjoint(fields))
        }

    def _add(self, table: str, *several: Iterable[int]) -> None:
        for ids in several:
            self.keys.update((table, id) for id in ids)

    # Steps

    def _above(self, ids: Iterable[int]) -> Iterator[int]:
        """The steps right above these, before and after."""
        for plan in (self.before, self.after):
            for id in ids:
                step = plan.steps.get(id)
                if step is not None and step.parent is not None:
                    yield step.parent

    def _of_goals(self) -> set[int]:
        """The steps that show another statement or another owner of their goal."""
        handing = self._with("goals", "owner", "parent")
        return self._serving(
            self._with("goals", "statement") | _with_below(self.after.goals, handing)
        )

    def _serving_no_more(self) -> set[int]:
        """The steps whose goal stands in the outline no more, or again."""
        if not self._with("goals", "archived", "parent"):
            return set()
        was, now = (set(outline(plan).goals) for plan in (self.before, self.after))
        return self._serving(was ^ now)

    def _serving(self, goals: set[int]) -> set[int]:
        """The steps that serve one of these goals, or served."""
        if not goals:
            return set()
        found = {id for id, step in self.after.steps.items() if step.goal in goals}
        for plan in (self.before, self.after):
            tree = outline(plan)
            for goal in goals:
                for top in tree.of_goal(goal):
                    found.update(tree.subtree(top))
        return found

    # What hangs from them

    def _hung(self, steps: set[int]) -> None:
        """What hangs from these steps or waits for them; they are among what is reached."""
        self._add("steps", steps)
        kpis = self._with("kpis", "step", "goal")
        plan = self.after
        if steps:
            waits = {f"at S{id}" for id in steps}
            self._add("communications", (
                id for id, line in plan.communications.items()
                if line.step in steps or line.cadence in waits
            ))  # fmt: skip
            hung = {id for id, kpi in plan.kpis.items() if kpi.step in steps}
            self._add("kpis", hung)
            kpis |= hung
            info = plan.info
            if not waits.isdisjoint((info.review_cadence, info.communication_review_cadence)):
                self._add("plan", (1,))
        if steps or kpis:
            self._add("corrective_actions", (
                id for id, action in plan.corrective_actions.items()
                if action.step in steps or action.kpi in kpis
            ))  # fmt: skip

    def _about_goals(self) -> None:
        """The communications that show the statement of a goal or wait for its day."""
        goals = self._with("goals", "statement", "target_date")
        if goals:
            self._add("communications", (
                id for id, line in self.after.communications.items() if line.goal in goals
            ))  # fmt: skip

    # People and the plan

    def _naming(self, people: set[int]) -> None:
        """What shows the names of people."""
        if not people:
            return
        plan = self.after
        owned = _with_below(
            self.after.goals, {id for id, goal in plan.goals.items() if goal.owner in people}
        )
        self._add("steps", self._serving(owned), (
            id for id, step in plan.steps.items() if step.lead in people or step.owner in people
        ))  # fmt: skip
        self._add("communications", (
            id for id, line in plan.communications.items()
            if line.responsible in people or not people.isdisjoint(line.audience)
        ))  # fmt: skip
        self._add("kpis", (id for id, kpi in plan.kpis.items() if kpi.data_owner in people))
        self._add("corrective_actions", (
            id for id, action in plan.corrective_actions.items()
            if action.responsible in people or action.owner in people
        ))  # fmt: skip
        if plan.info.owner in people:
            self._add("plan", (1,))
            self._add("steps", _owned_by_the_plan(plan))

    def _of_the_plan(self) -> None:
        """What shows the plan's own fields; its title, on all, is dealt with before."""
        plan = self.after
        if self._with("plan", "owner"):
            self._add("steps", _owned_by_the_plan(plan))
        if self._with("plan", "remind_due"):
            self._add("steps", (id for id, step in plan.steps.items() if step.due is not None))
        if self._with("plan", "time_zone"):
            self._add("communications", (
                id for id, line in plan.communications.items() if line.time is not None
            ))  # fmt: skip
        if self._with("plan", *_CALENDAR):
            self._add("communications", plan.communications)
            self._add("kpis", plan.kpis)

    def _held(self) -> None:
        """What waits no more for a review that was held, a KPI that was measured."""
        if self._with("reviews"):
            self._add("plan", (1,))
        for id in self._with("measurements"):
            both = (plan.measurements.get(id) for plan in (self.before, self.after))
            self._add("kpis", (one.kpi for one in both if one is not None))


def _owned_by_the_plan(plan: Plan) -> Iterator[int]:
    """The steps for which nobody answers but the plan's owner."""
    for id in plan.steps:
        if owner_of(plan, id)[1] in ("plan", "") and plan.steps[id].owner is None:
            yield id


def _with_below(rows: Mapping[int, Step | Goal], ids: set[int]) -> set[int]:
    """Records of a tree and all that stand or stood under them: what moved is one of them."""
    found = set(ids)
    while ids:
        ids = {id for id, row in rows.items() if row.parent in ids} - found
        found |= ids
    return found
