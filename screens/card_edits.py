"""How the answers of a six-question card are typed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from actionplan_tui.capture.fields import understand
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddGoal, AddRecord
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from screens.cell_edit import CellEdit
from screens.cell_edits import cell_edit, completion, field_edit

Adds = Callable[[str], Edit]
"""Gives the edit that adds a record of a text."""

_CELLS = frozenset(("lead", "available", "needed", "barriers", "communications", "kpis"))


def card_edit(plan: Plan, table: str, id: int, field: str, today: dt.date) -> CellEdit | None:
    """How an answer is typed in; None where it comes from elsewhere."""
    if table == "steps":
        edit = cell_edit if field in _CELLS else None
        return edit(plan, table, id, field, today) if edit else field_edit(
            plan, table, id, field, today
        )  # fmt: skip
    if field == "communications":
        return _audience(plan, id if table == "goals" else None, today)
    if field == "steps":
        return _adding("What needs to be done?", "a step of this goal",
                       lambda text: AddStep({"title": text}, goal=id))  # fmt: skip
    if field == "kpis":
        return _adding(FIELDS["kpis"]["name"].prompt, "a KPI of this goal",
                       lambda text: AddRecord("kpis", {"name": text, "goal": id}))  # fmt: skip
    if field == "goals":
        return _adding(FIELDS["goals"]["statement"].prompt, "a goal of the plan",
                       lambda text: AddGoal({"statement": text}))  # fmt: skip
    return field_edit(plan, table, id, field, today) if field else None


def _adding(prompt: str, hint: str, add: Adds) -> CellEdit:
    """An answer that adds a record."""

    def edit(text: str) -> Edit:
        if not text.strip():
            raise Problem("nothing typed yet; Esc leaves it blank")
        return add(text.strip())

    return CellEdit(prompt, "", lambda text: hint, edit, hint=hint)


def _audience(plan: Plan, goal: int | None, today: dt.date) -> CellEdit:
    """Who should be told of a goal, or of the plan; how often is asked on Communications."""

    def names(text: str) -> object:
        return understand(plan, "communications", "audience", text, today=today).value

    def edit(text: str) -> Edit:
        audience = names(text)
        if not audience:
            raise Problem("nobody typed yet; Esc leaves it blank")
        fields = {"audience": audience, "goal": goal, "start": today,
                  "responsible": plan.info.owner}  # fmt: skip
        return AddRecord("communications", fields)

    def said(text: str) -> str:
        found = understand(plan, "communications", "audience", text, today=today)
        new = ", ".join(found.new_names)
        return f"new in the register: {new}" if new else "how often: on Communications (6)"

    prompt = FIELDS["communications"]["audience"].prompt
    return CellEdit(prompt, "", said, edit, completion(plan, "communications", "audience"))
