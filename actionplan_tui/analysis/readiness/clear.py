"""Is the plan clear: dates in order, nothing twice, no vague words, loads that can be carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heappop, heappush

from msgspec import Struct

from actionplan_tui.analysis.columns import day_text, number_text
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.readiness.finding import Found, Gap, Rule, Severity, reads
from actionplan_tui.analysis.readiness.ground import Ground, is_blank, quoted, words
from actionplan_tui.analysis.resources import gap, resources_of, step_totals, unit_of
from actionplan_tui.model.plan import ref
from actionplan_tui.model.records import Communication, Goal, Resource, Step
from actionplan_tui.model.workdays import MONTH_NAMES, work_calendar

MOST_AT_ONCE = 5
"""Steps that one person can lead at the same time."""
MOST_CHILDREN = 15
"""Steps that one step can be broken down into and still be overseen."""
PERIODS = 3
"""Reporting periods that an action step may take before it should be broken down."""


# Dates


def _dated(ground: Ground) -> list[Step | Goal]:
    return [*ground.goals, *ground.open_steps]


def _in_order(ground: Ground, rows: Iterable[Step | Goal]) -> Found[Step | Goal]:
    end = ground.plan.info.target_end
    limits: dict[int, date | None] = {}
    parent = ground.tree.parent
    for row in rows:
        if isinstance(row, Goal):
            if row.target_date and end and row.target_date > end:
                late = f"{ground.goal_named(row)} ends after the plan, {day_text(end)}"
                yield row, Gap(late, "goals", row.id, "target_date", "warns")
            continue
        due = row.due
        if due is None:
            continue
        if row.start is not None and due < row.start:
            early = f"{ground.named(row.id)} ends before it starts"
            yield row, Gap(early, "steps", row.id, "due")
        above = parent[row.id]
        if above is None:
            limit = _limit(ground, row.id)
        elif above in limits:  # the same for all of one step
            limit = limits[above]
        else:
            limit = limits[above] = _limit(ground, row.id)
        if limit is not None and due > limit:
            yield row, Gap(_too_late(ground, row.id), "steps", row.id, "due", "warns")


def _limit(ground: Ground, step: int) -> date | None:
    """The day by which what a step is part of is to be done: the step above, its goal, the plan."""
    plan, above = ground.plan, ground.tree.parent[step]
    if above is not None and (due := plan.steps[above].due) is not None:
        return due
    goal = ground.tree.goal[step]
    day = plan.goals[goal].target_date if goal is not None else None
    return plan.info.target_end if day is None else day


def _too_late(ground: Ground, step: int) -> str:
    return "" if ground.wordless else f"{ground.named(step)} ends after {_limited_by(ground, step)}"


def _limited_by(ground: Ground, step: int) -> str:
    above, goal = ground.tree.parent[step], ground.tree.goal[step]
    if above is not None and ground.plan.steps[above].due is not None:
        return ground.named(above)
    dated = goal is not None and ground.plan.goals[goal].target_date is not None
    return f"{'its goal' if dated else 'the plan'}, {day_text(_limit(ground, step))}"


def _dependent(ground: Ground) -> list[Step]:
    return [step for step in ground.open_steps if step.depends_on]


def _after(ground: Ground, steps: Iterable[Step]) -> Found[Step]:
    rows, circular = ground.plan.steps, ground.circular
    for step in steps:
        if step.id in circular:
            waits = f"{ground.named(step.id)} waits for itself"
            yield step, Gap(waits, "steps", step.id, "depends_on", "blocks")
            continue
        begin = step.start or step.due
        for id in step.depends_on if begin is not None else ():
            before = rows.get(id)
            if before is None or before.archived or before.cancelled or is_done(before):
                continue
            end = before.forecast or before.due
            if begin is not None and end is not None and begin < end:
                early = f"{ground.named(step.id)} starts before {ground.named(id)} ends"
                field, about = "start" if step.start else "due", f"S{step.id} S{id}"
                yield step, Gap(early, "steps", step.id, field, about=about)


# Words


class _Named(Struct, frozen=True):
    table: str
    id: int
    field: str
    text: str


def _names(ground: Ground) -> list[_Named]:
    """What should not stand twice: titles of steps, and people."""
    known: list[_Named] | None = ground.__dict__.get("all_names")
    if known is None:
        steps = (_Named("steps", s.id, "title", s.title) for s in ground.open_leaves)
        all_people = ground.people.items() if ground.near is None else ()
        people = (_Named("stakeholders", i, "name", p.name) for i, p in all_people)
        known = ground.__dict__["all_names"] = [
            one for one in (*steps, *people) if not is_blank(one.text)
        ]
    return known


def _namesakes(ground: Ground) -> list[_Named]:
    """What should not stand twice, as far as an edit reached any that is called so."""
    if ground.near is None:
        return _names(ground)
    from actionplan_tui.analysis.readiness.alike import reached_alike  # after an edit alone

    groups = reached_alike(ground, "title", _called)
    return [_Named("steps", s.id, "title", s.title) for steps in groups.values() for s in steps]


def _called(step: Step, today: date) -> str | None:
    return " ".join(step.title.casefold().split()) or None


def _twice(ground: Ground, names: Sequence[_Named]) -> Found[_Named]:
    called = [(one.table, " ".join(one.text.casefold().split())) for one in names]
    if len(set(called)) == len(called):
        return
    firsts: dict[tuple[str, str], int] = {}
    for one, name in zip(names, called, strict=True):
        first = firsts.setdefault(name, one.id)
        if first == one.id:
            continue
        if one.table == "steps":
            said = f"The same step twice? {ground.named(one.id)}, and {ground.tree.code[first]}"
        else:
            said = f"The same person twice? {one.text}, and {ref(one.table, first)}"
        yield one, Gap(said, one.table, one.id, one.field)


_VAGUE = frozenset(
    (
        *("asap", "tbd", "tbc", "tba", "etc", "various", "everyone", "everybody", "somebody"),
        *("someone", "stakeholders", "improve", "improving", "enhance", "enhancing"),
        *("strengthen", "strengthening", "optimise", "optimize"),
    )
)
_KINDS = {"steps": "an action", "stakeholders": "a person or a group"}


def _vague(ground: Ground, names: Iterable[_Named]) -> Found[_Named]:
    everything = "\n".join([one.text for one in names]).lower()
    suspects = [word for word in _VAGUE if word in everything]
    for one in names if suspects else ():
        said = _VAGUE.intersection(one.text.lower().translate(_APART).split())
        if said:
            where = ground.named(one.id) if one.table == "steps" else words(one.text)
            what = f'"{min(said)}" does not say {_KINDS[one.table]} exactly'
            yield one, Gap(f"{what}: {where}", one.table, one.id, one.field)


_APART = str.maketrans(dict.fromkeys(",.;:!?()[]\"'/", " "))
"""What parts words beside blanks."""


# Sizes and loads


def _sized(ground: Ground) -> list[Step]:
    return [step for step in ground.open_steps if step.kind != "milestone"]


def _size(ground: Ground, steps: Iterable[Step]) -> Found[Step]:
    children, most = ground.tree.children, PERIODS * ground.period
    for step in steps:
        below, said, about = children.get(step.id), "", ""
        field = "children"
        if below:
            if len(below) == 1:
                said = f"{ground.named(step.id)} is broken down into one step only"
                about = f"S{step.id} one"  # to have broken it down is no answer to this
            elif len(below) > MOST_CHILDREN:
                said = f"{ground.named(step.id)} has {len(below)} steps right below it"
                field = "title"
        elif step.start is not None and step.due is not None:
            days = (step.due - step.start).days + 1
            if days > most:
                said = f"Break it down? {ground.named(step.id)} takes {days} days"
        if said:
            yield step, Gap(said, "steps", step.id, field, about=about)


def _leads(ground: Ground) -> list[_Carried]:
    """Each lead with their open action steps that take time."""
    if ground.near is not None:
        from actionplan_tui.analysis.readiness.alike import reached_alike  # after an edit alone

        groups = reached_alike(ground, "lead", _carried_by)
        return [(lead, tuple(steps)) for lead, steps in groups.items() if isinstance(lead, int)]
    found = defaultdict[int, list[Step]](list)
    for step in ground.open_leaves:
        if step.lead is not None and step.start and step.due and step.due >= ground.today:
            found[step.lead].append(step)
    return [(lead, tuple(steps)) for lead, steps in sorted(found.items())]


_Carried = tuple[int, tuple[Step, ...]]


def _carried_by(step: Step, today: date) -> int | None:
    """Who leads a step that takes time yet, as above."""
    return step.lead if step.start and step.due and step.due >= today else None


def _load(ground: Ground, leads: Iterable[_Carried]) -> Found[_Carried]:
    for carried in leads:
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
            many = f"{name_of(ground.plan, lead)} leads {most} steps at once"
            said = f"{many} in {MONTH_NAMES[month.month - 1]} {month.year}"
            yield carried, Gap(said, "steps", at.id, "lead", about=ref("stakeholders", lead))


def _begins(step: Step) -> tuple[date, int]:
    return (step.start or date.min, step.id)


# Money and other resources


def _in_need(ground: Ground) -> list[Step]:
    rows = ground.plan.resources
    if ground.near is None:
        asked: Iterable[Resource] = rows.values()
    else:
        asked = [rows[id] for s in ground.open_leaves for id in resources_of(ground.plan, s.id)]
    needing = {r.step for r in asked if r.needed and not r.archived}
    return [step for step in ground.open_leaves if step.id in needing]


def _funded(ground: Ground, steps: Iterable[Step]) -> Found[Step]:
    for step in steps:
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
                said = f"No source for {amount}: {ground.named(step.id)}"
                yield step, Gap(said, "resources", id, "source", severity)
                break


# Communications


def _cadenced(ground: Ground) -> list[Communication]:
    return [line for line in ground.communications if line.cadence]


def _falls(ground: Ground, lines: Iterable[Communication]) -> Found[Communication]:
    plan, calendar = ground.plan, work_calendar(ground.plan.info)
    for line in lines:
        # Here, because it is slow to load, and a plan without a cadence has no need of it.
        from actionplan_tui.analysis.communications import coming, first_occurrence

        name = quoted(line.message, "A communication")
        if line.start is not None and line.start >= ground.today:
            first = first_occurrence(plan, line)
            if first is not None and first.original != line.start:
                said = f"{name} is first on {day_text(first.day)}, not {day_text(line.start)}"
                yield line, Gap(said, "communications", line.id, "start")
        following = next(iter(coming(plan, line, ground.today)), None) if line.audience else None
        if following is not None and not calendar.is_workday(following.day):
            said = f"{name} falls on a day off, {day_text(following.day)}"
            yield line, Gap(said, "communications", line.id, "working_day_rule")


RULES: tuple[Rule, ...] = (
    Rule("X-DATE", "blocks", "clear", "when",
         "Nothing ends before it starts; steps end with what they are part of, goals with the "
         "plan (warns).", _dated, _in_order, near=True),
    Rule("X-DEP", "warns", "clear", "when",
         "A step starts after those before it end; none waits for itself (blocks).",
         _dependent, _after, near=True),
    Rule("X-DUP", "warns", "clear", "actions", "No step and no person stands twice.",
         _namesakes, _twice, near=True, reads=reads("stakeholders", "places")),
    Rule("X-VAGUE", "warns", "clear", "actions", "No title and no name is vague.",
         _names, _vague, near=True, reads=reads("stakeholders")),
    Rule("X-SIZE", "hints", "clear", "actions",
         f"Action steps take {PERIODS} reporting periods at most; others are broken down into 2 "
         f"to {MOST_CHILDREN}.", _sized, _size, near=True),
    Rule("X-LOAD", "warns", "clear", "who",
         f"Nobody leads more than {MOST_AT_ONCE} steps at once.", _leads, _load, near=True),
    Rule("X-GAP", "warns", "clear", "resources",
         "What is needed and not there has a source; for a milestone it must (blocks).",
         _in_need, _funded, near=True),
    Rule("X-RRULE", "hints", "clear", "communication",
         "Communications begin on a day of their own cadence, and fall on working days.",
         _cadenced, _falls, near=True),
)  # fmt: skip
