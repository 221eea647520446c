"""What the readiness checks look at, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from actionplan_tui.analysis.engagement import Told, reach
from actionplan_tui.analysis.kpis import live_kpis
from actionplan_tui.analysis.off_track import OffTrack, off_track
from actionplan_tui.analysis.progress import is_done
from actionplan_tui.analysis.reviews import review_clock
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

_MONTH = 31
_UNIT_DAYS = {"working day": 1, "day": 1, "week": 7, "month": _MONTH, "year": 366}

_LONGEST = 48
"""Characters of a record's own words in a sentence."""


class Ground:
    """A plan on a day, with what several checks ask of it; each answer is found when asked."""

    def __init__(self, plan: Plan, today: date, *, wordless: bool = False) -> None:
        """Look at a plan; `wordless` where nobody is going to read the sentences."""
        self.plan = plan
        self.today = today
        self.tree = outline(plan)
        self._names: dict[int, str] = dict.fromkeys(self.tree.rows, "") if wordless else {}

    # Steps

    @cached_property
    def at_work(self) -> list[int]:
        """Live steps that are neither cancelled nor under a cancelled one, in outline order."""
        steps, parent = self.plan.steps, self.tree.parent
        gone: set[int | None] = set()
        found: list[int] = []
        for id in self.tree.rows:  # parents come before their children
            if steps[id].cancelled or parent[id] in gone:
                gone.add(id)
            else:
                found.append(id)
        return found

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

    def without(self, steps: Iterable[Step], table: str, word: str) -> Iterator[Step]:
        """Steps that no live record of a table names, and that do not say there is none:
        `word` stands for the table in "none identified"."""
        held = self.holders(table)
        return (s for s in steps if s.id not in held and word not in s.none_identified)

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
        return [self.plan.goals[id] for id in self.tree.goals]

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
        return [self.plan.kpis[id] for id in live_kpis(self.plan)]

    def goal_named(self, goal: Goal) -> str:
        """A goal as sentences name it."""
        return f"G{goal.id} {words(goal.statement) or 'without words'}"

    # People and communications

    @cached_property
    def people(self) -> dict[int, Stakeholder]:
        """The live stakeholders."""
        return live(self.plan.stakeholders)

    @cached_property
    def carriers(self) -> frozenset[int]:
        """Who carries the plan: owners, leads, supporters, those who tell others or measure."""
        plan = self.plan
        found: set[int | None] = {plan.info.owner}
        for step in self.plan.steps.values():
            if not step.archived:
                found.update((step.lead, step.owner, *step.support))
        for table, field in (
            ("goals", "owner"), ("communications", "responsible"), ("kpis", "data_owner"),
            ("barriers", "owner"),
        ):  # fmt: skip
            found |= self.holders(table, field)
        return frozenset(id for id in found if id is not None)

    @cached_property
    def communications(self) -> list[Communication]:
        """The communications that are to happen."""
        plan = self.plan
        if not plan.communications:
            return []
        # Here, because what expands cadences is slow to load, and a plan without any has no need.
        from actionplan_tui.analysis.communications import is_on

        return [one for one in plan.communications.values() if is_on(plan, one)]

    @cached_property
    def reached(self) -> Mapping[int, tuple[Told, ...]]:
        """What reaches each stakeholder from today on."""
        if not self.plan.communications:
            return {}
        return reach(self.plan, self.today)

    @cached_property
    def barriers(self) -> list[Barrier]:
        """The barriers still to be answered, of the plan and of steps at work."""
        steps = frozenset(self.at_work)
        return [
            barrier
            for barrier in self.plan.barriers.values()
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

    @cached_property
    def last_contact(self) -> dict[int, date]:
        """The day on which each communication was last logged."""
        found: dict[int, date] = {}
        for contact in self.plan.contacts.values():
            if contact.date is not None and not contact.archived:
                at = contact.communication
                found[at] = max(contact.date, found.get(at, contact.date))
        return found

    @cached_property
    def off_track(self) -> dict[tuple[str, int], OffTrack]:
        """What is off track, by table and id."""
        return {(one.table, one.id): one for one in off_track(self.plan, self.today)}

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
        steps = self.plan.steps
        waits = {
            step.id: [id for id in step.depends_on if id in steps]
            for step in steps.values()
            if step.depends_on
        }
        free = {id for ids in waits.values() for id in ids if id not in waits}
        holds: dict[int, list[int]] = {}
        left = {}
        for id, before in waits.items():
            left[id] = len(set(before))
            for other in set(before):
                holds.setdefault(other, []).append(id)
        queue = list(free)
        while queue:
            for id in holds.get(queue.pop(), ()):
                left[id] -= 1
                if not left[id]:
                    queue.append(id)
        return frozenset(id for id, count in left.items() if count)


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
