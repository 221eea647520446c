"""What the goals table and the plan's own record show."""

from __future__ import annotations

import datetime as dt

from actionplan_tui.analysis.alignment import alignment
from actionplan_tui.analysis.kpis import goal_result_percent
from actionplan_tui.analysis.people import goal_owner_of, name_of
from actionplan_tui.analysis.reviews import review_text
from actionplan_tui.analysis.rollup import rollup
from actionplan_tui.capture.days import short_date
from actionplan_tui.capture.fields import show
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.wbs import framework_order, goal_order
from screens.widgets.cells import bar
from screens.widgets.grid import Cell, Column, RowKey
from screens.widgets.panel import Pair

FIELD_OF: dict[str, dict[str, str]] = {
    "goals": {
        "statement": "statement",
        "owner": "owner",
        "by": "target_date",
        "success": "success",
        "strategy": "strategy",
        "aligned": "aligned_to",
    },
    "framework": {"statement": "text", "owner": "kind"},
}
"""The field that each column edits, by table."""

HEADINGS = {"framework": "Strategic framework", "goals": "Goals"}

LOOSE_STEPS: RowKey = ("steps", 0)
"""The row of the steps that stand under no goal."""


def columns() -> tuple[Column, ...]:
    """The columns of the goals table."""
    asked = FIELDS["goals"]
    return (
        Column("statement", "Goal", 34, prompt=asked["statement"].prompt, flexible=True),
        Column("owner", "Owner", 14, prompt=asked["owner"].prompt),
        Column("by", "By", 11, prompt=asked["target_date"].prompt),
        Column("steps", "Steps", 5, align="right"),
        Column("work", "Work", 16),
        Column("result", "Result", 6, align="right"),
        Column("kpis", "KPIs", 4, align="right"),
        Column("aligned", "Aligned to", 12, prompt=asked["aligned_to"].prompt),
        Column("success", "Success", 34, prompt=asked["success"].prompt),
        Column("strategy", "Strategy", 34, prompt=asked["strategy"].prompt),
    )


class GoalCells:
    """The rows and cells of one plan on one day."""

    def __init__(self, plan: Plan, today: dt.date, *, ascii_only: bool = False) -> None:
        """Show a plan.

        Args:
            plan: The plan.
            today: The day that results are of.
            ascii_only: Draw bars with ASCII alone?
        """
        self.plan = plan
        self.today = today
        self._ascii = ascii_only

    def rows(self, sought: str) -> list[RowKey]:
        """Framework lines and goals under their headings; only those that hold what is sought."""
        words = sought.casefold().split()
        rows: list[RowKey] = []
        if not self.plan.goals and not self.plan.framework:
            return rows
        for table, ids in (
            ("framework", framework_order(self.plan)),
            ("goals", goal_order(self.plan)),
        ):
            found = [
                (table, id) for id in ids if all(word in self._text(table, id) for word in words)
            ]
            if found or not words:
                rows += [(table, 0), *found]
        if alignment(self.plan).loose_steps and not words:
            rows.append(LOOSE_STEPS)
        return rows

    def _text(self, table: str, id: int) -> str:
        record = self.plan.get(table, id)
        return " ".join(show(self.plan, table, record, field) for field in FIELDS[table]).casefold()

    def cell(self, row: RowKey, column: str) -> Cell:
        """What one cell shows."""
        assert isinstance(row, tuple)
        table, id = row
        if row == LOOSE_STEPS:
            return self._loose(column)
        if id == 0:
            return self._heading(table, column)
        if table == "framework":
            return self._framework(id, column)
        return self._goal(id, column)

    def _heading(self, table: str, column: str) -> Cell:
        """A heading, with how many rows under it lack their link."""
        found = alignment(self.plan)
        if column == "statement":
            astray = found.unserved if table == "framework" else found.unaligned
            word = "unserved" if table == "framework" else "unaligned"
            if not astray:
                return Cell(HEADINGS[table])
            return Cell(f"{HEADINGS[table]} · {len(astray)} {word}", "warn")
        if table == "framework" and found.served_by:
            return Cell({"owner": "Kind", "by": "Served by"}.get(column, ""))
        return Cell("")

    def _loose(self, column: str) -> Cell:
        """The steps under no goal, counted and added up like a goal's."""
        if column == "statement":
            return Cell("Steps under no goal", "warn")
        return self._progress(None, column) if column in ("steps", "work") else Cell("")

    def _framework(self, id: int, column: str) -> Cell:
        line = self.plan.framework.get(id)
        if line is None:
            return Cell("")
        if column == "statement":
            return Cell(f"{self._indent('framework', id)}F{id} {line.text}")
        if column == "by":
            goals = alignment(self.plan).served_by.get(id, ())
            if not goals:
                return Cell("no goal", "warn")
            return Cell(", ".join(f"G{goal}" for goal in goals))
        return Cell(line.kind if column == "owner" else "", "dim")

    def _goal(self, id: int, column: str) -> Cell:
        plan = self.plan
        goal = plan.goals.get(id)
        if goal is None:
            return Cell("")
        if column == "statement":
            text = f"{self._indent('goals', id)}G{id} "
            if not goal.statement:
                return Cell(text + "What actions or changes will occur?", "dim")
            return Cell(text + goal.statement)
        if column == "owner":
            owner, source = goal_owner_of(plan, id)
            return Cell(name_of(plan, owner), "dim" if source else "")
        if column == "by":
            return Cell(short_date(goal.target_date) if goal.target_date else "")
        if column in ("steps", "work"):
            return self._progress(id, column)
        if column == "aligned" and id in alignment(plan).unaligned:
            return Cell("no line", "warn")
        if column == "result":
            result = goal_result_percent(plan, id, self.today)
            return Cell("" if result is None else f"{round(result)} %")
        if column == "kpis":
            return Cell(str(len(hanging(plan, "kpis", "goal", id)) or ""))
        return Cell(show(plan, "goals", goal, FIELD_OF["goals"][column]))

    def _progress(self, goal: int | None, column: str) -> Cell:
        """How many steps a goal has, or how much of their work is done."""
        if column == "steps":
            return Cell(str(rollup(self.plan).goal_leaves(goal)))
        percent = rollup(self.plan).goal_percent(goal)
        if percent is None:
            return Cell("no steps", "warn")
        return Cell(f"{bar(percent / 100, 10, ascii=self._ascii)} {percent:3} %")

    def _indent(self, table: str, id: int) -> str:
        rows = self.plan.table(table)
        depth, seen = 0, {id}
        parent: int | None = getattr(rows[id], "parent", None)
        while parent is not None and parent in rows and parent not in seen:
            seen.add(parent)
            depth += 1
            parent = getattr(rows[parent], "parent", None)
        return "  " * depth


def plan_pairs(plan: Plan, today: dt.date) -> list[Pair]:
    """Every field of the plan's own record; those a meeting asks for first."""
    first = ("purpose", "success", "owner", "start", "target_end", "vision", "mission", "values")
    order = [*first, *(name for name in FIELDS["plan"] if name not in (*first, "title"))]
    pairs = [Pair("title", "Title", plan.info.title)] if not plan.info.title else []
    for name in order:
        field = FIELDS["plan"][name]
        known = getattr(plan.info, name)
        value = show(plan, "plan", plan.info, name)
        if field.kind in ("date", "dates") and known:
            value = ", ".join(map(short_date, known if isinstance(known, tuple) else (known,)))
        if name == "review_cadence" and value:
            value += f" · {review_text(plan, today)}"
        if name == "communication_review_cadence" and value:
            text = review_text(plan, today, "communication")
            value += f" · {text.replace('communication ', '')}"
        label = field.label.replace("ommunication review", "omm. review")
        pairs.append(Pair(name, label, value))
    return [*pairs, *([Pair("title", "Title", plan.info.title)] if plan.info.title else [])]
