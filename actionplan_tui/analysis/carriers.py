"""Who carries a plan, and whom something reaches: counted, so that an edit counts only its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from actionplan_tui.analysis.kept import kept
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Step

if TYPE_CHECKING:  # loaded with the second plan, see `kept`
    from actionplan_tui.analysis.touched import Touched

_OTHERS = (
    ("goals", "owner"),
    ("communications", "responsible"),
    ("kpis", "data_owner"),
    ("barriers", "owner"),
)
"""Who carries other records than steps."""


def carriers(plan: Plan) -> Collection[int]:
    """Who carries the plan: owners, leads, supporters, those who tell others or measure."""
    return kept(plan, "carriers", None, lambda: _Carriers(plan), _Carriers.of_next).everybody


class _Carriers:
    """How many steps each one carries, and who carries the rest."""

    def __init__(self, plan: Plan, last: _Carriers | None = None, change: Touched | None = None):
        self.plan = plan
        if last is None or change is None:
            named: list[int | None] = []
            for step in plan.steps.values():
                if not step.archived:
                    named += (step.lead, step.owner, *step.support)
            self.of_steps = Counter(named)
        else:
            self.of_steps = last.of_steps.copy()
            for id in change.steps if change.any("steps") else ():
                self.of_steps.subtract(_of_step(last.plan.steps.get(id)))
                self.of_steps.update(_of_step(plan.steps.get(id)))
        self.others: dict[tuple[str, str], frozenset[int]] = {}
        for table, field in _OTHERS:
            stays = change is not None and not change.any(f"{table}.{field}", f"{table}.archived")
            found = last.others[table, field] if last and stays else _named(plan, table, field)
            self.others[table, field] = found
        everybody = {id for id, count in self.of_steps.items() if count and id is not None}
        everybody.update(*self.others.values())
        if plan.info.owner is not None:
            everybody.add(plan.info.owner)
        self.everybody = frozenset(everybody)

    def of_next(self, plan: Plan, change: Touched) -> _Carriers:
        """Those of another plan, by what the two differ in."""
        return _Carriers(plan, self, change)


def _of_step(step: Step | None) -> tuple[int | None, ...]:
    return () if step is None or step.archived else (step.lead, step.owner, *step.support)


def _named(plan: Plan, table: str, field: str) -> frozenset[int]:
    rows = plan.table(table).values()
    ids: set[int | None] = {getattr(row, field) for row in rows if not row.archived}
    return frozenset(id for id in ids if id is not None)


def reached(plan: Plan, today: date) -> Collection[int]:
    """Whom something reaches from today on (`engagement.reach` says what)."""
    return kept(plan, "reached", today, lambda: _Reached(plan, today), _Reached.of_next).people


class _Reached:
    """How many communications reach each one."""

    def __init__(self, plan: Plan, today: date, counts: Counter[int] | None = None) -> None:
        # Here, because what expands cadences is slow to load.
        from actionplan_tui.analysis.engagement import reaching

        self.plan = plan
        self.today = today
        self._reaching = reaching
        self._counts = Counter[int]() if counts is None else counts
        if counts is None:
            self._counts.update(
                [who for id in plan.communications for who in self._audience(plan, id)]
            )

    @property
    def people(self) -> Collection[int]:
        """Whom any of them reaches."""
        return frozenset([id for id, count in self._counts.items() if count])

    def of_next(self, plan: Plan, change: Touched) -> _Reached:
        """The same for another plan, by what the two differ in."""
        counts = self._counts.copy()
        for id in change.communications:
            counts.subtract(self._audience(self.plan, id))
            counts.update(self._audience(plan, id))
        return _Reached(plan, self.today, counts)

    def _audience(self, plan: Plan, id: int) -> tuple[int, ...]:
        line = plan.communications.get(id)
        reaches = line is not None and self._reaching(plan, line, self.today) is not None
        return line.audience if line is not None and reaches else ()
