"""How do you know you are done planning? Complete, clear, current; never one opaque score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from actionplan_tui.analysis.readiness.finding import (
    HEADINGS,
    SEVERITIES,
    Finding,
    Heading,
    Severity,
    finding,
)
from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.model.deck import SIX_QUESTIONS, Question
from actionplan_tui.model.plan import Plan


class Tally(Struct, frozen=True, kw_only=True):
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


class Readiness(Struct, frozen=True, kw_only=True):
    """What a plan lacks on a day. `findings` are the open ones, what blocks first.

    `switched_off` are the codes of the rules that the plan does not want.
    """

    today: date
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    headings: Mapping[Heading, Tally]
    questions: Mapping[Question, Tally]
    switched_off: tuple[str, ...]

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
        blocks, warns = self.count("blocks"), self.count("warns")
        parts = [f"{blocks} block" if blocks else "", f"{warns} warn" if warns else ""]
        return ", ".join(filter(None, parts)) or "ready"


def readiness(plan: Plan, today: date) -> Readiness:
    """What the plan lacks on a day, worked out once and kept beside it.

    The cost grows with the plan (tens of milliseconds a thousand steps): never on the way
    to a first frame, nor at a key.
    """
    known = worked_out(plan, today)
    if known is None:
        known = plan.__dict__["readiness"] = _readiness(plan, today)
    return known


def worked_out(plan: Plan, today: date) -> Readiness | None:
    """What `readiness` gives, where somebody has asked for it already; else None."""
    known: Readiness | None = plan.__dict__.get("readiness")
    return known if known is not None and known.today == today else None


def ready_to_approve(plan: Plan, today: date) -> bool:
    """Whether no blocking finding is open: each is mended, or accepted by the owner."""
    return readiness(plan, today).ready


def _readiness(plan: Plan, today: date) -> Readiness:
    ground = Ground(plan, today)
    waivers = waivers_by_finding(plan)
    off = [code for code in RULES if code in set(plan.info.rules_off)]
    found: list[Finding] = []
    accepted: list[Accepted] = []
    counts: dict[str, list[int]] = {key: [0] * 5 for key in (*HEADINGS, *SIX_QUESTIONS)}
    for code, rule in RULES.items():
        if code in off:
            continue
        sums = (counts[rule.heading], counts[rule.question])
        for subject in rule.subjects(ground):
            in_order = 1
            for gap in rule.check(ground, subject):
                one = finding(rule, gap)
                waiver = waivers.get(one.key) if waivers else None
                if waiver is not None:
                    accepted.append(Accepted(one, waiver))
                    continue
                in_order = 0
                found.append(one)
                for each in sums:
                    each[2 + SEVERITIES.index(one.severity)] += 1
            for each in sums:
                each[0] += 1
                each[1] += in_order
    found.sort(key=_place)
    tallies = {key: Tally(looked_at=a, in_order=b, blocks=c, warns=d, hints=e)
               for key, (a, b, c, d, e) in counts.items()}  # fmt: skip
    return Readiness(
        today=today,
        findings=tuple(found),
        accepted=tuple(accepted),
        headings={heading: tallies[heading] for heading in HEADINGS},
        questions={question: tallies[question] for question in SIX_QUESTIONS},
        switched_off=tuple(off),
    )


def waivers_by_finding(plan: Plan) -> dict[str, int]:
    """The plan's waivers by the key of the finding that they accept."""
    return {
        waiver.finding: id
        for id, waiver in plan.waivers.items()
        if not waiver.archived and waiver.by is not None and waiver.reason.strip()
    }


_SEVERITY_PLACE = {severity: place for place, severity in enumerate(SEVERITIES)}


def _place(found: Finding) -> int:
    return _SEVERITY_PLACE[found.severity]
