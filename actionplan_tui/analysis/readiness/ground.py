"""What the readiness checks look at, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from actionplan_tui.analysis.carriers import carriers, reached
from actionplan_tui.analysis.circular import circular
from actionplan_tui.analysis.kpis import kpis_in_use
from actionplan_tui.analysis.off_track import OffTrack, off_track, off_track_at
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.reviews import review_clock
from actionplan_tui.model.hanging import hanging
from actionplan_tui.model.plan import Plan, live
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import (
    KPI,
    Barrier,
    Communication,
    CorrectiveAction,
    Goal,
    Stakeholder,
    Step,
)
from actionplan_tui.model.wbs import outline

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

_MONTH = 31
_UNIT_DAYS = {"working day": 1, "day": 1, "week": 7, "month": _MONTH, "year": 366}

_LONGEST = 48
"""Characters of a record's own words in a sentence."""


class Ground:
    """A plan on a day, with what several checks ask of it; each answer is found when asked."""

    def __init__(
        self, plan: Plan, today: date, *, wordless: bool = False, near: Touched | None = None
    ) -> None:
        """Look at a plan.

        Args:
            plan: The plan.
            today: The day.
            wordless: Is nobody going to read the sentences?
            near: What an edit reached, where that alone is looked at: steps, goals, KPIs,
                barriers and communications are then those reached. People are always all.
        """
        self.plan = plan
        self.today = today
        self.near = near
        self.other: Ground | None = None
        """What is near: the same before the edit, or after it."""
        self.tree = outline(plan)
        self.wordless = wordless
        self._names: dict[int, str] = dict.fromkeys(self.tree.rows, "") if wordless else {}

    # Steps

    @cached_property
    def at_work(self) -> list[int]:
        """Live steps that are neither cancelled nor under a cancelled one, in outline order."""
        steps, parent = self.plan.steps, self.tree.parent
        if self.near is not None:
            return [id for id in self.near.above if id in parent and self._is_at_work(id)]
        gone: set[int | None] = set()
        found: list[int] = []
        for id in self.tree.rows:  # parents come before their children
            if steps[id].cancelled or parent[id] in gone:
                gone.add(id)
            else:
                found.append(id)
        return found

    def _is_at_work(self, id: int | None) -> bool:
        while id is not None:
            if self.plan.steps[id].cancelled:
                return False
            id = self.tree.parent[id]
        return True

    @cached_property
    def leaves(self) -> list[int]:
        """The action steps among them: those with nothing below."""
        return [id for id in self.at_work if id not in self.tree.children]

    @cached_property
    def open_leaves(self) -> list[Step]:
        """The action steps that are not done yet: what still has to be planned."""
        steps = self.plan.steps
        return [step for id in self.leaves if not is_done(step := steps[id])]

    @cached_property
    def open_steps(self) -> list[Step]:
        """All steps at work that are not done, deliverables too."""
        steps = self.plan.steps
        return [step for id in self.at_work if not is_done(step := steps[id])]

    def holders(self, table: str, field: str = "step") -> frozenset[int]:
        """The ids that a field of a table's live records names."""
        known: dict[tuple[str, str], frozenset[int]] = self.__dict__.setdefault("held", {})
        if (table, field) not in known:
            rows = self.plan.table(table).values()
            known[table, field] = frozenset(
                getattr(row, field) for row in rows if not row.archived
            ) - {None}
        return known[table, field]

    def without(self, steps: Iterable[Step], table: str, word: str) -> list[Step]:
        """Steps that no live record of a table names, and that do not say there is none:
        `word` stands for the table in "none identified"."""
        if self.near is not None:
            plan = self.plan
            return [
                s for s in steps
                if word not in s.none_identified and not hanging(plan, table, "step", s.id)
            ]  # fmt: skip
        held = self.holders(table)
        return [s for s in steps if s.id not in held and word not in s.none_identified]

    def named(self, step_id: int) -> str:
        """A step as sentences name it: its code and its first words."""
        known = self._names.get(step_id)
        if known is None:
            title = words(self.plan.steps[step_id].title) or "untitled"
            known = self._names[step_id] = f"{self.tree.code[step_id]} {title}"
        return known

    # Goals

    @cached_property
    def goals(self) -> list[Goal]:
        """The live goals in order, children after their parents."""
        near, rows = self.near, self.plan.goals
        return [rows[id] for id in self.tree.goals if near is None or id in near.goals]

    def with_those_above(self, goals: Iterable[int | None]) -> frozenset[int]:
        """Live goals and those they are part of."""
        rows, known = self.plan.goals, frozenset(self.tree.goals)
        found: set[int] = set()
        for goal in goals:
            id = goal
            while id is not None and id in known and id not in found:
                found.add(id)
                id = rows[id].parent
        return frozenset(found)

    @cached_property
    def goals_with_steps(self) -> frozenset[int]:
        """The goals that have an action step, their own or of a goal under them."""
        goal_of = self.tree.goal
        return self.with_those_above({goal_of[id] for id in self.leaves})

    @cached_property
    def goals_with_milestones(self) -> frozenset[int]:
        """The goals that have a milestone."""
        steps, goal_of = self.plan.steps, self.tree.goal
        return self.with_those_above(
            {goal_of[id] for id in self.at_work if steps[id].kind == "milestone"}
        )

    @cached_property
    def measured_goals(self) -> frozenset[int]:
        """The goals that have a KPI: their own, of a goal under them, or of their steps."""
        goal_of = self.tree.goal
        return self.with_those_above(
            {kpi.goal if kpi.goal is not None else goal_of.get(kpi.step or 0) for kpi in self.kpis}
        )

    @cached_property
    def kpis(self) -> list[KPI]:
        """The KPIs in use."""
        used = kpis_in_use(self.plan)
        if self.near is not None:
            return [used[id] for id in self.near.kpis if id in used]
        return list(used.values())

    def goal_named(self, goal: Goal) -> str:
        """A goal as sentences name it."""
        return f"G{goal.id} {words(goal.statement) or 'without words'}"

    # People and communications

    @cached_property
    def people(self) -> dict[int, Stakeholder]:
        """The live stakeholders."""
        return live(self.plan.stakeholders)

    @cached_property
    def carriers(self) -> Collection[int]:
        """Who carries the plan: owners, leads, supporters, those who tell others or measure."""
        return carriers(self.plan)

    @cached_property
    def communications(self) -> list[Communication]:
        """The communications that are to happen."""
        plan = self.plan
        if not plan.communications:
            return []
        # Here, because what expands cadences is slow to load, and a plan without any has no need.
        from actionplan_tui.analysis.communications import is_on

        rows = plan.communications
        asked = rows if self.near is None else self.near.communications
        return [rows[id] for id in asked if id in rows and is_on(plan, rows[id])]

    @cached_property
    def reached(self) -> Collection[int]:
        """Whom something reaches from today on."""
        return reached(self.plan, self.today) if self.plan.communications else ()

    @cached_property
    def barriers(self) -> list[Barrier]:
        """The barriers still to be answered, of the plan and of steps at work."""
        steps = frozenset(self.at_work)
        rows = self.plan.barriers
        asked = rows if self.near is None else [id for id in self.near.barriers if id in rows]
        return [
            barrier
            for barrier in map(rows.__getitem__, asked)
            if not barrier.archived
            and barrier.status != "closed"
            and (barrier.step is None or barrier.step in steps)
        ]

    # Time

    @cached_property
    def last_review(self) -> date | None:
        """The day of the plan's latest review."""
        return review_clock(self.plan, self.today).last

    @cached_property
    def period(self) -> int:
        """Days from one review of the plan to the next; a month when none is set."""
        if not self.plan.info.review_cadence:
            return _MONTH
        from actionplan_tui.model.cadence import parse  # slow to load, and not every plan has one

        try:
            every = parse(self.plan.info.review_cadence)
        except Problem:
            return _MONTH
        return every.every * _UNIT_DAYS.get(every.kind, _MONTH)

    def last_contact(self, communication: int) -> date | None:
        """The day on which a communication was last logged."""
        rows = self.plan.contacts
        ids = hanging(self.plan, "contacts", "communication", communication)
        return max((day for id in ids if (day := rows[id].date) is not None), default=None)

    @cached_property
    def off_track(self) -> Callable[[tuple[str, int]], OffTrack | None]:
        """What puts a step, a goal, a KPI or the plan off track, by table and id."""
        if self.near is None:
            return {(one.table, one.id): one for one in off_track(self.plan, self.today)}.get
        return lambda key: off_track_at(self.plan, self.today, *key)

    @cached_property
    def open_actions(self) -> list[CorrectiveAction]:
        """The corrective actions whose effect is not verified yet."""
        return [
            action
            for action in self.plan.corrective_actions.values()
            if not action.archived and action.status not in ("verified", "cancelled")
        ]

    @cached_property
    def circular(self) -> frozenset[int]:
        """Steps that wait for themselves, straight or through others."""
        return circular(self.plan)


def words(text: str) -> str:
    """The first words of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def quoted(text: str, otherwise: str) -> str:
    """The first words of a text in quotation marks; without any, what it is."""
    said = words(text)
    return f'"{said}"' if said else otherwise


def is_blank(text: str) -> bool:
    """Whether a text says nothing."""
    return not text or text.isspace()
