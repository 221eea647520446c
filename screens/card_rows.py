"""A plan, a goal or a step as the deck's six questions: its answers, and its blanks."""

from __future__ import annotations

from datetime import date

from actionplan_tui.analysis.people import goal_owner_of, name_of, names_of, owner_of
from actionplan_tui.analysis.progress import duration
from actionplan_tui.analysis.resources import goal_totals, plan_totals
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.capture.days import short_date
from actionplan_tui.capture.items import show_items
from actionplan_tui.edits.edit import title
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.wbs import goal_order, outline
from screens.card_answer import Answer, amounts, lines_of, plural
from screens.card_below import with_below


def card_title(plan: Plan, table: str, id: int) -> str:
    """What the card is about: `1.2 Consult the bar association`."""
    if table == "steps":
        return f"{outline(plan).code.get(id, '')} {title(plan, table, id, width=200)}".strip()
    name = title(plan, table, id, width=200)
    return f"{ref(table, id)} {name}" if table == "goals" else plan.info.title or "This plan"


def answers(plan: Plan, table: str, id: int) -> list[Answer]:
    """The answers of a card, question by question; empty when the record is gone."""
    if plan.find(table, id) is None:
        return []
    return {"steps": _step, "goals": _goal}.get(table, _plan)(plan, id)


def _step(plan: Plan, id: int) -> list[Answer]:
    step = plan.steps[id]

    def items(column: str) -> str:
        return show_items(plan, id, column) or _none(column)

    def _none(name: str) -> str:
        return "none" if name in step.none_identified else ""

    days = duration(plan, step)
    owner, source = owner_of(plan, id)
    own = name_of(plan, owner) + (f" (from {source})" if source else "")
    found = [
        Answer("actions", "Action step", step.title.strip(), "title"),
        Answer("actions", "Barriers", items("barriers"), "barriers"),
        Answer("who", "By Whom", name_of(plan, step.lead), "lead"),
        Answer("who", "Support", names_of(plan, step.support) or _none("support"), "support"),
        Answer("who", "Owner", own, "owner"),
        Answer("when", "By When", _day(step.due), "due"),
        Answer("when", "Start", _day(step.start), "start"),
        Answer("when", "For how long", f"{days} working days" if days else "", "duration"),
        Answer("resources", "Available", items("available"), "available"),
        Answer("resources", "Needed", items("needed"), "needed"),
        Answer("communication", "Who is told", items("communications"), "communications"),
        Answer("success", "KPIs", items("kpis"), "kpis"),
        Answer("success", "Done when", step.done_when.strip(), "done_when"),
    ]
    if step.kind == "milestone":  # it takes no time
        found = [one for one in found if one.field not in ("start", "duration")]
    return found if outline(plan).is_leaf(id) else with_below(plan, id, found)


def _goal(plan: Plan, id: int) -> list[Answer]:
    goal = plan.goals[id]
    owner, source = goal_owner_of(plan, id)
    own = name_of(plan, owner) + (f" (from {source})" if source else "")
    leaves = rollup(plan).goal_leaves(id)
    kpis = "; ".join(plan.kpis[kpi].name for kpi in hanging(plan, "kpis", "goal", id))
    return [
        Answer("actions", "Goal", goal.statement.strip(), "statement"),
        Answer("actions", "Strategy", goal.strategy.strip(), "strategy"),
        Answer("actions", "Action steps", plural(leaves, "step"), "steps"),
        Answer("who", "Owner", own, "owner"),
        Answer("when", "By", _day(goal.target_date), "target_date"),
        Answer("resources", "Of its steps", amounts(goal_totals(plan, id)), ""),
        Answer("communication", "Who is told", _told(plan, "goal", id), "communications"),
        Answer("success", "Success", goal.success.strip(), "success"),
        Answer("success", "KPIs", kpis, "kpis"),
    ]


def _plan(plan: Plan, id: int) -> list[Answer]:
    info = plan.info
    goals = "; ".join(plan.goals[goal].statement for goal in goal_order(plan))
    general = [
        one for one in hanging(plan, "communications", "step", None)
        if plan.communications[one].goal is None
    ]  # fmt: skip
    return [
        Answer("actions", "Purpose", info.purpose.strip(), "purpose"),
        Answer("actions", "Goals", goals, "goals"),
        Answer("who", "Owner", name_of(plan, info.owner), "owner"),
        Answer("who", "Sponsor", name_of(plan, info.sponsor), "sponsor"),
        Answer("when", "Start", _day(info.start), "start"),
        Answer("when", "Target end", _day(info.target_end), "target_end"),
        Answer("when", "Reviewed", info.review_cadence, "review_cadence"),
        Answer("resources", "Of its steps", amounts(plan_totals(plan)), ""),
        Answer("communication", "Who is told", lines_of(plan, general), "communications"),
        Answer("communication", "Reviewed", info.communication_review_cadence,
               "communication_review_cadence"),
        Answer("success", "Success", info.success.strip(), "success"),
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""


def _told(plan: Plan, field: str, id: int) -> str:
    return lines_of(plan, list(hanging(plan, "communications", field, id)))
