"""What the list of ideas shows, and where an idea may go in the plan."""

from __future__ import annotations

from actionplan_tui.analysis.ideas import worth
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Idea
from actionplan_tui.model.wbs import outline
from screens.dialogs.choose import Option
from screens.widgets.grid import Cell, Column

WIDE = 110
"""Cells of screen from which themes have more room."""

_SETTLED = frozenset({"promoted", "merged", "rejected", "parked"})
_WORTH = {"major project": "major"}


def columns(width: int, *, collecting: bool) -> tuple[Column, ...]:
    """The columns of the list; nothing judges while ideas are collected."""
    theme = Column("theme", "Theme", 12 if width >= WIDE else 8)
    text = Column("text", "Idea", 24, prompt="What is the idea?", flexible=True)
    if collecting:
        return (text, theme)
    return (
        text,
        theme,
        Column("votes", "Votes", 5, align="right"),
        Column("impact", "Impact", 6, align="right"),
        Column("effort", "Effort", 6, align="right"),
        Column("worth", "Worth", 9),
        Column("became", "Became", 11),
        Column("reason", "Reason", 24),
    )


def cell(plan: Plan, id: int, column: str, *, ascii_only: bool = False) -> Cell:
    """One cell of the list."""
    idea = plan.ideas.get(id)
    if idea is None:
        return Cell("")
    role = "dim" if idea.status in _SETTLED else ""
    if column == "text":
        return Cell(f"I{idea.id} {idea.text}", role)
    if column == "became":
        return _became(plan, idea, "->" if ascii_only else "→")
    if column == "worth":
        found = worth(idea)
        return Cell(_WORTH.get(found, found), role or ("good" if found == "quick win" else ""))
    value = getattr(idea, column)
    return Cell("" if value is None else str(value), role)


def _became(plan: Plan, idea: Idea, arrow: str) -> Cell:
    """What an idea became: a step, part of another idea, or what was decided."""
    if idea.promoted_to is not None:
        code = outline(plan).code.get(idea.promoted_to, f"S{idea.promoted_to}")
        return Cell(f"{arrow} {code}", "accent")
    if idea.merged_into is not None:
        return Cell(f"in I{idea.merged_into}", "dim")
    role = "dim" if idea.status in _SETTLED else ""
    return Cell("" if idea.status == "new" else idea.status, role)


def targets(plan: Plan) -> list[Option]:
    """Goals and steps as places to put a step under, in outline order."""
    tree = outline(plan)

    def steps(goal: int | None) -> list[Option]:
        return [
            Option(f"steps:{id}", "  " * (tree.depth[id] + 1) + plan.steps[id].title, tree.code[id])
            for id in tree.rows
            if tree.goal[id] == goal and plan.steps[id].kind != "milestone"
        ]

    options: list[Option] = []
    for goal in tree.goals:
        options.append(Option(f"goals:{goal}", plan.goals[goal].statement, f"G{goal}"))
        options += steps(goal)
    options.append(Option("goals:0", "No goal yet: at the end of the table"))
    return options + steps(None)
