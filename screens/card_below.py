"""The card of a deliverable: what is not its own, the steps below it answer."""

from __future__ import annotations

from collections.abc import Iterable

from actionplan_tui.analysis.people import names_of
from actionplan_tui.analysis.resources import step_totals
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.capture.days import short_date
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.workdays import work_calendar
from screens.card_answer import Answer, amounts, lines_of, plural

_STAND = frozenset(("title", "owner"))
"""What a deliverable answers for itself, as every step does."""


def with_below(plan: Plan, id: int, found: Iterable[Answer]) -> list[Answer]:
    """The answers of a step with steps below it: its own where it has them, else theirs.

    What neither answers is asked of the steps below, and is no blank of this card.
    """
    tree = outline(plan)
    leaves = [plan.steps[leaf] for leaf in tree.leaves(id) if not plan.steps[leaf].cancelled]
    said = _below(plan, id, leaves)
    answers = [
        one if one.text or one.field in _STAND else _theirs(one, said.get(one.field, ""))
        for one in found
    ]
    done = rollup(plan).percent(id) or 0
    parts = f"{plural(len(leaves), 'step')} below it, {done} % of the work done"
    return [answers[0], Answer("actions", "Action steps", parts, ""), *answers[1:]]


def _theirs(one: Answer, text: str) -> Answer:
    """What the steps below answer; typed, it would be the deliverable's own."""
    return one._replace(text=f"{text} (steps below)") if text else one._replace(field="")


def _below(plan: Plan, id: int, leaves: list[Step]) -> dict[str, str]:
    """What the steps below answer, by the field that they answer it in."""
    starts = [day for step in leaves if (day := step.start or step.due) is not None]
    ends = [step.due for step in leaves if step.due is not None]
    found = {
        "lead": names_of(plan, _once(step.lead for step in leaves)),
        "support": names_of(plan, _once(who for step in leaves for who in step.support)),
        "barriers": plural(_held(plan, "barriers", leaves), "barrier"),
        "start": short_date(min(starts)) if starts else "",
        "due": short_date(max(ends)) if ends else "",
        "needed": amounts(step_totals(plan, id)),
        "communications": lines_of(
            plan, [c for step in leaves for c in hanging(plan, "communications", "step", step.id)]
        ),
        "kpis": "; ".join(
            plan.kpis[kpi].name for step in leaves for kpi in hanging(plan, "kpis", "step", step.id)
        ),
        "done_when": f"all {len(leaves)} are done" if leaves else "",
    }
    if starts and ends:
        days = work_calendar(plan.info).count(min(starts), max(ends))
        found["duration"] = f"{days} working days"
    if not found["needed"]:
        found["needed"] = plural(_held(plan, "resources", leaves), "resource")
    found["available"] = plural(_available(plan, leaves), "resource")
    return found


def _once(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(id for id in ids if id is not None))


def _held(plan: Plan, table: str, leaves: list[Step]) -> int:
    return sum(len(hanging(plan, table, "step", step.id)) for step in leaves)


def _available(plan: Plan, leaves: list[Step]) -> int:
    rows = plan.resources
    held = (id for step in leaves for id in hanging(plan, "resources", "step", step.id))
    return sum(rows[id].available is not None or rows[id].status == "available" for id in held)
