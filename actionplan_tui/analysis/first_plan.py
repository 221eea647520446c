"""The deck's questions in the order in which a first plan answers them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from actionplan_tui.analysis.blanks import blanks
from actionplan_tui.model.deck import DECK_COLUMNS
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import goal_order, outline


class Asked(NamedTuple):
    """A question about a field of a record, or about a column of a step; `id` 0 is a new one."""

    table: str
    id: int
    column: str
    question: str
    about: str = ""
    """What it is asked about, as people call it."""


def next_question(plan: Plan, skipped: Collection[tuple[str, int, str]]) -> Asked | None:
    """The first question that the plan has not answered and nobody has skipped.

    First why there is a plan, then its first goal, then that goal's steps, each through the
    seven columns (UN DESA deck, Action Planning Table); then one more step, until the question
    for it is skipped: then None.

    Args:
        plan: The plan so far.
        skipped: Table, id and column of what was skipped.
    """
    for asked in _questions(plan):
        key = (asked.table, asked.id, asked.column)
        if key not in skipped:
            return asked
        if asked.table == "steps" and asked.column == "title":
            return None  # no more steps for now
    return None


def _questions(plan: Plan) -> Iterator[Asked]:
    yield from _fields(plan, "plan", 1, ("purpose", "owner"), "")
    goals = goal_order(plan)
    if not goals:
        yield Asked("goals", 0, "statement", FIELDS["goals"]["statement"].prompt)
        return
    about = plan.goals[goals[0]].statement
    yield from _fields(plan, "goals", goals[0], ("statement", "target_date", "success"), about)
    tree = outline(plan)
    for id in tree.rows:
        if tree.goal[id] == goals[0] and tree.is_leaf(id):
            yield from _of_step(plan, id)
    yield Asked("steps", 0, "title", "What needs to be done next?")


def _fields(
    plan: Plan, table: str, id: int, fields: tuple[str, ...], about: str
) -> Iterator[Asked]:
    record = plan.get(table, id)
    for name in fields:
        value = getattr(record, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield Asked(table, id, name, FIELDS[table][name].prompt, about)


def _of_step(plan: Plan, id: int) -> Iterator[Asked]:
    missing = blanks(plan).by_step.get(id, ())
    about = plan.steps[id].title
    for column in DECK_COLUMNS:
        if column.key in missing:
            yield Asked("steps", id, column.key, column.prompt, about)
