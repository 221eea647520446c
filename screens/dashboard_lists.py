"""The dashboard's lists: goals, late and off track, due soon, what is to be said, who carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from actionplan_tui.analysis.agenda import AgendaItem, agenda
from actionplan_tui.analysis.attention import late_and_off_track, led_steps
from actionplan_tui.analysis.kpis import goal_result_percent
from actionplan_tui.analysis.off_track import off_track_at
from actionplan_tui.analysis.people import name_of, names_of, owner_of
from actionplan_tui.analysis.readiness.figures import Figures
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import State, states
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication
from actionplan_tui.model.wbs import outline
from screens.widgets.cells import bar, cell_len, clean, fit
from screens.widgets.line_list import Entry
from screens.widgets.text_lines import Line
from screens.wrapping import wrap

WIDE = 64
"""Cells from which an item takes one line instead of two."""

READY = ("readiness", 0)
"""Where the line of readiness leads."""

_MOST = 5
"""Late steps listed; the rest is counted."""
_LEAST = 3
"""Coming items listed, however little room there is."""
_BAR = 10

_BLANK = Entry([[("", "")]])


def list_entries(
    plan: Plan,
    today: dt.date,
    width: int,
    height: int,
    *,
    found: Figures | None,
    ascii_only: bool,
) -> list[Entry]:
    """The lists one under the other; of what comes, as much as there is room for."""
    before = [
        *_goals(plan, today, width, ascii_only),
        *_flagged(plan, today, width, ascii_only),
    ]
    after = [*_carriers(plan, width, ascii_only), _readiness(found)]
    used = sum(len(entry.lines) for entry in (*before, *after))
    return [*before, *_coming(plan, today, width, height - used, ascii_only), *after]


def _goals(plan: Plan, today: dt.date, width: int, ascii_only: bool) -> Iterator[Entry]:
    """Goals with work beside result, never blended."""
    known = states(plan, today)
    wide = width >= WIDE
    if wide:
        heading = fit("  Work", 20) + fit("Result", 8) + "State"
        yield Entry([[(fit("Goals", width - 39), "accent"), (heading, "dim")]])
    else:
        yield Entry([[("Goals", "accent")]])
    if not outline(plan).goals:
        yield Entry([[("no goal yet: 1 adds the first", "dim")]])
    done = rollup(plan)
    for id in outline(plan).goals:
        work, result = done.goal_percent(id), goal_result_percent(plan, id, today)
        state = known.goal(id)
        said = state.kind.lower() if state.flagged else _calm(work)
        statement = f"G{id} {plan.goals[id].statement}"
        lines = _goal_lines(statement, work, result, said, _role(state), width, ascii_only)
        yield Entry(lines, ("goals", id))


@lru_cache(maxsize=1024)
def _goal_lines(
    statement: str,
    work: int | None,
    result: int | None,
    said: str,
    role: str,
    width: int,
    ascii_only: bool,
) -> list[Line]:
    """A goal's lines, wrapped once for as long as they say the same."""
    if width < WIDE:
        lines: list[Line] = [[(line, "")] for line in wrap(statement, width, ascii_only=ascii_only)]
        return [*lines, _under(work, result, said, role, width, ascii_only)]
    drawn = bar((work or 0) / 100, _BAR, ascii=ascii_only)
    done = f"{drawn} {work:3} %" if work is not None else "no steps"
    got = "" if result is None else f"{result} %"
    name = width - 39
    first, *more = wrap(statement, name, ascii_only=ascii_only)
    return [
        [(fit(first, name), ""), ("  " + fit(done, 18), ""), (fit(got, 8), ""), (said, role)],
        *([(line, "")] for line in more),
    ]


def _under(
    work: int | None, result: int | None, said: str, role: str, width: int, ascii_only: bool
) -> Line:
    """Work beside result under a goal, with a bar as long as there is room for."""
    done = "no steps" if work is None else f"work {work} %"
    if result is not None:
        done += f"  result {result} %"
    room = min(_BAR, width - cell_len(done) - cell_len(said) - 5)
    drawn = (
        bar((work or 0) / 100, room, ascii=ascii_only) + " "
        if work is not None and room > 2
        else ""
    )
    return [(f"  {drawn}{done}  ", ""), (said, role)]


def _calm(work: int | None) -> str:
    """The state of a goal that needs nobody's attention."""
    if work is None:
        return ""
    return "done" if work == 100 else "on track" if work else "not started"


def _flagged(plan: Plan, today: dt.date, width: int, ascii_only: bool) -> Iterator[Entry]:
    found, count = late_and_off_track(plan, today, _MOST)
    yield _BLANK
    yield Entry([[("Late and off track", "accent")]])
    if not found:
        yield Entry([[("nothing late, nothing off track", "good")]])
    code = outline(plan).code
    for id, state in found:
        owner = name_of(plan, owner_of(plan, id)[0]) or "nobody"
        who = name_of(plan, plan.steps[id].lead) or "nobody leads"
        told = f"{state.text}: {who}"
        if state.kind == "OFF TRACK":
            duty = off_track_at(plan, today, "steps", id)
            says = duty.says if duty is not None else "must act"
            told = f"{state.text}: {owner} {says}" if says.startswith("must") else (
                f"{state.text}: {says}"
            )  # fmt: skip
        yield Entry(
            _two_parts(f"{code[id]} {plan.steps[id].title}", told, width, ascii_only),
            ("steps", id),
        )
    if count > _MOST:
        yield Entry([[(f"and {count - _MOST} more", "dim")]])


def _two_parts(title: str, told: str, width: int, ascii_only: bool) -> list[Line]:
    """A title, and at its right or under it what is said of it, both whole where they fit."""
    told = clean(told, ascii=ascii_only)
    if cell_len(clean(title)) + cell_len(told) + 2 <= width:
        return [[(fit(title, width - cell_len(told)), ""), (told, "bad")]]
    lines: list[Line] = [[(line, "")] for line in wrap(title, width, ascii_only=ascii_only)]
    return [
        *lines,
        *([(f"   {line}", "bad")] for line in wrap(told, width - 3, ascii_only=ascii_only)),
    ]


def _coming(plan: Plan, today: dt.date, width: int, room: int, ascii_only: bool) -> Iterator[Entry]:
    items = agenda(plan, today, today + dt.timedelta(days=plan.info.due_soon))
    yield _BLANK
    yield Entry([[(f"Next {plan.info.due_soon} days", "accent")]])
    if not items:
        yield Entry([[("nothing due, nothing to be said", "dim")]])
    room -= 4  # the lines above, the count of what has no room, and the blank line after it
    shown = 0
    for item in items:
        text = coming_text(plan, item)
        wrapped = wrap(text, width - 8, 1 if width >= WIDE else 2, ascii_only=ascii_only)
        if shown >= _LEAST and room < len(wrapped):
            break
        room -= len(wrapped)
        shown += 1
        day = short_date(item.date).rsplit(" ", 1)[0]
        lines: list[Line] = [
            [(fit(day if not n else "", 8), "dim"), (line, "")] for n, line in enumerate(wrapped)
        ]
        yield Entry(lines, (item.table, item.id, item.date))
    if len(items) > shown:
        yield Entry([[(f"and {len(items) - shown} more", "dim")]])


def said_text(plan: Plan, line: Communication) -> str:
    """What is said, who says it first: "Tavita tells the Cabinet: what moved"."""
    message = " ".join(line.message.split())
    audience = names_of(plan, line.audience) or "nobody yet"
    who = name_of(plan, line.responsible)
    told = f"{who} tells {audience}" if who else f"Tell {audience}"
    return f"{told}: {message}" if message else told


def coming_text(plan: Plan, item: AgendaItem) -> str:
    """What comes, who sees to it first: "Tavita tells the Cabinet: what moved"."""
    if item.table == "communications":
        return said_text(plan, plan.communications[item.id])
    who = f", {item.who}" if item.who else ""
    if item.table == "steps":
        code = outline(plan).code.get(item.id, "")
        kind = "Milestone" if item.kind == "milestone" else "Due"
        return f"{kind} {code} {item.title}{who}"
    return f"{item.title}{who}"


def _carriers(plan: Plan, width: int, ascii_only: bool) -> Iterator[Entry]:
    """Who leads how many open steps, the most laden first."""
    load = led_steps(plan)
    if load:
        most = sorted(load.items(), key=lambda pair: (-pair[1], name_of(plan, pair[0])))
        text = ", ".join(f"{name_of(plan, id)} {count}" for id, count in most)
        yield _BLANK
        yield Entry([[("Open steps that each one leads", "accent")]])
        yield Entry([[(line, "")] for line in wrap(text, width, ascii_only=ascii_only)])


def _readiness(found: Figures | None) -> Entry:
    """Three bars in figures, and what blocks and warns."""
    if found is None:
        return Entry([[("Readiness ", "accent"), ("being worked out", "dim")]])
    bars = f"complete {found.complete}, clear {found.clear}, current {found.current} %"
    role = "bad" if found.blocks else "" if found.warns else "good"
    return Entry([[("Readiness ", "accent"), (f"{found.text}  ", role)], [(bars, "dim")]], READY)


def _role(state: State) -> str:
    return "bad" if state.flagged and state.kind != "AT RISK" else ""
