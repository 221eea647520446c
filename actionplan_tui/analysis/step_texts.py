"""The words by which steps are found: everything their rows say, in one folded text each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step


def fold(text: str) -> str:
    """A text for comparing: without case and accents, so that `seance` finds `Séance`."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def step_texts(plan: Plan) -> dict[int, str]:
    """The folded text of every step: its own words and those of its resources, barriers,
    communications and KPIs, with the names in them. Kept beside the plan.

    Private notes are not part of it.
    """
    known: dict[int, str] | None = plan.__dict__.get("step texts")
    if known is None:
        known = plan.__dict__["step texts"] = _step_texts(plan)
    return known


def _step_texts(plan: Plan) -> dict[int, str]:
    names = {id: person.name for id, person in plan.stakeholders.items()}
    words: dict[int, list[str]] = {
        id: _own_words(step, names) for id, step in plan.steps.items() if not step.archived
    }

    def add(step: int | None, *texts: str, people: Iterable[int] = ()) -> None:
        if step in words:
            words[step].extend(texts)
            words[step].extend(names.get(id, "") for id in people)

    for resource in plan.resources.values():
        if not resource.archived:
            add(resource.step, resource.description, resource.unit, resource.source)
    for barrier in plan.barriers.values():
        if not barrier.archived:
            add(barrier.step, barrier.how, barrier.response, people=barrier.who)
    for told in plan.communications.values():
        if not told.archived:
            by = () if told.responsible is None else (told.responsible,)
            add(told.step, told.message, told.channel, people=(*told.audience, *by))
    for kpi in plan.kpis.values():
        if not kpi.archived:
            add(kpi.step, kpi.name, kpi.unit)
    return {id: fold("\n".join(texts)) for id, texts in words.items()}


def _own_words(step: Step, names: dict[int, str]) -> list[str]:
    words = [step.title]
    if step.lead is not None:
        words.append(names.get(step.lead, ""))
    if step.owner is not None:
        words.append(names.get(step.owner, ""))
    words.extend(names.get(id, "") for id in step.support)
    words.extend(step.tags)
    words.extend(text for text in (step.notes, step.done_when, step.origin) if text)
    return words
