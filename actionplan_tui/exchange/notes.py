"""Notes of a meeting as ideas and steps: a line each.

A line with the capture grammar (`@who`, `due:fri`, `need:…`) or a box to tick is a step, one that
names its kind is of that kind, and any other line is an idea. A heading of Markdown is the theme of
the ideas below it. What the plan has already is not added again.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actionplan_tui.capture.line import Captured, understand_line
from actionplan_tui.edits.captured import edit_of
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.pasted import counted
from actionplan_tui.exchange.csv_table import MAX_ROWS
from actionplan_tui.exchange.import_result import Import, ImportLine
from actionplan_tui.model.fields import TITLE_FIELDS
from actionplan_tui.model.plan import TABLES, Plan, live
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.rules import MAX_TEXT

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*")
_BULLET = re.compile(r"\s*(?:[-*+•–]\s+|\d{1,3}[.)]\s+)?(?P<box>\[[ xX]?\]\s+)?(?P<says>.*)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_STRONG = re.compile(r"(\*\*|__)(.+?)\1")


def notes_import(
    plan: Plan, text: str, *, today: date, goal: int | None = None, name: str = "the notes"
) -> Import:
    """What taking in the lines of notes would do; nothing is changed.

    Steps go under `goal`. Raises: Problem when no line says anything, or one is too long.
    """
    taken = _Notes(plan, today, goal)
    for number, line in enumerate(text.splitlines(), 1):
        if number > MAX_ROWS:
            raise Problem(f"{name}: more than {MAX_ROWS:,} lines: take in a part of it")
        if len(line) > MAX_TEXT:
            raise Problem(f"{name}: line {number} holds more than {MAX_TEXT:,} characters")
        taken.take(number, line)
    if not taken.lines:
        raise Problem(f"{name}: no line says anything")
    label = f"take in {' and '.join(counted(n, table) for table, n in taken.counts.items())}"
    edit = Batch(label, tuple(taken.edits)) if taken.edits else None
    return Import(edit=edit, lines=tuple(taken.lines))


class _Notes:
    """Notes on their way into a plan."""

    def __init__(self, plan: Plan, today: date, goal: int | None) -> None:
        self._plan, self._today, self._goal = plan, today, goal
        self._theme = ""
        self._there: dict[str, set[str]] = {}
        self.edits: list[Edit] = []
        self.lines: list[ImportLine] = []
        self.counts: dict[str, int] = {}

    def take(self, number: int, line: str) -> None:
        """Take in a line."""
        titled = _HEADING.fullmatch(line)
        if titled:
            self._theme = titled[1]
            self.lines.append(ImportLine(number, "skip", titled[1], "", "a heading"))
            return
        found = _BULLET.fullmatch(line)
        says = _STRONG.sub(r"\2", found["says"]).strip() if found else ""
        if not says or _RULE.fullmatch(line):
            return
        captured = self._captured(says, boxed=bool(found and found["box"]))
        table, title = captured.table, captured.title
        noun = TABLES[table].noun
        if not title:
            self.lines.append(ImportLine(number, "cannot read", says, "; ".join(captured.trouble)))
            return
        there = self._titles(table)
        if title.casefold() in there:
            self.lines.append(ImportLine(number, "unchanged", title, "", noun))
            return
        there.add(title.casefold())
        trouble = "; ".join(captured.trouble)
        self.lines.append(ImportLine(number, "add", title, trouble, captured.said))
        done = bool(found and "x" in (found["box"] or "").lower())
        self.edits.append(edit_of(self._with_more(captured, done=done)))
        self.counts[table] = self.counts.get(table, 0) + 1

    def _captured(self, says: str, *, boxed: bool) -> Captured:
        """The line as the kind of record that it says it is, else by what is in it."""

        def understood(table: str) -> Captured:
            return understand_line(
                self._plan, says, today=self._today, goal=self._goal, table=table
            )

        as_step = understood("steps")
        if boxed or as_step.table != "steps" or as_step.fields or as_step.items:
            return as_step
        return understood("ideas")

    def _with_more(self, captured: Captured, *, done: bool) -> Captured:
        more: dict[str, Any] = {}
        if captured.table == "ideas" and self._theme:
            more["theme"] = self._theme
        if captured.table == "steps" and done:
            more |= {"finished": self._today, "percent": 100}
        return captured._replace(fields={**more, **captured.fields})

    def _titles(self, table: str) -> set[str]:
        if table not in self._there:
            rows = live(self._plan.table(table)).values()
            field = TITLE_FIELDS[table]
            self._there[table] = {str(getattr(row, field)).casefold() for row in rows}
        return self._there[table]
