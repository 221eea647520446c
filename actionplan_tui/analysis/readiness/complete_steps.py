"""Is the plan complete: each action step, column by column of the Action Planning Table.

Asked are the action steps still open: those with nothing below them, neither done nor
cancelled. "None identified" is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from actionplan_tui.analysis.people import name_of, owner_of
from actionplan_tui.analysis.readiness.finding import (
    OPEN,
    Found,
    Gap,
    Lacks,
    Rule,
    Severity,
    reads,
)
from actionplan_tui.analysis.readiness.ground import Ground, is_blank, quoted, words
from actionplan_tui.model.records import KPI, Barrier, Step

SEVERE = 9
"""Likelihood times impact from which a barrier needs an answer."""


def _leaves(ground: Ground) -> list[Step]:
    return ground.open_leaves


def _no_lead(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if step.lead is None]


def _lead(ground: Ground, step: Step) -> Gap:
    return Gap(f"By whom? {ground.named(step.id)}", "steps", step.id, "lead")


def _plan_and_leaves(ground: Ground) -> list[Step | None]:
    return [None, *ground.open_leaves]


def _no_owner(ground: Ground, steps: Iterable[Step | None]) -> list[Step | None]:
    plan = ground.plan
    if plan.info.owner is not None:  # who then owns all that nobody else does
        return []
    return [s for s in steps if s is None or owner_of(plan, s.id)[0] is None]


def _owner(ground: Ground, step: Step | None) -> Gap:
    if step is None:
        return Gap("Nobody is accountable for the plan", "plan", 1, "owner")
    said = f"Nobody is accountable for {ground.named(step.id)}"
    return Gap(said, "steps", step.id, "owner")


def _owner_leads(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    plan = ground.plan
    return [s for s in steps if s.lead is not None and s.lead == owner_of(plan, s.id)[0]]


def _other_owner(ground: Ground, step: Step) -> Gap:
    who = f"{name_of(ground.plan, step.lead)} owns and leads {ground.named(step.id)}"
    return Gap(f"{who}: who takes corrective action?", "steps", step.id, "owner")


def _alone(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return [
        step for step in steps
        if not step.support and "support" not in step.none_identified and step.lead is not None
    ]  # fmt: skip


def _support(ground: Ground, step: Step) -> Gap:
    asks = f"Who supports {name_of(ground.plan, step.lead)} in {ground.named(step.id)}?"
    return Gap(asks, "steps", step.id, "support")


def _no_due(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if step.due is None]


def _due(ground: Ground, step: Step) -> Gap:
    return Gap(f"By when? {ground.named(step.id)}", "steps", step.id, "due")


def _no_start(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if step.start is None and step.kind != "milestone"]


def _start(ground: Ground, step: Step) -> Gap:
    return Gap(f"For how long? {ground.named(step.id)}", "steps", step.id, "start")


def _no_resources(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return ground.without(steps, "resources", "needed")


def _needs(ground: Ground, step: Step) -> Gap:
    return Gap(f"What does {ground.named(step.id)} need?", "steps", step.id, "needed")


def _both_kinds(ground: Ground, plan: Iterable[None]) -> Found[None]:
    used = [r for r in ground.plan.resources.values() if not r.archived]
    money = sum(r.category == "financial" for r in used)
    for it in plan:
        if not (used or ground.leaves):
            none = "No resources are planned yet: no step asks for any"
            if ground.goals:
                yield it, Gap(none, "goals", ground.goals[0].id, "steps", about="plan")
            else:
                yield it, Gap(none, "goals", 0, "statement", about="plan")
        elif used and money in (0, len(used)) and ground.open_leaves:
            only = "Only money is planned: what people, equipment, support?"
            said = only if money else "No money is planned: is none needed?"
            yield it, Gap(said, "steps", ground.open_leaves[0].id, "needed", about="plan")


def _one(ground: Ground) -> list[None]:
    return [None]


def _no_barriers(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return ground.without(steps, "barriers", "barriers")


def _barriers(ground: Ground, step: Step) -> Gap:
    asks = f"Who might resist {ground.named(step.id)}, and how?"
    return Gap(asks, "steps", step.id, "barriers")


def _severe_barriers(ground: Ground) -> list[Barrier]:
    return [b for b in ground.barriers if (b.likelihood or 0) * (b.impact or 0) >= SEVERE]


def _unanswered(ground: Ground, barriers: Iterable[Barrier]) -> list[Barrier]:
    return [b for b in barriers if b.owner is None or is_blank(b.response)]


def _answer(ground: Ground, barrier: Barrier) -> Gap:
    what = quoted(barrier.how, "a severe barrier")
    if is_blank(barrier.response):
        return Gap(f"No answer to {what}", "barriers", barrier.id, "response")
    return Gap(f"Nobody answers for {what}", "barriers", barrier.id, "owner")


def _work_packages(ground: Ground) -> list[Step]:
    return [step for step in ground.open_leaves if step.kind != "milestone"]


def _no_kpi(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return ground.without(steps, "kpis", "kpis")


def _kpi(ground: Ground, step: Step) -> Gap:
    return Gap(f"How will you measure {ground.named(step.id)}?", "steps", step.id, "kpis")


def _no_sign(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if is_blank(step.done_when)]


def _done_when(ground: Ground, step: Step) -> Gap:
    asks = f"How will you know {ground.named(step.id)} is done?"
    return Gap(asks, "steps", step.id, "done_when")


def _untold(ground: Ground, steps: Iterable[Step]) -> list[Step]:
    return ground.without(steps, "communications", "communications")


def _communications(ground: Ground, step: Step) -> Gap:
    asks = f"Who should be informed of {ground.named(step.id)}?"
    return Gap(asks, "steps", step.id, "communications")


def _kpis(ground: Ground) -> list[KPI]:
    return ground.kpis


def _measure(ground: Ground, kpis: Iterable[KPI]) -> Found[KPI]:
    for kpi in kpis:
        for field in ("target", "unit", "baseline", "frequency", "source", "data_owner"):
            if getattr(kpi, field) in (None, ""):
                name = words(kpi.name) or "A KPI without a name"
                label = field.replace("_", " ")
                severity: Severity | None = None if field in ("target", "unit") else "warns"
                yield kpi, Gap(f"{name} has no {label}", "kpis", kpi.id, field, severity)


RULES: tuple[Rule, ...] = (
    Rule("C-LEAD", "blocks", "complete", "who", "Every action step has a lead.",
         _leaves, Lacks(_no_lead, _lead), near=True),
    Rule("C-OWN", "blocks", "complete", "who",
         "The plan and every action step have somebody accountable.", _plan_and_leaves,
         Lacks(_no_owner, _owner),
         near=True),
    Rule("W-SAME", "warns", "complete", "who", "Nobody both owns and leads an action step.",
         _leaves, Lacks(_owner_leads, _other_owner), near=True),
    Rule("W-SUP", "hints", "complete", "who",
         "Every action step names its support, or says there is none.",
         _leaves, Lacks(_alone, _support), near=True),
    Rule("C-DUE", "blocks", "complete", "when", "Every action step has a due date.",
         _leaves, Lacks(_no_due, _due), near=True),
    Rule("C-START", "warns", "complete", "when",
         "Every action step has a start, so that it is known for how long.",
         _leaves, Lacks(_no_start, _start), near=True),
    Rule("C-RES", "warns", "complete", "resources",
         "Every action step names its resources, or says that none are needed.",
         _leaves, Lacks(_no_resources, _needs), near=True),
    Rule("C-BOTH", "warns", "complete", "resources",
         "Resources are planned in money and in other kinds.", _one, _both_kinds,
         reads=OPEN | reads("resources", "goals")),
    Rule("C-BAR", "warns", "complete", "actions",
         "Every action step names barriers or resistance, or says that none are identified.",
         _leaves, Lacks(_no_barriers, _barriers), near=True),
    Rule("C-RESP", "warns", "complete", "actions",
         f"Every barrier of likelihood times impact {SEVERE} or more has an answer and an owner.",
         _severe_barriers, Lacks(_unanswered, _answer), near=True),
    Rule("C-KPI", "warns", "complete", "success",
         "Every action step has a KPI, or says that it needs none of its own.",
         _work_packages, Lacks(_no_kpi, _kpi), near=True),
    Rule("C-DONE", "warns", "complete", "success",
         "Every action step says how one knows that it is done.",
         _leaves, Lacks(_no_sign, _done_when), near=True),
    Rule("C-BASE", "blocks", "complete", "success",
         "Every KPI has target and unit, and baseline, frequency, source and data owner (warns).",
         _kpis, _measure, near=True),
    Rule("C-TELL", "warns", "complete", "communication",
         "Every action step says who is informed of it, or that nobody need be.",
         _leaves, Lacks(_untold, _communications), near=True),
)  # fmt: skip
