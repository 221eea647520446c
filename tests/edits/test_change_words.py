"""A change in words: fields by their names, dates as they are written, nothing private."""

from __future__ import annotations

import pytest
from plans import PlanBuilder

from actionplan_tui.edits.change_words import LONGEST, PRIVATE, change_text
from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.records import AddRecord


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change("steps", 1, "due", "2026-11-16", "2026-11-27"),
            "1 Survey wells, By When: 16 Nov 2026 -> 27 Nov 2026",
        ),
        (Change("steps", 1, "lead", None, 1), "1 Survey wells, By Whom: blank -> Ana"),
        (Change("steps", 1, "position", "a", "b"), "1 Survey wells: moved down"),
        (Change("steps", 9, "", {"title": "Dig"}, None), "S9 Dig: removed"),
        (
            Change("stakeholders", 1, "private_notes", "slow", "slower"),
            f"P1 Ana, Private notes: {PRIVATE} -> {PRIVATE}",
        ),
        (
            Change("steps", 1, "notes", "x" * LONGEST, "y" * (LONGEST + 1)),
            f"1 Survey wells, Notes: {'x' * LONGEST} -> {'y' * (LONGEST - 1)}…",
        ),
    ],
)
def test_a_change_is_told_in_a_line(change: Change, said: str) -> None:
    build = PlanBuilder(title="Clean water")
    build.person("Ana")
    build.step("Survey wells")

    assert change_text(build.plan, change) == said


def test_what_says_little_by_itself_is_named_with_what_it_is_added_to() -> None:
    build = PlanBuilder(title="Clean water")
    step = build.step("Survey wells")
    kpi = build.add("kpis", name="Wells in use")
    line = build.add("communications", step=step, message="What was found")

    said = [
        AddRecord(table, {field: id}).label(build.plan)
        for table, field, id in (
            ("measurements", "kpi", kpi),
            ("contacts", "communication", line),
            ("barriers", "step", step),
            ("barriers", "step", None),
        )
    ]
    assert said == [
        "add measurement for Wells in use",
        "add contact for What was found",
        "add barrier for Survey wells",
        "add barrier",
    ]
