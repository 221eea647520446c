"""The dashboard's lists: goals, late and off track, due soon, what is to be said, who carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from actionplan_tui.analysis.agenda import agenda
from actionplan_tui.analysis.blanks import blanks
from actionplan_tui.analysis.kpis import goal_result_percent
from actionplan_tui.analysis.people import name_of, owner_of
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import State, states
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import goal_order, outline
from screens.widgets.cells import bar, fit

Line = Sequence[tuple[str, str]]

_MOST = 5
"""Lines of each list; the rest is counted."""


def list_lines(plan: Plan, today: dt.date, width: int, *, ascii_only: bool) -> list[Line]:
    """The lists one under the other."""
    return [
        *_goals(plan, today, width, ascii_only),
        *_flagged(plan, today, width),
        *_coming(plan, today, width),
        *_carriers(plan, width),
        *_blank(plan),
    ]


def _goals(plan: Plan, today: dt.date, width: int, ascii_only: bool) -> Iterator[Line]:
    """Goals with work beside result, never blended."""
    name = max(12, width - 38)
    yield [(fit("Goals", name), "accent"), (fit("  Work", 19) + fit("Result", 8) + "State", "dim")]
    known = states(plan, today)
    for id in goal_order(plan):
        work = rollup(plan).goal_percent(id)
        result = goal_result_percent(plan, id, today)
        drawn = f"{bar((work or 0) / 100, 10, ascii=ascii_only)} {work or 0:3} %"
        state = known.goal(id)
        yield [
            (fit(f"G{id} {plan.goals[id].statement}", name), ""),
            (f"  {drawn}  " if work is not None else fit("  no steps", 19), ""),
            (fit("" if result is None else f"{result:3} %", 8), ""),
            (state.kind.lower() if state.flagged else "on track" if work else "", _role(state)),
        ]


def _flagged(plan: Plan, today: dt.date, width: int) -> Iterator[Line]:
    known = states(plan, today)
    found = [
        (id, known.of(id)) for id in known.counted() if known.of(id).kind in ("OFF TRACK", "LATE")
    ]
    found.sort(key=lambda pair: (pair[1].kind != "OFF TRACK", -pair[1].days))
    yield [("", "")]
    yield [("Late and off track", "accent")]
    if not found:
        yield [("nothing late, nothing off track", "good")]
    code = outline(plan).code
    for id, state in found[:_MOST]:
        owner = name_of(plan, owner_of(plan, id)[0]) or "nobody"
        who = name_of(plan, plan.steps[id].lead) or "nobody"
        told = f"{state.text}: {owner}" if state.kind == "OFF TRACK" else f"{state.text} {who}"
        yield [
            (fit(f"{code[id]} {plan.steps[id].title}", max(12, width - 26)), ""),
            (" " + fit(told, 25), "bad"),
        ]
    yield from _rest(len(found))


def _coming(plan: Plan, today: dt.date, width: int) -> Iterator[Line]:
    until = today + dt.timedelta(days=plan.info.due_soon)
    items = agenda(plan, today, until)
    yield [("", "")]
    yield [(f"Next {plan.info.due_soon} days", "accent")]
    if not items:
        yield [("nothing due, nothing to be said", "dim")]
    for item in items[: _MOST + 2]:
        day = short_date(item.date).rsplit(" ", 1)[0]
        kind = "due " if item.kind in ("due", "milestone") else ""
        who = f", {item.who}" if item.who else ""
        yield [(fit(day, 7), "dim"), (fit(f"{kind}{item.title}{who}", max(10, width - 7)), "")]
    yield from _rest(len(items), _MOST + 2)


def _carriers(plan: Plan, width: int) -> Iterator[Line]:
    """Who leads how many open steps, the most laden first."""
    tree = outline(plan)
    load: dict[int, int] = {}
    for id in tree.rows:
        step = plan.steps[id]
        if tree.is_leaf(id) and step.lead is not None and not is_done(step) and not step.cancelled:
            load[step.lead] = load.get(step.lead, 0) + 1
    if load:
        most = sorted(load.items(), key=lambda pair: (-pair[1], name_of(plan, pair[0])))
        text = ", ".join(f"{name_of(plan, id)} {count}" for id, count in most)
        yield [("", "")]
        yield [("Leads open steps  ", "accent"), (fit(text, max(10, width - 18)), "")]


def _blank(plan: Plan) -> Iterator[Line]:
    count = blanks(plan).total
    yield [
        ("Blank answers     ", "accent"),
        (str(count) if count else "none", "" if count else "good"),
    ]


def _rest(count: int, shown: int = _MOST) -> Iterator[Line]:
    if count > shown:
        yield [(f"and {count - shown} more", "dim")]


def _role(state: State) -> str:
    return "bad" if state.flagged and state.kind != "AT RISK" else ""
