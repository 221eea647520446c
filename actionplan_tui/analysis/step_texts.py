"""The words by which steps are found: everything their rows say, in one folded text each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from actionplan_tui.analysis.kept import kept, without
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import KPI, Barrier, Communication, Record, Resource, Step

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched


def fold(text: str) -> str:
    """A text for comparing: without case and accents, so that `seance` finds `Séance`."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def step_texts(plan: Plan) -> dict[int, str]:
    """The folded text of every step: its own words and those of its resources, barriers,
    communications and KPIs, with the names in them.

    It is kept beside the plan; for the next one the steps that an edit reached are put into words
    again. Private notes are not part of it.
    """
    return kept(plan, "step_texts", None, lambda: _step_texts(plan), _touched_up)


_HANGING = ("resources", "barriers", "communications", "kpis")


def _step_texts(plan: Plan) -> dict[int, str]:
    names = _names(plan)
    words = {id: _own_words(step, names) for id, step in plan.steps.items() if not step.archived}
    for table in _HANGING:
        for record in plan.table(table).values():
            of_step = words.get(getattr(record, "step", None) or 0)
            if of_step is not None and not record.archived:
                of_step += _words(record, names)
    return {id: fold("\n".join(texts)) for id, texts in words.items()}


def _touched_up(known: dict[int, str], plan: Plan, change: Touched) -> dict[int, str]:
    """The texts of a plan from those of another one, and what the two differ in."""
    if change.any("stakeholders"):
        return _step_texts(plan)
    steps, names, texts = plan.steps, _names(plan), without(known, change.steps)
    for id in change.steps:
        step = steps.get(id)
        if step is not None and not step.archived:
            words = _own_words(step, names)
            for table in _HANGING:
                for one in hanging(plan, table, "step", id):
                    words += _words(plan.table(table)[one], names)
            texts[id] = fold("\n".join(words))
    return texts


def _names(plan: Plan) -> dict[int, str]:
    return {id: person.name for id, person in plan.stakeholders.items()}


def _words(record: Record, names: dict[int, str]) -> list[str]:
    """What is said of a record that hangs from a step."""
    if isinstance(record, Resource):
        return [record.description, record.unit, record.source]
    if isinstance(record, Barrier):
        return [record.how, record.response, *_named(record.who, names)]
    if isinstance(record, Communication):
        by = () if record.responsible is None else (record.responsible,)
        return [record.message, record.channel, *_named((*record.audience, *by), names)]
    return [record.name, record.unit] if isinstance(record, KPI) else []


def _named(people: Iterable[int], names: dict[int, str]) -> list[str]:
    return [names.get(id, "") for id in people]


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
