"""Edits of the work breakdown structure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from actionplan_tui.capture.items import Item
from actionplan_tui.edits.edit import new_id, resolve, some, title
from actionplan_tui.edits.records import AddRecord, Remove, SetFields
from actionplan_tui.model import wbs
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import UNSTAMPED, Step, make
from actionplan_tui.model.workdays import work_calendar


class AddStep(Struct, frozen=True):
    """Add a step: after a sibling, else last under a parent, else last under a goal.

    `first` puts it before all its siblings; `before` right before one of them.
    """

    fields: dict[str, Any]
    parent: int | None = None
    goal: int | None = None
    after: int | None = None
    before: int | None = None
    items: tuple[Item, ...] = ()

    def apply(self, plan: Plan) -> Plan:
        """The plan with the step added under a provisional id."""
        plan, values = resolve(plan, "steps", self.fields)
        parent, goal, order = _standing(plan, self.after or self.before, self.parent, self.goal)
        after: int | None
        if self.before is not None:
            place = order.index(self.before)
            after = order[place - 1] if place else None
        elif self.after is not None:
            after = self.after
        else:
            after = order[-1] if order else None
        position, plan = wbs.rank_after(plan, order, after)
        id = new_id(plan, "steps")
        step = make(
            Step, id=id, parent=parent, goal=None if parent else goal, position=position, **values
        )
        plan = plan.put("steps", step)
        for item in self.items:
            plan = AddRecord(item.table, {**item.fields, "step": id}).apply(plan)
        return plan

    def label(self, plan: Plan) -> str:
        """The step's title."""
        return f"add {self.fields.get('title') or 'step'}"


def _standing(
    plan: Plan, beside: int | None, parent: int | None, goal: int | None
) -> tuple[int | None, int | None, list[int]]:
    """Parent, goal and siblings of a new step."""
    if beside is not None:
        plan.get("steps", beside)
        tree = wbs.outline(plan)
        parent, goal = tree.parent.get(beside), tree.goal.get(beside)
    elif parent is not None:
        plan.get("steps", parent)
    elif goal is not None:
        plan.get("goals", goal)
    return parent, goal, list(wbs.siblings(plan, parent, goal))


class MoveSteps(Struct, frozen=True):
    """Move steps: "up", "down" among siblings, "in" a level (indent), "out" (outdent)."""

    ids: tuple[int, ...]
    way: str

    def apply(self, plan: Plan) -> Plan:
        """The plan with the steps moved, those above the others first."""
        ids = wbs.topmost(plan, self.ids)
        if self.way == "in":
            # Marked siblings that stand together go under the sibling above the first.
            for id in ids:
                plan = wbs.indent(plan, id)
        elif self.way == "out":
            for id in reversed(ids):
                plan = wbs.outdent(plan, id)
        else:
            by = 1 if self.way == "down" else -1
            for id in reversed(ids) if by > 0 else ids:
                plan = wbs.move(plan, id, by)
        return plan

    def label(self, plan: Plan) -> str:
        """The steps and the way they go."""
        word = {"in": "indent", "out": "outdent"}.get(self.way, f"move {self.way}")
        return f"{word} {some(plan, 'steps', self.ids)}"


class PlaceSteps(Struct, frozen=True):
    """Put steps, with all below them, after a sibling or last under a parent or a goal."""

    ids: tuple[int, ...]
    parent: int | None = None
    goal: int | None = None
    after: int | None = None

    def apply(self, plan: Plan) -> Plan:
        """The plan with the steps in their new place, in their old order."""
        ids = wbs.topmost(plan, self.ids)
        parent, goal, order = _standing(plan, self.after, self.parent, self.goal)
        rest = [id for id in order if id not in ids]
        after = self.after if self.after is not None else (rest[-1] if rest else None)
        if after in ids:
            raise Problem("choose a place outside what is moved", table="steps")
        for id in ids:
            plan = wbs.place(plan, id, parent=parent, goal=goal, after=after)
            after = id
        return plan

    def label(self, plan: Plan) -> str:
        """The steps."""
        return f"move {some(plan, 'steps', self.ids)}"


class CopySteps(Struct, frozen=True):
    """Copy steps with all below them and all that hangs from them, after a sibling.

    Copies are open: no percent, finish, forecast or baseline is carried over.
    """

    ids: tuple[int, ...]
    after: int | None = None
    parent: int | None = None
    goal: int | None = None

    def apply(self, plan: Plan) -> Plan:
        """The plan with the copies added."""
        parent, goal, order = _standing(plan, self.after, self.parent, self.goal)
        after = self.after if self.after is not None else (order[-1] if order else None)
        for id in wbs.topmost(plan, self.ids):
            plan, copy = _copy(plan, id)
            plan = wbs.place(plan, copy, parent=parent, goal=goal, after=after)
            after = copy
        return plan

    def label(self, plan: Plan) -> str:
        """The steps."""
        return f"duplicate {some(plan, 'steps', self.ids)}"


_HANGS_FROM_STEP = ("resources", "barriers", "communications", "kpis")


def _copy(plan: Plan, top: int) -> tuple[Plan, int]:
    tree = wbs.outline(plan)
    copies: dict[int, int] = {}
    for id in tree.subtree(top):
        old = plan.steps[id]
        copy = new_id(plan, "steps")
        copies[id] = copy
        plan = plan.put(
            "steps",
            make(
                Step,
                **{
                    name: getattr(old, name)
                    for name in _COPIED
                },
                id=copy,
                parent=copies.get(old.parent, old.parent) if old.parent is not None else None,
            ),
        )  # fmt: skip
    for table in _HANGS_FROM_STEP:
        for record in list(plan.table(table).values()):
            step = getattr(record, "step", None)
            if step in copies and not record.archived:
                own = {"id": new_id(plan, table), "step": copies[step], **UNSTAMPED}
                plan = plan.put(table, msgspec.structs.replace(record, **own))
    return plan, copies[top]


_COPIED = (
    "title", "goal", "position", "kind", "lead", "support", "owner", "start", "due",
    "depends_on", "done_when", "priority", "tags", "notes", "none_identified", "origin",
)  # fmt: skip


class Finish(Struct, frozen=True):
    """Mark steps done on a day; where all are done already, open them again."""

    ids: tuple[int, ...]
    on: dt.date

    def apply(self, plan: Plan) -> Plan:
        """The plan with the steps done, or open again."""
        leaves = self._leaves(plan)
        reopens = _all_finished(plan, leaves)
        for id in leaves:
            if reopens:
                percent = 0 if plan.steps[id].percent == 100 else plan.steps[id].percent
                plan = plan.amend("steps", id, finished=None, percent=percent)
            elif plan.steps[id].finished is None:
                plan = plan.amend("steps", id, finished=self.on, percent=100)
        return plan

    def _leaves(self, plan: Plan) -> Sequence[int]:
        tree = wbs.outline(plan)
        for id in self.ids:
            plan.get("steps", id)
        every = dict.fromkeys(leaf for id in self.ids for leaf in tree.leaves(id))
        return [leaf for leaf in every if not plan.steps[leaf].cancelled]

    def label(self, plan: Plan) -> str:
        """The steps, and whether they are opened again."""
        verb = "reopen" if _all_finished(plan, self._leaves(plan)) else "finish"
        return f"{verb} {some(plan, 'steps', self.ids)}"


def _all_finished(plan: Plan, ids: Sequence[int]) -> bool:
    return all(plan.steps[id].finished is not None for id in ids)


class SetDuration(Struct, frozen=True):
    """Give a step a duration in working days: with a start it sets the due date, else the start.

    Start, due and duration: any two give the third.
    """

    id: int
    days: int

    def apply(self, plan: Plan) -> Plan:
        """The plan with the third of the three set."""
        if self.days < 1:
            raise Problem("duration: at least 1 working day", table="steps", field="duration")
        step = plan.get("steps", self.id)
        assert isinstance(step, Step)
        calendar = work_calendar(plan.info)
        if step.start is not None:
            first = calendar.on_or_after(step.start)
            return plan.amend("steps", self.id, due=calendar.add(first, self.days - 1))
        if step.due is not None:
            last = calendar.on_or_before(step.due)
            return plan.amend("steps", self.id, start=calendar.add(last, 1 - self.days))
        raise Problem(
            "duration: set a start or a due date first", table="steps", id=self.id, field="start"
        )

    def label(self, plan: Plan) -> str:
        """The step."""
        return f"duration of {title(plan, 'steps', self.id)}"


class SetItems(Struct, frozen=True):
    """Make a cell over a table of its own hold these items.

    Items with an id edit their records, those without add; `removed` go; `none` answers
    that there are none, which is different from blank.
    """

    step: int
    column: str
    items: tuple[Item, ...]
    removed: tuple[int, ...] = ()
    none: bool = False

    def apply(self, plan: Plan) -> Plan:
        """The plan with the cell's records as given."""
        step = plan.get("steps", self.step)
        assert isinstance(step, Step)
        for item in self.items:
            if item.id and item.fields:
                plan = SetFields(item.table, item.id, item.fields).apply(plan)
            elif not item.id:
                plan = AddRecord(item.table, {**item.fields, "step": self.step}).apply(plan)
        if self.removed:
            table = "resources" if self.column in ("available", "needed") else self.column
            plan = Remove(table, self.removed).apply(plan)
        marks = set(step.none_identified)
        wanted = marks | {self.column} if self.none else marks - {self.column}
        if wanted != marks:
            plan = plan.amend("steps", self.step, none_identified=tuple(sorted(wanted)))
        return plan

    def label(self, plan: Plan) -> str:
        """The column and the step."""
        return f"{self.column} of {title(plan, 'steps', self.step)}"
