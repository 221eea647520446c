"""The capture line: one line of typing that makes a whole step, goal or idea.

`Draft MoU with Health @ana due:fri need:legal review tell:mayor's office every:2w kpi:signed=1`

Values run to the next known key, in any order. What is not understood is told as trouble
and stays in the title, so that nothing typed in a meeting is lost.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from actionplan_tui.capture.dates import AmbiguousDate
from actionplan_tui.capture.digits import one_line
from actionplan_tui.capture.items import Item
from actionplan_tui.capture.line_keys import segments, table_of
from actionplan_tui.capture.line_reading import Reading
from actionplan_tui.capture.quoting import clean
from actionplan_tui.model.plan import TABLES, Plan
from actionplan_tui.model.wbs import outline


class Captured(NamedTuple):
    """What a line was understood as.

    `title` is the text of the record, `fields` its other fields (new names stand as names),
    `items` what hangs from a step. `trouble` tells, a line each, what stayed in the title
    because it was not understood; `question` is a date that could be two days.
    """

    table: str
    title: str
    fields: dict[str, Any]
    items: tuple[Item, ...]
    parent: int | None
    goal: int | None
    said: str
    trouble: tuple[str, ...]
    question: AmbiguousDate | None = None


def understand_line(
    plan: Plan,
    text: str,
    *,
    today: date,
    under: int | None = None,
    goal: int | None = None,
    table: str = "",
) -> Captured:
    """What a capture line means; never raises.

    `under` is the step at which it is typed: the new step stands beside it, or with a
    leading ">" under it. `goal` is where a step goes that says no other place. `table`
    names the table where the line itself does not.
    """
    named, below, rest = table_of(one_line(text))
    reading = Reading(plan, named or table or "steps", today)
    reading.place(under, goal, below=below)
    for segment in segments(rest):
        reading.take(segment)
    return _captured(reading)


def _captured(reading: Reading) -> Captured:
    """All that was understood."""
    reading.finish()
    title = clean(" ".join(part for part in reading.kept if part))
    if not title:
        reading.trouble.insert(0, _QUESTIONS.get(reading.table, "what is it called?"))
    return Captured(
        reading.table,
        title,
        reading.fields,
        tuple(reading.items),
        reading.parent if reading.table == "steps" else None,
        reading.goal if reading.table == "steps" else None,
        " · ".join((_where(reading), *reading.said)),
        tuple(reading.trouble),
        reading.question,
    )


def _where(reading: Reading) -> str:
    noun = TABLES[reading.table].noun
    noun = noun[0].upper() + noun[1:]
    if reading.table == "steps" and reading.parent is not None:
        return (
            f"{noun} under {outline(reading.plan).code.get(reading.parent, f'S{reading.parent}')}"
        )
    if reading.table == "steps" and reading.goal is not None and reading.goal in reading.plan.goals:
        statement = one_line(reading.plan.goals[reading.goal].statement)
        return f"{noun} of goal {statement[:40] or f'G{reading.goal}'}"
    return noun


_QUESTIONS = {
    "steps": "what needs to be done?",
    "goals": "what actions or changes will occur?",
    "ideas": "what is the idea?",
}
