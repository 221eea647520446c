"""Readiness as plain data, for scripts.

The fields of these structs are documented keys of `status --json` and `check --json`; they
are added to, never renamed.
"""

from __future__ import annotations

from msgspec import Struct

from actionplan_tui.analysis.readiness.readiness import Readiness, Tally
from actionplan_tui.model.deck import SIX_QUESTIONS


class HeadingLine(Struct, frozen=True, kw_only=True):
    """How far the plan is complete, clear or current: percent in order, and what is open."""

    percent: int
    blocks: int
    warns: int
    hints: int


class QuestionLine(Struct, frozen=True, kw_only=True):
    """One of the deck's six questions; `answered` when nothing about it blocks or warns."""

    key: str
    question: str
    answered: bool
    blocks: int
    warns: int
    hints: int


class ReadinessLine(Struct, frozen=True, kw_only=True):
    """Whether the plan is done planning: three bars, six ticks, never one score.

    `ready`: nothing that blocks approval is open. `accepted` counts the findings that the
    owner has accepted; `switched_off` names the rules that the plan does not want.
    """

    ready: bool
    text: str
    blocks: int
    warns: int
    hints: int
    accepted: int
    switched_off: tuple[str, ...]
    complete: HeadingLine
    clear: HeadingLine
    current: HeadingLine
    questions: list[QuestionLine]


def readiness_line(known: Readiness) -> ReadinessLine:
    """The figures of a plan's readiness."""
    return ReadinessLine(
        ready=known.ready,
        text=known.text,
        blocks=known.count("blocks"),
        warns=known.count("warns"),
        hints=known.count("hints"),
        accepted=known.accepted_count,
        switched_off=known.switched_off,
        complete=_heading(known.headings["complete"]),
        clear=_heading(known.headings["clear"]),
        current=_heading(known.headings["current"]),
        questions=[
            QuestionLine(
                key=key,
                question=SIX_QUESTIONS[key],
                answered=tally.answered,
                blocks=tally.blocks,
                warns=tally.warns,
                hints=tally.hints,
            )
            for key, tally in known.questions.items()
        ],
    )


def _heading(tally: Tally) -> HeadingLine:
    return HeadingLine(
        percent=tally.percent, blocks=tally.blocks, warns=tally.warns, hints=tally.hints
    )
