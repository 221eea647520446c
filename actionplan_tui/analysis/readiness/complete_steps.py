"""Is the plan complete: each action step, column by column of the Action Planning Table.

Asked are the action steps still open: those with nothing below them, neither done nor
cancelled. "None identified" is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan_tui.analysis.people import name_of, owner_of
from actionplan_tui.analysis.readiness.finding import Gap, Rule, Severity
from actionplan_tui.analysis.readiness.ground import Ground, is_blank, quoted, words
from actionplan_tui.model.records import KPI, Barrier, Step

SEVERE = 9
"""Likelihood times impact from which a barrier needs an answer."""


def _leaves(ground: Ground) -> list[Step]:
    return ground.open_leaves


def _lead(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.lead is None:
        yield Gap(f"By whom? {ground.named(step.id)}", "steps", step.id, "lead")


def _plan_and_leaves(ground: Ground) -> list[Step | None]:
    return [None, *ground.open_leaves]


def _owner(ground: Ground, step: Step | None) -> Iterator[Gap]:
    if step is None:
        if ground.plan.info.owner is None:
            yield Gap("Nobody is accountable for the plan", "plan", 1, "owner")
    elif owner_of(ground.plan, step.id)[0] is None:
        name = ground.named(step.id)
        yield Gap(f"Nobody is accountable for {name}", "steps", step.id, "owner")


def _owner_leads(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.lead is not None and step.lead == owner_of(ground.plan, step.id)[0]:
        who = name_of(ground.plan, step.lead)
        yield Gap(
            f"{who} owns and leads {ground.named(step.id)}: who takes corrective action?",
            "steps", step.id, "owner",
        )  # fmt: skip


def _support(ground: Ground, step: Step) -> Iterator[Gap]:
    if not step.support and "support" not in step.none_identified and step.lead is not None:
        who = name_of(ground.plan, step.lead)
        yield Gap(f"Who supports {who} in {ground.named(step.id)}?", "steps", step.id, "support")


def _due(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.due is None:
        yield Gap(f"By when? {ground.named(step.id)}", "steps", step.id, "due")


def _start(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.kind != "milestone" and step.start is None:
        yield Gap(f"For how long? {ground.named(step.id)}", "steps", step.id, "start")


def _needs(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.id not in ground.holders("resources") and "needed" not in step.none_identified:
        yield Gap(f"What does {ground.named(step.id)} need?", "steps", step.id, "needed")


def _both_kinds(ground: Ground, _: None) -> Iterator[Gap]:
    used = [r for r in ground.plan.resources.values() if not r.archived]
    if not (used or ground.leaves):
        goal = ground.goals[0].id if ground.goals else 0
        yield Gap("No resources are planned yet: no step asks for any", "goals", goal,
                  "steps" if goal else "statement", about="plan")  # fmt: skip
    money = sum(r.category == "financial" for r in used)
    if used and ground.open_leaves and money in (0, len(used)):
        only = "Only money is planned: what people, equipment, support?"
        none = "No money is planned: is none needed?"
        yield Gap(only if money else none, "steps", ground.open_leaves[0].id, "needed",
                  about="plan")  # fmt: skip


def _one(ground: Ground) -> list[None]:
    return [None]


def _barriers(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.id not in ground.holders("barriers") and "barriers" not in step.none_identified:
        yield Gap(f"Who might resist {ground.named(step.id)}, and how?", "steps", step.id,
                  "barriers")  # fmt: skip


def _severe_barriers(ground: Ground) -> list[Barrier]:
    return [b for b in ground.barriers if (b.likelihood or 0) * (b.impact or 0) >= SEVERE]


def _answered(ground: Ground, barrier: Barrier) -> Iterator[Gap]:
    what = quoted(barrier.how, "a severe barrier")
    if is_blank(barrier.response):
        yield Gap(f"No answer to {what}", "barriers", barrier.id, "response")
    elif barrier.owner is None:
        yield Gap(f"Nobody answers for {what}", "barriers", barrier.id, "owner")


def _work_packages(ground: Ground) -> list[Step]:
    return [step for step in ground.open_leaves if step.kind != "milestone"]


def _kpi(ground: Ground, step: Step) -> Iterator[Gap]:
    if step.id not in ground.holders("kpis") and "kpis" not in step.none_identified:
        yield Gap(f"How will you measure {ground.named(step.id)}?", "steps", step.id, "kpis")


def _done_when(ground: Ground, step: Step) -> Iterator[Gap]:
    if is_blank(step.done_when):
        yield Gap(f"How will you know {ground.named(step.id)} is done?", "steps", step.id,
                  "done_when")  # fmt: skip


def _communications(ground: Ground, step: Step) -> Iterator[Gap]:
    told = ground.holders("communications")
    if step.id not in told and "communications" not in step.none_identified:
        yield Gap(f"Who should be informed of {ground.named(step.id)}?", "steps", step.id,
                  "communications")  # fmt: skip


def _kpis(ground: Ground) -> list[KPI]:
    return ground.kpis


def _measure(ground: Ground, kpi: KPI) -> Iterator[Gap]:
    for field in ("target", "unit", "baseline", "frequency", "source", "data_owner"):
        if getattr(kpi, field) in (None, ""):
            name = words(kpi.name) or "A KPI without a name"
            label = field.replace("_", " ")
            severity: Severity | None = None if field in ("target", "unit") else "warns"
            yield Gap(f"{name} has no {label}", "kpis", kpi.id, field, severity)


RULES: tuple[Rule, ...] = (
    Rule("C-LEAD", "blocks", "complete", "who", "Every action step has a lead.", _leaves, _lead),
    Rule("C-OWN", "blocks", "complete", "who",
         "The plan and every action step have somebody accountable.", _plan_and_leaves, _owner),
    Rule("W-SAME", "warns", "complete", "who", "Nobody both owns and leads an action step.",
         _leaves, _owner_leads),
    Rule("W-SUP", "hints", "complete", "who",
         "Every action step names its support, or says there is none.", _leaves, _support),
    Rule("C-DUE", "blocks", "complete", "when", "Every action step has a due date.",
         _leaves, _due),
    Rule("C-START", "warns", "complete", "when",
         "Every action step has a start, so that it is known for how long.", _leaves, _start),
    Rule("C-RES", "warns", "complete", "resources",
         "Every action step names its resources, or says that none are needed.",
         _leaves, _needs),
    Rule("C-BOTH", "warns", "complete", "resources",
         "Resources are planned in money and in other kinds.", _one, _both_kinds),
    Rule("C-BAR", "warns", "complete", "actions",
         "Every action step names barriers or resistance, or says that none are identified.",
         _leaves, _barriers),
    Rule("C-RESP", "warns", "complete", "actions",
         f"Every barrier of likelihood times impact {SEVERE} or more has an answer and an owner.",
         _severe_barriers, _answered),
    Rule("C-KPI", "warns", "complete", "success",
         "Every action step has a KPI, or says that it needs none of its own.",
         _work_packages, _kpi),
    Rule("C-DONE", "warns", "complete", "success",
         "Every action step says how one knows that it is done.", _leaves, _done_when),
    Rule("C-BASE", "blocks", "complete", "success",
         "Every KPI has target and unit, and baseline, frequency, source and data owner (warns).",
         _kpis, _measure),
    Rule("C-TELL", "warns", "complete", "communication",
         "Every action step says who is informed of it, or that nobody need be.",
         _leaves, _communications),
)  # fmt: skip
