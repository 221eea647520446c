"""What one rule finds, kept so that after an edit it is asked again of what that reached alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from actionplan_tui.analysis.readiness.finding import (
    SEVERITIES,
    Finding,
    Gap,
    Lacks,
    Rule,
    Severity,
    finding,
    key_of,
)
from actionplan_tui.analysis.readiness.ground import Ground
from actionplan_tui.model.records import Record

Waivers = Mapping[str, int]
"""The plan's waivers by the key of the finding that they accept."""


class Told(Struct, gc=False):
    """The gaps of one subject, each with the waiver that accepts it (0 while it is open); and
    once they were asked for, the findings that they make."""

    gaps: tuple[tuple[Gap, int], ...]
    findings: tuple[tuple[Finding, int], ...] | None = None


_Told = Mapping[Hashable, Told]


class Answer(Struct, frozen=True):
    """What a rule says of a plan.

    `looked_at` subjects were asked about; `unsound` have an open finding. `severe` counts the
    open findings in the order of `SEVERITIES`, `accepted` the others. `told` has the gaps of
    each subject that has any, unless they were not to be kept; `in_words` says whether they stand
    in the subjects' order and their sentences are of this plan.
    """

    looked_at: int
    unsound: int
    severe: tuple[int, ...]
    accepted: int
    told: _Told | None
    in_words: bool = True


def asked(rule: Rule, ground: Ground, waivers: Waivers, *, keeps: bool) -> Answer:
    """Ask a rule of everything it looks at."""
    subjects = rule.subjects(ground)
    severe = dict.fromkeys(SEVERITIES, 0)
    if isinstance(rule.check, Lacks) and not (keeps or waivers):
        severe[rule.severity] = fail = len(rule.check.lacking(ground, subjects))
        return Answer(len(subjects), fail, tuple(severe.values()), 0, None)
    unsound, accepted, last = 0, 0, object()
    told: dict[Hashable, list[tuple[Gap, int]]] = {}
    for subject, gap in rule.check(ground, subjects):
        waiver = waivers.get(key_of(rule, gap), 0) if waivers else 0
        if keeps:
            told.setdefault(_name(subject), []).append((gap, waiver))
        if waiver:
            accepted += 1
            continue
        if subject is not last:
            unsound, last = unsound + 1, subject
        severe[gap.severity or rule.severity] += 1
    kept = {name: Told(tuple(found)) for name, found in told.items()} if keeps else None
    return Answer(len(subjects), unsound, tuple(severe.values()), accepted, kept)


def asked_again(
    rule: Rule, last: Answer, before: Ground, after: Ground, waivers: Waivers, *, in_words: bool
) -> Answer:
    """Ask a rule of what an edit reached, and let stand what it said of the rest.

    Args:
        rule: The rule, which looks `near`.
        last: What it said of the plan before.
        before: What was reached, in the plan before.
        after: What was reached, in the plan now.
        waivers: As they were and are, for this rule.
        in_words: Are the sentences of what was not reached those of this plan still?
    """
    assert last.told is not None
    gone = [_name(subject) for subject in rule.subjects(before)]
    part = asked(rule, after, waivers, keeps=True)
    assert part.told is not None
    out = [found for name in gone if (found := last.told.get(name))]
    told: _Told = last.told
    stands = last.in_words and in_words
    if any(_gaps(told, name) != _gaps(part.told, name) for name in {*gone, *part.told}):
        changed = dict(last.told)
        for name in gone:
            if name not in part.told:
                changed.pop(name, None)
        # What stays keeps its place; what is new has none yet among the others.
        stands = stands and part.told.keys() <= changed.keys()
        changed.update(part.told)
        told = changed
    fewer = _counted(rule, out)
    return Answer(
        looked_at=last.looked_at - len(gone) + part.looked_at,
        unsound=last.unsound - fewer.unsound + part.unsound,
        severe=tuple(map(_less_more, last.severe, fewer.severe, part.severe)),
        accepted=last.accepted - fewer.accepted + part.accepted,
        told=told,
        in_words=stands,
    )


def _gaps(told: _Told, name: Hashable) -> object:
    """What was told of a subject, to be compared."""
    found = told.get(name)
    return found.gaps if found is not None else ()


def _less_more(known: int, less: int, more: int) -> int:
    return known - less + more


def _counted(rule: Rule, found: Sequence[Told]) -> Answer:
    """The counts of what was told of some subjects."""
    unsound, accepted = 0, 0
    severe = dict.fromkeys(SEVERITIES, 0)
    for told in found:
        still_open = [gap for gap, waiver in told.gaps if not waiver]
        accepted += len(told.gaps) - len(still_open)
        unsound += bool(still_open)
        for gap in still_open:
            severe[gap.severity or rule.severity] += 1
    return Answer(0, unsound, tuple(severe.values()), accepted, None)


def _name(subject: Any) -> Hashable:
    """What a subject is called where its gaps are kept."""
    if isinstance(subject, Record):
        return (type(subject), subject.id)
    if isinstance(subject, tuple) and isinstance(subject[0], int):  # a person, with what is theirs
        return subject[0]
    hashed: Hashable = subject
    return hashed


class Listed(Struct, frozen=True):
    """What a rule found, in words: the open findings in the order of `SEVERITIES`, and the others
    with the waivers that accept them. `told` is what they were made of."""

    told: _Told | None
    still_open: tuple[tuple[Finding, ...], ...]
    accepted: tuple[tuple[Finding, int], ...]


def listed(rule: Rule, answer: Answer, last: Listed | None) -> Listed:
    """What a rule found, in words; what was listed last where it found nothing else."""
    if last is not None and last.told is answer.told:
        return last
    still_open: dict[Severity, list[Finding]] = {severity: [] for severity in SEVERITIES}
    accepted: list[tuple[Finding, int]] = []
    for told in (answer.told or {}).values():
        if told.findings is None:
            told.findings = tuple([(finding(rule, gap), waiver) for gap, waiver in told.gaps])
        for one, waiver in told.findings:
            if waiver:
                accepted.append((one, waiver))
            else:
                still_open[one.severity].append(one)
    return Listed(answer.told, tuple(map(tuple, still_open.values())), tuple(accepted))
