"""What a readiness check finds: an unmet check, with the field that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeVar, get_args

from msgspec import Struct

from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.model.deck import Question
from actionplan_tui.model.plan import ref

Severity = Literal["blocks", "warns", "hints"]
"""A finding blocks approval, warns, or only hints."""

Heading = Literal["complete", "clear", "current"]
"""Is the plan complete, clear, current? (Community Tool Box, the checklist of an action plan)."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
HEADINGS: tuple[Heading, ...] = get_args(Heading)


class Gap(Struct, frozen=True, gc=False):
    """What a check says of one place of the plan.

    `table`, `id` and `field` are where it can be mended; id 0 is a record still to be added.
    `severity` is the rule's own unless given. `about` names what the gap is about where the
    place alone does not: an answer to one gap is no answer to the next one there.
    """

    sentence: str
    table: str
    id: int
    field: str
    severity: Severity | None = None
    about: str = ""


S = TypeVar("S")
Found = Iterator[tuple[S, Gap]]
"""Gaps, each with the subject in which it was found; those of one subject in a row."""


class Lacks(Struct, frozen=True):
    """A check that a subject passes or not, with one gap of the rule's own severity where it does
    not. Where only figures are wanted, nothing is put into words: `lacking` gives those that fail,
    in order; `gap` says what one of them lacks.
    """

    lacking: Callable[[Ground, Sequence[Any]], Sequence[Any]]
    gap: Callable[[Ground, Any], Gap]

    def __call__(self, ground: Ground, subjects: Sequence[Any]) -> Found[Any]:
        """The gaps, each with its subject."""
        for subject in self.lacking(ground, subjects):
            yield subject, self.gap(ground, subject)


class Rule(Struct, frozen=True):
    """One check of a plan's readiness.

    `tests` says in words what must be true. `subjects` gives what is looked at (goals,
    steps, KPIs...), `check` the gaps in them: none when all is well (`Lacks`, where that is all).

    After an edit a rule is asked again where the edit could tell. Which that is it says itself;
    one that says nothing is asked of the whole plan after every edit:

    - `reads` names the tables and fields (`goals`, `steps.due`, `places`: see `Touched`) that it
      looks at: while none of them differs, what it found stands. What differs in the plan's own
      record need be named only where that tells of nothing else (`plan.success`).
    - `near` says that what it finds in a subject hangs on that one, and on what reaches it
      (`analysis.touched`). It is asked again of the subjects reached alone, and of all where
      something differs that it `reads` beside.
    """

    code: str
    severity: Severity
    heading: Heading
    question: Question
    tests: str
    subjects: Callable[[Ground], Sequence[Any]]
    check: Callable[[Ground, Sequence[Any]], Found[Any]]
    reads: frozenset[str] | None = None
    near: bool = False


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """One unmet readiness check, in plain words, with the field that mends it.

    `key` names the finding for as long as it stands, whatever else changes in the plan.
    """

    key: str
    code: str
    severity: Severity
    heading: Heading
    question: Question
    sentence: str
    table: str
    id: int
    field: str

    @property
    def ref(self) -> str:
        """The record that mends it, such as `S12`; "" for the plan, or one still to be added."""
        return ref(self.table, self.id) if self.id and self.table != "plan" else ""


def key_of(rule: Rule, gap: Gap) -> str:
    """What names a finding in a waiver: its rule, what it is about, and the field."""
    recorded = gap.id and gap.table != "plan"
    place = gap.about or (ref(gap.table, gap.id) if recorded else gap.table)
    return f"{rule.code} {place} {gap.field}"


def finding(rule: Rule, gap: Gap) -> Finding:
    """The finding that a rule's gap makes."""
    return Finding(
        key=key_of(rule, gap),
        code=rule.code,
        severity=gap.severity or rule.severity,
        heading=rule.heading,
        question=rule.question,
        sentence=gap.sentence,
        table=gap.table,
        id=gap.id,
        field=gap.field,
    )


def reads(*names: str) -> frozenset[str]:
    """The tables and fields that a rule looks at."""
    return frozenset(names)


CLOCKS = reads("reviews", "steps.due")
"""What the review clocks look at beside the plan's own record: a review may fall "at S12"."""

PLACES = reads("places", "steps.cancelled")
"""What says which steps are at work, and where."""

OPEN = PLACES | reads("steps.finished", "steps.percent")
"""What says which steps are still open."""
