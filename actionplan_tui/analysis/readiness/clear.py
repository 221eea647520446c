"""Is the plan clear: dates in order, nothing twice, no vague words, loads that can be carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from actionplan_tui.analysis.columns import MONTHS, day_text, number_text
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.readiness.finding import Gap, Rule, Severity
from actionplan_tui.analysis.readiness.ground import Ground, is_blank, quoted, words
from actionplan_tui.analysis.resources import gap, resources_of, step_totals, unit_of
from actionplan_tui.model.plan import ref
from actionplan_tui.model.records import Communication, Goal, Step
from actionplan_tui.model.workdays import work_calendar

MOST_AT_ONCE = 5
"""Steps that one person can lead at the same time."""
MOST_CHILDREN = 15
"""Steps that one step can be broken down into and still be overseen."""
PERIODS = 3
"""Reporting periods that an action step may take before it should be broken down."""


# Dates


def _dated(ground: Ground) -> list[Step | Goal]:
    return [*ground.goals, *ground.open_steps]


def _in_order(ground: Ground, row: Step | Goal) -> Iterator[Gap]:
    end = ground.plan.info.target_end
    if isinstance(row, Goal):
        if row.target_date and end and row.target_date > end:
            name = ground.goal_named(row)
            yield Gap(f"{name} ends after the plan, {day_text(end)}", "goals", row.id,
                      "target_date", "warns")  # fmt: skip
        return
    due = row.due
    if due is None:
        return
    if row.start is not None and due < row.start:
        yield Gap(f"{ground.named(row.id)} ends before it starts", "steps", row.id, "due")
    above = ground.tree.parent[row.id]
    limit, what = ground.plan.steps[above].due if above is not None else None, ""
    if limit is not None and above is not None:
        what = ground.named(above)
    else:
        goal = ground.tree.goal[row.id]
        limit = ground.plan.goals[goal].target_date if goal is not None else None
        what = f"its goal, {day_text(limit)}"
        if limit is None:
            limit, what = end, f"the plan, {day_text(end)}"
    if limit is not None and due > limit:
        yield Gap(f"{ground.named(row.id)} ends after {what}", "steps", row.id, "due", "warns")


def _dependent(ground: Ground) -> list[Step]:
    return [step for step in ground.open_steps if step.depends_on]


def _after(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.id in ground.circular:
        yield Gap(f"{ground.named(step.id)} waits for itself", "steps", step.id, "depends_on",
                  "blocks")  # fmt: skip
        return
    begin = step.start or step.due
    for id in step.depends_on:
        before = ground.plan.steps.get(id)
        if before is None or before.archived or before.cancelled or is_done(before):
            continue
        end = before.forecast or before.due
        if begin is not None and end is not None and begin < end:
            early = f"{ground.named(step.id)} starts before {ground.named(id)} ends"
            field, about = "start" if step.start else "due", f"S{step.id} S{id}"
            yield Gap(early, "steps", step.id, field, about=about)


# Words


class _Named(NamedTuple):
    table: str
    id: int
    field: str
    text: str


def _names(ground: Ground) -> list[_Named]:
    """What should not stand twice: titles of steps, and people."""
    known: list[_Named] | None = ground.__dict__.get("all_names")
    if known is None:
        steps = (_Named("steps", s.id, "title", s.title) for s in ground.open_leaves)
        people = (_Named("stakeholders", i, "name", p.name) for i, p in ground.people.items())
        known = ground.__dict__["all_names"] = [
            one for one in (*steps, *people) if not is_blank(one.text)
        ]
    return known


def _twice(ground: Ground, one: _Named) -> Iterator[Gap]:
    first = _firsts(ground)[one.table, _folded(one.text)]
    if first != one.id:
        what = "step" if one.table == "steps" else "person"
        where = ground.named(one.id) if one.table == "steps" else one.text
        other = ground.tree.code[first] if one.table == "steps" else ref(one.table, first)
        yield Gap(f"The same {what} twice? {where}, and {other}", one.table, one.id, one.field)


def _firsts(ground: Ground) -> dict[tuple[str, str], int]:
    known: dict[tuple[str, str], int] | None = ground.__dict__.get("firsts")
    if known is None:
        known = ground.__dict__["firsts"] = {}
        for one in _names(ground):
            known.setdefault((one.table, _folded(one.text)), one.id)
    return known


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


_VAGUE = frozenset(
    (
        *("asap", "tbd", "tbc", "tba", "etc", "various", "everyone", "everybody", "somebody"),
        *("someone", "stakeholders", "improve", "improving", "enhance", "enhancing"),
        *("strengthen", "strengthening", "optimise", "optimize"),
    )
)
_KINDS = {"steps": "an action", "stakeholders": "a person or a group"}


def _vague(ground: Ground, one: _Named) -> Iterator[Gap]:
    said = _VAGUE.intersection(one.text.lower().translate(_APART).split())
    if said:
        where = ground.named(one.id) if one.table == "steps" else words(one.text)
        what = f'"{min(said)}" does not say {_KINDS[one.table]} exactly'
        yield Gap(f"{what}: {where}", one.table, one.id, one.field)


_APART = str.maketrans(dict.fromkeys(",.;:!?()[]\"'/", " "))
"""What parts words beside blanks."""


# Sizes and loads


def _sized(ground: Ground) -> list[Step]:
    return [step for step in ground.open_steps if step.kind != "milestone"]


def _size(ground: Ground, step: Step) -> Iterator[Gap]:
    below = len(ground.tree.children.get(step.id, ()))
    name = ground.named(step.id)
    if below == 1:
        yield Gap(f"{name} is broken down into one step only", "steps", step.id, "children")
    elif below > MOST_CHILDREN:
        yield Gap(f"{name} has {below} steps right below it", "steps", step.id, "title")
    elif not below and step.start is not None and step.due is not None:
        days = (step.due - step.start).days + 1
        if days > PERIODS * ground.period:
            yield Gap(f"Break it down? {name} takes {days} days", "steps", step.id, "children")


def _leads(ground: Ground) -> list[tuple[int, list[Step]]]:
    """Each lead with their open action steps that take time."""
    steps = defaultdict[int, list[Step]](list)
    for step in ground.open_leaves:
        if step.lead is not None and step.start and step.due and step.due >= ground.today:
            steps[step.lead].append(step)
    return list(steps.items())


def _load(ground: Ground, carried: tuple[int, list[Step]]) -> Iterator[Gap]:
    lead, steps = carried
    under_way: list[tuple[date, int]] = []
    most, at = 0, None
    for step in sorted(steps, key=_begins):
        assert step.start is not None  # only those were chosen
        assert step.due is not None
        while under_way and under_way[0][0] < step.start:
            heappop(under_way)
        heappush(under_way, (step.due, step.id))
        if len(under_way) > most:
            most, at = len(under_way), step
    if most > MOST_AT_ONCE and at is not None and at.start is not None:
        month = max(at.start, ground.today)
        who = f"{name_of(ground.plan, lead)} leads {most} steps at once"
        yield Gap(f"{who} in {MONTHS[month.month - 1]} {month.year}", "steps", at.id, "lead",
                  about=ref("stakeholders", lead))  # fmt: skip


def _begins(step: Step) -> tuple[date, int]:
    return (step.start or date.min, step.id)


# Money and other resources


def _in_need(ground: Ground) -> list[Step]:
    needing = {r.step for r in ground.plan.resources.values() if r.needed and not r.archived}
    return [step for step in ground.open_leaves if step.id in needing]


def _funded(ground: Ground, step: Step) -> Iterator[Gap]:
    for unit, total in step_totals(ground.plan, step.id).items():
        if not total.gap:
            continue
        for id in resources_of(ground.plan, step.id):
            resource = ground.plan.resources[id]
            if unit_of(ground.plan, resource) != unit or not gap(resource):
                continue
            if resource.source and resource.status != "refused":
                continue
            amount = f"{number_text(total.gap)} {unit or words(resource.description)}"
            severity: Severity | None = "blocks" if step.kind == "milestone" else None
            yield Gap(f"No source for {amount}: {ground.named(step.id)}",
                      "resources", id, "source", severity)  # fmt: skip
            break


# Communications


def _cadenced(ground: Ground) -> list[Communication]:
    return [line for line in ground.communications if line.cadence]


def _falls(ground: Ground, line: Communication) -> Iterator[Gap]:
    name = quoted(line.message, "A communication")
    if line.start is not None and line.start >= ground.today:
        # Here, because it is slow to load; whoever has a cadence has loaded it already.
        from actionplan_tui.analysis.occurrences import communication_occurrences

        through = line.start + timedelta(days=_REACH)
        first = next(iter(communication_occurrences(ground.plan, line, through=through)), None)
        if first is not None and first.original != line.start:
            yield Gap(f"{name} is first on {day_text(first.day)}, not {day_text(line.start)}",
                      "communications", line.id, "start")  # fmt: skip
    days = [told.next for who in line.audience for told in ground.reached.get(who, ())
            if told.communication == line.id]  # fmt: skip
    day = days[0] if days else None
    if day is not None and not work_calendar(ground.plan.info).is_workday(day):
        yield Gap(f"{name} falls on a day off, {day_text(day)}", "communications", line.id,
                  "working_day_rule")  # fmt: skip


_REACH = 400
"""Days in which the first of any cadence comes."""


RULES: tuple[Rule, ...] = (
    Rule("X-DATE", "blocks", "clear", "when",
         "Nothing ends before it starts; steps end with what they are part of, goals with the "
         "plan (warns).", _dated, _in_order),
    Rule("X-DEP", "warns", "clear", "when",
         "A step starts after those before it end; none waits for itself (blocks).",
         _dependent, _after),
    Rule("X-DUP", "warns", "clear", "actions", "No step and no person stands twice.",
         _names, _twice),
    Rule("X-VAGUE", "warns", "clear", "actions", "No title and no name is vague.",
         _names, _vague),
    Rule("X-SIZE", "hints", "clear", "actions",
         f"Action steps take {PERIODS} reporting periods at most; others are broken down into 2 "
         f"to {MOST_CHILDREN}.", _sized, _size),
    Rule("X-LOAD", "warns", "clear", "who",
         f"Nobody leads more than {MOST_AT_ONCE} steps at once.", _leads, _load),
    Rule("X-GAP", "warns", "clear", "resources",
         "What is needed and not there has a source; for a milestone it must (blocks).",
         _in_need, _funded),
    Rule("X-RRULE", "hints", "clear", "communication",
         "Communications begin on a day of their own cadence, and fall on working days.",
         _cadenced, _falls),
)  # fmt: skip
