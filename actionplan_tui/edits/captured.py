"""The edit that a capture line makes."""

from __future__ import annotations

from actionplan_tui.capture.line import Captured
from actionplan_tui.edits.edit import Edit
from actionplan_tui.edits.records import AddGoal, AddRecord
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.model.fields import TITLE_FIELDS
from actionplan_tui.model.problem import Problem


def edit_of(captured: Captured) -> Edit:
    """The edit that adds what a line was understood as.

    Raises: Problem when the line says nothing.
    """
    if not captured.title.strip():
        raise Problem("nothing to add: write what needs to be done")
    fields = {TITLE_FIELDS[captured.table]: captured.title, **captured.fields}
    if captured.table == "steps":
        return AddStep(fields, parent=captured.parent, goal=captured.goal, items=captured.items)
    if captured.table in ("goals", "framework"):
        return AddGoal(fields, table=captured.table)
    return AddRecord(captured.table, fields)
