"""Cadences as people say and type them: steps by code and title, never a day that cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from actionplan_tui.analysis.awaited import awaited, due_day
from actionplan_tui.analysis.communications import next_occurrence
from actionplan_tui.analysis.occurrences import communication_occurrences
from actionplan_tui.capture.days import DAY_NAMES, short_date
from actionplan_tui.capture.mentions import read_record
from actionplan_tui.edits.edit import Edit
from actionplan_tui.model.cadence import Cadence, parse
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Communication
from actionplan_tui.model.wbs import outline
from screens.cell_edit import CellEdit
from screens.cell_edits import field_edit

_SHOWN = 3
"""Dates shown back."""


def say_cadence(plan: Plan, line: Communication) -> str:
    """A cadence as people say it: "at 1.3 Cabinet approval" for what is stored as "at S4"."""
    cadence = _parsed(line)
    if cadence is None or cadence.kind not in ("step", "due"):
        return line.cadence
    step = cadence.step if cadence.kind == "step" else line.step
    if step is not None and step in plan.steps:
        return f"at {read_record(plan, 'steps', step)}"
    if cadence.kind == "step":
        return "at a step that is gone"
    return f"at the end of G{line.goal}" if line.goal is not None else "at the end of the plan"


def _parsed(line: Communication) -> Cadence | None:
    try:
        return parse(line.cadence) if line.cadence else None
    except Problem:  # in a file edited by hand
        return None


def next_dates(plan: Plan, line: Communication, today: dt.date) -> str:
    """The next dates of a communication: "next Tue 24 Nov, Tue 8 Dec, Tue 22 Dec"."""
    found = communication_occurrences(plan, line, since=today)
    days = [f"{DAY_NAMES[o.day.weekday()]} {short_date(o.day, today)}" for o in found[:_SHOWN]]
    if days:
        return f"next {', '.join(days)}"
    cadence = _parsed(line)
    waits = cadence is not None and cadence.kind in ("step", "due")
    if cadence is not None and waits and due_day(awaited(plan, line, cadence)) is None:
        return "no date yet: it moves with what it waits for"
    return "no date to come"


def next_text(plan: Plan, line: Communication, today: dt.date) -> str:
    """The next day as the table shows it, or why there is none."""
    following = next_occurrence(plan, line, today)
    if following is not None:
        return short_date(following.day)
    if line.status in ("paused", "ended"):
        return line.status
    cadence = _parsed(line)
    if cadence is None:
        return ""
    waits = cadence.kind in ("step", "due")
    return "no date yet" if waits and due_day(awaited(plan, line, cadence)) is None else "over"


def timed_edit(plan: Plan, id: int, field: str, today: dt.date) -> CellEdit | None:
    """How a field is edited on which dates depend: the next three are shown back."""
    plain = field_edit(plan, "communications", id, field, today)
    if plain is None:
        return None
    before = plan.communications[id]

    def edit(text: str) -> Edit:
        made = plain.edit(text)
        made.apply(plan)  # one that never occurs is refused before Enter
        return made

    def said(text: str) -> str:
        after = edit(text).apply(plan)
        line = after.communications[id]
        if not line.cadence:
            return plain.said(text)
        dates = next_dates(after, line, today)
        if field != "cadence":
            return f"{plain.said(text)}: {dates}"
        meant = say_cadence(after, line)
        waits = meant != line.cadence and meant != " ".join(text.split())
        return f"{meant}: {dates}" if waits else dates

    value = say_cadence(plan, before) if field == "cadence" else plain.value
    if value.startswith("at the end"):
        value = before.cadence
    complete = _steps(plan) if field == "cadence" else plain.complete
    return plain._replace(value=value, said=said, edit=edit, complete=complete)


def _steps(plan: Plan) -> Callable[[str, int], Sequence[str]]:
    """Offers the milestones, else the steps, once a cadence begins with "at"."""

    def complete(text: str, cursor: int) -> Sequence[str]:
        head, _, sought = text.strip().casefold().partition(" ")
        if head not in ("at", "milestone", "step"):
            return ()
        tree = outline(plan)
        first = sought.partition(" ")[0]
        if first and "milestone".startswith(first):
            sought = sought.removeprefix(first).strip()
        every = [id for id in tree.rows if sought in read_record(plan, "steps", id).casefold()]
        stones = [id for id in every if plan.steps[id].kind == "milestone"]
        return [f"at {read_record(plan, 'steps', id)}" for id in stones or every][:8]

    return complete
