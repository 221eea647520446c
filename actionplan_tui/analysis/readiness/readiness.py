"""How do you know you are done planning? Complete, clear, current; never one opaque score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from actionplan_tui.analysis.readiness.figures import figures_text, worked_out
from actionplan_tui.analysis.readiness.finding import (
    HEADINGS,
    SEVERITIES,
    Finding,
    Gap,
    Heading,
    Rule,
    Severity,
    finding,
    key_of,
)
from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.model.deck import SIX_QUESTIONS, Question
from actionplan_tui.model.plan import Plan


class Tally(Struct, frozen=True):
    """How much of what was looked at is in order, and what was found there.

    `looked_at` counts the goals, steps, KPIs... that the checks looked at, each once a
    check; `in_order` those without a finding, or whose findings are all accepted.
    """

    looked_at: int = 0
    in_order: int = 0
    blocks: int = 0
    warns: int = 0
    hints: int = 0

    @property
    def percent(self) -> int:
        """The share in order; 100 means all of it, anything missing shows at most 99."""
        if self.in_order == self.looked_at:
            return 100
        return min(99, round(100 * self.in_order / self.looked_at))

    @property
    def answered(self) -> bool:
        """Whether nothing is found that blocks or warns."""
        return not (self.blocks or self.warns)


class Accepted(Struct, frozen=True):
    """A finding that the plan's owner has accepted, and the waiver that says why."""

    finding: Finding
    waiver: int


class Readiness:
    """What a plan lacks on a day. The figures are there at once; findings are put into words
    when they are first asked for.

    `switched_off` are the codes of the rules that the plan does not want.
    """

    def __init__(
        self,
        plan: Plan,
        today: date,
        *,
        figures_only: bool = False,
        between: Callable[[], object] | None = None,
    ) -> None:
        """Look at a plan with every rule that it wants.

        Args:
            plan: The plan.
            today: The day.
            figures_only: Keep no findings: of a large plan they take megabytes.
            between: Called before each rule: to let others go first, or, by raising, to give up.
        """
        self.today = today
        self._keeps = not figures_only
        unwanted = frozenset(plan.info.rules_off)
        self.switched_off = tuple(code for code in RULES if code in unwanted)
        self._waivers = waivers_by_finding(plan)
        self._gaps: list[tuple[Rule, Gap]] = []
        self._accepted: list[tuple[Rule, Gap, int]] = []
        counts: dict[str, list[int]] = {key: [0] * 5 for key in (*HEADINGS, *SIX_QUESTIONS)}
        ground = Ground(plan, today, wordless=figures_only)
        for code, rule in RULES.items():
            if code not in unwanted:
                if between is not None:
                    between()
                found = self._ask(rule, ground)
                for key in (rule.heading, rule.question):
                    counts[key] = list(map(int.__add__, counts[key], found))
        tallies = {key: Tally(*figures) for key, figures in counts.items()}
        self.headings: Mapping[Heading, Tally] = {key: tallies[key] for key in HEADINGS}
        self.questions: Mapping[Question, Tally] = {key: tallies[key] for key in SIX_QUESTIONS}

    def _ask(self, rule: Rule, ground: Ground) -> tuple[int, ...]:
        """Ask one rule, and keep what it finds; gives the figures of its tally."""
        subjects = rule.subjects(ground)
        unsound, last = 0, object()
        severe = dict.fromkeys(SEVERITIES, 0)
        waivers = self._waivers
        for subject, gap in rule.check(ground, subjects):
            if waivers and (waiver := waivers.get(key_of(rule, gap))) is not None:
                self._accepted.append((rule, gap, waiver))
                continue
            if subject is not last:
                unsound, last = unsound + 1, subject
            severe[gap.severity or rule.severity] += 1
            if self._keeps:
                self._gaps.append((rule, gap))
        looked_at = len(subjects)
        return (looked_at, looked_at - unsound, *severe.values())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The open findings, what blocks first."""
        found = [finding(rule, gap) for rule, gap in self._gaps]
        return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity)))

    @cached_property
    def accepted(self) -> tuple[Accepted, ...]:
        """The findings that the plan's owner has accepted."""
        return tuple(Accepted(finding(rule, gap), waiver) for rule, gap, waiver in self._accepted)

    @property
    def accepted_count(self) -> int:
        """How many findings the plan's owner has accepted."""
        return len(self._accepted)

    def count(self, severity: Severity) -> int:
        """How many open findings are that severe."""
        return sum(getattr(tally, severity) for tally in self.headings.values())

    @property
    def ready(self) -> bool:
        """Whether nothing that blocks is open: the plan can be approved."""
        return not self.count("blocks")

    @property
    def text(self) -> str:
        """In a few words: `2 block, 14 warn`, `1 blocks`, `ready`."""
        return figures_text(self.count("blocks"), self.count("warns"))


def readiness(plan: Plan, today: date) -> Readiness:
    """What the plan lacks on a day, worked out once and kept beside it.

    The cost grows with the plan (tens of milliseconds a thousand steps): never on the way
    to a first frame, nor at a key.
    """
    known = worked_out(plan, today)
    if known is None:
        known = plan.__dict__["readiness"] = Readiness(plan, today)
    return known


def known_figures(
    plan: Plan, today: date, *, between: Callable[[], object] | None = None
) -> Readiness:
    """The readiness of a plan where its figures will do: cheaper, and its findings are none
    unless somebody has asked for them before. `between` is called as by `Readiness`."""
    known = worked_out(plan, today)
    return known or Readiness(plan, today, figures_only=True, between=between)


def ready_to_approve(plan: Plan, today: date) -> bool:
    """Whether no blocking finding is open: each is mended, or accepted by the owner."""
    return readiness(plan, today).ready


def waivers_by_finding(plan: Plan) -> dict[str, int]:
    """The plan's waivers by the key of the finding that they accept."""
    return {
        waiver.finding: id
        for id, waiver in plan.waivers.items()
        if not waiver.archived and waiver.by is not None and waiver.reason.strip()
    }
