"""An answer of the six-question card, and how amounts and communications stand in it."""

from __future__ import annotations

from typing import NamedTuple

from actionplan_tui.analysis.columns import number_text
from actionplan_tui.analysis.people import names_of
from actionplan_tui.analysis.resources import Totals
from actionplan_tui.model.deck import Question
from actionplan_tui.model.plan import Plan


class Answer(NamedTuple):
    """A line of the card: what is answered under one of the six questions.

    `field` is what is typed to answer it; nothing where the answer comes from elsewhere.
    """

    question: Question
    label: str
    text: str
    field: str

    @property
    def blank(self) -> bool:
        """Whether the answer is still to be given."""
        return not self.text


def plural(count: int, noun: str) -> str:
    """How many there are, in words; nothing where there is none."""
    return f"{count} {noun}{'s' * (count != 1)}" if count else ""


def amounts(totals: Totals) -> str:
    """What is needed, and how much of it is missing, by unit; things without one are not added
    up."""
    return "; ".join(
        f"{number_text(total.needed)} {unit}"
        + (f" ({number_text(total.gap)} missing)" if total.gap else "")
        for unit, total in totals.items()
        if unit and total.needed
    )


def lines_of(plan: Plan, ids: list[int]) -> str:
    """Communications in a line: who is told how often."""
    said = []
    for id in ids:
        line = plan.communications[id]
        who = names_of(plan, line.audience) or "nobody yet"
        said.append(f"{who}, {line.cadence or 'how often?'}")
    return "; ".join(said)
