"""Every field of a step, for the record panel under the table."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.analysis.alignment import line_of_sight
from actionplan_tui.analysis.communications import next_occurrence
from actionplan_tui.analysis.people import name_of, names_of, owner_leads, owner_of
from actionplan_tui.analysis.progress import duration, slip
from actionplan_tui.analysis.schedule import state
from actionplan_tui.capture.days import say_distance, short_date
from actionplan_tui.capture.fields import show
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Goal, Step
from actionplan_tui.model.wbs import outline
from actionplan_tui.model.zone import plan_zone
from screens.widgets.panel import Pair


def title(plan: Plan, step: Step) -> tuple[str, str]:
    """The panel's heading and what stands beside it."""
    code = outline(plan).code.get(step.id, "")
    aside = [f"S{step.id}"]
    if step.from_idea is not None:
        aside.append(f"from idea I{step.from_idea}")
    if step.updated_by:
        at = step.updated_at and step.updated_at.astimezone(plan_zone(plan))
        when = f" {at:%-d %b %H:%M}" if at else ""
        aside.append(f"changed by {step.updated_by}{when}")
    return f"{code} {step.title or 'What needs to be done?'}", " · ".join(aside)


def pairs(plan: Plan, step: Step, today: dt.date) -> list[Pair]:
    """Label and value of every field, those with an answer to give first."""
    owner, source = owner_of(plan, step.id)
    own = name_of(plan, owner) or "nobody"
    if source:
        own += f" (from {source})"
    flagged = owner_leads(plan, step.id)
    if flagged:
        own += " · also leads: who takes corrective action?"
    days = duration(plan, step)
    late = slip(plan, step)
    shown = state(plan, step.id, today)
    forecast = _day(step.forecast)
    if step.forecast and late:
        forecast += f" ({late:+d} wd)"
    none = step.none_identified
    return [
        *_correcting(plan, step, today),  # first: it is what is to be done now
        Pair("owner", "Owner", own, "warn" if flagged or owner is None else ""),
        Pair(
            "support",
            "Support",
            names_of(plan, step.support) or ("none" if "support" in none else ""),
        ),
        Pair("start", "Start", _day(step.start)),
        Pair("duration", "Duration", f"{days} working days" if days else ""),
        Pair("forecast", "Forecast", forecast, "warn" if late > 0 else ""),
        Pair("done_when", "Done when", step.done_when),
        Pair("depends_on", "After", _codes(plan, step.depends_on)),
        Pair("state", "State", f"{shown.text}: {shown.reason}" if shown.reason else shown.text),
        Pair("serves", "Serves", *_serves(plan, outline(plan).goal.get(step.id))),
        Pair("communications", "Tell", _told(plan, step, today)),
        Pair("goal_strategy", "Strategy", _strategy(plan, step)),
        Pair("notes", "Notes", step.notes),
        Pair("kind", "Kind", step.kind),
        Pair("priority", "Priority", str(step.priority or "")),
        Pair("tags", "Tags", ", ".join(step.tags)),
        Pair("baseline_due", "Baseline", _day(step.baseline_due)),
        Pair("finished", "Finished", _day(step.finished)),
    ]


def _correcting(plan: Plan, step: Step, today: dt.date) -> list[Pair]:
    """What the owner of a step off track must do, and by which rule it is off track."""
    if state(plan, step.id, today).kind != "OFF TRACK" and not plan.corrective_actions:
        return []
    # Loaded with the first step off track: it is not on the way to the first frame.
    from actionplan_tui.analysis.off_track import step_off_track

    one = step_off_track(plan, today, step.id)
    if one is None:
        return []
    who = name_of(plan, one.owner) or "nobody yet: name an owner, who"
    says = f"{who} {one.says}" if one.says.startswith("must") else one.says
    reason = one.reason.replace("working days", "wd").replace("working day", "wd")
    return [Pair("corrective", "Correct", f"{says} · {one.rule}: {reason}", "bad")]


def goal_pairs(plan: Plan, goal: Goal, today: dt.date) -> list[Pair]:
    """The fields of a goal, as far as they have no column in the table of steps."""
    names = ("strategy", "success")
    rows = [Pair(name, FIELDS["goals"][name].label, show(plan, "goals", goal, name))
            for name in names]  # fmt: skip
    measured = "; ".join(plan.kpis[id].name for id in hanging(plan, "kpis", "goal", goal.id))
    return [
        *rows,
        Pair("aligned_to", "Serves", *_serves(plan, goal.id)),
        Pair("kpis", "KPIs", measured or "none yet", "" if measured else "dim"),
    ]


def _serves(plan: Plan, goal: int | None) -> tuple[str, str]:
    """The line of sight from a goal up through the framework, and its role in the panel."""
    if goal is None:
        return "no goal", "warn"
    lines = line_of_sight(plan, goal)
    if not lines:
        return (f"G{goal}, which is aligned to nothing", "warn") if plan.framework else ("", "")
    first = f"F{lines[0]} {plan.framework[lines[0]].text}"
    return " · ".join((f"G{goal}", first, *(f"F{line}" for line in lines[1:]))), ""


def _strategy(plan: Plan, step: Step) -> str:
    """The strategy of the step's goal, which heads all its steps."""
    goal = outline(plan).goal.get(step.id)
    return plan.goals[goal].strategy if goal is not None else ""


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else ""


def _codes(plan: Plan, ids: tuple[int, ...]) -> str:
    code = outline(plan).code
    return ", ".join(code.get(id, f"S{id}") for id in ids)


def _told(plan: Plan, step: Step, today: dt.date) -> str:
    """Who is told next about the step, by whom and when."""
    said: list[str] = []
    for id in hanging(plan, "communications", "step", step.id):
        line = plan.communications[id]
        following = next_occurrence(plan, line, today)
        text = ""
        if following is not None:  # first, as the end of a long line is cut
            text = f"{short_date(following.day)} ({say_distance(following.day, today)}): "
        text += names_of(plan, line.audience) or "nobody yet"
        if line.responsible is not None:
            text += f", by {name_of(plan, line.responsible)}"
        if line.cadence:
            text += f", {line.cadence}"
        said.append(text)
    return "; ".join(said)
