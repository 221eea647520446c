"""How do you know you are done planning? Complete, clear, current; never one opaque score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from actionplan_tui.analysis.kept import kept
from actionplan_tui.analysis.readiness.asking import Answer, Listed, asked, asked_again, listed
from actionplan_tui.analysis.readiness.figures import NAME, figures_text, worked_out
from actionplan_tui.analysis.readiness.finding import (
    HEADINGS,
    SEVERITIES,
    Finding,
    Heading,
    Rule,
    Severity,
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
        last: Readiness | None = None,
    ) -> None:
        """Look at a plan with every rule that it wants.

        Args:
            plan: The plan.
            today: The day.
            figures_only: Keep no findings: of a large plan they take megabytes, and nothing that
                a later plan could be told by.
            between: Called before each rule: to let others go first, or, by raising, to give up.
            last: What is known of a plan before, with its findings: what the two differ in is
                looked at, and what that reaches.
        """
        self.plan = plan
        self.today = today
        self._keeps = not figures_only
        unwanted = frozenset(plan.info.rules_off)
        self.switched_off = tuple(code for code in RULES if code in unwanted)
        self._waivers = waivers_by_finding(plan)
        self._answers: dict[str, Answer] = {}
        self._lists: dict[str, Listed] = dict(last._lists) if last is not None else {}
        ask = self._asks_all() if last is None else self._asks_again(last)
        for code, rule in RULES.items():
            if code not in unwanted:
                if between is not None:
                    between()
                self._answers[code] = ask(rule)
        counts: dict[str, list[int]] = {key: [0] * 5 for key in (*HEADINGS, *SIX_QUESTIONS)}
        for code, answer in self._answers.items():
            looked_at = answer.looked_at
            found = (looked_at, looked_at - answer.unsound, *answer.severe)
            for key in (RULES[code].heading, RULES[code].question):
                counts[key] = list(map(int.__add__, counts[key], found))
        tallies = {key: Tally(*figures) for key, figures in counts.items()}
        self.headings: Mapping[Heading, Tally] = {key: tallies[key] for key in HEADINGS}
        self.questions: Mapping[Question, Tally] = {key: tallies[key] for key in SIX_QUESTIONS}

    def _asks_all(self) -> Callable[[Rule], Answer]:
        """How a rule is asked of a plan of which nothing is known."""
        ground = Ground(self.plan, self.today, wordless=not self._keeps)
        return lambda rule: asked(rule, ground, self._waivers, keeps=self._keeps)

    def _asks_again(self, last: Readiness) -> Callable[[Rule], Answer]:
        """How a rule is asked when it is known what it said of another plan."""
        from actionplan_tui.analysis.touched import touched  # loaded with the second plan

        change = touched(last.plan, self.plan) if last.today == self.today else None
        if change is None or not last._keeps:
            return self._asks_all()
        asks_all = self._asks_all()
        before = Ground(last.plan, self.today, near=change)
        after = Ground(self.plan, self.today, near=change)
        before.other, after.other = after, before
        accepted = {key.partition(" ")[0] for key, _ in
                    self._waivers.items() ^ last._waivers.items()}  # fmt: skip
        # Sentences say codes and names of others than those reached.
        in_words = not change.any("places", "stakeholders.name")

        def ask(rule: Rule) -> Answer:
            known = last._answers.get(rule.code)
            if known is None or rule.code in accepted:
                return asks_all(rule)
            if rule.near and not change.any(*(rule.reads or ())):
                return asked_again(rule, known, before, after, self._waivers, in_words=in_words)
            if rule.near or rule.reads is None or change.any(*rule.reads):
                return asks_all(rule)
            return known if in_words else replace(known, in_words=False)

        return ask

    @cached_property
    def _listed(self) -> tuple[Listed, ...]:
        """What each rule found, in words."""
        asks_all = self._asks_all() if self._keeps else None
        for code, answer in self._answers.items():
            if not answer.in_words and asks_all is not None:
                self._answers[code] = answer = asks_all(RULES[code])
            self._lists[code] = listed(RULES[code], answer, self._lists.get(code))
        return tuple([self._lists[code] for code in self._answers])

    @cached_property
    def groups(self) -> tuple[tuple[Finding, ...], ...]:
        """The open findings in groups, what blocks first: those of a rule and a severity in one,
        which is the same object as before an edit for as long as it says the same."""
        return tuple(
            [
                rule.still_open[number]
                for number in range(len(SEVERITIES))
                for rule in self._listed
                if rule.still_open[number]
            ]
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The open findings, what blocks first."""
        return tuple(chain.from_iterable(self.groups))

    @cached_property
    def accepted(self) -> tuple[Accepted, ...]:
        """The findings that the plan's owner has accepted."""
        found = chain.from_iterable(rule.accepted for rule in self._listed)
        return tuple(Accepted(one, waiver) for one, waiver in found)

    @property
    def accepted_count(self) -> int:
        """How many findings the plan's owner has accepted."""
        return sum(answer.accepted for answer in self._answers.values())

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


def readiness(plan: Plan, today: date, *, between: Callable[[], object] | None = None) -> Readiness:
    """What the plan lacks on a day, worked out once and kept beside it.

    Of a plan of which nothing is known the cost grows with the plan (tens of milliseconds a
    thousand steps): never on the way to a first frame. Of the next plan only what an edit reached
    is looked at. `between` is called as by `Readiness`.
    """
    return kept(
        plan,
        NAME,
        today,
        lambda: Readiness(plan, today, between=between),
        lambda last, plan, change: Readiness(plan, today, between=between, last=last),
    )


def known_figures(
    plan: Plan, today: date, *, between: Callable[[], object] | None = None
) -> Readiness:
    """The readiness of a plan where its figures will do: cheaper, and its findings are none
    unless somebody has asked for them before. `between` is called as by `Readiness`."""
    known = worked_out(plan, today)
    return known or Readiness(plan, today, figures_only=True, between=between)


def waivers_by_finding(plan: Plan) -> dict[str, int]:
    """The plan's waivers by the key of the finding that they accept."""
    return {
        waiver.finding: id
        for id, waiver in plan.waivers.items()
        if not waiver.archived and waiver.by is not None and waiver.reason.strip()
    }
