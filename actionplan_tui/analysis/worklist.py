"""What one person carries, and what waits for them: the first things first.

Owners answer for what goes off track, leads report to the owner, supporters help, and whoever is
responsible for a communication must send it (UN DESA deck, Ownership, Responsibility, Informed).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from actionplan_tui.analysis.columns import day_text, one_line
from actionplan_tui.analysis.off_track import off_track_of
from actionplan_tui.analysis.people import duties, name_of
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.wbs import outline


class Duty(Struct, frozen=True, kw_only=True):
    """One thing that a person carries or must see to, under a heading.

    `table` and `id` are the record it is about; `pressing` when it should have been seen to.
    """

    heading: str
    table: str
    id: int
    text: str
    pressing: bool = False

    @property
    def ref(self) -> str:
        """The record, such as `S12`; `plan`."""
        return "plan" if self.table == "plan" else ref(self.table, self.id)


TO_CORRECT = "To correct"
"""The heading of what is off track: it stands before all else, what leads have said too."""


def worklist(plan: Plan, today: date, person: int) -> tuple[Duty, ...]:
    """What waits for a person, then all that they own, lead, support, send, report and answer."""
    return (*_to_correct(plan, today, person), *_waiting(plan, today, person),
            *_carried(plan, today, person))  # fmt: skip


def _to_correct(plan: Plan, today: date, person: int) -> Iterator[Duty]:
    for one in off_track_of(plan, today, person):
        text = f"{_named(plan, one.table, one.id)}: {one.says}; {one.rule}: {one.reason}"
        yield Duty(heading=TO_CORRECT, table=one.table, id=one.id, text=text, pressing=True)


def _waiting(plan: Plan, today: date, person: int) -> Iterator[Duty]:
    """Late, due soon, and waiting for a first update."""
    carried, known = duties(plan, person), states(plan, today)
    soon = today + timedelta(days=plan.info.due_soon)
    mine = [id for id in outline(plan).rows
            if id in carried.steps and outline(plan).is_leaf(id)]  # fmt: skip
    late = [id for id in mine if known.of(id).kind == "LATE"]
    settled = ("done", "cancelled", "OFF TRACK", "LATE")
    due = [
        id for id in mine
        if known.of(id).kind not in settled
        and (day := plan.steps[id].due) is not None and day <= soon
    ]  # fmt: skip
    for id in late:
        step = plan.steps[id]
        text = f"{_named(plan, 'steps', id)}: {known.of(id).text}, {_lead(plan, step.lead)}"
        yield Duty(heading="Late", table="steps", id=id, text=text, pressing=True)
    for id in due:
        step = plan.steps[id]
        text = f"{_named(plan, 'steps', id)}: {day_text(step.due)}, {_lead(plan, step.lead)}"
        yield Duty(heading="Due soon", table="steps", id=id, text=text)
    for id in mine:
        step = plan.steps[id]
        begun = step.start is not None and step.start <= today
        if begun and not step.percent and known.of(id).kind not in ("done", "cancelled", "on hold"):
            text = f"{_named(plan, 'steps', id)}: begun {day_text(step.start)}, 0 %, "
            text += _lead(plan, step.lead)
            yield Duty(heading="Waiting for a first update", table="steps", id=id, text=text)


def _carried(plan: Plan, today: date, person: int) -> Iterator[Duty]:
    carried, known = duties(plan, person), states(plan, today)
    if carried.owns_plan:
        yield Duty(heading="Owns", table="plan", id=1, text=f"the plan {plan.info.title}".strip())
    for id in carried.owns_goals:
        yield Duty(heading="Owns", table="goals", id=id, text=_named(plan, "goals", id))
    parts = (
        ("Owns", carried.owns_steps), ("Owns through goal or plan", carried.inherits_steps),
        ("Leads", carried.leads), ("Supports", carried.supports),
    )  # fmt: skip
    for heading, ids in parts:
        for id in ids:
            if known.of(id).kind not in ("done", "cancelled"):
                text = f"{_named(plan, 'steps', id)}: {known.of(id).text}"
                yield Duty(heading=heading, table="steps", id=id, text=text)
    for id in carried.sends:
        yield Duty(heading="Must send", table="communications", id=id, text=_told(plan, today, id))
    for heading, table, ids in (("Reports", "kpis", carried.reports),
                                ("Answers", "barriers", carried.answers),
                                ("Corrects", "corrective_actions", carried.corrects)):  # fmt: skip
        for id in ids:
            yield Duty(heading=heading, table=table, id=id, text=_named(plan, table, id))


def _told(plan: Plan, today: date, id: int) -> str:
    # Cadences are expanded only for whoever must send something.
    from actionplan_tui.analysis.communications import next_occurrence

    line = plan.communications[id]
    following = next_occurrence(plan, line, today)
    when = f": next {day_text(following.day)}" if following is not None else ""
    who = ", ".join(name_of(plan, each) for each in line.audience) or "nobody yet"
    return f"{_named(plan, 'communications', id)} to {who}{when}"


def _lead(plan: Plan, lead: int | None) -> str:
    return f"by {name_of(plan, lead)}" if lead is not None else "by nobody yet"


_TITLES = {"steps": "title", "goals": "statement", "kpis": "name", "barriers": "how",
           "communications": "message", "corrective_actions": "decision"}  # fmt: skip


def _named(plan: Plan, table: str, id: int) -> str:
    if table == "plan":
        return "the plan"
    code = outline(plan).code.get(id, "") if table == "steps" else ""
    words = one_line(str(getattr(plan.get(table, id), _TITLES[table], "")))
    return f"{code or ref(table, id)} {words}".strip()
