"""The work breakdown structure: the outline of steps, and how steps move in it.

Top-level steps are numbered through the whole plan, in the order of their goals; steps
without a goal stand last. All functions are pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct, structs

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Framework, Goal, Step, amend


class Outline(Struct, frozen=True):
    """Where every live step stands.

    `rows`: step ids in outline order. `code`: WBS codes such as "1.2". `depth`: 0 for
    top-level steps. `parent`: the parent as the outline has it (a step whose parent is
    missing stands at the top). `children`: ids by parent, top-level ones under None.
    `goal`: the goal of the top ancestor. `goals`: live goals in order, children after
    their parents. `tops`: the top-level steps of each goal, in order, those without under None.
    `cut`: whether a circle of parents was cut, as only a file edited by hand holds one.
    """

    rows: tuple[int, ...]
    code: Mapping[int, str]
    depth: Mapping[int, int]
    parent: Mapping[int, int | None]
    children: Mapping[int | None, tuple[int, ...]]
    goal: Mapping[int, int | None]
    goals: tuple[int, ...]
    tops: Mapping[int | None, tuple[int, ...]]
    cut: bool = False

    def is_leaf(self, id: int) -> bool:
        """Whether the step has no steps below it."""
        return id not in self.children

    def subtree(self, id: int) -> Iterator[int]:
        """The step and all below it, in outline order."""
        stack = [id]
        while stack:
            id = stack.pop()
            yield id
            stack.extend(reversed(self.children.get(id, ())))

    def leaves(self, id: int) -> Iterator[int]:
        """The leaves of the step: itself, when nothing is below it."""
        return (one for one in self.subtree(id) if self.is_leaf(one))

    def of_goal(self, goal: int | None) -> tuple[int, ...]:
        """The top-level steps of a goal (None: of no goal), in order."""
        return self.tops.get(goal, ())


def outline(plan: Plan) -> Outline:
    """The outline of the plan, computed once for as long as no step or goal moves."""
    known: Outline | None = plan.__dict__.get("outline")
    if known is None:
        known = plan.__dict__["outline"] = _outline(plan)
    return known


def goal_order(plan: Plan) -> tuple[int, ...]:
    """Live goals in order, children after their parents."""
    return tuple(_tree_order(plan.goals))


def framework_order(plan: Plan) -> tuple[int, ...]:
    """Live framework lines in order, children after their parents."""
    return tuple(_tree_order(plan.framework))


def _tree_order(rows: Mapping[int, Goal | Framework]) -> list[int]:
    live = {id: row for id, row in rows.items() if not row.archived}
    parents = {id: row.parent if row.parent in live else None for id, row in live.items()}
    order = _descent(live, parents)
    if len(order) < len(live):  # only a file edited by hand holds a circle of parents
        order = _descent(live, {**parents, **dict.fromkeys(_circling(live))})
    return order


def _descent(rows: Mapping[int, Goal | Framework], parents: Mapping[int, int | None]) -> list[int]:
    children: dict[int | None, list[tuple[str, int]]] = {}
    for id, row in rows.items():
        children.setdefault(parents[id], []).append((row.position, id))
    order: list[int] = []
    stack = [id for _, id in sorted(children.get(None, ()), reverse=True)]
    while stack:
        id = stack.pop()
        order.append(id)
        stack.extend(child for _, child in sorted(children.get(id, ()), reverse=True))
    return order


def _outline(plan: Plan) -> Outline:
    steps = {id: step for id, step in plan.steps.items() if not step.archived}
    goals = goal_order(plan)
    below: dict[int | None, list[tuple[str, int]]] = {}
    for id, step in steps.items():
        parent = step.parent if step.parent in steps else None
        below.setdefault(parent, []).append((step.position, id))
    tree = _descended(steps, goals, below)
    if len(tree.rows) < len(steps):  # only a file edited by hand holds a circle of parents
        for id in _circling(steps):
            here = (steps[id].position, id)
            below[steps[id].parent].remove(here)
            below.setdefault(None, []).append(here)
        left = {parent: ids for parent, ids in below.items() if ids}
        tree = structs.replace(_descended(steps, goals, left), cut=True)
    return tree


def _descended(
    steps: Mapping[int, Step],
    goals: tuple[int, ...],
    below: Mapping[int | None, list[tuple[str, int]]],
) -> Outline:
    """The outline from the steps below each step with their positions, as far as it reaches."""
    place = {goal: at for at, goal in enumerate(goals)}
    children: dict[int | None, tuple[int, ...]] = {
        parent: tuple([id for _, id in sorted(found)]) for parent, found in below.items()
    }
    if None in children:  # sorting keeps the order of those with the same goal
        nowhere = len(goals)
        children[None] = tuple(
            sorted(children[None], key=lambda id: place.get(steps[id].goal or 0, nowhere))
        )
    # Column by column: ten thousand steps are put together before a first frame is seen.
    rows: list[int] = []
    codes: list[str] = []
    depths: list[int] = []
    parents: list[int | None] = []
    goal_of: list[int | None] = []
    stack: list[tuple[int, int | None, str, int, int | None]] = []
    tops: dict[int | None, list[int]] = {}
    for number, id in enumerate(children.get(None, ()), 1):
        goal = steps[id].goal
        goal = goal if goal in place else None
        tops.setdefault(goal, []).append(id)
        stack.append((id, None, str(number), 0, goal))
    stack.reverse()
    while stack:
        id, parent, code, depth, goal = stack.pop()
        rows.append(id)
        codes.append(code)
        depths.append(depth)
        parents.append(parent)
        goal_of.append(goal)
        ids = children.get(id)
        if ids:
            number = len(ids)
            for child in reversed(ids):
                stack.append((child, id, f"{code}.{number}", depth + 1, goal))
                number -= 1
    return Outline(
        tuple(rows),
        dict(zip(rows, codes, strict=True)),
        dict(zip(rows, depths, strict=True)),
        dict(zip(rows, parents, strict=True)),
        children,
        dict(zip(rows, goal_of, strict=True)),
        goals,
        {goal: tuple(ids) for goal, ids in tops.items()},
    )


def _circling(rows: Mapping[int, Any]) -> list[int]:
    """One record of every circle of parents."""
    settled: set[int] = set()
    cut: list[int] = []
    for start in rows:
        path: set[int] = set()
        id: int | None = start
        while id is not None and id in rows and id not in settled:
            if id in path:
                cut.append(id)
                break
            path.add(id)
            id = rows[id].parent
        settled |= path
    return cut


def siblings(plan: Plan, parent: int | None, goal: int | None) -> tuple[int, ...]:
    """The live steps under a parent, or (parent None) the top-level steps of a goal."""
    tree = outline(plan)
    return tree.children.get(parent, ()) if parent is not None else tree.of_goal(goal)


def rank_after(
    plan: Plan, order: Sequence[int], after: int | None, *, table: str = "steps"
) -> tuple[str, Plan]:
    """A position in `order` right after the record `after` (None: first), and the plan.

    Two records added by two sessions at once may share a rank; when there is no room
    between the neighbours, all of `order` get new ranks in the plan returned.
    """
    from actionplan_tui.model import rank  # not for whoever only reads an outline

    rows = plan.table(table)
    place = order.index(after) + 1 if after is not None else 0
    low = _position(rows[order[place - 1]]) if place else ""
    high = _position(rows[order[place]]) if place < len(order) else ""
    if high or place == len(order):
        with suppress(ValueError):
            return rank.between(low, high), plan
    fresh = rank.spread(len(order) + 1)
    new = fresh.pop(place)
    changed = [amend(rows[id], position=text) for id, text in zip(order, fresh, strict=True)]
    return new, plan.put(table, *changed)


def _position(record: object) -> str:
    return str(getattr(record, "position", ""))


def place(plan: Plan, id: int, *, parent: int | None, goal: int | None, after: int | None) -> Plan:
    """The plan with a step and all below it moved: under `parent`, or under `goal` at the
    top, right after its new sibling `after` (None: first).

    Raises: Problem when the step would stand under itself.
    """
    tree = outline(plan)
    if parent is not None and parent in set(tree.subtree(id)):
        raise Problem("a step cannot stand under itself", table="steps", id=id, field="parent")
    order = [sibling for sibling in siblings(plan, parent, goal) if sibling != id]
    position, plan = rank_after(plan, order, after)
    own_goal = None if parent is not None else goal
    return plan.amend("steps", id, parent=parent, goal=own_goal, position=position)


def indent(plan: Plan, id: int) -> Plan:
    """The plan with the step made the last child of the sibling above it.

    Raises: Problem when no sibling stands above it.
    """
    tree, order, place_now = _standing(plan, id)
    if not place_now:
        raise Problem("nothing above this step to stand under", table="steps", id=id)
    above = order[place_now - 1]
    last = tree.children.get(above, ())
    return place(plan, id, parent=above, goal=None, after=last[-1] if last else None)


def outdent(plan: Plan, id: int) -> Plan:
    """The plan with the step moved up a level, right after its parent.

    Raises: Problem when it stands at the top already.
    """
    tree = outline(plan)
    parent = tree.parent.get(id)
    if parent is None:
        raise Problem("this step stands at the top level", table="steps", id=id)
    return place(plan, id, parent=tree.parent[parent], goal=tree.goal[parent], after=parent)


def move(plan: Plan, id: int, by: int) -> Plan:
    """The plan with the step one place up (`by` -1) or down (+1) among its siblings.

    A top-level step at the edge of its goal moves into the goal before or after it.

    Raises: Problem when there is no place further on.
    """
    tree, order, place_now = _standing(plan, id)
    target = place_now + by
    parent = tree.parent[id]
    if 0 <= target < len(order):
        after = order[target] if by > 0 else (order[target - 1] if target else None)
        return place(plan, id, parent=parent, goal=tree.goal[id], after=after)
    if parent is None:
        ring: list[int | None] = [*tree.goals, None]
        there = ring.index(tree.goal[id]) + by
        if 0 <= there < len(ring):
            theirs = tree.of_goal(ring[there])
            after = theirs[-1] if by < 0 and theirs else None
            return place(plan, id, parent=None, goal=ring[there], after=after)
    raise Problem(f"already the {'last' if by > 0 else 'first'} here", table="steps", id=id)


def _standing(plan: Plan, id: int) -> tuple[Outline, tuple[int, ...], int]:
    tree = outline(plan)
    if id not in tree.parent:
        raise Problem(f"there is no step S{id}", table="steps", id=id)
    order = siblings(plan, tree.parent[id], tree.goal[id])
    return tree, order, order.index(id)


def topmost(plan: Plan, ids: Iterable[int]) -> list[int]:
    """Those of the steps that stand under none of the others, in outline order."""
    tree = outline(plan)
    wanted = set(ids)
    found: list[int] = []
    for id in tree.rows:
        if id in wanted:
            above = tree.parent[id]
            while above is not None and above not in wanted:
                above = tree.parent[above]
            if above is None:
                found.append(id)
    return found


def by_code(plan: Plan, code: str) -> int | None:
    """The step with this WBS code, or None."""
    return next((id for id, text in outline(plan).code.items() if text == code), None)
