"""Filters: which steps, or which records of any table, are wanted.

A step filter is words, all of which must hold; `-` before a word turns it round and quotes
make plain text of it:

    late  offtrack  atrisk  hold  open  done  cancelled  milestone  blank  week  mine
    @tavita  lead:tavita  owner:tavita  goal:G1  #legal  p1
    due<2026-12-31  due<=today  start>+2w  percent>=50  anything else: text in the row
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from actionplan_tui.analysis.blanks import blanks
from actionplan_tui.analysis.goal_steps import goals_of
from actionplan_tui.analysis.people import owner_of
from actionplan_tui.analysis.progress import is_late
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.analysis.schedule import StateKind, states
from actionplan_tui.analysis.step_texts import fold, step_texts
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import WEEKDAYS

StepFilter = Callable[[Plan, int, date], bool]
"""Whether a live step of the plan is wanted on a day."""

_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_COMPARISON = re.compile(r"(due|start|forecast|finished|percent)(<=|>=|<|>|=)(.*)")
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip


def parse_filter(text: str, *, me: int | None = None) -> StepFilter:
    """The filter that a line of words means; `me` is who `mine` stands for.

    Raises: Problem when a date or number cannot be read, or `mine` has nobody to stand for.
    """
    filters = [_word(token, me) for token in _TOKEN.findall(text)]

    def all_hold(plan: Plan, id: int, today: date) -> bool:
        return all(wanted(plan, id, today) for wanted in filters)

    return filters[0] if len(filters) == 1 else all_hold


def _word(token: str, me: int | None) -> StepFilter:
    if token.startswith("-") and len(token) > 1:
        return negated(_word(token[1:], me))
    plain = token.replace('"', "")
    if token.startswith('"'):
        return with_text(plain)
    if plain == "mine":
        if me is None:
            raise Problem("mine: it is not known who you are; set me = NAME, or say @NAME")
        return carried_by(me)
    if plain.lower() in _WORDS:
        return _WORDS[plain.lower()]
    if plain.startswith("@") and len(plain) > 1:
        return _people(plain[1:], _carriers)
    if plain.startswith("#") and len(plain) > 1:
        return with_tag(plain[1:])
    if re.fullmatch("p[123]", plain):
        return with_priority(int(plain[1]))
    if match := _COMPARISON.fullmatch(plain):
        return _comparison(*match.groups())
    key, colon, value = plain.partition(":")
    if colon and value and key in _KEYED:
        return _KEYED[key](value)
    return with_text(plain)


def negated(wanted: StepFilter) -> StepFilter:
    """The steps that another filter leaves out."""
    return lambda plan, id, today: not wanted(plan, id, today)


def with_text(text: str) -> StepFilter:
    """Steps whose row says the text anywhere, or whose code or reference it is."""
    folded = fold(text)
    below = text + "."
    named = int(folded[1:]) if re.fullmatch("s[1-9][0-9]*", folded) else None
    latest: Plan | None = None
    texts: Mapping[int, str] = {}
    codes: Mapping[int, str] = {}

    def says(plan: Plan, id: int, today: date) -> bool:
        nonlocal latest, texts, codes
        if plan is not latest:  # asked of thousands of steps in a row
            latest, texts, codes = plan, step_texts(plan), outline(plan).code
        if folded in texts.get(id, "") or id == named:
            return True
        code = codes.get(id, "")
        return code == text or code.startswith(below)

    return says


def carried_by(person: int) -> StepFilter:
    """Steps that a stakeholder owns, leads or supports."""
    return lambda plan, id, today: person in _carriers(plan, id)


def with_tag(tag: str) -> StepFilter:
    """Steps with a tag, by its beginning."""
    folded = fold(tag)
    return lambda plan, id, today: any(fold(t).startswith(folded) for t in plan.steps[id].tags)


def with_priority(priority: int) -> StepFilter:
    """Steps of a priority, 1 high to 3 low."""
    return lambda plan, id, today: plan.steps[id].priority == priority


def of_goal(text: str) -> StepFilter:
    """Steps of a goal or its sub-goals: `G1`, words of its statement, or `none`."""
    folded = fold(text)

    def serves(plan: Plan, id: int, today: date) -> bool:
        goal = outline(plan).goal.get(id)
        if goal is None:
            return folded == "none"
        if re.fullmatch("g[0-9]+", folded):
            return goal in goals_of(plan, int(folded[1:]))
        return folded in fold(plan.goals[goal].statement)

    return serves


def in_week(plan: Plan, id: int, today: date) -> bool:
    """Open steps that start, fall due or are forecast to end in the week of today."""
    first, last = week_of(plan, today)
    step = plan.steps[id]
    days = (step.start, step.due, step.forecast)
    return _is_open(plan, id, today) and any(d is not None and first <= d <= last for d in days)


def week_of(plan: Plan, today: date) -> tuple[date, date]:
    """The first and last day of the week of today, which begins with the first day worked
    after days off: Sunday where Sunday to Thursday are worked, else mostly Monday.
    """
    worked = {WEEKDAYS.index(day) for day in plan.info.work_week}
    starts = [day for day in sorted(worked) if (day - 1) % 7 not in worked]
    start = starts[-1] if len(starts) == 1 else 0
    first = today - timedelta(days=(today.weekday() - start) % 7)
    return first, first + timedelta(days=6)


def _carriers(plan: Plan, id: int) -> set[int | None]:
    step = plan.steps[id]
    return {step.lead, *step.support, owner_of(plan, id)[0]}


def _people(text: str, who: Callable[[Plan, int], set[int | None]]) -> StepFilter:
    """Steps carried by anyone of whose name a word begins with the text."""
    folded = fold(text)
    known: list[tuple[Plan, set[int]]] = []

    def carried(plan: Plan, id: int, today: date) -> bool:
        if not known or known[0][0] is not plan:
            known[:] = [(plan, _named(plan, folded))]
        return not known[0][1].isdisjoint(who(plan, id))

    return carried


def _named(plan: Plan, folded: str) -> set[int]:
    names = {id: fold(person.name) for id, person in plan.stakeholders.items()}
    return {id for id, name in names.items() if name.startswith(folded) or f" {folded}" in name}


def _comparison(field: str, sign: str, value: str) -> StepFilter:
    compare = _COMPARE[sign]
    if field == "percent":
        if not value.isdecimal():
            raise Problem(f"{field}{sign}{value}: not a number of percent")
        wanted = int(value)
        return lambda plan, id, today: bool(compare(rollup(plan).percent(id) or 0, wanted))
    _day(value, date.min)  # refuse what cannot be read before anything is filtered

    def compares(plan: Plan, id: int, today: date) -> bool:
        day = getattr(plan.steps[id], field)
        return day is not None and bool(compare(day, _day(value, today)))

    return compares


def _day(text: str, today: date) -> date:
    """An ISO date, `today`, or days and weeks from today: `+3d`, `2w`, `-1w`."""
    if text == "today":
        return today
    if match := re.fullmatch(r"([+-]?)([0-9]{1,4})([dw])", text):
        days = int(match[2]) * (7 if match[3] == "w" else 1)
        return (
            today
            if today == date.min
            else today + timedelta(days=-days if match[1] == "-" else days)
        )
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(f"{text!r} is no date; say 2026-12-31, today or +2w") from None


def _is_open(plan: Plan, id: int, today: date) -> bool:
    return states(plan, today).of(id).kind not in ("done", "cancelled")


def _in_state(kind: StateKind) -> StepFilter:
    """Steps in a state of their own, not deliverables that are so by what is below them."""

    def is_so(plan: Plan, id: int, today: date) -> bool:
        known = states(plan, today)
        return known.of(id).kind == kind and known.is_counted(id)

    return is_so


def _late(plan: Plan, id: int, today: date) -> bool:
    """Steps in state LATE, and those off track whose due date has passed."""
    known = states(plan, today)
    kind = known.of(id).kind
    late = kind == "LATE" or (kind == "OFF TRACK" and is_late(plan.steps[id], today))
    return late and known.is_counted(id)


_WORDS: dict[str, StepFilter] = {
    "late": _late,
    "offtrack": _in_state("OFF TRACK"),
    "atrisk": _in_state("AT RISK"),
    "hold": _in_state("on hold"),
    "done": _in_state("done"),
    "cancelled": _in_state("cancelled"),
    "open": _is_open,
    "week": in_week,
    "milestone": lambda plan, id, today: plan.steps[id].kind == "milestone",
    "blank": lambda plan, id, today: id in blanks(plan).by_step,
}

_KEYED: dict[str, Callable[[str], StepFilter]] = {
    "lead": lambda text: _people(text, lambda plan, id: {plan.steps[id].lead}),
    "support": lambda text: _people(text, lambda plan, id: set(plan.steps[id].support)),
    "owner": lambda text: _people(text, lambda plan, id: {owner_of(plan, id)[0]}),
    "goal": of_goal,
    "tag": with_tag,
    "blank": lambda key: lambda plan, id, today: key in blanks(plan).by_step.get(id, ()),
}


def parse_where(
    text: str, table: str, show: Callable[[Record, str], str]
) -> Callable[[Record], bool]:
    """A filter for the records of any table: `FIELD=VALUE`, `FIELD!=VALUE` or `FIELD~TEXT`.

    `show(record, field)` gives the text people see; a value may be that text or the one in
    the file (`due=2026-12-31`, `status=open`), an empty value asks for blank fields.
    Case and accents do not count.

    Raises: Problem when it is of no such form, or the table has no such field.
    """
    from actionplan_tui.model.fields import FIELDS  # only --where asks for it

    match = re.fullmatch(r"\s*([^=~!]+?)\s*(=|!=|~)\s*(.*?)\s*", text)
    if match is None:
        raise Problem(f"{text!r}: say FIELD=VALUE, FIELD!=VALUE or FIELD~TEXT")
    wanted, sign, value = fold(match[1]), match[2], fold(match[3])
    names = {fold(field.label): name for name, field in FIELDS[table].items()}
    names |= {name: name for name in (*FIELDS[table], "id", "archived")}
    name = names.get(wanted)
    if name is None:
        some = ", ".join(FIELDS[table])
        raise Problem(f"{table} have no field {match[1]!r}; they have {some}", table=table)

    def matches(record: Record) -> bool:
        shown, stored = fold(show(record, name)), fold(_stored(getattr(record, name)))
        if sign == "~":
            return value in shown or value in stored
        return (value in (shown, stored)) is (sign == "=")

    return matches


def _stored(value: Any) -> str:
    if value is None or value is False:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
