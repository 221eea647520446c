"""Which rows the Action Planning Table shows, in which order: goals, steps, folds, filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import Outline, outline
from screens.column_sort import in_order

Row = tuple[str, int]
"""A table and an id: `("goals", 2)`, `("steps", 7)`; `NO_GOAL` heads steps without a goal, and
`("strategy", 2)` is the strategy of a goal, which heads its steps."""

NO_GOAL: Row = ("goals", 0)


class Shown(NamedTuple):
    """Rows in order, and those that are only there as context of what was sought."""

    rows: list[Row]
    context: frozenset[Row] = frozenset()


def outline_rows(plan: Plan, folded: Collection[Row]) -> Shown:
    """The outline: every goal with its steps below it, but for what is folded."""
    tree = outline(plan)
    rows: list[Row] = []
    for goal in (*tree.goals, None):
        tops = tree.of_goal(goal)
        if goal is None and not tops:
            continue
        head: Row = ("goals", goal) if goal is not None else NO_GOAL
        rows.append(head)
        if head not in folded:
            if goal is not None and plan.goals[goal].strategy:
                rows.append(("strategy", goal))
            _descend(tree, tops, folded, rows)
    return Shown(rows)


class LatestOutline:
    """The rows of the outline, put together anew only when a place, a fold or a heading changed."""

    def __init__(self) -> None:
        self._made_of: tuple[Outline, frozenset[Row], tuple[int, ...]] | None = None
        self._shown = Shown([])

    def rows(self, plan: Plan, folded: Collection[Row]) -> Shown:
        """What `outline_rows` gives; the same rows are the same list."""
        tree = outline(plan)
        headed = tuple(goal for goal in tree.goals if plan.goals[goal].strategy)
        known = self._made_of
        if known is None or known[0] is not tree or known[1:] != (frozenset(folded), headed):
            self._made_of = (tree, frozenset(folded), headed)
            self._shown = outline_rows(plan, folded)
        return self._shown


def filtered_rows(plan: Plan, keep: Callable[[int], bool]) -> Shown:
    """The steps that are kept, with their ancestors and goals as context."""
    tree = outline(plan)
    found = {id for id in tree.rows if keep(id)}
    shown = set(found)
    for id in found:
        above = tree.parent[id]
        while above is not None and above not in shown:
            shown.add(above)
            above = tree.parent[above]
    rows: list[Row] = []
    context: set[Row] = {("steps", id) for id in shown - found}
    last: int | None = -1
    for id in tree.rows:
        if id in shown:
            goal = tree.goal[id]
            if goal != last:
                last = goal
                head: Row = ("goals", goal) if goal is not None else NO_GOAL
                rows.append(head)
                context.add(head)
            rows.append(("steps", id))
    return Shown(rows, frozenset(context))


def sorted_rows(
    plan: Plan, key: Callable[[int], object], *, reverse: bool, keep: Callable[[int], bool]
) -> Shown:
    """The steps that are kept as a flat list; those without a value come last either way."""
    ids = [id for id in outline(plan).rows if keep(id)]
    return Shown([("steps", id) for id in in_order(ids, key, reverse=reverse)])


def foldable(plan: Plan) -> frozenset[Row]:
    """Every row that has something below it."""
    tree = outline(plan)
    goals: Iterable[Row] = (("goals", goal) if goal is not None else NO_GOAL for goal in tree.tops)
    return frozenset([*goals, *(("steps", id) for id in tree.children if id is not None)])


def parent_row(plan: Plan, row: Row) -> Row | None:
    """The row above in the outline: a step's parent, else its goal; a strategy's goal."""
    table, id = row
    if table == "strategy":
        return ("goals", id)
    if table != "steps":
        return None
    tree = outline(plan)
    parent = tree.parent.get(id)
    if parent is not None:
        return ("steps", parent)
    goal = tree.goal.get(id)
    return ("goals", goal) if goal is not None else NO_GOAL


def _descend(tree: Outline, tops: Iterable[int], folded: Collection[Row], rows: list[Row]) -> None:
    stack = list(tops)[::-1]
    while stack:
        id = stack.pop()
        rows.append(("steps", id))
        below = tree.children.get(id)
        if below and ("steps", id) not in folded:
            stack.extend(reversed(below))
